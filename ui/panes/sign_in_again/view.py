"""The dialog of signing in again: who it is, their password, and what was said."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.panes.sign_in_again.state import SignInAgainState, TypedAgain
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    IconButton,
    Label,
    NoticeBar,
    Overlay,
    OwnPasswordFields,
    PrimaryButton,
    QuietButton,
    add_field,
    column,
    password_field,
    row,
    rule,
)
from workstation.i18n import _, ngettext

_WIDTH = 460
_KEPT = _("Everything stays as it is here: your cases, what you typed, what waits to be sent.")
_ONE_TIME = _("The password that you were given lets you in once. Choose your own to go on.")
_SIGNS_IN = {False: _("Sign in"), True: _("Set it and sign in")}


class SignInAgainView(Overlay):
    """A field for the password, and two more where it was given out for one time.

    `entered` says what was typed, once nothing is missing; `gone_back` that somebody does not want
    to choose a password after all.
    """

    entered = Signal(object)
    gone_back = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDTH)
        self._state = SignInAgainState()
        self._name = Label(type=Type.STRONG, wrap=True)
        self._what = Label(_KEPT, Type.BODY, Tone.MUTED, wrap=True)
        self._waits = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        self.password: QLineEdit = password_field("password")
        self.password.returnPressed.connect(self.primary)
        self._old = QWidget()
        old = column(spacing=4)
        add_field(old, self.password, _("Password"))
        self._old.setLayout(old)
        self.own = OwnPasswordFields()
        self.own.entered.connect(self.primary)
        self.notice = NoticeBar()
        self.enter = PrimaryButton(_SIGNS_IN[False])
        self.enter.clicked.connect(self.primary)
        self._back = QuietButton(_("Back"))
        self._back.clicked.connect(self.gone_back)
        close = IconButton(Icon.CLOSE, _("Close"))
        close.clicked.connect(self.disappear)
        self.closed.connect(self._forget)
        title = Label(_("Sign in again"), Type.TITLE)
        self.inside.addLayout(row(title, STRETCH, close, margins=(24, 14, 14, 8)))
        self.inside.addWidget(rule())
        parts = column(self._name, self._what, self._waits, margins=(24, 14, 24, 20), spacing=4)
        parts.addSpacing(10)
        for part in (self._old, self.own, self.notice):
            parts.addWidget(part)
        parts.addSpacing(6)
        parts.addLayout(row(STRETCH, self._back, self.enter))
        self.inside.addLayout(parts)
        self.show_state(self._state)

    def show_state(self, state: SignInAgainState) -> None:
        """Show the state; the fields stay as they are."""
        chose, self._state = self._state.choosing, state
        self._name.say(_("{name}", name=state.name))
        self._what.say(_ONE_TIME if state.choosing else _KEPT)
        self._waits.say(
            ngettext("{n} change waits to be sent.", "{n} changes wait to be sent.", state.waiting)
        )
        self._waits.setVisible(bool(state.waiting) and not state.choosing)
        self._old.setVisible(not state.choosing)
        self.own.setVisible(state.choosing)
        self._back.setVisible(state.choosing)
        self.enter.setEnabled(not state.busy)
        self.enter.say(_("Signing in") if state.busy else _SIGNS_IN[state.choosing])
        if state.notice is None:
            self.notice.clear()
        else:
            self.notice.say(state.notice, Tone.WARN, dismissable=False)
        if self.isVisible():
            self.arrange()
            if state.choosing != chose:
                self.begin()

    def begin(self) -> None:
        """Put the caret where something is missing, or has to be typed again."""
        if self._state.choosing:
            self.own.begin()
            return
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.selectAll()

    def primary(self) -> None:
        """Sign in, or go to what is missing."""
        filled = self.own.filled if self._state.choosing else bool(self.password.text())
        if not filled:
            self.begin()
        elif self.enter.isEnabled():
            own = (self.own.chosen, self.own.again) if self._state.choosing else ("", "")
            self.entered.emit(TypedAgain(self.password.text(), *own))

    def _forget(self) -> None:
        self.password.clear()
        self.own.clear()
