"""Policies as the window holds them: the view joined to its presenter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal

from ui.activities.policies.desk import PoliciesDesk
from ui.activities.policies.drafts import UndoableStep
from ui.activities.policies.presenter import PoliciesPresenter
from ui.activities.policies.state import (
    ClauseText,
    IssueText,
    PoliciesState,
    PoliciesTab,
    PolicyText,
)
from ui.activities.policies.view import PoliciesView
from ui.bridge import Tasks
from ui.open_record import OpenRecord
from workstation.app import ProfileProblem
from workstation.domain.policies.amendment import Amendment, DiscardAmendment, FollowVersion
from workstation.domain.windows import day_of
from workstation.i18n import _

if TYPE_CHECKING:
    from ui.activities.policies.cards import RefusedAmendmentCard
    from ui.activity import Memory
    from workstation.bilingual.checks.finding import Finding, Fix


class LibraryPane(PoliciesView):
    """Says `told` with what was done and how it is taken back (or None), and `cited_opened` with a
    case or a draft."""

    told = Signal(object, object)
    cited_opened = Signal(object)

    def __init__(self, desk: PoliciesDesk, memory: Memory, now: Callable[[], datetime]) -> None:
        super().__init__(memory)
        self._tasks = Tasks(self)
        self._doing: dict[str, asyncio.Task[None]] = {}
        self._ready: asyncio.Task[None] | None = None
        record = OpenRecord(Amendment, desk, self._tasks.spawn)
        self._presenter = PoliciesPresenter(
            desk, record, partial(_today, now), self.show_state, self._tasks.spawn
        )
        self.show_state(self._presenter.state)
        self._join_library()
        self._join_draft()
        self._join_rest()

    def _join_library(self) -> None:
        library = self._presenter.library
        self.list.searched.connect(library.search)
        self.list.policy_chosen.connect(self._on_policy)
        self.list.hit_chosen.connect(self._on_hit)
        self.list.went_in.connect(self._on_went_in)
        self.list.new_pressed.connect(self.open_new)
        self.clauses.version_chosen.connect(library.choose_version)
        self.clauses.compare_chosen.connect(library.compare)
        self.clauses.unfolded.connect(library.unfold)
        self.clauses.clause_chosen.connect(library.choose_clause)
        self.clauses.clause_opened.connect(self.write_clause)
        self.clauses.add_pressed.connect(self.add_clause)

    def _join_draft(self) -> None:
        draft, editor, side = self._presenter.draft, self.clauses.editor, self.side
        editor.typed.connect(self._on_typed)
        editor.save_pressed.connect(self._save_clause)
        editor.revert_pressed.connect(self._on_revert)
        editor.theirs_pressed.connect(self._on_theirs)
        editor.left.connect(self._leave_clause)
        editor.leave_out_pressed.connect(self._leave_out)
        editor.repaired.connect(self._on_repair)
        self.clause_left.connect(self._leave_clause)
        side.held.repaired.connect(self._on_repair)
        side.held.next_pressed.connect(self.next_finding)
        side.issue.typed.connect(self._on_issue)
        side.issue.theirs_pressed.connect(self._on_issue_theirs)
        side.save_issue_pressed.connect(self._save_issue)
        side.begin_pressed.connect(self.begin_draft)
        side.begun.connect(self._begin)
        side.beginning_left.connect(self._presenter.leave_beginning)
        side.compare_pressed.connect(partial(self._presenter.library.compare, True))
        side.follow_pressed.connect(self._on_follow)
        side.discard_asked.connect(draft.ask_discard)
        side.ask.discarded.connect(self._on_discard)
        side.publish_pressed.connect(self._publish)
        side.citing.opened.connect(self.cited_opened)

    def _join_rest(self) -> None:
        self.tab_chosen.connect(self._presenter.turn_to)
        self.drafts.opened.connect(self.read_draft)
        self.opening.typed.connect(self._on_opening)
        self.opening.saved.connect(self._open_policy)
        self.opening.left.connect(partial(self._presenter.open_policy, None))
        self.opening_left.connect(partial(self._presenter.open_policy, None))
        self.periods.asked.connect(self._on_period)
        self.periods.typed.connect(self._on_period_typed)
        self.periods.saved.connect(self._save_period)

    @property
    def state(self) -> PoliciesState:
        """What is shown."""
        return self._presenter.state

    def show_state(self, state: PoliciesState) -> None:
        """Show the whole of it, with what was not taken."""
        super().show_state(state)
        cards = self.side.turned.need(len(state.turned))
        for card, question in zip(cards, state.turned, strict=True):
            self._listen(card)
            card.show_question(question)

    def _listen(self, card: RefusedAmendmentCard) -> None:
        if not card.property("heard"):
            card.setProperty("heard", True)
            card.redo_pressed.connect(self._on_redo)
            card.rework_pressed.connect(self._on_rework)
            card.drop_pressed.connect(self._on_drop)

    def refresh(self) -> asyncio.Task[None]:
        """Show everything as it is now."""
        self._ready = self._tasks.spawn(self._presenter.refresh(), "refresh the policies")
        return self._ready

    def go(self, code: str, version: str = "", clause: str = "") -> None:
        """Read a policy at a version."""
        self._presenter.turn_to(PoliciesTab.LIBRARY)
        self._presenter.library.choose_policy(code, version, clause)

    def go_to_draft(self, id_: str) -> None:
        """Read a draft, once it is known which there are."""
        self._tasks.spawn(self._go_to_draft(id_), "go to a draft")

    async def _go_to_draft(self, id_: str) -> None:
        if self._ready is not None:
            await self._ready
        self._presenter.read_draft(id_)

    def read_draft(self, id_: str) -> None:
        """Read a draft of the list."""
        self._presenter.read_draft(id_)
        self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the caret into the search."""
        self._presenter.turn_to(PoliciesTab.LIBRARY)
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.search.selectAll()

    def step(self, by: int) -> None:
        """The next policy where the focus is in the list, else the next clause; -1 for before."""
        if self.state.tab is PoliciesTab.DRAFTS:
            self.drafts.list.step(by)
        elif self.in_list:
            self.list.shown.step(by)
        else:
            self._presenter.library.step_clause(by)

    def step_version(self, by: int) -> None:
        """The next version, or the one before with -1."""
        self._presenter.library.step_version(by)

    def toggle_compare(self) -> None:
        """Compare with the version before, or read."""
        self._presenter.library.compare(not self.state.library.comparing)

    def begin_draft(self) -> None:
        """Draft the next version of what is read."""
        self._presenter.turn_to(PoliciesTab.LIBRARY)
        self._presenter.begin_draft()
        if self.state.draft.beginning:
            self._write_issue()
        else:
            self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_clause(self, no: str = "") -> None:
        """Write in a clause of the draft; in the one that is looked at, without a number."""
        no = no or self.state.library.clause
        if no and self.can_write:
            self._presenter.library.choose_clause(no)
            self._presenter.draft.write(no)
            self.clauses.editor.begin()

    def add_clause(self) -> None:
        """Write a new clause."""
        if self.can_write:
            self._presenter.draft.add(self.state.library.clause)
            form = self.state.draft.form
            if form is not None:
                self._presenter.library.choose_clause(form.text.no)
            self.clauses.editor.begin()
            self.clauses.bring_editor_into_sight()

    @property
    def busy(self) -> bool:
        """Whether something that was pressed is still being carried out."""
        return any(not each.done() for each in self._doing.values())

    @property
    def can_write(self) -> bool:
        """Whether a draft is read that this person may write in."""
        draft = self.state.draft
        is_read = draft.amendment is not None and draft.amendment.id == self.state.library.chosen
        return is_read and draft.may_write

    def next_finding(self) -> None:
        """Go to the next finding that holds the draft."""
        no = self._presenter.draft.next_finding()
        if no:
            self.write_clause(no)
            self.clauses.bring_editor_into_sight()
        elif no is not None:
            self._write_issue()

    def _write_issue(self) -> None:
        if not self.side.isVisible():
            self.drawer.pull(True)
        self.side.issue.begin()

    def repair(self) -> None:
        """Repair the finding that is looked at."""
        stop = self.state.draft.stop
        if stop is not None and stop.finding.fixes:
            self._on_repair(stop.finding, stop.finding.fixes[0])

    def confirm(self) -> None:
        """Ctrl+Enter: save what is written, or begin, or publish."""
        state = self.state
        if state.tab is PoliciesTab.PERIODS:
            self._save_period()
        elif state.opening is not None:
            self._open_policy()
        elif state.draft.beginning:
            self._begin()
        elif state.draft.form is not None:
            self._save_clause()
        elif "" in state.draft.unsaved:
            self._save_issue()
        else:
            self._publish()

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self._presenter.keep()

    def _on_policy(self, code: str) -> None:
        self._presenter.open_policy(None)
        self._presenter.library.choose_policy(code)

    def _on_hit(self, code: str, clause: str) -> None:
        self._presenter.library.choose_policy(code, "", clause)

    def _on_went_in(self) -> None:
        self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_new(self) -> None:
        """Write a policy of its own, or go on with it."""
        self._presenter.turn_to(PoliciesTab.LIBRARY)
        self._presenter.begin_opening()
        self.opening.begin()

    def _on_opening(self, text: PolicyText) -> None:
        self._presenter.open_policy(text)
        self._keep()

    def _on_period_typed(self, day: date, numbers: tuple[int, ...], reason: str) -> None:
        self._presenter.type_period(day, numbers, reason)
        self._keep()

    def _on_typed(self, text: ClauseText) -> None:
        self._presenter.draft.type(text)
        self._presenter.library.choose_clause(text.no)
        self._keep()

    def _on_issue(self, text: IssueText) -> None:
        self._presenter.type_issue(text)
        self._keep()

    def _on_theirs(self) -> None:
        self._presenter.draft.rest_on_theirs()
        self._keep()

    def _on_issue_theirs(self) -> None:
        self._presenter.draft.rest_on_their_issue()
        self._keep()

    def _on_revert(self) -> None:
        self._presenter.draft.revert()
        self._keep()

    def _leave_clause(self) -> None:
        self._presenter.draft.leave_clause()
        self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep()

    def _on_repair(self, finding: Finding, fix: Fix) -> None:
        self._presenter.draft.repair(finding, fix)
        self._keep()

    def _keep(self) -> None:
        self._tasks.spawn(self._try_to_keep(), "keep what is typed")

    async def _try_to_keep(self) -> None:
        # The workstation tells of a full disk itself; the next key tries again.
        with suppress(ProfileProblem):
            await self._presenter.keep()

    def _on_period(self, name: str) -> None:
        self._presenter.write_period(name)
        self.periods.begin(name)

    def _save_clause(self) -> None:
        # As it stands now: what is typed from here on is typed after.
        form = self.state.draft.form
        self._once(lambda: self._done(self._presenter.draft.save(form)), "save a clause")

    def _leave_out(self, no: str) -> None:
        self._once(lambda: self._done(self._presenter.draft.leave_out(no)), "leave a clause out")

    def _save_issue(self) -> None:
        self._once(lambda: self._done(self._presenter.draft.save_issue()), "save the note")

    def _begin(self) -> None:
        self._once(self._begin_draft, "begin a draft")

    async def _begin_draft(self) -> None:
        if await self._presenter.draft_version():
            self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            self._keep()

    def _publish(self) -> None:
        self._once(self._publish_version, "publish a version")

    async def _publish_version(self) -> None:
        draft = self.state.draft.amendment
        if await self._presenter.publish() and draft is not None:
            code = draft.policy.partition(":")[2]
            said = _("{code} v{label} goes out to everybody", code=code, label=draft.issue.label)
            self.told.emit(said, None)

    def _open_policy(self) -> None:
        self._once(self._begin_policy, "open a policy")

    async def _begin_policy(self) -> None:
        if await self._presenter.begin_policy():
            self.told.emit(_("The policy is open; draft its first version."), None)
            self._keep()

    def _save_period(self) -> None:
        self._once(self._set_period, "set a period")

    async def _set_period(self) -> None:
        if await self._presenter.save_period():
            self.told.emit(_("Set"), None)
            self.periods.begin("")
            self._keep()

    def _on_follow(self, label: str) -> None:
        self._once(lambda: self._give(FollowVersion(label=label)), "follow a version")

    def _on_discard(self, reason: str) -> None:
        self._once(lambda: self._give(DiscardAmendment(reason=reason)), "give a draft up")

    async def _give(self, command: FollowVersion | DiscardAmendment) -> None:
        if await self._presenter.draft.submit(command):
            if isinstance(command, DiscardAmendment):
                self.told.emit(_("The draft is given up"), None)
            await self._presenter.refresh()

    def _on_redo(self, command_id: str) -> None:
        self._once(lambda: self._presenter.redo(command_id), "do it again")

    def _on_rework(self, question: Any) -> None:
        self._once(lambda: self._presenter.rework(question), "take it into the clause")

    def _on_drop(self, command_id: str) -> None:
        self._once(lambda: self._presenter.drop(command_id), "give up what was not taken")

    def _once(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        """A second press while the first is carried out means the same."""
        doing = self._doing.get(name)
        if doing is None or doing.done():
            self._doing[name] = self._tasks.spawn(work(), name)

    async def _done(self, work: Awaitable[UndoableStep | None]) -> None:
        done = await work
        if done is not None:
            self.told.emit(done.said, partial(self._take_back, done))
            if self.state.draft.form is None:
                self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            self._keep()

    def _take_back(self, done: UndoableStep) -> None:
        self._tasks.spawn(self._presenter.take_back(done), "take it back")


def _today(now: Callable[[], datetime]) -> date:
    return day_of(now())
