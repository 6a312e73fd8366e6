"""`PeoplePane`: the people as an activity of the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from ui import activity
from ui.activities.people import PeopleAction
from ui.activities.people.pane import StaffPane
from ui.activities.people.state import PeopleTab
from ui.activity import Answers, Place, Seat
from workstation.app import Change
from workstation.i18n import Message

_TABS = {
    "person": PeopleTab.PEOPLE,
    "interests": PeopleTab.PEOPLE,
    "crew": PeopleTab.CREWS,
    "deposit": PeopleTab.DEPOSITS,
}


class PeoplePane(QObject):
    """Joins the pane to the window; what is written and not saved stays with whom it is about."""

    def __init__(self, seat: Seat) -> None:
        self.widget = StaffPane(seat.workstation, seat.memory, seat.now)
        # It ends with its widget.
        super().__init__(self.widget)
        self._seat = seat
        self.widget.closed.connect(self._on_closed)
        self.widget.told.connect(self._on_told)
        self.widget.case_opened.connect(self._on_case)
        self._answers = Answers()
        self._serve()

    def _serve(self) -> None:
        on, pane = self._answers.on, self.widget
        on(activity.NEXT, partial(pane.step, 1))
        on(activity.PREVIOUS, partial(pane.step, -1))
        on(activity.SEARCH, pane.focus_search)
        on(activity.CONFIRM, pane.confirm)
        on(PeopleAction.NEXT_TAB, partial(pane.turn, 1))
        on(PeopleAction.PREVIOUS_TAB, partial(pane.turn, -1))
        on(PeopleAction.ADD, pane.add, self._may_change)
        on(PeopleAction.CHANGE, pane.change, self._can_change)
        on(PeopleAction.INTERESTS, pane.write_interests, self._can_declare)
        on(PeopleAction.PASSWORD, pane.ask_password, self._can_give)
        on(PeopleAction.SESSIONS, pane.to_sessions, self._has_sessions)
        on(PeopleAction.END, pane.end_or_open, self._can_end)

    def open(self, place: Place | None) -> None:
        """Show that person, crew, queue or work, or all as it was left."""
        self.widget.refresh()
        if place is not None and place.id:
            tab = _TABS[place.kind]
            bare = place.id.removeprefix(f"{place.kind}:")
            self.widget.go(tab, place.id if tab is PeopleTab.DEPOSITS else bare)
        elif place is not None:
            self.widget.turn_to(_TABS[place.kind])
        self.widget.begin()

    def again(self) -> None:
        """Whoever presses its entry again has read enough."""
        self._seat.way.home()

    def leave(self) -> None:
        """A password that was shown is out of sight."""
        self.widget.forget()

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self.widget.flush()

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        ours = any(each.partition(":")[0] in _TABS for each in change.case_ids)
        if ours or change.references or change.questions or change.keys_changed:
            self.widget.refresh()
        if self._seat.in_sight:
            self._seat.frame.refresh_actions()

    def can(self, action: str) -> bool:
        """Whether that can be done now."""
        return self._answers.can(action)

    def trigger(self, action: str) -> bool:
        """Do it, if it can be done now; whether it was."""
        return self._answers.trigger(action)

    def cycle(self, step: int) -> None:
        """Put the focus into the next part, or the one before with -1."""
        self.widget.cycle(step)

    def _may_change(self) -> bool:
        return self.widget.may_change and self.widget.state.tab is not PeopleTab.DEPOSITS

    def _can_change(self) -> bool:
        return self.widget.can_change

    def _can_declare(self) -> bool:
        interests = self.widget.state.interests
        in_sight = self.widget.state.tab is PeopleTab.PEOPLE
        return in_sight and (interests.may_set or interests.may_declare)

    def _can_give(self) -> bool:
        return self.widget.can_give

    def _has_sessions(self) -> bool:
        state = self.widget.state
        return state.tab is PeopleTab.PEOPLE and bool(state.entry.sessions)

    def _can_end(self) -> bool:
        return self.widget.can_end

    def _on_closed(self) -> None:
        self._seat.way.home()

    def _on_told(self, said: Message) -> None:
        self._seat.frame.toast(said)

    def _on_case(self, case_id: str) -> None:
        self._seat.way.go(Place("case", case_id))
