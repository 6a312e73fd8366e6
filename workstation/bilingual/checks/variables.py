"""VARIABLE: the same variables on both sides, and none open when a letter is sent.
While a letter is written, `check_variables` compares its sides; when it is sent, `check_blanks`
asks for every variable to be filled.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.values.kinds import Placeholder, Value
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

Named = list[tuple[Value, str]]
# strftime's signs for year, month, weekday and clock, which printf has not.
_DATE_FORM = re.compile(r"(?<!%)%[-^_#]?[YyBbHMSIpT](?![A-Za-z])")
_NARROW = str.maketrans("｛｝", "{}")
_CONVERSION = re.compile(r"%[-#0+.*\d]*[A-Za-z]{1,3}")


def check_variables(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """VARIABLE: the same on both sides, and known ones only; not when the letter is sent."""
    if context.sending:
        return
    en, zh = _variables(reading.en), _variables(reading.zh)
    if reading.translated or (reading.both and zh):
        yield from _differences(reading, en, zh)
    for side, values in ((Side.EN, en), (Side.ZH, zh)):
        for value, name in values:
            if not _is_known(name, context):
                why = _("No variable is called {name}.", name=name)
                yield reading.finding_on(side, value.span, Check.VARIABLE, Severity.S1, why)
            yield from _wide_brackets(reading, side, value, name)


def check_blanks(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """VARIABLE: each blank that is open when a letter is sent, with its places on both sides.

    An exception for a blank of ours is not to be had: nothing of it may reach the reader.
    """
    if not context.sending:
        return
    en, zh = _variables(reading.en), _variables(reading.zh)
    # The first place of each.
    mine = {name: value.span for value, name in reversed(en)}
    theirs = {name: value.span for value, name in reversed(zh)}
    for name in dict.fromkeys(name for _value, name in (*en, *zh)):
        ours, other = mine.get(name), theirs.get(name)
        text = reading.bead.en[slice(*ours)] if ours else reading.bead.zh[slice(*theirs[name])]
        if _is_known(name, context):
            why = _("The blank {name} is not filled in.", name=text)
        else:
            why = _("No template knows the blank {name}: write the text itself.", name=text)
        # Goods may be called {NEW} and parties quote %s: with a reason, a letter may say so too.
        firm = any(two in text.translate(_NARROW) for two in ("{{", "}}"))
        yield reading.finding(Check.VARIABLE, Severity.S1, why, en=ours, zh=other, firm=firm)
    for side, values in ((Side.EN, en), (Side.ZH, zh)):
        for value, name in values:
            yield from _wide_brackets(reading, side, value, name)


def _wide_brackets(reading: BeadReading, side: Side, value: Value, name: str) -> Iterator[Finding]:
    if "｛" in reading.bead.side(side)[slice(*value.span)]:
        why = _("{name} is written with full-width brackets.", name=name)
        yield reading.finding_on(side, value.span, Check.VARIABLE, Severity.S1, why)


def _is_known(name: str, context: CheckContext) -> bool:
    """Whether templates know a variable of this name; all are known where no templates are."""
    return context.variables is None or name.strip("{}") in context.variables


def _variables(values: tuple[Value, ...]) -> Named:
    return [(value, value.canon.text) for value in values if isinstance(value.canon, Placeholder)]


def _differences(reading: BeadReading, en: Named, zh: Named) -> Iterator[Finding]:
    """Variables that stand on one side more often than on the other."""
    en_count, zh_count = _names(en, zh), _names(zh, en)
    lost, added = en_count - zh_count, zh_count - en_count
    texts = (reading.bead.en, reading.bead.zh)
    for text, values, open_ in ((texts[0], en, lost), (texts[1], zh, added)):
        for value, name in values:
            said = text[slice(*value.span)]
            # `%shint` hides a blank that `%s提示` shows; each country puts its dates together.
            if (
                open_[name] > 0
                and _CONVERSION.fullmatch(said) is not None
                and (
                    texts[0].count(said) == texts[1].count(said)
                    or all(map(_DATE_FORM.search, texts))
                )
            ):
                open_[name] = 0
    plural = any("plural," in text for text in texts)
    for value, name in en:
        if lost[name] > 0 and not (plural and name in zh_count):
            lost[name] = 0
            other = next((one.span for one, called in zh if added[called] > 0), None)
            said, end = texts[0][slice(*value.span)], len(texts[1])
            label = _("Insert {value} in Chinese", value=said)
            yield reading.finding(
                Check.VARIABLE,
                Severity.S1,
                _("The variable {name} is missing in Chinese.", name=name),
                en=value.span,
                zh=other,
                fixes=(Fix(Side.ZH, other or (end, end), said, label),),
            )
    for value, name in zh:
        if added[name] > 0 and not (plural and name in en_count):
            added[name] = 0
            why = _("The variable {name} is missing in English.", name=name)
            yield reading.finding_on(Side.ZH, value.span, Check.VARIABLE, Severity.S1, why)


def _names(mine: Named, theirs: Named) -> Counter[str]:
    """Names with their number; where one side numbers its places (%1$s), only places count."""
    if any(name.endswith("$") for _value, name in theirs + mine):
        return Counter("%" if name.startswith("%") else name for _value, name in mine)
    return Counter(name for _value, name in mine)
