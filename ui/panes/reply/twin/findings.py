"""The findings that the twin draft shows: kept by bead, gone when its text changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ui.panes.reply.twin.pair_appearance import FAULTS, PairMark, gravest, mark_of
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding

Texts = tuple[str, str]
# `Check.MISSING`, by its id: the checks load with the first finding, not with the editor.
_ONE_SIDED = "seg.missing"


class ShownFindings:
    """Findings with the texts that they are about; what is out of date is not shown.

    `writing` is the pair at the caret. That it has one side only is no fault yet: nobody can
    write both at once.
    """

    def __init__(self) -> None:
        self.writing = ""
        self._kept: dict[str, tuple[Texts, tuple[Finding, ...]]] = {}

    def keep(
        self, draft: Draft, checked: Draft, findings: Mapping[str, Sequence[Finding]]
    ) -> set[str]:
        """Take the findings of some beads; answers with the beads whose findings changed.

        What was found in a text that has changed since it was `checked` is too late.
        """
        beads = {bead.id: bead for bead in draft.beads}
        read = {bead.id: _texts(bead) for bead in checked.beads if bead.id in findings}
        changed: set[str] = set()
        for bead, found in findings.items():
            if bead not in beads or read.get(bead) != _texts(beads[bead]):
                continue
            if self.of(beads[bead]) != tuple(found):
                changed.add(bead)
            self._kept[bead] = (read[bead], tuple(found))
        self._kept = {bead: kept for bead, kept in self._kept.items() if bead in beads}
        return changed

    @property
    def checked(self) -> bool:
        """Whether anything was checked yet."""
        return bool(self._kept)

    def of(self, bead: Bead) -> tuple[Finding, ...]:
        """The findings of a bead as it is now."""
        texts, findings = self._kept.get(bead.id, (None, ()))
        if texts != _texts(bead):
            return ()
        if bead.id == self.writing and not (bead.en.strip() and bead.zh.strip()):
            return tuple(one for one in findings if one.check.value != _ONE_SIDED)
        return findings

    def counts(self, draft: Draft) -> Counter[PairMark]:
        """How many of each severity in the whole draft, by its shape."""
        faulty = {bead for bead, (_texts, found) in self._kept.items() if found}
        beads = (bead for bead in draft.beads if bead.id in faulty)
        return Counter(mark_of(one) for bead in beads for one in self.of(bead))

    def next_after(self, draft: Draft, bead: str) -> str | None:
        """The next bead with a finding, the gravest first, round the end to the start."""
        at = draft.index(bead)
        order = draft.beads[at + 1 :] + draft.beads[: at + 1]
        worst = [(one.id, gravest(self.of(one))) for one in order]
        for fault in FAULTS:
            for bead_id, mark in worst:
                if mark is fault:
                    return bead_id
        return None


def span_on(finding: Finding, side: Side) -> tuple[int, int] | None:
    """Where the finding is on one side, in code points."""
    return finding.en if side is Side.EN else finding.zh


def _texts(bead: Bead) -> Texts:
    return bead.en, bead.zh
