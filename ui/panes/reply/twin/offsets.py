"""Counting letters as Python does (code points) and as Qt does (UTF-16), and one block a bead."""

from __future__ import annotations

_LINE = "\u2028"


def to_block(text: str) -> str:
    """The text of a bead as one block: its line breaks become line separators."""
    return text.replace("\n", _LINE)


def from_block(text: str) -> str:
    """The text of a bead from its block."""
    return text.replace(_LINE, "\n")


def to_utf16(text: str, at: int) -> int:
    """How many UTF-16 units the first `at` code points of `text` take."""
    head = text[:at]
    return len(head) if head.isascii() else len(head) + sum(char > "\uffff" for char in head)


def from_utf16(text: str, at: int) -> int:
    """How many code points of `text` begin within its first `at` UTF-16 units."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return min(at, len(text))
    units = 0
    for count, char in enumerate(text):
        if units >= at:
            return count
        units += 2 if char > "\uffff" else 1
    return len(text)
