"""The decide panel as the window holds it: a view and its presenter, joined."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ui.bridge import Tasks
from ui.open_record import OpenRecord
from ui.panes.decide.presenter import DecideDesk, DecidePresenter
from ui.panes.decide.state import Composition, DecideState
from ui.panes.decide.view import DecideView
from workstation.domain.case import Case, Ruling
from workstation.domain.policy import Citation


class DecidePane(QObject):
    """Joins a `DecideView` to its presenter; it lives as long as the view.

    `decided` says the id of the held command, `composed` the clauses that the decision cites,
    whenever they may have changed.
    """

    decided = Signal(str)
    composed = Signal(object)

    def __init__(
        self, desk: DecideDesk, record: OpenRecord[Case], now: Callable[[], datetime]
    ) -> None:
        self.view = DecideView()
        super().__init__(self.view)
        view, self._tasks = self.view, Tasks(self)
        presenter = self.presenter = DecidePresenter(
            desk, record, self._show_state, self.decided.emit, self._tasks.spawn, now
        )
        view.outcomes.chosen.connect(presenter.choose_outcome)
        view.reason.chosen.connect(presenter.choose_reason)
        view.measures.settled.connect(presenter.settle_measure)
        view.imposed.added.connect(presenter.impose_another)
        view.imposed.changed.connect(presenter.impose)
        view.evidence.weighed.connect(presenter.weigh)
        view.evidence_denied.connect(presenter.deny_evidence)
        view.citations.uncited.connect(presenter.uncite)
        view.rationale.typed.connect(presenter.write_rationale)
        view.route.typed.connect(presenter.write_route)
        view.decide_pressed.connect(self.decide)
        self._opening: asyncio.Task[None] | None = None
        view.show_state(presenter.state)

    @property
    def state(self) -> DecideState:
        """What is shown."""
        return self.presenter.state

    def open(self) -> asyncio.Task[None]:
        """Compose the decision of the open case."""
        self._opening = self._tasks.spawn(self.presenter.open(), "open the decision")
        return self._opening

    def begin(self) -> None:
        """Put the focus on the first line without an answer, once the lines are there."""
        self._tasks.spawn(self._begin(), "begin the decision")

    async def _begin(self) -> None:
        if self._opening is not None:
            await self._opening
        if self.view.isVisible():
            self.view.begin()

    def choose_nth(self, number: int) -> None:
        """Choose an outcome by its place, the first being 1."""
        if 0 < number <= len(self.state.outcomes):
            self.presenter.choose_outcome(self.state.outcomes[number - 1])

    def line_takes(self, number: int) -> bool:
        """Whether the line that has the focus can be answered with that number."""
        line = self.view.focused_line()
        return line is not None and number <= line.answers

    def answer_line(self, number: int) -> None:
        """Answer the line that has the focus by the place of the answer, the first being 1."""
        line = self.view.focused_line()
        if line is not None:
            line.answer(number)

    def cite(self, citation: Citation) -> None:
        """Add a clause to the decision."""
        self.presenter.cite(citation)

    def decide(self) -> None:
        """Give the decision, or propose it where a second person has to sign."""
        if self.state.missing is None:
            self._tasks.spawn(self.presenter.decide(), "decide")

    def undo(self, command_id: str) -> asyncio.Task[bool]:
        """Take a decision back; whether it was still here."""
        return self._tasks.spawn(self.presenter.undo(command_id), "undo the decision")

    def take_up(self, case: Case, ruling: Ruling) -> asyncio.Task[Composition]:
        """Take up a ruling that took no effect; returns what stood here, to be put back."""
        return self._tasks.spawn(self.presenter.take_up(case, ruling), "take up a decision")

    def put_back(self, case_id: str, composed: Composition) -> None:
        """Compose this decision of that case, whatever stands here."""
        self._tasks.spawn(self.presenter.put_back(case_id, composed), "put a decision back")

    async def flush(self) -> None:
        """Save what was chosen and typed. Raises `ProfileProblem` if the disk takes nothing."""
        await self.presenter.flush()

    def _show_state(self, state: DecideState) -> None:
        self.view.show_state(state)
        self.composed.emit(tuple(each.ref for each in state.composed.citations))
