"""`ActivityStack`: the panes of the activities, of which one is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.activity import MOVING, ActionSpec, Activity, ActivityPane, Answers, Place, Seat

if TYPE_CHECKING:
    from workstation.app import Change

_REMEMBERED = "activity"
# The first of the two keys that go to an activity.
_GO = "g"


class ActivityStack(QStackedWidget):
    """Holds what one person may go to. A pane is built when somebody goes there, and stays.

    Says `changed` when another one is in sight. The first of `activities` is home.
    """

    changed = Signal()

    def __init__(self, activities: Sequence[Activity]) -> None:
        super().__init__()
        self.activities = tuple(activities)
        self.ways: tuple[ActionSpec, ...] = tuple(_way(each) for each in self.activities)
        self._by_name = {each.name: each for each in self.activities}
        self._panes: dict[str, ActivityPane] = {}
        self._seat: Seat | None = None
        self._active: Activity | None = None
        self._going = Answers()
        for activity, way in zip(self.activities, self.ways, strict=True):
            self._going.on(way.id, partial(self.press, activity.name))

    def begin(self, seat: Seat, name: str = "") -> None:
        """Show the activity of that name, or home where there is none."""
        self._seat = seat
        self.show_activity(name if name in self._by_name else self.activities[0].name)

    @property
    def active(self) -> str:
        """The name of the activity in sight, "" before the first."""
        return self._active.name if self._active is not None else ""

    @property
    def spec(self) -> Activity:
        """The activity in sight; home before the first."""
        return self._active or self.activities[0]

    @property
    def in_sight_actions(self) -> tuple[ActionSpec, ...]:
        """What the activity in sight answers."""
        return self.spec.actions

    @property
    def all_actions(self) -> tuple[ActionSpec, ...]:
        """What any of them answers."""
        return tuple(spec for each in self.activities for spec in each.actions)

    def seat_of(self, activity: Activity) -> Seat:
        """What that activity works with."""
        assert self._seat is not None, "nobody sits here before begin()"
        return replace(self._seat, name=activity.name)

    def pane(self, name: str) -> ActivityPane | None:
        """The pane of an activity, None before somebody went there."""
        return self._panes.get(name)

    def show_activity(self, name: str, place: Place | None = None) -> None:
        """Go to an activity, as it was left or at `place`."""
        activity = self._by_name[name]
        pane = self._panes.get(name) or self._built(activity)
        if activity is self._active:
            if place is not None:
                pane.open(place)
            return
        if self._active is not None:
            self._panes[self._active.name].leave()
        self._active = activity
        self.setCurrentWidget(pane.widget)
        self.seat_of(activity).memory.remember(_REMEMBERED, name)
        self.changed.emit()
        pane.open(place)

    def press(self, name: str) -> None:
        """Its entry, or the keys that go there, were pressed."""
        pane = self._panes.get(name)
        if name == self.active and pane is not None:
            pane.again()
        else:
            self.show_activity(name)

    def home(self) -> None:
        """Go to the first activity."""
        self.show_activity(self.activities[0].name)

    def opens(self, place: Place) -> bool:
        """Whether somebody opens that kind of place."""
        return any(place.kind in each.opens for each in self.activities)

    def go(self, place: Place) -> bool:
        """Go to whoever opens that kind of place; whether there is one."""
        found = next((each for each in self.activities if place.kind in each.opens), None)
        if found is not None:
            self.show_activity(found.name, place)
        return found is not None

    def can(self, action: str) -> bool:
        """Whether that can be done now; what was not built yet is thought able."""
        if action in self._going:
            return True
        activity = self._who(action)
        pane = self._panes.get(activity.name) if activity is not None else None
        return pane.can(action) if pane is not None else activity is not None

    def trigger(self, action: str) -> bool:
        """Do it; what is about another activity than the one in sight brings that one first."""
        if action in self._going:
            return self._going.trigger(action)
        activity = self._who(action)
        if activity is None:
            return False
        pane = self._panes.get(activity.name)
        moves = any(spec.id == action and spec.everywhere for spec in activity.actions)
        if pane is None or not moves:
            self.show_activity(activity.name)
        return self._panes[activity.name].trigger(action)

    def cycle(self, step: int) -> None:
        """Put the focus into the next part of what is in sight, or the one before with -1."""
        if self._active is not None:
            self._panes[self._active.name].cycle(step)

    def take_in(self, change: Change) -> None:
        """Tell every pane that there is."""
        for pane in tuple(self._panes.values()):
            pane.take_in(change)

    async def flush(self) -> None:
        """Bring what was typed anywhere to the disk. Raises `ProfileProblem`."""
        for pane in tuple(self._panes.values()):
            await pane.flush()

    def leave(self) -> None:
        """Their person goes."""
        for pane in self._panes.values():
            pane.leave()

    def _who(self, action: str) -> Activity | None:
        """Whoever answers that, what is in sight before all others."""
        asked = (self.spec, *self.activities)
        return next((a for a in asked if any(spec.id == action for spec in a.actions)), None)

    def _built(self, activity: Activity) -> ActivityPane:
        pane = self._panes[activity.name] = activity.build(self.seat_of(activity))
        self.addWidget(pane.widget)
        return pane


def _way(activity: Activity) -> ActionSpec:
    keys = (f"{_GO} {activity.letter}",)
    id_ = f"go.{activity.name}"
    return ActionSpec(id_, activity.title, MOVING, keys, activity.icon, everywhere=True)
