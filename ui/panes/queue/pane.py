"""The queue as the window holds it: a view and its presenter, joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ui.bridge import Tasks
from ui.panes.queue.presenter import QueueDesk, QueuePresenter
from ui.panes.queue.state import QueueState
from ui.panes.queue.view import QueueView
from workstation.app.values import Change, ChangeOrigin, Filter
from workstation.domain.views import View


class QueuePane(QObject):
    """Joins a `QueueView` to its presenter; it lives as long as the view.

    `opened` says the id of a case that somebody opens.
    """

    opened = Signal(str)

    def __init__(self, desk: QueueDesk, now: Callable[[], datetime]) -> None:
        self.view = QueueView(now)
        super().__init__(self.view)
        view = self.view
        presenter = self.presenter = QueuePresenter(
            desk, view.show_state, view.model.fill, self.opened.emit
        )
        self._tasks = Tasks(self)
        slot = self._tasks.slot
        view.view_chosen.connect(self.choose_view)
        view.narrowed.connect(slot(presenter.narrow, "filter the queue"))
        view.page_wanted.connect(slot(presenter.fetch, "fetch rows"))
        view.row_selected.connect(slot(presenter.select, "open a case"))
        view.refresh_pressed.connect(self.refresh)
        view.first_wanted.connect(slot(presenter.open_first, "open the first case that fits"))
        view.row_ticked.connect(slot(presenter.tick, "mark a case"))
        view.row_reached.connect(slot(presenter.reach, "mark several cases"))
        view.marks.unmark_pressed.connect(self.unmark)
        view.show_state(presenter.state)

    @property
    def state(self) -> QueueState:
        """What is shown."""
        return self.presenter.state

    def choose_view(self, view: View) -> None:
        """Show one of the six views."""
        self._tasks.spawn(self.presenter.choose_view(view), "show a view")

    def search(self, text: str) -> None:
        """Filter the list by `text` as if it had been typed."""
        self._tasks.spawn(self.presenter.narrow(Filter(text=text)), "filter the queue")

    def focus_search(self) -> None:
        """Put the caret into the filter."""
        self.view.filter.search.setFocus()
        self.view.filter.search.selectAll()

    def step(self, by: int) -> None:
        """Open the next case, or with -1 the previous one."""
        self._tasks.spawn(self.presenter.step(by), "next case")

    def point_at(self, case_id: str) -> None:
        """Select the row of the case that is open."""
        self._tasks.spawn(self.presenter.point_at(case_id), "select the open case")

    def refresh(self) -> None:
        """Show the list as it stands now."""
        self._tasks.spawn(self.presenter.refresh(), "refresh the queue")

    def take_in(self, change: Change) -> None:
        """Follow what changed, here or elsewhere."""
        if change.keys_changed or (change.status and self.state.loading):
            self.refresh()
        elif change.rows or change.case_ids or change.questions:
            own = change.origin is ChangeOrigin.ME
            self._tasks.spawn(self.presenter.take_in(own=own), "take in a change")

    def tick(self) -> None:
        """Mark the open case, or take its mark away."""
        if self.state.selected is not None:
            self._tasks.spawn(self.presenter.tick(self.state.selected), "mark a case")

    def unmark(self, case_ids: Sequence[str] | None = None) -> None:
        """Take the marks of these cases away, or all marks."""
        self.presenter.unmark(self.state.marked if case_ids is None else case_ids)
