"""`LetterFindings`: the one store of what the checks found in a letter and what its author did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, assert_never

from workstation.bilingual.bead import Bead
from workstation.bilingual.gate import gate_findings
from workstation.domain.send_gate import (
    FindingOverrides,
    GateFinding,
    Gravity,
    LetterOverride,
    judge,
    may_always_pass,
)
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding
    from workstation.bilingual.draft import Draft
    from workstation.domain.problem import Refused


_WEIGHED = frozenset({Gravity.S1, Gravity.S2})


@dataclass(frozen=True, slots=True)
class Allow:
    """Let a finding pass, with the reason; `always` also wherever its term comes up again."""

    finding: Finding
    reason: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class See:
    """The author has looked at these warnings, and the text is right."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The author withdraws an override: its finding counts again."""

    override: LetterOverride


FindingAct = Allow | See | TakeBack


def apply_override(overrides: FindingOverrides, act: FindingAct) -> FindingOverrides:
    """Add one act of the author to what was settled about the findings before."""
    match act:
        case Allow(finding, reason):
            one = LetterOverride(finding.key, finding.check.value, reason.strip())
            others = tuple(each for each in overrides.overrides if _at(each) != _at(one))
            return replace(overrides, overrides=(*others, one))
        case See(keys):
            return replace(overrides, seen=overrides.seen | keys)
        case TakeBack(override):
            left = tuple(each for each in overrides.overrides if each != override)
            return replace(overrides, overrides=left)
        case _ as never:
            assert_never(never)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the worker found in a whole letter.

    draft: the letter as it was read; it may say something else by now
    found: the findings of each of its pairs, by id
    refused: why the checks could not read it, if they could not
    """

    draft: Draft
    found: Mapping[str, Sequence[Finding]]
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class PairFindings:
    """What the checks found in one pair, weighed by the send gate.

    bead: the pair as the checks read it; of a pair that says something else now nothing is known
    found: everything, in the order of the checks
    open: what nobody let pass
    passed: why the others pass, by the author of the letter or by a term of the house
    blocking: what holds the letter back, as the gate says it
    unseen: what the author has to look at first
    """

    bead: Bead
    found: tuple[Finding, ...] = ()
    open: tuple[Finding, ...] = ()
    passed: tuple[LetterOverride, ...] = ()
    blocking: tuple[GateFinding, ...] = ()
    unseen: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterFindings:
    """The findings of a letter: the pane's presenter replaces them, everybody else reads them.

    pairs: by the id of the pair; a pair that nobody read is not named
    settled: what the author did about findings, as it is kept with the draft
    terms: the terms whose findings always pass, with the reasons
    unreadable: why the checks could not read the letter, if they could not
    passed, blocking, unseen: those of all pairs as they are now, in the order of the letter
    """

    pairs: Mapping[str, PairFindings] = field(default_factory=dict)
    settled: FindingOverrides = FindingOverrides()
    terms: Mapping[str, str] = field(default_factory=dict)
    unreadable: Refused | None = None
    passed: tuple[LetterOverride, ...] = ()
    blocking: tuple[GateFinding, ...] = ()
    unseen: tuple[Finding, ...] = ()

    def of(self, bead: Bead) -> tuple[Finding, ...]:
        """The open findings of a pair that says what the checks read; () of any other."""
        kept = self.pairs.get(bead.id)
        return kept.open if kept is not None and says_same(kept.bead, bead) else ()

    def open_in(self, draft: Draft) -> dict[str, tuple[Finding, ...]]:
        """The open findings of each pair of the draft that was read as it is now."""
        return {kept.bead.id: kept.open for kept in self._read_in(draft)}

    def read(self, draft: Draft, found: Iterable[tuple[Bead, Sequence[Finding]]]) -> LetterFindings:
        """With these pairs read, and the totals of `draft`. No other pair is weighed again."""
        fresh = {bead.id: self._weigh(bead, tuple(each)) for bead, each in found}
        known = replace(self, pairs={**self.pairs, **fresh})
        here = [kept for kept in known._read_in(draft) if kept.found]
        passed = {_at(each): each for kept in here for each in kept.passed}
        return replace(
            known,
            passed=tuple(passed.values()),
            blocking=tuple(each for kept in here for each in kept.blocking),
            unseen=tuple(each for kept in here for each in kept.unseen),
        )

    def read_whole(self, draft: Draft, reading: Reading) -> LetterFindings:
        """With what was found in the whole letter, as far as `draft` says it still: a pair that
        changed since was read at once, later than this."""
        now = {bead.id: bead for bead in draft.beads}
        still = (bead for bead in reading.draft.beads if bead.id in now)
        same = [now[bead.id] for bead in still if says_same(now[bead.id], bead)]
        known = {id_: kept for id_, kept in self.pairs.items() if id_ in now}
        whole = replace(self, pairs=known, unreadable=reading.refused)
        return whole.read(draft, [(bead, reading.found[bead.id]) for bead in same])

    def weighed(
        self,
        draft: Draft,
        settled: FindingOverrides | None = None,
        terms: Mapping[str, str] | None = None,
    ) -> LetterFindings:
        """With every pair weighed anew, by what is settled now and by these terms."""
        now = replace(
            self,
            settled=self.settled if settled is None else settled,
            terms=self.terms if terms is None else terms,
        )
        return now.read(draft, [(kept.bead, kept.found) for kept in self._read_in(draft)])

    def _read_in(self, draft: Draft) -> list[PairFindings]:
        """What is known of the draft's pairs as they are now, in their order."""
        pairs = self.pairs
        return [
            kept
            for bead in draft.beads
            if (kept := pairs.get(bead.id)) is not None and says_same(kept.bead, bead)
        ]

    def _weigh(self, bead: Bead, found: tuple[Finding, ...]) -> PairFindings:
        """Apply to a pair what is settled about its findings, then the rule of the send gate."""
        if not found:
            return PairFindings(bead)
        given = {_at(each): each for each in self.settled.overrides}
        passed: dict[tuple[str, str], LetterOverride] = {}
        for each in found:
            at = (each.key, each.check.value)
            if at in given and not each.firm:
                passed[at] = given[at]
            elif (why := self.terms.get(each.term or "")) and may_always_pass(each.severity):
                passed[at] = LetterOverride(*at, why)
        overrides = tuple(passed.values())
        # The gate weighs no others.
        grave = [each for each in found if each.severity in _WEIGHED]
        verdict = judge(gate_findings(grave), FindingOverrides(overrides, self.settled.seen))
        unseen = {each.key for each in verdict.unseen}
        return PairFindings(
            bead,
            found,
            open=tuple(each for each in found if (each.key, each.check.value) not in passed),
            passed=overrides,
            blocking=verdict.blocking,
            unseen=tuple(each for each in grave if each.key in unseen),
        )


def says_same(one: Bead, other: Bead) -> bool:
    """Whether the checks would find the same in both versions of a pair."""
    return one is other or (one.en, one.zh, one.lock) == (other.en, other.zh, other.lock)


def _at(override: LetterOverride) -> tuple[str, str]:
    return override.key, override.check
