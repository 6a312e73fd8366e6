"""Changes of people that were not taken: why, what was written, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.activities.people.words import given_words, written_words
from ui.casework import WidgetPool
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    IconMark,
    Label,
    OutlinedButton,
    QuietButton,
    Well,
    column,
    describe,
    row,
)
from workstation.app.values import Question
from workstation.domain.people.person import AddPerson, ChangePerson, EndAccess
from workstation.domain.people.records import key_of
from workstation.i18n import _, pgettext


class RefusedPersonCard(Well):
    """One of them. Says the id of the command, or the question that is taken back."""

    redo_pressed = Signal(str)
    edit_pressed = Signal(object)
    drop_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        describe(self, _("A change that was not taken"))
        self._what = Label(type=Type.STRONG, wrap=True)
        self._why = Label(wrap=True)
        self._mine = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.redo = OutlinedButton(pgettext("act", "Do it again"), Icon.REDO)
        self.edit = QuietButton(pgettext("act", "Edit first"), Icon.DRAFT)
        self.drop = QuietButton(pgettext("act", "Drop it"), Icon.CLOSE)
        head = row(
            IconMark(Icon.NEEDS_YOU, Tone.WARN, 18), self._what, self.redo, self.edit, self.drop
        )
        head.setStretch(1, 1)
        self.setLayout(column(*(head, self._why, self._mine), margins=(14, 8, 14, 8), spacing=4))
        self.redo.clicked.connect(self._on_redo)
        self.edit.clicked.connect(self._on_edit)
        self.drop.clicked.connect(self._on_drop)

    def show_question(self, question: Question) -> None:
        """Show it."""
        self._question = question
        self._what.say(
            _(
                "This was not taken ({at}): {what} ({name})",
                what=given_words(question),
                name=key_of(question.record_id),
                at=question.given_at,
            )
        )
        self._why.say(_("{reason} {remedy}", reason=question.reason, remedy=question.remedy))
        written = written_words(question)
        self._mine.setVisible(written is not None)
        if written is not None:
            self._mine.say(_("You wrote: {what}", what=written))
        self.edit.setVisible(isinstance(question.command, AddPerson | ChangePerson | EndAccess))

    def _on_redo(self) -> None:
        if self._question is not None:
            self.redo_pressed.emit(self._question.command_id)

    def _on_edit(self) -> None:
        if self._question is not None:
            self.edit_pressed.emit(self._question)

    def _on_drop(self) -> None:
        if self._question is not None:
            self.drop_pressed.emit(self._question.command_id)


class RefusedPersonStrip(QWidget):
    """The oldest two of them, above the lists. Hidden while there is none."""

    redo_pressed = Signal(str)
    edit_pressed = Signal(object)
    drop_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        cards = column(margins=(16, 10, 16, 10), spacing=8)
        self.cards = WidgetPool(cards, self._made)
        self.setLayout(cards)
        self.hide()

    def show_turned(self, turned: tuple[Question, ...]) -> None:
        """Show the oldest ones; each that is answered lets the next one in."""
        shown = turned[:2]
        for card, each in zip(self.cards.need(len(shown)), shown, strict=True):
            card.show_question(each)
        self.setVisible(bool(turned))

    def _made(self) -> RefusedPersonCard:
        card = RefusedPersonCard()
        card.redo_pressed.connect(self.redo_pressed)
        card.edit_pressed.connect(self.edit_pressed)
        card.drop_pressed.connect(self.drop_pressed)
        return card
