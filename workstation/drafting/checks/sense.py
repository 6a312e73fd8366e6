"""Checks 2, 4, 5 and 16: repeated numbers, dates that contradict themselves, variables."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from workstation.drafting.bead import Side
from workstation.drafting.checks.finding import Check, Finding, Fix, Severity
from workstation.drafting.values.agree import parts
from workstation.drafting.values.kinds import (
    CalendarDate,
    Form,
    Number,
    NumericDate,
    Value,
    Variable,
    Weekday,
)
from workstation.drafting.values.write import write
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.reading import Reading

_NEAR = 24
Named = list[tuple[Value, str]]


def check_counts(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
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
        if isinstance(value.canon, Number) and value.form is Form.DIGITS:
            said.setdefault(value.canon.amount, []).append(value)
    return {amount: found for amount, found in said.items() if len(found) > 1}


def check_weekdays(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
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


def check_ambiguous_dates(reading: Reading, context: CheckContext) -> Iterator[Finding]:
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


def _short_dates(reading: Reading) -> Iterator[Finding]:
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


def _past_deadlines(reading: Reading, context: CheckContext) -> Iterator[Finding]:
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


def check_variables(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The same variables on both sides, known ones only, and none left blank when sending."""
    en = _variables(reading.en)
    zh = _variables(reading.zh)
    if context.sending:
        yield from _open_blanks(reading, en, zh, context)
        return
    if reading.translated or (reading.both and zh):
        yield from _differences(reading, en, zh)
    for side, values in ((Side.EN, en), (Side.ZH, zh)):
        for value, name in values:
            if context.variables is not None and name.strip("{}") not in context.variables:
                why = _("No variable is called {name}.", name=name)
                yield _about_variable(reading, side, value, why)
            yield from _wide_brackets(reading, side, value, name)


def _open_blanks(
    reading: Reading, en: Named, zh: Named, context: CheckContext
) -> Iterator[Finding]:
    """Each blank once, with its places on both sides: nothing of it may reach the reader."""
    for value, name in _first_of_each(en):
        twin = next((other for other, called in zh if called == name), None)
        span = twin.span if twin is not None else None
        why = _open(reading.bead.en[slice(*value.span)], name, context)
        yield reading.finding(Check.VARIABLE, Severity.S1, why, en=value.span, zh=span, firm=True)
    named = {name for _value, name in en}
    for value, name in _first_of_each(zh):
        if name not in named:
            why = _open(reading.bead.zh[slice(*value.span)], name, context)
            yield reading.finding(Check.VARIABLE, Severity.S1, why, zh=value.span, firm=True)
    for side, values in ((Side.EN, en), (Side.ZH, zh)):
        for value, name in values:
            yield from _wide_brackets(reading, side, value, name)


def _open(text: str, name: str, context: CheckContext) -> Message:
    if context.variables is not None and name.strip("{}") not in context.variables:
        return _("No template knows the blank {name}: write the text itself.", name=text)
    return _("The blank {name} is not filled in.", name=text)


def _first_of_each(values: Named) -> Named:
    firsts: dict[str, Value] = {}
    for value, name in values:
        firsts.setdefault(name, value)
    return [(value, name) for name, value in firsts.items()]


def _wide_brackets(reading: Reading, side: Side, value: Value, name: str) -> Iterator[Finding]:
    if "｛" in reading.bead.side(side)[slice(*value.span)]:
        why = _("{name} is written with full-width brackets.", name=name)
        yield _about_variable(reading, side, value, why)


def _about_variable(reading: Reading, side: Side, value: Value, why: Message) -> Finding:
    return reading.finding(
        Check.VARIABLE,
        Severity.S1,
        why,
        en=value.span if side is Side.EN else None,
        zh=value.span if side is Side.ZH else None,
    )


def _variables(values: tuple[Value, ...]) -> Named:
    return [(value, value.canon.text) for value in values if isinstance(value.canon, Variable)]


def _differences(reading: Reading, en: Named, zh: Named) -> Iterator[Finding]:
    en_count, zh_count = _names(en, zh), _names(zh, en)
    lost, added = en_count - zh_count, zh_count - en_count
    plural = "plural," in reading.bead.en or "plural," in reading.bead.zh
    for value, name in en:
        if lost[name] > 0 and not (plural and name in zh_count):
            lost[name] = 0
            other = next((one for one, called in zh if added[called] > 0), None)
            yield reading.finding(
                Check.VARIABLE,
                Severity.S1,
                _("The variable {name} is missing in Chinese.", name=name),
                en=value.span,
                zh=other.span if other else None,
                fixes=_insert(reading, value, other),
            )
    for value, name in zh:
        if added[name] > 0 and not (plural and name in en_count):
            added[name] = 0
            yield reading.finding(
                Check.VARIABLE,
                Severity.S1,
                _("The variable {name} is missing in English.", name=name),
                zh=value.span,
            )


def _insert(reading: Reading, value: Value, other: Value | None) -> tuple[Fix, ...]:
    text = reading.bead.en[slice(*value.span)]
    end = len(reading.bead.zh)
    span = other.span if other else (end, end)
    return (Fix(Side.ZH, span, text, _("Insert {value} in Chinese", value=text)),)


def _names(mine: Named, theirs: Named) -> Counter[str]:
    """Names with their number; where one side numbers its places (%1$s), only places count."""
    if any(name.endswith("$") for _value, name in theirs + mine):
        return Counter("%" if name.startswith("%") else name for _value, name in mine)
    return Counter(name for _value, name in mine)
