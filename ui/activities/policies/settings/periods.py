"""`PeriodList`: a list of house settings whose numbers apply from a day on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from workstation.domain.policy import Library
from workstation.domain.record import Command
from workstation.i18n import Message, ngettext
from workstation.value_class import dataclass

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One number of a period: its name, what it counts, and how it is read. It is typed in `unit`,
    of which `times` are one of what is counted."""

    name: Message
    counts: Callable[[int], Message]
    # Any, here and below: a period, or a record, of whichever list.
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
    record: Callable[[Library], Any]
    command: Callable[[date, Sequence[int], str], Command]

    def numbers(self, period: Any) -> tuple[int, ...]:
        """The numbers of a period as they are typed."""
        return tuple(each.read(period) // each.times for each in self.columns)


def days_counted(n: int) -> Message:
    """So many days."""
    return ngettext("{n} day", "{n} days", n)


def months_counted(n: int) -> Message:
    """So many months."""
    return ngettext("{n} month", "{n} months", n)


def minutes_counted(n: int) -> Message:
    """So many minutes, in hours where they are whole."""
    if n % _HOUR == 0 and n >= _HOUR:
        return ngettext("{n} hour", "{n} hours", n // _HOUR)
    return ngettext("{n} minute", "{n} minutes", n)
