"""The dialog of one's own password: the one of now, the next one twice, and what was said."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.panes.own_password.state import OwnPasswordState, Typed
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    IconButton,
    Label,
    NoticeBar,
    Overlay,
    OwnPasswordFields,
    PrimaryButton,
    add_field,
    column,
    password_field,
    row,
    rule,
)
from workstation.i18n import _

_WIDTH = 460
_AWAY = _(
    "The server cannot be reached. A password is only changed with the server: try again when it"
    " is there."
)


class OwnPasswordView(Overlay):
    """The fields of three passwords. What is typed stays until the dialog is closed.

    `change_pressed` says what was typed, once nothing is missing.
    """

    change_pressed = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDTH)
        self._state = OwnPasswordState()
        self.now: QLineEdit = password_field("now")
        self.now.returnPressed.connect(self.primary)
        self.own = OwnPasswordFields()
        self.own.entered.connect(self.primary)
        self.change = PrimaryButton(_("Change it"))
        self.change.clicked.connect(self.primary)
        self.close_button = IconButton(Icon.CLOSE, _("Close"))
        self.close_button.clicked.connect(self.disappear)
        self._notice = NoticeBar()
        self.closed.connect(self._forget)
        title = Label(_("Change the password"), Type.TITLE)
        parts = column(margins=(24, 14, 24, 20), spacing=4)
        what = _("You stay signed in here. Wherever else you are signed in, that ends.")
        parts.addWidget(Label(what, Type.BODY, Tone.MUTED, wrap=True))
        parts.addSpacing(10)
        add_field(parts, self.now, _("Password until now"))
        parts.addSpacing(6)
        parts.addWidget(self.own)
        parts.addSpacing(10)
        parts.addWidget(self._notice)
        parts.addSpacing(6)
        parts.addLayout(row(STRETCH, self.change))
        self.inside.addLayout(row(title, STRETCH, self.close_button, margins=(24, 14, 14, 8)))
        self.inside.addWidget(rule())
        self.inside.addLayout(parts)

    def show_state(self, state: OwnPasswordState) -> None:
        """Show the state; the fields stay as they are."""
        self._state = state
        self.change.setEnabled(not state.busy)
        self.change.say(_("Changing it") if state.busy else _("Change it"))
        notice = _AWAY if state.notice is None and state.away else state.notice
        if notice is None:
            self._notice.clear()
        else:
            self._notice.say(notice, Tone.WARN, dismissable=False)
        if self.isVisible():
            self.arrange()

    def begin(self) -> None:
        """Put the caret where something is missing, or has to be typed again."""
        if self.now.text() and not self._state.mistyped:
            self.own.begin()
        else:
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)
            self.now.selectAll()

    def primary(self) -> None:
        """Change the password, or go to what is missing."""
        if not (self.now.text() and self.own.filled):
            self.begin()
        elif self.change.isEnabled():
            self.change_pressed.emit(Typed(self.now.text(), self.own.chosen, self.own.again))

    def _forget(self) -> None:
        self.now.clear()
        self.own.clear()
