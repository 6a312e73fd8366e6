"""A command that comes again is known again, whatever version sent it or wrote its receipt."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from tests.bench import LINA, SOFIA, WEI, Desk, TestServer
from tests.workstation.server import november
from tests.workstation.server.test_house import FRESH, edit
from tests.workstation.server.test_push import truth
from workstation.domain.commands import AddNote, Claim
from workstation.domain.glossary.acts import LetPass, PutTerm
from workstation.wire.push import Answer, Applied, Envelope, Push, Quarantined


class LaterEnvelope(Envelope, frozen=True, kw_only=True):
    """As a later version has it: one more field, with a default."""

    record: str = "case"


def of_november(actor: str, fields: dict[str, Any]) -> bytes:
    """The hash that a receipt of November 2026 has: over actor and envelope, as they are sent."""
    sent = json.dumps([actor, fields], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(sent.encode()).digest()


def fields_of(envelope: Envelope) -> dict[str, Any]:
    names = ("id", "case_id", "kind", "body", "base_version", "device", "n", "at", "v", "prev")
    fields = json.loads(msgspec.json.encode(envelope))
    fields["case_id"] = fields["record_id"]
    return {name: fields[name] for name in names}


async def written_in_november(server: TestServer, id_: str, hash_: bytes) -> None:
    """Make one receipt, and the schema around it, what the program of that time left behind."""

    def work(connection) -> None:
        november.take_back(connection, "0002")
        connection.execute(
            text("UPDATE command_receipt SET request_hash = :hash WHERE id = :id"),
            {"hash": hash_, "id": id_},
        )

    await server.store._database.write(work)
    await server.down()
    await server.up()


def edit_of_november(actor: str, sent: Envelope, hash_v: int, rested_on: str | None) -> bytes:
    """The hash that a receipt of a change of the glossary has of then, in either form."""
    fields = json.loads(msgspec.json.encode(sent)) | {"prev": rested_on}
    names = {1: ("id", "kind", "body", "at", "v", "prev"), 2: ("id", "kind", "v", "prev", "body")}
    told = {name: fields[name] for name in names[hash_v]}
    if hash_v == 1:
        return of_november(actor, told)
    flat = json.dumps([actor, *told.values()], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(flat.encode()).digest()


async def edited_in_november(
    server: TestServer, revision: str, sent: Envelope, hash_v: int, rested_on: str | None
) -> None:
    """A change of the glossary that Sofia made in November, and its receipt: by SQL."""
    hash_ = edit_of_november(SOFIA.id, sent, hash_v, rested_on)
    answer = {"status": "applied", "version": 2}
    fresh = json.loads(bytes(sent.body))
    row = november.changed(2, sent.id, SOFIA.id, "put_term", fresh, server.clock())
    terms = [*november.shipped_terms(), fresh["term"]]

    def work(connection) -> None:
        november.take_back(connection, revision)
        body = november.book_of(2, november.told_of(row, SOFIA.name), terms=terms)
        november.fill(connection, "house_book", [{"id": 1, "version": 2, "body": body}])
        november.fill(connection, "house_change", [row])
        told = november.receipt(sent.id, SOFIA.id, hash_, hash_v, answer, server.clock())
        november.fill(connection, "house_receipt", [told])

    await server.store._database.write(work)
    await server.down()
    await server.up()


async def again(desk: Desk, envelope: Envelope) -> tuple[type, bool]:
    (answer,) = await desk.give(envelope)
    return type(answer.disposition), answer.already


async def test_a_receipt_from_before_the_upgrade_is_known_again(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    note = wei.envelope(filed.case_id, AddNote(text="Once, 一次"))
    await wei.give(note)
    hash_ = of_november(WEI.id, fields_of(note))
    await written_in_november(server, note.id, hash_)
    assert await again(wei, note) == (Applied, True)
    unlinked = msgspec.structs.replace(note, prev="something")
    assert await again(wei, unlinked) == (Applied, True)
    other = wei.envelope(filed.case_id, AddNote(text="Another"), id=note.id, n=note.n)
    assert await again(wei, other) == (Quarantined, True)
    assert [each.text for each in (await truth(server, filed.case_id)).notes] == ["Once, 一次"]


async def test_a_server_whose_envelope_has_one_more_field_knows_what_came_before(
    server: TestServer,
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    before, now = (wei.envelope(filed.case_id, AddNote(text="Once")) for _ in range(2))
    await wei.give(before)
    hash_ = of_november(WEI.id, fields_of(before))
    await written_in_november(server, before.id, hash_)
    await wei.give(now)
    later = tuple(LaterEnvelope(**msgspec.structs.asdict(each)) for each in (before, now))
    pushed = await server.store.push(WEI.id, Push(device=wei.device, commands=later))
    assert [(type(each.disposition), each.already) for each in pushed.answers] == [
        (Applied, True),
        (Applied, True),
    ]


async def test_an_envelope_of_a_later_workstation_is_known_again(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    note = wei.envelope(filed.case_id, AddNote(text="Once"))
    await wei.give(note)
    fields = json.loads(msgspec.json.encode(note)) | {"record": "case", "read": {"policy:LST": 3}}
    body = {"device": wei.device, "commands": [fields]}
    response = await wei.http.post("/api/v2/push", json=body)
    (answer,) = response.json()["answers"]
    assert (answer["disposition"]["status"], answer["already"]) == ("applied", True)


async def test_a_command_that_was_tied_to_another_one_since_is_the_same(
    server: TestServer,
) -> None:
    """What was before it may be taken back, answered, or unknown to a server that was restored."""
    filed = await server.file_case()
    wei = await server.client(WEI)
    claim = wei.envelope(filed.case_id, Claim(), id="claim")
    note = wei.envelope(filed.case_id, AddNote(text="Once"), id="note", prev="claim")
    await wei.give(claim, note)
    for prev in (None, "note-of-another-day"):
        relinked = msgspec.structs.replace(note, prev=prev)
        assert await again(wei, relinked) == (Applied, True)


async def test_a_profile_that_was_moved_sends_the_same_command(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    note = wei.envelope(filed.case_id, AddNote(text="Once"))
    await wei.give(note)
    moved = await server.client(WEI, device="new-machine")
    sent = msgspec.structs.replace(note, device=moved.device, n=41)
    assert await again(moved, sent) == (Applied, True)
    assert len((await truth(server, filed.case_id)).notes) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"body": msgspec.Raw(b'{"text":"Another"}')},
        {"kind": "release"},
        {"v": 2},
        {"base_version": 2},
        {"record_id": "case-2"},
    ],
)
async def test_another_command_under_the_same_number_is_not_taken_for_it(
    server: TestServer, changes: dict[str, Any]
) -> None:
    filed = await server.file_case()
    wei, lina = await server.client(WEI), await server.client(LINA)
    note = wei.envelope(filed.case_id, AddNote(text="Once"))
    await wei.give(note)
    assert await again(wei, msgspec.structs.replace(note, **changes)) == (Quarantined, True)
    assert await again(lina, note) == (Quarantined, True)
    assert await again(wei, note) == (Applied, True)


@pytest.mark.parametrize(("revision", "hash_v"), [("0002", 1), (november.LAST, 2)])
@pytest.mark.parametrize("rested_on", [None, "e0"])
async def test_an_edit_from_before_the_upgrade_is_known_again(
    server: TestServer, revision: str, hash_v: int, rested_on: str | None
) -> None:
    sofia = await server.client(SOFIA)
    rests_on = (rested_on,) if rested_on else ()
    sent = edit(sofia, "e1", PutTerm(FRESH, 0), rests_on=rests_on)
    await edited_in_november(server, revision, sent, hash_v, rested_on)
    (answer,) = await sofia.give(sent)
    assert answer == Answer(disposition=Applied(id="e1", version=2, effects={}), already=True)
    for other in (
        edit(sofia, "e1", LetPass("x", "y"), rests_on=rests_on),
        # What it rested on was a part of what it was.
        edit(sofia, "e1", PutTerm(FRESH, 0), rests_on=("another",)),
    ):
        assert await again(sofia, other) == (Quarantined, True)
    # It stands for what a later one rests on.
    note = PutTerm(replace(FRESH, note="n"), 1)
    (later,) = await sofia.give(edit(sofia, "e2", note, rests_on=("e1",)))
    assert later.disposition == Applied(
        id="e2", version=3, effects={"everyone": await server.head()}
    )
    assert await server.store.verify() == ()


async def test_an_edit_of_a_later_workstation_is_known_again(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    sent = edit(sofia, "e1", PutTerm(FRESH, 0))
    await sofia.give(sent)
    server.clock.advance(hours=1)
    late = msgspec.structs.replace(sent, at=server.clock(), rests_on=("e1",))
    fields = json.loads(msgspec.json.encode(late)) | {"reason": "as the law says"}
    body = {"device": sofia.device, "commands": [fields]}
    (answer,) = (await sofia.http.post("/api/v2/push", json=body)).json()["answers"]
    assert (answer["disposition"]["status"], answer["already"]) == ("applied", True)
