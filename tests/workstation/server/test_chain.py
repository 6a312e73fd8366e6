"""The audit log: append-only, chained, and the whole truth about every case."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.bench import LINA, PRIYA, WEI, TestServer
from workstation.domain.commands import AddNote, Assign, Claim, Release
from workstation.server.tables import EVENT, RECORD
from workstation.wire.codec import body_hash, decode_case, encode


@pytest.fixture
async def case_id(server: TestServer) -> str:
    """A case with a few events of different people, through both ways of writing them."""
    filed = await server.file_case((WEI, Claim()), (WEI, AddNote(text="Seen")))
    priya = await server.client(PRIYA)
    await priya.give(
        priya.envelope(filed.case_id, Assign(owner=LINA, reason="Leave"), seen=3),
        priya.envelope(filed.case_id, AddNote(text="Handed over"), seen=3),
    )
    await server.file_case((LINA, Claim()), (LINA, Release()))
    return filed.case_id


async def test_a_sound_log_has_no_breach(server: TestServer, case_id: str) -> None:
    assert await server.store.verify() == ()

    def log(connection):
        query = select(EVENT.c.n, EVENT.c.version, EVENT.c.kind, EVENT.c.actor, EVENT.c.command)
        return connection.execute(
            query.where(EVENT.c.record_id == case_id).order_by(EVENT.c.n)
        ).all()

    rows = await server.store._database.read(log)
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    assert [(row.version, row.kind, row.actor) for row in rows][-2:] == [
        (4, "owned", "priya.nair"),
        (5, "noted", "priya.nair"),
    ]
    assert rows[-1].command == "device-priya.nair.2"


@pytest.mark.parametrize("statement", [
    update(EVENT).values(actor="somebody"),
    delete(EVENT),
])  # fmt: skip
async def test_the_database_itself_refuses_to_change_the_log(
    server: TestServer, case_id: str, statement
) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await server.store._database.write(lambda c: c.execute(statement))


def unseal(connection) -> None:
    """What somebody with all rights on the database could do first."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER event_no_update"))
        connection.execute(text("DROP TRIGGER event_no_delete"))
    else:
        connection.execute(text("ALTER TABLE event DISABLE TRIGGER ALL"))


def another_actor(connection, case_id: str) -> None:
    connection.execute(update(EVENT).where(EVENT.c.record_id == case_id, EVENT.c.n == 4)
                       .values(actor="li.na"))  # fmt: skip


def another_text(connection, case_id: str) -> None:
    where = (EVENT.c.record_id == case_id, EVENT.c.kind == "noted", EVENT.c.version == 3)
    body = connection.execute(select(EVENT.c.body).where(*where)).scalar_one()
    changed = bytes(body).replace(b"Seen", b"Unseen")
    connection.execute(update(EVENT).where(*where).values(body=changed))


def cut_short(connection, case_id: str) -> None:
    connection.execute(delete(EVENT).where(EVENT.c.record_id == case_id, EVENT.c.version == 5))


def one_left_out(connection, case_id: str) -> None:
    connection.execute(delete(EVENT).where(EVENT.c.record_id == case_id, EVENT.c.n == 4))


def another_case(connection, case_id: str) -> None:
    """The row is changed with its hash, so that only the log can tell."""
    row = connection.execute(select(RECORD.c.body).where(RECORD.c.id == case_id)).one()
    body = encode(replace(decode_case(row.body), owner=WEI.person))
    values = {"body": body, "hash": body_hash(body)}
    connection.execute(update(RECORD).where(RECORD.c.id == case_id).values(values))


def another_body(connection, case_id: str) -> None:
    row = connection.execute(select(RECORD.c.body).where(RECORD.c.id == case_id)).one()
    body = encode(replace(decode_case(row.body), owner=WEI.person))
    connection.execute(update(RECORD).where(RECORD.c.id == case_id).values(body=body))


@pytest.mark.parametrize(
    "tamper", [another_actor, another_text, cut_short, one_left_out, another_case, another_body]
)
async def test_tampering_is_seen_at_the_case_where_it_happened(
    server: TestServer, case_id: str, tamper
) -> None:
    def work(connection) -> None:
        unseal(connection)
        tamper(connection, case_id)

    await server.store._database.write(work)
    assert [breach.record_id for breach in await server.store.verify()] == [case_id]
