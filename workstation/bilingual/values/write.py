"""Writing a value in the manner of one language, for one-click fixes."""

from __future__ import annotations

from decimal import Decimal

from workstation.bilingual.bead import Side
from workstation.bilingual.values.kinds import (
    CalendarDate,
    Canon,
    ClauseMention,
    ClockTime,
    Email,
    MoneyValue,
    Number,
    Percent,
    Phone,
    Placeholder,
    Quarter,
    Reference,
    TimeSpan,
    Unit,
    Url,
    Weekday,
)

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ZH_UNITS = {
    Unit.SECOND: "秒",
    Unit.MINUTE: "分钟",
    Unit.HOUR: "小时",
    Unit.DAY: "天",
    Unit.WEEK: "周",
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "个自然日",
    Unit.MONTH: "个月",
    Unit.QUARTER: "个季度",
    Unit.YEAR: "年",
}
_EN_SIGNS = {"USD": "US$", "SGD": "S$", "HKD": "HK$", "EUR": "€", "GBP": "£", "AUD": "A$"}
_ZH_MONEY = {
    "USD": "美元",
    "SGD": "新元",
    "HKD": "港元",
    "EUR": "欧元",
    "GBP": "英镑",
    "AUD": "澳元",
    "CNY": "元",
    "JPY": "日元",
    "TWD": "新台币",
    "MYR": "令吉",
    "THB": "泰铢",
}


def write(canon: Canon, side: Side) -> str | None:
    """The value as that language writes it, or None where a person should say how."""
    match canon:
        case Number(amount):
            return figure(amount)
        case Percent(amount):
            return f"{figure(amount)}%"
        case TimeSpan():
            return _duration(canon, side)
        case MoneyValue():
            return _money(canon, side)
        case CalendarDate() | Quarter() | Weekday() | ClockTime():
            return _moment(canon, side)
        case _:
            return _reference(canon, side)


def _reference(canon: Canon, side: Side) -> str | None:
    match canon:
        case Reference(text) | Url(text) | Email(text):
            return text
        case Phone(digits):
            return digits
        case Placeholder(text):
            return text if text.startswith(("{", "%")) else f"{{{{{text}}}}}"
        case ClauseMention():
            return _clause(canon, side)
        case _:
            return None


def figure(amount: Decimal) -> str:
    """A number in digits with separators and no needless zeros."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _duration(value: TimeSpan, side: Side) -> str:
    if side is Side.ZH:
        return f"{figure(value.amount)}{_ZH_UNITS[value.unit]}"
    return f"{figure(value.amount)} {value.unit.value}{'' if value.amount == 1 else 's'}"


def _money(value: MoneyValue, side: Side) -> str | None:
    if len(value.currencies) != 1:
        return None
    (code,) = value.currencies
    amount = f"{value.amount:,f}"
    if side is Side.ZH:
        name = _ZH_MONEY.get(code)
        return f"{amount}{name}" if name else f"{code} {amount}"
    sign = _EN_SIGNS.get(code)
    return f"{sign}{amount}" if sign else f"{code} {amount}"


def _moment(value: CalendarDate | Quarter | Weekday | ClockTime, side: Side) -> str | None:
    match value:
        case CalendarDate():
            return _date(value, side)
        case Quarter(year, number):
            zh = f"第{'一二三四'[number - 1]}季度"
            shown = f"{year}年{zh}" if year else zh
            return shown if side is Side.ZH else f"Q{number}" + (f" {year}" if year else "")
        case Weekday(number):
            return (
                f"星期{'一二三四五六日'[number - 1]}" if side is Side.ZH else _WEEKDAYS[number - 1]
            )
        case ClockTime(hour, minute, _):
            return f"{hour:02d}:{minute:02d}"


def _date(value: CalendarDate, side: Side) -> str | None:
    if side is Side.ZH:
        marks = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
        return "".join(f"{part}{mark}" for part, mark in marks if part is not None)
    if value.month is None:
        return None if value.day is not None else str(value.year)
    pieces = (value.day, _MONTHS[value.month - 1], value.year)
    return " ".join(str(piece) for piece in pieces if piece is not None)


def _clause(value: ClauseMention, side: Side) -> str:
    if value.code is not None:
        version = f" v{value.version}" if value.version else ""
        return f"{value.code} {value.number}{version}"
    return f"第{value.number}条" if side is Side.ZH else f"Section {value.number}"
