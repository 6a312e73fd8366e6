"""What the reply pane shows: one letter being written, to one party, in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ui.panes.reply.written import Written
from workstation.domain.case import Case, Letter, Party
from workstation.domain.gate import LetterOverride, Settled
from workstation.domain.house_style import Script
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Language, Milestone
from workstation.domain.text import Bilingual
from workstation.drafting.draft import Draft
from workstation.drafting.script import script_of

if TYPE_CHECKING:
    from workstation.drafting.checks.finding import Finding
    from workstation.drafting.checks.glossary import Glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyState:
    """`placed` grows when the text was put there by anything but the keyboard: the view takes
    the text over then and at no other time. `saved_at` is set once the disk has it.
    `undecidable` says why this person cannot decide the case now. `missed` is a letter that a
    colleague sent while this one was being written. `findings` are the open ones of each pair that
    was read, `unseen` those that wait to be looked at, `passed` what was let pass with a reason.
    `glossary` are the terms of the house once they are known. `first` is the language that is to
    stand first; None is the party's own.
    """

    case: Case | None = None
    party: Party | None = None
    milestone: Milestone = Milestone.REVIEW
    milestones: tuple[Milestone, ...] = ()
    draft: Draft = Draft()
    text: Bilingual = Bilingual()
    settled: Settled = Settled()
    first: Language | None = None
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    glossary: Glossary | None = None
    unseen: tuple[Finding, ...] = ()
    passed: tuple[LetterOverride, ...] = ()
    placed: int = 0
    saved_at: datetime | None = None
    saving: bool = False
    letters: tuple[Letter, ...] = ()
    missed: Letter | None = None
    refused: Refused | None = None
    notice: Refused | None = None
    undecidable: Refused | None = None

    def with_letter(self, written: Written, placed: int) -> ReplyState:
        """This, with another letter in the editor."""
        return replace(
            self,
            draft=written.draft,
            text=written.text,
            settled=written.settled,
            saved_at=None,
            saving=False,
            placed=placed,
        )

    def with_letter_of(self, other: ReplyState) -> ReplyState:
        """This, with the letter that `other` shows."""
        return replace(
            self,
            draft=other.draft,
            text=other.text,
            settled=other.settled,
            placed=other.placed,
            saved_at=other.saved_at,
            saving=other.saving,
            notice=other.notice,
        )

    @property
    def key(self) -> tuple[str, str] | None:
        """Case and party: what its draft is kept under."""
        if self.case is None or self.party is None:
            return None
        return self.case.id, self.party.id

    @property
    def script(self) -> Script:
        """What the party reads."""
        if self.case is None or self.party is None:
            return Script.HANS
        return script_of(self.case, self.party.id)

    @property
    def is_simplified(self) -> bool:
        """Whether the checks saw Simplified in a letter to somebody who reads Traditional."""
        return self.script is not Script.HANS and any(
            each.check.value == "variant" for found in self.findings.values() for each in found
        )

    @property
    def written(self) -> bool:
        """Whether there is any text."""
        return bool(self.text.en.strip() or self.text.zh.strip())
