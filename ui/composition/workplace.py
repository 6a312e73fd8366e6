"""`Workplace`: the panes of one signed-in person, joined to each other through the open case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from ui.bridge import Tasks
from ui.composition.housebook import HouseBook
from ui.composition.marked import Marked
from ui.composition.status import notice_of, status_of
from ui.composition.taking_back import TakingBack
from ui.composition.words_back import WordsBack
from ui.open_record import OpenRecord
from ui.panes import appeal, decide, needs_you, policy, queue, reply
from ui.panes.appeal import Act
from ui.shell import ActionId, Actions, MainWindow, Panes, Place, WindowMemory
from ui.theme import Tone, theme
from workstation.app import Change, Question, Workstation
from workstation.domain.case import Case, Kept
from workstation.domain.commands import SendReply
from workstation.domain.policy import Citation, ClauseRef
from workstation.domain.record import Command
from workstation.domain.taxonomy import Language
from workstation.domain.views import View
from workstation.i18n import Message, _

_OPEN_CASE, _VIEW, _ORDER = "open case", "view", "letter order"


class Workplace(QObject):
    """Panes do not know each other: what one says, this hands to the others."""

    def __init__(
        self,
        workstation: Workstation,
        window: MainWindow,
        actions: Actions,
        memory: WindowMemory,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self.workstation = workstation
        self.window = window
        self._actions = actions
        self._memory = memory
        self._now = now
        self._tasks = Tasks(self)
        self.record: OpenRecord[Case] = OpenRecord(Case, workstation, self._tasks.spawn)
        self._noticed: Message | None = None
        self.deciding = self._explained = False
        with theme().at_once():
            self._build(new_id)
        panes = (self.appeal, self.reply, self.decide)
        self.words_back = WordsBack(workstation, *panes, window, self)
        taken_back = self.words_back.taken_back
        self.taking_back = TakingBack(workstation, window, now, taken_back, self)
        self._join()
        self._unwatch = workstation.watch(self.take_in)
        self._show_status()

    def _build(self, new_id: Callable[[], str]) -> None:
        workstation, window, now, record = self.workstation, self.window, self._now, self.record
        self.queue = queue.build(workstation, now)
        self.marked = Marked(workstation, self.queue, window, now, self)
        self.appeal = appeal.build(workstation, record, now, new_id, window)
        self.questions = needs_you.build(workstation, record, self._save_typed)
        self.reply = reply.build(workstation, record, now, new_id)
        self.decide = decide.build(workstation, record, now)
        self.policy = policy.build(workstation, record, now)
        panes = Panes(self.queue, self.appeal, self.reply, self.decide, self.policy)
        self.book = HouseBook(workstation, window, window.open_workspace(panes), new_id)

    def _join(self) -> None:
        self.appeal.facts.place_above(self.questions)
        self.queue.opened.connect(self.open_case)
        self.queue.view_chosen.connect(self._remember_view)
        self.queue.counted.connect(self._show_status)
        self.appeal.clause_chosen.connect(self.show_clause)
        self.appeal.held.connect(self._on_held)
        self.appeal.shown_case.connect(self._on_shown)
        self.appeal.taken_up.connect(self._on_taken_up)
        self.reply.sent.connect(self._on_sent)
        self.reply.order_chosen.connect(self._remember_order)
        self.reply.decide_wanted.connect(self.begin_decision)
        self.reply.next_wanted.connect(partial(self.queue.step, 1))
        self.decide.decided.connect(self._on_decided)
        self.decide.composed.connect(self.policy.mark_cited)
        self.decide.left.connect(self.begin_reply)
        self.decide.policy_wanted.connect(self._show_policy)
        self.policy.cited.connect(self._on_cited)
        self.questions.reworked.connect(self._on_reworked)
        self.questions.dropped.connect(self.words_back.dropped)
        self.words_back.recomposed.connect(self._on_recomposed)
        self.window.picked.connect(self.open_case)
        self.window.search_requested.connect(self.queue.search)

    def begin(self, case_id: str = "") -> None:
        """Open where it was left, or `case_id` the first time."""
        view = self._memory.recall(_VIEW, View.MINE.value)
        self.queue.choose(View(view) if view in set(View) else View.MINE)
        order = self._memory.recall(_ORDER)
        if order in set(Language):
            self.reply.prefer_order(Language(order))
        case_id = self._memory.recall(_OPEN_CASE, "") or case_id
        if case_id:
            self.open_case(case_id)
            self.queue.point_at(case_id)
        self.taking_back.offer_again()

    def open_case(self, case_id: str) -> None:
        """Show a case in every pane."""
        self.book.leave()
        if case_id != self.record.id:
            self._leave_case()
        self._memory.remember(_OPEN_CASE, case_id)
        self.appeal.expect()
        self._tasks.spawn(self._read(self.record.open(case_id), case_id), "open a case")

    async def _read(self, arriving: Awaitable[None], case_id: str) -> None:
        await arriving
        await self.workstation.mark_read(case_id)

    def _leave_case(self) -> None:
        if self._explained:
            # It was said about the case that is left.
            self._explained = False
            self.window.notice(self._noticed, Tone.WARN)
        if self.deciding:
            self._show_decide(deciding=False)

    def begin_reply(self) -> None:
        """Write to the party."""
        self._show_decide(deciding=False)
        self.reply.begin()

    def begin_decision(self) -> None:
        """Compose a decision; if this person cannot decide this case, say why."""
        refused = self.reply.state.undecidable
        if refused is not None:
            words = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._explained = True
            self.window.notice(words, Tone.WARN)
        elif self.reply.state.case is not None:
            self.decide.open()
            self._show_decide(deciding=True)
            self.decide.begin()

    def send(self, *, then_next: bool = False) -> None:
        """Sign what is being decided, or send what is being written; in the form of an act, do
        that act: nobody who fills one in means the letter below it."""
        if self.appeal.submit_form():
            return
        if self.deciding:
            self.decide.sign_decision()
        else:
            self.reply.send_when_seen(then_next=then_next)

    def confirm(self) -> None:
        """Do the act whose form is open, sign what is being decided, or confirm the pair of the
        letter that is being written."""
        if self.appeal.submit_form():
            return
        if self.deciding:
            self.decide.sign_decision()
        else:
            self.reply.confirm_pair()

    def choose_outcome(self, number: int) -> None:
        """Choose the outcome with that number; opens the panel if it must."""
        if not self.deciding:
            self.begin_decision()
        if self.deciding:
            self._tasks.spawn(self._choose(number), "choose an outcome")

    async def _choose(self, number: int) -> None:
        await self._composing()
        self.decide.choose_nth(number)

    async def _composing(self) -> None:
        """The panel is filled when it is first needed: most cases are only read."""
        case = self.decide.state.case
        if case is None or case.id != self.record.id:
            await self.decide.open()

    def show_clause(self, ref: ClauseRef) -> None:
        """Read a clause."""
        self.policy.choose(ref)
        self._show_policy()

    def _show_policy(self) -> None:
        """Bring the policy into sight."""
        if not self.policy.isVisible():
            self._actions.trigger(ActionId.POLICY)

    def act(self, act: Act) -> None:
        """Do something with what is selected in the queue, else with the open case."""
        if not self.marked.take(act) and self.record.id:
            self.appeal.begin(act)

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere: every pane that shows it follows."""
        self.queue.take_in(change)
        self.book.take_in(change)
        if change.house:
            self.reply.follow_house()
        if change.status or change.questions or change.rows:
            self._show_status()
        if self.record.id in change.case_ids or change.keys_changed:
            self.record.refresh()
        elif change.questions:
            self.questions.refresh()

    def _show_status(self) -> None:
        """Tell the truth about the connection."""
        counts = self.queue.state.counts
        self.window.show_status(status_of(self.workstation, counts.get(View.NEEDS_YOU, 0)))
        said = notice_of(self.workstation.status)
        if said != self._noticed:
            self._noticed = said
            self.window.notice(said, Tone.WARN)

    async def settle(self) -> None:
        """Bring what was typed to the disk, and stop listening."""
        await self._save_typed()
        await self.book.settle()

    async def _save_typed(self) -> None:
        for pane in (self.appeal, self.reply, self.decide):
            await pane.settle()

    def leave(self) -> None:
        """Somebody else will sit here: nothing is listened to any more."""
        self._unwatch()
        self._tasks.cancel()

    def _show_decide(self, *, deciding: bool) -> None:
        self.deciding = deciding
        self.window.show_decide(deciding)

    def _remember_order(self, first: Language) -> None:
        self._memory.remember(_ORDER, first.value)

    def _remember_view(self, view: View) -> None:
        self._memory.remember(_VIEW, view.value)

    def _on_shown(self, case: Case | None) -> None:
        title = _("{reference}", reference=case.reference) if case is not None else None
        self.window.case_opened(title)
        self._actions.refresh()

    def _on_held(self, command_id: str) -> None:
        self.taking_back.offer(command_id, partial(self.appeal.undo, command_id))

    def _on_sent(self, command_id: str) -> None:
        # Out of the empty letter: there the key that takes it back would only be a letter.
        self.window.focus_pane(Place.APPEAL)
        self.taking_back.offer(command_id, partial(self.reply.undo, command_id))

    def _on_decided(self, command_id: str) -> None:
        self._show_decide(deciding=False)
        self.window.focus_pane(Place.APPEAL)
        self.taking_back.offer(command_id, partial(self.decide.undo, command_id))

    def _on_taken_up(self, case: Case, kept: Kept) -> None:
        self._tasks.spawn(self._take_up(case, kept), "take up a proposal")

    async def _take_up(self, case: Case, kept: Kept) -> None:
        before = await self.decide.rework(case, kept.finding)
        self._show_decide(deciding=True)
        self.decide.begin()
        words = _("{name}'s proposal taken up", name=kept.by.name)
        self.window.toast(words, partial(self.decide.put_back, case.id, before))

    def _on_cited(self, citation: Citation) -> None:
        self._tasks.spawn(self._cite(citation), "cite a clause")

    async def _cite(self, citation: Citation) -> None:
        await self._composing()
        self.decide.cite(citation)

    def _on_reworked(self, question: Question, command: Command) -> None:
        if isinstance(command, SendReply):
            self.begin_reply()
        self.words_back.edited(question, command)

    def _on_recomposed(self) -> None:
        self._show_decide(deciding=True)
        self.decide.begin()
