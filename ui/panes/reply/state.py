"""What the reply pane shows: one letter being written, to one party, in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ui.panes.reply.findings import LetterFindings
from ui.panes.reply.written_letter import WrittenLetter, text_of
from workstation.bilingual.draft import Draft
from workstation.bilingual.draft_form import LetterPurpose
from workstation.bilingual.script import script_of
from workstation.domain.case import Case, Letter, Party
from workstation.domain.house_style import Script
from workstation.domain.problem import Refused
from workstation.domain.send_gate import FindingOverrides, LetterOverride
from workstation.domain.taxonomy import Language, Milestone
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding
    from workstation.bilingual.checks.glossary import TermIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyState:
    """A letter, all that is known about it, and what its head and its foot say.

    case, party: about what, and to whom; None while no case is open
    milestone: what the letter tells; of `milestones` it can tell the first is what the case calls
        for
    draft, text: the pairs, and the two letters that they make
    telling: what the letter was begun as, None while that is what the case calls for
    first: the language that is to stand first; None is the party's own
    findings: what the checks found, and what the author did about it
    glossary: the terms of the house, once they are known
    placed: it grows when the text was put there by anything but the keyboard: the view takes the
        text over then and at no other time
    saved_at: when the disk had it; saving: it has not all of it yet; stuck: it does not take it
    letters: what the party has already, but for those `unsent` by id; missed: one of them that a
        colleague sent while this one was being written
    refused: why the letter may not be sent as it is
    planned: why no letter may be sent, where that is so only once the pending commands are
    notice: why it was not sent when somebody tried
    undecidable: why this person cannot decide the case now
    """

    case: Case | None = None
    party: Party | None = None
    milestone: Milestone = Milestone.REVIEW
    milestones: tuple[Milestone, ...] = ()
    draft: Draft = Draft()
    text: Bilingual = Bilingual()
    telling: LetterPurpose | None = None
    first: Language | None = None
    findings: LetterFindings = LetterFindings()
    glossary: TermIndex | None = None
    placed: int = 0
    saved_at: datetime | None = None
    saving: bool = False
    stuck: bool = False
    letters: tuple[Letter, ...] = ()
    unsent: frozenset[str] = frozenset()
    missed: Letter | None = None
    refused: Refused | None = None
    planned: Refused | None = None
    notice: Refused | None = None
    undecidable: Refused | None = None

    def with_letter(self, written: WrittenLetter, placed: int) -> ReplyState:
        """Replace the letter in the editor."""
        return replace(
            self,
            draft=written.draft,
            text=written.text,
            findings=self.findings.weighed(written.draft, written.settled),
            telling=written.telling,
            milestone=self._told(written.telling),
            saved_at=None,
            saving=False,
            stuck=False,
            placed=placed,
        )

    def with_letter_of(self, other: ReplyState) -> ReplyState:
        """Keep the letter that `other` shows, with what is known about it."""
        return replace(
            self,
            draft=other.draft,
            text=other.text,
            findings=other.findings,
            telling=other.telling,
            milestone=self._told(other.telling),
            placed=other.placed,
            saved_at=other.saved_at,
            saving=other.saving,
            stuck=other.stuck,
            notice=other.notice,
        )

    def typed(self, draft: Draft) -> ReplyState:
        """This, with the text as it is now. What the case calls for when a letter is begun is
        what it tells from then on."""
        state = replace(self, draft=draft, text=text_of(draft), saving=True)
        if state.written == (self.telling is not None):
            return state
        if state.written:
            return replace(state, telling=LetterPurpose(self.milestone, self.calls_for))
        # What somebody chose for it outlives the text.
        chosen = self.telling is not None and self.telling.milestone is not self.telling.called
        return state if chosen else replace(state, telling=None, milestone=self.calls_for)

    def told(self, milestone: Milestone) -> ReplyState:
        """Let the letter tell what somebody chose."""
        return replace(self, milestone=milestone, telling=LetterPurpose(milestone, self.calls_for))

    def _told(self, telling: LetterPurpose | None) -> Milestone:
        return telling.milestone if telling is not None else self.calls_for

    @property
    def as_written(self) -> WrittenLetter:
        """The letter as it is kept on the disk."""
        return WrittenLetter(self.draft, self.findings.settled, self.telling)

    @property
    def calls_for(self) -> Milestone:
        """What a letter of this case should tell now."""
        return self.milestones[0] if self.milestones else self.milestone

    @property
    def overtaken(self) -> bool:
        """Whether the case has come to call for another letter since this one was begun."""
        known = self.telling.called if self.telling is not None else None
        changed = known is not None and known is not self.calls_for
        return changed and self.written and self.milestone is not self.calls_for

    @property
    def key(self) -> tuple[str, str] | None:
        """Case and party: what its draft is kept under."""
        if self.case is None or self.party is None:
            return None
        return self.case.id, self.party.id

    @property
    def script(self) -> Script:
        """The Chinese characters that the party reads."""
        if self.case is None or self.party is None:
            return Script.HANS
        return script_of(self.case, self.party.id)

    @property
    def is_simplified(self) -> bool:
        """Whether the checks saw Simplified in a letter to somebody who reads Traditional."""
        return self.script is not Script.HANS and any(
            each.check.value == "variant" for found in self.open_findings.values() for each in found
        )

    @property
    def open_findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What nobody let pass, of each pair that the checks have read as it is now."""
        return self.findings.open_in(self.draft)

    @property
    def unseen(self) -> tuple[Finding, ...]:
        """The warnings that wait to be looked at."""
        return self.findings.unseen

    @property
    def passed(self) -> tuple[LetterOverride, ...]:
        """What was let pass, with the reasons."""
        return self.findings.passed

    @property
    def settled(self) -> FindingOverrides:
        """What the author did about findings, as it is kept with the draft."""
        return self.findings.settled

    @property
    def written(self) -> bool:
        """Whether the letter says anything."""
        return bool(self.text.en.strip() or self.text.zh.strip())
