"""Check 17 too: at least against at most, all against some, both against either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.bilingual.checks.direction import opposite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading, ValuePairing
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding

# "Not all": what is denied is another share of the group.
_EN_DENIED = re.compile(r"\b(?:not|never|no|cannot|without|nor|neither)\b|n['’]t\b", re.IGNORECASE)
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
    """English `said` beside Chinese `other`, unless either side also says what would fit."""

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
    """A limit, or how many of a group, that the other side turns into its opposite."""
    if not reading.translated:
        return
    for pair in reading.pairings:
        for contrast in _CONTRASTS:
            yield from _contrary(reading, pair, contrast)


def _contrary(reading: BeadReading, pair: ValuePairing, contrast: _Contrast) -> Iterator[Finding]:
    en, zh = pair.en_text, pair.zh_text
    # The shorter text first: most sentences set no limit at all.
    other = contrast.other.search(zh)
    if other is None or contrast.nor.search(zh):
        return
    said = contrast.said.search(en)
    if said is None or contrast.unless.search(en):
        return
    if contrast.denied or not (_EN_DENIED.search(en[: said.start()]) or _NOT_ALL.search(en)):
        yield opposite(
            reading,
            (said.start() + pair.en_start, said.end() + pair.en_start),
            (other.start() + pair.zh_start, other.end() + pair.zh_start),
        )
