"""Finding durations, frequencies and fractions in both languages."""

from __future__ import annotations

import re
from decimal import Decimal

from workstation.bilingual.values.kinds import Frequency, Notation, Number, TimeSpan, Unit
from workstation.bilingual.values.numerals import (
    EN_WORDS,
    ZH_NUMERAL,
    decimal_of,
    en_number,
    zh_number,
)
from workstation.bilingual.values.scan import Scan, any_of, compiled

_EN_UNITS = {
    "second": Unit.SECOND, "sec": Unit.SECOND, "minute": Unit.MINUTE, "min": Unit.MINUTE,
    "hour": Unit.HOUR, "hr": Unit.HOUR, "day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH,
    "quarter": Unit.QUARTER, "year": Unit.YEAR, "calendar day": Unit.CALENDAR_DAY,
    "business day": Unit.WORKING_DAY, "working day": Unit.WORKING_DAY, "work day": Unit.WORKING_DAY,
    "workday": Unit.WORKING_DAY, "calendar month": Unit.MONTH, "night": Unit.DAY,
}  # fmt: skip
_ZH_UNITS = {
    "秒": Unit.SECOND, "秒钟": Unit.SECOND, "分钟": Unit.MINUTE, "分鐘": Unit.MINUTE,
    "小时": Unit.HOUR, "小時": Unit.HOUR, "钟头": Unit.HOUR, "天": Unit.DAY, "日": Unit.DAY,
    "周": Unit.WEEK, "週": Unit.WEEK, "星期": Unit.WEEK, "礼拜": Unit.WEEK, "个月": Unit.MONTH,
    "個月": Unit.MONTH, "季度": Unit.QUARTER, "年": Unit.YEAR, "周年": Unit.YEAR,
    "工作日": Unit.WORKING_DAY, "工作天": Unit.WORKING_DAY, "营业日": Unit.WORKING_DAY,
    "自然日": Unit.CALENDAR_DAY, "日历日": Unit.CALENDAR_DAY, "日历天": Unit.CALENDAR_DAY,
    "公历日": Unit.CALENDAR_DAY, "自然月": Unit.MONTH,
}  # fmt: skip
_EN_COUNT = (
    rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)|(?P<words>(?:{any_of(EN_WORDS)}"
    rf"|hundred)(?:[ -](?:{any_of(EN_WORDS)}|hundred|and)){{0,7}})(?: ?\((?P<again>\d+)\))?|"
    rf"(?P<article>an?)|(?P<half>half an?|half)|(?P<dozen>a dozen|dozen))(?P<plus> and a half)?"
)
_EN_DURATION = compiled(
    rf"(?<![\w.,$]){_EN_COUNT}(?P<gap> ?-? ?)(?:full |whole |more |consecutive "
    rf"|additional |further |extra )?(?P<unit>{any_of(_EN_UNITS)})(?P<plural>s)?(?:’|')?"
    rf"(?P<tail> and a half\b)?(?P<or_two> or two\b)?"
    rf"(?![A-Za-z])",
    re.IGNORECASE,
)
_FORTNIGHT = compiled(r"\b(?:a|one|two|\d+)? ?fortnights?\b", re.IGNORECASE)
_ZH_DURATION = compiled(
    rf"(?<![第\d.{ZH_NUMERAL}])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)|"
    rf"(?P<words>[{ZH_NUMERAL}]+)|(?P<half>半))"
    rf"\s?(?P<more>多|余|来)?(?:个|個)?(?P<and_half>半)?\s?(?P<unit>(?<=[个個])月"
    rf"|{any_of(_ZH_UNITS)})(?P<tail>半)?"
)
_ZH_MINUTE = compiled(r"(?<![第\d.])(?P<digits>\d{1,3})\s?分(?=\s?\d{1,2}\s?秒)")
_EN_FREQUENCY = compiled(
    r"\b(?:(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?)"
    r"|(?:every|each|per) (?P<unit>hour|working day|business day|day|week|month|quarter|year))\b",
    re.IGNORECASE,
)
_ZH_FREQUENCY = compiled(
    r"每(?:个|個|一)?(?P<unit>工作日|小时|季度|分钟|星期|[天日周週月年])(?![末])|按"
    r"(?P<by>[日周月季年])(?!期)"
)
_ADVERBS = {
    "hourly": Unit.HOUR, "daily": Unit.DAY, "weekly": Unit.WEEK, "monthly": Unit.MONTH,
    "quarterly": Unit.QUARTER, "yearly": Unit.YEAR, "annual": Unit.YEAR, "annually": Unit.YEAR,
}  # fmt: skip
_DAY_SPAN_MARKS = ("内", "以内", "之内", "期限", "的期限")


_ZH_FRACTION = compiled(
    rf"(?P<below>[{ZH_NUMERAL}]+|\d{{1,3}})分之(?P<above>[{ZH_NUMERAL}]+|\d{{1,3}})"
)
_EN_FRACTION = compiled(
    r"\b(?:(?P<above>one|two|three)[ -](?P<below>third|quarter|half|fifth)s?\b(?! (?:party"
    r"|of a year|time|appeal))|a (?P<part>third|quarter|fifth)(?= of\b)"
    r"|(?:by|over|under|than|about|nearly|almost) a (?P<some>third|quarter|fifth)(?=[.,;]|$| of\b"
    r"| in\b| since\b| after\b| and\b)"
    r"|(?<=fell )a (?P<fell>quarter|third|fifth)\b)",
    re.IGNORECASE,
)
# "One day" is some day, unless it is measured.
_MEASURED = compiled(
    r"\b(?:within|after|in|for|of|to|than|about|only|least|most|by|every|takes?) $"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5}


def take_durations_en(scan: Scan) -> None:
    """English durations; with an article ("a week") they are weak."""
    scan.take(_EN_DURATION, _en_duration)
    if "ortnight" in scan.text:
        scan.take(_FORTNIGHT, _fortnight)
    scan.take(_EN_FREQUENCY, _en_frequency)


def take_durations_zh(scan: Scan) -> None:
    """Chinese durations; 分 alone is a point, it counts time only before 秒."""
    if "每" in scan.text or "按" in scan.text:
        scan.take(_ZH_FREQUENCY, _zh_frequency)
    if "秒" in scan.text:
        scan.take(_ZH_MINUTE, lambda match: TimeSpan(Decimal(match["digits"]), Unit.MINUTE))
    scan.take(_ZH_DURATION, _zh_duration)


def take_fractions(scan: Scan) -> None:
    """三分之一 and "one third"."""
    if "分之" in scan.text:
        scan.take(_ZH_FRACTION, _zh_fraction)
    if "third" in scan.text or "quarter" in scan.text or "half" in scan.text:
        scan.take(_EN_FRACTION, _en_fraction)


def _en_duration(match: re.Match[str]) -> TimeSpan | tuple[TimeSpan, Notation] | None:
    """A count with its unit; None where the word is no unit here ("a second look")."""
    text = match["unit"].lower()
    unit = _EN_UNITS[text]
    if unit is Unit.SECOND and not match["plural"] and not match["digits"]:
        return None
    if unit is Unit.QUARTER:
        # Fell by a quarter: not three months.
        share = _EN_FRACTION.search(match.string, max(0, match.start() - 8), match.end() + 6)
        if share is not None and share.end() == match.end():
            return None
    amount, form = _en_count(match)
    if (
        text == "day"
        and match["words"] == "one"
        and not _MEASURED.search(match.string[: match.start()][-12:])
    ):
        form = Notation.WEAK
    if amount is None or (text == "night" and form is Notation.WEAK):
        return None
    if match["or_two"] and form is Notation.WEAK:
        return TimeSpan(Decimal(2), unit), Notation.WORDS
    if match["plus"] or match["tail"]:
        amount += Decimal("0.5")
        form = Notation.DIGITS if match["digits"] else Notation.WORDS
    return TimeSpan(amount, unit), form


def _en_count(match: re.Match[str]) -> tuple[Decimal | None, Notation]:
    """How many units, and how surely that is meant: an article hardly is."""
    if match["digits"]:
        return decimal_of(match["digits"]), Notation.DIGITS
    if match["words"]:
        return en_number(match["words"]), Notation.WORDS
    if match["dozen"]:
        return Decimal(12), Notation.WORDS
    return (Decimal("0.5"), Notation.WORDS) if match["half"] else (Decimal(1), Notation.WEAK)


def _fortnight(match: re.Match[str]) -> tuple[TimeSpan, Notation]:
    count = match[0].split(" ")[0].lower()
    weeks = 2 * (int(count) if count.isdigit() else 2 if count == "two" else 1)
    return TimeSpan(Decimal(weeks), Unit.WEEK), Notation.WORDS


def _en_frequency(match: re.Match[str]) -> tuple[Frequency, Notation]:
    if match["adverb"]:
        return Frequency(_ADVERBS[match["adverb"].lower()]), Notation.WEAK
    return Frequency(_EN_UNITS[match["unit"].lower()]), Notation.WEAK


def _zh_frequency(match: re.Match[str]) -> tuple[Frequency, Notation]:
    word = match["unit"] or match["by"]
    unit = Unit.MONTH if word in "月" else Unit.QUARTER if word == "季" else _ZH_UNITS[word]
    return Frequency(unit), Notation.WEAK


def _zh_duration(match: re.Match[str]) -> TimeSpan | tuple[TimeSpan, Notation] | None:
    """A count with its unit; None where that is a day of the month, a year or no length."""
    word = match["unit"]
    unit = Unit.MONTH if word == "月" else _ZH_UNITS[word]
    if not _is_span(match, word):
        return None
    if match["digits"]:
        amount, form = decimal_of(match["digits"]), Notation.DIGITS
    elif match["half"]:
        amount, form = Decimal("0.5"), Notation.WORDS
    else:
        amount, form = zh_number(match["words"]), Notation.WORDS
        if match["words"] == "一" or match["more"]:
            form = Notation.WEAK
    if amount is None:
        return None
    if match["and_half"] or match["tail"]:
        amount += Decimal("0.5")
    return TimeSpan(amount, unit), form


def _is_span(match: re.Match[str], word: str) -> bool:
    """30日 is a day of the month unless 内 or 期限 follows; 2026年 is a year; 四周 is around."""
    after = match.string[match.end() : match.end() + 3]
    if word == "日":
        return after.startswith(_DAY_SPAN_MARKS)
    if word == "年":
        return not (match["digits"] and len(match["digits"]) == 4)
    if word in "周週":
        return match["words"] != "四" or after.startswith(("内", "之", "后", "前", "，", "。"))
    return True


def _zh_fraction(match: re.Match[str]) -> tuple[Number, Notation] | None:
    """三分之一, 3分之1: what stands behind 分之 is divided by what stands before it."""
    below, above = (
        decimal_of(text) if text.isdigit() else zh_number(text)
        for text in (match["below"], match["above"])
    )
    return None if above is None or not below else (Number(above / below), Notation.WORDS)


def _en_fraction(match: re.Match[str]) -> tuple[Number, Notation]:
    above = en_number(match["above"]) if match["above"] else None
    below = _PARTS[(match["below"] or match["part"] or match["some"] or match["fell"]).lower()]
    return Number((above or Decimal(1)) / below), Notation.WORDS
