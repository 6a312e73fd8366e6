"""Checks 2, 4 and 5: repeated numbers, dates that contradict themselves or read two ways."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.values.agree import parts
from workstation.bilingual.values.kinds import (
    CalendarDate,
    Notation,
    Number,
    NumericDate,
    Value,
    Weekday,
)
from workstation.bilingual.values.write import write
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

_NEAR = 24


def check_counts(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """The same number several times on one side and fewer times on the other."""
    if not reading.translated:
        return
    for side in Side:
        theirs: Counter[Decimal] = Counter(
            figure for value in reading.values(side.other) for figure in set(parts(value.canon))
        )
        for amount, values in _bare(reading.values(side)).items():
            if 0 < theirs[amount] < len(values):
                counts = {side: len(values), side.other: theirs[amount]}
                span = values[-1].span
                yield reading.finding(
                    Check.NUMBER_COUNT,
                    Severity.S2,
                    _(
                        "{value} stands {en} times in English and {zh} times in Chinese.",
                        value=reading.bead.side(side)[slice(*span)],
                        en=counts[Side.EN],
                        zh=counts[Side.ZH],
                    ),
                    en=span if side is Side.EN else None,
                    zh=span if side is Side.ZH else None,
                )


def _bare(values: tuple[Value, ...]) -> dict[Decimal, list[Value]]:
    said: dict[Decimal, list[Value]] = {}
    for value in values:
        if isinstance(value.canon, Number) and value.form is Notation.DIGITS:
            said.setdefault(value.canon.amount, []).append(value)
    return {amount: found for amount, found in said.items() if len(found) > 1}


def check_weekdays(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """A weekday beside a full date that falls on another day."""
    for side in Side:
        values = reading.values(side)
        for at, value in enumerate(values):
            if not isinstance(value.canon, Weekday):
                continue
            day = _full_date_beside(values, at)
            if day is not None and day.isoweekday() != value.canon.number:
                right = Weekday(day.isoweekday())
                text = write(right, side) or ""
                yield reading.finding(
                    Check.DATE_WEEKDAY,
                    Severity.S1,
                    _("{date} is a {weekday}.", date=day, weekday=_WEEKDAYS[right.number - 1]),
                    en=value.span if side is Side.EN else None,
                    zh=value.span if side is Side.ZH else None,
                    fixes=(Fix(side, value.span, text, _("Write {value}", value=text)),),
                )


_WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def _full_date_beside(values: tuple[Value, ...], at: int) -> date | None:
    """The full date that this weekday belongs to: the next to it within a few characters."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(values) and isinstance(values[other].canon, CalendarDate):
            left, right = sorted((values[at], values[other]), key=lambda value: value.start)
            if right.start - left.end <= _NEAR:
                return _as_date(values[other].canon)
    return None


def _as_date(canon: object) -> date | None:
    if not isinstance(canon, CalendarDate):
        return None
    if canon.year is None or canon.month is None or canon.day is None:
        return None
    try:
        return date(canon.year, canon.month, canon.day)
    except ValueError:
        return None


def check_ambiguous_dates(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """English dates in digits that read two ways, and deadlines before the day of the letter."""
    for value in reading.en:
        if isinstance(value.canon, NumericDate):
            text = write(
                CalendarDate(value.canon.year, value.canon.second, value.canon.first), Side.EN
            )
            other = write(
                CalendarDate(value.canon.year, value.canon.first, value.canon.second), Side.EN
            )
            yield reading.finding(
                Check.DATE_AMBIGUOUS,
                Severity.S2,
                _(
                    "{value} can be {one} or {other}.",
                    value=reading.bead.en[slice(*value.span)],
                    one=text or "",
                    other=other or "",
                ),
                en=value.span,
                fixes=tuple(
                    Fix(Side.EN, value.span, choice, _("Write {value}", value=choice))
                    for choice in (text, other)
                    if choice
                ),
            )
    yield from _short_dates(reading)
    if reading.bead.lock is None:  # A clause may well speak of days that are past.
        yield from _past_deadlines(reading, context)


def _short_dates(reading: BeadReading) -> Iterator[Finding]:
    """7/8 is a date where the Chinese has the 7th of August, or the 8th of July."""
    days = {
        frozenset((value.canon.month, value.canon.day))
        for value in reading.zh
        if isinstance(value.canon, CalendarDate) and value.canon.month and value.canon.day
    }
    for match in _SHORT_DATE.finditer(reading.bead.en) if days else ():
        first, second = int(match[1]), int(match[2])
        if frozenset((first, second)) in days and first != second <= 12 >= first:
            yield reading.finding(
                Check.DATE_AMBIGUOUS,
                Severity.S2,
                _("{value} can be read as two dates.", value=match[0]),
                en=match.span(),
            )


_SHORT_DATE = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?![\d/])")
_DEADLINE = ("by ", "before ", "until ", "no later than ", "closes on ", "due on ")


def _past_deadlines(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    if context.letter_date is None:
        return
    for value in reading.en:
        day = _as_date(value.canon)
        before = reading.bead.en[max(0, value.start - 16) : value.start].lower()
        if day is not None and day < context.letter_date and before.endswith(_DEADLINE):
            yield reading.finding(
                Check.DATE_AMBIGUOUS,
                Severity.S2,
                _("{date} is already past on the day of this letter.", date=day),
                en=value.span,
            )
