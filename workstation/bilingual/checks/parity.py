"""Checks 1, 3, 4, 6-11 and 13-15: every value of one side is stated by the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.checks.mismatch import Family, Mismatch
from workstation.bilingual.values.kinds import Canon, MoneyValue, Notation, Reference, Value
from workstation.bilingual.values.write import write
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_reading import BeadReading
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


def check_parity(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """Each value without a twin, with both places where there are two."""
    if not reading.translated:
        return
    for mismatch in reading.mismatches:
        yield _finding(reading, mismatch)


def _finding(reading: BeadReading, mismatch: Mismatch) -> Finding:
    en, zh = mismatch.en, mismatch.zh
    check = _CHECKS[mismatch.family]
    if en is not None and zh is not None:
        if isinstance(en.canon, MoneyValue) and isinstance(zh.canon, MoneyValue):
            check = Check.MONEY_AMOUNT if _same_currency(en.canon, zh.canon) else check
            if en.canon.amount == zh.canon.amount:
                check = Check.MONEY_CURRENCY
        why = _different(reading, check, en, zh)
    else:
        why = _lonely(reading, check, en, zh)
    return reading.finding(
        check,
        Severity.S1 if _grave(en, zh) else Severity.S2,
        why,
        en=en.span if en else None,
        zh=zh.span if zh else None,
        fixes=_fixes(en, zh),
    )


def _grave(en: Value | None, zh: Value | None) -> bool:
    """A value written in words alone may have been left out for style; digits never."""
    return any(value is not None and value.form is Notation.DIGITS for value in (en, zh)) or (
        en is not None and zh is not None
    )


def _same_currency(en: MoneyValue, zh: MoneyValue) -> bool:
    return bool(en.currencies & zh.currencies)


def _different(reading: BeadReading, check: Check, en: Value, zh: Value) -> Message:
    said = {
        "en": reading.bead.en[slice(*en.span)],
        "zh": reading.bead.zh[slice(*zh.span)],
    }
    if check is Check.ID:
        return _id_differs(said, en.canon, zh.canon)
    return _DIFFERENT[check](said)


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
    Check.URL: lambda said: _("The address differs: {en} in English, {zh} in Chinese.", **said),
    Check.CONTACT: lambda said: _(
        "The contact details differ: {en} in English, {zh} in Chinese.", **said
    ),
}


def _lonely(reading: BeadReading, check: Check, en: Value | None, zh: Value | None) -> Message:
    if en is not None:
        return _LONELY_EN[check](reading.bead.en[slice(*en.span)])
    assert zh is not None
    return _LONELY_ZH[check](reading.bead.zh[slice(*zh.span)])


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


def _id_differs(said: dict[str, str], en: Canon, zh: Canon) -> Message:
    """A near miss names the first character that differs: that is where to look."""
    if isinstance(en, Reference) and isinstance(zh, Reference):
        at = next(
            (
                at
                for at, pair in enumerate(zip(en.text, zh.text, strict=False))
                if pair[0] != pair[1]
            ),
            min(len(en.text), len(zh.text)),
        )
        if at > 0:
            return _(
                "The number differs from character {at} on: {en} in English, {zh} in Chinese.",
                at=at + 1,
                **said,
            )
    return _("The number differs: {en} in English, {zh} in Chinese.", **said)


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
