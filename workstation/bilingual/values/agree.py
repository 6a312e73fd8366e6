"""When a value of one language states the same as a value of the other."""

from __future__ import annotations

import re
from decimal import Decimal

from workstation.bilingual.values.kinds import (
    CalendarDate,
    Canon,
    ClauseMention,
    ClockTime,
    MoneyValue,
    Name,
    Number,
    NumericDate,
    Percent,
    Phone,
    Placeholder,
    Quarter,
    Reference,
    TimeSpan,
    Url,
)

_LOCALE = re.compile(
    r"(?<=//)(?:en|zh)\.|(?<=[^/]/)(?:en|zh)(?:[-_][A-Za-z]{2,4})?(?:/|(?=[?#])|$)"
    r"|(?<=[.=])(?:en|zh)(?:[-_][A-Za-z]{2,4})?(?=[/.?&]|$)"
)
_HOST = re.compile(r"^(?:\w{2,6}://)?[^/?#]{1,300}")
# An encyclopaedia calls its article otherwise in each language.
_ARTICLE = re.compile(r"^https?://(en|zh)\.((?:m\.)?wik[a-z]{2,12}\.org)/wiki/")


def agree(en: Canon, zh: Canon) -> bool:
    """Whether the Chinese value says the English one; a part that one of them leaves out, such as
    the year of a date, is no difference."""
    if type(en) is not type(zh):
        return _across_kinds(en, zh)
    match en, zh:
        case CalendarDate(), CalendarDate():
            return _dates(en, zh)
        case Quarter(), Quarter():
            return en.number == zh.number and _open(en.year, zh.year)
        case ClockTime(), ClockTime():
            apart = en.hour * 60 + en.minute - zh.hour * 60 - zh.minute
            if en.offset is not None and zh.offset is not None:
                apart -= en.offset - zh.offset
            return apart % 1440 == 0
        case TimeSpan(), TimeSpan():
            return en.measure == zh.measure
        case MoneyValue(), MoneyValue():
            return en.amount == zh.amount and bool(en.currencies & zh.currencies)
        case _:
            return _same_reference(en, zh)


def _same_reference(en: Canon, zh: Canon) -> bool:
    """Whether two values of one kind, which name something, name the same."""
    match en, zh:
        case ClauseMention(), ClauseMention():
            return (
                en.number == zh.number and _open(en.code, zh.code) and _open(en.version, zh.version)
            )
        case Url(one), Url(other):
            mine, theirs = _ARTICLE.match(one), _ARTICLE.match(other)
            if mine is None or theirs is None:
                return _address(one) == _address(other)

            return one == other or (mine[1] != theirs[1] and mine[2] == theirs[2])
        case Phone(), Phone():
            return en.digits.lstrip("+") == zh.digits.lstrip("+")
        case _:
            return en == zh


def _across_kinds(en: Canon, zh: Canon) -> bool:
    """Whether values of two kinds say the same: a date in digits, a share without its sign."""
    match en, zh:
        case (NumericDate(year, first, second), CalendarDate() as date) | (
            CalendarDate() as date,
            NumericDate(year, first, second),
        ):
            readings = CalendarDate(year, first, second), CalendarDate(year, second, first)
            return any(_dates(reading, date) for reading in readings)
        case (ClauseMention(None, number, None), Name(text)) | (
            Name(text),
            ClauseMention(None, number, None),
        ):
            return number == text
        case (Number() as number, Percent() as share) | (Percent() as share, Number() as number):
            return number.amount * 100 == share.amount or number.amount == share.amount
        case _:
            return False


def parts(canon: Canon) -> tuple[Decimal, ...]:
    """The figures that a value is written with, for texts that one side spells in another way."""
    match canon:
        case Number(amount) | TimeSpan(amount, _) | MoneyValue(amount, _) | Percent(amount):
            return (amount,)
        case CalendarDate(year, month, day):
            return tuple(Decimal(part) for part in (year, month, day) if part is not None)
        case NumericDate(year, first, second):
            return tuple(Decimal(part) for part in (year, first, second) if part)
        case Quarter(year, number):
            return tuple(Decimal(part) for part in (year, number) if part is not None)
        case ClockTime(hour, minute, _):
            return (Decimal(hour), Decimal(minute)) if minute else (Decimal(hour),)
        case _:
            return _written_figures(canon)


def _written_figures(canon: Canon) -> tuple[Decimal, ...]:
    """The figures in the text of a value that is a name or an id."""
    match canon:
        case ClauseMention(_, number, version):
            return tuple(map(Decimal, re.findall(r"\d+(?:\.\d+)?", f"{number} {version or ''}")))
        case Name(text) | Reference(text) | Placeholder(text):
            return tuple(map(Decimal, re.findall(r"\d{1,30}", text)))
        case Phone(digits):
            return (Decimal(digits.lstrip("+")),)
        case _:
            return ()


def _open(one: object, other: object) -> bool:
    """Whether two parts are the same, or one of them is left out."""
    return one is None or other is None or one == other


def _dates(one: CalendarDate, other: CalendarDate) -> bool:
    """Whether two dates share a part and contradict each other in none."""
    shared = (
        (one.year is not None and other.year is not None)
        or (one.month is not None and other.month is not None)
        or (one.day is not None and other.day is not None)
    )
    return (
        shared
        and _open(one.year, other.year)
        and _open(one.month, other.month)
        and _open(one.day, other.day)
    )


def _address(url: str) -> str:
    """The address without what only names its language; hosts know no capitals."""
    plain = _HOST.sub(lambda match: match[0].lower(), url)
    return _LOCALE.sub("", plain).rstrip("/")
