"""Check 17 too: before against after, once the thing itself is the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.checks.finding import Check, Finding, Severity, Span
from workstation.bilingual.values.agree import agree
from workstation.bilingual.values.kinds import (
    CalendarDate,
    ClockTime,
    Placeholder,
    TimeSpan,
    Weekday,
)
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading, ValuePairing
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.values.kinds import Value

_TIMES = (CalendarDate, ClockTime, TimeSpan, Weekday, Placeholder)
_NEAR, _MOST = 24, 60
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_EN_BEFORE = re.compile(
    r"\b(?:before|prior to|ahead of|no(?:t)? later than"
    rf"|by(?= (?:\d{{1,2}}(?::\d\d| ?[ap]\.?m\b|(?:st|nd|rd|th)? {_MONTHS})|noon"
    rf"|midnight|the end|tomorrow|\{{\{{|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTHS})))\b",
    re.IGNORECASE,
)
_EN_AFTER = re.compile(
    r"\b(?:after\w*|following|since|once|later|as soon as|when(?:ever)?|upon|then|onwards?"
    r"|from|starting|within|past|in (?=\d|a |an |one |two |three |five |seven |ten )|next|if)\b",
    re.IGNORECASE,
)
_EN_ONCE = re.compile(r"\s*(?:Once|After|As soon as|Following)\b")
# "Not ... before" ↔ 后才, 后再, 后方可: one denial, or one of these, turns the order round.
_EN_DENIED = re.compile(
    r"\b(?:not|never|no|cannot|nothing|neither|unable)\b|n['’]t\b", re.IGNORECASE
)
_ZH_DENIED = re.compile(r"[不未没无勿别莫]|禁止|严禁")
_ZH_TURNS = re.compile(r"才|再|方[可能才]|先|直[到至]|即|便|就|保持|维持|继续|仍|冻结|暂")
# 前 and 后 as parts of words say nothing of an order.
_ZH_WORDS = re.compile(
    r"在?[此这其]之?[前后]|[目当眼面跟空生先日]前|提前|前提(?![交出供起醒])|前[台者期往后任言端述辈景科几面列来例线沿途]"
    r"|前[一二三两几\d]|[售今最然随背落先前稍事延滞幕]后|后[台果续来期者方备勤门仓半面代端]"
    r"|后[一二三两几\d]|(?<![之以])后的"
)
_ZH_ORDER = re.compile("[前后]|为止|截至|不[迟晚]于")
_ZH_BEFORE = re.compile(r"之前|以前|前(?=[，。；、,的须应将请须可能完提做向您就务]|$)")
_ZH_AFTER = re.compile(r"之后|以后|过后|后(?=[，。；、,的须应将请须可能会完提做向您就务即]|$)")

# Beside a time: the words just before it and just behind it, in either language. "Until" is not
# among them: what holds until a day ends after it, 9月8日后解冻.
_EN_AHEAD = re.compile(
    r"\b(?:(before|by|prior to|no later than|ahead of)|(after|since|following|from))"
    r"(?: (?:about|around|noon on|midnight on|the|at))?\s+$",
    re.IGNORECASE,
)
# "7 days before you appeal" is a while to wait, and 7天后 says the same: no "before" here.
_EN_BEHIND = re.compile(r"^\s+(?:(ago|earlier)|(after|later|onwards?|from now))\b", re.IGNORECASE)
_ZH_AHEAD = re.compile(
    r"(?:(截至|不迟于|不晚于|提前|之前|(?<![目当提此])前)|(之后|(?<![此最然随])后))的?$"
)
_ZH_BEHIND = re.compile(r"^(?:[整钟]|当天|零时)?(?:(之前|以前|前|为止)|(之后|以后|后))(?![天日半])")


def check_direction(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """A time that one side sets as an end and the other as a beginning."""
    if not reading.translated or _ZH_ORDER.search(reading.bead.zh) is None:
        return
    found = _beside_a_time(reading)
    if found is None:
        found = next(filter(None, map(_in_a_sentence, reading.pairings)), None)
    if found is not None:
        yield opposite(reading, *found)


def opposite(reading: BeadReading, en: Span, zh: Span) -> Finding:
    """The finding that both sides say contrary things, at these places of the bead."""
    return reading.finding(
        Check.NEGATION,
        Severity.S1 if len(reading.pairings) == 1 else Severity.S2,
        _(
            "English says “{en}” and Chinese says the opposite, “{zh}”.",
            en=reading.bead.en[slice(*en)],
            zh=reading.bead.zh[slice(*zh)],
        ),
        en=en,
        zh=zh,
    )


def _beside_a_time(reading: BeadReading) -> tuple[Span, Span] | None:
    """The same time with "by" at one side and 后 at the other."""
    en, zh = reading.bead.en, reading.bead.zh
    if _turned_round(en, zh):
        return None
    chinese = [
        (one, way)
        for one in reading.zh[:_MOST]
        if isinstance(one.canon, _TIMES) and (way := _way(zh, one, _ZH_AHEAD, _ZH_BEHIND))
    ]
    for english in reading.en[:_MOST] if chinese else ():
        mine = _way(en, english, _EN_AHEAD, _EN_BEHIND)
        if not mine or not isinstance(english.canon, _TIMES):
            continue
        theirs = [(one, way) for one, way in chinese if agree(english.canon, one.canon)]
        if theirs and all(way == -mine for _one, way in theirs):
            return _wide(en, english.span), _wide(zh, theirs[0][0].span, 3)
    return None


def _turned_round(en: str, zh: str) -> bool:
    """One denial, or a word like 才, makes "before" a 后 and the other way round."""
    denied = bool(_EN_DENIED.search(en)) != bool(_ZH_DENIED.search(zh))
    return denied or _ZH_TURNS.search(zh) is not None


def _way(text: str, value: Value, ahead: re.Pattern[str], behind: re.Pattern[str]) -> int:
    """-1 where it is an end, 1 where it is a beginning, 0 where nothing says."""
    start, end = value.span
    found = behind.search(text[end : end + _NEAR]) or ahead.search(
        text[max(0, start - _NEAR) : start]
    )
    if found is None:
        return 0
    return -1 if found[1] else 1


def _wide(text: str, span: Span, more: int = 0) -> Span:
    return span[0], min(len(text), span[1] + more)


def _in_a_sentence(pair: ValuePairing) -> tuple[Span, Span] | None:
    """A sentence that says "before" alone, and its Chinese 后 alone; or the reverse."""
    en, zh = pair.en_text, pair.zh_text
    if _turned_round(en, zh):
        return None
    bare = _ZH_WORDS.sub(lambda match: "\0" * len(match[0]), zh)
    ends, begins = _EN_BEFORE.search(en), _EN_AFTER.findall(en)
    # "X before Y" may well be "X 后 Y"; "Before Y, X" and "not X before Y" may not.
    if ends and en[: ends.start()].strip() and not _EN_DENIED.search(en):
        return None
    before, after = _ZH_BEFORE.search(bare), list(_ZH_AFTER.finditer(bare))
    english, chinese = None, None
    if ends and not before and len(after) > len(begins):
        english, chinese = ends, after[0]
    elif not ends and not after and (_EN_ONCE.match(en) or begins in (["after"], ["After"])):
        english, chinese = _EN_AFTER.search(en), before
    if english is None or chinese is None:
        return None
    return (
        (english.start() + pair.en_start, english.end() + pair.en_start),
        (chinese.start() + pair.zh_start, chinese.end() + pair.zh_start),
    )
