"""TERM: the house's terms are written as the house writes them, in Chinese and in English.
`wrong_renderings` says where a rendering stands that the house does not write, and where such a
word is right all the same; the window marks the terms of a letter by it too.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Severity, Span, writing
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.glossary import CheckedTerm, TermIndex

# Longer words that begin like a forbidden rendering and are another thing.
_OTHER_WORDS = ("文件夹", "上诉法院", "上诉法庭")


def check_terms(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """TERM: an English term whose Chinese is a forbidden rendering, or lacks the approved one."""
    glossary = context.glossary
    if glossary is None or not reading.translated:
        return

    en, zh = reading.bead.en, reading.bead.zh
    english = glossary.in_english(en)
    if not english:
        return
    wrong = wrong_renderings(glossary, en, zh, english, glossary.in_chinese(zh))
    for at, spans in english.items():
        term = glossary.terms[at]
        for word, place in wrong.get(at, ()):
            yield _forbidden(reading, term, spans[0], word, place)
        if at in wrong or not term.technical:
            continue
        if not any(word in zh for word in term.approved):
            why = _(
                "“{term}” is {approved} in this house; the Chinese says it otherwise.",
                term=en[slice(*spans[0])],
                approved=term.approved[0],
            )
            yield reading.finding_on(
                Side.EN, spans[0], Check.TERM, Severity.S3, why, term=f"{term.en}!"
            )


def check_english_terms(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """TERM: a word such as "takedown" where the Chinese shows that a term was meant."""
    if context.glossary is None or not reading.translated:
        return
    for term, span in context.glossary.unwanted(reading.bead.en):
        if any(word in reading.bead.zh for word in term.approved):
            word = reading.bead.en[slice(*span)]
            yield reading.finding_on(
                Side.EN,
                span,
                Check.TERM,
                Severity.S2,
                _(
                    "“{word}” is not written in this house; the term is “{term}”.",
                    word=word,
                    term=term.en,
                ),
                fixes=(writing(Side.EN, span, term.en),),
                term=f"{term.en}<{word.lower()}",
            )


def _forbidden(reading: BeadReading, term: CheckedTerm, en: Span, word: str, zh: Span) -> Finding:
    """A term at `en` whose forbidden rendering `word` stands at `zh`, with the approved one as fix.

    What of the approved one stands beside the place already is not written twice: the 第 before
    二次上诉.
    """
    approved, (start, end) = term.approved[0], zh
    text, sizes = reading.bead.zh, range(len(approved) - 1, 0, -1)
    before = next((n for n in sizes if text[:start].endswith(approved[:n])), 0)
    after = next((n for n in sizes if text[end:].startswith(approved[-n:])), 0)
    return reading.finding(
        Check.TERM,
        Severity.S3 if term.sense_bound else Severity.S2,
        _(
            "“{term}” is {approved} in this house, not {word}.",
            term=reading.bead.en[slice(*en)],
            approved=approved,
            word=word,
        ),
        en=en,
        zh=zh,
        fixes=(writing(Side.ZH, (start - before, end + after), approved),),
        term=f"{term.en}={word}",
    )


def wrong_renderings(
    glossary: TermIndex,
    text: str,
    zh: str,
    english: Mapping[int, Sequence[Span]],
    chinese: Mapping[str, Sequence[Span]],
) -> dict[int, list[tuple[str, Span]]]:
    """Every forbidden rendering and its place, by the index of its term.

    `english` and `chinese` are what the glossary found in the two texts, `text` is the English.
    """
    # How often each approved rendering is due: 文件 is right for "file", wrong for "document".
    due: Counter[str] = Counter()
    for at, spans in english.items():
        for word in glossary.terms[at].approved:
            due[word] += len(spans)
    free = {
        word: [
            place
            for place in places
            if not any(
                other.startswith(word) and zh.startswith(other, place[0])
                for other in _OTHER_WORDS
                if other != word
            )
        ]
        for word, places in chinese.items()
    }
    found = {
        at: [
            (word, place)
            for word, place in _beyond(glossary.terms[at], len(spans), free, due)
            if not _other_sense(glossary, at, word, text, spans)
        ]
        for at, spans in english.items()
    }
    return {at: wrong for at, wrong in found.items() if wrong}


def _beyond(
    term: CheckedTerm, times: int, chinese: Mapping[str, Sequence[Span]], due: Counter[str]
) -> Iterator[tuple[str, Span]]:
    """The forbidden renderings that no other term of this sentence asks for.

    The right one elsewhere in the pair excuses none of them, but for terms of one sense and for
    labels: there the forbidden word may well say something else.
    """
    said = sum(len(chinese.get(word, ())) for word in term.approved)
    if (term.sense_bound or term.label) and said >= times:
        return
    for word in term.forbidden:
        for place in chinese.get(word, ())[due[word] :]:
            yield word, place


def _other_sense(glossary: TermIndex, at: int, word: str, text: str, spans: Sequence[Span]) -> bool:
    """Whether `word` shows that another sense is meant: 审核 for "reviewed" where the term is
    "review (by a buyer)", and no buyer stands beside it."""
    if word not in glossary.senses.get(at, ()):
        return False
    lower = text.lower()
    for guard in glossary.terms[at].guards:
        ahead = re.compile(rf"\b{guard}s?(?:['’]s?)?\s+$")
        behind = re.compile(rf"\s+(?:by|from|of)\s+(?:\w{{1,5}}\s+)?{guard}")
        for start, end in spans:
            if ahead.search(lower[max(0, start - 32) : start]):
                return False
            if behind.match(lower[end : end + 48]):
                return False
    return True
