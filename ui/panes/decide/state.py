"""What the decide panel shows: a decision being composed, and what it still lacks."""

from __future__ import annotations

from workstation.bilingual.composition import Composition, Fate, composition_of
from workstation.domain.case import Case, EvidenceVerdict, Ruling
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Outcome
from workstation.i18n import Message
from workstation.value_class import dataclass

__all__ = ["Composition", "DecideState", "Fate", "composition_of", "ruling_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideState:
    """What the view shows.

    case: whose decision is composed; None before somebody asks for it
    outcomes: the outcomes that are possible
    composed: what was chosen and written so far
    placed: grows when the texts were put there by anything but the keyboard
    missing: what the rules would refuse the decision for now
    four_eyes: why a second person has to sign it
    notice: why it was refused when it was given
    intake: whether the question is only if the request is taken on
    needs_reason: whether the outcome asks why the first decision does not stand
    """

    case: Case | None = None
    outcomes: tuple[Outcome, ...] = ()
    composed: Composition = Composition()
    placed: int = 0
    missing: Refused | None = None
    four_eyes: Message | None = None
    notice: Refused | None = None
    intake: bool = False
    needs_reason: bool = False


def ruling_of(case: Case, composed: Composition) -> Ruling | None:
    """The ruling that the composition would be; None before an outcome is chosen."""
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
