"""The slim bar below the list: how many cases are selected, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.language import Text
from ui.theme import Icon, Type
from ui.widgets import (
    Edge,
    FlowLayout,
    IconButton,
    Label,
    Surface,
    TextButton,
    announce,
    row,
    set_edge,
    set_role,
    set_surface,
)
from workstation.i18n import _, ngettext, pgettext


class MarksBar(QWidget):
    """Hidden while nothing is selected. It stands below the list, so that no row moves."""

    claim_pressed = Signal()
    assign_pressed = Signal()
    clear_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.RAISED)
        set_edge(self, Edge.TOP)
        self._number = 0
        self._said = Label(self._words, Type.STRONG)
        # On the line of the buttons beside it.
        self._said.setContentsMargins(0, 3, 0, 3)
        self.claim = TextButton(pgettext("act", "Claim"))
        self.claim.show_key("C")
        self.assign = TextButton(_("Assign to..."))
        self.assign.show_key("A")
        self.clear = IconButton(Icon.CLOSE, _("Clear the selection"))
        self.clear.show_key("Esc")
        set_role(self.clear, "small")
        # Large text in a narrow queue: the acts wrap, nothing is cut.
        words, acts = QWidget(), FlowLayout(14)
        for part in (self._said, self.claim, self.assign):
            acts.addWidget(part)
        words.setLayout(acts)
        parts = row(words, self.clear, margins=(16, 6, 6, 6), spacing=4)
        parts.setStretch(0, 1)
        self.setLayout(parts)
        self.claim.clicked.connect(self.claim_pressed)
        self.assign.clicked.connect(self.assign_pressed)
        self.clear.clicked.connect(self.clear_pressed)
        self.hide()

    def show_marks(self, number: int, *, assigns: bool) -> None:
        """Say how many there are; `assigns`: this person gives cases to others."""
        self.assign.setVisible(assigns)
        if number == self._number:
            return
        self._number = number
        self._said.say(self._words)
        self.setVisible(number > 0)
        announce(self, self._words)

    def holds_focus(self) -> bool:
        """Whether one of its buttons has the focus."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _words(self) -> Text:
        return ngettext("{n} selected", "{n} selected", self._number)
