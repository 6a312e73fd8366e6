"""Check 17 too: a limit from below that the other side makes one from above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.checks.direction import opposite
from workstation.bilingual.values.agree import agree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading, ValuePairing
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding, Span
    from workstation.bilingual.values.kinds import Value

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
_EN_DENIED = re.compile(
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
_ZH_DENIED = re.compile(r"[不未没无勿别非]|禁止|严禁|拒绝|驳回")
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
_NEAR, _FAR, _MOST = 16, 24, 60


def check_limits(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """At least against at most, beside the same figure or as the one limit of a sentence."""
    if not reading.translated:
        return
    for pair in reading.pairings:
        # The shorter text first: most sentences set no limit at all.
        if _ZH_LIMIT.search(pair.zh_text) is None or _denied(pair):
            continue
        found = _alone(pair) or _beside_a_figure(reading, pair)
        if found is not None:
            yield opposite(reading, *found)


def _denied(pair: ValuePairing) -> bool:
    """A denial besides those of the limits themselves may turn any of them round."""
    english = _EN_DENIED.search(_EN_HELD.sub("", pair.en_text))
    return bool(english or _ZH_DENIED.search(_ZH_HELD.sub("", pair.zh_text)))


def _alone(pair: ValuePairing) -> tuple[Span, Span] | None:
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
        if english is None or unless.search(en):
            continue
        return (
            (english.start() + pair.en_start, english.end() + pair.en_start),
            (chinese.start() + pair.zh_start, chinese.end() + pair.zh_start),
        )
    return None


def _beside_a_figure(reading: BeadReading, pair: ValuePairing) -> tuple[Span, Span] | None:
    """The same figure with "at least" on one side and 最多 on the other."""
    limited = [(one, way) for one in reading.zh[:_MOST] if (way := _way(reading.bead.zh, one))]
    english = reading.en[:_MOST] if limited else ()
    for pattern, way in ((_EN_UP, 1), (_EN_DOWN, -1)):
        for match in pattern.finditer(pair.en_text) if english else ():
            start, end = match.start() + pair.en_start, match.end() + pair.en_start
            value = next((one for one in english if start <= one.start <= end + _NEAR), None)
            if value is None:
                continue
            theirs = [each for each in limited if agree(value.canon, each[0].canon)]
            if theirs and all(other == -way for _one, other in theirs):
                return (start, end), theirs[0][0].span
    return None


def _way(text: str, value: Value) -> int:
    """1 where a Chinese figure is a limit from below, -1 from above, 0 where it is none."""
    clause = re.split("[，。；]", text[max(0, value.start - _FAR) : value.start])[-1]
    behind = text[value.end : value.end + 6]
    up = bool(_ZH_BEHIND_UP.search(behind) or _ZH_AHEAD_UP.search(clause))
    # 不得超过容量的10%以上 is both, and none.
    return up - bool(_ZH_BEHIND_DOWN.search(behind) or _ZH_AHEAD_DOWN.search(clause))
