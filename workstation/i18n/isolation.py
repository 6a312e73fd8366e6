"""Keeps a text of somebody else from turning the order of the sentence that it stands in."""

from __future__ import annotations

import re

_FSI, _PDI = "\u2068", "\u2069"
_ISOLATES = re.compile("[\u2066-\u2069]")
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
    depth = 0

    def weighed(sign: re.Match[str]) -> str:
        nonlocal depth
        if sign[0] != _PDI:
            depth += 1
        elif depth == 0:
            return ""
        else:
            depth -= 1
        return sign[0]

    return _ISOLATES.sub(weighed, text) + _PDI * depth
