"""First response and resolution: targets, due times, and hours gross and net.

Targets and pauses are facts.md 1.4: the clock pauses only while a party is asked for
information, never for an internal referral; the resolution clock ends when the parties are
told, or when the request is turned down or withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from workstation.domain.case import Case, Clock
from workstation.domain.taxonomy import Severity, State

FIRST_RESPONSE: dict[Severity, timedelta] = {
    Severity.P0: timedelta(minutes=30),
    Severity.P1: timedelta(minutes=120),
    Severity.P2: timedelta(minutes=480),
    Severity.P3: timedelta(minutes=1440),
}
RESOLUTION: dict[Severity, timedelta] = {
    Severity.P0: timedelta(hours=4),
    Severity.P1: timedelta(hours=24),
    Severity.P2: timedelta(hours=72),
    Severity.P3: timedelta(hours=120),
}
INFORMATION_DAYS = 7
FINISHED = frozenset({State.NOTIFIED, State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Hours:
    """How long a case took, in hours: `gross` by the calendar (the DSA figure), `net` of pauses."""

    gross: float
    net: float


def stopped_for(clock: Clock, now: datetime) -> timedelta:
    """How long the clock has stood still up to `now`."""
    spans = (min(end or now, now) - min(start, now) for start, end in clock.stopped)
    return sum(spans, timedelta())


def began(case: Case) -> datetime:
    """When the clocks of this round started: at filing, or when the case was reopened."""
    return case.clock.started_at or case.filed_at


def paused(case: Case) -> bool:
    """Whether the clock stands still."""
    return case.state is State.INFO_REQUESTED


def hours(case: Case, now: datetime) -> Hours:
    """The resolution hours so far, or in all once the clock has ended."""
    until = case.clock.ended_at or now
    gross = max(until - began(case), timedelta())
    net = gross - stopped_for(case.clock, until)
    return Hours(gross.total_seconds() / 3600, net.total_seconds() / 3600)


def first_response_due(case: Case) -> datetime | None:
    """When a person must first have written; None once one has."""
    if case.clock.first_response_at is not None or case.state in FINISHED:
        return None
    return began(case) + FIRST_RESPONSE[case.severity]


def resolution_due(case: Case) -> datetime | None:
    """When the parties must have been told, later by every pause; None while paused or done."""
    if paused(case) or case.state in FINISHED:
        return None
    pauses = sum((end - start for start, end in case.clock.stopped if end is not None), timedelta())
    return began(case) + RESOLUTION[case.severity] + pauses


def next_due(case: Case) -> datetime | None:
    """The next deadline of either clock; None while paused or when done."""
    if paused(case):
        return None
    due = [each for each in (first_response_due(case), resolution_due(case)) if each is not None]
    return min(due, default=None)
