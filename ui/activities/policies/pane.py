"""Policies as the window holds them: the view and its presenter, joined."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.activities.policies import PolicyAction
from ui.activities.policies.drafts import UndoableStep
from ui.activities.policies.presenter import PoliciesPresenter
from ui.activities.policies.state import ClauseText, PoliciesState, PoliciesTab
from ui.activities.policies.view import PoliciesView
from ui.activity import Place, Seat
from ui.joined_pane import JoinedPane
from ui.keyboard import action
from ui.open_record import OpenRecord
from workstation.app import Change
from workstation.domain.policies.amendment import Amendment, DiscardAmendment, FollowVersion
from workstation.domain.policy import policy_id
from workstation.domain.windows import day_of
from workstation.i18n import _

if TYPE_CHECKING:
    from workstation.app.policies import CitingRecords

# So many seconds what was done to a draft can be taken back.
_SECONDS = 20
# Presses that a button and a key share: a second one means the same, whichever it is of.
_SAVE_ISSUE, _SAVE_PERIOD, _PUBLISH = "save the note", "set a period", "publish a version"
_BEGIN_POLICY, _DRAFT_VERSION = "open a policy", "begin a draft"


class PoliciesPane(JoinedPane):
    """What is written in it and not saved stays with its draft."""

    def __init__(self, seat: Seat) -> None:
        self.view = PoliciesView(seat.memory)
        super().__init__(seat, self.view)
        self._ready: asyncio.Task[None] | None = None
        record = OpenRecord(Amendment, seat.workstation, self.tasks.spawn)
        self.presenter = PoliciesPresenter(
            seat.workstation,
            record,
            lambda: day_of(seat.now()),
            self.view.show_state,
            self.tasks.spawn,
        )
        self.view.show_state(self.presenter.state)
        self._join_library()
        self._join_draft()
        self._join_side()
        self._serve()

    def _join_library(self) -> None:
        presenter, library, view = self.presenter, self.presenter.library, self.view
        view.closed.connect(self.seat.way.home)
        view.tab_chosen.connect(presenter.turn_to)
        view.list.searched.connect(library.search)
        view.list.search.entered.connect(self._read_first)
        view.list.policy_chosen.connect(self._choose_policy)
        view.list.hit_chosen.connect(lambda code, clause: library.choose_policy(code, "", clause))
        view.list.went_in.connect(self.focus_clauses)
        view.list.new_pressed.connect(self.open_new)
        view.clauses.version_chosen.connect(library.choose_version)
        view.clauses.compare_chosen.connect(library.compare)
        view.clauses.unfolded.connect(library.unfold)
        view.clauses.clause_chosen.connect(library.choose_clause)
        view.drafts.opened.connect(self.read_draft)
        view.opening.typed.connect(self.kept(presenter.open_policy))
        view.opening.begin_pressed.connect(self.once(self._begin_policy, _BEGIN_POLICY))
        view.opening.left.connect(partial(presenter.open_policy, None))
        view.opening_left.connect(partial(presenter.open_policy, None))
        view.periods.asked.connect(self._write_period)
        view.periods.typed.connect(self.kept(presenter.type_period))
        view.periods.saved.connect(self.once(self._save_period, _SAVE_PERIOD))

    def _join_draft(self) -> None:
        draft, clauses, editor = self.presenter.draft, self.view.clauses, self.view.clauses.editor
        clauses.clause_opened.connect(self.write_clause)
        clauses.add_pressed.connect(self.add_clause)
        editor.typed.connect(self.kept(self._type_clause))
        editor.save_pressed.connect(self._save_clause)
        editor.revert_pressed.connect(self.kept(draft.revert))
        editor.rebase_pressed.connect(self.kept(draft.rebase_clause))
        editor.left.connect(self.kept(self._leave_clause))
        editor.leave_out_pressed.connect(self.once(self._leave_out, "leave a clause out"))
        editor.repaired.connect(self.kept(draft.repair))
        self.view.clause_left.connect(self.kept(self._leave_clause))

    def _join_side(self) -> None:
        presenter, draft, side = self.presenter, self.presenter.draft, self.view.side
        side.held.repaired.connect(self.kept(draft.repair))
        side.held.next_pressed.connect(self.next_finding)
        side.issue.typed.connect(self.kept(presenter.type_issue))
        side.issue.rebase_pressed.connect(self.kept(draft.rebase_issue))
        side.save_issue_pressed.connect(self.once(self._save_issue, _SAVE_ISSUE))
        side.begin_draft_pressed.connect(self.begin_draft)
        side.draft_version_pressed.connect(self.once(self._draft_version, _DRAFT_VERSION))
        side.beginning_left.connect(presenter.leave_beginning)
        side.compare_pressed.connect(partial(presenter.library.compare, True))
        side.follow_pressed.connect(self.once(self._follow, "follow a version"))
        side.discard_asked.connect(draft.ask_discard)
        side.ask.discarded.connect(self.once(self._discard, "give a draft up"))
        side.publish_pressed.connect(self.once(self._publish, _PUBLISH))
        side.citing.opened.connect(self.open_citing)
        side.redo_pressed.connect(self.once(presenter.redo, "do it again"))
        side.edit_pressed.connect(self.once(presenter.edit, "take it into the clause"))
        side.drop_pressed.connect(self.once(presenter.drop, "give up what was not taken"))

    def _serve(self) -> None:
        on, library = self.answers.on, self.presenter.library
        on(action.NEXT, partial(self.step, 1))
        on(action.PREVIOUS, partial(self.step, -1))
        on(action.SEARCH, self.focus_search)
        on(action.CONFIRM, self.confirm)
        on(PolicyAction.OLDER, partial(library.step_version, -1))
        on(PolicyAction.NEWER, partial(library.step_version, 1))
        on(PolicyAction.COMPARE, self.toggle_compare, lambda: bool(library.state.before))
        on(PolicyAction.ASIDE, self.view.toggle_side)
        on(PolicyAction.DRAFT, self.begin_draft, lambda: self.state.may_write)
        on(PolicyAction.WRITE, self.write_clause, lambda: self.state.can_write)
        on(PolicyAction.ADD, self.add_clause, lambda: self.state.can_write)
        on(PolicyAction.FINDING, self.next_finding, lambda: bool(self.state.draft.stops))
        on(PolicyAction.REPAIR, self.repair, lambda: bool(self.state.draft.stops))

    @property
    def state(self) -> PoliciesState:
        """What is shown."""
        return self.presenter.state

    def open(self, place: Place | None) -> None:
        """Show that policy or draft, or all as it was left."""
        self.refresh()
        if place is not None and place.kind == "amendment":
            self.go_to_draft(place.id)
        elif place is not None and place.id == policy_id(""):
            self.open_new()
            return
        elif place is not None:
            # A version is written v2.0, a clause 2.4.
            words = place.anchor.split()
            version = next((each[1:] for each in words if each.startswith("v")), "")
            clause = next((each for each in words if not each.startswith("v")), "")
            self.go(place.id.removeprefix("policy:"), version, clause)
        self.view.begin()

    def _read_first(self) -> None:
        """Read the first clause that was found, or the first policy."""
        if self.view.list.shown.take_first():
            self.focus_clauses()

    def take_in(self, change: Change) -> None:
        """Show everything anew where a version, a draft, or who cites it changed."""
        if change.rows or change.references or change.questions or change.keys_changed:
            self.refresh()
        if self.seat.in_sight:
            self.seat.frame.refresh_actions()

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._ready = self.tasks.spawn(self.presenter.refresh(), "refresh the policies")

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self.presenter.flush()

    def go(self, code: str, version: str = "", clause: str = "") -> None:
        """Read a policy at a version."""
        self.presenter.turn_to(PoliciesTab.LIBRARY)
        self.presenter.library.choose_policy(code, version, clause)

    def go_to_draft(self, id_: str) -> None:
        """Read a draft, once it is known which there are."""

        async def go() -> None:
            if self._ready is not None:
                await self._ready
            self.presenter.read_draft(id_)

        self.tasks.spawn(go(), "go to a draft")

    def read_draft(self, id_: str) -> None:
        """Read a draft of the list."""
        self.presenter.read_draft(id_)
        self.focus_clauses()

    def focus_clauses(self) -> None:
        """Put the focus on the clauses."""
        self.view.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the caret into the search."""
        self.presenter.turn_to(PoliciesTab.LIBRARY)
        self.view.list.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.list.search.selectAll()

    def step(self, by: int) -> None:
        """The next policy where the focus is in the list, else the next clause; -1 for before."""
        if self.state.tab is PoliciesTab.DRAFTS:
            self.view.drafts.list.step(by)
        elif self.view.in_list:
            self.view.list.shown.step(by)
        else:
            self.presenter.library.step_clause(by)

    def toggle_compare(self) -> None:
        """Compare with the version before, or read."""
        self.presenter.library.compare(not self.state.library.comparing)

    def begin_draft(self) -> None:
        """Draft the next version of what is read, or go on with its draft."""
        self.presenter.turn_to(PoliciesTab.LIBRARY)
        self.presenter.begin_draft()
        if self.state.draft.beginning:
            self._write_issue()
        else:
            self.focus_clauses()

    def write_clause(self, no: str = "") -> None:
        """Write in a clause of the draft; in the one that is looked at, without a number."""
        no = no or self.state.library.clause
        if no and self.state.can_write:
            self.presenter.library.choose_clause(no)
            self.presenter.draft.write(no)
            self.view.clauses.editor.begin()

    def add_clause(self) -> None:
        """Write a new clause."""
        if self.state.can_write:
            self.presenter.draft.add(self.state.library.clause)
            form = self.state.draft.form
            if form is not None:
                self.presenter.library.choose_clause(form.text.no)
            self.view.clauses.editor.begin()
            self.view.clauses.bring_editor_into_sight()

    def next_finding(self) -> None:
        """Go to the next finding that holds the draft."""
        no = self.presenter.draft.next_finding()
        if no:
            self.write_clause(no)
            self.view.clauses.bring_editor_into_sight()
        elif no is not None:
            self._write_issue()

    def repair(self) -> None:
        """Repair the finding that is looked at."""
        stop = self.state.draft.stop
        if stop is not None and stop.finding.fixes:
            self.presenter.draft.repair(stop.finding, stop.finding.fixes[0])
            self.keep()

    def open_new(self) -> None:
        """Write a new policy, or go on with it."""
        self.presenter.turn_to(PoliciesTab.LIBRARY)
        self.presenter.begin_opening()
        self.view.opening.begin()

    def open_citing(self, citing: CitingRecords) -> None:
        """Go to a case or a draft that cites what is read."""
        self.seat.way.go(Place("case", citing.record_id))

    def confirm(self) -> None:
        """Save what is written in the part in sight, or begin what is to be begun, or publish."""
        state = self.state
        if state.tab is PoliciesTab.PERIODS:
            self.press(self._save_period, _SAVE_PERIOD)
        elif state.opening is not None:
            self.press(self._begin_policy, _BEGIN_POLICY)
        elif state.draft.beginning:
            self.press(self._draft_version, _DRAFT_VERSION)
        elif state.draft.form is not None:
            self._save_clause()
        elif "" in state.draft.unsaved:
            self.press(self._save_issue, _SAVE_ISSUE)
        else:
            self.press(self._publish, _PUBLISH)

    def _choose_policy(self, code: str) -> None:
        self.presenter.open_policy(None)
        self.presenter.library.choose_policy(code)

    def _write_issue(self) -> None:
        """Put the caret into number, day and note."""
        if not self.view.side.isVisible():
            self.view.drawer.pull(True)
        self.view.side.issue.begin()

    def _write_period(self, name: str) -> None:
        self.presenter.write_period(name)
        self.view.periods.begin(name)

    def _type_clause(self, text: ClauseText) -> None:
        self.presenter.draft.type(text)
        self.presenter.library.choose_clause(text.no)

    def _leave_clause(self) -> None:
        self.presenter.draft.leave_clause()
        self.focus_clauses()

    def _save_clause(self) -> None:
        # As it stands now: what is typed from here on is typed after.
        form = self.state.draft.form
        self.press(lambda: self._tell(self.presenter.draft.save(form)), "save a clause")

    async def _leave_out(self, no: str) -> None:
        await self._tell(self.presenter.draft.leave_out(no))

    async def _save_issue(self) -> None:
        await self._tell(self.presenter.draft.save_issue())

    async def _tell(self, work: Awaitable[UndoableStep | None]) -> None:
        """Say what was done, and offer to take it back."""
        done = await work
        if done is not None:
            back = self.tasks.slot(partial(self.presenter.take_back, done), "take it back")
            self.seat.report(done.said, back, _SECONDS)
            if self.state.draft.form is None:
                self.focus_clauses()
            self.keep()

    async def _draft_version(self) -> None:
        if await self.presenter.draft_version():
            self.focus_clauses()
            self.keep()

    async def _publish(self) -> None:
        draft = self.state.draft.amendment
        if await self.presenter.publish() and draft is not None:
            code = draft.policy.partition(":")[2]
            said = _("{code} v{label} goes out to everybody", code=code, label=draft.issue.label)
            self.seat.report(said)

    async def _begin_policy(self) -> None:
        if await self.presenter.begin_policy():
            self.seat.report(_("The policy is open; draft its first version."))
            self.keep()

    async def _save_period(self) -> None:
        if await self.presenter.save_period():
            self.seat.report(_("Set"))
            self.view.periods.begin("")
            self.keep()

    async def _follow(self, label: str) -> None:
        if await self.presenter.draft.submit(FollowVersion(label=label)):
            await self.presenter.refresh()

    async def _discard(self, reason: str) -> None:
        if await self.presenter.draft.submit(DiscardAmendment(reason=reason)):
            self.seat.report(_("The draft is given up"))
            await self.presenter.refresh()
