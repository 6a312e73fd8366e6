"""The schema: what the migrations build is what the tables say; data survives a second start."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from tests.bench import SOFIA, START, WEI, Clock, TestServer
from tests.workstation.server import november
from tests.workstation.server.replica import Replica
from tests.workstation.server.test_house import book, change
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.commands import AddNote, Claim
from workstation.domain.glossary.acts import Changed, LetPass, Pass, PutTerm
from workstation.server import receipts
from workstation.server.database import Database
from workstation.server.migrations import HEAD, NewerDatabase, migrate, version
from workstation.server.tables import COMMAND_RECEIPT, EVENT, METADATA
from workstation.wire.push import Answer, Applied, Refusal


async def test_the_migrations_build_the_tables(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(url)
    await database.open()

    def difference(connection) -> list:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, METADATA)

    assert await database.read(difference) == []
    assert await database.read(version) == HEAD
    await database.close()


async def test_down_and_up_again(url: str) -> None:
    database = Database(url)
    await database.open()
    await database.write(migrate_down)
    assert await database.read(lambda c: inspect(c).get_table_names()) == ["alembic_version"]
    await database.open()
    assert "record" in await database.read(lambda c: inspect(c).get_table_names())
    await database.close()


def migrate_down(connection, to: str = "base") -> None:
    from alembic import command
    from alembic.config import Config

    from workstation.server import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.downgrade(config, to)


async def test_a_database_of_a_later_version_is_left_alone(url: str) -> None:
    database = Database(url)
    await database.open()
    await database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num='9'")))
    with pytest.raises(NewerDatabase):
        await database.write(migrate)
    await database.close()


async def test_everything_is_there_after_a_restart(server: TestServer, clock: Clock) -> None:
    await server.file_case()
    wei = await server.client(WEI)
    before = Replica()
    await before.converge(wei)
    await server.down()
    await server.up()
    lines = await before.pull(wei)
    assert len(lines) == 2
    assert len(before.cases) == 1


async def test_a_database_from_before_the_house_book_gets_it_and_keeps_its_cases(
    server: TestServer,
) -> None:
    filed = await server.file_case()
    await server.store._database.write(lambda c: november.take_back(c, "0001"))
    await server.down()
    await server.up()
    replica = Replica()
    wei = await server.client(WEI)
    await replica.converge(wei)
    assert replica.cases == [filed.case_id]
    assert await book(wei) == shipped_house()
    assert await server.store.verify() == ()


def history(connection, record_id: str) -> list[dict]:
    query = select(EVENT).where(EVENT.c.record_id == record_id).order_by(EVENT.c.n)
    return [dict(row._mapping) for row in connection.execute(query)]


async def test_the_house_book_of_november_becomes_a_record_with_its_history(
    server: TestServer, clock: Clock
) -> None:
    """The book, its changes as events, and a log that holds, of that book and of every case."""
    filed = await server.file_case((WEI, Claim()), (WEI, AddNote(text="Seen")))
    cases = await server.cases()
    first, second = START, START + timedelta(hours=1, microseconds=7)
    term = november.shipped_term(zh_hans="复议", revision=2)
    put = november.changed(2, "e1", SOFIA.id, "put_term", {"term": term, "over": 1}, first)
    let = {"term": "x=某", "reason": "a brand"}
    passed = november.changed(3, "e2", WEI.id, "let_pass", let, second)

    before: list[tuple] = []

    def as_in_november(connection) -> None:
        november.take_back(connection, november.LAST)
        of_case = text("SELECT n, command, actor, kind, body, hash FROM event ORDER BY n")
        before.extend(map(tuple, connection.execute(of_case)))
        told = november.told_of(passed, WEI.name), november.told_of(put, SOFIA.name)
        body = november.book_of(
            3,
            *told,
            terms=[term, *november.shipped_terms()[1:]],
            passes=[let | {"by": told[0]["by"], "at": told[0]["at"]}],
        )
        november.fill(connection, "house_book", [{"id": 1, "version": 3, "body": body}])
        november.fill(connection, "house_change", [put, passed])

    await server.store._database.write(as_in_november)
    await server.down()
    await server.up()
    wei, sofia = await server.client(WEI), await server.client(SOFIA)
    shipped = shipped_house()
    changed = replace(shipped.terms[0], zh_hans="复议", revision=2)
    expected = replace(
        shipped,
        version=3,
        terms=(changed, *shipped.terms[1:]),
        passes=(Pass("x=某", "a brand", WEI.person, second),),
        changes=(
            Changed(3, WEI.person, second, LetPass("x=某", "a brand")),
            Changed(2, SOFIA.person, first, PutTerm(changed, 1)),
        ),
    )
    assert await book(wei) == expected
    assert await server.cases() == cases
    log = await server.store._database.read(lambda c: history(c, filed.case_id))
    names = ("n", "command", "actor", "kind", "body", "hash")
    assert [tuple(row[name] for name in names) for row in log] == before != []
    begun, *rows = await server.store._database.read(lambda c: history(c, "glossary"))
    assert (begun["kind"], begun["actor"], begun["version"]) == ("begun", "system", 3)
    assert [(row["kind"], row["command"], row["actor"], row["at"]) for row in rows] == [
        ("changed_before", "e1", SOFIA.id, first),
        ("changed_before", "e2", WEI.id, second),
    ]
    assert [json.loads(row["body"])["act"] for row in rows] == ["put_term", "let_pass"]
    assert [json.loads(row["body"])["said"].encode() for row in rows] == [
        put["body"],
        passed["body"],
    ]
    assert await server.store.verify() == ()
    # It is fed like any record, and goes on from there.
    replica = Replica()
    await replica.converge(wei)
    assert {"glossary", "person:wei.ling"} <= replica.members["everyone"]
    clock.advance(hours=2)
    answer = await change(sofia, "e3", PutTerm(replace(changed, note="n"), 2))
    assert answer == Answer(
        disposition=Applied(id="e3", version=4, effects={"everyone": await server.head()})
    )
    await replica.converge(wei)
    after = await book(wei)
    assert after is not None
    assert [each.version for each in after.changes] == [4, 3, 2]
    assert await server.store.verify() == ()
    with pytest.raises(DBAPIError, match="append-only"):
        await server.store._database.write(lambda c: c.execute(text("DELETE FROM event")))


async def test_a_book_that_nobody_had_changed_becomes_a_record_too(server: TestServer) -> None:
    def as_in_november(connection) -> None:
        november.take_back(connection, november.LAST)
        row = {"id": 1, "version": 1, "body": november.book_of(1)}
        november.fill(connection, "house_book", [row])

    await server.store._database.write(as_in_november)
    await server.down()
    await server.up()
    assert await book(await server.client(WEI)) == shipped_house()
    (begun,) = await server.store._database.read(lambda c: history(c, "glossary"))
    assert begun["kind"] == "begun"
    assert await server.store.verify() == ()


async def test_receipts_of_the_house_book_are_kept_with_the_others(server: TestServer) -> None:
    refused = {
        "status": "refused",
        "reason": {"id": "{name} has changed this meanwhile.", "args": {"name": {"s": "Anna"}}},
        "remedy": {"id": "Look at it as it is now."},
    }
    rows = [
        november.receipt("e1", SOFIA.id, b"1", 1, {"status": "applied", "version": 2}, START),
        november.receipt("e2", WEI.id, b"2", 2, {"status": "applied", "version": 2}, START),
        november.receipt("e3", SOFIA.id, b"3", 2, refused, START),
    ]

    def as_in_november(connection) -> None:
        november.take_back(connection, november.LAST)
        row = {"id": 1, "version": 2, "body": november.book_of(2)}
        november.fill(connection, "house_book", [row])
        november.fill(connection, "house_receipt", rows)

    await server.store._database.write(as_in_november)
    await server.down()
    await server.up()
    names = ("id", "actor", "record_kind", "record_id", "request_hash", "hash_v", "given_at", "at")
    query = select(*(COMMAND_RECEIPT.c[name] for name in names)).order_by(COMMAND_RECEIPT.c.id)
    kept = await server.store._database.read(lambda c: c.execute(query).all())
    assert [tuple(row) for row in kept] == [
        (*(row[name] for name in ("id", "actor")), "glossary", "glossary", hash_, v, START, START)
        for row, hash_, v in zip(rows, (b"1", b"2", b"3"), (11, 12, 12), strict=True)
    ]
    said = await server.store._database.read(lambda c: receipts.stored(c, ["e1", "e2", "e3"]))
    assert said["e1"].disposition == Applied(id="e1", version=2, effects={})
    assert said["e2"].disposition == Applied(id="e2", version=2, effects={})
    third = said["e3"].disposition
    assert isinstance(third, Refusal)
    assert third.reason.args["name"].s == "Anna"
    assert third.remedy.id == "Look at it as it is now."
    assert {name for name in await tables(server) if name.startswith(("house", "cases"))} == set()


async def tables(server: TestServer) -> list[str]:
    return await server.store._database.read(lambda c: inspect(c).get_table_names())


async def test_a_session_of_before_there_were_keys_deposits_when_it_is_over(
    server: TestServer, clock: Clock
) -> None:
    wei = await server.client(WEI)
    await server.store._database.write(lambda c: migrate_down(c, "0010"))
    await server.down()
    await server.up()
    clock.advance(days=8)
    await server.store.people.revoke(WEI.id)
    kept = await wei.http.post("/api/v2/deposit", content=b'{"items":[]}')
    assert kept.status_code == 200
