"""READABILITY: long sentences, jargon, and slips of spelling in either language.
Quotations are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.bead_values import HAN
from workstation.bilingual.checks.finding import Check, Finding, Severity, writing
from workstation.bilingual.checks.spelling import ZH_CONFUSED, suggestions
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.align import Sentence
    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CaseRecord, CheckContext

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_QUOTED = re.compile(
    r"“[^“”\n]{0,400}”|\"[^\"\n]{0,400}\"|「[^「」\n]{0,400}」|《[^《》\n]{0,400}》"
)
_JARGON = re.compile(
    r"\b(?:actioned|TNS|T&S|L[1-4]\b|SLA|AHT|ICR|UGC|CSAT|QA'd|escalation matrix|leverag"
    r"(?:e|ed|ing)|synerg\w+|deep dive"
    r"|circle back|per our SOP|pursuant to|herein|hereby|heretofore|aforementioned"
    r"|utili[sz]ed?|in lieu thereof|ping(?:ed)? (?:us|you|the))\b"
)
_ZH_JARGON = re.compile(
    r"对齐一下|拉齐|颗粒度|抓手|赋能|闭环一下|打标|复盘|拉通|底层逻辑|强管控|走查"
)
_MOST_DE = 4
_TOO_LONG = _("This sentence is long; split it.")


def check_sentences(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """READABILITY: sentences that are longer than the house wants, or chain one 的 to the next."""
    profile = context.profile
    if not profile.style:
        return
    found: list[tuple[Side, Sentence, Message]] = []
    for sentence in reading.en_sentences:
        if len(_WORD.findall(_QUOTED.sub(" ", sentence.text))) > profile.max_en_words:
            found.append((Side.EN, sentence, _TOO_LONG))
    for sentence in reading.zh_sentences:
        text = _QUOTED.sub(" ", sentence.text)
        if len(HAN.findall(text)) > profile.max_zh_chars:
            found.append((Side.ZH, sentence, _TOO_LONG))
        elif text.count("的") >= _MOST_DE and not re.search(r"[；;]", text):
            found.append((Side.ZH, sentence, _("Four 的 in one sentence are hard to read.")))
    for side, one, why in found:
        span = (one.start, one.end)
        yield reading.finding_on(side, span, Check.READABILITY, Severity.S4, why)


def check_words(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """READABILITY: jargon, and Chinese words that are often written for one another."""
    if not context.profile.style:
        return
    en, zh = _blanked(reading.bead.en), _blanked(reading.bead.zh)
    for side, jargon in ((Side.EN, _JARGON.search(en)), (Side.ZH, _ZH_JARGON.search(zh))):
        if jargon is not None:
            why = _("The reader may not know this word.")
            yield reading.finding_on(side, jargon.span(), Check.READABILITY, Severity.S4, why)
    for pattern, right in ZH_CONFUSED:
        match = pattern.search(zh)
        if match is not None:
            text = match.expand(right)
            yield reading.finding_on(
                Side.ZH,
                match.span(),
                Check.READABILITY,
                Severity.S4,
                _("{text} is meant here.", text=text),
                fixes=(writing(Side.ZH, match.span(), text),),
            )


def check_spelling(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """READABILITY: English words that neither dictionary nor glossary nor case knows."""
    if not (context.profile.style and context.profile.spelling):
        return
    known = context.glossary.english_words if context.glossary else frozenset[str]()
    claimed = [value.span for value in reading.en]
    for match in _WORD.finditer(_blanked(reading.bead.en)):
        word = match[0]
        if not word.islower() or len(word) < 4 or word in known or "'" in word or "’" in word:
            continue
        if any(start <= match.start() < end for start, end in claimed):
            continue
        choices = suggestions(word)
        if choices is not None and not _is_named(word, context.record):
            yield reading.finding_on(
                Side.EN,
                match.span(),
                Check.READABILITY,
                Severity.S4,
                _("“{word}” is not in the dictionary.", word=word),
                fixes=tuple(writing(Side.EN, match.span(), text) for text in choices),
                term=word,
            )


def _is_named(word: str, record: CaseRecord | None) -> bool:
    """Whether the case calls its people or goods so."""
    if record is None:
        return False
    said = (*record.names, *record.titles, *record.other_parties, *record.staff)
    return any(word == part.lower() for name in said for part in _WORD.findall(name))


def _blanked(text: str) -> str:
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)
