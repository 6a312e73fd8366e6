"""Workstations left to themselves: the loops alone bring everybody together again."""

import asyncio
import random
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import SyncState
from workstation.domain.commands import AddNote, Claim, Release
from workstation.domain.problem import Refused


async def soon(poked: asyncio.Event, seconds: float) -> None:
    """Time runs a thousand times as fast, so that a minute of backing off is a moment."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds / 1000):
            await poked.wait()


async def at_rest(team: Team, cases: list[str]) -> bool:
    for seat in team.seats:
        status = seat.app.status
        if status.state is not SyncState.SYNCED or status.waiting:
            return False
    first = [await team.seats[0].open(case_id) for case_id in cases]
    others = [[await seat.open(case_id) for case_id in cases] for seat in team.seats[1:]]
    return all([each.case for each in mine] == [each.case for each in first] for mine in others)


async def work(seat: Seat, cases: list[str], chance: random.Random) -> None:
    """One person's busy hour, with a cable that somebody keeps pulling."""
    for n in range(25):
        case_id = chance.choice(cases)
        command = chance.choice((AddNote(text=f"{seat.actor.id} {n}"), Claim(), Release()))
        with suppress(Refused):
            await seat.app.give(case_id, command)
        fate = chance.random()
        if fate < 0.15:
            seat.wire.cut = not seat.wire.cut
        elif fate < 0.25:
            seat.wire.losing = 1
        elif fate < 0.3:
            seat.wire.break_after = chance.randrange(100)
        await asyncio.sleep(0)


@pytest.mark.parametrize("seed", range(3))
async def test_left_to_themselves_they_come_together(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with office(tmp_path) as team:
        seats = [await team.seat(actor) for actor in (WEI, LINA, PRIYA)]
        cases = [(await team.server.file_case()).case_id for _n in range(3)]
        await team.sync()
        for seat in seats:
            seat.app._link._up._wait = soon
            seat.app._link._down._wait = soon
            seat.app._link._ear._wait = soon
            await seat.app.start_sync()
        await asyncio.gather(*(work(seat, cases, chance) for seat in seats))
        for seat in seats:
            seat.wire.cut = False
            seat.wire.losing = 0
            seat.wire.break_after = None
        moved = asyncio.Event()
        ends = [seat.app.watch(lambda _change: moved.set()) for seat in seats]
        async with asyncio.timeout(20):
            while not await at_rest(team, cases):
                for seat in seats:
                    for question in await seat.app.questions():
                        await seat.app.drop(question.command_id)
                moved.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.2):
                        await moved.wait()
        for end in ends:
            end()
        notes = [note.text for id_ in cases for note in (await seats[0].case(id_)).notes]
        assert len(notes) == len(set(notes))
        for seat in seats:
            await seat.app.stop_sync()
