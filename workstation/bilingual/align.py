"""Splitting text into sentences and proposing beads for pasted text.

The alignment of a draft is stored, not recomputed: this runs once, when text is pasted, and a
person accepts what it proposes.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.values import extract
from workstation.bilingual.values.agree import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

PASTE_LIMIT = 200_000
_WINDOW = 12
_MOST_CELLS = 60_000
_EN_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s+[\"'“‘(\[]?[A-Z0-9\u3400-\u9fff{<%$])|"
    r"(?<![。！？])[。！？]++[”’」』）\"']*+|\n[ \t]{0,80}\n|\n(?=\s*(?:[-*•]|\d+[.)]"
    r"|[A-Z]\.)\s)|(?<=[.!?:;,。！？：；，])[ \t]{0,8}\n"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|Art|Sec|No|Nos|Inc|Ltd|Co|Corp|Fig|approx|cf"
    r"|para|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|(?<=[ap])\.m)\.$"
)
_ZH_END = re.compile(
    r"(?<![。！？!?…])[。！？!?…]++[”’」』）\"')]*+(?![”’」』，、；])|"
    r"(?<=[\u3400-\u9fff）」”\"'])\.(?=\s|$|[\u3400-\u9fff])"
    r"|(?<=[A-Za-z0-9]{2})\. ?(?=[\u3400-\u9fff])|\.(?=\s+[A-Z])|\n[ \t]{0,80}\n|\n(?=\s*"
    r"(?:[-*•]|\d+[.)、]|[A-Z][.、])\s?)|(?<=[。！？：；，.!?:;,])[ \t]{0,8}\n"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands in its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair that the aligner proposes; an empty side is a gap that a person should look at."""

    en: str
    zh: str


class PasteTooLong(ValueError):
    """The text is longer than the aligner takes at once (`PASTE_LIMIT` characters)."""


@lru_cache(maxsize=1024)
def sentences(text: str, side: Side) -> tuple[Sentence, ...]:
    """Split a text into its sentences; nothing but white space between them is lost."""
    pattern = _EN_END if side is Side.EN else _ZH_END
    found: list[Sentence] = []
    start = 0
    for match in pattern.finditer(text):
        at = match.start()
        dot = side is Side.EN and match[0][0] == "."
        if dot and _ABBREVIATION.search(text[max(0, at - 8) : at + 1]) is not None:
            continue
        _keep(found, text, start, match.end())
        start = match.end()
    _keep(found, text, start, len(text))
    return tuple(found)


def _keep(found: list[Sentence], text: str, start: int, end: int) -> None:
    """Keep a stretch of the text as a sentence, where it says anything."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped and any(char.isalnum() for char in stripped):
        begin = start + piece.index(stripped[0])
        found.append(Sentence(stripped, begin, begin + len(stripped)))


_ANCHOR = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z][A-Za-z0-9_-]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9]+")
Moves = tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class _Manner:
    """What one aligner holds likely.

    ratio: Chinese characters for an English word
    spread: how far that ratio strays, as a logarithm
    gap: what a sentence without a twin costs, by its length
    moves: what each step costs: how many English and Chinese sentences it takes, and its cost
    """

    ratio: float
    spread: float
    gap: float
    moves: Moves


# Within a bead a person has aligned already: a gap must be very much likelier than a merge.
_INSIDE = _Manner(
    1.65,
    0.38,
    0.125,
    (
        (1, 1, 0.0),
        (2, 1, 1.4),
        (1, 2, 1.4),
        (1, 0, 3.6),
        (0, 1, 3.6),
        (2, 2, 3.0),
        (3, 1, 3.2),
        (1, 3, 3.2),
    ),
)
_MERGED = _Manner(1.65, 0.38, 0.125, ((1, 1, 0.0), (2, 1, 0.0), (3, 1, 0.0), (4, 1, 0.0)))
# Fitted on 26 letters of which a sentence was taken out: four in five gaps are found in their
# place, and one clean letter in ten shows a gap that is none.
_PASTED = _Manner(
    1.5,
    0.25,
    0.1,
    (
        (1, 1, 0.0),
        (2, 1, 2.0),
        (1, 2, 2.0),
        (1, 0, 1.6),
        (0, 1, 1.6),
        (2, 2, 4.2),
        (3, 1, 4.4),
        (1, 3, 4.4),
    ),
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence as the aligner compares it.

    weight: its length in Chinese characters, or what they would be
    anchors: names and figures that both languages write alike
    """

    weight: float
    anchors: frozenset[str]


def _en_unit(text: str, ratio: float) -> _Unit:
    return _Unit(max(1.0, len(_WORD.findall(text)) * ratio), _anchors(text))


def _zh_unit(text: str, ratio: float) -> _Unit:
    latin = len(_WORD.findall(_HAN.sub(" ", text)))
    return _Unit(max(1.0, len(_HAN.findall(text)) + latin * ratio), _anchors(text))


def _anchors(text: str) -> frozenset[str]:
    return frozenset(piece.replace(",", "").lower() for piece in _ANCHOR.findall(text))


def _cost(
    en: Sequence[_Unit], zh: Sequence[_Unit], latin: frozenset[str], manner: _Manner
) -> float:
    """How unlikely it is that these belong together: by length, then by what both name."""
    en_weight, zh_weight = sum(unit.weight for unit in en), sum(unit.weight for unit in zh)
    if not en or not zh:
        return manner.gap * math.sqrt(en_weight + zh_weight)
    spread = math.log((en_weight + 2) / (zh_weight + 2)) / manner.spread
    en_anchors = frozenset[str]().union(*(unit.anchors for unit in en))
    zh_anchors = frozenset[str]().union(*(unit.anchors for unit in zh))
    shared = len(en_anchors & zh_anchors)
    missed = (en_anchors & latin) - zh_anchors
    missed |= {anchor for anchor in en_anchors - zh_anchors if anchor[0] == "#"}
    lonely = len(zh_anchors - en_anchors) + len(missed)
    return spread * spread / 2 - 1.1 * min(shared, 4) + 0.9 * min(lonely, 4)


def align(en_text: str, zh_text: str) -> tuple[Proposal, ...]:
    """Propose beads for two pasted texts.

    Paragraphs are aligned first where their numbers agree, so a slip stays inside one paragraph.
    Raises `PasteTooLong`.
    """
    if len(en_text) > PASTE_LIMIT or len(zh_text) > PASTE_LIMIT:
        raise PasteTooLong
    en_blocks, zh_blocks = _blocks(en_text), _blocks(zh_text)
    if len(en_blocks) != len(zh_blocks):
        en_blocks, zh_blocks = [en_text], [zh_text]
    proposals: list[Proposal] = []
    for en_block, zh_block in zip(en_blocks, zh_blocks, strict=True):
        en = [sentence.text for sentence in sentences(en_block, Side.EN)]
        zh = [sentence.text for sentence in sentences(zh_block, Side.ZH)]
        steps = align_units(
            [_with_values(_en_unit(text, _PASTED.ratio), text, Side.EN) for text in en],
            [_with_values(_zh_unit(text, _PASTED.ratio), text, Side.ZH) for text in zh],
            frozenset(),
            _PASTED,
        )
        proposals += (Proposal(" ".join(en[a:b]), "".join(zh[c:d])) for a, b, c, d in steps)
    return tuple(proposals)


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n[^\S\n]*\n", text) if block.strip()]


def _with_values(unit: _Unit, text: str, side: Side) -> _Unit:
    """The unit with figures as anchors: 12 March and 3月12日 share theirs, and must say them."""
    figures = frozenset(
        f"#{figure.normalize()}" for value in extract(text, side) for figure in parts(value.canon)
    )
    words = frozenset(word for word in unit.anchors if not word[0].isdigit())
    return _Unit(unit.weight, words | figures)


def align_sentences(
    en: Sequence[Sentence], zh: Sequence[Sentence]
) -> list[tuple[int, int, int, int]]:
    """Index ranges of sentences that belong together; a range may be empty on one side."""
    return _align_in_bead(en, zh, _INSIDE)


def _align_in_bead(
    en: Sequence[Sentence], zh: Sequence[Sentence], manner: _Manner
) -> list[tuple[int, int, int, int]]:
    """Index ranges of sentences that belong together by one manner of aligning."""
    en_units = [_en_unit(one.text, manner.ratio) for one in en]
    zh_units = [_zh_unit(one.text, manner.ratio) for one in zh]
    # An English sentence is missed by its Latin words only where Chinese keeps such words at all.
    kept = frozenset[str]().union(*(unit.anchors for unit in zh_units))
    return align_units(en_units, zh_units, kept, manner)


def align_units(
    en: list[_Unit],
    zh: list[_Unit],
    latin: frozenset[str],
    manner: _Manner,
) -> list[tuple[int, int, int, int]]:
    """The cheapest path through a band around the diagonal, as index ranges of both sides."""
    window = _WINDOW + abs(len(en) - len(zh))
    if window * (len(en) + 1) > _MOST_CELLS:
        # Texts of hopelessly different length are laid side by side for a person to sort.
        left, right = len(en), len(zh)
        return [
            (min(at, left), min(at + 1, left), min(at, right), min(at + 1, right))
            for at in range(max(left, right))
        ]
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    slope = len(zh) / len(en) if en else 0.0
    for row in range(len(en) + 1):
        centre = int(row * slope)
        for column in range(max(0, centre - window), min(len(zh), centre + window) + 1):
            here = best.get((row, column))
            if here is None:
                continue
            for down, right, penalty in manner.moves:
                ahead = (row + down, column + right)
                if ahead[0] > len(en) or ahead[1] > len(zh):
                    continue
                cost = here[0] + penalty
                cost += _cost(en[row : ahead[0]], zh[column : ahead[1]], latin, manner)
                if ahead not in best or cost < best[ahead][0]:
                    best[ahead] = (cost, (row, column))
    return _walk_back(best, (len(en), len(zh)))


def merged_groups(
    en: Sequence[Sentence], zh: Sequence[Sentence]
) -> list[tuple[tuple[Sentence, ...], Sentence]]:
    """Which English sentences stand behind each Chinese one, if none was dropped."""
    steps = _align_in_bead(en, zh, _MERGED)
    return [(tuple(en[a:b]), zh[c]) for a, b, c, _d in steps]


def _walk_back(
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], at: tuple[int, int]
) -> list[tuple[int, int, int, int]]:
    """The steps that lead to this place at the lowest cost, in order; none where none does."""
    path: list[tuple[int, int, int, int]] = []
    if at not in best:
        return path
    while (before := best[at][1]) is not None:
        path.append((before[0], at[0], before[1], at[1]))
        at = before
    return path[::-1]
