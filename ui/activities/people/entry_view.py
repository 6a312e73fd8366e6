"""How somebody gets in: the devices where they are signed in, and a password for one time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.activities.people import PeopleAction
from ui.activities.people.state import EntryState
from ui.casework import WidgetPool, refused_words
from ui.language import tip_of
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Heading,
    IconMark,
    Label,
    NoticeBar,
    OutlinedButton,
    QuietButton,
    TextButton,
    Well,
    column,
    describe,
    mark_content,
    row,
)
from workstation.i18n import _, pgettext
from workstation.wire.session import DeviceSession


class SessionLine(QWidget):
    """One device, since when, and the button that ends it. Says `ended` with the device."""

    ended = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._device = ""
        self._name = Label(selectable=True)
        self._since = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.end = TextButton(pgettext("session", "End"))
        parts = row(
            IconMark(Icon.SCREEN, Tone.MUTED, 18),
            column(self._name, self._since, spacing=0),
            self.end,
            spacing=10,
        )
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self.end.clicked.connect(lambda: self.ended.emit(self._device))

    def show_session(self, session: DeviceSession) -> None:
        """Show it; the one that is looked through ends by signing out."""
        self._device = session.device
        self._name.say(_("Workstation {device}", device=session.device[:8]))
        tip_of(self._name)(session.device)
        if session.is_this:
            self._since.say(_("This one, since {begun}", begun=session.begun))
        else:
            self._since.say(
                _("Since {begun}, until {until}", begun=session.begun, until=session.until)
            )
        self.end.setVisible(not session.is_this)
        describe(self.end, _("End the session on {device}", device=session.device[:8]))


class PasswordAsk(Well):
    """Asks whether a password shall be given. Says `given`, or `left`."""

    given = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked = Label(wrap=True)
        leave = QuietButton(pgettext("password", "Not now"))
        self.give = OutlinedButton(_("Give a one-time password"))
        leave.clicked.connect(self.left)
        self.give.clicked.connect(self.given)
        self.setLayout(
            column(
                *(self._asked, row(STRETCH, leave, self.give)),
                margins=(14, 12, 14, 10),
                spacing=6,
            )
        )

    def ask(self, name: str) -> None:
        """Ask about somebody."""
        self._asked.say(
            _(
                "The password that {name} has now ends, and so do all their sessions. Their work"
                " stays where it is.",
                name=name,
            )
        )


class PasswordShown(Well):
    """Shows the password, this once. Says `forgotten` when it was read."""

    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.password = Label(type=Type.STRONG, selectable=True)
        mark_content(self.password)
        self.copy = OutlinedButton(pgettext("password", "Copy"), Icon.COPY)
        done = TextButton(pgettext("password", "Done"))
        said = Label(
            _(
                "It is shown only now. Whoever signs in with it has to set a password of their"
                " own, of at least 12 characters."
            ),
            Type.META,
            Tone.MUTED,
            wrap=True,
        )
        first = row(self.password, self.copy, spacing=10)
        first.setStretch(0, 1)
        self.setLayout(
            column(
                *(Heading(_("One-time password")), first, said, row(STRETCH, done)),
                margins=(14, 12, 14, 8),
                spacing=6,
            )
        )
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.password.text()))
        done.clicked.connect(self.forgotten)


class EntryView(QWidget):
    """Where somebody is signed in, and the password that was given.

    Says `end_pressed` with a device, "" for all of them.
    """

    end_pressed = Signal(str)
    retry_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = Heading(_("Sessions"))
        self.end_all = TextButton(pgettext("session", "End all"))
        self._one_time = Label(
            _("They have not set a password of their own yet."), Type.META, Tone.WARN, wrap=True
        )
        self._state = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._refused = NoticeBar()
        lines = column(spacing=8)
        self.lines = WidgetPool(lines, self._made)
        self.give = OutlinedButton(_("One-time password..."), Icon.LOCK)
        self.give.show_key_of(PeopleAction.PASSWORD)
        self.ask, self.shown = PasswordAsk(), PasswordShown()
        head = row(self._heading, self.end_all)
        head.setStretch(0, 1)
        self.setLayout(
            column(
                *(head, self._one_time, self._state, self._refused, lines),
                *(self.shown, self.ask, row(self.give, STRETCH)),
                spacing=8,
            )
        )
        self.end_all.clicked.connect(lambda: self.end_pressed.emit(""))
        self._refused.acted.connect(self.retry_pressed)

    def show_entry(self, state: EntryState, name: str) -> None:
        """Show it, to whoever may look."""
        self.setVisible(state.shown)
        sessions = state.sessions or ()
        for line, each in zip(self.lines.need(len(sessions)), sessions, strict=True):
            line.show_session(each)
        others = sum(not each.is_this for each in sessions)
        self.end_all.setVisible(others > 1)
        self._one_time.setVisible(state.one_time)
        self._state.setVisible(not sessions and state.refused is None)
        self._state.say(
            _("Asking the server...") if state.sessions is None else _("Signed in nowhere.")
        )
        if state.refused is not None:
            self._refused.say(
                refused_words(state.refused), Tone.WARN, _("Ask again"), dismissable=False
            )
        else:
            self._refused.clear()
        self.give.setVisible(state.can_give and not state.asking and not state.password)
        self.ask.setVisible(state.asking)
        self.ask.ask(name)
        self.shown.setVisible(bool(state.password))
        self.shown.password.content(state.password)

    def first_end(self) -> QWidget | None:
        """The first button that ends a session, if there is one."""
        found = self.findChildren(SessionLine)
        ends = [line.end for line in found if line.isVisible() and not line.end.isHidden()]
        return ends[0] if ends else None

    def _made(self) -> SessionLine:
        line = SessionLine()
        line.ended.connect(self.end_pressed)
        return line
