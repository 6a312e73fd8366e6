"""Puts into words how the workstation stands with the server."""

from __future__ import annotations

from datetime import datetime, timedelta

from workstation.app.values import SyncState
from workstation.cache.problem import ProfileProblem
from workstation.i18n import Duration, Message, _, ngettext
from workstation.sync.problem import Fault, SyncProblem

CLOCK_TOLERANCE = timedelta(minutes=2)


def told(error: Exception) -> tuple[SyncState, Message, Message]:
    """The state that a failure leaves, why, and what to do."""
    match error:
        case SyncProblem(fault=Fault.UNREACHABLE):
            return SyncState.OFFLINE, error.reason, error.remedy
        case SyncProblem(fault=Fault.SIGNED_OUT):
            return SyncState.SIGNED_OUT, error.reason, error.remedy
        case SyncProblem() | ProfileProblem():
            return SyncState.TROUBLE, error.reason, error.remedy
        case _:
            return (
                SyncState.TROUBLE,
                _("Something went wrong in this program."),
                _("Go on working; it is tried again. Tell your administrator if it lasts."),
            )


def clock_off(ahead: timedelta) -> Message | None:
    """A word on this computer's clock, if the server's is that far ahead; it changes nothing."""
    if abs(ahead) <= CLOCK_TOLERANCE:
        return None
    if ahead > timedelta(0):
        return _("This computer's clock is {span} slow.", span=Duration(ahead))
    return _("This computer's clock is {span} fast.", span=Duration(-ahead))


def restored(to: datetime | None, again: int) -> Message:
    """A word on a server that has gone back to `to` (None: it does not say to when), and on the
    changes of this person that were offered to it again."""
    what = (
        _("The server was restored to {time}.", time=to)
        if to is not None
        else _("The server was restored.")
    )
    if not again:
        return what
    offered = ngettext(
        "{n} change of yours was offered to it again.",
        "{n} changes of yours were offered to it again.",
        again,
    )
    return _("{what} {offered}", what=what, offered=offered)
