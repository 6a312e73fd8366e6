"""The question before somebody's access ends: what happens to what they have."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.people.state import EntryState, PeopleState
from ui.activities.people.words import (
    cases_words,
    sessions_words,
    stays_words,
    unsent_words,
)
from ui.casework import show_refused
from ui.theme import Tone, Type
from ui.widgets import (
    STRETCH,
    DangerButton,
    Label,
    NoticeBar,
    QuietButton,
    Shape,
    ShapeMark,
    column,
    foot,
    row,
    rule,
    sheet,
)
from ui.widgets.fields import DayField, LinesField, named
from workstation.i18n import Message, _, pgettext


class Consequence(QWidget):
    """One thing that happens: its shape, what it is about, and what becomes of it."""

    def __init__(self, shape: Shape, tone: Tone) -> None:
        super().__init__()
        self._head = Label(type=Type.STRONG, wrap=True)
        self._told = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        mark = column(ShapeMark(shape, tone), STRETCH, margins=(0, 4, 0, 0))
        parts = row(mark, column(self._head, self._told, spacing=1), spacing=10)
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def show_words(self, words: tuple[Message, Message]) -> None:
        """Say what it is about, and what becomes of it."""
        self._head.say(words[0])
        self._told.say(words[1])


class EndingView(QWidget):
    """Asks why an access shall end. Says `typed` with reason and day, `ended`, or `left`."""

    typed = Signal(str, object)
    ended = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self._title = Label(type=Type.TITLE, tone=Tone.DANGER, wrap=True)
        again = Label(
            _("This cannot be taken back. The access can be opened again."),
            Type.META,
            Tone.MUTED,
            wrap=True,
        )
        self.cases = Consequence(Shape.PAUSED, Tone.WARN)
        self.unsent = Consequence(Shape.WAITING, Tone.WARN)
        self.sessions = Consequence(Shape.OVERDUE, Tone.DANGER)
        self.stays = Consequence(Shape.DONE, Tone.OK)
        self.reason, self.day = LinesField(2), DayField()
        self._refused = NoticeBar()
        self.end = DangerButton(_("End the access"))
        leave = QuietButton(pgettext("ending", "Cancel"))
        leave.show_key("Esc")
        day = row(named(_("Last day, today or before"), self.day), STRETCH)
        asked = sheet(
            *(self._title, again, self.cases, self.unsent, self.sessions, self.stays),
            *(rule(), named(_("Why, as history keeps it"), self.reason), day),
        )
        told = column(self._refused, margins=(16, 6, 16, 6))
        whole = column(asked, told, foot(self.end, leave, STRETCH), spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.reason.edited.connect(self._on_edit)
        self.day.edited.connect(self._on_edit)
        self.end.clicked.connect(self.ended)
        leave.clicked.connect(self.left)

    def begin(self) -> None:
        """Put the caret where the reason is written."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ending(self, people: PeopleState, entry: EntryState) -> None:
        """Say what ends with the access of whoever is chosen."""
        ending, chosen = people.ending, people.chosen
        if chosen is None:
            return
        if ending.ticket != self._ticket:
            self._ticket = ending.ticket
            self.reason.set_text(ending.reason)
            self.day.set_day(ending.day, ending.today)
        name = chosen.person.name
        self._title.say(_("End the access of {name}", name=name))
        self.end.say(_("End the access of {name}", name=name))
        self.cases.show_words(cases_words(ending))
        self.unsent.show_words(unsent_words(ending))
        number = len(entry.sessions) if entry.sessions is not None else None
        self.sessions.show_words(sessions_words(number))
        self.stays.show_words(stays_words())
        self.end.setEnabled(bool(ending.reason.strip()))
        self.end.explain(None if ending.reason.strip() else _("Write why first."))
        show_refused(self._refused, ending.refused)

    def _on_edit(self) -> None:
        self.typed.emit(self.reason.toPlainText(), self.day.day)
