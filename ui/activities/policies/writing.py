"""What is typed into a draft and not saved: laid over the draft, kept, and given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ui.activities.policies.keeping import (
    ISSUE,
    Place,
    Written,
    WrittenClause,
    WrittenIssue,
    clause_slot,
)
from ui.activities.policies.state import ClauseText, IssueText
from workstation.domain.policies.amendment import Amendment, Issue, in_order, tidy_clause
from workstation.domain.policy import Clause
from workstation.domain.text import Bilingual


class Writing:
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

    def issue(self, record: str) -> IssueText | None:
        """What is typed around the clauses."""
        found = self.texts.get((record, ISSUE))
        return found.text if isinstance(found, WrittenIssue) else None

    def type_clause(self, draft: Amendment, text: ClauseText) -> None:
        """This stands in the fields of a clause now."""
        place = draft.id, clause_slot(text.no)
        now, kept = draft.clause(text.no), self.clause(draft.id, text.no)
        if now is not None and text == clause_text(now):
            self.texts.pop(place, None)
            return
        over = (now.text.en, now.text.zh) if now is not None else None
        self.texts[place] = WrittenClause(text=text, over=kept.over if kept is not None else over)

    def type_issue(self, draft: Amendment, text: IssueText) -> None:
        """This stands in the fields of number, day and note now."""
        if text == issue_text(draft.issue):
            self.texts.pop((draft.id, ISSUE), None)
        else:
            self.texts[draft.id, ISSUE] = WrittenIssue(text=text)

    def rename(self, record: str, before: str, text: ClauseText) -> None:
        """A new clause got another number."""
        self.texts.pop((record, clause_slot(before)), None)
        self.texts[record, clause_slot(text.no)] = WrittenClause(text=text)

    def rest_on(self, draft: Amendment, no: str) -> None:
        """Go on over the clause as somebody else wrote it meanwhile."""
        kept, now = self.clause(draft.id, no), draft.clause(no)
        if kept is not None:
            over = (now.text.en, now.text.zh) if now is not None else None
            self.texts[draft.id, clause_slot(no)] = replace(kept, over=over)

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
            issue=issue_of(issue) if issue is not None else draft.issue,
        )


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
