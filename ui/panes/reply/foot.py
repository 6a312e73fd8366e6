"""The line below the letter: what stands against sending it, what was let pass, and Send."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.case_action import CaseAction
from ui.casework import once_sent
from ui.language import Text
from ui.panes.reply.findings import TakeBack
from ui.panes.reply.state import ReplyState
from ui.theme import Icon, Tone, Type
from ui.widgets import Edge, Label, Menu, OutlinedButton, PrimaryButton, QuietButton, row, set_edge
from workstation.i18n import _, ngettext, pgettext


class ReplyFoot(QWidget):
    """Says `finding_settled` (TakeBack); the two buttons are the caller's to connect."""

    finding_settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._state = ReplyState()
        self._shown: object = None
        self._menu: Menu | None = None
        self._passed = QuietButton(self._passed_words, Icon.CHEVRON_DOWN)
        self._passed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._why = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.decide = OutlinedButton(pgettext("act", "Decide"), Icon.DECIDE)
        self.decide.show_key_of(CaseAction.DECIDE)
        self.send = PrimaryButton(pgettext("act", "Send"), Icon.SEND)
        self.send.show_key("Ctrl+Shift+Enter")
        parts = row(self._why, self._passed, self.decide, self.send, margins=(18, 8, 18, 8))
        parts.setStretch(0, 1)
        self.setLayout(parts)
        set_edge(self, Edge.TOP)
        self._passed.clicked.connect(self._open_passed)

    def show_state(self, state: ReplyState) -> None:
        """Show whether the letter may go, and why not."""
        before, self._state = self._shown, state
        refused = state.refused
        why = (refused.reason, refused.remedy) if refused is not None else None
        planned = refused is not None and refused == state.planned
        self._shown = (why, planned, bool(state.unseen), state.passed, state.undecidable is None)
        if self._shown == before:
            # At most keys only the letter is another.
            return
        to_see = bool(state.unseen) and refused is None
        self.send.say(_("Review and send") if to_see else pgettext("act", "Send"))
        self.send.setEnabled(refused is None)
        self.send.explain(refused.reason if refused else None)
        self._passed.say(self._passed_words)
        self._passed.setVisible(bool(state.passed))
        self.decide.setVisible(state.undecidable is None)
        if refused is None:
            # It stays in the row: it is what holds the buttons at the right.
            self._why.content("")
        else:
            said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._why.say(once_sent(said) if planned else said)

    def _open_passed(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self)
        for each in self._state.passed:
            words = _("Count again: {reason}", reason=each.reason)
            self._menu.entry(words, partial(self.finding_settled.emit, TakeBack(each)))
        self._menu.popup_under(self._passed)

    def _passed_words(self) -> Text:
        return ngettext("{n} let pass", "{n} let pass", len(self._state.passed))
