"""What a person is told above the facts: who has the case now, and what they can(not) do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.panes.appeal.state import AppealState, CaseAct
from ui.panes.appeal.words import given_words, question_words
from ui.theme import Tone, Type
from ui.widgets import Edge, Label, Surface, column, set_edge, set_surface
from workstation.i18n import _


class AppealNotice(QWidget):
    """Hidden while there is nothing to tell. In line with the head above it."""

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        set_edge(self, Edge.BOTTOM)
        self.given = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.question = Label(type=Type.READING, wrap=True, selectable=True)
        self.unsigned = Label(type=Type.META, tone=Tone.INFO, wrap=True)
        self.setLayout(
            column(
                *(self.given, self.question, self.unsigned),
                margins=(20, 8, 20, 8),
                spacing=4,
            )
        )
        self.hide()

    def show_state(self, state: AppealState) -> None:
        """Say what there is to say."""
        self.given.setVisible(state.given is not None)
        if state.given is not None:
            self.given.say(given_words(*state.given))
        # Its form says the question itself.
        answers = state.form is CaseAct.RECORD_ANSWER
        question = None if answers else question_words(state.case, state.me)
        self.question.setVisible(question is not None)
        if question is not None:
            self.question.say(question)
        refused = state.unsigned
        self.unsigned.setVisible(refused is not None)
        if refused is not None:
            said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self.unsigned.say(said)
        self.setVisible(any((state.given, question, refused)))
