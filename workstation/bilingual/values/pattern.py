"""Compiling the patterns of the values: ASCII classes only, since Han counts as \\w otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which `\\w`, `\\d` and `\\b` know ASCII only: 致电+65 has a word boundary."""
    return re.compile(pattern, flags | re.ASCII)


def any_of(words: Iterable[str]) -> str:
    """An alternation that prefers the longest of the words."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
