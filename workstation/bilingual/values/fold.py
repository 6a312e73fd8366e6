"""Folding widths and invisible characters away while remembering where each one stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Marks that Chinese punctuation rules treat as different from their ASCII look-alikes.
_KEPT = frozenset("，。：；！？（）“”‘’「」『』《》〈〉、…—～·　")
_INVISIBLE = frozenset(
    map(chr, [0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
) | frozenset(map(chr, [*range(0x2060, 0x2070), 0xFEFF, *range(0xFE00, 0xFE10)]))
_DASHES = dict.fromkeys("‐‑‒–−﹣－", "-")
_WIDE_DIGIT = re.compile("[０-９]")
_WIDE_DIGIT_MARKS = {"，": ",", "．": ".", "：": ":", "％": "%"}


@dataclass(frozen=True, slots=True)
class NarrowText:
    """A text in narrow forms; `origin[i]` is where character i began in the original.

    `origin` is None where nothing moved, which is nearly always in English.
    """

    text: str
    length: int
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the original text."""
        if self.origin is None:
            return start, end
        if end <= start:
            at = self.origin[start] if start < len(self.origin) else self.length
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in _KEPT:
        return " " if char == "　" else char
    if char in _INVISIBLE:
        return ""
    if char in _DASHES:
        return _DASHES[char]
    if char.isspace() and char not in "\n\r":
        return " "
    return unicodedata.normalize("NFKC", char).replace("⁄", "/").replace("∶", ":")


def _wide_digit(char: str) -> bool:
    return "０" <= char <= "９"


def fold(text: str) -> NarrowText:
    """Bring a text to narrow forms; the order of characters never changes."""
    if text.isascii():
        return NarrowText(text.replace("\t", " "), len(text))
    pieces = [_fold_char(char) for char in text]
    if _WIDE_DIGIT.search(text):
        _fold_marks_in_numbers(text, pieces)
    if all(len(piece) == 1 for piece in pieces):
        return NarrowText("".join(pieces), len(text))
    origin = tuple(at for at, piece in enumerate(pieces) for _ in piece)
    return NarrowText("".join(pieces), len(text), origin)


def _fold_marks_in_numbers(text: str, pieces: list[str]) -> None:
    """`１，２００` is one number; `3，400` is two."""
    for at in range(1, len(text) - 1):
        mark = _WIDE_DIGIT_MARKS.get(text[at])
        if mark is not None and _wide_digit(text[at - 1]) and _wide_digit(text[at + 1]):
            pieces[at] = mark
