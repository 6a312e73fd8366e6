"""The house's terms in one pair: which are said as the house says them, and which are not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Bead, Side
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from workstation.bilingual.checks.glossary import CheckedTerm, TermIndex

Span = tuple[int, int]
# A pair is a paragraph at most; what is longer was not parted yet.
_LONGEST = 4000


class Use(IntEnum):
    """How a term stands in a pair, the one to look at first before the others.

    `PERHAPS` is a term that is meant in one sense only, which may not be the sense here.
    """

    FORBIDDEN = 0
    MISSING = 1
    PERHAPS = 2
    SAID = 3


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term of the house in a pair, and what can be written for it.

    name, rendering: the term in English, and its approved Chinese
    use: how it stands in the pair
    side, text: what belongs on which side
    span: what `text` takes the place of, if a rendering stands there that the house does not write
    unwanted: all the renderings that the house does not write
    """

    name: str
    rendering: str
    use: Use
    side: Side
    text: str
    span: Span | None = None
    unwanted: tuple[str, ...] = ()


def terms_in(bead: Bead, glossary: TermIndex | None) -> tuple[TermUse, ...]:
    """The terms of a pair, what needs a hand first."""
    if glossary is None or max(len(bead.en), len(bead.zh)) > _LONGEST:
        return ()
    found = (*_of_english(bead, glossary), *_unwanted(bead, glossary))
    if not bead.en.strip():
        found = tuple(_of_chinese(bead, glossary))
    once = {(each.name, each.rendering, each.side): each for each in found}
    return tuple(sorted(once.values(), key=lambda each: each.use))


def _of_english(bead: Bead, glossary: TermIndex) -> Iterator[TermUse]:
    # A letter to Taiwan may still stand in Simplified: what is wrong there is as wrong.
    from workstation.bilingual.checks.terminology import wrong_renderings  # loaded already
    from workstation.bilingual.checks.variant import plain

    zh, read = plain(bead.zh), glossary.plain
    english, chinese = glossary.in_english(bead.en), read.in_chinese(zh)
    wrong = wrong_renderings(read, bead.en, zh, english, chinese)
    for at in english:
        term, simple = glossary.terms[at], read.terms[at]
        said = next((n for n, word in enumerate(simple.approved) if word in zh), None)
        approved = term.approved[said or 0]
        if at in wrong:
            grave = Use.PERHAPS if term.sense_bound else Use.FORBIDDEN
            yield _use(term, approved, grave, wrong[at][-1][1])
        elif said is not None:
            yield _use(term, approved, Use.SAID, None)
        elif any(word in chinese for word in simple.forbidden):
            continue  # Another sense of the word, or another term's rendering.
        elif not term.label:
            yield _use(term, approved, Use.PERHAPS if term.sense_bound else Use.MISSING, None)


def _use(term: CheckedTerm, approved: str, use: Use, span: Span | None) -> TermUse:
    return TermUse(term.en, approved, use, Side.ZH, approved, span, term.forbidden)


def _unwanted(bead: Bead, glossary: TermIndex) -> Iterator[TermUse]:
    """English words that the house does not write, where the Chinese shows that they were meant."""
    for term, span in glossary.unwanted(bead.en):
        said = next((word for word in term.approved if word in bead.zh), None)
        if said is not None:
            yield TermUse(term.en, said, Use.FORBIDDEN, Side.EN, term.en, span, term.forbidden_en)


def _of_chinese(bead: Bead, glossary: TermIndex) -> Iterator[TermUse]:
    """For somebody who writes the Chinese first."""
    english = {word: term for term in glossary.terms for word in term.approved if not term.label}
    for word in glossary.in_chinese(bead.zh):
        term = english.get(word)
        if term is not None:
            use = Use.PERHAPS if term.sense_bound else Use.MISSING
            yield TermUse(term.en, word, use, Side.EN, term.en, None, term.forbidden_en)
