"""The disk is full when the program starts: what was saved can be read, and nothing pretends."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import LINA, MARCUS, PASSWORD, SERVER, WEI
from tests.full_disk import FullDisk
from tests.journeys.team import Seat, Team, office
from workstation.app import SyncState, Workstation
from workstation.app.values import SignInProblem
from workstation.cache.ballast import Ballast
from workstation.cache.problem import DiskTrouble, InUse, ProfileFile
from workstation.domain.commands import AddNote
from workstation.domain.views import View


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def closed(team: Team) -> tuple[Seat, str]:
    """Wei's profile with a case, a draft and a note that waits; the program has ended."""
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    wei.wire.cut = True
    await wei.app.drafts.save(filed.case_id, "M1", "My words", "我的话")
    await wei.app.records.submit(filed.case_id, AddNote(text="My note"))
    await wei.app.close()
    return wei, filed.case_id


def full(seat: Seat) -> FullDisk:
    return FullDisk(seat.profile / "ballast")


async def test_what_was_saved_is_read_and_nothing_else_is_saved_until_there_is_room(
    team: Team,
) -> None:
    wei, case_id = await closed(team)
    with full(wei) as disk:
        with pytest.raises(OSError, match="File too large"):
            (wei.profile / "anything").write_bytes(b"x")
        await wei.start()
        assert wei.app.sync.status.full is not None
        assert await wei.app.session.resume() is not None
        assert await wei.view(View.ALL_OPEN) == [case_id]
        assert [note.text for note in (await wei.case(case_id)).notes] == ["My note"]
        assert (await wei.app.drafts.read(case_id, "M1")).en == "My words"
        assert wei.app.sync.status.waiting == 1
        await wei.app.lists.mark_read(case_id)
        with pytest.raises(DiskTrouble):
            await wei.app.records.submit(case_id, AddNote(text="Another"))
        with pytest.raises(DiskTrouble):
            await wei.app.drafts.save(case_id, "M1", "More words", "")
        await wei.app.sync.now()
        status = wei.app.sync.status
        assert (status.state, status.waiting) == (SyncState.TROUBLE, 1)
        assert status.full is not None
        assert status.unsaved is not None
        assert (await wei.app.drafts.read(case_id, "M1")).en == "My words"
        disk.free()
        assert (await wei.app.drafts.save(case_id, "M1", "More words", "")).revision == 2
        status = wei.app.sync.status
        assert (status.full, status.unsaved) == (None, None)
    wei.wire.cut = False
    await wei.sync()
    assert [note.text for note in (await wei.case(case_id)).notes] == ["My note"]
    assert Ballast(wei.profile).whole


async def test_room_is_noticed_without_a_key_being_pressed(team: Team) -> None:
    wei, _case_id = await closed(team)
    with full(wei):
        await wei.start()
        await wei.app.session.resume()
        await wei.app.sync.now()
        assert wei.app.sync.status.full is not None
    await wei.app.sync.now()
    assert wei.app.sync.status.full is None
    assert Ballast(wei.profile).whole


async def test_a_whole_ballast_is_room_enough_to_begin_with(team: Team) -> None:
    wei, case_id = await closed(team)
    with FullDisk():
        await wei.start()
        await wei.app.session.resume()
        assert wei.app.sync.status.full is None
        assert (await wei.case(case_id)).notes


async def test_a_new_profile_on_a_full_disk_is_refused_and_not_half_made(tmp_path: Path) -> None:
    with FullDisk():
        with pytest.raises(DiskTrouble) as told:
            await Workstation.open(tmp_path / "new")
        assert not (tmp_path / "new").exists()
        (tmp_path / "empty").mkdir()
        with pytest.raises(DiskTrouble):
            await Workstation.open(tmp_path / "empty")
        assert not list((tmp_path / "empty").iterdir())
    assert told.value.remedy.id.startswith("Free some space and start again")
    assert not told.value.rebuildable
    await (await Workstation.open(tmp_path / "new")).close()


async def test_a_cache_that_is_not_there_cannot_be_made_on_a_full_disk(team: Team) -> None:
    wei, case_id = await closed(team)
    (wei.profile / "cache.db").unlink()
    with full(wei):
        with pytest.raises(DiskTrouble) as told:
            await wei.start()
        assert told.value.file is ProfileFile.CACHE
        assert not told.value.rebuildable
        assert not list(wei.profile.glob("cache.db*"))
    await wei.start()
    await wei.app.session.resume()
    assert (await wei.app.drafts.read(case_id, "M1")).en == "My words"


async def test_words_are_saved_though_the_cache_takes_nothing(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    writes = wei.app._profile.truths._writes
    pragmas, writes._pragmas = writes._pragmas, (*writes._pragmas, "max_page_count = 1")
    writes._engine.dispose()
    others = [
        await team.server.file_case(external_reference="x" * 9000, id=f"long-{n}") for n in range(3)
    ]
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.TROUBLE
    assert (wei.app.sync.status.full, wei.app.sync.status.unsaved) == (None, None)
    await wei.app.drafts.save(filed.case_id, "M1", "My words", "")
    await wei.app.records.submit(filed.case_id, AddNote(text="My note"))
    writes._pragmas = pragmas
    writes._engine.dispose()
    await wei.sync()
    assert set(await wei.view(View.ALL_OPEN)) == {filed.case_id, *(o.case_id for o in others)}


async def test_a_journal_that_cannot_grow_loses_nothing_and_goes_on_when_it_can(
    team: Team,
) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    wei.wire.cut = True
    await wei.app.drafts.save(filed.case_id, "M1", "My words", "")
    assert (wei.profile / "work.db-wal").stat().st_size
    with full(wei) as disk:
        for _again in range(3):
            with pytest.raises(DiskTrouble):
                await wei.app.drafts.save(filed.case_id, "M1", "More words", "")
            assert wei.app.sync.status.unsaved is not None
            assert (await wei.app.drafts.read(filed.case_id, "M1")).en == "My words"
        disk.free()
        await wei.app.drafts.save(filed.case_id, "M1", "More words", "")
        assert wei.app.sync.status.unsaved is None


async def test_what_is_not_saved_is_said_until_it_is_whatever_the_server_says(
    team: Team,
) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    with full(wei), pytest.raises(DiskTrouble):
        await wei.app.drafts.save(filed.case_id, "M1", "More words", "")
    await wei.sync()
    assert wei.app.sync.status.unsaved is not None
    await wei.app.drafts.save(filed.case_id, "M1", "More words", "")
    assert wei.app.sync.status.unsaved is None


async def test_a_second_window_is_refused_on_a_full_disk_too(team: Team) -> None:
    wei, case_id = await closed(team)
    with full(wei):
        await wei.start()
        await wei.app.session.resume()
        with pytest.raises(InUse):
            await Workstation.open(wei.profile)
        with pytest.raises(DiskTrouble):
            await wei.app.drafts.save(case_id, "M1", "More words", "")
        with pytest.raises(InUse):
            await Workstation.open(wei.profile)


async def test_whoever_signed_out_can_come_back_to_what_was_saved(team: Team) -> None:
    wei, case_id = await closed(team)
    await wei.start()
    await wei.app.session.resume()
    await wei.app.session.sign_out()
    await wei.app.close()
    with full(wei):
        await wei.start()
        assert (await wei.app.session.sign_in(SERVER, WEI.id, PASSWORD)).offline
        assert wei.app.sync.status.full is not None
        assert (await wei.app.drafts.read(case_id, "M1")).en == "My words"
        with pytest.raises(SignInProblem):
            await wei.app.session.sign_in(SERVER, MARCUS.id, PASSWORD)


async def test_a_cache_that_cannot_be_changed_for_another_person_s_stays(team: Team) -> None:
    wei, case_id = await closed(team)
    wei.wire.cut = False
    await wei.start()
    await wei.app.session.sign_in(SERVER, LINA.id, PASSWORD)
    await wei.sync()
    wei.wire.cut = True
    await wei.app.session.sign_in(SERVER, WEI.id, PASSWORD)
    parked = next(wei.profile.glob("cache-*.db"))
    parked.unlink()
    with full(wei):
        with pytest.raises(DiskTrouble):
            await wei.app.session.sign_in(SERVER, LINA.id, PASSWORD)
        await wei.app.session.sign_in(SERVER, WEI.id, PASSWORD)
        assert [note.text for note in (await wei.case(case_id)).notes] == ["My note"]
