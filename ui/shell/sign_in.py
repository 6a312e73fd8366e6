"""The page before the window: who are you, and at which server."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.language import language
from ui.shell.words import LANGUAGE_SEGMENTS, PRODUCT
from ui.theme import Tone, Type
from ui.widgets import (
    STRETCH,
    Card,
    FlowLayout,
    Heading,
    Label,
    NoticeBar,
    PrimaryButton,
    SegmentedSwitch,
    Surface,
    TextButton,
    column,
    describe,
    row,
    set_surface,
)
from workstation.i18n import Message, _

_WIDTH = 400


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody typed in. The password is never kept."""

    server: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Somebody of the demonstration, to sign in as with one press."""

    user: str
    password: str
    name: str
    role: Message


@dataclass(frozen=True, slots=True)
class SignInState:
    """`known_offline` is set when the server cannot be reached but this profile knows the
    person, so that signing in opens what is on this machine."""

    server: str = ""
    user: str = ""
    busy: bool = False
    notice: Message | None = None
    tone: Tone = Tone.WARN
    known_offline: bool = False
    demo: tuple[DemoUser, ...] = ()


class SignInView(QWidget):
    """Fields and one button. `submitted` carries a `SignIn`."""

    submitted = Signal(object)
    language_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.BG)
        self._state = SignInState()
        self._server, self._user, self._password = QLineEdit(), QLineEdit(), QLineEdit()
        self._server.setObjectName("server")
        self._user.setObjectName("user")
        self._password.setObjectName("password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._notice = NoticeBar()
        self._button = PrimaryButton(_("Sign in"))
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self._submit)
        for field in (self._server, self._user, self._password):
            field.returnPressed.connect(self._submit)
        self._demo = QWidget()
        self._demo_flow = FlowLayout(6)
        self._demo.setLayout(
            column(Heading(_("Demonstration: sign in as")), self._demo_flow, spacing=6)
        )
        self._switch = SegmentedSwitch(LANGUAGE_SEGMENTS)
        self._switch.chosen.connect(self.language_chosen)
        language().changed.connect(self._show_language)
        self._show_language()
        middle = column(STRETCH, self._card(), STRETCH, STRETCH)
        self.setLayout(
            column(
                row(STRETCH, self._switch),
                row(STRETCH, middle, STRETCH),
                margins=(16, 10, 16, 16),
            )
        )
        self.show_state(self._state)

    def show_state(self, state: SignInState) -> None:
        """Show what is known. What somebody has typed stays."""
        if state.demo != self._state.demo:
            self._show_demo(state.demo)
        self._state = state
        for field, text in ((self._server, state.server), (self._user, state.user)):
            if text and not field.text():
                field.setText(text)
                if field is self.window().focusWidget():
                    self.begin()
        self._button.setEnabled(not state.busy)
        self._button.say(_("Signing in") if state.busy else _("Sign in"))
        self._demo.setVisible(bool(state.demo))
        notice = _OFFLINE if state.notice is None and state.known_offline else state.notice
        if notice is None:
            self._notice.clear()
        else:
            tone = Tone.INFO if notice is _OFFLINE else state.tone
            self._notice.say(notice, tone, dismissable=False)

    def begin(self) -> None:
        """Put the caret where the first empty field is."""
        fields = (self._server, self._user, self._password)
        empty = next((field for field in fields if not field.text()), self._password)
        empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self) -> Card:
        card = Card()
        card.setFixedWidth(_WIDTH)
        intro = Label(_("Appeals, escalations and clarifications"), Type.BODY, Tone.MUTED)
        parts = column(Label(PRODUCT, Type.TITLE), intro, margins=(28, 24, 28, 24), spacing=4)
        parts.addSpacing(10)
        names = ((self._server, _("Server")), (self._user, _("User name")))
        for field, name in (*names, (self._password, _("Password"))):
            describe(field, name)
            label = Label(name, Type.META, Tone.MUTED)
            label.setBuddy(field)
            parts.addWidget(label)
            parts.addWidget(field)
            parts.addSpacing(6)
        parts.addWidget(self._notice)
        parts.addSpacing(6)
        parts.addWidget(self._button)
        parts.addSpacing(8)
        parts.addWidget(self._demo)
        card.setLayout(parts)
        return card

    def _show_demo(self, users: tuple[DemoUser, ...]) -> None:
        while (item := self._demo_flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for user in users:
            self._demo_flow.addWidget(_DemoButton(user, self))

    def fill(self, user: DemoUser) -> None:
        """Sign in as somebody of the demonstration."""
        self._user.setText(user.user)
        self._password.setText(user.password)
        self._submit()

    def _submit(self) -> None:
        if self._state.busy:
            return
        fields = (self._server, self._user, self._password)
        if not all(field.text() for field in fields):
            self.begin()
            return
        server, user = self._server.text().strip(), self._user.text().strip()
        self.submitted.emit(SignIn(server, user, self._password.text()))

    def _show_language(self) -> None:
        self._switch.choose(language().code)


class _DemoButton(TextButton):
    def __init__(self, user: DemoUser, view: SignInView) -> None:
        super().__init__(_("{name} · {role}", name=user.name, role=user.role))
        self._user = user
        self._view = view
        self.clicked.connect(self._on_click)

    def _on_click(self) -> None:
        self._view.fill(self._user)


_OFFLINE = _(
    "The server cannot be reached. You have signed in here before, so your cases and drafts"
    " open from this machine; what you do is sent later."
)
