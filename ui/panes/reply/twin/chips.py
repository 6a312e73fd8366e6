"""Chips of the house's terms below the draft: each writes its approved rendering."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.panes.reply.twin.marks import MarkWidget
from ui.panes.reply.twin.pair_appearance import PairMark
from ui.panes.reply.twin.terms import TermUse, Use
from ui.theme import Tone
from ui.widgets import FlowLayout, TextButton, describe, row, set_role, set_tone
from workstation.bilingual.bead import Side
from workstation.i18n import Message, _, ngettext

_MOST = 6
_MARKS = {
    Use.FORBIDDEN: (PairMark.HALF, Tone.WARN),
    Use.MISSING: (PairMark.DOT, Tone.INFO),
    Use.PERHAPS: (PairMark.RING, Tone.MUTED),
    Use.SAID: (PairMark.TICK, Tone.OK),
}


class TermChips(QWidget):
    """A line of chips; what does not fit is behind "n more". Says `chosen` (TermUse)."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Terms of this pair"))
        self._uses: tuple[TermUse, ...] = ()
        self._all = False
        self._flow = FlowLayout(6)
        self.setLayout(self._flow)
        self.hide()

    def show_terms(self, uses: Sequence[TermUse]) -> None:
        """Show the terms of another pair, or of this one as it is now."""
        if tuple(uses) == self._uses:
            return
        self._uses = tuple(uses)
        self._all = False
        self._build()

    def _build(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._uses if self._all else self._uses[:_MOST]
        for each in shown:
            self._flow.addWidget(self._chip(each))
        left = len(self._uses) - len(shown)
        if left:
            more = TextButton(ngettext("{n} more term", "{n} more terms", left))
            more.clicked.connect(self._show_all)
            self._flow.addWidget(more)
        self.setVisible(bool(self._uses))
        self.updateGeometry()

    def _chip(self, use: TermUse) -> QWidget:
        chip = QFrame()
        set_role(chip, "chip")
        mark, tone = _MARKS[use.use]
        first, second = use.name, use.rendering
        if use.side is Side.EN and use.span is None:
            first, second = second, first
        button = TextButton(_("{term} → {rendering}", term=first, rendering=second))
        set_tone(button, Tone.NEUTRAL)
        button.explain(_told(use))
        button.clicked.connect(partial(self.chosen.emit, use))
        chip.setLayout(row(MarkWidget(mark, tone), button, margins=(7, 1, 4, 1), spacing=3))
        return chip

    def _show_all(self) -> None:
        self._all = True
        self._build()


def _told(use: TermUse) -> Message:
    """What a press does, and what the house does not write."""
    if use.use is Use.SAID:
        said = _("The pair says {rendering}. Write it once more.", rendering=use.rendering)
    elif use.span is not None:
        said = _("Put {text} in place of what stands there.", text=use.text)
    else:
        said = _("Write {value}", value=use.text)
    if not use.unwanted:
        return said
    return _("{what} Not: {words}.", what=said, words=", ".join(use.unwanted))
