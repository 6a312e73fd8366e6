"""The ballast holds room, and not only the name of a file that should."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import START, Ids
from tests.full_disk import FullDisk, little_room
from workstation.cache.ballast import BALLAST_BYTES, Ballast
from workstation.cache.problem import DiskTrouble
from workstation.cache.work import BACKUP_EVERY, Work


def opened(profile: Path) -> Work:
    return Work.open(profile, Ids("device"), START)


def empty(ballast: Path) -> None:
    ballast.write_bytes(b"")


def short(ballast: Path) -> None:
    ballast.write_bytes(b"0" * 100_000)


def hollow(ballast: Path) -> None:
    with ballast.open("wb") as file:
        file.truncate(BALLAST_BYTES)


@pytest.mark.parametrize("left", [empty, short, hollow, Path.unlink])
async def test_a_ballast_that_holds_too_little_is_laid_again_at_the_next_start(
    tmp_path: Path, left
) -> None:
    await opened(tmp_path).close()
    left(tmp_path / "ballast")
    assert not Ballast(tmp_path).whole
    await opened(tmp_path).close()
    assert (tmp_path / "ballast").stat().st_blocks * 512 >= BALLAST_BYTES


async def test_a_ballast_does_not_fill_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        little_room(patch, 2 * BALLAST_BYTES - 1)
        await opened(tmp_path).close()
        assert not (tmp_path / "ballast").exists()
        little_room(patch, 2 * BALLAST_BYTES)
        await opened(tmp_path).close()
    assert Ballast(tmp_path).whole


async def test_no_half_of_a_ballast_is_left_where_the_disk_does_not_take_it_all(
    tmp_path: Path,
) -> None:
    await opened(tmp_path).close()
    short(tmp_path / "ballast")
    with FullDisk():
        await opened(tmp_path).close()
    assert not (tmp_path / "ballast").exists()


async def test_a_ballast_that_was_used_is_laid_again_with_the_next_backup(
    tmp_path: Path,
) -> None:
    work = opened(tmp_path)
    await work.back_up_when_due(START)
    with FullDisk():
        assert work.ballast.whole
        with pytest.raises(DiskTrouble):
            work.now(lambda connection: connection.exec_driver_sql("PRAGMA user_version = 9"))
        assert not work.ballast.held
        with pytest.raises(DiskTrouble):
            await work.back_up_when_due(START + BACKUP_EVERY)
        assert not work.ballast.held
    await work.back_up_when_due(START + 2 * BACKUP_EVERY - timedelta(seconds=1))
    assert not work.ballast.held
    await work.back_up_when_due(START + 2 * BACKUP_EVERY)
    assert work.ballast.whole
    await work.close()
