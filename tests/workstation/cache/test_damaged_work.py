"""Every way in which `work.db` can be damaged: said, kept aside, and mended by its backup."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.bench import START, Ids
from tests.workstation.cache.test_files import WRITTEN, opened
from workstation.app import Workstation
from workstation.app.repair import Repair
from workstation.cache.drafts import Drafts
from workstation.cache.folder import file_system_of, prepare_folder
from workstation.cache.problem import (
    Corrupt,
    DiskTrouble,
    FolderProblem,
    InUse,
    Missing,
    NetworkShare,
    Newer,
    NoFolder,
    NoRight,
    NotAFolder,
    ProfileProblem,
    WayOn,
)
from workstation.cache.profile import all_backups_of
from workstation.cache.work import Work
from workstation.cache.work_backups import usable_backups
from workstation.i18n import LANGUAGES, Translator

NOBODY = 65534


async def used(profile: Path) -> None:
    """A profile with a draft, of which two backups have been made; the draft is in the second."""
    work = opened(profile)
    work.back_up(START)
    await Drafts(work, "wei.ling").save(WRITTEN, START)
    work.back_up(START + timedelta(minutes=10))
    await work.close()


def header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * 100)


def version_of_the_format(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(18)
        file.write(b"\x09\x09")


def page_size(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(16)
        file.write(b"\x00\x03")


def middle(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 8192))


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 - 100)


def of_another_program(path: Path) -> None:
    path.unlink()
    with dbapi2.connect(str(path)) as other:
        other.execute("CREATE TABLE bookmark (url TEXT)")
    other.close()


def without_a_table(path: Path) -> None:
    with dbapi2.connect(str(path)) as bare:
        bare.execute("DROP TABLE draft")
    bare.close()


def without_a_column(path: Path) -> None:
    with dbapi2.connect(str(path)) as bare:
        bare.execute("ALTER TABLE outbox DROP COLUMN rests_on")
    bare.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def journal_folder(path: Path) -> None:
    path.with_name("work.db-wal").mkdir()


def empty_with_journal(path: Path) -> None:
    path.write_bytes(b"")
    path.with_name("work.db-wal").write_bytes(b"words that are only here" * 100)


DAMAGES: list[Callable[[Path], object]] = [
    *(header, version_of_the_format, page_size, middle, cut_short, of_another_program),
    *(without_a_table, without_a_column, folder, journal_folder, empty_with_journal),
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"Dear diary, " * 1000),
    lambda path: path.write_bytes(b"\0" * 65536),
]


@pytest.mark.parametrize("damage", DAMAGES)
async def test_it_is_said_kept_and_comes_back_from_its_backup(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    await used(tmp_path)
    damage(tmp_path / "work.db")
    before = {each.name for each in tmp_path.iterdir()}
    with pytest.raises(Corrupt) as told:
        await Workstation.open(tmp_path)
    assert before <= {each.name for each in tmp_path.iterdir()}
    assert told.value.ways == (WayOn.PUT_BACK, WayOn.BEGIN_EMPTY)
    assert told.value.finding is not None
    repair = Repair(tmp_path, told.value, clock=lambda: START)
    newest, older = await repair.backups()
    assert (newest.drafts, older.drafts, newest.unsent) == (1, 0, 0)
    assert newest.at == START + timedelta(minutes=10)
    said = Translator("en").text(await repair.put_back(newest))
    assert "1 draft, 0 unsent changes" in said
    if damage is not journal_folder:
        assert (tmp_path / "work.db.20260902T040000").exists()
        assert "work.db.20260902T040000" in said
    workstation = await Workstation.open(tmp_path)
    await workstation.close()
    work = opened(tmp_path)
    assert (await Drafts(work, "wei.ling").read("case-1", "M1")).zh == "尊敬的商家"
    await work.close()


@pytest.mark.parametrize("damage", [header, middle, folder, empty_with_journal])
async def test_beginning_empty_keeps_the_file_and_all_its_backups(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    await used(tmp_path)
    damage(tmp_path / "work.db")
    with pytest.raises(ProfileProblem) as told:
        opened(tmp_path)
    await Repair(tmp_path, told.value, clock=lambda: START).begin_empty()
    work = opened(tmp_path)
    assert (await Drafts(work, "wei.ling").all()) == ()
    for n in range(20):
        work.back_up(START + timedelta(hours=1, minutes=10 * n))
    await work.close()
    kept = all_backups_of(tmp_path)
    assert [each.parent.name for each in kept[:2]] == ["backups.20260902T040000"] * 2
    assert (tmp_path / "work.db.20260902T040000").exists()


async def test_a_file_that_is_gone_is_missed_and_not_made_anew_in_silence(tmp_path: Path) -> None:
    await used(tmp_path)
    (tmp_path / "work.db").unlink()
    with pytest.raises(Missing) as told:
        opened(tmp_path)
    assert not (tmp_path / "work.db").exists()
    repair = Repair(tmp_path, told.value, clock=lambda: START)
    said = Translator("en").text(await repair.put_back((await repair.backups())[0]))
    assert "Nothing was deleted" in said
    work = opened(tmp_path)
    assert (await Drafts(work, "wei.ling").read("case-1", "M1")).en == "Dear shop"
    await work.close()


async def test_a_file_that_is_gone_beside_its_cache_or_journal_is_missed(tmp_path: Path) -> None:
    for name, sort in (("cache.db", "cached"), ("work.db-wal", "journal")):
        profile = tmp_path / sort
        workstation = await Workstation.open(profile)
        await workstation.close()
        (profile / "work.db").unlink()
        if name == "work.db-wal":
            (profile / "cache.db").unlink()
            (profile / name).write_bytes(b"words that are only here")
        with pytest.raises(Missing):
            opened(profile)
        assert (profile / name).exists()


async def test_a_journal_of_another_file_does_no_harm_to_the_backup(tmp_path: Path) -> None:
    """A stray one is set aside with the file: SQLite would play it back into the next one."""
    await used(tmp_path)
    (tmp_path / "work.db").write_bytes(b"garbage" * 1000)
    for ending in ("-wal", "-journal", "-shm"):
        (tmp_path / f"work.db{ending}").write_bytes(os.urandom(5000))
    with pytest.raises(Corrupt) as told:
        opened(tmp_path)
    repair = Repair(tmp_path, told.value, clock=lambda: START)
    await repair.put_back((await repair.backups())[0])
    assert not list(tmp_path.glob("work.db-*"))
    await opened(tmp_path).close()


async def test_a_lost_journal_of_a_whole_file_is_no_damage(tmp_path: Path) -> None:
    await used(tmp_path)
    (tmp_path / "work.db-wal").unlink(missing_ok=True)
    await opened(tmp_path).close()


async def test_damaged_backups_and_those_of_newer_programs_are_not_offered(tmp_path: Path) -> None:
    await used(tmp_path)
    newest, older = usable_backups(tmp_path)
    header(newest.path)
    assert [each.path for each in usable_backups(tmp_path)] == [older.path]
    bare = dbapi2.connect(str(older.path))
    bare.execute("PRAGMA user_version = 99")
    bare.close()
    assert usable_backups(tmp_path) == ()


async def test_a_newer_file_is_left_and_its_older_backup_can_be_put_back(tmp_path: Path) -> None:
    await used(tmp_path)
    bare = dbapi2.connect(str(tmp_path / "work.db"))
    bare.execute("PRAGMA user_version = 99")
    bare.close()
    with pytest.raises(Newer) as told:
        opened(tmp_path)
    assert told.value.ways == (WayOn.OTHER_FOLDER, WayOn.PUT_BACK)
    repair = Repair(tmp_path, told.value, clock=lambda: START)
    await repair.put_back((await repair.backups())[0])
    await opened(tmp_path).close()


async def test_putting_back_can_be_cut_short_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await used(tmp_path)
    header(tmp_path / "work.db")
    with pytest.raises(Corrupt) as told:
        opened(tmp_path)
    repair = Repair(tmp_path, told.value, clock=lambda: START)
    (newest, _older) = await repair.backups()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _fails)
        with pytest.raises(DiskTrouble):
            await repair.put_back(newest)
    with pytest.raises(Missing) as again:
        opened(tmp_path)
    repair = Repair(tmp_path, again.value, clock=lambda: START)
    await repair.put_back((await repair.backups())[0])
    await opened(tmp_path).close()


def _fails(*_arguments: object) -> None:
    raise OSError(28, "No space left on device")


async def test_the_window_that_has_it_open_is_named(tmp_path: Path) -> None:
    workstation = await Workstation.open(tmp_path, clock=lambda: START)
    with pytest.raises(InUse) as told:
        await Workstation.open(tmp_path)
    assert told.value.finding is not None
    assert "2 Sep" in Translator("en").text(told.value.finding)
    await workstation.close()
    assert not (tmp_path / "holder.json").exists()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be an account that owns nothing here; whoever is not root is that already."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if before == 0:
            os.seteuid(before)


def shut(path: Path) -> Path:
    path.chmod(0o500 if path.is_dir() else 0o400)
    return path


def problem_of(profile: Path) -> ProfileProblem:
    with pytest.raises(ProfileProblem) as told:
        prepare_folder(profile)
    return told.value


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert isinstance(problem_of(tmp_path / "file"), NotAFolder)
    assert isinstance(problem_of(tmp_path / "file" / "in" / "it"), NotAFolder)


def test_a_folder_that_cannot_be_made_is_said() -> None:
    assert isinstance(problem_of(Path("/sys/x")), FolderProblem)
    assert isinstance(problem_of(Path("/proc/x/y")), NoFolder)
    assert isinstance(problem_of(Path("/tmp") / ("x" * 300)), NoFolder)


def test_somebody_elses_folder_is_said(tmp_path: Path) -> None:
    for each in (tmp_path, *tmp_path.parents):
        if each.owner() == "root" and os.geteuid() == 0 and each != Path("/tmp"):
            each.chmod(0o755)
    mine = shut(tmp_path)
    with as_nobody():
        for folder_ in (mine, mine / "new"):
            assert isinstance(problem_of(folder_), NoRight | NoFolder)
    mine.chmod(0o700)


async def test_somebody_elses_file_is_said(tmp_path: Path) -> None:
    await used(tmp_path)
    if os.geteuid() == 0:
        for each in (tmp_path, *tmp_path.parents):
            if each != Path("/tmp"):
                each.chmod(0o755)
        os.chown(tmp_path, NOBODY, -1)
        tmp_path.chmod(0o700)
    shut(tmp_path / "work.db")
    with as_nobody(), pytest.raises(NoRight):
        Work.open(tmp_path, Ids("device"), START)
    if os.geteuid() == 0:
        os.chown(tmp_path, 0, -1)


@pytest.mark.parametrize("system", ["nfs4", "cifs", "fuse.sshfs", "9p", "smb3"])
def test_a_network_share_is_refused_by_its_name(tmp_path: Path, system: str) -> None:
    share = tmp_path / "on the share"
    escaped = str(share).replace(" ", "\\040")
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
        f"40 22 0:50 / {escaped} rw shared:9 - {system} host:/export rw\n"
    )
    assert file_system_of(share / "profile", mounts) == system
    assert file_system_of(tmp_path / "profile", mounts) == "ext4"
    with pytest.raises(NetworkShare):
        prepare_folder(share / "profile", mounts)
    assert not share.exists()


async def test_work_on_a_share_is_taken_along(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    await used(old)
    said = await Repair(old, NetworkShare(old, "nfs4")).move_to(new)
    assert "copied" in Translator("en").text(said)
    work = opened(new)
    assert (await Drafts(work, "wei.ling").read("case-1", "M1")).en == "Dear shop"
    await work.close()
    assert (old / "work.db").exists()
    shutil.rmtree(old)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_found_is_said_in_the_language_of_the_person(language: str) -> None:
    said = Translator(language)
    for detail in ("database disk image is malformed", "file is not a database"):
        for file in ("work.db", "cache.db"):
            from workstation.cache.problem import ProfileFile

            problem = Corrupt(ProfileFile(file), detail)
            assert problem.finding is not None
            words = said.text(problem.finding)
            assert words.isascii() is (language == "en")
