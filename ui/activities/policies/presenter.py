"""Policies without a screen: what is read and drafted, who cites it, and the house's periods."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from ui.activities.policies.desk import PoliciesDesk
from ui.activities.policies.drafts import DraftPresenter, Spawn, UndoableStep
from ui.activities.policies.library import LibraryPresenter
from ui.activities.policies.policy_texts import (
    NEW_POLICY,
    PERIOD,
    PolicyTexts,
    WrittenPeriod,
    WrittenPolicy,
    clause_text,
    issue_of,
)
from ui.activities.policies.publication import open_draft, questions_of
from ui.activities.policies.settings import BY_NAME, LISTS
from ui.activities.policies.state import (
    CitingState,
    DraftState,
    IssueText,
    LibraryState,
    PeriodText,
    PoliciesState,
    PoliciesTab,
    PolicyText,
)
from ui.open_record import OpenRecord, refusal_of
from workstation.app.policies import CitingRecords
from workstation.domain.policies.amendment import (
    Amendment,
    AmendmentRow,
    SetIssue,
    WriteClause,
    may_write,
)
from workstation.domain.policies.publication import OpenPolicy, held
from workstation.domain.policy import Policy, policy_id
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.text import Bilingual
from workstation.i18n import _

Show = Callable[[PoliciesState], None]
# So long before its day a version is proposed: people have to read it.
_NOTICE = timedelta(days=30)
_UNSAVED = Refused(
    _("Something else is typed there, and is not saved."), _("Save it or undo it first.")
)


class PoliciesPresenter:
    """Replaces its frozen state and hands the whole of it to `show`."""

    def __init__(
        self,
        desk: PoliciesDesk,
        record: OpenRecord[Amendment],
        today: Callable[[], date],
        show: Show,
        spawn: Spawn,
    ) -> None:
        self.state = PoliciesState(today=today())
        self._desk = desk
        self._record = record
        self._today = today
        self._show = show
        self._spawn = spawn
        self._texts = texts = PolicyTexts(desk)
        # Whether a finding holds a draft, by its id and version.
        self._held: dict[tuple[str, int], bool] = {}
        # Who cites the policy of that code: cases, and drafts of one's own.
        self._cited: tuple[str, tuple[CitingRecords, ...], tuple[CitingRecords, ...]] = "", (), ()
        self._asking = self._ask_again = False
        self.library = LibraryPresenter(desk, today, self._on_library)
        self.draft = DraftPresenter(desk, record, texts, today, self._on_draft, spawn)
        record.watch(self.draft.take_in)

    async def refresh(self) -> None:
        """Show everything as it is now."""
        drafts = await self._desk.policies.amendments()
        held = await self._held_of(drafts)
        writes = may_write(self._desk.session.me)
        if writes:
            await self._recall(drafts)
        refused = await questions_of(self._desk) if writes else ()
        names = [each.name for each in LISTS]
        waiting = {each for each in names if await waits_to_be_sent(self._desk, each)}
        periods = replace(
            self.state.periods,
            records={each.name: each.record(self._desk.policies.library) for each in LISTS},
            waiting=frozenset(waiting),
        )
        self._put(
            replace(
                self.state,
                today=self._today(),
                may_write=writes,
                drafts=drafts,
                held=held,
                refused_changes=refused,
                periods=periods,
            )
        )
        self.library.take_in(drafts, held)
        if self._record.id:
            self._record.refresh()
        self._ask_who_cites(anew=True)

    async def _held_of(self, drafts: tuple[AmendmentRow, ...]) -> frozenset[str]:
        """The ids of the drafts that a finding holds."""
        found = set()
        for row in drafts:
            draft = await open_draft(self._desk, row.id)
            if draft is None:
                continue
            key = draft.id, draft.version
            if key not in self._held:
                findings = await self._desk.policies.amendment_findings(draft)
                self._held[key] = bool(held(findings))
            if self._held[key]:
                found.add(draft.id)
        return frozenset(found)

    async def _recall(self, drafts: tuple[AmendmentRow, ...]) -> None:
        """Show what was typed and not saved the last time, also in a form that was opened before
        that was known."""
        policies = (each.id for each in self._desk.policies.library.policies)
        ids = (*(each.id for each in drafts), *policies, NEW_POLICY[0], *BY_NAME)
        if not await self._texts.recall(ids):
            return
        self.draft.recalled()
        if self.state.opening == PolicyText():
            self._put(replace(self.state, opening=None))
            self.begin_opening()
        if self.state.periods.writing:
            self.write_period(self.state.periods.writing)

    async def flush(self) -> None:
        """Bring what is typed and not saved to the disk. Raises `ProfileProblem`."""
        await self._texts.write()

    def turn_to(self, tab: PoliciesTab) -> None:
        """Show another part."""
        self._put(replace(self.state, tab=tab, notice=None))

    def read_draft(self, id_: str) -> None:
        """Read a draft in the library."""
        row = next((each for each in self.state.drafts if each.id == id_), None)
        if row is not None:
            self.library.choose_policy(row.policy.partition(":")[2], row.id)
            self.library.compare(True)
            self.turn_to(PoliciesTab.LIBRARY)

    def begin_draft(self) -> None:
        """Draft the next version of the policy that is read, or go on with its draft."""
        policy = self.state.library.policy
        if policy is None or not self.state.may_write:
            return
        own = [each for each in self.state.drafts if each.policy == policy.id]
        if own:
            self.read_draft(own[-1].id)
            return
        typed = self._texts.issue(policy.id)
        issue = typed.text if typed is not None else _suggested(policy, self._today())
        ticket = self.state.draft.issue_ticket + 1
        self._on_draft(
            replace(
                self.state.draft, beginning=True, issue=issue, issue_ticket=ticket, refused=None
            )
        )

    def leave_beginning(self) -> None:
        """Do not begin a draft; what was typed stays for the next time."""
        self._on_draft(replace(self.state.draft, beginning=False, issue=None, refused=None))

    def type_issue(self, text: IssueText) -> None:
        """Take in what stands in the fields of number, day and note."""
        policy = self.state.library.policy
        if self.state.draft.beginning and policy is not None:
            self._texts.begin_issue(policy.id, text)
            self._on_draft(replace(self.state.draft, issue=text))
        else:
            self.draft.type_issue(text)

    async def draft_version(self) -> bool:
        """Begin the draft with what stands in the fields. Whether it was taken."""
        policy, issue = self.state.library.policy, self.state.draft.issue
        if policy is None or issue is None:
            return False
        begun: list[str] = []

        async def begin() -> None:
            begun.append(await self._desk.policies.draft_version(policy.code, issue_of(issue)))

        refused = await refusal_of(begin())
        if refused is not None:
            self._on_draft(replace(self.state.draft, refused=refused))
            return False
        self._texts.forget_issue(policy.id)
        self.leave_beginning()
        await self.refresh()
        self.read_draft(begun[0])
        return True

    async def publish(self) -> bool:
        """Publish the draft that is open. Whether that was taken."""
        draft = self.state.draft.amendment
        published = await self.draft.publish()
        if published and draft is not None:
            await self.refresh()
            policy = self.state.library.policy
            if policy is not None:
                self.library.choose_policy(policy.code, draft.issue.label)
        return published

    async def take_back(self, done: UndoableStep) -> None:
        """Give the command that writes what was there before `done`."""
        if done.back is not None:
            refused = await refusal_of(
                self._desk.records.submit(done.record, done.back, seen=done.seen)
            )
            self._put(replace(self.state, notice=refused))

    async def redo(self, command_id: str) -> None:
        """Give a refused change again, over how things stand now."""
        refused = await refusal_of(self._desk.questions.redo(command_id))
        self._put(replace(self.state, notice=refused))
        await self.refresh()

    async def edit(self, command_id: str) -> None:
        """Put a refused text back into its fields; not over what is typed there."""
        found = (each for each in self.state.refused_changes if each.command_id == command_id)
        question = next(found, None)
        command = question.command if question is not None else None
        if question is None or not isinstance(command, WriteClause | SetIssue):
            return
        self.read_draft(question.record_id)
        await self._record.arrived()
        draft = self.draft.state.amendment
        if draft is not None and draft.id == question.record_id:
            if isinstance(command, WriteClause):
                taken = self.draft.take_up(clause_text(command.clause))
            else:
                seen = question.seen
                before = seen.issue if isinstance(seen, Amendment) else None
                taken = self.draft.take_up_issue(command.issue, before)
            if not taken:
                self._put(replace(self.state, notice=_UNSAVED))
                return
            await self.flush()
        await self.drop(command_id)

    async def drop(self, command_id: str) -> None:
        """Give a refused change up."""
        with suppress(KeyError):  # it was answered meanwhile
            await self._desk.questions.drop(command_id)
        await self.refresh()

    def open_policy(self, text: PolicyText | None) -> None:
        """Write a new policy: take in what stands in its fields. None for not writing it: what was
        typed stays for the next time."""
        if text is not None:
            typed = WrittenPolicy(text=text) if text != PolicyText() else None
            self._texts.set_text(NEW_POLICY, typed)
        another = (text is None) != (self.state.opening is None)
        ticket = self.state.opening_ticket + (1 if another else 0)
        self._put(replace(self.state, opening=text, opening_ticket=ticket, notice=None))

    def begin_opening(self) -> None:
        """Write a new policy, or go on with it."""
        typed = self._texts.get(NEW_POLICY, WrittenPolicy)
        self.open_policy(typed.text if typed is not None else PolicyText())

    async def begin_policy(self) -> bool:
        """Begin the new policy that is written. Whether it was taken."""
        text = self.state.opening
        if text is None:
            return False
        code = text.code.strip().upper()
        title = Bilingual(text.en, text.zh)
        command = OpenPolicy(code=code, title=title, owner=text.owner)
        refused = await refusal_of(self._desk.records.submit(policy_id(code), command))
        if refused is not None:
            self._put(replace(self.state, notice=refused))
            return False
        self._texts.forget(NEW_POLICY, WrittenPolicy(text=text))
        self.open_policy(None)
        await self.refresh()
        self.library.choose_policy(code)
        return True

    def write_period(self, name: str) -> None:
        """Say what applies from a day on, in one of the lists; "" for not."""
        periods = self.state.periods
        ticket = periods.ticket + 1
        if not name:
            self._put(replace(self.state, periods=replace(periods, writing="", refused=None)))
            return
        typed = self._texts.get((name, PERIOD), WrittenPeriod)
        text = typed.text if typed is not None else self._proposed(name)
        self._put(
            replace(
                self.state,
                periods=replace(
                    periods,
                    writing=name,
                    day=text.day,
                    numbers=text.numbers,
                    reason=text.reason,
                    ticket=ticket,
                    refused=None,
                ),
            )
        )

    def _proposed(self, name: str) -> PeriodText:
        """What applies by now, from a day on that leaves time to read it."""
        last = self.state.periods.records[name].periods[-1]
        return PeriodText(day=self._today() + _NOTICE, numbers=BY_NAME[name].numbers(last))

    def type_period(self, day: date, numbers: tuple[int, ...], reason: str) -> None:
        """Take in what stands in the fields of a list; it stays until it is set."""
        name = self.state.periods.writing
        text = PeriodText(day=day, numbers=numbers, reason=reason)
        typed = WrittenPeriod(text=text) if text != self._proposed(name) else None
        self._texts.set_text((name, PERIOD), typed)
        periods = replace(self.state.periods, day=day, numbers=numbers, reason=reason)
        self._put(replace(self.state, periods=periods))

    async def save_period(self) -> bool:
        """Set what applies from a day on in the list that is written. Whether it was taken."""
        periods = self.state.periods
        if not periods.writing or periods.day is None:
            return False
        command: Command = BY_NAME[periods.writing].command(
            periods.day, periods.numbers, periods.reason
        )
        refused = await refusal_of(self._desk.records.submit(periods.writing, command))
        if refused is not None:
            self._put(replace(self.state, periods=replace(periods, refused=refused)))
            return False
        text = PeriodText(day=periods.day, numbers=periods.numbers, reason=periods.reason)
        self._texts.forget((periods.writing, PERIOD), WrittenPeriod(text=text))
        self.write_period("")
        await self.refresh()
        return True

    def _on_library(self, library: LibraryState) -> None:
        before, self.state = self.state.library, replace(self.state, library=library)
        is_draft = any(each.id == library.chosen for each in self.state.drafts)
        moved = before.chosen != library.chosen or before.policy != library.policy
        if moved and is_draft:
            self._record.open(library.chosen)
        elif moved and (self.draft.state.amendment or self.state.draft.beginning):
            self.draft.take_in(None)
        self._ask_who_cites()
        self._put(self.state)

    def _on_draft(self, draft: DraftState) -> None:
        before, self.state = self.state.draft, replace(self.state, draft=draft)
        if draft.amendment is not None and draft.amendment.id != self.state.library.chosen:
            return  # somebody reads another version by now
        if before.text != draft.text:
            self.library.take_draft(draft.text)
        self._put(self.state)

    def _ask_who_cites(self, *, anew: bool = False) -> None:
        """Show who cites the policy that is read; ask where another one is read, or `anew`."""
        policy = self.state.library.policy
        code = policy.code if policy is not None else ""
        if anew or code != self._cited[0]:
            self._ask_again = True
            if not self._asking:
                self._asking = True
                self._spawn(self._ask(), "ask who cites it")
        else:
            self.state = replace(self.state, citing=self._who_cites())

    async def _ask(self) -> None:
        try:
            while self._ask_again:
                self._ask_again = False
                policy = self.state.library.policy
                if policy is None:
                    return
                cases = await self._desk.policies.citing_cases(policy.code)
                self._cited = (
                    policy.code,
                    cases,
                    await self._desk.policies.citing_drafts(policy.code),
                )
                sending = await waits_to_be_sent(self._desk, policy.id)
                now = self.state.library.policy
                if now is not None and now.code == policy.code:
                    self._put(replace(self.state, citing=self._who_cites(), sending=sending))
        finally:
            self._asking = False

    def _who_cites(self) -> CitingState:
        """Those of the known ones that cite what changes, or the clause that is looked at."""
        library = self.state.library
        _code, cases, drafts = self._cited
        compares = library.comparing or any(each.id == library.chosen for each in self.state.drafts)
        changed = tuple(each.no for each in library.lines if each.differs) if compares else ()
        refs = (library.clause,) if library.clause else changed
        return CitingState(
            refs=refs,
            cases=tuple(each for each in cases if _cites(each, refs)),
            drafts=tuple(each for each in drafts if _cites(each, refs)),
            known=True,
        )

    def _put(self, state: PoliciesState) -> None:
        self.state = state
        self._show(state)


async def waits_to_be_sent(desk: PoliciesDesk, id_: str) -> bool:
    """Whether something about that record waits to be sent."""
    try:
        return bool((await desk.records.open(id_)).pending)
    except KeyError:
        return False


def _cites(citing: CitingRecords, numbers: tuple[str, ...]) -> bool:
    return not numbers or any(ref.clause in numbers for ref in citing.refs)


def _suggested(policy: Policy, today: date) -> IssueText:
    """The next whole number, and a day that leaves time to read it."""
    last = policy.versions[-1] if policy.versions else None
    if last is None:
        return IssueText(label="1.0", day=today + _NOTICE)
    head = last.version.partition(".")[0]
    label = f"{int(head) + 1}.0" if head.isdecimal() else ""
    day = max(today + _NOTICE, last.effective_from + timedelta(days=1))
    return IssueText(label=label, day=day)
