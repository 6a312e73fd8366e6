"""A day after the server went back to an older backup: what it lacked comes back, and once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, WEI
from tests.journeys.team import Seat, Team, office, work_through
from workstation.app import SyncState
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.taxonomy import State
from workstation.domain.views import View


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    """An office on each kind of database."""
    async with office(tmp_path, url=url) as people:
        yield people


async def are_the_same(seats: list[Seat], case_ids: list[str]) -> None:
    """Everybody sees the same, and nobody waits for anything or is asked anything."""
    for case_id in case_ids:
        seen = [await seat.open(case_id) for seat in seats]
        assert [each.case for each in seen] == [seen[0].case] * len(seats)
        assert [each.pending for each in seen] == [()] * len(seats)
    for seat in seats:
        assert seat.app.sync.status.waiting == 0
        assert await seat.app.questions.asked() == ()


async def test_what_the_backup_lacked_is_offered_again_by_those_who_did_it(
    team: Team, tmp_path: Path
) -> None:
    wei, lina, priya = await team.seat(WEI), await team.seat(LINA), await team.seat(PRIYA)
    cases = [(await team.server.file_case()).case_id for _ in range(4)]
    decided, queued, assigned, noted = cases
    await team.sync()
    await wei.app.records.submit(noted, AddNote(text="Before the backup"))
    await wei.sync()
    lina.wire.cut = True
    await lina.app.records.submit(queued, Claim())
    await lina.app.records.submit(queued, AddNote(text="On the train"))
    await team.server.backup(tmp_path / "night.backup")

    await work_through(wei, decided)
    await wei.app.records.submit(noted, AddNote(text="After the backup"))
    await wei.sync()
    await priya.app.records.submit(assigned, Assign(owner=WEI))
    await priya.sync()
    await wei.sync()
    assert wei.app.sync.status.waiting == priya.app.sync.status.waiting == 0
    await team.server.restore(tmp_path / "night.backup")
    lina.wire.cut = False

    # Nobody's session outlives it; what they have done stays with them until they are back.
    for seat in team.seats:
        await seat.app.sync.now()
        assert seat.app.sync.status.state is SyncState.SIGNED_OUT
    assert (await wei.case(decided)).state is State.NOTIFIED
    assert lina.app.sync.status.waiting == 2
    for seat in team.seats:
        await seat.sign_in()
    # First they hear of it, then they offer, then everybody hears what was offered.
    await team.sync()
    await team.sync()

    case = await wei.case(decided)
    assert (case.state, len(case.letters)) == (State.NOTIFIED, 2)
    assert (await wei.case(assigned)).owner == WEI.person
    assert (await wei.case(queued)).owner == LINA.person
    assert [note.text for note in (await wei.case(queued)).notes] == ["On the train"]
    told = [note.text for note in (await wei.case(noted)).notes]
    assert told == ["Before the backup", "After the backup"]
    await are_the_same(team.seats, cases)
    assert await team.server.store.verify() == ()
    # A workstation that knew nothing of before sees what they see.
    fresh = await team.seat(LINA, name="fresh")
    assert await fresh.view(View.MINE) == [queued]
    await are_the_same([wei, fresh], cases)


async def test_going_back_twice_to_one_backup_ends_the_same(team: Team, tmp_path: Path) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await team.server.backup(tmp_path / "night.backup")
    await work_through(wei, filed.case_id)
    await wei.sync()
    for _ in range(2):
        await team.server.restore(tmp_path / "night.backup")
        await wei.sign_in()
        await team.sync()
        case = await wei.case(filed.case_id)
        assert (case.state, len(case.letters)) == (State.NOTIFIED, 2)
        await are_the_same([wei], [filed.case_id])
    assert await team.server.store.verify() == ()


@pytest.mark.expects_log("the data went back")
async def test_an_old_file_that_somebody_put_back_by_hand_is_noticed(tmp_path: Path) -> None:
    """Nobody told the server: the epoch in the file is the one that everybody knows."""
    async with office(tmp_path) as team:
        wei, priya = await team.seat(WEI), await team.seat(PRIYA)
        filed = await team.server.file_case()
        await team.sync()
        file = tmp_path / "server.db"
        await team.server.down()
        old = file.read_bytes()
        await team.server.up()
        await work_through(wei, filed.case_id)
        await team.sync()
        await team.server.down()
        file.write_bytes(old)
        await team.server.up()
        await team.sync()
        case = await wei.case(filed.case_id)
        assert (case.state, len(case.letters)) == (State.NOTIFIED, 2)
        await are_the_same([wei, priya], [filed.case_id])
        assert await team.server.store.verify() == ()
