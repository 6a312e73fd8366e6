"""What bar and status line say about the person, the connection and the unsent changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ui.theme import Tone
from ui.widgets import Shape
from workstation.app.values import SyncState
from workstation.i18n import Duration, Message, _, ngettext
from workstation.value_class import dataclass

_JUST_NOW = timedelta(seconds=5)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StatusState:
    """What the outbox and the answers of the server tell about the connection, without guessing.

    signed_in: the name of the person; "" before somebody signed in.
    initials: the letters in the disc at the top.
    detail: what stands behind the name, such as the role.
    state: how it stands with the server.
    last_sync: when the server last confirmed that nothing was missing here.
    waiting: how many commands the server has not answered.
    asked: how many commands wait for the person's own answer.
    held: how many commands can still be taken back.
    since: since when the server cannot be reached, or the state is another trouble; None for none.
    needs_you: how many things wait for the person.
    problem, remedy: what is wrong, and what to do, in the words of whoever found it.
    """

    signed_in: str
    initials: str = ""
    detail: str | Message = ""
    state: SyncState = SyncState.SYNCED
    last_sync: datetime | None = None
    waiting: int = 0
    asked: int = 0
    held: int = 0
    since: datetime | None = None
    needs_you: int = 0
    problem: Message | None = None
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A line about the connection, with the shape and tone that say the same, and `detail`, a
    sentence about what that means."""

    text: Message
    shape: Shape
    tone: Tone
    detail: Message


_STANDS: dict[SyncState, Message] = {
    SyncState.OFFLINE: _("Offline"),
    SyncState.SIGNED_OUT: _("Session over"),
    SyncState.ACCESS_ENDED: _("Access ended"),
    SyncState.TROUBLE: _("Not in step"),
}
_SHAPES: dict[SyncState, Shape] = {
    SyncState.OFFLINE: Shape.WAITING,
    SyncState.SIGNED_OUT: Shape.PAUSED,
    SyncState.ACCESS_ENDED: Shape.PAUSED,
    SyncState.TROUBLE: Shape.OVERDUE,
}
_MEANS: dict[SyncState, Message] = {
    SyncState.SYNCED: _("What you see is what the server has. Press to ask it again."),
    SyncState.SYNCING: _("The server is being asked for what is new."),
    SyncState.OFFLINE: _(
        "The server cannot be reached. What you do is kept on this machine, and sent when the"
        " server is back."
    ),
    SyncState.SIGNED_OUT: _(
        "The server has ended your session. Your work is kept; press to sign in again."
    ),
    SyncState.ACCESS_ENDED: _(
        "The server does not let you in any more. What you wrote stays on this machine."
    ),
    SyncState.TROUBLE: _("The server is there, and something keeps this machine out of step."),
}
_ASKED = _("Nothing is lost: it goes out, or is dropped, as you answer under Needs you.")
_ON_ITS_WAY = _("What you did is kept on this machine, and on its way to the server.")


def connection(state: StatusState, now: datetime) -> StatusMark:
    """The short line in the bar: synced how long ago, or what is wrong, and with what unsent."""
    if state.state in _STANDS:
        return StatusMark(_wrong(state, now), _SHAPES[state.state], Tone.WARN, _meaning(state))
    if state.waiting:
        text = ngettext("Sending {n} change", "Sending {n} changes", state.waiting)
        return StatusMark(text, Shape.WORKING, Tone.INFO, _ON_ITS_WAY)
    if state.asked:
        return StatusMark(asked(state.asked), Shape.WAITING, Tone.WARN, _ASKED)
    if state.last_sync is None or state.state is SyncState.SYNCING:
        means = _MEANS[SyncState.SYNCING]
        return StatusMark(_("Syncing"), Shape.WORKING, Tone.INFO, means)
    return StatusMark(_synced(now - state.last_sync), Shape.WORKING, Tone.OK, _meaning(state))


def _wrong(state: StatusState, now: datetime) -> Message:
    """What is wrong, since when if that is a matter of waiting, and what is unsent meanwhile."""
    said = _STANDS[state.state]
    if state.state is SyncState.OFFLINE and state.since is not None:
        span = now - state.since
        said = said if span < _MINUTE else _("Offline for {span}", span=Duration(span))
    if state.waiting and state.state is not SyncState.ACCESS_ENDED:
        return _("{since} · {waiting}", since=said, waiting=waiting(state.waiting))
    return said


def _meaning(state: StatusState) -> Message:
    """What the state means, in the words of whoever found what is wrong where there are some."""
    if state.problem is None or state.state in (SyncState.SYNCED, SyncState.SYNCING):
        return _MEANS[state.state]
    if state.remedy is None:
        return state.problem
    return _("{reason} {remedy}", reason=state.problem, remedy=state.remedy)


_SINCE: dict[SyncState, Callable[[str], Message]] = {
    SyncState.OFFLINE: lambda time: _("Offline since {time}", time=time),
    SyncState.SIGNED_OUT: lambda time: _("Session over since {time}", time=time),
    SyncState.ACCESS_ENDED: lambda _time: _STANDS[SyncState.ACCESS_ENDED],
    SyncState.TROUBLE: lambda time: _("Not in step since {time}", time=time),
}


def facts(state: StatusState, when: Callable[[datetime], str]) -> tuple[Message, ...]:
    """The facts of the status line; `when` writes a time in the reader's language. What waits to be
    sent has its own place there."""
    said = [_("Signed in as {name}", name=state.signed_in)] if state.signed_in else []
    if state.last_sync is not None:
        said.append(_("Last sync {time}", time=when(state.last_sync)))
    if state.held:
        said.append(ngettext("{n} can be taken back", "{n} can be taken back", state.held))
    if state.since is not None and state.state in _SINCE:
        said.append(_SINCE[state.state](when(state.since)))
    if state.needs_you:
        said.append(ngettext("{n} needs you", "{n} need you", state.needs_you))
    return tuple(said)


def unsent(state: StatusState) -> Message:
    """The words for what has not reached the server, and for what never will."""
    if state.state is SyncState.ACCESS_ENDED:
        return ngettext("{n} change is not sent", "{n} changes are not sent", state.waiting)
    return waiting(state.waiting) if state.waiting or not state.asked else asked(state.asked)


def waiting(number: int) -> Message:
    """The words for so many commands that have not reached the server."""
    return ngettext("{n} change waits to be sent", "{n} changes wait to be sent", number)


def asked(number: int) -> Message:
    """The words for so many commands that wait for the person's own answer."""
    return ngettext("{n} change waits for your answer", "{n} changes wait for your answer", number)


def _synced(span: timedelta) -> Message:
    if span < _JUST_NOW:
        return _("Synced just now")
    if span < _MINUTE:
        seconds = int(span.total_seconds())
        return ngettext("Synced {n} s ago", "Synced {n} s ago", seconds)
    return _("Synced {span} ago", span=Duration(span))
