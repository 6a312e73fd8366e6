"""Whether a bead of several sentences lost one of them: a guess from lengths and anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.drafting.bead import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workstation.drafting.align import Sentence
    from workstation.drafting.checks.reading import Pairing


def missing_sentence(pairings: Sequence[Pairing]) -> tuple[Side, Sentence] | None:
    """The sentence that has no counterpart, where that is the likeliest explanation."""
    for pairing in pairings:
        if not pairing.zh and pairing.en:
            return Side.EN, pairing.en[0]
        if not pairing.en and pairing.zh:
            return Side.ZH, pairing.zh[0]
    return None
