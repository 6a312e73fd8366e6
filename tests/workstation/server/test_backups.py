"""All data in one file, out of any database and into any: whole, or refused and nothing changed."""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from tests.bench import ADMIN, LINA, PRIYA, QUIET, SOFIA, START, WEI, Clock, TestServer
from tests.workstation.server import november
from tests.workstation.server.replica import Replica
from tests.workstation.server.test_house import FRESH, change
from workstation.cli import main
from workstation.domain.commands import AddNote, Claim
from workstation.domain.glossary.acts import PutTerm
from workstation.domain.taxonomy import Role
from workstation.server.backups import archive
from workstation.server.backups import restore as restore_module
from workstation.server.backups.archive import BackupHeader, BackupWriter
from workstation.server.backups.problem import BackupUnsound, DatabaseUnfit
from workstation.server.backups.restore import Restorer, RestoreResult
from workstation.server.backups.save import save
from workstation.server.chain import Breach
from workstation.server.database import Database
from workstation.server.migrations import HEAD, NewerDatabase, clear, migrate, version
from workstation.server.tables import METADATA, SERVER_META

NOT_SAVED = {"session", "deposit_key", "sign_in_failure"}
Rows = dict[str, list[tuple[Any, ...]]]


def everything(url: str) -> Rows:
    """All rows of all tables."""
    database = Database(url)
    try:
        with database.snapshot() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in METADATA.sorted_tables
            }
    finally:
        database.shut()


def saved(rows: Rows) -> Rows:
    """What a backup is about: not which life it is, nor who is signed in."""
    lives = {"server_meta", "past_epoch"}
    return {name: told for name, told in rows.items() if name not in NOT_SAVED | lives}


def restore(file: Path, url: str, *, replace: bool = True) -> RestoreResult:
    return Restorer("anew", QUIET, time.sleep).restore(file, url, replace=replace)


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def in_database(url: str, work: Callable[[Any], Any]) -> Any:
    database = Database(url)
    try:
        with database.transaction() as connection:
            return work(connection)
    finally:
        database.shut()


@pytest.fixture(params=["sqlite to sqlite", "sqlite to postgresql", "postgresql to sqlite"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where the data comes from, and where it goes."""
    kinds = str(request.param).split(" to ")
    return tuple(  # type: ignore[return-value]  # two kinds, two addresses
        f"sqlite:///{tmp_path}/{n}.db"
        if kind == "sqlite"
        else str(request.getfixturevalue("fresh_database"))
        for n, kind in enumerate(kinds)
    )


async def lived_in(server: TestServer) -> str:
    """A case with a history, a refusal, a changed book; the case's id."""
    filed = await server.file_case((WEI, Claim()))
    wei, sofia = await server.client(WEI), await server.client(SOFIA)
    await wei.give(wei.envelope(filed.case_id, AddNote(text="一二三 \u0000 ✓"), seen=2, id="note"))
    await wei.give(wei.envelope("case-99", Claim(), id="nowhere"))
    await change(sofia, "e1", PutTerm(FRESH, 0))
    return filed.case_id


async def test_another_database_holds_all_that_was_saved(
    both: tuple[str, str], tmp_path: Path, clock: Clock
) -> None:
    url, target = both
    async with await TestServer.start(tmp_path, clock, url=url) as server:
        case = await lived_in(server)
        newest = clock()
        clock.advance(hours=1)
        await server.backup(tmp_path / "x.backup")
    before = everything(url)
    restored = await asyncio.to_thread(restore, tmp_path / "x.backup", target, replace=False)
    after = everything(target)
    assert saved(after) == saved(before)
    assert after["server_meta"] == [(1, "anew", newest)]
    assert after["past_epoch"] == [(before["server_meta"][0][1],)]
    assert after["session"] == after["deposit_key"] == after["sign_in_failure"] == []
    assert before["session"]
    assert before["deposit_key"]
    assert (restored.header.at, restored.header.cases()) == (clock(), 1)
    assert restored.header.epoch == before["server_meta"][0][1]
    async with await TestServer.start(tmp_path, clock, url=target, people=()) as again:
        # Where the first server counted on, this one has to, or it would give an id twice.
        again.new_id = server.new_id
        replica = Replica()
        wei = await again.client(WEI)
        await replica.converge(wei)
        assert replica.case(case).notes[0].text == "一二三 \u0000 ✓"
        assert (await wei.give(wei.envelope(case, AddNote(text="after"), seen=3)))[0]
        assert await again.store.verify() == ()


async def test_what_was_restored_is_append_only_and_of_the_present_schema(
    both: tuple[str, str], tmp_path: Path
) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    url, target = both
    async with await TestServer.start(tmp_path, url=url) as server:
        await lived_in(server)
        await server.backup(tmp_path / "x.backup")
    await asyncio.to_thread(restore, tmp_path / "x.backup", target)
    for statement in ("UPDATE event SET actor = 'me'", "DELETE FROM event"):
        with pytest.raises(DBAPIError, match="append-only"):
            in_database(target, lambda c, said=statement: c.execute(text(said)))

    def difference(connection: Any) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))

    assert in_database(target, difference) == []


async def test_a_backup_is_one_moment_while_people_write(
    server: TestServer, tmp_path: Path
) -> None:
    filed = [(await server.file_case()).case_id for _ in range(4)]
    desks = [await server.client(who, device=f"d{n}") for n, who in enumerate((WEI, LINA, PRIYA))]
    files = [tmp_path / f"{n}.backup" for n in range(3)]

    saved_all, begun = asyncio.Event(), asyncio.Event()

    async def write(n: int) -> None:
        for turn in count():
            if saved_all.is_set():
                return
            desk = desks[n]
            await desk.give(*(desk.envelope(case, AddNote(text=f"{turn}")) for case in filed))
            begun.set()

    writing = asyncio.gather(*(write(n) for n in range(len(desks))))
    await begun.wait()
    for file in files:
        await server.backup(file)
    saved_all.set()
    await writing
    for n, file in enumerate(files):
        target = f"sqlite:///{tmp_path}/moment-{n}.db"
        await asyncio.to_thread(restore, file, target)
        async with await TestServer.start(tmp_path, url=target, people=()) as moment:
            assert await moment.store.verify() == ()
            await Replica().converge(await moment.client(WEI))
            rows = everything(target)
            told = [(command, actor) for _id, _n, _version, command, actor, *_more in rows["event"]]
            given = {command for command, actor in told if actor != "system"}
            assert given == {row[0] for row in rows["command_receipt"]} != set()


async def test_going_back_replaces_everything_and_signs_everybody_out(
    server: TestServer, tmp_path: Path
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    await server.backup(tmp_path / "x.backup")
    before = everything(server.url)
    await wei.give(wei.envelope(filed.case_id, Claim()))
    await server.file_case()
    await server.restore(tmp_path / "x.backup")
    assert saved(everything(server.url)) == saved(before)
    assert (await wei.http.post("/api/v2/sync", json={})).status_code == 401
    await wei.sign_in()
    await Replica().converge(wei)


async def test_whoever_lost_access_since_does_not_get_it_back(
    server: TestServer, tmp_path: Path
) -> None:
    await server.store.people.revoke(LINA.id)
    await server.backup(tmp_path / "x.backup")
    await server.store.people.revoke(WEI.id)
    restored = await server.restore(tmp_path / "x.backup")
    assert restored.closed == (WEI.id,)
    assert {each.id for each in await server.store.people.directory()}.isdisjoint({WEI.id, LINA.id})


async def test_a_damaged_file_changes_nothing(server: TestServer, tmp_path: Path) -> None:
    for _ in range(3):
        await server.file_case((WEI, Claim()))
    whole = tmp_path / "whole.backup"
    await server.backup(whole)
    content = whole.read_bytes()
    await server.file_case()
    await server.down()
    before, there = everything(server.url), beside(tmp_path)
    middle, last = len(content) // 2, len(content) - 1
    broken = [content[:size] for size in (0, 5, 16, 40, middle, last - 40, last)]
    for place in (2, 16, 30, middle, last - 8, last):
        broken.append(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
    broken.append(content + b"x")
    damaged = tmp_path / "damaged.backup"
    for n, told in enumerate(broken):
        damaged.write_bytes(told)
        with pytest.raises(BackupUnsound):
            await asyncio.to_thread(restore, damaged, server.url)
        damaged.unlink()
        assert everything(server.url) == before, n
    assert beside(tmp_path) == there
    await server.up()


async def test_rows_that_are_not_what_was_written_are_found_at_the_end(
    server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last thing that is read undoes everything before it."""
    await server.file_case()
    monkeypatch.setattr(BackupWriter, "row", lambda writer, row: writer._stream.write(framed(row)))
    await server.backup(tmp_path / "x.backup")
    await server.down()
    before = everything(server.url)
    with pytest.raises(BackupUnsound, match="damaged"):
        await asyncio.to_thread(restore, tmp_path / "x.backup", server.url)
    assert everything(server.url) == before
    await server.up()


def framed(record: object) -> bytes:
    body = msgspec.msgpack.encode(record)
    return len(body).to_bytes(4, "big") + body


async def test_a_database_with_something_in_it_is_replaced_on_request_only(
    server: TestServer, tmp_path: Path
) -> None:
    await server.backup(tmp_path / "x.backup")
    await server.down()
    before = everything(server.url)
    with pytest.raises(DatabaseUnfit, match="--replace"):
        await asyncio.to_thread(restore, tmp_path / "x.backup", server.url, replace=False)
    assert everything(server.url) == before
    # A server that was only ever started has nothing to lose.
    in_database(server.url, clear)
    await server.up()
    await server.down()
    await asyncio.to_thread(restore, tmp_path / "x.backup", server.url, replace=False)
    assert saved(everything(server.url)) == saved(before)
    await server.up()


async def test_what_is_not_ours_is_never_replaced(url: str, tmp_path: Path) -> None:
    async with await TestServer.start(tmp_path, url=f"sqlite:///{tmp_path}/a.db") as server:
        await server.backup(tmp_path / "x.backup")
    in_database(url, lambda c: c.execute(text("CREATE TABLE ledger (n INTEGER)")))
    with pytest.raises(DatabaseUnfit, match="not one of Recourse: it holds ledger"):
        await asyncio.to_thread(restore, tmp_path / "x.backup", url)
    with pytest.raises(DatabaseUnfit, match="not one of Recourse"):
        await asyncio.to_thread(save, url, tmp_path / "y.backup", START, QUIET)
    in_database(url, lambda c: c.execute(text("SELECT n FROM ledger")))
    assert not (tmp_path / "y.backup").exists()


async def test_a_database_in_use_is_left_alone(server: TestServer, tmp_path: Path) -> None:
    await server.file_case()
    await server.backup(tmp_path / "x.backup")
    before = everything(server.url)
    restorer = Restorer("anew", QUIET, lambda _seconds: None)
    with pytest.raises(DatabaseUnfit, match="in use"):
        await asyncio.to_thread(restorer.restore, tmp_path / "x.backup", server.url, replace=True)
    assert everything(server.url) == before
    await server.file_case()


def test_nobody_opens_a_file_while_it_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/server.db"
    in_database(url, migrate)
    in_database(url, lambda c: c.execute(SERVER_META.insert().values(id=1, epoch="first")))
    save(url, tmp_path / "x.backup", START, QUIET)
    locked: list[str] = []
    real = restore_module._keep_closed

    def look(connection: Any, closed: Any, now: Any) -> tuple[str, ...]:
        with closing(dbapi2.connect(f"{tmp_path}/server.db", timeout=0)) as other:
            with pytest.raises(dbapi2.OperationalError) as refused:
                other.execute("SELECT * FROM server_meta")
            locked.append(str(refused.value))
        return real(connection, closed, now)

    monkeypatch.setattr(restore_module, "_keep_closed", look)
    restore(tmp_path / "x.backup", url)
    assert locked == ["database is locked"]
    assert everything(url)["server_meta"] == [(1, "anew", None)]


@pytest.mark.parametrize("revision", ["0001", "0002", november.LAST])
async def test_a_database_of_an_earlier_version_is_saved_as_it_is_and_restored_as_of_now(
    server: TestServer, tmp_path: Path, revision: str
) -> None:
    filed = await server.file_case((WEI, Claim()))
    await server.down()
    in_database(server.url, lambda c: november.take_back(c, revision))
    await asyncio.to_thread(save, server.url, tmp_path / "x.backup", START, QUIET)
    assert in_database(server.url, version) == revision
    await asyncio.to_thread(restore, tmp_path / "x.backup", server.url)
    assert in_database(server.url, version) == HEAD
    await server.up()
    replica = Replica()
    await replica.converge(await server.client(WEI))
    assert replica.cases == [filed.case_id]


async def test_what_a_later_version_wrote_is_left_alone(server: TestServer, tmp_path: Path) -> None:
    file = tmp_path / "x.backup"
    await server.backup(file)
    await server.down()
    with archive.reading(file) as reader:
        header = reader.header
    for n, later in enumerate(({"schema": "9"}, {"format": 2}, {"format": 3, "tables": "!"})):
        told = msgspec.structs.asdict(header) | {"program": "9.1"} | later
        with (tmp_path / f"{n}.backup").open("wb") as stream:
            BackupWriter(stream, told).close()  # type: ignore[arg-type]  # one of another program
        with pytest.raises(BackupUnsound, match=re.escape("later version of the program, 9.1")):
            await asyncio.to_thread(restore, tmp_path / f"{n}.backup", server.url)
    in_database(server.url, lambda c: c.execute(text("UPDATE alembic_version SET version_num='9'")))
    with pytest.raises(NewerDatabase):
        await asyncio.to_thread(restore, file, server.url)
    with pytest.raises(NewerDatabase):
        await asyncio.to_thread(save, server.url, tmp_path / "y.backup", START, QUIET)
    in_database(
        server.url, lambda c: c.execute(text(f"UPDATE alembic_version SET version_num='{HEAD}'"))
    )
    await server.up()


async def test_what_this_program_does_not_know_is_not_left_out_in_silence(
    server: TestServer, tmp_path: Path
) -> None:
    await server.down()
    in_database(server.url, lambda c: c.execute(text("ALTER TABLE record ADD COLUMN mood TEXT")))
    with pytest.raises(DatabaseUnfit, match=r"does not know: record\."):
        await asyncio.to_thread(save, server.url, tmp_path / "x.backup", START, QUIET)
    assert not {"x.backup", "x.backup.part"} & beside(tmp_path)
    await server.up()


def run(*arguments: object) -> int:
    return main([str(each) for each in arguments])


async def test_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with await TestServer.start(tmp_path) as server:
        await server.file_case()
        await server.user(replace(WEI, roles=frozenset({Role.ADMIN})))
        await server.store.people.revoke(ADMIN.id)
    url, file = server.url, tmp_path / "x.backup"
    assert await asyncio.to_thread(run, "backup", "--database", url, file) == 0
    said = capsys.readouterr()
    assert re.fullmatch(r"Saved 1 cases \(\d+ rows\) as of \S+ \S+ UTC to .*x.backup.\n", said.out)
    assert "case_lookup: 1\n" in said.err
    assert file.stat().st_mode & 0o777 == 0o600
    for arguments, status, sentence in (
        (("backup", "--database", url, file), 1, "a file .* already"),
        (("backup", "--database", f"sqlite:///{tmp_path}/no.db", tmp_path / "y"), 1, "no database"),
        (("backup", "--database", "sqlite://", tmp_path / "y"), 1, "names no file"),
        (("backup", "--database", "server.db", tmp_path / "y"), 2, "no address of a database"),
        (("restore", "--database", url, file), 1, "not empty"),
        (("restore", "--database", url, tmp_path / "server.db"), 1, "not a backup"),
        (("restore", "--database", url, tmp_path / "none"), 1, "No such file"),
        (("backup", "--database", f"sqlite:///{file}", tmp_path / "y"), 1, "cannot be used"),
        (("restore", "--replace", "--database", f"sqlite:///{file}", file), 1, "cannot be read"),
    ):
        assert await asyncio.to_thread(run, *arguments) == status, arguments
        assert re.search(sentence, capsys.readouterr().err), arguments
    assert await asyncio.to_thread(run, "restore", "--replace", "--database", url, file) == 0
    assert "The history of every record holds." in capsys.readouterr().out
    found = (Breach("case-1", "event 1 is not what was written"),)
    monkeypatch.setattr(restore_module, "breaches", lambda *_said: found)
    assert await asyncio.to_thread(run, "restore", "--replace", "--database", url, file) == 1
    assert "case-1: event 1 is not what was written" in capsys.readouterr().err


def test_a_breach_is_found_in_what_was_restored(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/server.db"
    asyncio.run(one_case(tmp_path))
    in_database(url, lambda c: c.execute(text("UPDATE record SET events = 7 WHERE kind = 'case'")))
    save(url, tmp_path / "x.backup", START, QUIET)
    restore(tmp_path / "x.backup", url)
    assert restore_module.breaches(url, QUIET) == (
        Breach("case-1", "the log does not end where the record says"),
    )


async def one_case(folder: Path) -> None:
    async with await TestServer.start(folder) as server:
        await server.file_case()


def test_long_work_says_how_far_it_is() -> None:
    from workstation.server.backups.progress import Progress

    lines: list[str] = []
    moments = iter(range(0, 100, 2))
    progress = Progress(lines.append, lambda: float(next(moments)))
    assert sum(progress.through("cases", [1] * 1500, 1500)) == 1500
    assert lines == ["cases: 512 of 1,500", "cases: 1,024 of 1,500", "cases: 1,500"]


def test_a_header_is_read_as_it_was_written(tmp_path: Path) -> None:
    told = BackupHeader(format=1, program="1.2", schema=HEAD, epoch="e", at=START, tables=())
    with (tmp_path / "x").open("wb") as stream:
        BackupWriter(stream, told).close()
    with archive.reading(tmp_path / "x") as reader:
        assert reader.header == told
        reader.finish()
