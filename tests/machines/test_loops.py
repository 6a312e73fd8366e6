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

FOR_EVER = 10**9
# Real seconds. They need one or two.
PATIENCE = 20


async def soon(poked: asyncio.Event, seconds: float) -> None:
    """Time runs a thousand times as fast, so that a minute of backing off is a moment."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds / 1000):
            await poked.wait()


async def at_rest(team: Team, cases: list[str]) -> bool:
    for seat in team.seats:
        status = seat.app.sync.status
        if status.state is not SyncState.SYNCED or status.waiting:
            return False
    first = [await team.seats[0].open(case_id) for case_id in cases]
    others = [[await seat.open(case_id) for case_id in cases] for seat in team.seats[1:]]
    return all([each.case for each in mine] == [each.case for each in first] for mine in others)


async def work(seat: Seat, cases: list[str], chance: random.Random) -> int:
    """One person's busy hour, with a cable that somebody keeps pulling. Returns their notes."""
    notes = 0
    for n in range(25):
        case_id = chance.choice(cases)
        command = chance.choice((AddNote(text=f"{seat.actor.id} {n}"), Claim(), Release()))
        with suppress(Refused):
            await seat.app.records.submit(case_id, command)
            notes += isinstance(command, AddNote)
        fate = chance.random()
        if fate < 0.15:
            seat.wire.cut = not seat.wire.cut
        elif fate < 0.25:
            seat.wire.losing = 1
        elif fate < 0.3:
            seat.wire.break_after = chance.randrange(100)
        await asyncio.sleep(0)
    return notes


async def come_together(team: Team, cases: list[str], patience: float) -> None:
    """Wait until everybody holds the same; whoever is asked something drops it."""
    try:
        async with asyncio.timeout(patience):
            await _together(team, cases)
    except TimeoutError:
        raise AssertionError("they do not come together") from None


async def _together(team: Team, cases: list[str]) -> None:
    moved = asyncio.Event()
    ends = [seat.app.watch(lambda _change: moved.set()) for seat in team.seats]
    while not await at_rest(team, cases):
        for seat in team.seats:
            for question in await seat.app.questions.asked():
                await seat.app.questions.drop(question.command_id)
        moved.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(0.2):
                await moved.wait()
    for end in ends:
        end()


async def left_alone(folder: Path, seed: int, patience: float = PATIENCE) -> None:
    """People work while their loops run; in every second office no nudge ever arrives."""
    chance = random.Random(seed)
    async with office(folder) as team:
        seats = [await team.seat(actor) for actor in (WEI, LINA, PRIYA)]
        cases = [(await team.server.file_case()).case_id for _n in range(3)]
        await team.sync()
        for seat in seats:
            seat.wait = soon
            seat.wire.barring["/nudges"] = 0 if seed % 2 else FOR_EVER
            await seat.restart()
            await seat.app.sync.start()
        given = sum(await asyncio.gather(*(work(seat, cases, chance) for seat in seats)))
        for seat in seats:
            seat.wire.cut = False
            seat.wire.losing = 0
            seat.wire.break_after = None
        await come_together(team, cases, patience)
        # Nobody moves any more: where no nudge arrives, only whoever asks hears of one more.
        await seats[0].app.records.submit(cases[0], AddNote(text="good night"))
        await come_together(team, cases, patience)
        notes = [note.text for id_ in cases for note in (await seats[0].case(id_)).notes]
        assert len(notes) == len(set(notes)) == given + 1
        for seat in seats:
            await seat.app.sync.stop()


@pytest.mark.parametrize("seed", range(4))
async def test_left_to_themselves_they_come_together(tmp_path: Path, seed: int) -> None:
    await left_alone(tmp_path, seed)
