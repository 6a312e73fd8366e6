"""How often: a number that is repeated, and how many times a thing happened.

Two checks: NUMBER_COUNT (`check_counts`), and NUMBER for once against 两次 (`check_times`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.bilingual.values.agree import parts
from workstation.bilingual.values.kinds import Notation, Number
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.values.kinds import Value

_SMALL = {"once": 1, "twice": 2, "thrice": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
# "Once" may be "as soon as": it counts where what follows cannot begin a clause.
_EN_TIMES = re.compile(
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
_ZH_TIMES = re.compile(
    r"(?<![\d第每这那上下首再初逐某任同一二两三四五六七八九十百千万])([一两二三四五1-5])[次回]"
    r"(?=[，。、；！？）]|款|了|后|且|并|而|$)|([一两二三四五])度(?=[被遭因])"
)
_ZH_SMALL = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def check_counts(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """NUMBER_COUNT: the same number several times on one side and fewer times on the other."""
    if not reading.translated:
        return
    for side in Side:
        theirs: Counter[Decimal] = Counter(
            figure for value in reading.values(side.other) for figure in set(parts(value.canon))
        )
        mine: dict[Decimal, list[Value]] = {}
        for value in reading.values(side):
            if isinstance(value.canon, Number) and value.form is Notation.DIGITS:
                mine.setdefault(value.canon.amount, []).append(value)
        for amount, values in mine.items():
            if 0 < theirs[amount] < len(values):
                counts = {side: len(values), side.other: theirs[amount]}
                span = values[-1].span
                why = _(
                    "{value} stands {en} times in English and {zh} times in Chinese.",
                    value=reading.bead.side(side)[slice(*span)],
                    en=counts[Side.EN],
                    zh=counts[Side.ZH],
                )
                yield reading.finding_on(side, span, Check.NUMBER_COUNT, Severity.S2, why)


def check_times(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """NUMBER: both sides count occurrences, as often as each other, and count otherwise."""
    if not reading.translated:
        return
    for pair in reading.pairings:
        chinese = list(_ZH_TIMES.finditer(pair.zh_text))
        if not chinese:
            continue
        text = pair.en_text
        english = [
            one for one in _EN_TIMES.finditer(text) if not _AS_SOON_AS.match(text, one.start())
        ]
        if len(english) != len(chinese) or _AGAIN.search(text):
            continue
        for one, other in zip(english, chinese, strict=True):
            if _count(one) != _count(other):
                yield reading.finding(
                    Check.NUMBER,
                    Severity.S1,
                    _(
                        "The number differs: {en} in English, {zh} in Chinese.",
                        en=one[0],
                        zh=other[0],
                    ),
                    en=pair.en_place(one),
                    zh=pair.zh_place(other),
                )


def _count(match: re.Match[str]) -> int:
    said = (match[1] or match[2]).lower()
    return int(said) if said.isdigit() else _SMALL.get(said) or _ZH_SMALL[said]
