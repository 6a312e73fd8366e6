"""The question before somebody's access ends: what happens to what they have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from ui.activities.people.person_view import scrolled
from ui.activities.people.state import EntryState, PeopleState
from ui.activities.people.words import (
    cases_words,
    refused_words,
    sessions_words,
    stays_words,
    unsent_words,
)
from ui.theme import Tone, Type
from ui.widgets import (
    STRETCH,
    DangerButton,
    Edge,
    Label,
    NoticeBar,
    QuietButton,
    Shape,
    ShapeMark,
    column,
    mark_content,
    row,
    rule,
    set_edge,
    set_role,
)
from ui.widgets.fields import LinesField, named
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class DayField(QDateEdit):
    """A day. Says `edited` when a person chose another."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark_content(self)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        set_role(self.lineEdit(), "bare")
        self._putting = False
        self.dateChanged.connect(self._on_change)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a styled field without buttons leaves the digits no room."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(10, 2, -10, -2))

    @property
    def day(self) -> date:
        """The day that is chosen."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date, most: date) -> None:
        """Show this day; none after `most` can be chosen."""
        self._putting = True
        self.setMaximumDate(QDate(most.year, most.month, most.day))
        self.setDate(QDate(day.year, day.month, day.day))
        self._putting = False

    def _on_change(self) -> None:
        if not self._putting:
            self.edited.emit()


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
        """Say it."""
        self._head.say(words[0])
        self._told.say(words[1])


class EndingView(QWidget):
    """Says `typed` with reason and day, `ended` when it shall be done, and `left`."""

    typed = Signal(str, object)
    ended = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self._title = Label(type=Type.TITLE, tone=Tone.DANGER, wrap=True)
        self._again = Label(
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
        self._leave = QuietButton(pgettext("ending", "Cancel"))
        self._leave.show_key("Esc")
        self._build()
        self.reason.edited.connect(self._on_edit)
        self.day.edited.connect(self._on_edit)
        self.end.clicked.connect(self.ended)
        self._leave.clicked.connect(self.left)

    def _build(self) -> None:
        day = row(named(_("Last day, today or before"), self.day), STRETCH)
        inside = QWidget()
        parts = column(
            *(self._title, self._again, self.cases, self.unsent, self.sessions, self.stays),
            *(rule(), named(_("Why, as history keeps it"), self.reason), day),
            margins=(20, 16, 20, 16),
            spacing=12,
        )
        parts.addStretch(1)
        inside.setLayout(parts)
        told = column(self._refused, margins=(16, 6, 16, 6))
        foot = QWidget()
        set_edge(foot, Edge.TOP)
        foot.setLayout(row(self.end, self._leave, STRETCH, margins=(20, 9, 14, 9)))
        whole = column(scrolled(inside), told, foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

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
        if ending.refused is not None:
            self._refused.say(refused_words(ending.refused), Tone.WARN, dismissable=False)
        else:
            self._refused.clear()

    def _on_edit(self) -> None:
        self.typed.emit(self.reason.toPlainText(), self.day.day)
