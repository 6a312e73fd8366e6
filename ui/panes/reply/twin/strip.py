"""The findings below the twin draft: how many in all, and those of the pair at the caret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.panes.reply.twin.looks import FAULTS, Mark, by_gravity, mark_of
from ui.panes.reply.twin.marks import MarkWidget
from ui.theme import Tone, Type
from ui.widgets import (
    STRETCH,
    Edge,
    Label,
    TextButton,
    column,
    describe,
    row,
    set_edge,
    set_tone,
)
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from workstation.drafting.checks.finding import Finding, Fix

_MOST = 3
_MOST_FIXES = 3


class Ignoring(Enum):
    """For this text only, or whenever the term comes up; both want a reason from the caller."""

    HERE = auto()
    ALWAYS = auto()


class FindingStrip(QFrame):
    """A line of counts, and up to three findings with what mends them.

    Signals: `fix_chosen` (Finding, Fix), `ignore_chosen` (Finding, Ignoring), `next_wanted`.
    """

    fix_chosen = Signal(object, object)
    ignore_chosen = Signal(object, object)
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_edge(self, Edge.TOP)
        describe(self, _("Findings"))
        self._counts = {fault: _Count(fault) for fault in FAULTS}
        self._calm = Label(_("Nothing found by the checks so far"), Type.META, Tone.MUTED)
        self._where = Label(None, Type.META, Tone.MUTED)
        self._next = TextButton(_("Next finding"))
        self._next.clicked.connect(self.next_wanted)
        counts = row(*self._counts.values(), self._calm, STRETCH, self._next, self._where)
        self._rows = column(spacing=2)
        self.setLayout(column(self._rows, counts, margins=(14, 5, 14, 5), spacing=4))
        self._shown: tuple[Finding, ...] | None = None
        self.show_findings((), {}, checked=False)

    def show_findings(
        self, here: Sequence[Finding], counts: Mapping[Mark, int], *, checked: bool
    ) -> None:
        """Show those of one pair, the gravest first, and how many there are in the draft."""
        found = any(counts.values())
        for fault, label in self._counts.items():
            label.show_count(counts.get(fault, 0))
        self._calm.setVisible(checked and not found)
        self._next.setVisible(found)
        wanted = tuple(by_gravity(here)[:_MOST])
        if wanted != self._shown:
            self._shown = wanted
            self._rebuild(wanted)

    def show_place(self, number: int, count: int) -> None:
        """Say where the caret is."""
        self._where.say(_("Pair {number} of {count}", number=number, count=count))

    def _rebuild(self, findings: Sequence[Finding]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in findings:
            self._rows.addWidget(self._row(finding))

    def _row(self, finding: Finding) -> QWidget:
        holder = QWidget()
        mark = mark_of(finding)
        why = Label(finding.why, wrap=True)
        why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        buttons = [self._fix_button(finding, fix) for fix in finding.fixes[:_MOST_FIXES]]
        ignore = TextButton(_("Ignore here"))
        ignore.clicked.connect(partial(self.ignore_chosen.emit, finding, Ignoring.HERE))
        buttons.append(ignore)
        if finding.term is not None:
            always = TextButton(_("Always for this term"))
            always.clicked.connect(partial(self.ignore_chosen.emit, finding, Ignoring.ALWAYS))
            buttons.append(always)
        for button in buttons[len(finding.fixes[:_MOST_FIXES]) :]:
            set_tone(button, Tone.MUTED)
        parts = row(MarkWidget(mark, FAULTS[mark]), why, *buttons, spacing=8)
        parts.setStretch(1, 1)
        holder.setLayout(parts)
        describe(holder, partial(_said, finding))
        return holder

    def _fix_button(self, finding: Finding, fix: Fix) -> TextButton:
        button = TextButton(fix.label)
        button.clicked.connect(partial(self.fix_chosen.emit, finding, fix))
        return button


class _Count(QWidget):
    """A shape, a number and a word; hidden at nought."""

    def __init__(self, fault: Mark) -> None:
        super().__init__()
        self._fault = fault
        tone = FAULTS[fault]
        self._label = Label(None, Type.META_STRONG, tone)
        self.setLayout(row(MarkWidget(fault, tone), self._label, spacing=4))

    def show_count(self, count: int) -> None:
        """Show how many."""
        self._label.say(_counted(self._fault, count))
        self.setVisible(count > 0)


def _counted(fault: Mark, count: int) -> Message:
    match fault:
        case Mark.TRIANGLE:
            return ngettext("{n} to fix", "{n} to fix", count)
        case Mark.HALF:
            return ngettext("{n} to look at", "{n} to look at", count)
        case Mark.DOT:
            return ngettext("{n} small thing", "{n} small things", count)
        case _:
            return ngettext("{n} matter of style", "{n} matters of style", count)


def _said(finding: Finding) -> Message:
    return finding.why
