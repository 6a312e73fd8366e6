"""The lists of house settings that are shown here: a further one is an entry of `LISTS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workstation.domain.record import Command
from workstation.domain.settings.kinds import (
    APPEAL_WINDOWS,
    TARGETS,
    SetTargets,
    SetWindows,
)
from workstation.domain.settings.periods import AppealWindow, Target, TargetPeriod
from workstation.domain.taxonomy import Severity
from workstation.i18n import Message, _, ngettext, pgettext

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One number of a period: its name, what it counts, and how it is read."""

    name: Message
    counts: Callable[[int], Message]
    # Any, here and below: a period of whichever list.
    read: Callable[[Any], int]
    unit: Message
    times: int = 1


@dataclass(frozen=True, slots=True)
class PeriodList:
    """A list of periods: the record that keeps it, what it is called, its numbers, and the command
    that sets what applies from a day on."""

    name: str
    title: Message
    about: Message
    columns: tuple[Column, ...]
    command: Callable[[date, Sequence[int], str], Command]

    def numbers(self, period: Any) -> tuple[int, ...]:
        """The numbers of a period as they are typed."""
        return tuple(each.read(period) // each.times for each in self.columns)


def _days(n: int) -> Message:
    return ngettext("{n} day", "{n} days", n)


def _months(n: int) -> Message:
    return ngettext("{n} month", "{n} months", n)


def _hours(n: int) -> Message:
    return ngettext("{n} hour", "{n} hours", n)


def _minutes(n: int) -> Message:
    return ngettext("{n} minute", "{n} minutes", n)


def minutes_words(n: int) -> Message:
    """So many minutes, in hours where they are whole."""
    return _hours(n // _HOUR) if n % _HOUR == 0 and n >= _HOUR else _minutes(n)


def _set_windows(day: date, numbers: Sequence[int], reason: str) -> Command:
    first, second, months = numbers
    period = AppealWindow(
        effective_from=day, first_days=first, second_days=second, eea_months=months
    )
    return SetWindows(period=period, reason=reason)


def _set_targets(day: date, numbers: Sequence[int], reason: str) -> Command:
    minutes = [number * column.times for number, column in zip(numbers, _TARGETS, strict=True)]
    p0, p1, p2, p3 = (
        Target(first_response=minutes[at], resolution=minutes[at + 1]) for at in (0, 2, 4, 6)
    )
    period = TargetPeriod(
        effective_from=day, p0=p0, p1=p1, p2=p2, p3=p3, information_days=minutes[8]
    )
    return SetTargets(period=period, reason=reason)


def _first_answer(severity: Severity) -> Column:
    return Column(
        _("{severity}, first answer", severity=severity.value),
        minutes_words,
        lambda period: period.of(severity).first_response,
        pgettext("unit", "minutes"),
    )


def _decision(severity: Severity) -> Column:
    return Column(
        _("{severity}, decision", severity=severity.value),
        minutes_words,
        lambda period: period.of(severity).resolution,
        pgettext("unit", "hours"),
        _HOUR,
    )


_WINDOWS = (
    Column(_("First appeal"), _days, lambda period: period.first_days, pgettext("unit", "days")),
    Column(_("Second appeal"), _days, lambda period: period.second_days, pgettext("unit", "days")),
    Column(
        _("In the EU and EEA"),
        _months,
        lambda period: period.eea_months,
        pgettext("unit", "months"),
    ),
)
_TARGETS = (
    *(column for each in Severity for column in (_first_answer(each), _decision(each))),
    Column(
        _("Documents of a party"),
        _days,
        lambda period: period.information_days,
        pgettext("unit", "days"),
    ),
)
LISTS: tuple[PeriodList, ...] = (
    PeriodList(
        APPEAL_WINDOWS.name,
        _("Appeal windows"),
        _("Where a window changes while it runs, the one that is milder for the party applies."),
        _WINDOWS,
        _set_windows,
    ),
    PeriodList(
        TARGETS.name,
        _("Targets"),
        _("A case keeps the targets of the day on which it was filed."),
        _TARGETS,
        _set_targets,
    ),
)
BY_NAME = {each.name: each for each in LISTS}
