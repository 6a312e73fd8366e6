"""Renderings that the house does not write: where they stand, and where they are right."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workstation.bilingual.checks.finding import Span
    from workstation.bilingual.checks.glossary import CheckedTerm, TermIndex


# Longer words that begin like a forbidden rendering and are another thing.
_OTHER_WORDS = ("文件夹", "上诉法院", "上诉法庭")


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
    due = _expected(glossary, english)
    free = {
        word: [place for place in places if not _of_another_word(word, zh, place)]
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


def _expected(glossary: TermIndex, english: Mapping[int, Sequence[Span]]) -> Counter[str]:
    """How often each approved rendering is due: 文件 is right for "file", wrong for "document"."""
    due: Counter[str] = Counter()
    for at, spans in english.items():
        for word in glossary.terms[at].approved:
            due[word] += len(spans)
    return due


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
    return word in glossary.senses.get(at, ()) and not any(
        _stands_beside(guard, text.lower(), span)
        for guard in glossary.terms[at].guards
        for span in spans
    )


def _of_another_word(word: str, zh: str, place: Span) -> bool:
    return any(
        other.startswith(word) and zh.startswith(other, place[0])
        for other in _OTHER_WORDS
        if other != word
    )


def _stands_beside(guard: str, lower: str, span: Span) -> bool:
    start, end = span
    before, after = lower[max(0, start - 32) : start], lower[end : end + 48]
    return (
        re.search(rf"\b{guard}s?(?:['’]s?)?\s+$", before) is not None
        or re.match(rf"\s+(?:by|from|of)\s+(?:\w{{1,5}}\s+)?{guard}", after) is not None
    )
