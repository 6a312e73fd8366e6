"""Writing to a party: one draft per case and party, saved as it is typed, sent with an undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from ui.open_record import OpenRecord
from ui.panes.reply.desk import ReplyDesk
from ui.panes.reply.findings import Allow, FindingAct, Reading, apply_override
from ui.panes.reply.live_checks import LiveChecks, Spawn
from ui.panes.reply.send_gate import SendGate, about, command_of
from ui.panes.reply.state import ReplyState
from ui.panes.reply.written_letter import (
    DraftKey,
    DraftStore,
    RecallableLetter,
    SupersededLetters,
    WrittenLetter,
    joined,
)
from workstation.app import Opened, ProfileProblem
from workstation.bilingual.autosave import Autosave
from workstation.bilingual.draft import Draft
from workstation.domain.case import Case, Party
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import SendReply
from workstation.domain.decide import not_allowed
from workstation.domain.problem import Refused
from workstation.domain.rules.guards import CaseScene
from workstation.domain.taxonomy import Language, Milestone

Show = Callable[[ReplyState], None]
Sent = Callable[[str], None]


class ReplyPresenter:
    """Replaces its frozen state and hands the whole of it to `show`; `sent` offers the undo.

    `spawn` starts what is not awaited, `now` is the clock, `new_id` names letters and pairs.
    """

    def __init__(
        self,
        desk: ReplyDesk,
        record: OpenRecord[Case],
        show: Show,
        sent: Sent,
        spawn: Spawn,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.state = ReplyState()
        self._desk = desk
        self._record = record
        self._show = show
        self._sent = sent
        self._spawn = spawn
        self._now = now
        self._new_id = new_id
        self._drafts = DraftStore(desk, new_id)
        self._saves: Autosave[DraftKey, WrittenLetter] = Autosave(self._save, spawn)
        self._checks = LiveChecks(desk, spawn, self._on_read)
        self._gate = SendGate(self._scene)
        self._known: frozenset[str] = frozenset()
        self._sent_letters: dict[str, RecallableLetter] = {}
        self._superseded = SupersededLetters()
        self._sending = asyncio.Lock()  # a letter on its way out is not left before it is gone
        self._turning = asyncio.Lock()  # one letter after the other is put into the editor
        record.watch(self._on_record)

    def _on_record(self, opened: Opened[Case] | None) -> None:
        if opened is None:
            return
        if self._shows(opened.record.id):
            self._follow(opened.record)
        else:
            self._spawn(self.turn(), "write about another case")

    async def turn(self) -> None:
        """Write about the open case; what was typed about the last one is saved first."""
        async with self._turning:
            async with self._sending:
                await self._saves.try_flush()
            while (opened := self._record.state) and not self._shows(opened.record.id):
                case = opened.record
                self._known = frozenset(letter.id for letter in case.letters)
                party = case.applicant_party
                await self._place(replace(self._about(case, party), placed=self.state.placed))

    def _follow(self, case: Case) -> None:
        """Show the changed case; the text that is being written stays."""
        party = self.state.party
        if party is None:
            return
        other = case != self.state.case
        state = self._about(case, case.party(party.id) or party)
        self._put(self._judged(state.with_letter_of(self.state)))
        if other:
            self._check_anew()

    async def follow_house(self) -> None:
        """Read the letter by the house's terms and style as they are now, and let pass what
        always passes."""
        if self.state.key is not None:
            await self._read_terms()
            self._check_anew()

    async def choose_party(self, party_id: str) -> None:
        """Write to another party of the case; each party has a draft of its own."""
        before = self.state.key
        if before is None or before[1] == party_id:
            return
        async with self._turning:
            async with self._sending:
                await self._saves.try_flush()
            case = self.state.case
            party = case.party(party_id) if case is not None and case.id == before[0] else None
            if case is not None and party is not None:
                state = self._about(case, party)
                await self._place(replace(state, placed=self.state.placed))

    def choose_milestone(self, milestone: Milestone) -> None:
        """Let this letter tell what somebody chose."""
        state = self._judged(self.state.told(milestone))
        if state.written:
            self._keep(state)
        else:
            self._put(state)

    def choose_order(self, first: Language) -> None:
        """Let this language stand first, in letters from now on."""
        self._put(replace(self.state, first=first))

    def typed(self, draft: Draft, beads: tuple[str, ...] = (), placed: int | None = None) -> None:
        """The letter is now this; it is saved when typing pauses, within a second at the latest.

        `beads` say something else than before. `placed` tells which letter the editor held.
        """
        state = self.state
        if placed is not None and placed != state.placed:
            self._came_late(draft, placed)
            return
        if state.key is None or draft == state.draft:
            return
        findings = state.findings.read(draft, self._checks.read_pairs(draft, beads))
        self._checks.read_soon(draft)
        state = replace(state.typed(draft), findings=findings)
        # All else is as it was when the whole letter was judged.
        self._keep(replace(state, refused=self._gate.ask(state)))

    def settle_finding(self, act: FindingAct) -> None:
        """Keep with the draft what its author did about a finding, and weigh the findings anew."""
        state = self.state
        if state.key is None:
            return
        if isinstance(act, Allow) and act.always and act.finding.term is not None:
            self._spawn(self._ignore(act.finding.term, act.reason), "ignore a term")
        findings = state.findings.weighed(state.draft, apply_override(state.settled, act))
        self._keep(self._judged(replace(state, findings=findings)))

    async def send(self) -> bool:
        """Send the letter; for ten seconds it can be taken back. False if it was held back, or
        is on its way already. Raises `ProfileProblem` while the disk takes nothing."""
        case, party = self.state.case, self.state.party
        if case is None or party is None or self._sending.locked():
            return False
        key, seen = (case.id, party.id), self._record.state
        async with self._sending:
            await self._saves.flush()
            await self._checks.finish(self.state.draft)
            findings = self.state.findings.weighed(self.state.draft)
            self._put(self._judged(replace(self.state, findings=findings)))
            if self.state.unseen and self.state.refused is None:
                return False
            written = self.state.as_written
            command = command_of(self.state, self._new_id())
            try:
                given = await self._record.submit(command, hold=True, of=seen)
            except Refused as refused:
                self._put(replace(self.state, notice=refused))
                return False
            self._known |= {command.letter}
            self._sent_letters[given] = RecallableLetter(key, written)
            await self._desk.drafts.clear(*key)
            if self.state.key == key:
                self._put(self._holding(replace(self.state, notice=None), WrittenLetter()))
            self._sent(given)
            await self._record.refresh()
            return True

    async def undo(self, command_id: str) -> bool:
        """Take a letter back. Its text is a draft again before the letter is withdrawn.

        False where that letter is gone for good: its draft is what it was, then. Raises
        `ProfileProblem` while the disk takes nothing.
        """
        sent = self._sent_letters.pop(command_id, None)
        if sent is None:
            return False
        await self._saves.flush()
        since = self._drafts.read(await self._drafts.stored(sent.key))
        await self._drafts.store(sent.key, joined(sent.written, since))
        taken_back = await self._desk.records.undo(command_id)
        if not taken_back:
            await self._drafts.store(sent.key, since)
        await self.reload(sent.key[0])
        return taken_back

    async def reload(self, case_id: str) -> None:
        """Show the draft of this case again, if it is the one in sight: it was put back from
        elsewhere."""
        if self._shows(case_id):
            async with self._turning:
                if self._shows(case_id):
                    await self._place(self.state)
            await self._record.refresh()

    async def flush(self) -> None:
        """Save what was typed: the window closes. Raises `ProfileProblem`."""
        self._checks.stop()
        await self._saves.flush()

    def dismiss_notice(self) -> None:
        """Take the notice away; a letter that the case has overtaken goes on telling what it
        told."""
        if self.state.notice is None and self.state.overtaken:
            self.choose_milestone(self.state.milestone)
            return
        self._known |= frozenset(letter.id for letter in self.state.letters)
        self._put(replace(self.state, notice=None, missed=None))

    def _keep(self, state: ReplyState) -> None:
        if state.key is not None:
            self._saves.typed(state.key, state.as_written)
            self._put(replace(state, saving=True))

    async def _save(self, key: DraftKey, written: WrittenLetter) -> None:
        try:
            saved_at = await self._drafts.store(key, written)
        except ProfileProblem:
            if key == self.state.key:
                self._put(replace(self.state, stuck=True))
            raise
        if key == self.state.key:
            saving = written != self.state.as_written
            self._put(replace(self.state, saved_at=saved_at, saving=saving, stuck=False))

    async def _place(self, state: ReplyState) -> None:
        """Show the draft that belongs to the case and party of `state`."""
        key = state.key
        if key is None:
            return
        terms = await self._desk.glossary.ignored_terms()
        stored = await self._drafts.stored(key)
        # Somebody may have gone on typing into the letter, or the disk be full.
        held = self._saves.held(key)
        known = replace(state, findings=state.findings.weighed(state.draft, terms=terms))
        shown = self._holding(known, held or self._drafts.read(stored))
        self._put(replace(shown, saved_at=stored.saved_at, saving=held is not None))
        self._check_anew()

    def _holding(self, state: ReplyState, written: WrittenLetter) -> ReplyState:
        """Put another letter into the editor, and remember the one that makes room for it."""
        if self.state.key is not None:
            left = self.state.as_written
            self._superseded.left(self.state.placed, self.state.key, left, state.key)
        return self._judged(state.with_letter(written, self.state.placed + 1))

    def _came_late(self, draft: Draft, placed: int) -> None:
        """Keep what an input method handed over when another letter was in the editor already."""
        superseded = self._superseded.at(placed)
        if superseded is None:
            return
        key, written = superseded[0], replace(superseded[1], draft=draft)
        self._saves.typed(key, written)
        if key == self.state.key:
            self._put(replace(self._holding(self.state, written), saving=True))
            self._check_anew()

    def _check_anew(self) -> None:
        if self.state.key is not None:
            self._checks.about(*self.state.key)
            if self.state.written:
                self._checks.read_soon(self.state.draft)

    def _on_read(self, reading: Reading) -> None:
        findings = self.state.findings.read_whole(self.state.draft, reading)
        self._put(self._judged(replace(self.state, findings=findings)))

    async def _ignore(self, term: str, reason: str) -> None:
        try:
            await self._desk.glossary.ignore_term(term, reason)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
        await self._read_terms()

    async def _read_terms(self) -> None:
        """Weigh the findings by the terms that the house lets pass now."""
        terms = await self._desk.glossary.ignored_terms()
        findings = self.state.findings.weighed(self.state.draft, terms=terms)
        self._put(self._judged(replace(self.state, findings=findings)))

    def _shows(self, case_id: str) -> bool:
        """Whether the letter in sight is about this case."""
        return self.state.case is not None and self.state.case.id == case_id

    def _scene(self, case: Case) -> CaseScene | None:
        me = self._desk.session.me
        return (
            scene_of(case, me, self._now(), self._desk.policies.library) if me is not None else None
        )

    def _about(self, case: Case, party: Party) -> ReplyState:
        made = about(self._scene(case), case, party, self._known)
        opened = self._record.state
        if opened is None or opened.record.id != case.id:
            return replace(made, first=self.state.first)
        sent, letters = opened.confirmation, made.letters
        waits = (each.id for each in letters if not sent.holds(lambda case: case.letters, each))
        made = replace(made, unsent=frozenset(waits), first=self.state.first)
        scene, sure = self._scene(case), self._scene(sent.sure)
        if sent.everything or scene is None or sure is None:
            return made
        now, then = (not_allowed(CASE, each, SendReply) for each in (sure, scene))
        return replace(made, planned=then if then != now else None)

    def _judged(self, state: ReplyState) -> ReplyState:
        """With the house's terms as the checks read them, and what stands against sending it by
        all rules, asked now."""
        glossary = self._checks.glossary or self.state.glossary
        return replace(state, glossary=glossary, refused=self._gate.ask_anew(state))

    def _put(self, state: ReplyState) -> None:
        # A refresh that brought nothing new costs no painting.
        if state != self.state:
            self.state = state
            self._show(state)
