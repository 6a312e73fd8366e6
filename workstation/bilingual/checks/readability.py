"""Check 28: long sentences, chains of 的, jargon, and slips of spelling in either language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.bead_reading import HAN
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity, Span
from workstation.bilingual.checks.spelling import ZH_CONFUSED, suggestions
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_reading import BeadReading
    from workstation.bilingual.checks.context import CheckContext

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


def check_readability(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """What makes a letter hard to read; quotations are left alone."""
    profile = context.profile
    if not profile.style:
        return
    for sentence in reading.en_sentences:
        if len(_WORD.findall(_QUOTED.sub(" ", sentence.text))) > profile.max_en_words:
            yield _finding(
                reading,
                Side.EN,
                (sentence.start, sentence.end),
                _("This sentence is long; split it."),
            )
    for sentence in reading.zh_sentences:
        text = _QUOTED.sub(" ", sentence.text)
        span = (sentence.start, sentence.end)
        if len(HAN.findall(text)) > profile.max_zh_chars:
            yield _finding(reading, Side.ZH, span, _("This sentence is long; split it."))
        elif text.count("的") >= _MOST_DE and not re.search(r"[；;]", text):
            yield _finding(reading, Side.ZH, span, _("Four 的 in one sentence are hard to read."))
    yield from _words(reading)
    if profile.spelling:
        yield from _typos(reading, context)


def _words(reading: BeadReading) -> Iterator[Finding]:
    for side, pattern in ((Side.EN, _JARGON), (Side.ZH, _ZH_JARGON)):
        match = pattern.search(_blanked(reading.bead.side(side)))
        if match is not None:
            yield _finding(reading, side, match.span(), _("The reader may not know this word."))
    zh = _blanked(reading.bead.zh)
    for pattern, right in ZH_CONFUSED:
        match = pattern.search(zh)
        if match is not None:
            text = match.expand(right)
            fix = Fix(Side.ZH, match.span(), text, _("Write {value}", value=text))
            yield _finding(
                reading, Side.ZH, match.span(), _("{text} is meant here.", text=text), (fix,)
            )


def _typos(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    known = context.glossary.english_words if context.glossary else frozenset[str]()
    claimed = [value.span for value in reading.en]
    for match in _WORD.finditer(_blanked(reading.bead.en)):
        word = match[0]
        if not word.islower() or len(word) < 4 or word in known or "'" in word or "’" in word:
            continue
        if any(start <= match.start() < end for start, end in claimed):
            continue
        choices = suggestions(word)
        if choices is not None and word not in _names(context):
            fixes = tuple(
                Fix(Side.EN, match.span(), text, _("Write {value}", value=text)) for text in choices
            )
            why = _("“{word}” is not in the dictionary.", word=word)
            yield _finding(reading, Side.EN, match.span(), why, fixes, term=word)


def _names(context: CheckContext) -> frozenset[str]:
    """The words of what the case calls its people and goods."""
    record = context.record
    if record is None:
        return frozenset()
    said = (*record.names, *record.titles, *record.other_parties, *record.staff)
    return frozenset(word.lower() for name in said for word in _WORD.findall(name))


def _blanked(text: str) -> str:
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def _finding(
    reading: BeadReading,
    side: Side,
    span: Span,
    why: Message,
    fixes: tuple[Fix, ...] = (),
    term: str | None = None,
) -> Finding:
    return reading.finding(
        Check.READABILITY,
        Severity.S4,
        why,
        en=span if side is Side.EN else None,
        zh=span if side is Side.ZH else None,
        fixes=fixes,
        term=term,
    )
