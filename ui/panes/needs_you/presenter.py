"""Answering what the server could not carry out: do it again, work on it, or drop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ui.open_record import OpenRecord
from ui.panes.needs_you.state import QuestionsState
from workstation.app.values import Question
from workstation.domain.case import Case
from workstation.domain.problem import Refused
from workstation.domain.record import Command

if TYPE_CHECKING:
    from workstation.app.questions import QuestionPort

Show = Callable[[QuestionsState], None]


class QuestionsDesk(Protocol):
    """The verbs of the workstation that the questions pane uses."""

    @property
    def questions(self) -> QuestionPort: ...


class QuestionsPresenter:
    """Answers questions. It replaces its frozen state and hands it to `show`.

    No text is ever lost: what was dropped or is edited lies in the drafts.
    """

    def __init__(self, desk: QuestionsDesk, record: OpenRecord[Case], show: Show) -> None:
        self.state = QuestionsState()
        self._desk = desk
        self._record = record
        self._show = show

    async def refresh(self) -> None:
        """Show what is asked now, about the open case or about one that cannot be opened."""
        asked = await self._desk.questions.asked()
        case_id = self._record.id
        about = tuple(each for each in asked if each.record_id == case_id)
        # A case that left the person's sight cannot be opened, nor what is no case: what is asked
        # about it stands here.
        gone = tuple(
            each for each in asked if each.record_id != case_id and not isinstance(each.now, Case)
        )
        self._put(QuestionsState(questions=about + gone, of_open_case=bool(about)))

    async def redo(self) -> None:
        """Give the command again, over the case as it is now."""
        question = self.state.question
        if question is None:
            return
        try:
            await self._desk.questions.redo(question.command_id)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return
        except KeyError:
            pass  # answered already, by a press before or by the server
        await self.refresh()

    async def hand_over(self, note_of: Callable[[Question], str]) -> Question | None:
        """Leave all that was written in a note on the case, as `note_of` puts it. Returns what was
        asked, None where no note could be left."""
        question = self.state.question
        if question is None:
            return None
        try:
            await self._desk.questions.hand_over(question.command_id, note_of(question))
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return None
        except KeyError:
            question = None  # answered already, by a press before or by the server
        await self.refresh()
        return question

    async def edit(self) -> tuple[Question, Command] | None:
        """Take the command out of the outbox, to be worked on; returns it and what was asked."""
        question = self.state.question
        if question is None:
            return None
        try:
            command = await self._desk.questions.edit(question.command_id)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return None
        except KeyError:
            await self.refresh()
            return None
        await self.refresh()
        return question, command

    async def drop(self) -> Question | None:
        """Give the command up; its words are drafts again. Returns what was asked."""
        question = self.state.question
        if question is None:
            return None
        try:
            await self._desk.questions.drop(question.command_id)
        except KeyError:
            question = None  # answered already, by a press before or by the server
        await self.refresh()
        return question

    def _put(self, state: QuestionsState) -> None:
        self.state = state
        self._show(state)
