"""What the window says about itself: who is here, what is synced, what waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ui.theme import Tone
from ui.widgets import Shape
from workstation.i18n import Duration, Message, _, ngettext

_JUST_NOW = timedelta(seconds=5)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class StatusState:
    """The truth as the outbox and the server's answers tell it, never a guess.

    `last_sync` is when the server last confirmed that nothing was missing; `offline_since` is
    set while it cannot be reached; `waiting` counts commands that it has not answered, `held`
    those that can still be taken back;
    `detail` stands behind the name (a shift, a role) and is shown as it is.
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
    """A line with the shape and tone that say the same."""

    text: Message
    shape: Shape
    tone: Tone


def connection(state: StatusState, now: datetime) -> StatusMark:
    """The short line at the top: synced when, or offline how long and what waits."""
    if state.offline_since is not None:
        return StatusMark(_offline(state, now - state.offline_since), Shape.WAITING, Tone.WARN)
    if state.waiting:
        text = ngettext("Sending {n} change", "Sending {n} changes", state.waiting)
        return StatusMark(text, Shape.WORKING, Tone.INFO)
    if state.last_sync is None or state.syncing:
        return StatusMark(_("Syncing"), Shape.WORKING, Tone.INFO)
    return StatusMark(_synced(now - state.last_sync), Shape.WORKING, Tone.OK)


def facts(state: StatusState, when: Callable[[datetime], str]) -> tuple[Message, ...]:
    """The line at the bottom, fact by fact; `when` says a time in the reader's language."""
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
    """How much has not reached the server."""
    return ngettext("{n} change waits to be sent", "{n} changes wait to be sent", number)


def _offline(state: StatusState, span: timedelta) -> Message:
    since = _("Offline") if span < _MINUTE else _("Offline for {span}", span=Duration(span))
    if not state.waiting:
        return since
    return _("{since} · {waiting}", since=since, waiting=waiting(state.waiting))


def _synced(span: timedelta) -> Message:
    if span < _JUST_NOW:
        return _("Synced just now")
    if span < _MINUTE:
        seconds = int(span.total_seconds())
        return ngettext("Synced {n} s ago", "Synced {n} s ago", seconds)
    return _("Synced {span} ago", span=Duration(span))
