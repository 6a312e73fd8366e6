"""Changes of a decision that is being composed: each gives another one, judged by the rules."""

from __future__ import annotations

from dataclasses import replace

from ui.panes.decide.state import Composition, Fate
from workstation.domain.case import Case
from workstation.domain.policy import Citation
from workstation.domain.rules.decision import possible_outcomes
from workstation.domain.taxonomy import Outcome, Verdict

# Outcomes by which the first decision stands: they need no reason for overturning it.
STANDS = (Outcome.UPHELD, Outcome.ANSWERED)
_FATES = {Outcome.UPHELD: Fate.KEPT, Outcome.OVERTURNED: Fate.LIFTED}


def begun(case: Case) -> Composition:
    """A composition with nothing chosen but what the case says already about its evidence."""
    weighed = tuple((each.id, each.verdict) for each in case.evidence if each.verdict)
    return Composition(fates=_open_fates(case), verdicts=weighed)


def fitting(case: Case, composed: Composition) -> Composition:
    """`composed` as far as it still fits the case as it stands now."""
    known = {each.id for each in case.evidence}
    same = len(composed.fates) == len(_open_fates(case))
    return replace(
        composed,
        outcome=composed.outcome if composed.outcome in possible_outcomes(case) else None,
        fates=composed.fates if same else _open_fates(case),
        verdicts=tuple(each for each in composed.verdicts if each[0] in known),
    )


def with_outcome(composed: Composition, outcome: Outcome) -> Composition:
    """`composed` with another outcome; measures follow where it leaves them no choice."""
    fate = _FATES.get(outcome)
    fates = (fate,) * len(composed.fates) if fate else composed.fates
    reason = None if outcome in STANDS else composed.reason
    return replace(composed, outcome=outcome, fates=fates, reason=reason)


def with_verdict(composed: Composition, evidence: str, verdict: Verdict | None) -> Composition:
    """`composed` with an item of evidence weighed, or not any more."""
    others = tuple(each for each in composed.verdicts if each[0] != evidence)
    added = () if verdict is None else ((evidence, verdict),)
    return replace(composed, verdicts=(*others, *added))


def with_fate(composed: Composition, at: int, fate: Fate) -> Composition:
    """`composed` with a measure of the first decision lifted or kept."""
    fates = (*composed.fates[:at], fate, *composed.fates[at + 1 :])
    return replace(composed, fates=fates)


def with_citation(composed: Composition, citation: Citation) -> Composition:
    """`composed` with one clause more; cited again it stands where it stood, as it is now."""
    refs = [each.ref for each in composed.citations]
    if citation.ref not in refs:
        return replace(composed, citations=(*composed.citations, citation))
    at = refs.index(citation.ref)
    citations = (*composed.citations[:at], citation, *composed.citations[at + 1 :])
    return replace(composed, citations=citations)


def without_citation(composed: Composition, citation: Citation) -> Composition:
    """`composed` with one clause less."""
    kept = tuple(each for each in composed.citations if each.ref != citation.ref)
    return replace(composed, citations=kept)


def _open_fates(case: Case) -> tuple[Fate, ...]:
    return (Fate.OPEN,) * len(case.enforcement.measures if case.enforcement else ())
