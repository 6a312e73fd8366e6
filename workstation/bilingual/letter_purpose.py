"""What a letter was written to tell: kept with its draft, whatever becomes of the case."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.taxonomy import Milestone


@dataclass(frozen=True, slots=True)
class LetterPurpose:
    """`called` is what the case called for when its author last knew; None if that was not
    recorded."""

    milestone: Milestone
    called: Milestone | None = None
