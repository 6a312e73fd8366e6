"""`CasesPane`: the panes of the cases, joined to each other through the open case."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.activities.cases import OPEN_CASE
from ui.activities.cases.bulk_actions import BulkActions
from ui.activities.cases.keys import serve
from ui.activities.cases.refusals import why_no_decision
from ui.activities.cases.undo_offers import UndoOffers
from ui.activities.cases.words_back import WordsBack
from ui.activities.cases.workspace import Panes, PaneSlot, Workspace
from ui.activity import Answers, Place, Seat
from ui.bridge import Tasks
from ui.case_action import CaseAction
from ui.open_record import OpenRecord
from ui.panes import appeal, decide, needs_you, policy, queue, reply
from ui.panes.appeal import NO_CASE, CaseAct
from ui.widgets import LeftFocus, is_typing
from workstation.app import Change, Question
from workstation.bilingual.act_form import name_of_form
from workstation.bilingual.composition import DECISION
from workstation.domain.case import Case, SupersededProposal
from workstation.domain.commands import SendReply
from workstation.domain.policy import Citation, ClauseRef
from workstation.domain.record import Command
from workstation.domain.taxonomy import Language
from workstation.domain.views import View
from workstation.i18n import Message, _

_VIEW, _ORDER = "view", "letter order"


class CasesPane(QObject):
    """Joins the panes of the cases: they do not know each other, and what one says, this hands to
    the others. `record` knows which case is open, `deciding` whether a decision is composed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        workstation, now = seat.workstation, seat.now
        self.seat = seat
        self.answers = Answers()
        self.deciding = self._explained = self._begun = self._is_asked = False
        self._tasks = Tasks(self)
        record = self.record = OpenRecord(Case, workstation, self._tasks.spawn)
        self.queue = queue.build(workstation, now)
        self.bulk_actions = BulkActions(seat, self.queue, self)
        self.appeal = appeal.build(workstation, record, now, seat.new_id, seat.host)
        self.questions = needs_you.build(workstation, record, self.flush)
        self.reply = reply.build(workstation, record, now, seat.new_id)
        self.decide = decide.build(workstation, record, now)
        self.policy = policy.build(workstation, record, now)
        asks = self.questions.view
        self.appeal.view.place_above(asks, asks.keys)
        panes = Panes(
            queue=self.queue.view,
            appeal=self.appeal.view,
            reply=self.reply.view,
            decide=self.decide.view,
            policy=self.policy.view,
        )
        views = (self.queue, self.appeal, self.reply, self.decide, self.policy)
        self.widget = Workspace(panes, seat.memory, [each.view.keys for each in views])
        self.walk = self.widget.walk
        # It ends with what it arranges.
        self.setParent(self.widget)
        self._left = LeftFocus()
        written = (self.appeal, self.reply, self.decide)
        self.words_back = WordsBack(workstation, *written, seat.frame, self)
        taken_back = self.words_back.taken_back
        self.undo_offers = UndoOffers(workstation, seat.frame, now, taken_back, self)
        self._join()
        serve(self.answers, self)

    def _join(self) -> None:
        slot = self._tasks.slot
        self.queue.opened.connect(self._open_next)
        self.queue.view.view_chosen.connect(self._remember_view)
        self.appeal.held.connect(self._on_held)
        self.appeal.shown_case.connect(self._on_shown)
        self.appeal.view.clause_chosen.connect(self.show_clause)
        self.appeal.view.take_up_pressed.connect(slot(self._take_up, "take up a proposal"))
        self.reply.sent.connect(self._on_sent)
        self.reply.order_chosen.connect(self._remember_order)
        self.reply.view.decide_pressed.connect(self.begin_decision)
        self.reply.next_wanted.connect(partial(self.queue.step, 1))
        self.decide.decided.connect(self._on_decided)
        self.decide.composed.connect(self.policy.mark_cited)
        self.decide.view.reply_pressed.connect(self.begin_reply)
        self.decide.view.citations.policy_wanted.connect(self._show_policy)
        self.policy.cited.connect(slot(self._cite, "cite a clause"))
        self.questions.reworked.connect(self._on_reworked)
        self.questions.dropped.connect(slot(self.words_back.show_dropped, "show what came back"))
        self.questions.handed_over.connect(slot(self._on_handed_over, "hand over"))
        self.questions.view.asks.connect(self._on_asked)
        self.questions.left.connect(self._on_left_for_later)
        self.words_back.recomposed.connect(self._show_decision)

    def open(self, place: Place | None) -> None:
        """Show a case, or what is sought in the queue; without a place, all as it was left."""
        if not self._begun:
            self.begin(place)
        elif place is not None:
            self._go(place)
        else:
            self.walk.come_back(self._left.take())

    def again(self) -> None:
        """Where room is short, fold the queue away or show it again."""
        self.widget.show_queue(not self.widget.queue_in_sight)

    def begin(self, place: Place | None = None) -> None:
        """Begin where it was left, or where somebody does who never worked here."""
        self._begun = True
        self.focus(PaneSlot.QUEUE)
        memory = self.seat.memory
        view = memory.recall(_VIEW, View.MINE.value)
        self.queue.choose_view(View(view) if view in set(View) else View.MINE)
        order = memory.recall(_ORDER)
        if order in set(Language):
            self.reply.prefer_order(Language(order))
        left = memory.recall(OPEN_CASE, "")
        where = place or (Place("case", left) if left else self.seat.first)
        if where is not None and where.kind == "case" and not where.anchor:
            # It is the one of before: the keys go on in the list.
            self._show_case(where.id)
        elif where is not None:
            self._go(where)
        if where is not None:
            self.queue.point_at(where.id)
        self.undo_offers.offer_again()

    def _go(self, place: Place) -> None:
        if place.kind == "queue":
            self.show_queue()
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
        """Show a case in every pane, and give it the focus: the next key is none of a letter."""
        self._show_case(case_id)
        self.queue.point_at(case_id)
        self.focus(PaneSlot.APPEAL)

    def _open_next(self, case_id: str) -> None:
        """Show the case of another row. In the list the keys go on from row to row."""
        self._show_case(case_id)
        if not self.queue.view.table.hasFocus():
            self.focus(PaneSlot.APPEAL)

    def _show_case(self, case_id: str) -> None:
        self.seat.come()
        if case_id != self.record.id:
            if self._explained:
                # It was said about the case that is left.
                self._explained = False
                self.seat.frame.explain(None)
            if self.deciding:
                self._show_reply()
        self.seat.memory.remember(OPEN_CASE, case_id)
        self.appeal.expect()
        self._tasks.spawn(self._read(self.record.open(case_id), case_id), "open a case")

    async def _read(self, arriving: Awaitable[None], case_id: str) -> None:
        await arriving
        await self.seat.workstation.lists.mark_read(case_id)

    def begin_reply(self, party: str = "") -> None:
        """Write to `party`, or to the one that is chosen."""
        self._show_reply()
        if party:
            self.reply.choose_party(party)
        self.reply.begin()

    def begin_decision(self) -> None:
        """Compose a decision; if this person cannot decide this case, say why."""
        refused = why_no_decision(self)
        if refused is not None:
            self._explain(refused)
        elif self.reply.state.case is not None:
            self.decide.open()
            self._show_decision()

    def _explain(self, why: Message) -> None:
        self._explained = True
        self.seat.frame.explain(why)

    def send(self, *, then_next: bool = False) -> None:
        """Decide what is being decided, or send what is being written; in the form of an act, do
        that act: nobody who fills one in means the letter below it."""
        if self.appeal.view.submit_form():
            return
        if self.deciding:
            self.decide.decide()
        else:
            self.reply.send(then_next=then_next)

    def confirm(self) -> None:
        """Do the primary act of what has the focus, such as confirming the pair; else decide what
        is being decided, else what the case calls for first. It never sends a letter."""
        if self.walk.confirm():
            return
        if self.deciding:
            self.decide.decide()
        else:
            self.appeal.view.press_first()

    def choose_outcome(self, number: int) -> None:
        """Choose the outcome with that number; opens the panel if it must."""
        begins = not self.deciding
        if begins:
            self.begin_decision()
        if self.deciding:
            self._tasks.spawn(self._choose(number, begins=begins), "choose an outcome")

    async def _choose(self, number: int, *, begins: bool) -> None:
        await self._composing()
        self.decide.choose_nth(number)
        if begins:
            # The outcome has its answer: the focus goes on to the line after it.
            self.decide.begin()

    async def _composing(self) -> None:
        """Fill the panel when it is first needed: most cases are only read."""
        case = self.decide.state.case
        if case is None or case.id != self.record.id:
            await self.decide.open()

    def show_clause(self, ref: ClauseRef) -> None:
        """Read a clause."""
        self.policy.choose_clause(ref)
        self._show_policy()

    def _show_policy(self) -> None:
        """Bring the policy into sight."""
        if not self.policy.view.isVisible():
            self.answers.trigger(CaseAction.POLICY)

    def act(self, act: CaseAct) -> None:
        """Do an act with the cases that are marked in the queue, else with the open case."""
        if self.bulk_actions.take(act):
            return
        if self.record.id:
            self.appeal.begin(act)
        else:
            self._explain(NO_CASE)

    def take_in(self, change: Change) -> None:
        """Let every pane follow that shows what changed, here or elsewhere."""
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

    def why_not(self, action: str) -> Message | None:
        """Why that cannot be done now, where a rule says so."""
        return self.answers.why_not(action)

    def trigger(self, action: str) -> bool:
        """Do it, if it can be done now; whether it was."""
        return self.answers.trigger(action)

    def step_back(self) -> None:
        """Leave one step: a form, a field, the drawer, what is marked, a pane; the queue stays."""
        walk = self.walk
        if walk.leave_open() or (is_typing(QApplication.focusWidget()) and walk.leave_part()):
            return
        if self.widget.shut_drawer():
            return
        if self.queue.state.marked:
            self.queue.unmark()
        elif not walk.leave_part():
            self.show_queue()

    def focus(self, slot: PaneSlot) -> None:
        """Put the focus on a pane."""
        self.seat.come()
        self.widget.focus(slot)
        if slot is PaneSlot.APPEAL and self._is_asked:
            self.questions.view.answers.take_focus()

    def show_queue(self) -> None:
        """Bring the queue into sight and give it the focus."""
        self.seat.come()
        self.widget.show_queue(True)
        self.widget.focus(PaneSlot.QUEUE)

    def leave(self) -> None:
        """Go out of sight: the focus comes back to where it is now."""
        self._left.keep()

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem` if it takes nothing."""
        for pane in (self.appeal, self.reply, self.decide):
            await pane.flush()

    def _show_reply(self) -> None:
        self.widget.make_room(False)
        self.deciding = False
        self.widget.show_decide(False)

    def _show_decision(self) -> None:
        self.deciding = True
        self.widget.make_room(False)
        self.widget.show_decide(True)
        self.decide.begin()

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
        self.undo_offers.offer(command_id, partial(self.appeal.undo, command_id))

    def _on_sent(self, command_id: str) -> None:
        # Out of the empty letter: there the key that takes it back would only be a letter.
        self.focus(PaneSlot.APPEAL)
        self.undo_offers.offer(command_id, partial(self.reply.undo, command_id))

    def _on_decided(self, command_id: str) -> None:
        self._show_reply()
        self.focus(PaneSlot.APPEAL)
        self.undo_offers.offer(command_id, partial(self.decide.undo, command_id))

    async def _take_up(self, case: Case, kept: SupersededProposal) -> None:
        before = await self.decide.take_up(case, kept.finding)
        self._show_decision()
        words = _("{name}'s proposal taken up", name=kept.by.name)
        self.seat.frame.toast(words, partial(self.decide.put_back, case.id, before))

    async def _cite(self, citation: Citation) -> None:
        await self._composing()
        self.decide.cite(citation)

    def _on_asked(self, about_this_case: bool) -> None:
        self._is_asked = about_this_case
        self.widget.make_room(about_this_case)
        focus = QApplication.focusWidget()
        if about_this_case and focus is not None and self.appeal.view.isAncestorOf(focus):
            self.questions.view.answers.take_focus()

    def _on_left_for_later(self) -> None:
        self.widget.make_room(False)
        self.show_queue()

    async def _on_handed_over(self, question: Question) -> None:
        await self.words_back.show_back(question)
        self.seat.report(_("Your texts are in a note on the case, and in your drafts."))

    def _on_reworked(self, question: Question, command: Command) -> None:
        if isinstance(command, SendReply):
            self.begin_reply()
        self.words_back.edited(question, command)
