"""Finding clock times, with their zones, in both languages."""

from __future__ import annotations

import re

from workstation.bilingual.values.kinds import ClockTime, Notation
from workstation.bilingual.values.numerals import EN_WORDS, whole_number
from workstation.bilingual.values.scan import Scan, any_of, compiled

_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "Z"), 0),
    **dict.fromkeys(("SGT", "HKT", "MYT", "PHT", "北京", "新加坡", "香港", "台北", "中国"), 480),
    **dict.fromkeys(("Beijing", "Singapore", "China", "Hong Kong", "Taipei"), 480),
    **dict.fromkeys(("JST", "东京"), 540),
    **dict.fromkeys(("BST", "CET", "WAT"), 60),
    **dict.fromkeys(("CEST", "EET"), 120),
    **dict.fromkeys(("EST", "CDT"), -300),
    **dict.fromkeys(("EDT",), -240),
    **dict.fromkeys(("PST", "AKDT"), -480),
    **dict.fromkeys(("PDT", "MST"), -420),
}
_EN_ZONE = (
    r"(?: ?[(（]?(?P<zone>UTC|GMT|SGT|HKT|MYT|PHT|JST|BST|CEST|CET|WAT|EET|EST|EDT|CDT|PST|PDT|MST"
    r"|(?:Beijing|Singapore|China|Hong Kong|Taipei)(?= time))"
    r"(?P<shift>[+-]\d{1,2}(?::?\d{2})?)?(?: time)?[)）]?(?![A-Za-z]))?"
)
_ZH_ZONE = r"(?:(?P<before>北京|新加坡|香港|台北|中国|东京)(?:标准)?时间\s?)?"
_ZH_ZONE_AFTER = (
    r"(?:\s?[(（]?(?:(?P<after>北京|新加坡|香港|台北|中国|东京)(?:标准)?时间"
    r"|(?P<zone>UTC|GMT|SGT|HKT|JST)(?P<shift>[+-]\d{1,2}(?::?\d{2})?)?)[)）]?)?"
)
_EN_TIME = compiled(
    r"(?<![\w.:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)? ?"
    rf"(?P<half>[ap]\.?m\b\.?|[AP]\.?M\b\.?|noon\b|midnight\b){_EN_ZONE}"
)
_EN_CLOCK = compiled(
    rf"(?<![\w.:])(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    rf"(?P<late> in the (?:afternoon|evening)| at night)?{_EN_ZONE}"
)
_EN_FROM = compiled(
    r"(?<![\w.:/-])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))? ?(?=(?:-|to|and|until|till) ?"
    r"(?P<end>\d{1,2})(?:[:.][0-5]\d)? ?(?P<half>[apAP])\.?[mM]\b)"
)
_EN_NOON = compiled(r"\b(noon|midnight)\b(?! (?:blue|black|green|sun|snack))")
_EN_HOURS = any_of(list(EN_WORDS)[1:13])
_EN_SPOKEN = compiled(
    rf"\b(?P<part>half past|a?\s?quarter past|a?\s?quarter to) (?P<hour>{_EN_HOURS}"
    rf"|\d{{1,2}})(?! (?:of|days|weeks))"
    r"(?P<late> in the (?:afternoon|evening)| p\.?m\b\.?| at night)?",
    re.IGNORECASE,
)
_EN_OCLOCK = compiled(
    rf"\b(?P<hour>{_EN_HOURS}|\d{{1,2}}) o[’']clock(?P<late> in the (?:afternoon|evening)"
    rf"| at night)?",
    re.IGNORECASE,
)
_CN_HOUR = r"\d{1,2}|[零一二两三四五六七八九十]{1,3}"
_PERIOD = r"凌晨|清晨|早上|早晨|上午|中午|正午|下午|傍晚|晚上|晚间|夜间|夜里|当晚|午夜|[早晚]"
_ZH_TIME = compiled(
    rf"{_ZH_ZONE}(?:(?P<period>{_PERIOD})\s?)"
    rf"(?P<hour>{_CN_HOUR})\s?(?:[:：](?P<minute>[0-5]\d)(?:[:：][0-5]\d)?"
    rf"|[点點时時](?:\s?(?P<minutes>{_CN_HOUR}|[一二三四五]十[一二三四五六七八九]?)\s?分|"
    rf"(?P<part>半|一刻|三刻|整|钟))?)"
    rf"{_ZH_ZONE_AFTER}"
)
_ZH_CLOCK = compiled(
    rf"{_ZH_ZONE}(?<![\w.:：])(?P<hour>\d{{1,2}})(?:[:：](?P<minute>[0-5]\d)"
    rf"(?:[:：][0-5]\d)?(?![\d:：])"
    r"|\s?[时時点點](?:\s?(?P<minutes>\d{1,2})\s?分|(?P<part>半|整)|(?=前|之前|以前|起|后"
    r"|之后|至|止|之间|为止|结束|关闭)))"
    rf"{_ZH_ZONE_AFTER}"
)
_ZH_SPOKEN = compiled(
    r"(?P<hour>[一二两三四五六七八九十]{1,3})[点點](?:(?P<part>半|整|钟|一刻|三刻)"
    r"|(?=前|之前|起|之后|至|止|之间|为止|结束|关闭))"
)
_LATE = ("下午", "傍晚", "晚上", "晚间", "夜间", "夜里", "当晚", "晚")
_EARLY = ("凌晨", "清晨", "早上", "早晨", "上午")
_NEAR = 24
_EN_NEAR = 60
_EN_HALF = compiled(
    r"(?P<hour>\d{1,2})(?:[:.]\d\d)?\s?(?P<half>[ap])\.?m\b|this morning|next day|tomorrow",
    re.IGNORECASE,
)
_EN_OTHER = compiled(r",? (?:in the|the (?:next|following)|tomorrow|next|on)\b")
_ZH_NOON = compiled(
    r"(?:正午|午夜|零点|零时|中午(?=前|之前|以前|后|之后|截止))(?![\d一二三四五六七八九十])"
)


def take_times_en(scan: Scan) -> None:
    """English clock times."""
    if scan.has_digit:
        scan.take(_EN_FROM, _en_from)
        scan.take(_EN_TIME, _en_time)
        scan.take(_EN_CLOCK, lambda match: _en_clock(scan, match))
    if "past" in scan.text or "quarter" in scan.text or "clock" in scan.text:
        scan.take(_EN_SPOKEN, _spoken)
        scan.take(_EN_OCLOCK, _spoken)
    scan.take(
        _EN_NOON, lambda match: (ClockTime(12 if match[1] == "noon" else 0, 0), Notation.WORDS)
    )


def take_times_zh(scan: Scan) -> None:
    """Chinese clock times."""
    scan.take(_ZH_TIME, _zh_time)
    if scan.has_digit:
        scan.take(_ZH_CLOCK, lambda match: _later(scan, match, _zh_time(match)))
    if "点" in scan.text:
        scan.take(_ZH_SPOKEN, lambda match: _spoken_later(scan, match))
    scan.take(
        _ZH_NOON, lambda match: (ClockTime(12 if match[0][1] == "午" else 0, 0), Notation.WORDS)
    )


def _clock(hour: str, minute: str | None, offset: int | None, add: int = 0) -> ClockTime | None:
    """A time of the clock, `add` hours later; None where the figures are no time."""
    hours, minutes = whole_number(hour), whole_number(minute) or 0
    if hours is None or hours > 24 or minutes > 59:
        return None
    return ClockTime((hours + add) % 24, minutes, offset)


def _zone(match: re.Match[str]) -> int | None:
    """Minutes east of UTC, where a zone is said."""
    groups = match.groupdict()
    name = groups.get("zone") or groups.get("before") or groups.get("after")
    if not name:
        return None
    shift = groups.get("shift")
    if not shift:
        return _ZONES[name]
    digits = shift[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return minutes if shift[0] == "+" else -minutes


def _en_time(match: re.Match[str]) -> ClockTime | None:
    """A time with a.m., p.m., noon or midnight."""
    hour, half = int(match["hour"]), match["half"].lower().replace(".", "")
    if hour > 12:
        return None
    later = half in ("pm", "noon")
    return _clock(str(hour % 12), match["minute"], _zone(match), 12 if later else 0)


def _zh_time(match: re.Match[str]) -> ClockTime | None:
    """A time with its part of the day: 下午 adds twelve hours, 凌晨12点 is the start of the day."""
    groups = match.groupdict()
    minute = groups["minute"] or groups["minutes"]
    minute = {"半": "30", "一刻": "15", "三刻": "45"}.get(groups["part"] or "", minute)
    hour = whole_number(groups["hour"]) or 0
    period = groups.get("period") or ""
    late = period in _LATE and hour < 12
    noon = period in ("中午", "正午") and hour < 6
    midnight = hour == 12 and period in ("凌晨", "午夜", "晚上", "当晚", "夜里")
    add = 12 if late or noon else -12 if midnight else 0
    return _clock(str(hour + add), minute, _zone(match))


def _en_from(match: re.Match[str]) -> ClockTime | None:
    """The first hour of "3 to 5 p.m." is of the same half of the day unless it is the larger."""
    hour, end = int(match["hour"]), int(match["end"])
    if not (1 <= hour <= 12 and 1 <= end <= 12):
        return None
    evening = (match["half"] in "pP") == (hour % 12 <= end % 12)
    return _clock(str(hour % 12), match["minute"], None, 12 if evening else 0)


def _en_clock(scan: Scan, match: re.Match[str]) -> ClockTime | None:
    """A time such as 8:20; after "from 8 p.m. to" the half of the day said last still holds."""
    late = match["late"] is not None and int(match["hour"]) < 12
    time = _clock(match["hour"], match["minute"], _zone(match), 12 if late else 0)
    if time is None or time.offset is not None or not 0 < time.hour < 12:
        return time
    if _EN_OTHER.match(match.string, match.end()):
        return time
    near = max(0, match.start() - _EN_NEAR)
    halves = list(_EN_HALF.finditer(scan.folded.text, near, match.start()))
    last = halves[-1] if halves else None
    if last is None or (last["half"] or "").lower() != "p":
        return time
    # Earlier on the clock is the next morning: from 11 p.m. to 6:30.
    if time.hour < int(last["hour"]) % 12:
        return time
    return ClockTime(time.hour + 12, time.minute, time.offset)


def _later(scan: Scan, match: re.Match[str], time: ClockTime | None) -> ClockTime | None:
    """下午3点至5点: what stands before the first hour holds for the second too."""
    if time is None or time.hour >= 12:
        return time
    before = scan.folded.text[max(0, match.start() - _NEAR) : match.start()]
    last_late = max(before.rfind(word) for word in _LATE[:-1])
    if last_late <= max(before.rfind(word) for word in (*_EARLY, "次日", "第二天")):
        return time
    return ClockTime(time.hour + 12, time.minute, time.offset)


def _spoken_later(scan: Scan, match: re.Match[str]) -> tuple[ClockTime, Notation] | None:
    """一点 may be "a little"; only 半, 整 or what follows makes an hour of it."""
    hour = whole_number(match["hour"])
    if hour is None or hour > 24:
        return None
    minute = {"半": "30", "一刻": "15", "三刻": "45"}.get(match["part"] or "")
    time = _later(scan, match, _clock(str(hour), minute, None))
    return None if time is None else (time, Notation.WORDS)


def _spoken(match: re.Match[str]) -> ClockTime | None:
    """Half past two in the afternoon; without a part of the day the morning is meant."""
    text = match["hour"].lower()
    hour = int(text) if text.isdigit() else EN_WORDS[text]
    part = (match.groupdict().get("part") or "").lower()
    minute = 30 if "half" in part else 45 if part.endswith("to") else 15 if part else 0
    hour -= 1 if part.endswith("to") else 0
    return _clock(str(hour), str(minute), None, 12 if match["late"] and hour < 12 else 0)
