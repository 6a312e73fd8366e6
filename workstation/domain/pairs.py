"""The pairs as which a letter in two languages is written, and the two texts that they make."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from operator import itemgetter

from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import Language
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass


class PairOrigin(Enum):
    """Where the text of a pair came from: its author, a clause of a policy, or a template."""

    TYPED = "typed"
    CLAUSE = "clause"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class LetterPair:
    """A piece of a letter in both languages.

    clause: the clause that it quotes word for word; None where it quotes none.
    runs_on: whether it continues the paragraph of the pair before it.
    converted: whether a machine put its Chinese into another script and nobody confirmed it since.
    """

    id: str
    en: str
    zh: str
    origin: PairOrigin = PairOrigin.TYPED
    clause: ClauseRef | None = None
    runs_on: bool = False
    converted: bool = False


def glued(head: str, tail: str, language: Language) -> str:
    """Two pieces of one paragraph as one text: English words keep a space between them, Chinese
    needs none."""
    if not head or not tail or head[-1].isspace() or tail[0].isspace():
        return head + tail
    latin = head[-1].isascii() and tail[0].isascii()
    return f"{head} {tail}" if language is Language.EN or latin else head + tail


def joined(pieces: Iterable[tuple[str, bool]], language: Language) -> str:
    """One side of a letter as the recipient reads it: paragraphs with an empty line between them.

    Each of the `pieces` is a text and whether it continues the paragraph before it. An empty text
    leaves no gap; line breaks inside a text stay.
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
