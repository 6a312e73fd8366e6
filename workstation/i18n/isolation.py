"""Keeps a text of somebody else from turning the order of the sentence that it stands in."""

from __future__ import annotations

import re

_FSI, _PDI = "\u2068", "\u2069"
_OPENS = frozenset("\u2066\u2067\u2068")
# What is written from the right, and what changes directions by itself.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def isolated(text: str) -> str:
    """`text` in an isolate of its own if anything in it can turn the order of its neighbours."""
    return f"{_FSI}{_closed(text)}{_PDI}" if _TURNS.search(text) else text


def _closed(text: str) -> str:
    """`text` with each isolate ended that it begins, and without ends of others."""
    depth, kept = 0, []
    for character in text:
        if character == _PDI and depth == 0:
            continue
        depth += (character in _OPENS) - (character == _PDI)
        kept.append(character)
    return "".join(kept) + _PDI * depth
