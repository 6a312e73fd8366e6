"""What one side turns into its contrary without a denial; each is a NEGATION finding.

Three checks share it: before against after (`check_direction`), at least against at most
(`check_limits`), and all against some, or both against either (`check_extent`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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

# How many values of a side are compared at most.
_MOST = 60


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


# Before and after.

_TIMES = (CalendarDate, ClockTime, TimeSpan, Weekday, Placeholder)
_NEAR = 24
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
    """NEGATION: a time that one side sets as an end and the other as a beginning."""
    en, zh = reading.bead.en, reading.bead.zh
    if not reading.translated or _ZH_ORDER.search(zh) is None:
        return
    # First the same time with "by" on one side and 后 on the other, then whole sentences.
    chinese = [
        (one, way)
        for one in (() if _turned_round(en, zh) else reading.zh[:_MOST])
        if isinstance(one.canon, _TIMES) and (way := _way_of_time(zh, one, _ZH_AHEAD, _ZH_BEHIND))
    ]
    for english in reading.en[:_MOST] if chinese else ():
        mine = _way_of_time(en, english, _EN_AHEAD, _EN_BEHIND)
        if not mine or not isinstance(english.canon, _TIMES):
            continue
        theirs = [(one, way) for one, way in chinese if agree(english.canon, one.canon)]
        if theirs and all(way == -mine for _one, way in theirs):
            start, end = theirs[0][0].span
            # The word that says the contrary stands behind a Chinese time: show it too.
            yield opposite(reading, english.span, (start, min(len(zh), end + 3)))
            return
    found = next(filter(None, map(_contrary_order, reading.pairings)), None)
    if found is not None:
        yield opposite(reading, *found)


def _turned_round(en: str, zh: str) -> bool:
    """One denial, or a word like 才, makes "before" a 后 and the other way round."""
    denied = bool(_EN_DENIED.search(en)) != bool(_ZH_DENIED.search(zh))
    return denied or _ZH_TURNS.search(zh) is not None


def _way_of_time(text: str, value: Value, ahead: re.Pattern[str], behind: re.Pattern[str]) -> int:
    """-1 where a time is an end, 1 where it is a beginning, 0 where nothing says."""
    start, end = value.span
    found = behind.search(text[end : end + _NEAR]) or ahead.search(
        text[max(0, start - _NEAR) : start]
    )
    if found is None:
        return 0
    return -1 if found[1] else 1


def _contrary_order(pair: ValuePairing) -> tuple[Span, Span] | None:
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
    return pair.en_place(english), pair.zh_place(chinese)


# At least and at most.

_FIGURE = (
    r"(?:\d|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty"
    r"|forty|fifty|sixty|a hundred|hundreds|thousand|a third|a quarter|once|twice|\{\{"
    r"|an? (?:day|week|month|year|hour)|[A-Z$€£¥]{1,3}\$?\d)"
)
_CARRIED = r"(?:the (?:age|sum|number) of |the |about |a total of |US\$|S\$|RM ?|HK\$|[$€£¥])?"
_BESIDE = rf"(?= {_CARRIED}{_FIGURE})"
_NUMERAL = r"[\d零一二两三四五六七八九十百千万亿半数{]"
# The words of a limit, each with a figure beside it: the plain ones, and those that hold a denial.
_EN_MORE = (
    r"(?<!no )(?<!not )(?:more|longer|older|higher|greater|later) than|over|above|exceed\w*|beyond"
)
_EN_LESS = (
    r"(?<!no )(?<!not )(?:less|fewer|shorter|younger|lower) than"
    r"|(?<!fall )(?<!drop )(?:under|below)"
)
_EN_LEAST = (
    r"at least|no (?:less|fewer) than|not less than|a minimum of"
    r"|not (?:fall|be|drop|go) (?:below|under)"
)
_EN_MOST = (
    r"at most|no (?:more|longer|older|higher|later) than|not more than|a maximum of|up to|within"
    r"|not (?:exceed|be (?:over|above|more than)|go over)|almost|nearly|as (?:few|little) as"
)
_EN_UP = re.compile(
    rf"\b(?:{_EN_LEAST}|{_EN_MORE})\b{_BESIDE}"
    rf"|{_FIGURE}\S{{0,12}}(?: \w+)? or (?:more|above|over|older|longer)\b",
    re.IGNORECASE,
)
_EN_DOWN = re.compile(
    rf"\b(?:{_EN_MOST}|{_EN_LESS})\b{_BESIDE}"
    rf"|{_FIGURE}\S{{0,12}}(?: \w+)? or (?:less|fewer|below|under|younger)\b",
    re.IGNORECASE,
)
# Without a figure they are no limit to compare, yet enough to leave a sentence alone.
_EN_ANY_UP = re.compile(rf"\b(?:{_EN_LEAST}|{_EN_MORE}|after|past)\b", re.IGNORECASE)
_EN_ANY_DOWN = re.compile(rf"\b(?:{_EN_MOST}|{_EN_LESS})\b", re.IGNORECASE)
_EN_HELD = re.compile(rf"\b(?:{_EN_LEAST}|{_EN_MOST})\b", re.IGNORECASE)
_EN_REFUSED = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|cannot|without|nor|neither|reject\w*|refus\w*|declin\w*"
    r"|den(?:y|ied|ies)|bann?\w*|prohibit\w*|forb[ai]d\w*|fail\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_ZH_LEAST = r"至少|起码|最[少短低小]|不少于|不低于|不小于|不得(?:少于|低于|小于)"
_ZH_MOST = (
    r"至多|最[多长高大迟晚]|不超过|不多于|不高于|不大于"
    r"|[不勿](?:得|要|可|应|能)?(?:超过|多于|高于|大于)"
)
_ZH_FREE = r"(?<!不)(?<!不得)(?<!不能)(?<!不应)(?<!不可)(?<!不会)(?<!不要)(?<!勿)(?<!未)(?<!没有)"
_ZH_MORE = rf"{_ZH_FREE}(?:超过|超出|多于|高于|大于|逾|(?<![期届])已?满(?![足意后])|年满)"
_ZH_LESS = rf"不足|不到|不满(?![足意])|未满|未到|未达|{_ZH_FREE}(?:少于|低于|小于)"
_ZH_UP = re.compile(
    rf"(?:{_ZH_LEAST}|{_ZH_MORE})[^，。；]{{0,3}}?{_NUMERAL}|{_NUMERAL}[^，。；]{{0,4}}?以上"
)
_ZH_DOWN = re.compile(
    rf"(?:{_ZH_MOST}|{_ZH_LESS})[^，。；]{{0,3}}?{_NUMERAL}"
    rf"|{_NUMERAL}[^，。；]{{0,4}}?(?:以下|以内)|近{_NUMERAL}|{_NUMERAL}[^，。；]{{0,3}}?封顶"
)
_ZH_REFUSED = re.compile(r"[不未没无勿别非]|禁止|严禁|拒绝|驳回")
_ZH_ANY_UP = re.compile(rf"{_ZH_LEAST}|{_ZH_MORE}|以[上外]|[之以]后|起")
_ZH_ANY_DOWN = re.compile(rf"{_ZH_MOST}|{_ZH_LESS}|以[下内]|内|近|前|为限|上限")
_ZH_LIMIT = re.compile(
    r"[至最]|不[少低小超多高大足到满得要可应能]|未[满到达]|超[过出]|[多高大少低小]于|逾|满|以[上下内后]"
    r"|[多近内]|封顶|有余|勿"
)
_ZH_HELD = re.compile(rf"{_ZH_LEAST}|{_ZH_MOST}|{_ZH_LESS}")
_ZH_BEHIND_UP = re.compile(r"^[^，。；]{0,2}?(?:以上|以后|多(?![次少个])|有余)")
_ZH_BEHIND_DOWN = re.compile(r"^[^，。；]{0,2}?(?:以下|以内|之内|封顶)")
_ZH_AHEAD_UP = re.compile(rf"(?:{_ZH_LEAST}|{_ZH_MORE})[^，。；]{{0,3}}$")
_ZH_AHEAD_DOWN = re.compile(rf"(?:{_ZH_MOST}|{_ZH_LESS})[^，。；]{{0,3}}$")
_NEAR_FIGURE, _FAR = 16, 24


def check_limits(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """NEGATION: "at least" against 最多, beside one figure or as the one limit of a sentence."""
    if not reading.translated:
        return
    for pair in reading.pairings:
        zh = pair.zh_text
        # The shorter text first: most sentences set no limit at all.
        if _ZH_LIMIT.search(zh) is None:
            continue
        # A denial besides those of the limits themselves may turn any of them round.
        if _EN_REFUSED.search(_EN_HELD.sub("", pair.en_text)):
            continue
        if _ZH_REFUSED.search(_ZH_HELD.sub("", zh)):
            continue
        found = _contrary_limits(pair) or _contrary_figures(reading, pair)
        if found is not None:
            yield opposite(reading, *found)


def _contrary_limits(pair: ValuePairing) -> tuple[Span, Span] | None:
    """Each side has limits of one kind only, and of contrary kinds."""
    en, zh = pair.en_text, pair.zh_text
    for way, other, said, unless in (
        (_ZH_UP, _ZH_ANY_DOWN, _EN_DOWN, _EN_ANY_UP),
        (_ZH_DOWN, _ZH_ANY_UP, _EN_UP, _EN_ANY_DOWN),
    ):
        chinese = way.search(zh)
        if chinese is None or other.search(zh):
            continue
        english = said.search(en)
        if english is not None and not unless.search(en):
            return pair.en_place(english), pair.zh_place(chinese)
    return None


def _contrary_figures(reading: BeadReading, pair: ValuePairing) -> tuple[Span, Span] | None:
    """The same figure with "at least" on one side and 最多 on the other."""
    zh = reading.bead.zh
    limited = [(one, way) for one in reading.zh[:_MOST] if (way := _way_of_limit(zh, one))]
    english = reading.en[:_MOST] if limited else ()
    for pattern, way in ((_EN_UP, 1), (_EN_DOWN, -1)):
        for match in pattern.finditer(pair.en_text) if english else ():
            start, end = pair.en_place(match)
            value = next((one for one in english if start <= one.start <= end + _NEAR_FIGURE), None)
            if value is None:
                continue
            theirs = [each for each in limited if agree(value.canon, each[0].canon)]
            if theirs and all(other == -way for _one, other in theirs):
                return (start, end), theirs[0][0].span
    return None


def _way_of_limit(text: str, value: Value) -> int:
    """1 where a Chinese figure is a limit from below, -1 from above, 0 where it is none."""
    clause = re.split("[，。；]", text[max(0, value.start - _FAR) : value.start])[-1]
    behind = text[value.end : value.end + 6]
    up = bool(_ZH_BEHIND_UP.search(behind) or _ZH_AHEAD_UP.search(clause))
    # 不得超过容量的10%以上 is both, and none.
    return up - bool(_ZH_BEHIND_DOWN.search(behind) or _ZH_AHEAD_DOWN.search(clause))


# All and some, both and either.

# "Not all": what is denied is another share of the group.
_EN_NEGATED = re.compile(r"\b(?:not|never|no|cannot|without|nor|neither)\b|n['’]t\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all(?! right\b| the (?:same|more|better)\b| in all\b)|every(?! (?:now|other)\b)"
    r"|every(?:one|thing|body)|each|none|entire|whole)\b",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:at|after|above|in|for|not|n['’]t|first of|nearly|almost) all\b|\bnot every\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:some(?!one|body|thing|how|what|times)|part\w*|certain|several|(?:a )?few|portion\w*"
    r"|piece\w*|section\w*|many|most\w*|selected|individual\w*|components?|half|segments?|any"
    r"|various|other\w*)\b",
    re.IGNORECASE,
)
_ZH_ALL = re.compile(r"全|所有|都|均|皆|各|一律|每|凡|任[何一意]|一切|统统|整|一概|无一|悉数|逐")
# 部分 is a share before what it is a share of, and else a portion: 剩余部分, 三个部分.
_ZH_SOME = re.compile(
    r"(?:^|[，。；：]|已|仅|只有|有一|其中)部分(?=[\u4e00-\u9fff])(?![的款为由])|有些|有的(?!放)|个别|某些|若干|少数"
)
_PART = re.compile(
    r"\b(?:some|part|several|a few|a number|most|many) of"
    r" (?:the|these|those|your|our|their|his|her)"
    r"|^(?:some|several|certain|a few|most) [a-z]+s\b|\bin part\b|\bpart(?:ly|ially)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:all|every\w*|each|any\w*|both|entire\w*|whole|full\w*|complete\w*|always|never|none|no"
    r"|not|neither|nor|also|too|but|while|other\w*|rest|together|same)\b|n['’]t\b",
    re.IGNORECASE,
)
_ZH_EVERY = re.compile(r"所有|全部|全都|全体|一律|悉数|统统|无一")
_ZH_PART = re.compile(
    r"部分|一些|有些|有的|几|某|个别|若干|少数|多数|多|半|其中|等|不[是全都]|未|没|非|之一"
)
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
_NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)
_ZH_ONE_SIDE = re.compile(r"有一[方个项份条家]")
_EITHER = re.compile(r"\b(?:either|or|one of|any(?:one)?|single)\b", re.IGNORECASE)
_ZH_ONE = re.compile(r"其中[任之]?一|任选|二选一|任[意何]?一|有一[方个项份条家]|择一")
_ZH_TOGETHER = re.compile(r"都|均|皆|同时|缺一不可")
_ZH_BOTH = re.compile(r"[两俩双二2]|都|均|皆|同时|以及|[和与及跟]|既|又|也|并|兼|各|缺一不可|且")
_ZH_EITHER = re.compile(r"之一|其一|或")
_ONE_OF_TWO = re.compile(
    r"\bone of (?:the|your|these) (?:two|pair)\b"
    r"|\beither\b(?! (?:way|case|end|side|hand|direction))",
    re.IGNORECASE,
)
_ZH_PAIR = re.compile(r"[两二](?!者)[^，。；]{0,8}?[均都皆]|双方(?:共同|均|都)|一并")
_ZH_SINGLE = re.compile(
    r"任|其中|之一|或|其一|一[个方份块条项件名]|某|不[论管]|无论|[均都皆]可|都行|[没未不无]"
)


@dataclass(frozen=True, slots=True)
class _Contrast:
    """A pair of words that contradict each other.

    said: what the English says
    unless: other English that would fit the Chinese
    other: what the Chinese says instead
    nor: other Chinese that would fit the English
    denied: whether the words contradict each other in a sentence with a denial too
    """

    said: re.Pattern[str]
    unless: re.Pattern[str]
    other: re.Pattern[str]
    nor: re.Pattern[str]
    denied: bool = False


_CONTRASTS = (
    _Contrast(_ALL, _SOME, _ZH_SOME, _ZH_ALL),
    _Contrast(_PART, _WHOLE, _ZH_EVERY, _ZH_PART),
    _Contrast(_BOTH, _EITHER, _ZH_ONE, _ZH_TOGETHER, denied=True),
    _Contrast(_NEITHER, _EITHER, _ZH_ONE_SIDE, _ZH_TOGETHER, denied=True),
    _Contrast(_BOTH, _EITHER, _ZH_EITHER, _ZH_BOTH, denied=True),
    _Contrast(_ONE_OF_TWO, _WHOLE, _ZH_PAIR, _ZH_SINGLE),
)


def check_extent(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """NEGATION: how many of a group the Chinese turns into the opposite of the English."""
    if not reading.translated:
        return
    for pair in reading.pairings:
        en, zh = pair.en_text, pair.zh_text
        for contrast in _CONTRASTS:
            # The shorter text first: most sentences speak of no group at all.
            other = contrast.other.search(zh)
            if other is None or contrast.nor.search(zh):
                continue
            said = contrast.said.search(en)
            if said is None or contrast.unless.search(en):
                continue
            denied = _EN_NEGATED.search(en[: said.start()]) or _NOT_ALL.search(en)
            if contrast.denied or not denied:
                yield opposite(reading, pair.en_place(said), pair.zh_place(other))
