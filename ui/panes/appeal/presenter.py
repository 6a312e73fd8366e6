"""What can be done with the open case. Rules come from the domain, texts from the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from ui.panes.appeal.acts import AT_ONCE, HELD, command_of, possible, refusal
from ui.panes.appeal.state import Act, AppealState, Filled
from workstation.app.values import Draft, OpenCase
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
from workstation.drafting.act_form import (
    filled_below,
    filled_from_text,
    filled_to_text,
    form_key,
)

UNDO_FOR = timedelta(seconds=10)

Show = Callable[[AppealState], None]
Held = Callable[[str], None]
FormKey = tuple[str, Act]
Kept = Callable[[FormKey], Filled | None]


class AppealDesk(Protocol):
    """The verbs that the appeal pane uses."""

    @property
    def me(self) -> Actor | None: ...
    @property
    def directory(self) -> tuple[Actor, ...]: ...
    @property
    def library(self) -> Library: ...

    async def case(self, case_id: str) -> OpenCase: ...
    async def mark_read(self, case_id: str) -> None: ...
    async def give(
        self,
        case_id: str,
        command: Command,
        *,
        hold: timedelta = ...,
        seen: int | None = ...,
    ) -> str: ...
    async def draft(self, case_id: str, party_id: str) -> Draft: ...
    async def undo(self, command_id: str) -> bool: ...
    async def save_draft(
        self, case_id: str, party_id: str, en: str, zh: str, *, form: str = ...
    ) -> Draft: ...
    async def clear_draft(self, case_id: str, party_id: str) -> None: ...


class AppealPresenter:
    """Replaces its frozen state and hands the whole of it to `show`; `held` offers the undo."""

    def __init__(
        self,
        desk: AppealDesk,
        show: Show,
        held: Held,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.state = AppealState(now=now())
        self._desk = desk
        self._show = show
        self._held = held
        self._now = now
        self._new_id = new_id
        self._case_id = ""
        self._seen = 0
        self._answered = ""
        self._submitted: dict[str, tuple[str, Act, Filled]] = {}

    async def open(self, case_id: str) -> None:
        """Show a case. It counts as read."""
        self._case_id = case_id
        loading = AppealState(now=self._now(), me=self._desk.me, loading=True)
        self._put(loading if self.state.case is None else replace(self.state, notice=None))
        await self._load(fresh=True)
        await self._desk.mark_read(case_id)

    async def refresh(self) -> None:
        """Others, or other panes, changed the case: form and notice stay."""
        if self._case_id:
            await self._load(fresh=False)

    async def begin(self, act: Act, held: Kept | None = None) -> None:
        """Do it, or open its form; if the rules forbid it, say why. `held` knows what the form
        had that the disk did not take."""
        if self.state.case is not None and self.state.case.id != self._case_id:
            # The key came before the case: it is meant for the one that was gone to.
            await self._load(fresh=True)
        case, me = self.state.case, self._desk.me
        if case is None or me is None:
            return
        refused = refusal(act, case, me, self._now(), self._desk.library)
        if refused is not None:
            self._put(replace(self.state, notice=refused))
        elif act in AT_ONCE:
            command = command_of(act, Filled(), case, self._now(), self._new_id)
            await self._give(case.id, act, command)
        else:
            kept = (held and held((case.id, act))) or await self.kept((case.id, act))
            if case.id == self._case_id:
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
            await self._desk.clear_draft(case.id, form_key(act))
        return bool(given)

    async def undo(self, command_id: str) -> bool:
        """Take an act back that is still held; its form is there again with what it held, below
        what was begun in it since."""
        case_id, act, filled = self._submitted.pop(command_id, ("", Act.NOTE, Filled()))
        since = Filled()
        if case_id:
            # Before the command is gone: the words are never nowhere, whatever happens between.
            since = await self.keep_below((case_id, act), filled)
        taken_back = await self._desk.undo(command_id)
        if case_id and not taken_back:
            await self.keep((case_id, act), since)
        elif case_id and case_id == self._case_id:
            await self._load(fresh=False)
            await self.begin(act)
        return taken_back

    async def keep(self, key: FormKey, filled: Filled) -> None:
        """Keep what stands in a form, so that no crash loses it; nothing needs no keeping."""
        case_id, act = key
        if filled == Filled():
            await self._desk.clear_draft(case_id, form_key(act))
            return
        text, rest = filled_to_text(filled)
        await self._desk.save_draft(case_id, form_key(act), text, "", form=rest)

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
        draft = await self._desk.draft(case_id, form_key(act))
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
        case, me = self.state.case, self._desk.me
        if case is None or me is None:
            return ()
        scene = scene_of(case, me, self._now(), self._desk.library)
        return candidates((scene,), self._desk.directory)

    async def assign(self, owner: Actor) -> None:
        """Give the case to somebody."""
        if self.state.case is not None:
            await self._give(self.state.case.id, Act.ASSIGN, Assign(owner=owner))

    async def _give(self, case_id: str, act: Act, command: Command) -> str:
        """The id of the command; "" if it was refused. Another case may be on its way in."""
        hold = UNDO_FOR if act in HELD else timedelta()
        try:
            given = await self._desk.give(case_id, command, hold=hold, seen=self._seen)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return ""
        if self.state.case is not None and self.state.case.id == case_id:
            self._put(replace(self.state, form=None, notice=None, next=None))
        if act is Act.RECORD_ANSWER:
            self._answered = case_id
        await self._load(fresh=False)
        if act is Act.ACCEPT and Act.CLAIM in self.state.acts:
            self._put(replace(self.state, next=Act.CLAIM))
        if hold:
            self._held(given)
        return given

    async def _load(self, *, fresh: bool) -> None:
        case_id = self._case_id
        try:
            opened = await self._desk.case(case_id)
        except KeyError:
            if case_id == self._case_id:
                # Before anything was fetched at all, no case is gone: it is still coming.
                fetched = bool(self._desk.library.policies)
                state = AppealState(now=self._now(), me=self._desk.me)
                gone = fetched and case_id != self._answered
                answered = fetched and case_id == self._answered
                self._put(
                    replace(state, missing=gone, answered=answered, loading=not fetched),
                )
            return
        if case_id != self._case_id:
            return
        self._seen = opened.truth_version
        other = self.state.case is not None and self.state.case.id != case_id
        before = AppealState(now=self._now()) if fresh or other else self.state
        self._put(self._with(before, opened))

    def _with(self, state: AppealState, opened: OpenCase) -> AppealState:
        me, now = self._desk.me, self._now()
        acts = possible(opened.case, me, now, self._desk.library) if me is not None else ()
        return replace(
            state,
            case=opened.case,
            me=me,
            now=now,
            pending=opened.pending,
            acts=acts,
            next=state.next if state.next in acts else None,
            given=_given(state, opened.case, me) or state.given,
            unsigned=_unsigned(opened.case, me, now, self._desk.library),
            adopts=_adopts(opened.case, me, now, self._desk.library),
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
    return refusal(Act.AGREE, case, me, now, library)


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
