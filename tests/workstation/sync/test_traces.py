"""After access was taken away no byte of the case is left below the profile, in whatever file;
its reader's own words are left in all of them."""

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bench import LINA, PASSWORD, PRIYA, SERVER, START, WEI
from tests.journeys.team import Seat, Team, office, reply
from workstation.app import SignInProblem, SyncState
from workstation.cache.file import DatabaseFile
from workstation.cache.problem import DiskTrouble, ProfileFile
from workstation.cache.profile import backups_of
from workstation.domain.case import Statement
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.taxonomy import Language, Milestone

# Of the case, in a place that no title and no reference takes it from.
MARK = "Chrysanthemum-7731"
HOUR = timedelta(hours=1)
NOTE, DRAFT, LETTER = "My note about it", "My draft about it", "My letter about it"


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def at_work(team: Team) -> tuple[Seat, str]:
    """Wei with everything that can hold a picture of a case: commands that were applied, that
    wait and that were taken back, a draft, and backups of each."""
    wei = await team.seat(WEI)
    said = Statement(text=f"{MARK} " * 30, language=Language.EN, at=START)
    filed = await team.server.file_case(statements=(said,), queue="cn-export")
    id_ = filed.case_id
    await wei.sync()
    await wei.app.records.submit(id_, AddNote(text="Noted first"))
    await wei.sync()
    await wei.app.drafts.save(id_, "M1", DRAFT, "")
    wei.wire.cut = True
    await wei.app.records.submit(id_, Claim())
    await wei.app.records.submit(id_, AddNote(text=NOTE))
    await wei.app.records.submit(id_, replace(reply(en=LETTER), milestone=Milestone.REVIEW))
    await wei.app.records.undo(await wei.app.records.submit(id_, AddNote(text="No"), hold=HOUR))
    team.clock.advance(minutes=20)
    await wei.app.drafts.save(id_, "M1", DRAFT, "")
    wei.wire.cut = False
    return wei, id_


async def as_before(wei: Seat, case_id: str) -> None:
    """What is left behind by earlier versions, a backup with the pictures of the cases in it and
    a picture in `work.db` that was not overwritten when its command was taken back; by a backup
    that was cut short; by a cache that was set aside, and by files of work that were: one that can
    be read, one that cannot, and a journal."""
    work = wei.app._profile.work
    copy = wei.profile / "backups" / "work-20260901T000000.db"

    def do(statement: str, *values: object) -> None:
        work.outside(lambda bare: bare.execute(statement, values).fetchall())

    do("VACUUM INTO ?", str(copy))
    do("VACUUM INTO ?", str(wei.profile / "work.db.20260901T000000"))
    for name in ("work.db.20260901T000000-2", "work.db.20260901T000000-wal"):
        (wei.profile / name).write_text(MARK * 1000)
    do("PRAGMA secure_delete = 0")
    await wei.app.records.undo(await wei.app.records.submit(case_id, AddNote(text="No"), hold=HOUR))
    do("PRAGMA secure_delete = 1")
    (wei.profile / "cache.db").with_name("cache.db.20260901T000000").write_text(MARK)
    copy.with_name("unfinished").write_text(MARK)
    assert f"backups/{copy.name}" in holding(wei.profile)


def holding(profile: Path, mark: str = MARK) -> set[str]:
    """The files with this text anywhere in their bytes."""
    files = (path for path in profile.rglob("*") if path.is_file())
    return {str(path.relative_to(profile)) for path in files if mark.encode() in path.read_bytes()}


def pictures(seat: Seat) -> int:
    """How many commands have their case with them."""
    count = "SELECT count(*) FROM outbox WHERE seen IS NOT NULL"
    return seat.app._profile.work.now(
        lambda connection: connection.exec_driver_sql(count).scalar_one()
    )


def words_in(path: Path) -> set[str]:
    """What of the person's own words a copy of `work.db` has."""
    with closing(sqlite3.connect(path)) as bare:
        bodies = b"".join(row[0] for row in bare.execute("SELECT body FROM outbox")).decode()
        drafts = " ".join(row[0] for row in bare.execute("SELECT en FROM draft"))
    return {each for each in (NOTE, DRAFT, LETTER) if each in bodies + drafts}


def check_words(profile: Path) -> None:
    """Note, draft and letter, in a profile whose program has ended, and in its backups."""
    assert words_in(profile / "work.db") == {NOTE, DRAFT, LETTER}
    newest = backups_of(profile)[-1]
    assert words_in(newest) == {NOTE, DRAFT, LETTER}
    assert all(DRAFT in words_in(each) for each in backups_of(profile))
    for aside in profile.glob("work.db.*"):
        assert DRAFT in words_in(aside)


async def take_queue(team: Team) -> None:
    queues = WEI.queues - {"cn-export"}
    await team.server.store.people.change(replace(WEI, queues=queues))


async def test_backups_have_the_words_and_no_case(team: Team) -> None:
    wei, _case_id = await at_work(team)
    assert len(backups_of(wei.profile)) == 2
    found = holding(wei.profile)
    assert found
    assert not {each for each in found if each.startswith("backups")}
    assert words_in(backups_of(wei.profile)[-1]) == {NOTE, DRAFT, LETTER}


@pytest.mark.parametrize("pushed", [True, False])
async def test_a_queue_that_was_taken_away_leaves_no_byte_of_its_cases(
    team: Team, *, pushed: bool
) -> None:
    wei, case_id = await at_work(team)
    await as_before(wei, case_id)
    if pushed:
        await wei.sync()
        priya = await team.seat(PRIYA)
        await priya.app.records.submit(case_id, Assign(owner=LINA, reason="She knows it."))
        await priya.sync()
    await take_queue(team)
    await wei.app.sync._sync_service._down.once()
    assert wei.app.sync.status.state is SyncState.SYNCED
    assert holding(wei.profile) == set()
    await wei.app.close()
    assert holding(wei.profile) == set()
    check_words(wei.profile)
    await wei.start()


@pytest.mark.parametrize("present", [True, False])
async def test_a_closed_account_leaves_no_byte_of_its_cases(team: Team, *, present: bool) -> None:
    wei, case_id = await at_work(team)
    await as_before(wei, case_id)
    if not present:
        await wei.app.session.sign_in(SERVER, LINA.id, PASSWORD)
        assert any(each.startswith("cache-") for each in holding(wei.profile))
    await team.server.store.people.revoke(WEI.id)
    if present:
        await wei.app.sync.now()
    else:
        with pytest.raises(SignInProblem):
            await wei.sign_in()
    assert holding(wei.profile) == set()
    await wei.app.close()
    assert holding(wei.profile) == set()
    check_words(wei.profile)
    await wei.start()


async def test_a_command_taken_back_leaves_no_byte_of_its_case(team: Team) -> None:
    wei = await team.seat(WEI)
    said = Statement(text=f"{MARK} " * 30, language=Language.EN, at=START)
    filed = await team.server.file_case(statements=(said,), queue="cn-export")
    await wei.sync()
    given = await wei.app.records.submit(filed.case_id, AddNote(text="No"), hold=HOUR)
    assert await wei.app.records.undo(given)
    assert "work.db-wal" in holding(wei.profile)
    await take_queue(team)
    await wei.sync()
    assert holding(wei.profile) == set()


class Killed:
    """Copies of the profile as kill -9 would leave it, one after each step on its files."""

    def __init__(self, profile: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left: list[Path] = []
        self._profile, self._folder = profile, folder
        for owner, name in (
            (DatabaseFile, "now"),
            (DatabaseFile, "outside"),
            (shutil, "copyfile"),
            (os, "fsync"),
        ):
            monkeypatch.setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any) -> Any:
            done = step(*arguments)
            left = self._folder / f"killed-{len(self.left)}"
            for path in filter(Path.is_file, list(self._profile.rglob("*"))):
                copy = left / path.relative_to(self._profile)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
            self.left.append(left)
            return done

        return stepped


@pytest.mark.parametrize("closed", [True, False])
async def test_being_killed_on_the_way_is_made_up_for_by_the_next_start_or_round(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, closed: bool
) -> None:
    wei, case_id = await at_work(team)
    await as_before(wei, case_id)
    await (team.server.store.people.revoke(WEI.id) if closed else take_queue(team))
    with monkeypatch.context() as patch:
        killed = Killed(wei.profile, tmp_path / "killed", patch)
        await wei.app.sync._sync_service._down.once()
    assert holding(wei.profile) == set()
    assert any(holding(left) for left in killed.left)
    assert len(killed.left) > 10
    for left in killed.left:
        again = Seat(WEI, left, team.server.transport(), team.clock, wei.new_id)
        await again.start()
        if pictures(again) == 0:
            # Nothing of it has to wait for the server.
            assert not [each for each in holding(left) if each.startswith(("work", "backups"))]
        await again.app.session.resume()
        if again.app.session.me is not None:
            await again.app.sync._sync_service._down.once()
        assert holding(left) == set(), left
        await again.app.close()
        assert holding(left) == set(), left
        check_words(left)


async def test_a_full_disk_puts_it_off_until_there_is_room(team: Team) -> None:
    wei, case_id = await at_work(team)
    await as_before(wei, case_id)
    await take_queue(team)
    work = wei.app._profile.work

    def full(_self: object) -> None:
        raise DiskTrouble(ProfileFile.WORK)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workstation.cache.work.rewrite", full)
        await wei.app.sync._sync_service._down.once()
        assert wei.app.sync.status.state is SyncState.TROUBLE
        assert work.ended_badly
    await wei.app.sync._sync_service._down.once()
    assert holding(wei.profile) == set()


async def test_a_damaged_backup_with_a_case_in_it_is_no_backup(team: Team) -> None:
    wei, _case_id = await at_work(team)
    broken = wei.profile / "backups" / "work-20260901T000000.db"
    broken.write_bytes(f"no database, but {MARK} ".encode() * 99)
    await take_queue(team)
    await wei.sync()
    assert not broken.exists()
    assert holding(wei.profile) == set()
