"""What lies below the twin draft: findings and terms of the pair at the caret, and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.panes.reply.twin.chips import TermChips
from ui.panes.reply.twin.finding_list import FindingList, Ignoring
from ui.panes.reply.twin.marks import MarkWidget
from ui.panes.reply.twin.pair_appearance import FAULTS, PairMark
from ui.theme import Tone, Type
from ui.widgets import STRETCH, Edge, Label, TextButton, column, describe, row, set_edge
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from ui.panes.reply.twin.terms import TermUse
    from workstation.bilingual.checks.finding import Finding

__all__ = ["FindingStrip", "Ignoring"]


class FindingStrip(QFrame):
    """A line of counts, the findings with what mends them, and the house's terms.

    Signals: `fix_chosen` (Finding, Fix), `ignore_chosen` (Finding, Ignoring), `next_wanted`,
    `blank_wanted`, `term_chosen` (TermUse).
    """

    fix_chosen = Signal(object, object)
    ignore_chosen = Signal(object, object)
    next_wanted = Signal()
    blank_wanted = Signal()
    term_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_edge(self, Edge.TOP)
        describe(self, _("Findings"))
        self._counts = {fault: _Count(fault) for fault in FAULTS}
        self._calm = Label(_("Nothing found by the checks so far"), Type.META, Tone.MUTED)
        self._where = Label(None, Type.META, Tone.MUTED)
        self._next = TextButton(_("Next finding"))
        self._next.clicked.connect(self.next_wanted)
        self._blank = TextButton(ngettext("Next of {n} blank", "Next of {n} blanks", 0))
        self._blank.show_key("F2")
        self._blank.clicked.connect(self.blank_wanted)
        self._listed = FindingList()
        self._listed.fix_chosen.connect(self.fix_chosen)
        self._listed.ignore_chosen.connect(self.ignore_chosen)
        self._chips = TermChips()
        self._chips.chosen.connect(self.term_chosen)
        left = row(*self._counts.values(), self._calm)
        counts = row(left, STRETCH, self._blank, self._next, self._where)
        parts = column(self._listed, self._chips, counts, margins=(14, 5, 14, 5), spacing=4)
        self.setLayout(parts)
        self.show_blanks(0)
        self.show_findings((), {}, checked=False)

    def show_findings(
        self, here: Sequence[Finding], counts: Mapping[PairMark, int], *, checked: bool
    ) -> None:
        """Show those of one pair, the gravest first, and how many there are in the draft."""
        found = any(counts.values())
        for fault, label in self._counts.items():
            label.show_count(counts.get(fault, 0))
        self._calm.setVisible(checked and not found)
        self._next.setVisible(found)
        self._listed.show_findings(here)

    def show_terms(self, uses: Sequence[TermUse]) -> None:
        """Show the house's terms of one pair."""
        self._chips.show_terms(uses)

    def show_blanks(self, count: int) -> None:
        """Say how many blanks the draft has, where it has any."""
        self._blank.setVisible(count > 0)
        self._blank.say(ngettext("Next of {n} blank", "Next of {n} blanks", count))

    def show_place(self, number: int, count: int) -> None:
        """Say where the caret is."""
        self._where.say(_("Pair {number} of {count}", number=number, count=count))


class _Count(QWidget):
    """A shape, a number and a word; hidden at nought."""

    def __init__(self, fault: PairMark) -> None:
        super().__init__()
        self._fault = fault
        tone = FAULTS[fault]
        self._label = Label(None, Type.META_STRONG, tone)
        self.setLayout(row(MarkWidget(fault, tone), self._label, spacing=4))

    def show_count(self, count: int) -> None:
        """Show how many."""
        self._label.say(_counted(self._fault, count))
        self.setVisible(count > 0)


def _counted(fault: PairMark, count: int) -> Message:
    match fault:
        case PairMark.TRIANGLE:
            return ngettext("{n} to fix", "{n} to fix", count)
        case PairMark.HALF:
            return ngettext("{n} to look at", "{n} to look at", count)
        case PairMark.DOT:
            return ngettext("{n} small thing", "{n} small things", count)
        case _:
            return ngettext("{n} matter of style", "{n} matters of style", count)
