"""Every value of one side is stated by the other.
The checks NUMBER, DATE, DATE_WEEKDAY, TIME, DURATION, MONEY_AMOUNT, MONEY_CURRENCY, PERCENT, ID,
CLAUSE, URL and CONTACT; which values have no twin is found by `mismatch`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.checks.mismatch import Family
from workstation.bilingual.values.kinds import MoneyValue, Notation, Reference, Value
from workstation.bilingual.values.write import write
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

_CHECKS = {
    Family.NUMBER: Check.NUMBER,
    Family.NAME: Check.NUMBER,
    Family.DATE: Check.DATE,
    Family.TIME: Check.TIME,
    Family.DURATION: Check.DURATION,
    Family.WEEKDAY: Check.DATE_WEEKDAY,
    Family.PERCENT: Check.PERCENT,
    Family.CLAUSE: Check.CLAUSE,
    Family.REFERENCE: Check.ID,
    Family.URL: Check.URL,
    Family.CONTACT: Check.CONTACT,
    Family.MONEY: Check.MONEY_AMOUNT,
}

_DIFFERENT = {
    Check.NUMBER: lambda said: _("The number differs: {en} in English, {zh} in Chinese.", **said),
    Check.DATE: lambda said: _("The date differs: {en} in English, {zh} in Chinese.", **said),
    Check.DATE_WEEKDAY: lambda said: _(
        "The weekday differs: {en} in English, {zh} in Chinese.", **said
    ),
    Check.TIME: lambda said: _("The time differs: {en} in English, {zh} in Chinese.", **said),
    Check.DURATION: lambda said: _("The period differs: {en} in English, {zh} in Chinese.", **said),
    Check.MONEY_AMOUNT: lambda said: _(
        "The amount differs: {en} in English, {zh} in Chinese.", **said
    ),
    Check.MONEY_CURRENCY: lambda said: _(
        "The amount is the same but the currency differs: {en} in English, {zh} in Chinese.", **said
    ),
    Check.PERCENT: lambda said: _(
        "The percentage differs: {en} in English, {zh} in Chinese.", **said
    ),
    Check.CLAUSE: lambda said: _(
        "The clause cited differs: {en} in English, {zh} in Chinese.", **said
    ),
    Check.ID: lambda said: _("The number differs: {en} in English, {zh} in Chinese.", **said),
    Check.URL: lambda said: _("The address differs: {en} in English, {zh} in Chinese.", **said),
    Check.CONTACT: lambda said: _(
        "The contact details differ: {en} in English, {zh} in Chinese.", **said
    ),
}
_LONELY_EN = {
    Check.NUMBER: lambda said: _("The number {value} is missing in Chinese.", value=said),
    Check.DATE: lambda said: _("The date {value} is missing in Chinese.", value=said),
    Check.DATE_WEEKDAY: lambda said: _("The weekday {value} is missing in Chinese.", value=said),
    Check.TIME: lambda said: _("The time {value} is missing in Chinese.", value=said),
    Check.DURATION: lambda said: _("The period {value} is missing in Chinese.", value=said),
    Check.MONEY_AMOUNT: lambda said: _("The amount {value} is missing in Chinese.", value=said),
    Check.PERCENT: lambda said: _("The percentage {value} is missing in Chinese.", value=said),
    Check.ID: lambda said: _("The number {value} is missing in Chinese.", value=said),
    Check.CLAUSE: lambda said: _("The clause {value} is not cited in Chinese.", value=said),
    Check.URL: lambda said: _("The address {value} is missing in Chinese.", value=said),
    Check.CONTACT: lambda said: _("The contact {value} is missing in Chinese.", value=said),
}
_LONELY_ZH = {
    Check.NUMBER: lambda said: _("The number {value} is missing in English.", value=said),
    Check.DATE: lambda said: _("The date {value} is missing in English.", value=said),
    Check.DATE_WEEKDAY: lambda said: _("The weekday {value} is missing in English.", value=said),
    Check.TIME: lambda said: _("The time {value} is missing in English.", value=said),
    Check.DURATION: lambda said: _("The period {value} is missing in English.", value=said),
    Check.MONEY_AMOUNT: lambda said: _("The amount {value} is missing in English.", value=said),
    Check.PERCENT: lambda said: _("The percentage {value} is missing in English.", value=said),
    Check.ID: lambda said: _("The number {value} is missing in English.", value=said),
    Check.CLAUSE: lambda said: _("The clause {value} is not cited in English.", value=said),
    Check.URL: lambda said: _("The address {value} is missing in English.", value=said),
    Check.CONTACT: lambda said: _("The contact {value} is missing in English.", value=said),
}


def check_parity(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """Each value without a twin, with both places where there are two of one kind."""
    for mismatch in reading.mismatches if reading.translated else ():
        en, zh = mismatch.en, mismatch.zh
        said_en = reading.bead.en[slice(*en.span)] if en is not None else ""
        said_zh = reading.bead.zh[slice(*zh.span)] if zh is not None else ""
        check = _CHECKS[mismatch.family]
        # A value written in words alone may have been left out for style; digits never.
        grave = any(value is not None and value.form is Notation.DIGITS for value in (en, zh))
        if en is not None and zh is not None:
            grave = True
            if isinstance(en.canon, MoneyValue) and isinstance(zh.canon, MoneyValue):
                same_sum = en.canon.amount == zh.canon.amount
                check = Check.MONEY_CURRENCY if same_sum else Check.MONEY_AMOUNT
            why = _DIFFERENT[check]({"en": said_en, "zh": said_zh})
            if isinstance(en.canon, Reference) and isinstance(zh.canon, Reference):
                why = _id_differs(en.canon.text, zh.canon.text, said_en, said_zh)
        elif en is not None:
            why = _LONELY_EN[check](said_en)
        else:
            why = _LONELY_ZH[check](said_zh)
        yield reading.finding(
            check,
            Severity.S1 if grave else Severity.S2,
            why,
            en=en.span if en else None,
            zh=zh.span if zh else None,
            fixes=_fixes(en, zh),
        )


def _id_differs(en: str, zh: str, said_en: str, said_zh: str) -> Message:
    """A near miss names the first character that differs: that is where to look."""
    same = 0
    for one, other in zip(en, zh, strict=False):
        if one != other:
            break
        same += 1
    if not same:
        return _DIFFERENT[Check.ID]({"en": said_en, "zh": said_zh})
    return _(
        "The number differs from character {at} on: {en} in English, {zh} in Chinese.",
        at=same + 1,
        en=said_en,
        zh=said_zh,
    )


def _fixes(en: Value | None, zh: Value | None) -> tuple[Fix, ...]:
    """Write the value of one side on the other, in the manner of that language."""
    if en is None or zh is None:
        return ()
    fixes: list[Fix] = []
    for source, place, side in ((en, zh, Side.ZH), (zh, en, Side.EN)):
        text = write(source.canon, side)
        if text is not None:
            label = (
                _("Write {value} in Chinese", value=text)
                if side is Side.ZH
                else _("Write {value} in English", value=text)
            )
            fixes.append(Fix(side, place.span, text, label))
    return tuple(fixes)
