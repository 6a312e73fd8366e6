"""Turns what the workstation knows about connection and disk into what the window shows."""

from __future__ import annotations

from ui.casework import initials
from ui.shell import StatusState
from workstation.app import ProfileProblem, SyncState, SyncStatus, Workstation
from workstation.domain.labels import ROLE
from workstation.domain.taxonomy import Role
from workstation.i18n import Message, _

# Nothing is in step, and only a person can mend it.
NEEDS_A_HAND = (SyncState.TROUBLE, SyncState.SIGNED_OUT, SyncState.ACCESS_ENDED)


def status_of(workstation: Workstation, needs_you: int) -> StatusState:
    """The facts for bar and status line; `needs_you` counts what waits for the person."""
    me, status = workstation.session.me, workstation.sync.status
    if me is None:
        return StatusState("")
    role = next((each for each in Role if each in me.roles), None)
    return StatusState(
        signed_in=me.name,
        initials=initials(me.name),
        detail=ROLE[role] if role is not None else "",
        state=shown_state(status),
        last_sync=status.last_sync,
        waiting=max(status.waiting - status.behind, 0),
        asked=status.asked + status.behind,
        held=len(workstation.records.held()),
        since=status.offline_since,
        needs_you=needs_you,
        problem=status.problem,
        remedy=status.remedy,
    )


def shown_state(status: SyncStatus) -> SyncState:
    """The state to show: before the server was asked for the first time it is no trouble yet."""
    untried = status.state is SyncState.OFFLINE and status.offline_since is None
    return SyncState.SYNCING if untried else status.state


def notice_of(status: SyncStatus) -> Message | None:
    """The sentence above the panes about a trouble that a person can do something about, or None.

    Being offline is no such trouble: the status line says it, and the work goes on.
    """
    if status.unsaved is not None:
        return _(
            "{reason} What you type stays on the screen, and is saved as soon as there is room.",
            reason=status.unsaved,
        )
    if status.full is not None:
        return _(
            "{reason} Nothing that you type can be saved; what was saved can be read.",
            reason=status.full,
        )
    if status.state is SyncState.SIGNED_OUT and status.problem is not None:
        # The button beside it says what to do.
        return _("{reason} Everything that you did is kept.", reason=status.problem)
    if status.state in NEEDS_A_HAND and status.problem is not None:
        if status.remedy is None:
            return status.problem
        return _("{reason} {remedy}", reason=status.problem, remedy=status.remedy)
    return status.clock_off or status.restored


def failure_of(error: Exception) -> Message:
    """What to tell a person about `error`, which broke off something that they did."""
    if isinstance(error, ProfileProblem):
        return _("{reason} {remedy}", reason=error.reason, remedy=error.remedy)
    return _(
        "Something went wrong in this program. What you did last may not be done: look before "
        "you go on."
    )
