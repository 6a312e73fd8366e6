"""Claiming stretches of a text for typed values, the most specific pattern first.

The patterns are compiled with ASCII classes only, since Han counts as \\w otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.values.fold import NarrowText, fold, simple
from workstation.bilingual.values.kinds import Canon, Notation, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CLAIMED = "\x00"
_DIGIT = re.compile("[0-9]")

Reading = Canon | tuple[Canon, Notation] | None


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which `\\w`, `\\d` and `\\b` know ASCII only: 致电+65 has a word boundary."""
    return re.compile(pattern, flags | re.ASCII)


def any_of(words: Iterable[str]) -> str:
    """An alternation that prefers the longest of the words."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


class Scan:
    """One pass over one text. What a pattern claims is hidden from the patterns after it."""

    def __init__(self, text: str) -> None:
        self.folded: NarrowText = fold(text)
        self.text = simple(self.folded.text.replace(CLAIMED, " "))
        self.has_digit = _DIGIT.search(self.text) is not None
        self.values: list[Value] = []

    def take(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Reading]) -> None:
        """Claim each match that `read` makes a value of; None leaves the text to others."""

        def claim(match: re.Match[str]) -> str:
            reading = read(match)
            if reading is None:
                return match[0]
            canon, form = reading if isinstance(reading, tuple) else (reading, Notation.DIGITS)
            self.add(canon, match.start(), match.end(), form)
            return CLAIMED * (match.end() - match.start())

        self.text = pattern.sub(claim, self.text)

    def take_trimmed(
        self,
        pattern: re.Pattern[str],
        make: Callable[[str], Canon],
        trim: Callable[[str], str],
    ) -> None:
        """Claim matches after `trim` cut from their end what belongs to the sentence."""

        def claim(match: re.Match[str]) -> str:
            kept = trim(match[0])
            if not kept:
                return match[0]
            self.add(make(kept), match.start(), match.start() + len(kept))
            return CLAIMED * len(kept) + match[0][len(kept) :]

        self.text = pattern.sub(claim, self.text)

    def take_pairs(
        self,
        pattern: re.Pattern[str],
        read: Callable[[re.Match[str]], tuple[Canon, Canon] | None],
    ) -> None:
        """Claim a range; its two ends are the groups `from` and `to` of the pattern."""

        def claim(match: re.Match[str]) -> str:
            ends = read(match)
            if ends is None:
                return match[0]
            self.add(ends[0], *match.span("from"))
            self.add(ends[1], *match.span("to"))
            return CLAIMED * (match.end() - match.start())

        self.text = pattern.sub(claim, self.text)

    def hide(self, pattern: re.Pattern[str]) -> None:
        """Hide what is markup and no value."""
        self.text = pattern.sub(lambda match: CLAIMED * len(match[0]), self.text)

    def hide_span(self, start: int, end: int) -> None:
        """Hide one stretch."""
        self.text = self.text[:start] + CLAIMED * (end - start) + self.text[end:]

    def add(self, canon: Canon, start: int, end: int, form: Notation = Notation.DIGITS) -> None:
        """Keep a value found at a stretch of the folded text."""
        self.values.append(Value(canon, *self.folded.span(start, end), form))

    def result(self) -> tuple[Value, ...]:
        """The values in the order of the text."""
        return tuple(sorted(self.values, key=lambda value: value.span))
