"""A seeded walk over three workstations and a server, with every fault in between.

After each step nothing a person gave may flicker or go back; after healing everybody holds exactly
what the server holds for them, every command has an answer, and nothing happened twice.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, WEI
from tests.failpoint import LOGGED, failing
from tests.journeys.team import Seat, Team, finding, office, reply
from tests.machines.told import Asking, Told
from workstation.app import OpenCase, Question
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import (
    AddNote,
    Assign,
    Claim,
    Decide,
    RecordAction,
    Release,
    Withdraw,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.taxonomy import Outcome
from workstation.domain.text import Bilingual
from workstation.domain.views import View, scopes_for, scopes_of

CASES = 4
STEPS = 60


class World:
    """Three people, four cases, and a network that is not to be trusted."""

    def __init__(self, team: Team, seats: list[Seat], cases: list[str], seed: int) -> None:
        self.team = team
        self.seats = seats
        self.cases = cases
        self.chance = random.Random(seed)
        self.numbers = 0
        # What each person was told is safe: commands given, drafts saved, versions seen.
        self.told = Told()
        self.drafts: dict[tuple[str, str], str] = {}
        self.versions: dict[tuple[str, str], int] = {}
        self.held: list[tuple[Seat, str]] = []
        self.story: list[str] = []
        self.asking = {seat.actor.id: Asking() for seat in seats}
        for seat in seats:
            seat.wire.passing = self.asking[seat.actor.id]

    async def step(self) -> None:
        """One thing happens to somebody."""
        seat = self.chance.choice(self.seats)
        case_id = self.chance.choice(self.cases)
        actions: list[tuple[int, Callable[[Seat, str], Awaitable[None]]]] = [
            (6, self.note),
            (8, self.work),
            (3, self.claim_and_say_so),
            (4, self.draft),
            (3, self.hold),
            (2, self.undo),
            (6, self.sync),
            (4, self.send_only),
            (3, self.both_at_once),
            (2, self.receive_only),
            (3, self.quit_unheard),
            (3, self.cable),
            (2, self.lose),
            (1, self.double),
            (1, self.break_off),
            (2, self.bad_disk),
            (2, self.restart),
            (1, self.server_restart),
            (2, self.answer),
        ]
        weights = [weight for weight, _action in actions]
        (_weight, action) = self.chance.choices(actions, weights)[0]
        self.story.append(f"{seat.actor.id} {action.__name__} {case_id}")
        await action(seat, case_id)
        # Nobody's workstation moves by itself here: what others see is as it was.
        await self.look(seat)

    async def give(self, seat: Seat, case_id: str, command: Command, **more: timedelta) -> str:
        id_ = await seat.app.records.submit(case_id, command, **more)
        self.told.given(seat, id_, case_id, command)
        return id_

    async def note(self, seat: Seat, case_id: str) -> None:
        self.numbers += 1
        await self.give(seat, case_id, AddNote(text=f"note {self.numbers}"))

    async def work(self, seat: Seat, case_id: str) -> None:
        """The first of some wishes that is legal as they see the case."""
        case = (await self.open(seat, case_id)).case
        wishes = self._commands(seat.actor, case)
        for command in self.chance.sample(wishes, len(wishes)):
            with suppress(Refused):
                await self.give(seat, case_id, command)
                return
        self.story.append("  nothing is legal here")

    async def claim_and_say_so(self, seat: Seat, case_id: str) -> None:
        """Two commands that belong together: the second is nothing without the first."""
        self.numbers += 1
        note = AddNote(text=f"mine since {self.numbers}")
        try:
            id_ = await seat.app.records.submit(case_id, Claim(), then=(note,))
        except Refused:
            return
        self.told.given(seat, id_, case_id, Claim(), note)

    def _commands(self, actor: Actor, case: Case) -> list[Command]:
        outcome = self.chance.choice((Outcome.UPHELD, Outcome.OVERTURNED))
        self.numbers += 1
        colleague = self.chance.choice((WEI, LINA))
        words = Bilingual(f"The photo shows it: {self.numbers}.", f"照片显示：{self.numbers}。")
        commands: list[Command] = [
            Claim(),
            Release(reason="busy"),
            RecordAction(reference=f"SRC-{self.numbers}"),
            reply(f"letter-{self.numbers}"),
        ]
        if case.owner:
            commands.append(Decide(finding=replace(finding(case, outcome), rationale=words)))
        if actor is PRIYA:
            commands.append(Assign(owner=colleague))
        if self.chance.random() < 0.1:
            commands.append(Withdraw(reason="the party asked", word="the party asked"))
        return commands

    async def draft(self, seat: Seat, case_id: str) -> None:
        self.numbers += 1
        text = f"draft {self.numbers}"
        await seat.app.drafts.save(case_id, "M1", text, text)
        self.drafts[seat.actor.id, case_id] = text

    async def hold(self, seat: Seat, case_id: str) -> None:
        self.numbers += 1
        note = AddNote(text=f"note {self.numbers}")
        id_ = await self.give(seat, case_id, note, hold=timedelta(seconds=10))
        self.held.append((seat, id_))
        if self.chance.random() < 0.5:
            # What comes after it has to wait for it.
            await self.note(seat, case_id)
            await seat.app.sync.now()

    async def undo(self, seat: Seat, _case_id: str) -> None:
        if self.held:
            owner, id_ = self.held.pop()
            if await owner.app.records.undo(id_):
                self.told.taken_back(id_)
            await self.look(owner)
        self.team.clock.advance(seconds=self.chance.choice((1, 6, 30)))

    async def sync(self, seat: Seat, _case_id: str) -> None:
        await seat.app.sync.now()

    async def send_only(self, seat: Seat, _case_id: str) -> None:
        seat.wire.barring["/sync"] = 1
        await seat.app.sync.now()
        seat.wire.barring.clear()

    async def quit_unheard(self, seat: Seat, case_id: str) -> None:
        """What was done is answered; what it did has not come down when the program ends."""
        await self.note(seat, case_id)
        await self.send_only(seat, case_id)
        await self.restart(seat, case_id)

    async def receive_only(self, seat: Seat, _case_id: str) -> None:
        """What cannot be sent keeps nothing from coming."""
        seat.wire.barring["/push"] = 1
        await seat.app.sync.now()
        if not seat.wire.cut:
            for id_, case in (await self.team.server.cases()).items():
                assert (await self.open(seat, id_)).truth_version == case.version
        seat.wire.barring.clear()

    async def both_at_once(self, seat: Seat, _case_id: str) -> None:
        """The first round cannot send, so that it is on its way down while the second one sends."""
        seat.wire.barring["/push"] = 1
        await asyncio.gather(seat.app.sync.now(), seat.app.sync.now())
        seat.wire.barring.clear()

    async def cable(self, seat: Seat, _case_id: str) -> None:
        seat.wire.cut = not seat.wire.cut

    async def lose(self, seat: Seat, _case_id: str) -> None:
        seat.wire.losing = 1
        await seat.app.sync.now()
        seat.wire.losing = 0

    async def double(self, seat: Seat, _case_id: str) -> None:
        seat.wire.doubling = 1
        await seat.app.sync.now()
        seat.wire.doubling = 0

    async def break_off(self, seat: Seat, _case_id: str) -> None:
        seat.wire.break_after = self.chance.randrange(200)
        await seat.app.sync.now()
        seat.wire.break_after = None

    async def bad_disk(self, seat: Seat, _case_id: str) -> None:
        """A disk fails somewhere in the middle of it, here or at the server."""
        with failing(self.chance.randint(1, 60)):
            await seat.app.sync.now()

    async def restart(self, seat: Seat, _case_id: str) -> None:
        await seat.restart()

    async def server_restart(self, _seat: Seat, _case_id: str) -> None:
        cut = [seat for seat in self.seats if seat.wire.cut]
        await self.team.server.down()
        await self.team.server.up()
        for seat in cut:
            seat.wire.cut = True

    async def answer(self, seat: Seat, _case_id: str) -> None:
        for question in await seat.app.questions.asked():
            try:
                if self.chance.random() < 0.5:
                    new_id = await seat.app.questions.redo(question.command_id)
                    self.told.given_again(question, new_id)
                else:
                    await self.drop(seat, question)
            except Refused:
                await self.drop(seat, question)

    async def drop(self, seat: Seat, question: Question) -> None:
        # Nothing speaks against a note, ever.
        assert not isinstance(question.command, AddNote), question
        await seat.app.questions.drop(question.command_id)
        self.told.dropped(question)

    async def open(self, seat: Seat, case_id: str) -> OpenCase:
        try:
            return await seat.open(case_id)
        except KeyError:
            raise AssertionError(f"{case_id} is out of {seat.actor.id}'s sight") from None

    async def look(self, seat: Seat) -> None:
        """Nothing flickers, nothing goes back, no saved word is gone."""
        assert self.asking[seat.actor.id].lost == []
        for case_id in self.cases:
            opened = await self.open(seat, case_id)
            seen = self.versions.get((seat.actor.id, case_id), 0)
            assert opened.truth_version >= seen
            self.versions[seat.actor.id, case_id] = opened.truth_version
            self.told.look(seat, opened)
            draft = self.drafts.get((seat.actor.id, case_id))
            if draft is not None:
                # Words of a letter that was given up stand behind it.
                assert (await seat.app.drafts.read(case_id, "M1")).en.startswith(draft)

    async def heal(self) -> None:
        """The network is well again, and everybody answers their questions."""
        self.team.clock.advance(minutes=1)
        for seat in self.seats:
            seat.wire.cut = False
        for _round in range(6):
            for seat in self.seats:
                await seat.sync()
                for question in await seat.app.questions.asked():
                    await self.drop(seat, question)
        for seat in self.seats:
            await self.look(seat)

    async def check(self) -> None:
        """Everybody holds what the server holds for them, value by value."""
        truth = await self.team.server.cases()
        for seat in self.seats:
            assert seat.app.sync.status.waiting == 0
            assert await seat.app.questions.asked() == ()
            mine = scopes_for(seat.actor)
            allowed = {id_ for id_, case in truth.items() if scopes_of(case) & mine}
            assert {id_ for view in View for id_ in await seat.view(view)} == allowed
            for case_id in allowed:
                opened = await self.open(seat, case_id)
                assert opened.pending == ()
                assert opened.case == truth[case_id]
        self.told.check(self.seats, truth)
        assert await self.team.server.store.verify() == ()


async def walk(folder: Path, seed: int, steps: int) -> None:
    async with office(folder) as team:
        seats = [await team.seat(actor) for actor in (WEI, LINA, PRIYA)]
        cases = [(await team.server.file_case()).case_id for _n in range(CASES)]
        await team.sync()
        world = World(team, seats, cases, seed)
        try:
            for _step in range(steps):
                await world.step()
            await world.heal()
            await world.check()
        except AssertionError as error:
            error.add_note(f"seed {seed}\n" + "\n".join(world.story[-15:]))
            raise


@pytest.mark.expects_log(*LOGGED)
@pytest.mark.parametrize("seed", range(4))
async def test_a_walk_converges_and_loses_nothing(tmp_path: Path, seed: int) -> None:
    await walk(tmp_path, seed, STEPS)


@pytest.mark.slow
@pytest.mark.expects_log(*LOGGED)
@pytest.mark.parametrize("seed", range(100, 106))
async def test_longer_walks(tmp_path: Path, seed: int) -> None:
    await walk(tmp_path, seed, 2 * STEPS)
