"""The draft that is open: writing its clauses, what the checks find, and publishing it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ui.activities.policies.desk import PoliciesDesk
from ui.activities.policies.policy_texts import (
    PolicyTexts,
    clause_of,
    clause_text,
    issue_of,
    issue_text,
)
from ui.activities.policies.publication import missing, policy_of
from ui.activities.policies.state import ClauseForm, ClauseText, DraftState, IssueText, Stop
from ui.activities.policies.words import clause_left_out, clause_saved
from ui.open_record import OpenRecord, refusal_of
from workstation.app.values import Opened
from workstation.domain.policies.amendment import (
    Amendment,
    AmendmentState,
    DiscardAmendment,
    FollowVersion,
    Issue,
    RemoveClause,
    SetIssue,
    WriteClause,
    is_writer,
    may_write,
)
from workstation.domain.policies.publication import held, signers
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding, Fix

Spawn = Callable[[Coroutine[Any, Any, None], str], object]


@dataclass(frozen=True, slots=True)
class UndoableStep:
    """What was done, and what takes it back.

    said: what was done, in words.
    record: the draft that it was done to.
    back: the command that writes what was there before.
    seen: the version that was before one's eyes when it was done.
    """

    said: Message
    record: str
    back: Command | None = None
    seen: int | None = None


class DraftPresenter:
    """Replaces its part of the state. What is typed stays with its draft until it is saved."""

    def __init__(
        self,
        desk: PoliciesDesk,
        record: OpenRecord[Amendment],
        texts: PolicyTexts,
        today: Callable[[], date],
        show: Callable[[DraftState], None],
        spawn: Spawn,
    ) -> None:
        self.state = DraftState()
        self._texts = texts
        self._desk = desk
        self._record = record
        self._today = today
        self._tell = show
        self._spawn = spawn
        # What the checks found, by clause, and the draft that they read.
        self._found: Mapping[str, tuple[Finding, ...]] = {}
        self._checked: Amendment | None = None
        self._looking = self._again = False
        # The version of the draft that is before its reader's eyes.
        self._seen = 0

    def take_in(self, opened: Opened[Amendment] | None) -> None:
        """Show the draft as it is now; None for none."""
        draft = opened.record if opened is not None else None
        before = self.state.amendment
        if draft is None or draft.state is not AmendmentState.DRAFT:
            self._show(DraftState(may_write=may_write(self._desk.session.me)))
            return
        self._seen = opened.truth_version if opened is not None else 0
        if before is None or before.id != draft.id:
            self._found, self._checked = {}, None
            self.state = DraftState(issue_ticket=self.state.issue_ticket + 1)
        waiting = opened is not None and bool(opened.pending)
        state = replace(self.state, amendment=draft, waiting=waiting)
        fresh = before is not None and before.issue != draft.issue and "" not in state.unsaved
        if self._texts.follow_issue(draft, self._seen) or fresh:
            state = replace(state, issue_ticket=state.issue_ticket + 1)
        form = state.form
        if form is not None and not form.unsaved and form.text.no:
            now = draft.clause(form.text.no)
            known = now is None or clause_text(now) == form.text
            state = replace(state, form=form if known else self._filled(form.text.no, draft))
        self._told(state)
        self._look()

    def recalled(self) -> None:
        """Show what was typed the last time, now that it is known."""
        state = self.state
        if state.amendment is not None:
            self._texts.follow_issue(state.amendment, self._seen)
            self._told(replace(state, issue_ticket=state.issue_ticket + 1))
            self._look()

    def write(self, no: str) -> None:
        """Write in a clause; what was typed in the one before is kept with it."""
        draft = self.state.amendment
        known = {each.no for each in self.state.text.clauses} if self.state.text else set()
        if draft is not None and no in known and not self._writes(no):
            self._told(replace(self.state, form=self._filled(no, draft)))

    def _writes(self, no: str) -> bool:
        return self.state.form is not None and self.state.form.text.no == no

    def add(self, after: str) -> None:
        """Write a new clause, with the number after that one."""
        draft, text = self.state.amendment, self.state.text
        if draft is None or text is None:
            return
        kind = next((each.kind for each in text.clauses if each.no == after), "rule")
        fresh = ClauseText(no=_next_number(text, after), kind=kind)
        self._texts.type_clause(draft, fresh, self._seen)
        self._told(replace(self.state, form=self._filled(fresh.no, draft)))

    def leave_clause(self) -> None:
        """Close the fields; what is typed stays with the clause."""
        form, draft = self.state.form, self.state.amendment
        if form is not None and draft is not None and form.new and not form.text.en + form.text.zh:
            self._texts.forget_clause(draft.id, form.text.no)
        self._told(replace(self.state, form=None))

    def type(self, text: ClauseText) -> None:
        """Take in what stands in the fields of the clause; it stays until it is saved."""
        form, draft = self.state.form, self.state.amendment
        if form is None or draft is None:
            return
        if form.new and text.no != form.text.no:
            self._texts.rename(draft.id, form.text.no, text)
        else:
            self._texts.type_clause(draft, text, self._seen)
        self._told(replace(self.state, form=replace(form, text=text, refused=None)))
        self._look()

    def take_up(self, text: ClauseText) -> bool:
        """Put a clause that was not taken back into its fields, over how it stands now. Whether
        nothing else was typed there."""
        draft = self.state.amendment
        kept = self._texts.clause(draft.id, text.no) if draft is not None else None
        if draft is None or (kept is not None and kept.text != text):
            return False
        self._texts.forget_clause(draft.id, text.no)
        self._texts.type_clause(draft, text, self._seen)
        self.leave_clause()
        self.write(text.no)
        return True

    def take_up_issue(self, issue: Issue, before: Issue | None) -> bool:
        """Put number, day and note that were not taken back into their fields, over what they were
        written over. Whether nothing else was typed there."""
        draft, text = self.state.amendment, issue_text(issue)
        kept = self._texts.issue(draft.id) if draft is not None else None
        if draft is None or (kept is not None and kept.text != text):
            return False
        self._texts.take_up_issue(draft, text, issue_text(before or draft.issue), self._seen)
        self._told(replace(self.state, issue_ticket=self.state.issue_ticket + 1))
        self._look()
        return True

    def revert(self) -> None:
        """Throw away what was typed into the clause."""
        form, draft = self.state.form, self.state.amendment
        if form is None or draft is None:
            return
        self._texts.forget_clause(draft.id, form.text.no)
        gone = draft.clause(form.text.no) is None
        self._told(replace(self.state, form=None if gone else self._filled(form.text.no, draft)))
        self._look()

    def rebase_clause(self) -> None:
        """Go on with what was typed, over the clause as somebody else wrote it."""
        form, draft = self.state.form, self.state.amendment
        if form is not None and draft is not None:
            self._texts.rebase_clause(draft, form.text.no, self._seen)
            self._told(self.state)

    async def save(self, form: ClauseForm | None) -> UndoableStep | None:
        """Save the clause as it stood in `form` when that was pressed; None if it was not taken,
        and the form says why. What somebody else wrote in it meanwhile is not written over."""
        draft = self.state.amendment
        if form is None or draft is None or self._marked(form, draft).theirs is not None:
            return None
        before, seen = draft.clause(form.text.no), self._typed_over(draft, form.text.no)
        written = clause_of(form.text, before)
        refused = await self._try(draft, WriteClause(clause=written), seen)
        if refused is not None:
            now = self.state.form or form
            self._told(replace(self.state, form=replace(now, refused=refused)))
            return None
        # What was typed stands there until the draft has it: nothing flickers.
        await self._record.refresh()
        # What was typed since stays typed, over what was saved; without such the fields close.
        still = self.state.form
        if self._texts.saved_clause(draft.id, form.text, written):
            same = still is not None and (still.ticket, still.text) == (form.ticket, form.text)
            still = None if same else still
        self._told(replace(self.state, form=still))
        back: Command = RemoveClause(no=written.no)
        if before is not None:
            back = WriteClause(clause=before)
        return UndoableStep(clause_saved(written.no), draft.id, back, seen)

    async def _try(self, draft: Amendment, command: Command, seen: int) -> Refused | None:
        """Give a command for the draft as it was `seen`; why not, if it was not taken."""
        return await refusal_of(self._desk.records.submit(draft.id, command, seen=seen))

    def _typed_over(self, draft: Amendment, no: str) -> int:
        """The version of the draft that its reader had before their eyes when they typed there."""
        kept = self._texts.clause(draft.id, no)
        return kept.seen if kept is not None and kept.seen is not None else self._seen

    async def leave_out(self, no: str) -> UndoableStep | None:
        """Leave a clause out of the version; not while somebody else's words wait in it."""
        draft, form = self.state.amendment, self.state.form
        if draft is None or (self._writes(no) and form is not None and form.theirs is not None):
            return None
        before, seen = draft.clause(no), self._typed_over(draft, no)
        if before is None:
            self.revert()
            return None
        refused = await self._try(draft, RemoveClause(no=no), seen)
        if refused is not None:
            self._told(replace(self.state, refused=refused))
            return None
        await self._record.refresh()
        self._texts.forget_clause(draft.id, no)
        form = self.state.form
        self._told(replace(self.state, form=None if self._writes(no) else form))
        return UndoableStep(clause_left_out(no), draft.id, WriteClause(clause=before), seen)

    def type_issue(self, text: IssueText) -> None:
        """Take in what stands in the fields of number, day and note."""
        draft = self.state.amendment
        if draft is not None:
            self._texts.type_issue(draft, text, self._seen)
            self._told(self.state)
            self._look()

    def rebase_issue(self) -> None:
        """Go on with what was typed, over number, day and note as somebody else set them."""
        draft = self.state.amendment
        if draft is not None:
            self._texts.rebase_issue(draft, self._seen)
            self._told(replace(self.state, issue_ticket=self.state.issue_ticket + 1))
            self._look()

    async def save_issue(self) -> UndoableStep | None:
        """Save number, day and note; not over what somebody else set meanwhile."""
        draft = self.state.amendment
        typed = self._texts.issue(draft.id) if draft is not None else None
        if draft is None or typed is None or self._texts.issue_theirs(draft) is not None:
            return None
        seen = typed.seen if typed.seen is not None else self._seen
        refused = await self._try(draft, SetIssue(issue=issue_of(typed.text)), seen)
        if refused is not None:
            self._told(replace(self.state, refused=refused))
            return None
        await self._record.refresh()
        self._texts.saved_issue(draft.id, typed.text)
        self._told(replace(self.state, refused=None))
        back = SetIssue(issue=draft.issue)
        return UndoableStep(_("Number, day and note saved"), draft.id, back, seen)

    async def submit(self, command: FollowVersion | DiscardAmendment) -> bool:
        """Compare with the version published since, or give the draft up. Whether it was taken."""
        draft = self.state.amendment
        if draft is None:
            return False
        refused = await refusal_of(self._desk.records.submit(draft.id, command))
        self._told(replace(self.state, refused=refused, discarding=refused is not None))
        return refused is None

    async def publish(self) -> bool:
        """Publish the draft as it is read here. Whether that was taken; else it says why."""
        draft = self.state.amendment
        if draft is None or not self._can_publish:
            return False
        refused = await refusal_of(self._desk.policies.publish_version(draft))
        if refused is not None:
            self._told(replace(self.state, refused=refused))
        return refused is None

    @property
    def _can_publish(self) -> bool:
        """Whether nothing is known that keeps this person from publishing it."""
        state = self.state
        free = not state.stops and not state.unsaved and state.missing is None
        return state.amendment is not None and free and not state.wrote and state.checked

    def ask_discard(self, asked: bool) -> None:
        """Ask for the reason, or don't."""
        self._told(replace(self.state, discarding=asked, refused=None))

    def next_finding(self) -> str | None:
        """Go to the next finding that holds the draft; the number of its clause."""
        stops = self.state.stops
        if not stops:
            return None
        form = self.state.form
        here = form.text.no if form is not None else None
        at = self.state.at + (1 if here == stops[self.state.at % len(stops)].no else 0)
        self._told(replace(self.state, at=at % len(stops)))
        stop = self.state.stop
        return stop.no if stop is not None else None

    def repair(self, finding: Finding, fix: Fix) -> None:
        """Write what a finding proposes, where it belongs."""
        text, no = self.state.text, finding.bead
        if text is None or finding not in self.state.findings.get(no, ()):
            return
        if no:
            self.write(no)
            form = self.state.form
            if form is not None:
                en, zh = _mended(form.text.en, form.text.zh, fix)
                self.type(replace(form.text, en=en, zh=zh))
            form = self.state.form
            if form is not None:
                self._told(replace(self.state, form=replace(form, ticket=form.ticket + 1)))
        elif self.state.issue is not None:
            issue = self.state.issue
            en, zh = _mended(issue.en, issue.zh, fix)
            self.type_issue(replace(issue, en=en, zh=zh))
            self._told(replace(self.state, issue_ticket=self.state.issue_ticket + 1))

    def _filled(self, no: str, draft: Amendment) -> ClauseForm:
        """The form of a clause, its fields to be filled anew."""
        kept, now = self._texts.clause(draft.id, no), draft.clause(no)
        ticket = self.state.form.ticket + 1 if self.state.form is not None else 1
        text = kept.text if kept is not None else clause_text(now) if now else None
        return ClauseForm(text=text or ClauseText(no=no, kind="rule"), ticket=ticket, new=not now)

    def _look(self) -> None:
        """Check what is written, once the checks that run have ended."""
        self._again = True
        if not self._looking:
            self._looking = True
            self._spawn(self._look_all(), "check the clauses")

    async def _look_all(self) -> None:
        try:
            while self._again:
                self._again = False
                read = self.state.text
                if read is None:
                    return
                found = await self._desk.policies.amendment_findings(read)
                if self.state.text is not None and self.state.text.id == read.id:
                    self._found, self._checked = found, read
                    self._told(self.state)
        finally:
            self._looking = False

    def _told(self, state: DraftState) -> None:
        """Show it with all that follows from the draft and what is typed."""
        draft = state.amendment
        if draft is None:
            self._show(state)
            return
        text = self._texts.laid_over(draft)
        policy = policy_of(self._desk.policies.library, draft)
        last = policy.versions[-1].version if policy is not None and policy.versions else ""
        # What was found in texts that are as they were when they were read still holds.
        read = self._checked
        findings = {
            no: found
            for no, found in self._found.items()
            if read is not None and _said(read, no) == _said(text, no)
        }
        me, kept = self._desk.session.me, self._texts.issue(draft.id)
        self._show(
            replace(
                state,
                text=text,
                may_write=may_write(me),
                unsaved=self._texts.unsaved(draft.id),
                issue=kept.text if kept is not None else issue_text(draft.issue),
                issue_theirs=self._texts.issue_theirs(draft),
                findings=findings,
                stops=tuple(Stop(no=no, finding=each) for no, each in held(findings)),
                checked=self._checked == text,
                missing=missing(policy, draft, self._today()) if policy is not None else None,
                signers=tuple(each.name for each in signers(self._desk.people.directory, draft)),
                wrote=me is not None and is_writer(draft, me.id),
                since=last if draft.base != last else "",
                form=self._marked(state.form, draft) if state.form is not None else None,
            )
        )

    def _marked(self, form: ClauseForm, draft: Amendment) -> ClauseForm:
        """The form with how its text stands to the draft as it is now."""
        kept, now = self._texts.clause(draft.id, form.text.no), draft.clause(form.text.no)
        texts = (now.text.en, now.text.zh) if now is not None else None
        mine = (kept.text.en, kept.text.zh) if kept is not None else None
        is_theirs = kept is not None and texts not in (kept.over, mine)
        theirs = now if is_theirs else None
        return replace(form, unsaved=kept is not None, theirs=theirs, new=now is None)

    def _show(self, state: DraftState) -> None:
        self.state = state
        self._tell(state)


def _said(draft: Amendment, no: str) -> object:
    """The text that was checked under a number; "" is the change note."""
    clause = draft.clause(no)
    if clause is not None:
        return clause.text
    return draft.issue.change_note if not no else None


def _mended(en: str, zh: str, fix: Fix) -> tuple[str, str]:
    """Both texts, the one that is wrong as the repair writes it."""
    start, end = fix.span
    if fix.side.value == "en":
        return en[:start] + fix.text + en[end:], zh
    return en, zh[:start] + fix.text + zh[end:]


def _next_number(draft: Amendment, after: str) -> str:
    """The first number of the same chapter that is free; of the last chapter for none."""
    numbers = {each.no for each in draft.clauses}
    head, _dot, last = after.rpartition(".")
    if not head:
        tops = [each.no.partition(".")[0] for each in draft.clauses]
        head = max(tops, key=lambda each: int(each) if each.isdecimal() else 0, default="1")
        last = "0"
    number = int(last) if last.isdecimal() else 0
    while f"{head}.{number + 1}" in numbers:
        number += 1
    return f"{head}.{number + 1}"
