"""What is typed or given and not with everybody yet: its words, and its mark.

What a pending command does has not happened before the server has it. Every pane says so by the
words of this module, and asks `Confirmation` of what.
"""

from __future__ import annotations

from ui.theme import Tone
from ui.widgets import Pill, Shape
from workstation.domain.case import Case
from workstation.domain.clocks import FINISHED, paused
from workstation.domain.confirmation import Confirmation
from workstation.domain.labels import STATE
from workstation.domain.taxonomy import State
from workstation.i18n import Message, _, pgettext

UNSAVED = _("not saved")
WAITING = _("waiting to send")
# What would read as done although the mark stands behind it.
_PLANNED_STATES = {State.NOTIFIED: pgettext("state", "Decision will be sent")}
_PLANNED_EVENTS = {
    "letter_sent": pgettext("event", "Letter, will be sent"),
    "information_requested": pgettext(
        "event", "Information request, will be sent; the clock pauses then"
    ),
    "information_received": pgettext(
        "event", "Answer recorded, will be sent; the clock runs again then"
    ),
    "notified": pgettext("event", "Everybody is told when this is sent"),
}


def show_unsent(mark: Pill, *, unsaved: bool = False, waiting: bool = False) -> None:
    """Say in `mark` that something is not saved, or else that it waits to be sent; hide it where
    neither is so."""
    mark.setVisible(unsaved or waiting)
    if unsaved:
        mark.show_state(Shape.WORKING, UNSAVED, Tone.WARN)
    elif waiting:
        mark.show_state(Shape.WAITING, WAITING, Tone.ACCENT)


def will_be_sent(what: Message, *, sent: bool = False) -> Message:
    """What a command does, marked as long as it was not `sent`."""
    return what if sent else _("{what}, will be sent", what=what)


def once_sent(why: Message) -> Message:
    """Why something cannot be done, where that is so only once the pending commands are sent."""
    return _("Once this is sent: {why}", why=why)


def planned_event(event: str, what: Message) -> Message:
    """What a line of a timeline says of an event that the server has not heard of."""
    return _PLANNED_EVENTS.get(event) or will_be_sent(what)


def state_words(case: Confirmation[Case]) -> Message:
    """The state of a case, marked where it is not so at the server yet."""
    state = case.shown.state
    if case.of(lambda each: each.state):
        return STATE[state]
    return _PLANNED_STATES.get(state) or will_be_sent(STATE[state])


def clock_words(running: Message | None, case: Confirmation[Case]) -> Message | None:
    """What the clock of a case says as it is `running` at the server, and what becomes of it once
    the pending commands are sent."""
    shown, sure = case.shown, case.sure
    if running is None or case.everything:
        return running
    if paused(shown) and not paused(sure):
        return _("{clock}, pauses when this is sent", clock=running)
    if paused(sure) and not paused(shown):
        return _("{clock}, runs when this is sent", clock=running)
    if shown.state in FINISHED and sure.state not in FINISHED:
        return _("{clock}, ends when this is sent", clock=running)
    return running
