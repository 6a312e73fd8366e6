"""What can be done with the open case. Rules come from the domain, texts from the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from ui.open_record import OpenRecord
from ui.panes.appeal.acts import AT_ONCE, HELD, command_of, possible, refusal
from ui.panes.appeal.state import AppealState, CaseAct, Filled
from workstation.app.values import Opened
from workstation.bilingual.act_form import (
    filled_below,
    filled_from_text,
    filled_to_text,
    form_key,
)
from workstation.domain.actor import Actor, Person
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import Assign, Decide
from workstation.domain.decide import not_allowed
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.rules.ownership import Candidate, candidates
from workstation.domain.taxonomy import State

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort
    from workstation.app.people import PeoplePort
    from workstation.app.policies import PolicyPort
    from workstation.app.records import RecordPort
    from workstation.app.session import SessionPort

Show = Callable[[AppealState], None]
Held = Callable[[str], None]
FormKey = tuple[str, CaseAct]
Kept = Callable[[FormKey], Filled | None]


class AppealDesk(Protocol):
    """The verbs that the appeal pane uses."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def records(self) -> RecordPort: ...
    @property
    def drafts(self) -> DraftPort: ...
    @property
    def policies(self) -> PolicyPort: ...
    @property
    def people(self) -> PeoplePort: ...


class AppealPresenter:
    """Replaces its frozen state and hands the whole of it to `show`; `held` offers the undo."""

    def __init__(
        self,
        desk: AppealDesk,
        record: OpenRecord[Case],
        show: Show,
        held: Held,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.state = AppealState(now=now())
        self._desk = desk
        self._record = record
        self._show = show
        self._held = held
        self._now = now
        self._new_id = new_id
        self._answered = ""
        self._submitted: dict[str, tuple[str, CaseAct, Filled]] = {}
        record.watch(self._on_record)

    def expect(self) -> None:
        """A case was gone to: what was said about the last one is over."""
        loading = AppealState(now=self._now(), me=self._desk.session.me, loading=True)
        self._put(loading if self.state.case is None else replace(self.state, notice=None))

    async def begin(self, act: CaseAct, held: Kept | None = None) -> None:
        """Do it, or open its form; if the rules forbid it, say why. `held` knows what the form
        had that the disk did not take."""
        # A key that comes before the case is meant for the one that was gone to.
        await self._record.arrived()
        case, me = self.state.case, self._desk.session.me
        if case is None or me is None:
            return
        refused = refusal(act, case, me, self._now(), self._desk.policies.library)
        if refused is not None:
            self._put(replace(self.state, notice=refused))
        elif act in AT_ONCE:
            command = command_of(act, Filled(), case, self._now(), self._new_id)
            await self._give(case.id, act, command)
        else:
            kept = (held and held((case.id, act))) or await self.kept((case.id, act))
            if self._shows(case.id):
                self._put(replace(self.state, form=act, kept=kept, notice=None))

    def cancel(self) -> None:
        """Close the form; what it holds is kept for the next time."""
        self._put(replace(self.state, form=None))

    def dismiss(self) -> None:
        """The notice was read."""
        self._put(replace(self.state, notice=None, next=None))

    async def submit(self, filled: Filled) -> bool:
        """Give the command of the open form; whether it was taken."""
        case, act = self.state.case, self.state.form
        if case is None or act is None:
            return False
        try:
            command = command_of(act, filled, case, self._now(), self._new_id)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return False
        given = await self._give(case.id, act, command)
        if given:
            self._submitted[given] = (case.id, act, filled)
            await self._desk.drafts.clear(case.id, form_key(act))
        return bool(given)

    async def undo(self, command_id: str) -> bool:
        """Take an act back that is still held; its form is there again with what it held, below
        what was begun in it since."""
        case_id, act, filled = self._submitted.pop(command_id, ("", CaseAct.NOTE, Filled()))
        since = Filled()
        if case_id:
            # Before the command is gone: the words are never nowhere, whatever happens between.
            since = await self.keep_below((case_id, act), filled)
        taken_back = await self._desk.records.undo(command_id)
        if case_id and not taken_back:
            await self.keep((case_id, act), since)
        elif case_id and self._shows(case_id):
            await self._record.refresh()
            await self.begin(act)
        return taken_back

    async def keep(self, key: FormKey, filled: Filled) -> None:
        """Keep what stands in a form, so that no crash loses it; nothing needs no keeping."""
        case_id, act = key
        if filled == Filled():
            await self._desk.drafts.clear(case_id, form_key(act))
            return
        text, rest = filled_to_text(filled)
        await self._desk.drafts.save(case_id, form_key(act), text, "", form=rest)

    async def keep_below(self, key: FormKey, filled: Filled) -> Filled:
        """Keep what came back, below what was begun since; returns that."""
        since = await self.kept(key)
        both = filled_below(since, filled)
        if both != since:
            await self.keep(key, both)
        return since

    async def kept(self, key: FormKey) -> Filled:
        """What is kept of a form."""
        case_id, act = key
        draft = await self._desk.drafts.read(case_id, form_key(act))
        return filled_from_text(draft.en, draft.form)

    async def reload(self, case_id: str, held: Kept) -> Filled | None:
        """Words came back into drafts of this case: show them, if their form is open. Returns what
        it holds where more was typed than the disk has."""
        case, act = self.state.case, self.state.form
        if case is None or act is None or case.id != case_id:
            return None
        kept, typed = await self.kept((case_id, act)), held((case_id, act))
        both = filled_below(typed, kept) if typed is not None else kept
        if self.state.form is act and self.state.case is not None:
            self._put(replace(self.state, kept=both))
        return both if typed is not None else None

    def candidates(self) -> tuple[Candidate, ...]:
        """To whom the case could be given."""
        case, me = self.state.case, self._desk.session.me
        if case is None or me is None:
            return ()
        scene = scene_of(case, me, self._now(), self._desk.policies.library)
        return candidates((scene,), self._desk.people.directory)

    async def assign(self, owner: Actor) -> None:
        """Give the case to somebody."""
        if self.state.case is not None:
            await self._give(self.state.case.id, CaseAct.ASSIGN, Assign(owner=owner))

    async def _give(self, case_id: str, act: CaseAct, command: Command) -> str:
        """The id of the command; "" if it was refused. Another case may be on its way in."""
        try:
            given = await self._record.submit(command, hold=act in HELD)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return ""
        if self._shows(case_id):
            self._put(replace(self.state, form=None, notice=None, next=None))
        if act is CaseAct.RECORD_ANSWER:
            self._answered = case_id
        await self._record.refresh()
        if act is CaseAct.ACCEPT and CaseAct.CLAIM in self.state.acts:
            self._put(replace(self.state, next=CaseAct.CLAIM))
        if act in HELD:
            self._held(given)
        return given

    def _shows(self, case_id: str) -> bool:
        return self.state.case is not None and self.state.case.id == case_id

    def _on_record(self, opened: Opened[Case] | None) -> None:
        """Others, this person or other panes changed the case, or it is another one."""
        if opened is None:
            # Before anything was fetched at all, no case is gone: it is still coming.
            fetched = bool(self._desk.policies.library.policies)
            answered = fetched and self._record.id == self._answered
            state = AppealState(now=self._now(), me=self._desk.session.me)
            missing = fetched and not answered
            self._put(replace(state, missing=missing, answered=answered, loading=not fetched))
            return
        # Of the same case, form and notice stay.
        same = self._shows(opened.record.id)
        self._put(self._with(self.state if same else AppealState(now=self._now()), opened))

    def _with(self, state: AppealState, opened: Opened[Case]) -> AppealState:
        me, now = self._desk.session.me, self._now()
        acts = (
            possible(opened.record, me, now, self._desk.policies.library) if me is not None else ()
        )
        return replace(
            state,
            case=opened.record,
            me=me,
            now=now,
            pending=opened.pending,
            acts=acts,
            next=state.next if state.next in acts else None,
            given=_given(state, opened.record, me) or state.given,
            unsigned=_unsigned(opened.record, me, now, self._desk.policies.library),
            adopts=_adopts(opened.record, me, now, self._desk.policies.library),
            loading=False,
            missing=False,
        )

    def _put(self, state: AppealState) -> None:
        # A refresh that brought nothing new costs no painting; time passing is not news.
        if replace(state, now=self.state.now) != self.state:
            # The clock on the screen went on by itself: what is shown must not set it back.
            self.state = replace(state, now=self._now())
            self._show(self.state)


def _unsigned(case: Case, me: Actor | None, now: datetime, library: Library) -> Refused | None:
    if me is None or case.state is not State.SECOND_REVIEW:
        return None
    return refusal(CaseAct.AGREE, case, me, now, library)


def _adopts(case: Case, me: Actor | None, now: datetime, library: Library) -> bool:
    if me is None or not case.kept:
        return False
    return not_allowed(CASE, scene_of(case, me, now, library), Decide) is None


def _given(state: AppealState, now: Case, me: Actor | None) -> tuple[Person, Person] | None:
    """Who gave the case that is open to whom, if its owner was replaced by somebody else."""
    if state.case is None or now.owner is None or now.owner == state.case.owner:
        return None
    line = next((each for each in reversed(now.timeline) if each.event == "owned"), None)
    if line is None or me is None or me.id in (line.by.id, now.owner.id):
        return None
    return line.by, now.owner
