"""The clocks of a case, first response and resolution: targets, due times, and hours taken.

The clock pauses only while a party is asked for information, never for an internal referral. The
resolution clock ends when the parties are told, or when the request is turned down or withdrawn.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from workstation.domain.case import Case, Clock
from workstation.domain.settings.periods import CARRIED_TARGETS, Target
from workstation.domain.taxonomy import State
from workstation.value_class import dataclass

# The targets of a case that was filed before a case kept its own.
_BEFORE = CARRIED_TARGETS.periods[0]
# The states in which no clock runs any more.
FINISHED = frozenset({State.NOTIFIED, State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Hours:
    """How long a case took, in hours: `gross` by the calendar (the DSA figure), `net` without
    pauses."""

    gross: float
    net: float


def first_response(case: Case) -> timedelta:
    """The time from the start within which a person has to write to the party."""
    return _targets(case).first_response_time


def resolution(case: Case) -> timedelta:
    """The time from the start, without pauses, within which the parties have to be told."""
    return _targets(case).resolution_time


def _targets(case: Case) -> Target:
    return case.targets or _BEFORE.of(case.severity)


def stopped_for(clock: Clock, now: datetime) -> timedelta:
    """How long `clock` has stood still up to `now`."""
    spans = (min(end or now, now) - min(start, now) for start, end in clock.stopped)
    return sum(spans, timedelta())


def began(case: Case) -> datetime:
    """When the clocks of this round started: at the filing, or when the case was reopened."""
    return case.clock.started_at or case.filed_at


def paused(case: Case) -> bool:
    """Whether the clocks of the case stand still, since a party is asked for something."""
    return case.state is State.INFO_REQUESTED


def hours(case: Case, now: datetime) -> Hours:
    """The hours that the case has taken up to `now`, or in all once its clock has ended."""
    until = case.clock.ended_at or now
    gross = max(until - began(case), timedelta())
    net = gross - stopped_for(case.clock, until)
    return Hours(gross.total_seconds() / 3600, net.total_seconds() / 3600)


def first_response_due(case: Case) -> datetime | None:
    """When a person has to have written to the party; None once one has, or the case is over."""
    if case.clock.first_response_at is not None or case.state in FINISHED:
        return None
    return began(case) + first_response(case)


def resolution_due(case: Case) -> datetime | None:
    """When the parties have to be told, later by every pause; None while the clock is paused and
    once it has ended."""
    if paused(case) or case.state in FINISHED:
        return None
    pauses = sum((end - start for start, end in case.clock.stopped if end is not None), timedelta())
    return began(case) + resolution(case) + pauses


def next_due(case: Case) -> datetime | None:
    """The earlier deadline of the two clocks; None while they are paused and once both ended."""
    if paused(case):
        return None
    due = [each for each in (first_response_due(case), resolution_due(case)) if each is not None]
    return min(due, default=None)
