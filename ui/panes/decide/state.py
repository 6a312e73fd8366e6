"""What the decide panel shows: a decision being composed, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.bilingual.composition import Composition, Fate, composition_of
from workstation.domain.case import Case, EvidenceVerdict, Ruling
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Outcome
from workstation.i18n import Message

__all__ = ["Composition", "DecideState", "Fate", "composition_of", "finding_of"]


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


def finding_of(case: Case, composed: Composition) -> Ruling | None:
    """The finding that this would be; None before an outcome is chosen."""
    if composed.outcome is None:
        return None
    measures = case.enforcement.measures if case.enforcement else ()
    pairs = tuple(zip(measures, composed.fates, strict=False))
    return Ruling(
        outcome=composed.outcome,
        citations=composed.citations,
        weighed=tuple(
            EvidenceVerdict(evidence=id_, verdict=each) for id_, each in composed.verdicts
        ),
        rationale=composed.rationale,
        reason=composed.reason,
        lifted=tuple(each for each, fate in pairs if fate is Fate.LIFTED),
        kept=tuple(each for each, fate in pairs if fate is Fate.KEPT),
        imposed=composed.imposed,
        no_evidence=composed.no_evidence,
        route=composed.route,
    )
