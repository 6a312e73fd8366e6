"""The questions as the window holds them: the view joined to its presenter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Signal

from ui.bridge import Tasks
from ui.open_record import OpenRecord
from ui.panes.needs_you.presenter import QuestionsDesk, QuestionsPresenter
from ui.panes.needs_you.state import QuestionsState
from ui.panes.needs_you.view import QuestionsView
from workstation.app.values import Opened
from workstation.domain.case import Case

Settle = Callable[[], Awaitable[None]]


class QuestionsPane(QuestionsView):
    """Says `reworked` with a question and its command when a person wants to edit it first, and
    `dropped` with one that was given up, whose words are in drafts again. Before either, `settle`
    brings what is typed to the disk: what comes back goes below it."""

    reworked = Signal(object, object)
    dropped = Signal(object)

    def __init__(
        self, desk: QuestionsDesk, record: OpenRecord[Case], settle: Settle | None = None
    ) -> None:
        super().__init__()
        self._tasks = Tasks(self)
        self._settle = settle
        self._presenter = QuestionsPresenter(desk, record, self.show_state)
        record.watch(self._on_record)
        self.redo_pressed.connect(self._on_redo)
        self.edit_pressed.connect(self._on_edit)
        self.drop_pressed.connect(self._on_drop)

    @property
    def state(self) -> QuestionsState:
        """What is shown."""
        return self._presenter.state

    def refresh(self) -> None:
        """Show what is asked now."""
        self._tasks.spawn(self._presenter.refresh(), "refresh the questions")

    def _on_record(self, _opened: Opened[Case] | None) -> None:
        self.refresh()

    def _on_redo(self) -> None:
        self._tasks.spawn(self._presenter.redo(), "do it again")

    def _on_drop(self) -> None:
        self._tasks.spawn(self._drop(), "drop a command")

    def _on_edit(self) -> None:
        self._tasks.spawn(self._edit(), "edit a command")

    async def _drop(self) -> None:
        if self._settle is not None:
            await self._settle()
        question = await self._presenter.drop()
        if question is not None:
            self.dropped.emit(question)

    async def _edit(self) -> None:
        if self._settle is not None:
            await self._settle()
        taken = await self._presenter.edit()
        if taken is not None:
            self.reworked.emit(*taken)
