"""What the decide panel shows: a decision being composed, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.case import Case, Finding, Measure, Weighed
from workstation.domain.policy import Citation
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Outcome, OverturnReason, Verdict
from workstation.domain.text import Bilingual
from workstation.i18n import Message


class Fate(StrEnum):
    """What becomes of a measure of the first decision."""

    OPEN = "open"
    LIFTED = "lifted"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A decision being composed. `fates` are in the order of the enforcement's measures.

    It is stored in this form (`drafting.kept_form`): a name that changes here is not found again.
    """

    outcome: Outcome | None = None
    reason: OverturnReason | None = None
    verdicts: tuple[tuple[str, Verdict], ...] = ()
    fates: tuple[Fate, ...] = ()
    imposed: tuple[Measure, ...] = ()
    citations: tuple[Citation, ...] = ()
    rationale: Bilingual = Bilingual()
    route: Bilingual = Bilingual()
    no_evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideState:
    """`placed` grows when texts were put there by anything but the keyboard. `missing` is what
    the rules would refuse it for now; `four_eyes` why a second person has to sign."""

    case: Case | None = None
    outcomes: tuple[Outcome, ...] = ()
    composed: Composition = Composition()
    placed: int = 0
    missing: Refused | None = None
    four_eyes: Message | None = None
    notice: Refused | None = None
    intake: bool = False
    needs_reason: bool = False


def finding_of(case: Case, composed: Composition) -> Finding | None:
    """The finding that this would be; None before an outcome is chosen."""
    if composed.outcome is None:
        return None
    measures = case.enforcement.measures if case.enforcement else ()
    pairs = tuple(zip(measures, composed.fates, strict=False))
    return Finding(
        outcome=composed.outcome,
        citations=composed.citations,
        weighed=tuple(Weighed(evidence=id_, verdict=each) for id_, each in composed.verdicts),
        rationale=composed.rationale,
        reason=composed.reason,
        lifted=tuple(each for each, fate in pairs if fate is Fate.LIFTED),
        kept=tuple(each for each, fate in pairs if fate is Fate.KEPT),
        imposed=composed.imposed,
        no_evidence=composed.no_evidence,
        route=composed.route,
    )


def composition_of(case: Case, finding: Finding) -> Composition:
    """A finding taken back, to be worked on again."""
    measures = case.enforcement.measures if case.enforcement else ()
    return Composition(
        outcome=finding.outcome,
        reason=finding.reason,
        verdicts=tuple((each.evidence, each.verdict) for each in finding.weighed),
        fates=tuple(_fate(each, finding) for each in measures),
        imposed=finding.imposed,
        citations=finding.citations,
        rationale=finding.rationale,
        route=finding.route,
        no_evidence=finding.no_evidence,
    )


def _fate(measure: Measure, finding: Finding) -> Fate:
    if measure in finding.lifted:
        return Fate.LIFTED
    return Fate.KEPT if measure in finding.kept else Fate.OPEN
