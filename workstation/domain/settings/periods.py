"""The house settings as values: each is a list of periods, the first from long ago on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol, TypeVar

from workstation.domain.marks import Mark
from workstation.domain.taxonomy import Severity
from workstation.value_class import dataclass


class Period(Protocol):
    """What applies from a day on, until the next period begins."""

    @property
    def effective_from(self) -> date:
        """The first day on which it applies."""


P = TypeVar("P", bound=Period)
# A day before anything that a case can be about.
ALWAYS = date(2000, 1, 1)


def in_force(periods: tuple[P, ...], day: date) -> P:
    """The one of the `periods`, the earliest of which is first, into which `day` falls; the first
    one for a day before all of them."""
    begun = [each for each in periods if each.effective_from <= day]
    return begun[-1] if begun else periods[0]


def between(periods: tuple[P, ...], first: date, last: date) -> tuple[P, ...]:
    """Every one of the `periods` into which a day from `first` to `last` falls."""
    own = in_force(periods, first)
    return (own, *(each for each in periods if first < each.effective_from <= last))


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealWindow:
    """The appeal windows that apply from a day on.

    first_days: the days for a first appeal (APL 2.1).
    second_days: the days for a second appeal (APL 2.2).
    eea_months: the months for a party in the EU or EEA (APL 2.3).
    """

    effective_from: date
    first_days: int
    second_days: int
    eea_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealWindows:
    """The appeal windows of the house, as a record. Where they change while a window runs, the one
    that is milder for the party applies (APL 3.3)."""

    id: str = "appeal_windows"
    version: int = 0
    marks: tuple[Mark, ...] = ()
    periods: tuple[AppealWindow, ...]

    def first(self, notice: date, asked: date) -> timedelta:
        """The time for a first appeal by a party who had `notice` on one day, as the rules stand
        up to the day `asked`."""
        return timedelta(days=max(each.first_days for each in self._of(notice, asked)))

    def second(self, told: date, asked: date) -> timedelta:
        """The time for a second appeal by a party who was `told` of the first decision on one
        day, as the rules stand up to the day `asked`."""
        return timedelta(days=max(each.second_days for each in self._of(told, asked)))

    def eea(self, notice: date, asked: date) -> int:
        """The months for an appeal by a party in the EU or EEA who had `notice` on one day, as the
        rules stand up to the day `asked`."""
        return max(each.eea_months for each in self._of(notice, asked))

    def _of(self, first: date, last: date) -> tuple[AppealWindow, ...]:
        return between(self.periods, first, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The minutes within which a party of one severity hears first (`first_response`), and of the
    decision (`resolution`)."""

    first_response: int
    resolution: int

    @property
    def first_response_time(self) -> timedelta:
        """The time within which a party hears first."""
        return timedelta(minutes=self.first_response)

    @property
    def resolution_time(self) -> timedelta:
        """The time within which a party hears of the decision."""
        return timedelta(minutes=self.resolution)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPeriod:
    """What applies from a day on: the targets by severity, the gravest first, and the days that a
    party has to send what it was asked for (APL 3.2)."""

    effective_from: date
    p0: Target
    p1: Target
    p2: Target
    p3: Target
    information_days: int

    def of(self, severity: Severity) -> Target:
        """The targets of a severity."""
        return {
            Severity.P0: self.p0,
            Severity.P1: self.p1,
            Severity.P2: self.p2,
            Severity.P3: self.p3,
        }[severity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The targets of the house, as a record. A case keeps those of the day of its filing."""

    id: str = "targets"
    version: int = 0
    marks: tuple[Mark, ...] = ()
    periods: tuple[TargetPeriod, ...]

    def at(self, day: date) -> TargetPeriod:
        """What applies on `day`."""
        return in_force(self.periods, day)


# The appeal windows that the program carries (APL 2.1 to 2.3 v1.0 and v2.0).
CARRIED_WINDOWS = AppealWindows(
    version=1,
    periods=(
        AppealWindow(effective_from=ALWAYS, first_days=14, second_days=7, eea_months=6),
        AppealWindow(effective_from=date(2026, 1, 1), first_days=30, second_days=15, eea_months=6),
    ),
)
# The targets that the program carries.
CARRIED_TARGETS = Targets(
    version=1,
    periods=(
        TargetPeriod(
            effective_from=ALWAYS,
            p0=Target(first_response=30, resolution=4 * 60),
            p1=Target(first_response=120, resolution=24 * 60),
            p2=Target(first_response=480, resolution=72 * 60),
            p3=Target(first_response=1440, resolution=120 * 60),
            information_days=7,
        ),
    ),
)
