"""What is typed into a draft and not saved: laid over the draft, kept, and given up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ui.activities.policies.state import ClauseText, IssueText
from ui.activities.policies.text_keeper import (
    ISSUE,
    Place,
    Written,
    WrittenClause,
    WrittenIssue,
    clause_slot,
)
from workstation.domain.policies.amendment import (
    Amendment,
    Issue,
    in_order,
    tidy_clause,
    tidy_issue,
)
from workstation.domain.policy import Clause
from workstation.domain.text import Bilingual


class AmendmentTexts:
    """The texts of all drafts, by record and slot."""

    def __init__(self) -> None:
        self.texts: dict[Place, Written] = {}

    def recall(self, kept: Mapping[Place, Written]) -> None:
        """These were typed before; what is typed since stays."""
        self.texts = {**kept, **self.texts}

    def clause(self, record: str, no: str) -> WrittenClause | None:
        """What is typed into a clause."""
        found = self.texts.get((record, clause_slot(no)))
        return found if isinstance(found, WrittenClause) else None

    def issue(self, record: str) -> WrittenIssue | None:
        """What is typed around the clauses."""
        found = self.texts.get((record, ISSUE))
        return found if isinstance(found, WrittenIssue) else None

    def type_clause(self, draft: Amendment, text: ClauseText, seen: int) -> None:
        """This stands in the fields of a clause now; `seen` is the version before one's eyes."""
        place = draft.id, clause_slot(text.no)
        now, kept = draft.clause(text.no), self.clause(draft.id, text.no)
        if now is not None and text == clause_text(now):
            self.texts.pop(place, None)
        elif kept is not None:
            self.texts[place] = replace(kept, text=text)
        else:
            over = (now.text.en, now.text.zh) if now is not None else None
            self.texts[place] = WrittenClause(text=text, over=over, seen=seen)

    def type_issue(self, draft: Amendment, text: IssueText, seen: int) -> None:
        """This stands in the fields of number, day and note now."""
        kept, now = self.issue(draft.id), issue_text(draft.issue)
        if text == now:
            self.texts.pop((draft.id, ISSUE), None)
        elif kept is not None:
            self.texts[draft.id, ISSUE] = replace(kept, text=text)
        else:
            self.texts[draft.id, ISSUE] = WrittenIssue(text=text, over=now, seen=seen)

    def take_up_issue(self, draft: Amendment, text: IssueText, over: IssueText, seen: int) -> None:
        """This was typed over something else, and was not taken."""
        self.texts[draft.id, ISSUE] = WrittenIssue(text=text, over=over, seen=seen)
        self.follow_issue(draft, seen)

    def begin_issue(self, policy: str, text: IssueText) -> None:
        """This stands in the fields of a draft that is not begun yet."""
        self.texts[policy, ISSUE] = WrittenIssue(text=text)

    def rename(self, record: str, before: str, text: ClauseText) -> None:
        """A new clause got another number."""
        kept = self.clause(record, before)
        self.texts.pop((record, clause_slot(before)), None)
        seen = kept.seen if kept is not None else None
        self.texts[record, clause_slot(text.no)] = WrittenClause(text=text, seen=seen)

    def rest_on(self, draft: Amendment, no: str, seen: int) -> None:
        """Go on over the clause as somebody else wrote it meanwhile."""
        kept, now = self.clause(draft.id, no), draft.clause(no)
        if kept is not None:
            over = (now.text.en, now.text.zh) if now is not None else None
            self.texts[draft.id, clause_slot(no)] = replace(kept, over=over, seen=seen)

    def follow_issue(self, draft: Amendment, seen: int) -> bool:
        """Take over what others changed around the clauses where nothing was typed. Whether the
        fields say something else by that; never where both changed the same."""
        kept, now = self.issue(draft.id), issue_text(draft.issue)
        if kept is None or kept.over in (None, now) or self.issue_theirs(draft) is not None:
            return False
        self.rest_issue_on(draft, seen)
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

    def rest_issue_on(self, draft: Amendment, seen: int) -> None:
        """Go on over what others set around the clauses; what was not typed follows it."""
        kept, now = self.issue(draft.id), issue_text(draft.issue)
        if kept is None or kept.over is None:
            return
        parts = _parts(kept.text, kept.over, now)
        label, day, en, zh = (there if mine == before else mine for mine, before, there in parts)
        text = IssueText(label=label, day=day, en=en, zh=zh)
        if text == now:
            self.forget_issue(draft.id)
        else:
            self.texts[draft.id, ISSUE] = WrittenIssue(text=text, over=now, seen=seen)

    def saved_clause(self, record: str, text: ClauseText, written: Clause) -> bool:
        """A clause was saved as it stood in `text`. Whether nothing was typed since; what was
        rests on what was saved."""
        kept = self.clause(record, text.no)
        if kept is None or kept.text == text:
            self.forget_clause(record, text.no)
            return True
        said = tidy_clause(written).text
        self.texts[record, clause_slot(text.no)] = replace(kept, over=(said.en, said.zh))
        return False

    def saved_issue(self, record: str, text: IssueText) -> None:
        """What stood in `text` was saved; what was typed since rests on it."""
        kept = self.issue(record)
        if kept is None or kept.text == text:
            self.forget_issue(record)
        else:
            over = issue_text(tidy_issue(issue_of(text)))
            self.texts[record, ISSUE] = replace(kept, over=over)

    def forget_clause(self, record: str, no: str) -> None:
        """It is saved, or given up."""
        self.texts.pop((record, clause_slot(no)), None)

    def forget_issue(self, record: str) -> None:
        """It is saved, or given up."""
        self.texts.pop((record, ISSUE), None)

    def unsaved(self, record: str) -> frozenset[str]:
        """The numbers of the clauses with something typed; "" for what stands around them."""
        slots = [slot for each, slot in self.texts if each == record]
        return frozenset("" if slot == ISSUE else slot.removeprefix("clause ") for slot in slots)

    def laid_over(self, draft: Amendment) -> Amendment:
        """The draft with what is typed in it."""
        clauses = {clause.no: clause for clause in draft.clauses}
        for (record, _slot), each in self.texts.items():
            if record == draft.id and isinstance(each, WrittenClause):
                clauses[each.text.no] = clause_of(each.text, draft.clause(each.text.no))
        issue = self.issue(draft.id)
        return replace(
            draft,
            clauses=in_order(clauses.values()),
            issue=issue_of(issue.text) if issue is not None else draft.issue,
        )


def _parts(*texts: IssueText) -> Iterator[tuple[Any, ...]]:
    """The same part of each of them, one part after the other."""
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
