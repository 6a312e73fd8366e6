"""A text can be taken out of the audit log, and everything else still be proved."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from tests.bench import PRIYA, WEI, TestServer
from workstation.domain.case_kind import CASE
from workstation.domain.commands import AddNote, Claim
from workstation.domain.text import Bilingual
from workstation.server import chain, sealing
from workstation.server.tables import EVENT, RECORD
from workstation.wire.bodies import pack_record
from workstation.wire.codec import body_hash, decode, encode

SECRET = "The buyer's name is Chen Wei, and she lives above the shop."


async def noted(server: TestServer) -> str:
    filed = await server.file_case((WEI, Claim()), (WEI, AddNote(text=SECRET)))
    return filed.case_id


async def test_an_erased_text_is_gone_and_the_log_still_holds(server: TestServer) -> None:
    case_id = await noted(server)

    def erase(connection) -> None:
        left = chain.erase(connection, CASE, case_id, lambda text: text == SECRET)
        body = pack_record(CASE, left)
        mine = update(RECORD).where(RECORD.c.id == case_id)
        connection.execute(mine.values(body=body, hash=body_hash(body)))

    await server.store._database.write(erase)
    rows = await server.store._database.read(
        lambda c: c.execute(select(EVENT).where(EVENT.c.record_id == case_id)).all()
    )
    assert not any(SECRET.encode() in bytes(row.body) for row in rows)
    assert await server.store.verify() == ()
    (note,) = (row for row in rows if row.kind == "noted")
    # Neither the text nor its salt is there to try others against.
    assert bytes(sealing.SALT) in bytes(note.texts)


@pytest.mark.parametrize("change", ["text", "salt", "digest", "who", "longer"])
async def test_nothing_else_can_be_changed(server: TestServer, change: str) -> None:
    case_id = await noted(server)

    def tamper(connection) -> None:
        where = (EVENT.c.record_id == case_id, EVENT.c.kind == "noted")
        row = connection.execute(select(EVENT).where(*where)).one()
        event = decode(row.body, CASE.effect_named["noted"].event)
        said = replace(event.note, text="no" if change == "text" else SECRET + "!")
        values = {
            "text": {"body": encode(replace(event, note=said))},
            "longer": {"body": encode(replace(event, note=said))},
            "salt": {"texts": bytes(len(row.texts))},
            "digest": {"texts": bytes(len(row.texts) - 1) + b"\x01"},
            "who": {"actor": PRIYA.id},
        }[change]
        connection.execute(update(EVENT).where(*where).values(values))

    if change == "text":
        # What looks like an erasure gets past the trigger, and not past the seal.
        await server.store._database.write(tamper)
        (breach,) = await server.store.verify()
        assert breach.record_id == case_id
        return
    with pytest.raises(DBAPIError, match="append-only"):
        await server.store._database.write(tamper)
    assert await server.store.verify() == ()


async def test_a_copy_without_a_text_proves_the_rest(server: TestServer) -> None:
    case_id = await noted(server)
    rows = await server.store._database.read(
        lambda c: c.execute(
            select(EVENT).where(EVENT.c.record_id == case_id).order_by(EVENT.c.n)
        ).all()
    )
    end = b""
    for row in rows:
        event = decode(row.body, CASE.effect_named[row.kind].event)
        copy, texts = sealing.erased(event, row.texts, lambda text: text == SECRET)
        told = {**row._mapping, "texts": texts}
        assert sealing.holds(copy, texts)
        assert sealing.seal(end, told, copy) == row.hash
        end = row.hash


def test_two_equal_texts_have_two_digests() -> None:
    both = Bilingual("Chen Wei", "Chen Wei")
    assert list(sealing.texts(both)) == ["Chen Wei", "Chen Wei"]
    grains = iter((b"a" * sealing.SALT, b"b" * sealing.SALT))
    told = sealing.digests(both, lambda _size: next(grains))
    half = len(told) // 2
    assert told[sealing.SALT : half] != told[half + sealing.SALT :]
