"""What can be changed in a decision that is being composed. Pure; the rules judge the result."""

from __future__ import annotations

from dataclasses import replace

from ui.panes.decide.state import Composition, Fate
from workstation.domain.policy import Citation
from workstation.domain.taxonomy import Outcome, Verdict

# Outcomes by which the first decision stands: they need no reason for overturning it.
STANDS = (Outcome.UPHELD, Outcome.ANSWERED)
_FATES = {Outcome.UPHELD: Fate.KEPT, Outcome.OVERTURNED: Fate.LIFTED}


def with_outcome(composed: Composition, outcome: Outcome) -> Composition:
    """Another outcome; the measures follow where it leaves them no choice."""
    fate = _FATES.get(outcome)
    fates = (fate,) * len(composed.fates) if fate else composed.fates
    reason = None if outcome in STANDS else composed.reason
    return replace(composed, outcome=outcome, fates=fates, reason=reason)


def with_verdict(composed: Composition, evidence: str, verdict: Verdict | None) -> Composition:
    """An item of evidence weighed, or not any more."""
    others = tuple(each for each in composed.verdicts if each[0] != evidence)
    added = () if verdict is None else ((evidence, verdict),)
    return replace(composed, verdicts=(*others, *added))


def with_fate(composed: Composition, at: int, fate: Fate) -> Composition:
    """One measure of the first decision lifted or kept."""
    fates = (*composed.fates[:at], fate, *composed.fates[at + 1 :])
    return replace(composed, fates=fates)


def with_citation(composed: Composition, citation: Citation) -> Composition:
    """One clause more; once is enough."""
    if citation in composed.citations:
        return composed
    return replace(composed, citations=(*composed.citations, citation))


def without_citation(composed: Composition, citation: Citation) -> Composition:
    """One clause less."""
    kept = tuple(each for each in composed.citations if each != citation)
    return replace(composed, citations=kept)
