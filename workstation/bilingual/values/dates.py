"""Finding dates, quarters and weekdays in both languages."""

from __future__ import annotations

import re

from workstation.bilingual.values.kinds import (
    CalendarDate,
    Notation,
    NumericDate,
    Quarter,
    Weekday,
)
from workstation.bilingual.values.numerals import EN_ORDINALS, whole_number
from workstation.bilingual.values.scan import Scan, compiled

_MONTH_NAMES = (
    "January February March April May June July August September October November December"
).split()
_MONTHS = {name[:3].lower(): at for at, name in enumerate(_MONTH_NAMES, 1)}
_MONTH = (
    rf"(?P<month>{'|'.join(_MONTH_NAMES)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? {0,2}(?P<year>\d{4})(?!\d))?"
_CN = "〇零○一二三四五六七八九十廿卅"

_ISO = compiled(r"(?<![\w./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-]|\.\d)")
_NUMERIC = compiled(r"(?<![\w./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<=/)\d{2})(?![\d/-]|\.\d)")

_EN_RANGE = compiled(
    rf"(?<!\w)(?P<from>\d{{1,2}})(?:st|nd|rd|th)? ?(?:to|and|or|-|–|until|through) ?"
    rf"(?P<to>(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {{1,2}}{_MONTH}{_YEAR})(?![A-Za-z])"
)
_EN_RANGE_AFTER = compiled(
    rf"\b(?P<from>{_MONTH} {{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?) ?(?:to|and|or|-|–|through) ?"
    rf"(?P<to>(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)(?![\d:]){_YEAR}"
)
_EN_DAY_FIRST = compiled(
    rf"(?<![\w.]){_DAY}(?: of| day of)?[ -]{{1,2}}{_MONTH}(?:[ ,-]{{1,3}}(?P<year>\d{{4}})"
    rf"(?!\d))?(?![A-Za-z])"
)
_EN_MONTH_FIRST = compiled(rf"\b{_MONTH} {{1,2}}(?:the )?{_DAY}(?![\d:]|\.\d){_YEAR}")
_EN_WORD_DAY = compiled(
    rf"\b(?P<word>{'|'.join(EN_ORDINALS)}) (?:day )?of {_MONTH}{_YEAR}(?![A-Za-z])"
)
_EN_MONTH_YEAR = compiled(rf"\b{_MONTH},? {{1,2}}(?P<year>\d{{4}})(?!\d)")
_EN_MONTH = compiled(
    r"\b(?P<month>January|February|April|June|July|August|September|October|November|December"
    r"|(?<=in )Ma(?:y|rch)|(?<=since )Ma(?:y|rch)|(?<=until )Ma(?:y|rch)|(?<=by )Ma(?:y|rch))\b"
)

_ZH_YEAR = rf"(?P<year>\d{{4}}|[{_CN}]{{4}})\s?年\s?"
_ZH_MONTH = rf"(?P<month>\d{{1,2}}|[{_CN}]{{1,2}})\s?月"
_ZH_DAY = rf"(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})\s?[日号]"
_ZH_FULL = compiled(rf"(?<!\d)(?:{_ZH_YEAR})?{_ZH_MONTH}(?:\s?份)?\s?{_ZH_DAY}")
_ZH_YEAR_MONTH = compiled(rf"(?<!\d){_ZH_YEAR}{_ZH_MONTH}")
_ZH_YEAR_ONLY = compiled(
    r"(?<!\d)(?P<year>(?:1[6-9]|2[01])\d\d)\s?年|(?P<cn>[一二][〇零○一二三四五六七八九]{3})年"
)
_ZH_MONTH_ONLY = compiled(rf"(?<![\d{_CN}个]){_ZH_MONTH}(?![球亮饼])")
_ZH_DAY_ONLY = compiled(
    r"(?<![\d.])(?P<day>\d{1,2})\s?日(?!内|以内|之内|期限|的期限|历|元(?!旦)|[圆圓])"
    rf"|(?<=[至到和、])(?P<cn>[{_CN}]{{1,3}})日(?!内|以内|之内)"
)

_EN_QUARTER = compiled(
    r"\b(?:Q([1-4])|(first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?:(?: of)? (\d{4}))?\b"
)
_ZH_QUARTER = compiled(r"(?:(\d{4})年)?第?([一二三四1-4])季度|(?:(\d{4})年)?\bQ([1-4])\b")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_SHORTEST = 8
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_EN_WEEKDAY = compiled(
    r"\b(?:(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"(?=[.,]? ?[\d\x00]))|^\s*(?P<alone>Mon?|Tu(?:es?)?|Wed?|Th(?:u|urs?)?|Fri?|Sat?|Sun?)"
    r"\.?\s*$"
)
_ZH_WEEKDAY = compiled(
    r"(?:星期|礼拜|禮拜|(?<![一二两三四五六七八九十几\d个個])[周週])([一二三四五六日天末])"
    r"(?![次个條条篇名期志年])"
)


def take_numeric_dates(scan: Scan) -> None:
    """Dates written in digits only."""
    scan.take(_ISO, lambda match: _date(match[1], match[3], match[4]))
    scan.take(_NUMERIC, _numeric)


def take_dates_en(scan: Scan) -> None:
    """Dates with English month names; bare months are weak, they often name a campaign."""
    if scan.has_digit:
        scan.take_pairs(_EN_RANGE, lambda match: _range(match, match["from"], match["day"]))
        scan.take_pairs(_EN_RANGE_AFTER, lambda match: _range(match, match["day"], match["last"]))
        scan.take(_EN_DAY_FIRST, _en_date)
        scan.take(_EN_MONTH_FIRST, _en_date)
        scan.take(_EN_MONTH_YEAR, _en_date)
    scan.take(_EN_WORD_DAY, _en_date)
    scan.take(_EN_MONTH, _en_date)


def take_dates_zh(scan: Scan) -> None:
    """Dates with 年, 月 and 日, in digits or numerals."""
    if "月" in scan.text:
        scan.take(_ZH_FULL, _zh_date)
        scan.take(_ZH_YEAR_MONTH, _zh_date)
    if "年" in scan.text:
        scan.take(_ZH_YEAR_ONLY, lambda match: _date(match["year"] or match["cn"], None, None))
    if "月" in scan.text:
        scan.take(_ZH_MONTH_ONLY, _zh_date)
    if "日" in scan.text:
        scan.take(_ZH_DAY_ONLY, lambda match: _date(None, None, match["day"] or match["cn"]))


def take_quarters(scan: Scan) -> None:
    """Quarters of a year."""
    if "Q" in scan.text or "quarter" in scan.text:
        scan.take(
            _EN_QUARTER,
            lambda match: Quarter(
                whole_number(match[3]),
                int(match[1] or match[2][0])
                if match[1] or match[2][0].isdigit()
                else _QUARTERS[match[2]],
            ),
        )
    if "季度" in scan.text:
        scan.take(
            _ZH_QUARTER,
            lambda match: Quarter(
                whole_number(match[1] or match[3]), whole_number(match[2] or match[4]) or 0
            ),
        )


def take_weekdays_en(scan: Scan) -> None:
    """English weekday names; the short ones only beside a date."""
    if "day" in scan.text or scan.values or len(scan.text) <= _SHORTEST:
        scan.take(_EN_WEEKDAY, _en_weekday)


def _en_weekday(match: re.Match[str]) -> tuple[Weekday, Notation]:
    """Two or three letters alone may be another word; they answer for a weekday if there is one."""
    said = (match[1] or match[2] or match["alone"]).lower()
    number = next(at for at, name in enumerate(_WEEKDAYS, 1) if name.startswith(said))
    return Weekday(number), Notation.WEAK if match["alone"] else Notation.DIGITS


def take_weekdays_zh(scan: Scan) -> None:
    """周, 星期 and 礼拜 with their day; 周末 is no weekday."""
    scan.take(
        _ZH_WEEKDAY,
        lambda match: (
            None
            if match[1] == "末"
            else Weekday(7 if match[1] in "日天" else "一二三四五六".index(match[1]) + 1)
        ),
    )


def _date(year: str | None, month: str | None, day: str | None) -> CalendarDate | None:
    """A date, or None where the figures are no date."""
    parts = CalendarDate(whole_number(year), whole_number(month), whole_number(day))
    if parts.month is not None and not 1 <= parts.month <= 12:
        return None
    if parts.day is not None and not 1 <= parts.day <= 31:
        return None
    return parts


def _numeric(match: re.Match[str]) -> CalendarDate | NumericDate | None:
    """A date of three figures: one that reads two ways stays so; None for what is no date."""
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    if not (1 <= first <= 31 and 1 <= second <= 31) or min(first, second) > 12:
        return None
    if first == second or max(first, second) > 12:
        return CalendarDate(year, min(first, second), max(first, second))
    return NumericDate(year, first, second)


def _en_date(match: re.Match[str]) -> CalendarDate | tuple[CalendarDate, Notation] | None:
    """A date with the name of its month; a month alone is weak."""
    groups = match.groupdict()
    month = str(_MONTHS[groups["month"][:3].lower()])
    day = groups.get("day")
    if groups.get("word"):
        day = str(EN_ORDINALS[groups["word"]])
    date = _date(groups.get("year"), month, day)
    if date is not None and date.year is None and date.day is None:
        return date, Notation.WEAK
    return date


def _zh_date(match: re.Match[str]) -> CalendarDate | tuple[CalendarDate, Notation] | None:
    """A date with 月; a month alone counts as words."""
    groups = match.groupdict()
    date = _date(groups.get("year"), groups["month"], groups.get("day"))
    if date is not None and date.year is None and date.day is None:
        return date, Notation.WORDS
    return date


def _range(match: re.Match[str], first: str, last: str) -> tuple[CalendarDate, CalendarDate] | None:
    month = str(_MONTHS[match["month"][:3].lower()])
    start, end = _date(match["year"], month, first), _date(match["year"], month, last)
    return None if start is None or end is None else (start, end)
