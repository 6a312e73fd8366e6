"""What the reply pane shows: one letter being written, to one party, in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.case import Case, Letter, Party
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyState:
    """`placed` grows when the text was put there by anything but the keyboard: the view takes
    the text over then and at no other time. `saved_at` is set once the disk has it.
    `undecidable` says why this person cannot decide the case now. `missed` is a letter that a
    colleague sent while this one was being written.
    """

    case: Case | None = None
    party: Party | None = None
    milestone: Milestone = Milestone.REVIEW
    milestones: tuple[Milestone, ...] = ()
    text: Bilingual = Bilingual()
    placed: int = 0
    saved_at: datetime | None = None
    saving: bool = False
    letters: tuple[Letter, ...] = ()
    missed: Letter | None = None
    refused: Refused | None = None
    notice: Refused | None = None
    undecidable: Refused | None = None

    @property
    def written(self) -> bool:
        """Whether there is any text."""
        return bool(self.text.en.strip() or self.text.zh.strip())
