"""`CasesPane`: the panes of the cases, joined to each other through the open case."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial

from PySide6.QtCore import QObject

from ui.activities.cases import OPEN_CASE
from ui.activities.cases.actions import CaseAction
from ui.activities.cases.bulk_actions import BulkActions
from ui.activities.cases.keys import serve
from ui.activities.cases.undo_offers import UndoOffers
from ui.activities.cases.words_back import WordsBack
from ui.activities.cases.workspace import Panes, PaneSlot, Workspace
from ui.activity import Answers, Place, Seat
from ui.bridge import Tasks
from ui.open_record import OpenRecord
from ui.panes import appeal, decide, needs_you, policy, queue, reply
from ui.panes.appeal import CaseAct
from ui.widgets import LeftFocus
from workstation.app import Change, Question
from workstation.bilingual.act_form import name_of_form
from workstation.bilingual.composition import DECISION
from workstation.domain.case import Case, SupersededProposal
from workstation.domain.commands import SendReply
from workstation.domain.policy import Citation, ClauseRef
from workstation.domain.record import Command
from workstation.domain.taxonomy import Language
from workstation.domain.views import View
from workstation.i18n import _

_VIEW, _ORDER = "view", "letter order"


class CasesPane(QObject):
    """Panes do not know each other: what one says, this hands to the others. `record` knows which
    case is open."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.answers = Answers()
        self._tasks = Tasks(self)
        self.record: OpenRecord[Case] = OpenRecord(Case, seat.workstation, self._tasks.spawn)
        self.deciding = self._explained = self._begun = False
        self._build(seat)
        self._left = LeftFocus(self.widget)
        panes = (self.appeal, self.reply, self.decide)
        self.words_back = WordsBack(seat.workstation, *panes, seat.frame, self)
        taken_back = self.words_back.taken_back
        self.taking_back = UndoOffers(seat.workstation, seat.frame, seat.now, taken_back, self)
        self._join()
        serve(self.answers, self)

    def _build(self, seat: Seat) -> None:
        workstation, now, record = seat.workstation, seat.now, self.record
        self.queue = queue.build(workstation, now)
        self.marked = BulkActions(seat, self.queue, self)
        self.appeal = appeal.build(workstation, record, now, seat.new_id, seat.host)
        self.questions = needs_you.build(workstation, record, self._save_typed)
        self.reply = reply.build(workstation, record, now, seat.new_id)
        self.decide = decide.build(workstation, record, now)
        self.policy = policy.build(workstation, record, now)
        panes = Panes(self.queue, self.appeal, self.reply.view, self.decide, self.policy)
        self.widget = Workspace(panes, seat.memory)
        # It ends with what it arranges.
        self.setParent(self.widget)

    def _join(self) -> None:
        self.appeal.place_above(self.questions.view)
        self.queue.opened.connect(self.open_case)
        self.queue.view_chosen.connect(self._remember_view)
        self.appeal.clause_chosen.connect(self.show_clause)
        self.appeal.held.connect(self._on_held)
        self.appeal.shown_case.connect(self._on_shown)
        self.appeal.taken_up.connect(self._on_taken_up)
        self.reply.sent.connect(self._on_sent)
        self.reply.order_chosen.connect(self._remember_order)
        self.reply.view.decide_pressed.connect(self.begin_decision)
        self.reply.next_wanted.connect(partial(self.queue.step, 1))
        self.decide.decided.connect(self._on_decided)
        self.decide.composed.connect(self.policy.mark_cited)
        self.decide.left.connect(self.begin_reply)
        self.decide.policy_wanted.connect(self._show_policy)
        self.policy.cited.connect(self._on_cited)
        self.questions.reworked.connect(self._on_reworked)
        self.questions.dropped.connect(self.words_back.dropped)
        self.words_back.recomposed.connect(self._on_recomposed)

    def open(self, place: Place | None) -> None:
        """Show a case, or what is sought in the queue; without a place all as it was left."""
        if not self._begun:
            self.begin(place)
        elif place is not None:
            self._go(place)
        elif not self._left.give_back():
            self.focus(PaneSlot.QUEUE)

    def again(self) -> None:
        """Where room is short, fold the queue away or show it again."""
        self.widget.show_queue(not self.widget.queue_in_sight)

    def begin(self, place: Place | None = None) -> None:
        """Begin where it was left, or where somebody does who never worked here."""
        self._begun = True
        self.focus(PaneSlot.QUEUE)
        memory = self.seat.memory
        view = memory.recall(_VIEW, View.MINE.value)
        self.queue.choose(View(view) if view in set(View) else View.MINE)
        order = memory.recall(_ORDER)
        if order in set(Language):
            self.reply.prefer_order(Language(order))
        left = memory.recall(OPEN_CASE, "")
        where = place or (Place("case", left) if left else self.seat.first)
        if where is not None:
            self._go(where)
            self.queue.point_at(where.id)
        self.taking_back.offer_again()

    def _go(self, place: Place) -> None:
        if place.kind == "queue":
            self.queue.search(place.id)
            return
        if place.kind == "question":
            # It is about no case, and stands above whichever is open.
            self.focus(PaneSlot.APPEAL)
            return
        self.open_case(place.id)
        if place.anchor:
            self._tasks.spawn(self._go_on(place), "open the form of a draft")

    async def _go_on(self, place: Place) -> None:
        """Open what a draft of the case is written in."""
        await self.record.arrived()
        if place.id != self.record.id or self.record.state is None:
            return
        name = name_of_form(place.anchor)
        if name in set(CaseAct):
            self.appeal.begin(CaseAct(name))
        elif place.anchor == DECISION:
            self.begin_decision()
        else:
            self.begin_reply(place.anchor)

    def open_case(self, case_id: str) -> None:
        """Show a case in every pane."""
        self.seat.come()
        if case_id != self.record.id:
            self._leave_case()
        self.seat.memory.remember(OPEN_CASE, case_id)
        self.appeal.expect()
        self._tasks.spawn(self._read(self.record.open(case_id), case_id), "open a case")

    async def _read(self, arriving: Awaitable[None], case_id: str) -> None:
        await arriving
        await self.seat.workstation.lists.mark_read(case_id)

    def _leave_case(self) -> None:
        if self._explained:
            # It was said about the case that is left.
            self._explained = False
            self.seat.frame.explain(None)
        if self.deciding:
            self._show_decide(deciding=False)

    def begin_reply(self, party: str = "") -> None:
        """Write to the party that is chosen, or to this one."""
        self._show_decide(deciding=False)
        if party:
            self.reply.choose_party(party)
        self.reply.begin()

    def begin_decision(self) -> None:
        """Compose a decision; if this person cannot decide this case, say why."""
        refused = self.reply.state.undecidable
        if refused is not None:
            words = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._explained = True
            self.seat.frame.explain(words)
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
            self.reply.send(then_next=then_next)

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
            self.answers.trigger(CaseAction.POLICY)

    def act(self, act: CaseAct) -> None:
        """Do something with what is selected in the queue, else with the open case."""
        if not self.marked.take(act) and self.record.id:
            self.appeal.begin(act)

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere: every pane that shows it follows."""
        self.queue.take_in(change)
        if change.references:
            self.reply.follow_house()
        if self.record.id in change.case_ids or change.keys_changed:
            self.record.refresh()
        elif change.questions:
            self.questions.refresh()

    def can(self, action: str) -> bool:
        """Whether that can be done now."""
        return self.answers.can(action)

    def trigger(self, action: str) -> bool:
        """Do it, if it can be done now; whether it was."""
        return self.answers.trigger(action)

    def cycle(self, step: int) -> None:
        """Put the focus into the next pane in sight, or the one before with -1."""
        self.widget.cycle(step)

    def focus(self, slot: PaneSlot) -> None:
        """Put the focus into a pane, where it last was."""
        self.seat.come()
        self.widget.focus(slot)

    def show_queue(self) -> None:
        """Bring the queue into sight and give it the focus."""
        self.seat.come()
        self.widget.show_queue(True)
        self.widget.focus(PaneSlot.QUEUE)

    def leave(self) -> None:
        """It goes out of sight: the focus comes back to where it is now."""
        self._left.keep()

    async def flush(self) -> None:
        """Bring what was typed to the disk."""
        await self._save_typed()

    async def _save_typed(self) -> None:
        for pane in (self.appeal, self.reply, self.decide):
            await pane.flush()

    def _show_decide(self, *, deciding: bool) -> None:
        self.deciding = deciding
        self.widget.show_decide(deciding)

    def _remember_order(self, first: Language) -> None:
        self.seat.memory.remember(_ORDER, first.value)

    def _remember_view(self, view: View) -> None:
        self.seat.memory.remember(_VIEW, view.value)

    def _on_shown(self, case: Case | None) -> None:
        title = _("{reference}", reference=case.reference) if case is not None else None
        self.seat.frame.name_record(title)
        # Where room is short the queue gives way.
        self.widget.show_queue(title is None)
        self.seat.frame.refresh_actions()

    def _on_held(self, command_id: str) -> None:
        self.taking_back.offer(command_id, partial(self.appeal.undo, command_id))

    def _on_sent(self, command_id: str) -> None:
        # Out of the empty letter: there the key that takes it back would only be a letter.
        self.focus(PaneSlot.APPEAL)
        self.taking_back.offer(command_id, partial(self.reply.undo, command_id))

    def _on_decided(self, command_id: str) -> None:
        self._show_decide(deciding=False)
        self.focus(PaneSlot.APPEAL)
        self.taking_back.offer(command_id, partial(self.decide.undo, command_id))

    def _on_taken_up(self, case: Case, kept: SupersededProposal) -> None:
        self._tasks.spawn(self._take_up(case, kept), "take up a proposal")

    async def _take_up(self, case: Case, kept: SupersededProposal) -> None:
        before = await self.decide.rework(case, kept.finding)
        self._show_decide(deciding=True)
        self.decide.begin()
        words = _("{name}'s proposal taken up", name=kept.by.name)
        self.seat.frame.toast(words, partial(self.decide.put_back, case.id, before))

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
