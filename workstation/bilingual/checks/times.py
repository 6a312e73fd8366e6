"""Check 1 too: how often a thing happened, once against 两次."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading, ValuePairing
    from workstation.bilingual.checks.context import CheckContext

_SMALL = {"once": 1, "twice": 2, "thrice": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
# "Once" may be "as soon as": it counts where what follows cannot begin a clause.
_EN = re.compile(
    r"\b(once|twice(?! (?:the|as)\b)|thrice)\b"
    r"|\b(one|two|three|four|five|[1-9]) (?:separate |more |different )?times\b",
    re.IGNORECASE,
)
_AS_SOON_AS = re.compile(
    r"(?<!only )(?<!just )(?<!than )(?<!least )(?<!most )(?<!exactly )\bonce"
    r"(?! (?:in|per|every|only|more|already|each|last|on|and|or|to|for|a (?:day|week|month|year))\b"
    r"|\s*[.,;!?)]|$)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:more than|less than|at (?:least|most|once)|again|another|second|third|other"
    r"|once more)\b",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"(?<![\d第每这那上下首再初逐某任同一二两三四五六七八九十百千万])([一两二三四五1-5])[次回]"
    r"(?=[，。、；！？）]|款|了|后|且|并|而|$)|([一两二三四五])度(?=[被遭因])"
)
_ZH_SMALL = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def check_times(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """As many counts on both sides, and not the same ones."""
    if not reading.translated:
        return
    for pair in reading.pairings:
        yield from _compared(reading, pair)


def _compared(reading: BeadReading, pair: ValuePairing) -> Iterator[Finding]:
    chinese = list(_ZH.finditer(pair.zh_text))
    if not chinese:
        return
    english = [one for one in _EN.finditer(pair.en_text) if not _begins(pair.en_text, one)]
    if len(english) != len(chinese) or _AGAIN.search(pair.en_text):
        return
    for one, other in zip(english, chinese, strict=True):
        if _count(one) != _count(other):
            yield reading.finding(
                Check.NUMBER,
                Severity.S1,
                _("The number differs: {en} in English, {zh} in Chinese.", en=one[0], zh=other[0]),
                en=(one.start() + pair.en_start, one.end() + pair.en_start),
                zh=(other.start() + pair.zh_start, other.end() + pair.zh_start),
            )


def _begins(text: str, match: re.Match[str]) -> bool:
    found = _AS_SOON_AS.match(text, match.start())
    return match[1] is not None and match[1].lower() == "once" and found is not None


def _count(match: re.Match[str]) -> int:
    said = (match[1] or match[2]).lower()
    return int(said) if said.isdigit() else _SMALL.get(said) or _ZH_SMALL[said]
