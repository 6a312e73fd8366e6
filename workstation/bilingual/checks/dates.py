"""Dates that contradict themselves or read two ways, and days that are past.
The checks DATE_WEEKDAY (`check_weekdays`) and DATE_AMBIGUOUS (`check_ambiguous_dates`,
`check_short_dates`, `check_deadlines`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Severity, writing
from workstation.bilingual.values.kinds import CalendarDate, NumericDate, Weekday
from workstation.bilingual.values.write import write
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

# How many characters stand between a weekday and its date at most.
_NEAR = 24
_WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_SHORT_DATE = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])")
_DEADLINE = ("by ", "before ", "until ", "no later than ", "closes on ", "due on ")


def check_weekdays(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """DATE_WEEKDAY: a weekday beside a full date that falls on another day."""
    for side in Side:
        values = reading.values(side)
        for at, value in enumerate(values):
            if not isinstance(value.canon, Weekday):
                continue
            # It belongs to the date next to it, within a few characters.
            beside = [
                other
                for other in (*values[max(0, at - 1) : at], *values[at + 1 : at + 2])
                if isinstance(other.canon, CalendarDate)
                and max(value.start - other.end, other.start - value.end) <= _NEAR
            ]
            day = _as_date(beside[0].canon) if beside else None
            if day is not None and day.isoweekday() != value.canon.number:
                right = Weekday(day.isoweekday())
                yield reading.finding_on(
                    side,
                    value.span,
                    Check.DATE_WEEKDAY,
                    Severity.S1,
                    _("{date} is a {weekday}.", date=day, weekday=_WEEKDAYS[right.number - 1]),
                    fixes=(writing(side, value.span, write(right, side) or ""),),
                )


def _as_date(canon: object) -> date | None:
    """The day of a full date; None for all else, and for a day that no calendar has."""
    if not isinstance(canon, CalendarDate):
        return None
    if canon.year is None or canon.month is None or canon.day is None:
        return None
    try:
        return date(canon.year, canon.month, canon.day)
    except ValueError:
        return None


def check_ambiguous_dates(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """DATE_AMBIGUOUS: English dates in digits that read two ways."""
    for value in reading.en:
        if isinstance(value.canon, NumericDate):
            year, first, second = value.canon.year, value.canon.first, value.canon.second
            one = write(CalendarDate(year, second, first), Side.EN)
            other = write(CalendarDate(year, first, second), Side.EN)
            yield reading.finding_on(
                Side.EN,
                value.span,
                Check.DATE_AMBIGUOUS,
                Severity.S2,
                _(
                    "{value} can be {one} or {other}.",
                    value=reading.bead.en[slice(*value.span)],
                    one=one or "",
                    other=other or "",
                ),
                fixes=tuple(
                    writing(Side.EN, value.span, choice) for choice in (one, other) if choice
                ),
            )


def check_short_dates(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """DATE_AMBIGUOUS: 7/8 is a date where the Chinese has the 7th of August or the 8th of July."""
    days = {
        frozenset((value.canon.month, value.canon.day))
        for value in reading.zh
        if isinstance(value.canon, CalendarDate) and value.canon.month and value.canon.day
    }
    for match in _SHORT_DATE.finditer(reading.bead.en) if days else ():
        first, second = int(match[1]), int(match[2])
        if frozenset((first, second)) in days and first != second <= 12 >= first:
            why = _("{value} can be read as two dates.", value=match[0])
            yield reading.finding_on(Side.EN, match.span(), Check.DATE_AMBIGUOUS, Severity.S2, why)


def check_deadlines(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """DATE_AMBIGUOUS: a day that the English sets as a deadline is past on the letter's day.

    A clause may well speak of days that are past.
    """
    today = context.letter_date
    if today is None or reading.bead.lock is not None:
        return
    for value in reading.en:
        day = _as_date(value.canon)
        before = reading.bead.en[max(0, value.start - 16) : value.start].lower()
        if day is not None and day < today and before.endswith(_DEADLINE):
            why = _("{date} is already past on the day of this letter.", date=day)
            yield reading.finding_on(Side.EN, value.span, Check.DATE_AMBIGUOUS, Severity.S2, why)
