"""Checks 18 to 20: what was left out, is out of proportion, or was not translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.checks.bead_values import HAN
from workstation.bilingual.checks.finding import Check, Finding, Severity, Span
from workstation.bilingual.checks.halves import halved
from workstation.bilingual.checks.omission import missing_sentence
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

_LOW, _HIGH = 0.62, 3.2
_LEAST_WORDS = 8
QUOTED = re.compile(
    r"“[^“”\n]{0,400}”|\"[^\"\n]{0,400}\"|「[^「」\n]{0,400}」|『[^『』\n]{0,400}』|《[^《》\n]{0,400}》"
    r"|‘[^‘’\n]{0,400}’|`[^`\n]{0,400}`|<[^<>\n]{0,400}>|\{[^{}\n]{0,400}\}|\([^()\n]{0,200}\)|（[^（）\n]{0,200}）"
)
_LEAD = 80
# "Click, and then enter": there 然后 alone would have lost the click.
_THEN = re.compile(r"(?<!and )(?<![,;] )\b(?:then|afterwards|subsequently)\b", re.IGNORECASE)
_ZH_THEN = re.compile(r"然后|随后|接着|接下来")
_FILLER = re.compile(
    r"\b(?:the (?:best|only|first|next) thing (?:(?:for )?you (?:can|should)|to) (?:do )?is"
    r"|containing all (?:of )?the \w+ from|in order|it is \w+ to|please note that"
    r"|go ahead and|probably|there (?:is|are)|with respect to|in the (?:event|case) (?:that|of))\b",
    re.IGNORECASE,
)
_LOWER_RUN = re.compile(
    r"(?<![A-Za-z0-9_./-])[A-Za-z]+(?:[,;]? [a-z][a-z'’-]*[,.]?){3,}(?![A-Za-z0-9_/])"
)
_PROSE = re.compile(
    r"\b(?:the|a|an|is|are|was|were|be|to|of|in|on|for|with|that|this|your|you|we|not|can|will|if|by|and|or|from|has|have)\b"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_LATIN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_LOWER_WORD = re.compile(r"(?<![A-Za-z0-9_./%{$:-])[a-z][a-z'’]{1,}(?![A-Za-z0-9_(=/:]|\.[a-z])")
_CODE = re.compile(r"[=;|\\]|\$\(|\w\(|::|--|\w_\w|^[A-Z][A-Z0-9_ ]+$|^\s*\S+\.\S+\s*$")


def check_missing(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """A bead with one side only, and a sentence that seems to have no counterpart."""
    bead = reading.bead
    en, zh = _says_something(bead.en), _says_something(bead.zh)
    if en and (not zh or _only_a_name(reading)):
        yield reading.finding(
            Check.MISSING,
            Severity.S1,
            _("This part has no Chinese yet."),
            en=(0, len(bead.en)),
        )
    elif zh and not en:
        yield reading.finding(
            Check.MISSING,
            Severity.S1,
            _("This part has no English yet."),
            zh=(0, len(bead.zh)),
        )
    elif reading.translated and bead.state is not BeadState.CONFIRMED:
        gap = missing_sentence(reading)
        if gap is not None:
            side, sentence = gap
            yield reading.finding(
                Check.MISSING,
                Severity.S2,
                _("This English sentence seems to have no counterpart in Chinese.")
                if side is Side.EN
                else _("This Chinese sentence seems to have no counterpart in English."),
                en=(sentence.start, sentence.end) if side is Side.EN else None,
                zh=(sentence.start, sentence.end) if side is Side.ZH else None,
            )


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _only_a_name(reading: BeadReading) -> bool:
    """A sentence in English, and nothing but an id or a name of it left in Chinese."""
    zh = reading.bead.zh
    if HAN.search(zh) or len(zh) > len(reading.bead.en) / 2:
        return False
    prose = _PROSE.findall(reading.bead.en)
    return len(prose) >= 3 and len(_WORD.findall(zh)) < 2 and zh.strip() in reading.bead.en


def check_length(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """Chinese characters per English word outside what translations ever show, or half said."""
    if not reading.translated:
        return
    ratio = _proportion(reading)
    if ratio is not None and not _LOW <= ratio <= _HIGH:
        everything = (0, len(reading.bead.en)), (0, len(reading.bead.zh))
        yield _out_of_proportion(reading, *everything, long=ratio > _HIGH)
    elif reading.bead.state is not BeadState.CONFIRMED:
        half = halved(reading)
        if half is not None and not _terse(half.en_text, half.zh_text):
            yield _out_of_proportion(reading, half.en_span, half.zh_span, long=False)


def _terse(en: str, zh: str) -> bool:
    """Nothing was cut off: 然后 answers a "then", or the English says little in many words."""
    if _THEN.search(en[:_LEAD]) and _ZH_THEN.match(zh):
        return True
    words = len(_WORD.findall(_FILLER.sub(" ", en)))
    return _is_label(en) or (words < len(_WORD.findall(en)) and len(HAN.findall(zh)) >= words)


def _is_label(en: str) -> bool:
    """A noun phrase without a stop: "party who has processed the data" is 处理方."""
    return en[:1].islower() and not en.rstrip().endswith((".", "!", "?", ":"))


def _proportion(reading: BeadReading) -> float | None:
    """None for so few words that their number says nothing."""
    if reading.en_words < _LEAST_WORDS:
        return None
    # Names and codes that both sides write alike say nothing about the rest.
    latin = _LATIN.findall(reading.bead.zh)
    kept = frozenset(latin)
    words = sum(word not in kept for word in _LATIN.findall(reading.bead.en))
    if words < _LEAST_WORDS or _is_label(reading.bead.en):
        return None
    ratio = (reading.han_count + len(latin)) / reading.en_words
    return ratio if ratio >= _LOW else reading.han_count / words


def _out_of_proportion(
    reading: BeadReading, en: Span | None, zh: Span | None, *, long: bool
) -> Finding:
    why = (
        _("The Chinese is unusually long for this English.")
        if long
        else _("The Chinese is unusually short for this English.")
    )
    return reading.finding(Check.LENGTH, Severity.S2, why, en=en, zh=zh)


def check_untranslated(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """English left standing on the Chinese side: all of it, or a run of running text."""
    zh = reading.bead.zh
    if not zh.strip():
        return
    if not HAN.search(zh):
        if _is_running_english(reading):
            yield reading.finding(
                Check.UNTRANSLATED,
                Severity.S1,
                _("The Chinese side is still in English."),
                en=(0, len(reading.bead.en)),
                zh=(0, len(zh)),
            )
        return
    masked = QUOTED.sub(lambda match: " " * len(match[0]), zh)
    for match in _LOWER_RUN.finditer(masked):
        if _PROSE.search(match[0]) and len(_WORD.findall(match[0])) >= 3:
            yield reading.finding(
                Check.UNTRANSLATED,
                Severity.S2,
                _("These words are still in English."),
                zh=match.span(),
            )


def _is_running_english(reading: BeadReading) -> bool:
    """A brand, a title or a command may stay as it is; a sentence or words of prose may not."""
    zh = reading.bead.zh
    words = [word for word in _WORD.findall(QUOTED.sub(" ", zh)) if len(word) > 1]
    if len(words) < 2 or not reading.bead.en.strip():
        return False
    lower = _LOWER_WORD.findall(QUOTED.sub(" ", zh))
    if _CODE.search(zh) and not _PROSE.search(zh):
        return False
    return len(lower) >= 2 or (bool(lower) and len(words) >= 2) or len(words) >= 4
