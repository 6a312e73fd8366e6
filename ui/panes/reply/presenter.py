"""Writing to a party: one draft per case and party, saved as it is typed, sent with an undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from ui.panes.reply.letters import missed, offered, sendable
from ui.panes.reply.state import ReplyState
from workstation.app.values import Draft, OpenCase
from workstation.domain.actor import Actor
from workstation.domain.case import Case, Party
from workstation.domain.commands import Command, SendReply
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.rules.decision import may_decide
from workstation.domain.rules.guards import Scene
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual
from workstation.drafting.autosave import Autosave

UNDO_FOR = timedelta(seconds=10)
DraftKey = tuple[str, str]
Show = Callable[[ReplyState], None]
Sent = Callable[[str, Party], None]
Spawn = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


class ReplyDesk(Protocol):
    """The verbs that the reply pane uses."""

    @property
    def me(self) -> Actor | None: ...
    @property
    def library(self) -> Library: ...

    async def case(self, case_id: str) -> OpenCase: ...
    async def give(
        self,
        case_id: str,
        command: Command,
        *,
        hold: timedelta = ...,
        seen: int | None = ...,
    ) -> str: ...
    async def undo(self, command_id: str) -> bool: ...
    async def draft(self, case_id: str, party_id: str) -> Draft: ...
    async def save_draft(self, case_id: str, party_id: str, en: str, zh: str) -> Draft: ...
    async def clear_draft(self, case_id: str, party_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Gone:
    """A letter that was sent and can still be taken back."""

    key: DraftKey
    text: Bilingual


class ReplyPresenter:
    """Replaces its frozen state and hands the whole of it to `show`; `sent` offers the undo."""

    def __init__(
        self,
        desk: ReplyDesk,
        show: Show,
        sent: Sent,
        spawn: Spawn,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.state = ReplyState()
        self._desk = desk
        self._show = show
        self._sent = sent
        self._now = now
        self._new_id = new_id
        self._saves: Autosave[DraftKey, Bilingual] = Autosave(self._save, spawn)
        self._seen = 0
        self._opened = ""
        self._picked: Milestone | None = None
        self._known: frozenset[str] = frozenset()
        self._gone: dict[str, _Gone] = {}

    async def open(self, case_id: str) -> None:
        """Write about another case; what was typed about the last one is saved first."""
        self._opened = case_id
        self._picked = None
        await self._saves.flush()
        case = await self._case(case_id)
        if case is None or case_id != self._opened:
            return
        self._known = frozenset(letter.id for letter in case.letters)
        party = case.applicant_party
        await self._place(replace(self._about(case, party, None), placed=self.state.placed))

    async def refresh(self) -> None:
        """The case changed, or came only now: everything but the text follows."""
        if self._opened and self.state.case is None:
            await self.open(self._opened)
        elif self._opened:
            case = await self._case(self._opened)
            party = self.state.party
            if case is not None and party is not None and case.id == self._opened:
                state = self._about(case, case.party(party.id) or party, self._picked)
                self._put(self._keeping_text(state))

    async def choose_party(self, party_id: str) -> None:
        """Write to somebody else; each party has a draft of its own."""
        case = self.state.case
        party = case.party(party_id) if case is not None else None
        if case is None or party is None or party == self.state.party:
            return
        await self._saves.flush()
        state = self._about(case, party, self._picked)
        await self._place(replace(state, placed=self.state.placed))

    def choose_milestone(self, milestone: Milestone) -> None:
        """Say what this letter tells. Until then it is what the case calls for."""
        self._picked = milestone
        self._put(self._checked(replace(self.state, milestone=milestone)))

    def typed(self, en: str, zh: str) -> None:
        """The text is now this; it is saved when typing pauses, within a second at the latest."""
        case, party = self.state.case, self.state.party
        text = Bilingual(en, zh)
        if case is None or party is None or text == self.state.text:
            return
        self._saves.typed((case.id, party.id), text)
        self._put(self._checked(replace(self.state, text=text, saving=True)))

    async def send(self) -> bool:
        """Send the letter; for ten seconds it can be taken back. False if it was refused."""
        case, party, text = self.state.case, self.state.party, self.state.text
        if case is None or party is None:
            return False
        await self._saves.flush()
        command = SendReply(
            letter=self._new_id(), party=party.id, milestone=self.state.milestone, text=text
        )
        try:
            given = await self._desk.give(case.id, command, hold=UNDO_FOR, seen=self._seen)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return False
        self._known |= {command.letter}
        self._gone[given] = _Gone((case.id, party.id), text)
        await self._desk.clear_draft(case.id, party.id)
        if self.state.case is not None and self.state.case.id == case.id:
            self._picked = None
            cleared = replace(self.state, text=Bilingual(), saved_at=None, notice=None)
            self._put(replace(cleared, placed=self.state.placed + 1))
        self._sent(given, party)
        await self.refresh()
        return True

    async def undo(self, command_id: str) -> bool:
        """Take a letter back. Its text is a draft again before the letter is withdrawn."""
        gone = self._gone.pop(command_id, None)
        if gone is None:
            return False
        await self._saves.flush()
        since = await self._desk.draft(*gone.key)
        text = _joined(gone.text, Bilingual(since.en, since.zh))
        await self._desk.save_draft(*gone.key, text.en, text.zh)
        taken_back = await self._desk.undo(command_id)
        if not taken_back:
            await self._desk.save_draft(*gone.key, since.en, since.zh)
        await self.reload(gone.key[0])
        return taken_back

    async def reload(self, case_id: str) -> None:
        """A draft was put back from elsewhere: show it if it is the one in sight."""
        if case_id == self._opened and self.state.case is not None:
            await self._place(self.state)
            await self.refresh()

    async def settle(self) -> None:
        """Save what was typed: the window closes."""
        await self._saves.flush()

    def dismiss(self) -> None:
        """The notice was read."""
        self._known |= frozenset(letter.id for letter in self.state.letters)
        self._put(replace(self.state, notice=None, missed=None))

    async def _save(self, key: DraftKey, text: Bilingual) -> None:
        saved = await self._desk.save_draft(*key, text.en, text.zh)
        case, party = self.state.case, self.state.party
        if case is not None and party is not None and key == (case.id, party.id):
            done = self.state.text == text
            self._put(replace(self.state, saved_at=saved.saved_at, saving=not done))

    async def _place(self, state: ReplyState) -> None:
        """Show the draft that belongs to the case and party of `state`."""
        if state.case is None or state.party is None:
            return
        draft = await self._desk.draft(state.case.id, state.party.id)
        if state.case.id == self._opened:
            placed = replace(
                state,
                text=Bilingual(draft.en, draft.zh),
                saved_at=draft.saved_at,
                saving=False,
                placed=state.placed + 1,
            )
            self._put(self._checked(placed))

    async def _case(self, case_id: str) -> Case | None:
        try:
            opened = await self._desk.case(case_id)
        except KeyError:
            return None
        if case_id == self._opened:
            self._seen = opened.truth_version
        return opened.case

    def _about(self, case: Case, party: Party, milestone: Milestone | None) -> ReplyState:
        me = self._desk.me
        scene = Scene(case, me, self._now(), self._desk.library) if me is not None else None
        choices = offered(case, scene)
        return ReplyState(
            case=case,
            party=party,
            milestone=milestone if milestone in choices else choices[0],
            milestones=choices,
            letters=tuple(each for each in case.letters if each.party == party.id),
            missed=missed(case, party, me, self._known),
            undecidable=_undecidable(scene) if scene is not None else None,
        )

    def _keeping_text(self, state: ReplyState) -> ReplyState:
        now = self.state
        return self._checked(
            replace(
                state,
                text=now.text,
                placed=now.placed,
                saved_at=now.saved_at,
                saving=now.saving,
                notice=now.notice,
            )
        )

    def _checked(self, state: ReplyState) -> ReplyState:
        """With what stands against sending it as it is."""
        me = self._desk.me
        if state.case is None or state.party is None or me is None:
            return state
        command = SendReply(
            letter="", party=state.party.id, milestone=state.milestone, text=state.text
        )
        scene = Scene(state.case, me, self._now(), self._desk.library)
        return replace(state, refused=sendable(scene, command))

    def _put(self, state: ReplyState) -> None:
        # A refresh that brought nothing new costs no painting.
        if state != self.state:
            self.state = state
            self._show(state)


def _undecidable(scene: Scene) -> Refused | None:
    try:
        may_decide(scene)
    except Refused as refused:
        return refused
    return None


def _joined(first: Bilingual, second: Bilingual) -> Bilingual:
    """What was sent, and behind it what has been written since."""
    return Bilingual(_text(first.en, second.en), _text(first.zh, second.zh))


def _text(first: str, second: str) -> str:
    return f"{first}\n\n{second}" if second.strip() and second != first else first
