"""The queue as the window holds it: its view joined to its presenter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal

from ui.bridge import Tasks
from ui.panes.queue.presenter import QueueDesk, QueuePresenter
from ui.panes.queue.state import QueueState
from ui.panes.queue.view import QueueView
from workstation.app.values import Change, ChangeOrigin, Filter
from workstation.domain.views import View


class QueuePane(QueueView):
    """Says `opened` with the id of a case. Everything that waits runs in its tasks."""

    opened = Signal(str)
    list_ended = Signal()
    counted = Signal()

    def __init__(self, desk: QueueDesk, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self._tasks = Tasks(self)
        self._presenter = QueuePresenter(desk, self._on_state, self.fill, self.opened.emit)
        self.view_chosen.connect(self.choose)
        self.narrowed.connect(self._on_narrowed)
        self.page_wanted.connect(self._on_page)
        self.row_chosen.connect(self._on_row)
        self.refresh_wanted.connect(self.refresh)
        self.row_ticked.connect(self._on_ticked)
        self.row_reached.connect(self._on_reached)
        self.unmark_wanted.connect(self.unmark)
        self._counts = self._presenter.state.counts
        self.show_state(self._presenter.state)

    @property
    def state(self) -> QueueState:
        """What is shown."""
        return self._presenter.state

    def choose(self, view: View) -> None:
        """Show one of the six views."""
        self._tasks.spawn(self._presenter.choose_view(view), "show a view")

    def search(self, text: str) -> None:
        """Filter by `text` as if it had been typed."""
        self._on_narrowed(Filter(text=text))

    def focus_search(self) -> None:
        """Put the caret into the filter."""
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def step(self, by: int) -> None:
        """Open the next or the previous case."""
        self._tasks.spawn(self._step(by), "next case")

    def point_at(self, case_id: str) -> None:
        """Mark the row of the open case."""
        self._tasks.spawn(self._presenter.point_at(case_id), "mark the open case")

    def refresh(self) -> None:
        """Show how it stands now."""
        self._tasks.spawn(self._presenter.refresh(), "refresh the queue")

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        if change.keys_changed or (change.status and self.state.loading):
            self.refresh()
        elif change.rows or change.case_ids or change.questions:
            own = change.origin is ChangeOrigin.ME
            self._tasks.spawn(self._presenter.take_in(own=own), "take in a change")

    def tick(self) -> None:
        """Mark the open case, or take its mark away."""
        if self.state.selected is not None:
            self._on_ticked(self.state.selected)

    def unmark(self, case_ids: Sequence[str] | None = None) -> None:
        """Take the marks of these cases away, or all."""
        self._presenter.unmark(self.state.marked if case_ids is None else case_ids)

    async def _step(self, by: int) -> None:
        if not await self._presenter.step(by):
            self.list_ended.emit()

    def _on_state(self, state: QueueState) -> None:
        self.show_state(state)
        if state.counts != self._counts:
            self._counts = state.counts
            self.counted.emit()

    def _on_narrowed(self, chosen: Filter) -> None:
        self._tasks.spawn(self._presenter.narrow(chosen), "filter the queue")

    def _on_page(self, page: int) -> None:
        self._tasks.spawn(self._presenter.fetch(page), "fetch rows")

    def _on_ticked(self, key: int) -> None:
        self._tasks.spawn(self._presenter.tick(key), "mark a case")

    def _on_reached(self, key: int) -> None:
        self._tasks.spawn(self._presenter.reach(key), "mark several cases")

    def _on_row(self, key: int) -> None:
        self._tasks.spawn(self._presenter.select(key), "open a case")
