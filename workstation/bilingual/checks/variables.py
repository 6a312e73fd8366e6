"""Check 16: the same variables on both sides, and none open when a letter is sent."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity, Span
from workstation.bilingual.values.kinds import Placeholder, Value
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_reading import BeadReading
    from workstation.bilingual.checks.context import CheckContext

Named = list[tuple[Value, str]]
# strftime's signs for year, month, weekday and clock, which printf has not.
_DATE_FORM = re.compile(r"(?<!%)%[-^_#]?[YyBbHMSIpT](?![A-Za-z])")
_NARROW = str.maketrans("｛｝", "{}")
_CONVERSION = re.compile(r"%[-#0+.*\d]*[A-Za-z]{1,3}")


def check_variables(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
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
    reading: BeadReading, en: Named, zh: Named, context: CheckContext
) -> Iterator[Finding]:
    """Each blank once, with its places on both sides: nothing of it may reach the reader."""
    for value, name in _first_of_each(en):
        twin = next((other for other, called in zh if called == name), None)
        span = twin.span if twin is not None else None
        yield _open(reading, context, name, en=value.span, zh=span)
    named = {name for _value, name in en}
    for value, name in _first_of_each(zh):
        if name not in named:
            yield _open(reading, context, name, zh=value.span)
    for side, values in ((Side.EN, en), (Side.ZH, zh)):
        for value, name in values:
            yield from _wide_brackets(reading, side, value, name)


def _open(
    reading: BeadReading,
    context: CheckContext,
    name: str,
    *,
    zh: Span | None,
    en: Span | None = None,
) -> Finding:
    bead = reading.bead
    text = bead.en[slice(*en)] if en is not None else bead.zh[slice(*zh)] if zh is not None else ""
    if context.variables is not None and name.strip("{}") not in context.variables:
        why = _("No template knows the blank {name}: write the text itself.", name=text)
    else:
        why = _("The blank {name} is not filled in.", name=text)
    # Goods may be called {NEW} and parties quote %s: with a reason, a letter may say so too.
    ours = any(two in text.translate(_NARROW) for two in ("{{", "}}"))
    return reading.finding(Check.VARIABLE, Severity.S1, why, en=en, zh=zh, firm=ours)


def _first_of_each(values: Named) -> Named:
    firsts: dict[str, Value] = {}
    for value, name in values:
        firsts.setdefault(name, value)
    return [(value, name) for name, value in firsts.items()]


def _wide_brackets(reading: BeadReading, side: Side, value: Value, name: str) -> Iterator[Finding]:
    if "｛" in reading.bead.side(side)[slice(*value.span)]:
        why = _("{name} is written with full-width brackets.", name=name)
        yield _about_variable(reading, side, value, why)


def _about_variable(reading: BeadReading, side: Side, value: Value, why: Message) -> Finding:
    return reading.finding(
        Check.VARIABLE,
        Severity.S1,
        why,
        en=value.span if side is Side.EN else None,
        zh=value.span if side is Side.ZH else None,
    )


def _variables(values: tuple[Value, ...]) -> Named:
    return [(value, value.canon.text) for value in values if isinstance(value.canon, Placeholder)]


def _differences(reading: BeadReading, en: Named, zh: Named) -> Iterator[Finding]:
    en_count, zh_count = _names(en, zh), _names(zh, en)
    lost, added = en_count - zh_count, zh_count - en_count
    for side, values, open_ in ((Side.EN, en, lost), (Side.ZH, zh, added)):
        for value, name in values:
            if open_[name] > 0 and _written_alike(
                reading, reading.bead.side(side)[slice(*value.span)]
            ):
                open_[name] = 0
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


def _written_alike(reading: BeadReading, said: str) -> bool:
    """`%shint` hides what is a blank in `%s提示`; a date is put together as each country does."""
    if _CONVERSION.fullmatch(said) is None:
        return False
    sides = (reading.bead.en, reading.bead.zh)
    return sides[0].count(said) == sides[1].count(said) or all(map(_DATE_FORM.search, sides))


def _insert(reading: BeadReading, value: Value, other: Value | None) -> tuple[Fix, ...]:
    text = reading.bead.en[slice(*value.span)]
    end = len(reading.bead.zh)
    span = other.span if other else (end, end)
    return (Fix(Side.ZH, span, text, _("Insert {value} in Chinese", value=text)),)


def _names(mine: Named, theirs: Named) -> Counter[str]:
    """Names with their number; where one side numbers its places (%1$s), only places count."""
    if any(name.endswith("$") for _value, name in theirs + mine):
        return Counter("%" if name.startswith("%") else name for _value, name in mine)
    return Counter(name for _value, name in mine)
