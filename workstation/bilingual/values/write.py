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
        case TimeSpan(amount, unit):
            if side is Side.ZH:
                return f"{figure(amount)}{_ZH_UNITS[unit]}"
            return f"{figure(amount)} {unit.value}{'' if amount == 1 else 's'}"
        case MoneyValue():
            return _money(canon, side)
        case CalendarDate() | Quarter() | Weekday() | ClockTime():
            return _moment(canon, side)
        case _:
            return _reference(canon, side)


def _reference(canon: Canon, side: Side) -> str | None:
    """What names something; most of it is written alike in both languages."""
    match canon:
        case Reference(text) | Url(text) | Email(text):
            return text
        case Phone(digits):
            return digits
        case Placeholder(text):
            return text if text.startswith(("{", "%")) else f"{{{{{text}}}}}"
        case ClauseMention(None, number, _):
            return f"第{number}条" if side is Side.ZH else f"Section {number}"
        case ClauseMention(code, number, version):
            return f"{code} {number} v{version}" if version else f"{code} {number}"
        case _:
            return None


def figure(amount: Decimal) -> str:
    """A number in digits with separators and no needless zeros."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(value: MoneyValue, side: Side) -> str | None:
    """An amount with its currency; None where the sign may mean several."""
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
    """A point in time; None for a date that English has no form for."""
    match value:
        case CalendarDate(year, month, day):
            if side is Side.ZH:
                marks = ((year, "年"), (month, "月"), (day, "日"))
                return "".join(f"{part}{mark}" for part, mark in marks if part is not None)
            if month is None:
                return None if day is not None else str(year)
            pieces = (day, _MONTHS[month - 1], year)
            return " ".join(str(piece) for piece in pieces if piece is not None)
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
