"""The pairs that a letter in two languages was written as, and the two texts they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter

from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import Language
from workstation.domain.text import Bilingual


class PairOrigin(Enum):
    """Where the text of a pair came from."""

    TYPED = "typed"
    CLAUSE = "clause"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class LetterPair:
    """A piece of a letter in both languages; `clause` is what it quotes word for word.

    `runs_on`: it continues the paragraph of the pair before it. `converted`: its Chinese was put
    into another script by a machine, and nobody confirmed it since.
    """

    id: str
    en: str
    zh: str
    origin: PairOrigin = PairOrigin.TYPED
    clause: ClauseRef | None = None
    runs_on: bool = False
    converted: bool = False


def glued(head: str, tail: str, language: Language) -> str:
    """Two pieces of one paragraph: English words keep a space between them, Chinese needs none."""
    if not head or not tail or head[-1].isspace() or tail[0].isspace():
        return head + tail
    latin = head[-1].isascii() and tail[0].isascii()
    return f"{head} {tail}" if language is Language.EN or latin else head + tail


def joined(pieces: Iterable[tuple[str, bool]], language: Language) -> str:
    """One side as the recipient reads it: paragraphs with an empty line between them.

    Each piece says whether it runs on. One that says nothing leaves no gap; line breaks inside a
    piece stay.
    """
    listed = tuple(pieces)
    if not any(map(itemgetter(1), listed)):
        # Nearly every letter, and this is done at every key.
        return "\n\n".join(filter(None, [piece.strip() for piece, _runs_on in listed]))
    paragraphs: list[str] = []
    breaks = True
    for piece, runs_on in listed:
        breaks = breaks or not runs_on
        said = piece.strip()
        if not said:
            continue
        if breaks:
            paragraphs.append(said)
        else:
            paragraphs[-1] = glued(paragraphs[-1], said, language)
        breaks = False
    return "\n\n".join(paragraphs)


def letter_of(pairs: Iterable[LetterPair]) -> Bilingual:
    """The letter that these pairs make."""
    listed = tuple(pairs)
    return Bilingual(
        joined(((each.en, each.runs_on) for each in listed), Language.EN),
        joined(((each.zh, each.runs_on) for each in listed), Language.ZH),
    )
