"""Where the twin of a bead parts when the bead does."""

from __future__ import annotations

import re

from workstation.bilingual.bead import Bead, Side

_PAUSE = re.compile("[,;:，；：、。.!?！？]+[”’」』）\"')]*\\s*")
_NEAR = 0.18


def counterpart(bead: Bead, side: Side, at: int) -> int:
    """The place in the other text that a cut at `at` in this one means.

    The end for the end, the start for the start, the same sentence where both have as many, and
    else the pause nearest to the same share of the text. Without such a place the other text
    stays whole, in the first part, and the gap is for a person to fill.
    """
    mine, other = bead.side(side), bead.side(side.other)
    if not mine[at:].strip():
        return len(other)
    if not mine[:at].strip():
        return 0
    # The aligner reads values: not before somebody parts a pair.
    from workstation.bilingual.align import sentences

    here, there = sentences(mine, side), sentences(other, side.other)
    done = [one for one in here if one.end <= at]
    clean_cut = all(one.end <= at or one.start >= len(mine[:at].rstrip()) for one in here)
    if clean_cut and done and len(here) == len(there):
        return there[len(done)].start if len(done) < len(there) else len(other)
    return _pause_near(other, at / len(mine))


def _pause_near(text: str, share: float) -> int:
    pauses = [match.end() for match in _PAUSE.finditer(text)]
    near = min(pauses, key=lambda end: abs(end / len(text) - share), default=len(text))
    return near if text and abs(near / len(text) - share) <= _NEAR else len(text)
