"""What could not be carried out, and asks for an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.pages.hands import click, in_sight, part, said
from ui.panes.needs_you.answer_cards import AnswerCard
from ui.panes.needs_you.view import QuestionsView
from ui.widgets import ReadingView
from workstation.app.values import AnswerKind


class QuestionsPage:
    """The question above the facts."""

    def __init__(self, pane: QuestionsView) -> None:
        self.pane = pane

    @property
    def comparison(self) -> QWidget:
        """The table of then and now."""
        return part(self.pane, QWidget, "comparison")

    @property
    def texts(self) -> list[str]:
        """The person's own text, a language each."""
        return [view.toPlainText() for view in in_sight(self.pane, ReadingView)]

    @property
    def words(self) -> str:
        """All that it says."""
        return said(self.pane)


def card_of(view: QuestionsView, answer: AnswerKind) -> AnswerCard:
    """The card of an answer."""
    return view.answers.cards[answer]


def give(view: QuestionsView, answer: AnswerKind) -> None:
    """Choose an answer, and press the button that gives it."""
    click(card_of(view, answer))
    click(view.confirm)
