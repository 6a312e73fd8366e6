"""The questions as the window holds them: a view and its presenter, joined."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, Signal

from ui.bridge import Tasks
from ui.open_record import OpenRecord
from ui.panes.needs_you.presenter import QuestionsDesk, QuestionsPresenter
from ui.panes.needs_you.view import QuestionsView
from ui.panes.needs_you.words import handed_over
from workstation.app.values import AnswerKind
from workstation.domain.case import Case

Flush = Callable[[], Awaitable[None]]


class QuestionsPane(QObject):
    """Joins a `QuestionsView` to its presenter; it lives as long as the view.

    `reworked` says a question and its command when a person wants to edit it first; `dropped` says
    a question that was given up, whose words are in drafts again, `handed_over` one whose words are
    in a note on the case too. Before each, `flush` brings what is typed to the disk: what comes
    back goes below it. `left` says that its reader leaves it for now.
    """

    reworked = Signal(object, object)
    dropped = Signal(object)
    handed_over = Signal(object)
    left = Signal()

    def __init__(
        self, desk: QuestionsDesk, record: OpenRecord[Case], flush: Flush | None = None
    ) -> None:
        self.view = QuestionsView()
        super().__init__(self.view)
        self.presenter = QuestionsPresenter(desk, record, self.view.show_state)
        self._flush = flush
        self._tasks = Tasks(self)
        self.view.answered.connect(self.answer)
        self.view.later_pressed.connect(self.left)
        record.watch(lambda _opened: self.refresh())

    def refresh(self) -> None:
        """Show what is asked now."""
        self._tasks.spawn(self.presenter.refresh(), "refresh the questions")

    def answer(self, answer: AnswerKind) -> None:
        """Answer the question that is asked now."""
        ways = {
            AnswerKind.REDO: self.presenter.redo,
            AnswerKind.EDIT: self.edit,
            AnswerKind.HAND_OVER: self.hand_over,
            AnswerKind.DROP: self.drop,
        }
        self._tasks.spawn(ways[answer](), f"answer a question: {answer.value}")

    async def hand_over(self) -> None:
        """Leave what was written in a note on the case, and say that it was handed over."""
        if self._flush is not None:
            await self._flush()
        question = await self.presenter.hand_over(handed_over)
        if question is not None:
            self.handed_over.emit(question)

    async def edit(self) -> None:
        """Take the command of the question out of the outbox, and say that it is reworked."""
        if self._flush is not None:
            await self._flush()
        taken = await self.presenter.edit()
        if taken is not None:
            self.reworked.emit(*taken)

    async def drop(self) -> None:
        """Give the command of the question up, and say that it was dropped."""
        if self._flush is not None:
            await self._flush()
        question = await self.presenter.drop()
        if question is not None:
            self.dropped.emit(question)
