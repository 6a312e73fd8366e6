"""`PoliciesPane`: the policies as an activity of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui import activity
from ui.activities.policies import PolicyAction
from ui.activities.policies.pane import LibraryPane
from ui.activity import Answers, Place, Seat
from workstation.app import Change
from workstation.app.policies import CitingRecords
from workstation.domain.policy import policy_id
from workstation.i18n import Message

_SECONDS = 20


class PoliciesPane(QObject):
    """Joins the pane to the window; what is written and not saved stays with its draft."""

    def __init__(self, seat: Seat) -> None:
        self.widget = LibraryPane(seat.workstation, seat.memory, seat.now)
        # It ends with its widget.
        super().__init__(self.widget)
        self._seat = seat
        self.widget.closed.connect(self._on_closed)
        self.widget.told.connect(self._on_told)
        self.widget.cited_opened.connect(self._on_cited)
        self._answers = Answers()
        self._serve()

    def _serve(self) -> None:
        on, pane = self._answers.on, self.widget
        on(activity.NEXT, self._next)
        on(activity.PREVIOUS, self._previous)
        on(activity.SEARCH, pane.focus_search)
        on(activity.CONFIRM, pane.confirm)
        on(PolicyAction.OLDER, self._older)
        on(PolicyAction.NEWER, self._newer)
        on(PolicyAction.COMPARE, pane.toggle_compare, self._can_compare)
        on(PolicyAction.ASIDE, pane.toggle_side)
        on(PolicyAction.DRAFT, pane.begin_draft, self._may_write)
        on(PolicyAction.WRITE, pane.write_clause, self._can_write)
        on(PolicyAction.ADD, pane.add_clause, self._can_write)
        on(PolicyAction.FINDING, pane.next_finding, self._is_held)
        on(PolicyAction.REPAIR, pane.repair, self._is_held)

    def open(self, place: Place | None) -> None:
        """Show that policy or draft, or all as it was left."""
        self.widget.refresh()
        if place is not None and place.kind == "amendment":
            self.widget.go_to_draft(place.id)
        elif place is not None and place.id == policy_id(""):
            self.widget.open_new()
            return
        elif place is not None:
            # A version is written v2.0, a clause 2.4.
            words = place.anchor.split()
            version = next((each[1:] for each in words if each.startswith("v")), "")
            clause = next((each for each in words if not each.startswith("v")), "")
            self.widget.go(place.id.removeprefix("policy:"), version, clause)
        self.widget.begin()

    def again(self) -> None:
        """Whoever presses its entry again has read enough."""
        self._seat.way.home()

    def leave(self) -> None:
        """Nothing ends with that."""

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self.widget.flush()

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere: a version, a draft, or who cites it."""
        if change.rows or change.references or change.questions or change.keys_changed:
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

    def _next(self) -> None:
        self.widget.step(1)

    def _previous(self) -> None:
        self.widget.step(-1)

    def _older(self) -> None:
        self.widget.step_version(-1)

    def _newer(self) -> None:
        self.widget.step_version(1)

    def _can_compare(self) -> bool:
        return bool(self.widget.state.library.before)

    def _may_write(self) -> bool:
        return self.widget.state.may_write

    def _can_write(self) -> bool:
        return self.widget.can_write

    def _is_held(self) -> bool:
        return bool(self.widget.state.draft.stops)

    def _on_closed(self) -> None:
        self._seat.way.home()

    def _on_told(self, said: Message, back: Callable[[], object] | None) -> None:
        if back is not None:
            self._seat.frame.toast(said, back, _SECONDS)
        else:
            self._seat.frame.toast(said)

    def _on_cited(self, citing: CitingRecords) -> None:
        self._seat.way.go(Place("case", citing.record_id))
