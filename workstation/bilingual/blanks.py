"""Blanks of a letter: the `{{name}}` that a template left for a person to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workstation.bilingual.bead import Bead, Side

BLANK = re.compile(r"\{\{\s{0,8}([a-z][a-z0-9_]{0,60})\s{0,8}\}\}")
# As a letter holds one, whoever wrote it and in whatever script: none of it is text to be read.
BRACED = re.compile(r"\{\{[^{}\n]{1,80}\}\}")
Span = tuple[int, int]
# A bead, and the blank in it.
Found = tuple[int, Span]


def blank(name: str) -> str:
    """How an open blank is written."""
    return f"{{{{{name}}}}}"


def spans(text: str) -> tuple[Span, ...]:
    """Where the blanks of a text are, in code points."""
    return tuple(match.span() for match in BLANK.finditer(text)) if "{{" in text else ()


def names(text: str) -> tuple[str, ...]:
    """The names of the blanks of a text, in their order, as often as they stand there."""
    return tuple(match[1] for match in BLANK.finditer(text)) if "{{" in text else ()


def next_blank(beads: Sequence[Bead], side: Side, at: int, offset: int) -> Found | None:
    """The first blank of one side from `offset` of bead `at` on, round the end to the start."""
    found = [(number, span) for number, bead in enumerate(beads) for span in spans(bead.side(side))]
    ahead = [one for one in found if (one[0], one[1][0]) >= (at, offset)]
    return next(iter(ahead or found), None)
