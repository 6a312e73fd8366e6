"""Check 22: characters and words of the script or region that the recipient does not read."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.blanks import BRACED
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.checks.regions import REGION_SENSES, REGION_WORDS, TAIWAN_WORDS
from workstation.domain.house_style import Script
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencc import OpenCC

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

# Characters that OpenCC changes although they are right in Simplified text too.
_FINE_IN_HANS = frozenset("甯喆昇堃濬")
# Words in which a character that t2s changes is right in Simplified text.
_RIGHT_WORDS = {
    "乾": ("乾隆", "乾坤", "乾清"),
    "瞭": ("瞭望",),
    "著": (
        "著名",
        "著作",
        "著者",
        "显著",
        "著称",
        "土著",
        "专著",
        "原著",
        "名著",
        "编著",
        "论著",
        "卓著",
        "遗著",
        "巨著",
    ),
    "藉": ("慰藉", "狼藉", "枕藉"),
    "徵": ("角徵", "徵羽"),
    "夥": ("获益夥",),
}
_LEAST_QUOTED = 2
_MANY = 2
_FINE_IN_HANT = frozenset("台吃床群峰里才只后面干松系于发斗几向制准板云谷采")
_PROFILES = {Script.HANS: "t2s", Script.HANT_TW: "s2tw", Script.HANT_HK: "s2hk"}
_TAIWAN = re.compile("|".join(sorted(TAIWAN_WORDS, key=len, reverse=True)))
_QUOTED = re.compile(r"“[^“”\n]{0,200}”|「[^「」\n]{0,200}」|『[^『』\n]{0,200}』")


@lru_cache(maxsize=8)
def _converter(profile: str) -> OpenCC:
    """OpenCC loads its tables on first use; they are never needed to start the program."""
    from opencc import OpenCC

    return OpenCC(profile)


@lru_cache(maxsize=8192)
def _converted(char: str, profile: str) -> str:
    return str(_converter(profile).convert(char))


def convert(text: str, script: Script) -> str:
    """The text in another script, for a person to review: phrases may need another word.

    Taiwan's own words are a short list of ours: OpenCC's, made for software, turn every document
    into a computer file (文件 - 檔案) and every review into an audit.
    """
    converted = str(_converter(_PROFILES[script]).convert(text))
    if script is not Script.HANT_TW:
        return converted
    return _TAIWAN.sub(lambda match: TAIWAN_WORDS[match[0]], converted)


@lru_cache(maxsize=8192)
def simple(char: str) -> str:
    """The Simplified form of one character; itself where there is none."""
    plain = _converted(char, "t2s") if char > "⺀" else char
    return plain if len(plain) == 1 else char


def check_variant(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """Traditional characters in a Simplified letter, or the reverse, one finding for each run."""
    zh = reading.bead.zh
    if zh.isascii():
        return
    script = context.script
    wrong = _without_quotations(zh, _wrong(zh, script))
    profile = "t2s" if script is Script.HANS else "s2t"
    runs = tuple(_runs(wrong))
    if script is not Script.HANS and len(runs) > _MANY:
        # Not a slip here and there: one word on it, and the letter is converted as a whole.
        said = _("This Chinese is Simplified; the recipient reads Traditional.")
        span = (runs[0][0], runs[-1][1])
        yield reading.finding(Check.VARIANT, Severity.S2, said, zh=span)
        return
    for start, end in runs:
        text = "".join(_converted(char, profile) for char in zh[start:end])
        yield reading.finding(
            Check.VARIANT,
            Severity.S2,
            _("{text} is Traditional Chinese.", text=zh[start:end])
            if script is Script.HANS
            else _("{text} is Simplified Chinese.", text=zh[start:end]),
            zh=(start, end),
            fixes=(Fix(Side.ZH, (start, end), text, _("Write {value}", value=text)),),
            # One character is part of many words: no reason is right for all of them.
            term=zh[start:end] if end - start > 1 else None,
        )
    if script is Script.HANS:
        yield from _regional(reading)


def _wrong(zh: str, script: Script) -> list[int]:
    """Places of characters that this script does not have.

    Of a word that Traditional writes like Simplified (佣金, 秘密) the whole text decides.
    """
    profile, fine = ("t2s", _FINE_IN_HANS) if script is Script.HANS else ("s2t", _FINE_IN_HANT)
    whole = zh if script is Script.HANS else str(_converter(_PROFILES[script]).convert(zh))
    blanks = {at for match in BRACED.finditer(zh) for at in range(*match.span())}
    decides = script is not Script.HANS and len(whole) == len(zh)
    return [
        at
        for at, char in enumerate(zh)
        if "㐀" <= char <= "鿿"
        and char not in fine
        and at not in blanks
        and _converted(char, profile) != char
        and not (decides and whole[at] == char)
        and not _in_word(zh, at)
    ]


def _in_word(text: str, at: int) -> bool:
    around = text[max(0, at - 2) : at + 3]
    return any(word in around for word in _RIGHT_WORDS.get(text[at], ()))


def _without_quotations(text: str, wrong: list[int]) -> list[int]:
    """A buyer's own words stay as written: a quotation that is Traditional throughout, in a text
    that is not. One odd character inside quotes is a slip."""
    if not wrong:
        return wrong
    own: set[int] = set()
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        inside = wrong[bisect_left(wrong, start) : bisect_left(wrong, end)]
        if len(inside) >= _LEAST_QUOTED and len(inside) * 3 >= end - start - 2:
            own.update(inside)
    return [at for at in wrong if at not in own]


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring places as one stretch, so that a paragraph is not a hundred findings."""
    start = previous = None
    for at in places:
        if previous is None or at > previous + 3:
            if start is not None and previous is not None:
                yield start, previous + 1
            start = at
        previous = at
    if start is not None and previous is not None:
        yield start, previous + 1


def _regional(reading: BeadReading) -> Iterator[Finding]:
    zh = reading.bead.zh
    found = {word: usual for word, usual in REGION_WORDS.items() if word in zh}
    for word, (sense, usual) in REGION_SENSES.items():
        if word in zh and re.search(sense, reading.bead.en, re.IGNORECASE):
            found[word] = usual
    for word, usual in found.items():
        span = (zh.index(word), zh.index(word) + len(word))
        yield reading.finding(
            Check.VARIANT,
            Severity.S3,
            _("Mainland readers say {usual}, not {word}.", usual=usual, word=word),
            zh=span,
            fixes=(Fix(Side.ZH, span, usual, _("Write {value}", value=usual)),),
            term=word,
        )
