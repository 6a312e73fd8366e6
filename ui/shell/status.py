"""What bar and status line say about the person, the connection and the unsent changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ui.theme import Tone
from ui.widgets import Shape
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
    last_sync: when the server last confirmed that nothing was missing here.
    waiting: how many commands the server has not answered.
    held: how many commands can still be taken back.
    offline_since: since when the server cannot be reached; None while it can.
    syncing: whether the server is being asked now.
    needs_you: how many things wait for the person.
    """

    signed_in: str
    initials: str = ""
    detail: str | Message = ""
    last_sync: datetime | None = None
    waiting: int = 0
    held: int = 0
    offline_since: datetime | None = None
    syncing: bool = False
    needs_you: int = 0


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A line about the connection, with the shape and tone that say the same."""

    text: Message
    shape: Shape
    tone: Tone


def connection(state: StatusState, now: datetime) -> StatusMark:
    """The short line in the bar: synced how long ago, or offline how long and with what unsent."""
    if state.offline_since is not None:
        span = now - state.offline_since
        said = _("Offline") if span < _MINUTE else _("Offline for {span}", span=Duration(span))
        if state.waiting:
            said = _("{since} · {waiting}", since=said, waiting=waiting(state.waiting))
        return StatusMark(said, Shape.WAITING, Tone.WARN)
    if state.waiting:
        text = ngettext("Sending {n} change", "Sending {n} changes", state.waiting)
        return StatusMark(text, Shape.WORKING, Tone.INFO)
    if state.last_sync is None or state.syncing:
        return StatusMark(_("Syncing"), Shape.WORKING, Tone.INFO)
    return StatusMark(_synced(now - state.last_sync), Shape.WORKING, Tone.OK)


def facts(state: StatusState, when: Callable[[datetime], str]) -> tuple[Message, ...]:
    """The facts of the status line; `when` writes a time in the reader's language."""
    said = [_("Signed in as {name}", name=state.signed_in)] if state.signed_in else []
    if state.last_sync is not None:
        said.append(_("Last sync {time}", time=when(state.last_sync)))
    if state.waiting:
        said.append(waiting(state.waiting))
    if state.held:
        said.append(ngettext("{n} can be taken back", "{n} can be taken back", state.held))
    if state.offline_since is not None:
        said.append(_("Offline since {time}", time=when(state.offline_since)))
    if state.needs_you:
        said.append(ngettext("{n} needs you", "{n} need you", state.needs_you))
    return tuple(said)


def waiting(number: int) -> Message:
    """The words for so many commands that have not reached the server."""
    return ngettext("{n} change waits to be sent", "{n} changes wait to be sent", number)


def _synced(span: timedelta) -> Message:
    if span < _JUST_NOW:
        return _("Synced just now")
    if span < _MINUTE:
        seconds = int(span.total_seconds())
        return ngettext("Synced {n} s ago", "Synced {n} s ago", seconds)
    return _("Synced {span} ago", span=Duration(span))
