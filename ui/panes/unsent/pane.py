"""The list of unsent changes as the window holds it: a dialog and its presenter, joined."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.activity import Place, Way
from ui.bridge import Tasks
from ui.panes.unsent.presenter import UnsentPresenter, UnsentVerbs
from ui.panes.unsent.state import UnsentState
from ui.panes.unsent.view import UnsentView
from ui.panes.unsent.words import ASKS
from workstation.app.values import Change, UnsentChange


class UnsentDialog(QObject):
    """Joins an `UnsentView` to its presenter; it lives as long as the view.

    The view opens over `host`; `way` goes to what a change is about.
    """

    def __init__(self, desk: UnsentVerbs, way: Way, host: QWidget) -> None:
        self.view = UnsentView(host)
        super().__init__(self.view)
        self._way = way
        self._tasks = Tasks(self)
        presenter = self.presenter = UnsentPresenter(desk, self._opens, self.view.show_state)
        self.view.moved.connect(presenter.step)
        self.view.chosen.connect(presenter.choose)
        self.view.open_pressed.connect(self.open_place)

    @property
    def state(self) -> UnsentState:
        """What is shown."""
        return self.presenter.state

    def open_dialog(self) -> None:
        """Show the list, with what waits now."""
        self.presenter.expect()
        self.view.appear(self.view.list)
        self._tasks.spawn(self.presenter.refresh(), "look what waits to be sent")

    def open_place(self) -> None:
        """Go to what the change is about that is looked at, or to the question about it."""
        row = self.state.row
        place = place_of_change(row.change, self._way) if row is not None else None
        if place is not None:
            self.view.disappear()
            self._way.go(place)

    def take_in(self, change: Change) -> None:
        """Follow what changed: something may have gone out, or wait for another reason."""
        if self.view.isVisible() and (change.status or change.case_ids or change.questions):
            self._tasks.spawn(self.presenter.refresh(), "look what waits to be sent")

    def leave(self) -> None:
        """End it: its person goes."""
        self._tasks.cancel()
        self.view.disappear()
        self.view.deleteLater()

    def _opens(self, change: UnsentChange) -> bool:
        return place_of_change(change, self._way) is not None


def place_of_change(change: UnsentChange, way: Way) -> Place | None:
    """The question that holds a change up, or its record; None where no activity shows it."""
    at = Place(change.record_kind, change.record_id)
    if change.reason in ASKS and not way.opens(at):
        # A question is shown also where its record is not.
        at = Place("question", change.record_id)
    elif not change.in_sight and change.reason not in ASKS:
        return None
    return at if way.opens(at) else None
