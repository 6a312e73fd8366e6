"""Check 22: characters and words of the script or region that the recipient does not read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.drafting.bead import Side
from workstation.drafting.checks.context import Script
from workstation.drafting.checks.finding import Check, Finding, Fix, Severity
from workstation.drafting.checks.regions import REGION_WORDS
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.reading import Reading

# Characters that OpenCC changes although they are right in Simplified text too.
_FINE_IN_HANS = frozenset("乾瞭著藉徵麼彷甯喆昇堃濬妳祂谘夥馀")
_FINE_IN_HANT = frozenset("台吃床群峰里才只后面干松系于发斗几向制准板云谷采")
_QUOTED = re.compile(r"“[^“”\n]{0,200}”|「[^「」\n]{0,200}」|『[^『』\n]{0,200}』")


@lru_cache(maxsize=4)
def _converter(profile: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """OpenCC loads its tables on first use; they are never needed to start the program."""
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC(profile)


@lru_cache(maxsize=8192)
def _converted(char: str, profile: str) -> str:
    return str(_converter(profile).convert(char))


def convert(text: str, script: Script) -> str:
    """The text in another script, for a person to review: phrases may need another word."""
    profile = {Script.HANS: "t2s", Script.HANT_TW: "s2twp", Script.HANT_HK: "s2hk"}[script]
    return str(_converter(profile).convert(text))


def check_variant(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Traditional characters in a Simplified letter, or the reverse, one finding for each run."""
    zh = reading.bead.zh
    if zh.isascii():
        return
    script = context.profile.script
    profile, fine = ("t2s", _FINE_IN_HANS) if script is Script.HANS else ("s2t", _FINE_IN_HANT)
    wrong = [
        at
        for at, char in enumerate(zh)
        if "㐀" <= char <= "鿿" and char not in fine and _converted(char, profile) != char
    ]
    for start, end in _runs(wrong):
        text = "".join(_converted(char, profile) for char in zh[start:end])
        yield reading.finding(
            Check.VARIANT,
            Severity.S2,
            _("{text} is Traditional Chinese.", text=zh[start:end])
            if script is Script.HANS
            else _("{text} is Simplified Chinese.", text=zh[start:end]),
            zh=(start, end),
            fixes=(Fix(Side.ZH, (start, end), text, _("Write {value}", value=text)),),
            term=zh[start:end],
        )
    if script is Script.HANS:
        yield from _regional(reading)


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


def _regional(reading: Reading) -> Iterator[Finding]:
    zh = reading.bead.zh
    for word, usual in REGION_WORDS.items():
        at = zh.find(word)
        if at >= 0:
            span = (at, at + len(word))
            yield reading.finding(
                Check.VARIANT,
                Severity.S3,
                _("Mainland readers say {usual}, not {word}.", usual=usual, word=word),
                zh=span,
                fixes=(Fix(Side.ZH, span, usual, _("Write {value}", value=usual)),),
                term=word,
            )
