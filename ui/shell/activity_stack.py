"""`ActivityStack`: holds the panes of all activities, shows one and passes actions to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.activity import Activity, ActivityPane, Answers, Place, Seat
from ui.keyboard import MOVING, ActionSpec, KeyPlace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workstation.app import Change
    from workstation.i18n import Message

_REMEMBERED = "activity"
# The first of the two keys that go to an activity.
_GO = "g"


def ways_to(activities: Sequence[Activity]) -> tuple[ActionSpec, ...]:
    """The actions that go to each of these activities, in the same order."""
    return tuple(
        ActionSpec(
            f"go.{each.name}",
            each.title,
            MOVING,
            (f"{_GO} {each.letter}",),
            each.icon,
            everywhere=True,
        )
        for each in activities
    )


class ActivityStack(QStackedWidget):
    """Holds the activities that one person may go to. The first of `activities` is home.

    The pane of an activity is built when the person first goes there, and kept.

    changed: the signal that another activity is in sight.
    activities: what the person may go to, in the order of the rail.
    ways: the actions that go to each of them, in the same order.
    """

    changed = Signal()

    def __init__(self, activities: Sequence[Activity]) -> None:
        super().__init__()
        self.activities = tuple(activities)
        self.ways = ways_to(self.activities)
        self._by_name = {each.name: each for each in self.activities}
        self._panes: dict[str, ActivityPane] = {}
        self._seat: Seat | None = None
        self._active: Activity | None = None
        self._going = Answers()
        for activity, way in zip(self.activities, self.ways, strict=True):
            self._going.on(way.id, partial(self.press, activity.name))

    def begin(self, seat: Seat, name: str = "") -> None:
        """Give the activities `seat` to work with, and show the one called `name`, else home."""
        self._seat = seat
        self.show_activity(name if name in self._by_name else self.activities[0].name)

    @property
    def active(self) -> str:
        """The name of the activity in sight, "" before `begin`."""
        return self._active.name if self._active is not None else ""

    @property
    def spec(self) -> Activity:
        """The activity in sight; home before `begin`."""
        return self._active or self.activities[0]

    @property
    def key_places(self) -> tuple[KeyPlace, ...]:
        """The activities as places where keys work."""
        return tuple(KeyPlace(each.name, each.title, each.actions) for each in self.activities)

    @property
    def all_actions(self) -> tuple[ActionSpec, ...]:
        """The actions that any of the activities serves."""
        return tuple(spec for each in self.activities for spec in each.actions)

    def seat_of(self, activity: Activity) -> Seat:
        """The seat of the person, as `activity` gets it: under its own name."""
        assert self._seat is not None, "nobody sits here before begin()"
        return replace(self._seat, name=activity.name)

    def pane(self, name: str) -> ActivityPane | None:
        """The pane of an activity, None before the person went there."""
        return self._panes.get(name)

    def show_activity(self, name: str, place: Place | None = None) -> None:
        """Show an activity, as it was left or at `place`. Raises `KeyError` for an unknown name."""
        activity = self._by_name[name]
        pane = self._panes.get(name)
        if pane is None:
            pane = self._panes[name] = activity.build(self.seat_of(activity))
            self.addWidget(pane.widget)
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

    def minimumSizeHint(self) -> QSize:
        """Qt: what the activity in sight needs, not what another would."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize()

    def press(self, name: str) -> None:
        """Answer a press on the entry of an activity, or on its keys: go there, or begin again."""
        pane = self._panes.get(name)
        if name == self.active and pane is not None:
            pane.again()
        else:
            self.show_activity(name)

    def home(self) -> None:
        """Go to the first activity."""
        self.show_activity(self.activities[0].name)

    def opens(self, place: Place) -> bool:
        """Whether one of the activities opens that kind of place."""
        return any(place.kind in each.opens for each in self.activities)

    def go(self, place: Place) -> bool:
        """Go to the activity that opens that kind of place; answers whether there is one."""
        found = next((each for each in self.activities if place.kind in each.opens), None)
        if found is not None:
            self.show_activity(found.name, place)
        return found is not None

    def can(self, action: str) -> bool:
        """Whether `action` can be done now; an activity without a pane yet is taken to be able."""
        if action in self._going:
            return True
        activity = self._who(action)
        pane = self._panes.get(activity.name) if activity is not None else None
        return pane.can(action) if pane is not None else activity is not None

    def why_not(self, action: str) -> Message | None:
        """Why `action` cannot be done now, where a rule says so."""
        activity = self._who(action)
        pane = self._panes.get(activity.name) if activity is not None else None
        return pane.why_not(action) if pane is not None else None

    def trigger(self, action: str) -> bool:
        """Do `action` and answer whether it was done.

        An action of another activity than the one in sight shows that one first, unless it works
        everywhere and the pane is built.
        """
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

    @property
    def in_sight(self) -> ActivityPane | None:
        """The pane of the activity in sight; None before `begin`."""
        return self._panes.get(self.active)

    def catch(self, lost: QWidget) -> None:
        """Let the activity in sight take the focus from a widget that cannot have it any more; one
        that goes out of sight leaves it to the next, which takes it by itself."""
        if self._active is None:
            return
        pane = self._panes[self._active.name]
        inside = lost is pane.widget or pane.widget.isAncestorOf(lost)
        if inside or not self.isAncestorOf(lost):
            pane.walk.catch(lost)

    def take_in(self, change: Change) -> None:
        """Tell every pane that is built what changed in the workstation."""
        for pane in tuple(self._panes.values()):
            pane.take_in(change)

    async def flush(self) -> None:
        """Write what was typed in any pane to the disk. Raises `ProfileProblem` if it cannot be."""
        for pane in tuple(self._panes.values()):
            await pane.flush()

    def leave(self) -> None:
        """End all panes, because their person signs out or closes the window."""
        for pane in self._panes.values():
            pane.leave()

    def _who(self, action: str) -> Activity | None:
        """The activity that serves `action`, the one in sight before all others."""
        asked = (self.spec, *self.activities)
        return next((a for a in asked if any(spec.id == action for spec in a.actions)), None)
