"""What can be done with the open case. Rules come from the domain, texts from the person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from ui.open_record import OpenRecord
from ui.panes.appeal.acts import AT_ONCE, HELD, command_of, refusal, refusals
from ui.panes.appeal.state import AppealState, CaseAct, Filled
from workstation.app.values import Opened
from workstation.bilingual.act_form import (
    filled_below,
    filled_from_text,
    filled_to_text,
    form_key,
)
from workstation.bilingual.autosave import Autosave
from workstation.domain.actor import Actor, Person
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import Assign, Decide
from workstation.domain.decide import not_allowed
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
Spawn = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


class AppealDesk(Protocol):
    """The verbs of the workstation that the appeal pane uses."""

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
    """Begins acts, keeps what their forms hold, and gives their commands.

    It replaces its frozen state and hands it to `show`; `held` takes the id of a command that can
    be undone, `spawn` starts what has to wait.
    """

    def __init__(
        self,
        desk: AppealDesk,
        record: OpenRecord[Case],
        show: Show,
        held: Held,
        spawn: Spawn,
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
        self._forms: Autosave[FormKey, Filled] = Autosave(self._keep, spawn)
        self._answered = ""
        self._submitted: dict[str, tuple[str, CaseAct, Filled]] = {}
        record.watch(self._on_record)

    def expect(self) -> None:
        """Show that a case comes: what was said about the last one is over."""
        loading = AppealState(now=self._now(), me=self._desk.session.me, loading=True)
        self._put(loading if self.state.case is None else replace(self.state, notice=None))

    async def begin(self, act: CaseAct) -> None:
        """Do an act, or open its form; if the rules forbid it, say why."""
        # What was typed a moment ago into the form that was left is part of what it held.
        await self._forms.try_flush()
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
            # The disk may not have taken all of it.
            kept = self._forms.held((case.id, act)) or await self._kept((case.id, act))
            if self.shows(case.id):
                self._put(replace(self.state, form=act, kept=kept, notice=None))

    def edit(self, act: CaseAct, filled: Filled) -> None:
        """Keep what somebody types into the form of an act."""
        if self.state.case is not None:
            self._forms.typed((self.state.case.id, act), filled)

    def cancel(self) -> None:
        """Close the form; what it holds is kept for the next time."""
        self._put(replace(self.state, form=None))

    def dismiss(self) -> None:
        """Take the notice away: it was read."""
        self._put(replace(self.state, notice=None, next=None))

    async def submit(self, filled: Filled) -> bool:
        """Give the command of the open form; whether it was taken."""
        case, act = self.state.case, self.state.form
        if case is None or act is None:
            return False
        # Kept first: it may be refused, and then stands in the form alone.
        await self._forms.try_flush()
        shown = self.state.case
        if shown is None or shown.id != case.id or self.state.form is not act:
            # Who went on meanwhile finds it in its form, and means no other case.
            return False
        try:
            command = command_of(act, filled, shown, self._now(), self._new_id)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return False
        given = await self._give(case.id, act, command)
        if given:
            self._submitted[given] = (case.id, act, filled)
            await self._desk.drafts.clear(case.id, form_key(act))
            self._forms.forget((case.id, act))
        return bool(given)

    async def undo(self, command_id: str) -> bool:
        """Take an act back that is still held; whether it was.

        Its form is there again with what it held, below what was begun in it since.
        """
        await self._forms.try_flush()
        case_id, act, filled = self._submitted.pop(command_id, ("", CaseAct.NOTE, Filled()))
        since = Filled()
        if case_id:
            # Before the command is gone: the words are never nowhere, whatever happens between.
            since = await self._keep_below((case_id, act), filled)
        taken_back = await self._desk.records.undo(command_id)
        if case_id and not taken_back:
            await self._keep((case_id, act), since)
        elif case_id and self.shows(case_id):
            await self._record.refresh()
            await self.begin(act)
        return taken_back

    async def take_up(self, case_id: str, act: CaseAct, filled: Filled) -> None:
        """Put what came back below what was begun since, and open the form if the case is open."""
        await self._forms.try_flush()
        await self._keep_below((case_id, act), filled)
        if self.shows(case_id):
            await self.begin(act)

    async def reload(self, case_id: str) -> None:
        """Show what came back into the drafts of a case, where its form is open."""
        case, act = self.state.case, self.state.form
        if case is None or act is None or case.id != case_id:
            return
        key = (case_id, act)
        kept, typed = await self._kept(key), self._forms.held(key)
        both = filled_below(typed, kept) if typed is not None else kept
        if self.state.form is act and self.state.case is not None:
            self._put(replace(self.state, kept=both))
            if typed is not None:
                # More was typed than the disk has.
                self._forms.typed(key, both)

    async def flush(self) -> None:
        """Save what stands in a form. Raises `ProfileProblem` if the disk takes nothing."""
        await self._forms.flush()

    def shows(self, case_id: str) -> bool:
        """Whether that case is shown."""
        return self.state.case is not None and self.state.case.id == case_id

    def candidates(self) -> tuple[Candidate, ...]:
        """The people to whom the case could be given, and why not to others."""
        case, me = self.state.case, self._desk.session.me
        if case is None or me is None:
            return ()
        scene = scene_of(case, me, self._now(), self._desk.policies.library)
        return candidates((scene,), self._desk.people.directory)

    async def assign(self, owner: Actor) -> None:
        """Give the case to `owner`."""
        if self.state.case is not None:
            await self._give(self.state.case.id, CaseAct.ASSIGN, Assign(owner=owner))

    async def _give(self, case_id: str, act: CaseAct, command: Command) -> str:
        """Give a command; returns its id, "" if it was refused."""
        try:
            given = await self._record.submit(command, hold=act in HELD)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return ""
        # Another case may be shown by now.
        if self.shows(case_id):
            self._put(replace(self.state, form=None, notice=None, next=None))
        if act is CaseAct.RECORD_ANSWER:
            self._answered = case_id
        await self._record.refresh()
        if act is CaseAct.ACCEPT and CaseAct.CLAIM in self.state.acts:
            self._put(replace(self.state, next=CaseAct.CLAIM))
        if act in HELD:
            self._held(given)
        return given

    async def _keep(self, key: FormKey, filled: Filled) -> None:
        """Keep what stands in a form, so that no crash loses it; nothing needs no keeping."""
        case_id, act = key
        if filled == Filled():
            await self._desk.drafts.clear(case_id, form_key(act))
            return
        text, rest = filled_to_text(filled)
        await self._desk.drafts.save(case_id, form_key(act), text, "", form=rest)

    async def _keep_below(self, key: FormKey, filled: Filled) -> Filled:
        """Keep what came back below what was begun since; returns that."""
        since = await self._kept(key)
        both = filled_below(since, filled)
        if both != since:
            await self._keep(key, both)
        return since

    async def _kept(self, key: FormKey) -> Filled:
        case_id, act = key
        draft = await self._desk.drafts.read(case_id, form_key(act))
        return filled_from_text(draft.en, draft.form)

    def _on_record(self, opened: Opened[Case] | None) -> None:
        """Show the case as it stands now, another one, or that none is in sight."""
        if opened is None:
            # Before anything was fetched at all, no case is gone: it is still coming.
            fetched = bool(self._desk.policies.library.policies)
            answered = fetched and self._record.id == self._answered
            state = AppealState(now=self._now(), me=self._desk.session.me)
            missing = fetched and not answered
            self._put(replace(state, missing=missing, answered=answered, loading=not fetched))
            return
        # Of the same case, form and notice stay.
        same = self.shows(opened.record.id)
        self._put(self._with(self.state if same else AppealState(now=self._now()), opened))

    def _with(self, state: AppealState, opened: Opened[Case]) -> AppealState:
        """`state` with the case as it stands now, and what this person can do with it."""
        case, me, now = opened.record, self._desk.session.me, self._now()
        library = self._desk.policies.library
        acts: tuple[CaseAct, ...] = ()
        refused: dict[CaseAct, Refused] = {}
        unsigned, adopts = None, False
        if me is not None:
            refused = refusals(case, me, now, library)
            acts = tuple(act for act in CaseAct if act not in refused)
            scene = scene_of(case, me, now, library)
            adopts = bool(case.kept) and not_allowed(CASE, scene, Decide) is None
            if case.state is State.SECOND_REVIEW:
                unsigned = refused.get(CaseAct.AGREE)
        return replace(
            state,
            case=case,
            confirmed=opened.confirmed,
            me=me,
            now=now,
            pending=opened.pending,
            acts=acts,
            refused=refused,
            next=state.next if state.next in acts else None,
            given=_given(state, case, me) or state.given,
            unsigned=unsigned,
            adopts=adopts,
            loading=False,
            missing=False,
        )

    def _put(self, state: AppealState) -> None:
        # A refresh that brought nothing new costs no painting; time passing is not news.
        if replace(state, now=self.state.now) != self.state:
            # The clock on the screen went on by itself: what is shown must not set it back.
            self.state = replace(state, now=self._now())
            self._show(self.state)


def _given(state: AppealState, now: Case, me: Actor | None) -> tuple[Person, Person] | None:
    """Who gave the case that is open to whom, if its owner was replaced by somebody else."""
    if state.case is None or now.owner is None or now.owner == state.case.owner:
        return None
    line = next((each for each in reversed(now.timeline) if each.event == "owned"), None)
    if line is None or me is None or me.id in (line.by.id, now.owner.id):
        return None
    return line.by, now.owner
