"""Files that cannot be used: said plainly, kept as they are, and work goes on without them."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import START, Ids
from workstation.app import ProfileProblem, Workstation
from workstation.app.repair import Repair
from workstation.cache.drafts import Drafts
from workstation.cache.file import set_user_version
from workstation.cache.lists import Lists
from workstation.cache.problem import Corrupt, DiskTrouble, InUse, Newer, ProfileFile, WayOn
from workstation.cache.profile import backups_of, set_aside
from workstation.cache.truth import open_cache
from workstation.cache.values import DraftOf, StoredDraft
from workstation.cache.work import BACKUPS, Work
from workstation.cache.work_backups import put_back, usable_backups
from workstation.cache.work_tables import STEPS, bring_forward
from workstation.cache.work_tables import work as tables
from workstation.domain.kinds import KINDS
from workstation.domain.text import Bilingual

WRITTEN = DraftOf(
    record_id="case-1",
    slot="M1",
    reference="SG-1",
    title=Bilingual("Tray", "置物架"),
    draft=StoredDraft(en="Dear shop", zh="尊敬的商家"),
)


def opened(profile: Path) -> Work:
    return Work.open(profile, Ids("device"), START)


async def write_draft(profile: Path, draft: DraftOf = WRITTEN) -> None:
    work = opened(profile)
    await Drafts(work, "wei.ling").save(draft, START)
    work.back_up(START)
    await work.close()


async def read_draft(profile: Path) -> StoredDraft:
    work = opened(profile)
    try:
        return await Drafts(work, "wei.ling").read("case-1", "M1")
    finally:
        await work.close()


async def test_a_damaged_cache_is_refused_kept_and_rebuilt_without_touching_drafts(
    tmp_path: Path,
) -> None:
    await write_draft(tmp_path)
    (tmp_path / "cache.db").write_bytes(b"this is no database, whatever it was " * 400)
    with pytest.raises(Corrupt) as told:
        await Workstation.open(tmp_path)
    assert told.value.rebuildable
    assert told.value.reason.arguments == (("file", "cache.db"),)
    await Repair(tmp_path, told.value, clock=lambda: START).rebuild()
    aside = tmp_path / "cache.db.20260902T040000"
    assert aside.read_bytes().startswith(b"this is no database")
    workstation = await Workstation.open(tmp_path)
    await workstation.close()
    assert (await read_draft(tmp_path)).zh == "尊敬的商家"


async def test_a_newer_cache_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    writes, reads = open_cache(tmp_path, Lists(KINDS), START)
    writes.now(lambda connection: set_user_version(connection, 99))
    await writes.close()
    await reads.close()
    before = (tmp_path / "cache.db").read_bytes()
    with pytest.raises(Newer):
        open_cache(tmp_path, Lists(KINDS), START)
    assert (tmp_path / "cache.db").read_bytes() == before


async def test_newer_work_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    await write_draft(tmp_path)
    work = opened(tmp_path)
    work.now(lambda connection: set_user_version(connection, 99))
    await work.close()
    with pytest.raises(Newer) as told:
        opened(tmp_path)
    assert not told.value.rebuildable


async def test_damaged_work_comes_back_from_its_newest_backup(tmp_path: Path) -> None:
    await write_draft(tmp_path)
    (tmp_path / "work.db").write_bytes(b"garbage" * 1000)
    with pytest.raises(Corrupt) as told:
        opened(tmp_path)
    assert told.value.ways == (WayOn.PUT_BACK, WayOn.BEGIN_EMPTY)
    (backup,) = usable_backups(tmp_path)
    aside = put_back(tmp_path, backup, START)
    assert aside.read_bytes().startswith(b"garbage")
    assert (await read_draft(tmp_path)).en == "Dear shop"


async def test_two_files_set_aside_at_one_moment_are_both_kept(tmp_path: Path) -> None:
    names = set()
    for text in (b"one", b"two"):
        (tmp_path / "cache.db").write_bytes(text)
        names.add(set_aside(tmp_path, ProfileFile.CACHE, START))
    assert sorted(name.read_bytes() for name in names) == [b"one", b"two"]


async def test_a_profile_is_open_in_one_window_only(tmp_path: Path) -> None:
    first = opened(tmp_path)
    with pytest.raises(InUse):
        opened(tmp_path)
    await first.close()
    await opened(tmp_path).close()


async def test_a_full_disk_keeps_what_was_saved_and_says_so(tmp_path: Path) -> None:
    await write_draft(tmp_path)
    work = opened(tmp_path)
    drafts = Drafts(work, "wei.ling")
    limited = "max_page_count = 1"
    pragmas, work._pragmas = work._pragmas, (*work._pragmas, limited)
    work.outside(lambda bare: bare.execute(f"PRAGMA {limited}").fetchall())
    long = DraftOf(
        record_id="case-1",
        slot="M1",
        reference="SG-1",
        title=Bilingual(),
        draft=StoredDraft(en="x" * 100_000),
    )
    with pytest.raises(DiskTrouble):
        await drafts.save(long, START)
    # The ballast was thrown off to make room.
    assert not (tmp_path / "ballast").exists()
    work._pragmas = pragmas
    work._engine.dispose()
    assert (await drafts.read("case-1", "M1")).en == "Dear shop"
    saved = await drafts.save(long, START)
    assert saved.revision == 2
    await work.close()


async def test_the_ballast_makes_room_for_one_more_save(tmp_path: Path) -> None:
    work = opened(tmp_path)
    calls = []

    def full_once(_connection: object) -> str:
        calls.append((tmp_path / "ballast").exists())
        if calls[-1]:
            raise OSError(28, "No space left on device")
        return "saved"

    assert work.now(full_once) == "saved"
    assert calls == [True, False]
    await work.close()


async def test_six_backups_are_kept(tmp_path: Path) -> None:
    work = opened(tmp_path)
    for minute in range(9):
        work.back_up(START.replace(minute=minute))
    await work.close()
    assert len(backups_of(tmp_path)) == BACKUPS
    assert backups_of(tmp_path)[-1].name == "work-20260902T040800.db"


async def test_a_backup_that_fails_is_not_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_draft(tmp_path)
    work = opened(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskTrouble):
        await work.back_up_when_due(START.replace(minute=30))
    # Not with every word that is typed while the disk stays full.
    await work.back_up_when_due(START.replace(minute=31))
    await work.close()
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["work-20260902T040000.db"]


async def test_a_backup_is_due_every_ten_minutes(tmp_path: Path) -> None:
    work = opened(tmp_path)
    for minute in (0, 5, 9, 10, 15):
        await work.back_up_when_due(START.replace(minute=minute))
    await work.close()
    assert [path.stem[-6:] for path in backups_of(tmp_path)] == ["040000", "041000"]


def test_the_steps_make_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    work = opened(tmp_path)
    for table in tables.sorted_tables:
        found = work.now(
            lambda connection, name=table.name: connection.exec_driver_sql(
                f"PRAGMA table_info({name})"
            ).fetchall()
        )
        assert [row[1] for row in found] == [column.name for column in table.columns]
        keys = {row[1] for row in found if row[5]}
        assert keys == {column.name for column in table.primary_key.columns}
    work.let_go()


async def test_a_step_forward_backs_up_first_and_keeps_the_data(tmp_path: Path) -> None:
    await write_draft(tmp_path)
    work = opened(tmp_path)
    told: list[str] = []

    def second(connection: object) -> None:
        told.append("step")
        connection.exec_driver_sql("ALTER TABLE draft ADD COLUMN mood TEXT")  # type: ignore[attr-defined]

    bring_forward(work, (*STEPS, second), lambda: told.append("backup"))
    assert told == ["backup", "step"]
    assert (await Drafts(work, "wei.ling").read("case-1", "M1")).en == "Dear shop"
    bring_forward(work, (*STEPS, second), lambda: told.append("backup"))
    assert told == ["backup", "step"]
    await work.close()
    with pytest.raises(ProfileProblem):
        opened(tmp_path)


async def test_a_file_of_the_first_layout_takes_pairs_after_a_backup(tmp_path: Path) -> None:
    work = Work(tmp_path)
    bring_forward(work, STEPS[:1], lambda: None)
    work.now(
        lambda connection: connection.exec_driver_sql(
            "INSERT INTO draft VALUES ('wei.ling', 'case-1', 'M1', 'Dear shop', '尊敬的商家',"
            " 1, 0, '', '', '')"
        )
    )
    await work.close()
    before = await read_draft(tmp_path)
    assert (before.en, before.beads, before.settled) == ("Dear shop", "", "")
    assert len(list((tmp_path / "backups").glob("work-*.db"))) == 1
    pairs = StoredDraft(en="Dear shop", zh="尊敬的商家", beads='{"beads":[]}', settled="{}")
    await write_draft(tmp_path, replace(WRITTEN, draft=pairs))
    after = await read_draft(tmp_path)
    assert (after.beads, after.settled, after.revision) == ('{"beads":[]}', "{}", 2)


async def test_a_file_of_the_second_layout_takes_what_was_chosen_after_a_backup(
    tmp_path: Path,
) -> None:
    work = Work(tmp_path)
    bring_forward(work, STEPS[:2], lambda: None)
    work.now(
        lambda connection: connection.exec_driver_sql(
            "INSERT INTO draft VALUES ('wei.ling', 'case-1', 'M1', 'Dear shop', '尊敬的商家',"
            " 1, 0, '', '', '', '[]', '{}')"
        )
    )
    await work.close()
    before = await read_draft(tmp_path)
    assert (before.en, before.beads, before.settled, before.form) == ("Dear shop", "[]", "{}", "")
    assert len(list((tmp_path / "backups").glob("work-*.db"))) == 1
    chosen = replace(before, form='{"outcome":"UPHELD"}')
    await write_draft(tmp_path, replace(WRITTEN, draft=chosen))
    assert (await read_draft(tmp_path)).form == '{"outcome":"UPHELD"}'


async def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    work = opened(tmp_path)

    def broken(connection: object) -> None:
        connection.exec_driver_sql("DROP TABLE draft")  # type: ignore[attr-defined]
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        bring_forward(work, (*STEPS, broken), lambda: None)
    assert (await Drafts(work, "wei.ling").read("case-1", "M1")).revision == 0
    await work.close()


async def test_others_cannot_read_the_profile(tmp_path: Path) -> None:
    await opened(tmp_path / "new").close()
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
