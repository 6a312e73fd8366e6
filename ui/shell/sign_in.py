"""`SignInView`: asks who the person is and at which server they work, before the activities."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.language import language
from ui.shell.words import LANGUAGE_OF_WINDOW, LANGUAGE_SEGMENTS, PRODUCT
from ui.theme import Tone, Type
from ui.widgets import (
    STRETCH,
    Card,
    FlowLayout,
    Heading,
    Label,
    NoticeBar,
    OwnPasswordFields,
    PrimaryButton,
    SegmentedSwitch,
    Surface,
    TextButton,
    add_field,
    column,
    password_field,
    row,
    scrolled,
    set_surface,
)
from workstation.i18n import Message, _
from workstation.value_class import dataclass

_WIDTH = 400


@dataclass(frozen=True, slots=True)
class EnteredSignIn:
    """What a person typed to sign in. It is never stored, and its passwords are not printed.

    server: the address of the server.
    user: the name to sign in with.
    password: the one that the server knows.
    new_password: the one that they choose for themselves; "" where none is asked for.
    again: the same, typed a second time.
    """

    server: str
    user: str
    password: str = dataclasses.field(repr=False)
    new_password: str = dataclasses.field(default="", repr=False)
    again: str = dataclasses.field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A person of the demonstration, whom one can sign in as with one press.

    user, password: what would be typed otherwise.
    name, role: what the button says.
    """

    user: str
    password: str
    name: str
    role: Message


@dataclass(frozen=True, slots=True)
class SignInState:
    """What the sign-in page shows.

    server, user: what stands in the fields before the person types.
    busy: whether the server is being asked, so that nothing can be submitted.
    notice: what the page says above its button, in `tone`.
    known_offline: whether the server cannot be reached but this profile knows the person, so that
        signing in opens what is on this machine.
    choosing: whether their password was given out for one time, so that they choose their own.
    demo: the people whom one can sign in as with one press.
    """

    server: str = ""
    user: str = ""
    busy: bool = False
    notice: Message | None = None
    tone: Tone = Tone.WARN
    known_offline: bool = False
    choosing: bool = False
    demo: tuple[DemoUser, ...] = ()


class SignInView(QWidget):
    """The page with the fields to sign in, or those to choose a password.

    submitted: the signal that carries an `EnteredSignIn`.
    gone_back: the signal that the person does not want to choose a password after all.
    language_chosen: the signal that carries the code of the language to speak.
    """

    submitted = Signal(object)
    gone_back = Signal()
    language_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.BG)
        self._state = SignInState()
        self._server, self._user = QLineEdit(), QLineEdit()
        self._password = password_field("password")
        self._server.setObjectName("server")
        self._user.setObjectName("user")
        self._own = OwnPasswordFields()
        self._own.entered.connect(self._submit)
        self._back = TextButton(_("Back"))
        self._back.clicked.connect(self.gone_back)
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
        self._switch = SegmentedSwitch(LANGUAGE_SEGMENTS, LANGUAGE_OF_WINDOW)
        self._switch.chosen.connect(self.language_chosen)
        language().changed.connect(self._show_language)
        self._show_language()
        middle = column(STRETCH, self._card(), STRETCH, STRETCH)
        whole = QWidget()
        across = row(STRETCH, middle, STRETCH)
        whole.setLayout(column(row(STRETCH, self._switch), across, margins=(16, 10, 16, 16)))
        self.setLayout(column(scrolled(whole)))
        self.show_state(self._state)

    def show_state(self, state: SignInState) -> None:
        """Show `state`; a field into which something was typed keeps it."""
        if state.demo != self._state.demo:
            self._show_demo(state.demo)
        chose, self._state = self._state.choosing, state
        self._show_choosing(state)
        for field, text in ((self._server, state.server), (self._user, state.user)):
            if text and not field.text():
                field.setText(text)
                if field is self.window().focusWidget():
                    self.begin()
        self._button.setEnabled(not state.busy)
        self._button.say(_("Signing in") if state.busy else _SIGNS_IN[state.choosing])
        self._demo.setVisible(bool(state.demo) and not state.choosing)
        notice = _OFFLINE if state.notice is None and state.known_offline else state.notice
        if notice is None:
            self._notice.clear()
        else:
            tone = Tone.INFO if notice is _OFFLINE else state.tone
            self._notice.say(notice, tone, dismissable=False)
        if state.choosing != chose:
            self.begin()

    def begin(self) -> None:
        """Put the caret into the first empty field."""
        if self._state.choosing:
            self._own.begin()
            return
        fields = (self._server, self._user, self._password)
        empty = next((field for field in fields if not field.text()), self._password)
        empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self) -> Card:
        self._who = QWidget()
        who = column(spacing=4)
        names = ((self._server, _("Server")), (self._user, _("User name")))
        for field, name in (*names, (self._password, _("Password"))):
            add_field(who, field, name)
            who.addSpacing(6)
        self._who.setLayout(who)
        self._choosing = QWidget()
        self._for_whom = Label(type=Type.STRONG, wrap=True)
        why = Label(_WHY, Type.BODY, Tone.MUTED, wrap=True)
        choice = column(self._for_whom, why, spacing=4)
        choice.addSpacing(8)
        choice.addWidget(self._own)
        choice.addSpacing(6)
        self._choosing.setLayout(choice)
        card = Card()
        card.setFixedWidth(_WIDTH)
        intro = Label(_("Appeals, escalations and clarifications"), Type.BODY, Tone.MUTED)
        parts = column(Label(PRODUCT, Type.TITLE), intro, margins=(28, 24, 28, 24), spacing=4)
        parts.addSpacing(10)
        parts.addWidget(self._who)
        parts.addWidget(self._choosing)
        parts.addWidget(self._notice)
        parts.addSpacing(6)
        parts.addWidget(self._button)
        parts.addWidget(self._back, 0, Qt.AlignmentFlag.AlignHCenter)
        parts.addSpacing(8)
        parts.addWidget(self._demo)
        card.setLayout(parts)
        return card

    def _show_choosing(self, state: SignInState) -> None:
        self._who.setVisible(not state.choosing)
        self._choosing.setVisible(state.choosing)
        self._back.setVisible(state.choosing)
        self._back.setEnabled(not state.busy)
        if state.choosing:
            self._for_whom.say(_("A password of your own for {user}", user=self._user.text()))
        else:
            self._own.clear()

    def _show_demo(self, users: tuple[DemoUser, ...]) -> None:
        while (item := self._demo_flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for user in users:
            self._demo_flow.addWidget(_DemoButton(user, self))

    def fill(self, user: DemoUser) -> None:
        """Fill in a person of the demonstration, and submit."""
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
        password = self._password.text()
        if not self._state.choosing:
            self.submitted.emit(EnteredSignIn(server, user, password))
        elif self._own.filled:
            own = self._own
            self.submitted.emit(EnteredSignIn(server, user, password, own.chosen, own.again))
        else:
            self._own.begin()

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


_SIGNS_IN = {False: _("Sign in"), True: _("Set it and sign in")}
_WHY = _("The one that you were given lets you in once. Only you will know the next one.")
_OFFLINE = _(
    "The server cannot be reached. You have signed in here before, so your cases and drafts"
    " open from this machine; what you do is sent later."
)
