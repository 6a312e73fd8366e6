"""What is typed into policies and not saved: its kinds, its slots, and how it lies over a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ui.activities.policies.state import ClauseText, IssueText, PeriodText, PolicyText
from ui.unsaved_texts import TextsDesk, UnsavedTexts
from workstation.domain.policies.amendment import (
    Amendment,
    Issue,
    in_order,
    tidy_clause,
    tidy_issue,
)
from workstation.domain.policy import Clause, policy_id
from workstation.domain.text import Bilingual

# Under which slots the texts are kept: those of a draft with its record, those of a list of the
# house with that; a policy that is not open yet has no record but a place of its own.
ISSUE, PERIOD = "issue", "period"
_CLAUSE, _OPENING = "clause ", "opening"
NEW_POLICY = (policy_id(""), _OPENING)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenClause:
    """A clause as it was typed.

    over: both texts that it was typed over, None for a new clause.
    seen: the version of the draft that was before its writer's eyes.
    """

    text: ClauseText
    over: tuple[str, str] | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenIssue:
    """Number, day and note as they were typed.

    over: what they were typed over, None before there is a draft.
    seen: the version of the draft that was before their writer's eyes.
    """

    text: IssueText
    over: IssueText | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPolicy:
    """A policy of its own, as it was typed."""

    text: PolicyText


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPeriod:
    """What shall apply from a day on, as it was typed."""

    text: PeriodText


Written = WrittenClause | WrittenIssue | WrittenPolicy | WrittenPeriod
# What stands under a slot that has no number.
_KINDS: dict[str, type[Written]] = {
    ISSUE: WrittenIssue,
    PERIOD: WrittenPeriod,
    _OPENING: WrittenPolicy,
}


def clause_slot(no: str) -> str:
    """Where a clause is kept."""
    return f"{_CLAUSE}{no}"


def kind_of_slot(slot: str) -> type[Written] | None:
    """The kind of text that a slot keeps; None for a slot of a later version."""
    return WrittenClause if slot.startswith(_CLAUSE) else _KINDS.get(slot)


def sides_of(written: Written) -> tuple[str, str]:
    """Both languages of a text; a reason is written in one, and is in the form."""
    if isinstance(written, WrittenPeriod):
        return "", ""
    return written.text.en, written.text.zh


class PolicyTexts(UnsavedTexts[Written]):
    """All that is typed into drafts, a new policy and the lists of the house.

    What is typed into a draft is held with what it was typed over: what others change meanwhile is
    neither written over nor lost.
    """

    def __init__(self, desk: TextsDesk) -> None:
        super().__init__(desk, kind_of_slot, sides_of)

    def clause(self, record: str, no: str) -> WrittenClause | None:
        """What is typed into a clause."""
        return self.get((record, clause_slot(no)), WrittenClause)

    def issue(self, record: str) -> WrittenIssue | None:
        """What is typed around the clauses."""
        return self.get((record, ISSUE), WrittenIssue)

    def type_clause(self, draft: Amendment, text: ClauseText, seen: int) -> None:
        """Take in what stands in the fields of a clause; `seen` is the version that was read."""
        place = draft.id, clause_slot(text.no)
        now, kept = draft.clause(text.no), self.clause(draft.id, text.no)
        if now is not None and text == clause_text(now):
            self.set_text(place, None)
        elif kept is not None:
            self.set_text(place, replace(kept, text=text))
        else:
            over = (now.text.en, now.text.zh) if now is not None else None
            self.set_text(place, WrittenClause(text=text, over=over, seen=seen))

    def type_issue(self, draft: Amendment, text: IssueText, seen: int) -> None:
        """Take in what stands in the fields of number, day and note."""
        kept, now = self.issue(draft.id), issue_text(draft.issue)
        if text == now:
            self.set_text((draft.id, ISSUE), None)
        elif kept is not None:
            self.set_text((draft.id, ISSUE), replace(kept, text=text))
        else:
            self.set_text((draft.id, ISSUE), WrittenIssue(text=text, over=now, seen=seen))

    def take_up_issue(self, draft: Amendment, text: IssueText, over: IssueText, seen: int) -> None:
        """Take in number, day and note that were typed over `over` and were not taken."""
        self.set_text((draft.id, ISSUE), WrittenIssue(text=text, over=over, seen=seen))
        self.follow_issue(draft, seen)

    def begin_issue(self, policy: str, text: IssueText) -> None:
        """Take in number, day and note of a draft of `policy` that is not begun yet."""
        self.set_text((policy, ISSUE), WrittenIssue(text=text))

    def rename(self, record: str, before: str, text: ClauseText) -> None:
        """Keep the text of a new clause under its new number instead of `before`."""
        kept = self.clause(record, before)
        self.forget_clause(record, before)
        seen = kept.seen if kept is not None else None
        self.set_text((record, clause_slot(text.no)), WrittenClause(text=text, seen=seen))

    def rebase_clause(self, draft: Amendment, no: str, seen: int) -> None:
        """Go on over the clause as somebody else wrote it meanwhile."""
        kept, now = self.clause(draft.id, no), draft.clause(no)
        if kept is not None:
            over = (now.text.en, now.text.zh) if now is not None else None
            self.set_text((draft.id, clause_slot(no)), replace(kept, over=over, seen=seen))

    def follow_issue(self, draft: Amendment, seen: int) -> bool:
        """Take over what others changed around the clauses where nothing was typed. Whether the
        fields say something else by that; never where both changed the same."""
        kept, now = self.issue(draft.id), issue_text(draft.issue)
        if kept is None or kept.over in (None, now) or self.issue_theirs(draft) is not None:
            return False
        self.rebase_issue(draft, seen)
        return True

    def issue_theirs(self, draft: Amendment) -> IssueText | None:
        """What stands around the clauses now, if others changed the same of it as was typed."""
        kept, now = self.issue(draft.id), issue_text(draft.issue)
        if kept is None or kept.over is None:
            return None
        both = any(
            mine != there and before not in (mine, there)
            for mine, before, there in _parts(kept.text, kept.over, now)
        )
        return now if both else None

    def rebase_issue(self, draft: Amendment, seen: int) -> None:
        """Go on over what others set around the clauses; what was not typed follows it."""
        kept, now = self.issue(draft.id), issue_text(draft.issue)
        if kept is None or kept.over is None:
            return
        parts = _parts(kept.text, kept.over, now)
        label, day, en, zh = (there if mine == before else mine for mine, before, there in parts)
        text = IssueText(label=label, day=day, en=en, zh=zh)
        fresh = WrittenIssue(text=text, over=now, seen=seen)
        self.set_text((draft.id, ISSUE), fresh if text != now else None)

    def saved_clause(self, record: str, text: ClauseText, written: Clause) -> bool:
        """Forget a clause that was saved as it stood in `text`, or let what was typed since rest on
        that. Whether nothing was typed since."""
        kept = self.clause(record, text.no)
        if kept is None or kept.text == text:
            self.forget_clause(record, text.no)
            return True
        said = tidy_clause(written).text
        rebased = replace(kept, over=(said.en, said.zh))
        self.set_text((record, clause_slot(text.no)), rebased)
        return False

    def saved_issue(self, record: str, text: IssueText) -> None:
        """Forget number, day and note that were saved as they stood in `text`; what was typed since
        rests on that."""
        kept = self.issue(record)
        if kept is None or kept.text == text:
            self.forget_issue(record)
        else:
            over = issue_text(tidy_issue(issue_of(text)))
            self.set_text((record, ISSUE), replace(kept, over=over))

    def forget_clause(self, record: str, no: str) -> None:
        """Forget what is typed into a clause: it is saved, or given up."""
        self.set_text((record, clause_slot(no)), None)

    def forget_issue(self, record: str) -> None:
        """Forget what is typed around the clauses: it is saved, or given up."""
        self.set_text((record, ISSUE), None)

    def unsaved(self, record: str) -> frozenset[str]:
        """The numbers of the clauses with something typed; "" for what stands around them."""
        slots = self.of(record)
        return frozenset("" if slot == ISSUE else slot.removeprefix(_CLAUSE) for slot in slots)

    def laid_over(self, draft: Amendment) -> Amendment:
        """The draft with what is typed in it."""
        clauses = {clause.no: clause for clause in draft.clauses}
        for each in self.of(draft.id).values():
            if isinstance(each, WrittenClause):
                clauses[each.text.no] = clause_of(each.text, draft.clause(each.text.no))
        issue = self.issue(draft.id)
        return replace(
            draft,
            clauses=in_order(clauses.values()),
            issue=issue_of(issue.text) if issue is not None else draft.issue,
        )


def _parts(*texts: IssueText) -> Iterator[tuple[Any, ...]]:
    """The same part of each of these texts, one part after the other."""
    return zip(*((each.label, each.day, each.en, each.zh) for each in texts), strict=True)


def clause_text(clause: Clause) -> ClauseText:
    """A clause as its fields show it."""
    text = clause.text
    return ClauseText(
        no=clause.no,
        kind=clause.kind,
        severity=clause.severity or "",
        en=text.en,
        zh=text.zh,
    )


def clause_of(text: ClauseText, before: Clause | None) -> Clause:
    """The clause that is typed; what has no field stays as it was."""
    both = Bilingual(text.en, text.zh)
    severity = text.severity or None
    if before is None:
        return Clause(no=text.no, kind=text.kind, text=both, severity=severity)
    return replace(before, kind=text.kind, text=both, severity=severity)


def issue_text(issue: Issue) -> IssueText:
    """Number, day and note as their fields show them."""
    note = issue.change_note
    return IssueText(label=issue.label, day=issue.effective_from, en=note.en, zh=note.zh)


def issue_of(text: IssueText) -> Issue:
    """What the fields say."""
    note = Bilingual(text.en, text.zh)
    return Issue(label=text.label.strip(), effective_from=text.day, change_note=note)
