"""The glossary on the server: changed once by those who may, kept for good, sent where due."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.bench import ADMIN, HAO, PRIYA, SOFIA, WEI, Desk, TestServer, someone
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.actor import Actor
from workstation.domain.glossary.acts import (
    GLOSSARY,
    Glossary,
    GlossaryChange,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
)
from workstation.domain.taxonomy import Role
from workstation.server.tables import EVENT
from workstation.wire.bodies import unpack_record
from workstation.wire.feed import RecordLine
from workstation.wire.push import (
    Answer,
    Applied,
    Disposition,
    Envelope,
    Push,
    Quarantined,
    Refusal,
    Wait,
)

ANNA = someone("anna.berg", Role.POLICY)
APPEAL = shipped_house().terms[0]
FRESH = Term(id="new", en="first refund", zh_hans="首次退款")


def edit(desk: Desk, id_: str, change: GlossaryChange, **more: Any) -> Envelope:
    return desk.envelope(GLOSSARY.name, change, id=id_, **more)


async def change(desk: Desk, id_: str, wish: GlossaryChange, **more: Any) -> Answer:
    (answer,) = await desk.give(edit(desk, id_, wish, **more))
    return answer


async def said(desk: Desk, id_: str, wish: GlossaryChange, **more: Any) -> Disposition:
    return (await change(desk, id_, wish, **more)).disposition


async def made(desk: Desk, id_: str, version: int) -> Applied:
    """What is said of an edit after which the feed of everybody is where it is now."""
    effects = {"everyone": await desk.server.head()}
    return Applied(id=id_, version=version, effects=effects)


async def book(desk: Desk, **held: Any) -> Glossary | None:
    """The glossary that a response of the feed brings, if any."""
    found = [
        unpack_record(GLOSSARY, line.body)
        for line in await desk.sync(**held)
        if isinstance(line, RecordLine) and line.kind == GLOSSARY.name
    ]
    return found[0] if found else None


async def test_an_empty_server_begins_with_the_terms_that_are_shipped(server: TestServer) -> None:
    assert await book(await server.client(WEI)) == shipped_house()


async def test_a_policy_colleague_changes_a_term_and_everybody_gets_it(server: TestServer) -> None:
    sofia, wei = await server.client(SOFIA), await server.client(WEI)
    assert await said(sofia, "e1", PutTerm(replace(APPEAL, zh_hans="复议"), 1)) == await made(
        sofia, "e1", 2
    )
    held = await book(wei)
    assert held is not None
    assert (held.version, held.terms[0].zh_hans, held.terms[0].revision) == (2, "复议", 2)
    (changed,) = held.changes
    assert (changed.version, changed.by, changed.at) == (2, SOFIA.person, server.clock())


@pytest.mark.expects_log("the data went back")
async def test_only_another_book_is_sent(server: TestServer) -> None:
    wei, admin = await server.client(WEI), await server.client(ADMIN)
    hello, *_rest = await wei.sync()
    newest = await server.head()
    assert await book(wei, epoch=hello.epoch, cursors={"everyone": newest}) is None
    assert await book(wei, epoch=hello.epoch, cursors={}) is not None
    # Whoever works there reads it, whatever they do.
    assert await book(admin, epoch=hello.epoch, cursors={"everyone": 0}) is not None
    assert await book(wei, epoch="an earlier life", cursors={"everyone": newest}) is not None


async def test_the_same_edit_twice_is_one_change(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    wish = PutTerm(FRESH, 0)
    first = await change(sofia, "e1", wish)
    again = await change(sofia, "e1", wish)
    assert first == Answer(disposition=await made(sofia, "e1", 2))
    assert again == Answer(disposition=await made(sofia, "e1", 2), already=True)
    house = await book(sofia)
    assert house is not None
    assert house.version == 2
    assert [term.id for term in house.terms].count("new") == 1


async def test_another_edit_under_the_same_number_is_not_taken_for_it(server: TestServer) -> None:
    sofia, anna = await server.client(SOFIA), await server.client(await server.user(ANNA))
    await change(sofia, "e1", PutTerm(FRESH, 0))
    for desk, wish in ((sofia, LetPass("x", "y")), (anna, PutTerm(FRESH, 0))):
        answer = await said(desk, "e1", wish)
        assert isinstance(answer, Quarantined)
        assert answer.reason.id == "Another command was sent under the same number."
    assert (await change(sofia, "e1", PutTerm(FRESH, 0))).already


async def test_the_same_edit_at_the_same_moment_is_one_change(server: TestServer) -> None:
    # As over several replicas: one device has one request under way.
    desks = [await server.client(SOFIA, device=f"d{n}") for n in range(6)]
    sent = edit(desks[0], "e1", PutTerm(FRESH, 0))
    answers = [answer for (answer,) in await asyncio.gather(*(desk.give(sent) for desk in desks))]
    assert [each.disposition for each in answers] == [await made(desks[0], "e1", 2)] * 6
    assert sum(not each.already for each in answers) == 1


async def test_changes_at_the_same_moment_are_made_one_after_the_other(server: TestServer) -> None:
    wei = [await server.client(WEI, device=f"w{n}") for n in range(5)]
    hao = [await server.client(HAO, device=f"h{n}") for n in range(5)]
    desks = enumerate((*wei, *hao))
    wishes = [said(desk, f"e{n}", LetPass(f"t{n}", "a brand")) for n, desk in desks]
    answers = await asyncio.gather(*wishes)
    assert all(isinstance(each, Applied) for each in answers), answers
    assert sorted(each.version for each in answers) == list(range(2, 12))
    house = await book(wei[0])
    assert house is not None
    assert len(house.passes) == 10
    assert await server.store.verify() == ()


async def test_of_two_who_change_one_term_the_second_is_told_who_was_first(
    server: TestServer,
) -> None:
    sofia, anna = await server.client(SOFIA), await server.client(await server.user(ANNA))
    await change(sofia, "e1", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    answer = await said(anna, "e2", PutTerm(replace(APPEAL, zh_hans="申请复核"), 1))
    assert isinstance(answer, Refusal)
    assert answer.reason.id == "{name} has changed this meanwhile."
    assert answer.reason.args["name"].s == SOFIA.name
    same = await said(anna, "e3", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    assert same == Applied(id="e3", version=2, effects={})


async def test_what_rests_on_an_edit_that_was_refused_is_refused(server: TestServer) -> None:
    sofia, anna = await server.client(SOFIA), await server.client(await server.user(ANNA))
    await change(sofia, "s1", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    await change(anna, "a1", PutTerm(replace(APPEAL, zh_hans="复核"), 1))
    rests = PutTerm(replace(APPEAL, zh_hans="复核", note="as the law says"), 2)
    refused = "This rests on an earlier change of yours that was not made."
    for id_, before in (("a2", "a1"), ("a3", "never-sent")):
        answer = await said(anna, id_, rests, rests_on=(before,))
        assert isinstance(answer, Refusal)
        assert answer.reason.id == refused
    assert await said(sofia, "s2", rests, rests_on=("s1",)) == await made(sofia, "s2", 3)


@pytest.mark.parametrize(
    ("actor", "wish"),
    [
        (WEI, PutTerm(FRESH, 0)),
        (PRIYA, SetStyle(replace(shipped_house().style, formal=False), 1)),
        (HAO, StopPassing("appeal=上诉")),
        (ADMIN, PutTerm(FRESH, 0)),
        (ADMIN, LetPass("appeal=上诉", "a brand")),
    ],
)
async def test_the_server_holds_the_roles(
    server: TestServer, actor: Actor, wish: GlossaryChange
) -> None:
    desk = await server.client(actor)
    assert isinstance(await said(desk, "e1", wish), Refusal)
    assert await book(desk) == shipped_house()


async def test_a_role_that_was_taken_away_counts_at_once(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    await server.store.people.change(replace(SOFIA, roles=frozenset({Role.QUALITY})))
    assert isinstance(await said(sofia, "e1", PutTerm(FRESH, 0)), Refusal)
    await server.store.people.revoke(SOFIA.id)
    response = await sofia.push(edit(sofia, "e2", PutTerm(FRESH, 0)))
    assert response.status_code == 403


async def test_an_edit_of_a_kind_from_the_future_gets_a_sentence(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    sent = edit(sofia, "e1", PutTerm(FRESH, 0))
    for id_, more in (
        ("e1", {"kind": "burn"}),
        ("e2", {"v": 9}),
        ("e3", {"body": msgspec.Raw(b"1")}),
        ("e4", {"record_kind": "almanac"}),
    ):
        (answer,) = await sofia.give(msgspec.structs.replace(sent, id=id_, **more))
        assert isinstance(answer.disposition, Quarantined), answer
        assert answer.disposition.reason.id
        assert answer.disposition.remedy.id
        assert not answer.disposition.out_of_sight
    assert await book(sofia) == shipped_house()


async def test_nobody_begins_the_book_anew_nor_another_one(server: TestServer) -> None:
    """There is one, and the platform began it."""
    sofia = await server.client(SOFIA)
    opening = json.loads(msgspec.json.encode({"version": 0, "terms": [], "passes": []}))
    opening |= {"style": {}, "style_revision": 1, "changes": [], "id": GLOSSARY.name}
    body = msgspec.Raw(msgspec.json.encode({"opening": opening}))
    sent = msgspec.structs.replace(
        edit(sofia, "e1", PutTerm(FRESH, 0)), kind="begin", v=1, body=body
    )
    other = msgspec.structs.replace(sent, id="e2", record_id="glossary-2")
    for answer in await sofia.give(sent, other):
        assert not isinstance(answer.disposition, Applied | Wait), answer
    elsewhere = msgspec.structs.replace(edit(sofia, "e3", PutTerm(FRESH, 0)), record_id="none")
    (answer,) = await sofia.give(elsewhere)
    assert isinstance(answer.disposition, Quarantined)
    assert await book(sofia) == shipped_house()


@pytest.mark.parametrize("id_", ["", "a b", "\n", "x" * 200])
async def test_an_edit_with_no_number_is_turned_away(server: TestServer, id_: str) -> None:
    sofia = await server.client(SOFIA)
    assert (await sofia.push(edit(sofia, id_, PutTerm(FRESH, 0)))).status_code == 400


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:00-23:00", "2026-09-02T04:00:00"]
)
async def test_an_edit_of_no_moment_is_turned_away(server: TestServer, at: str) -> None:
    sofia = await server.client(SOFIA)
    sent = Push(device=sofia.device, commands=(edit(sofia, "e1", StopPassing("x")),))
    body = json.loads(msgspec.json.encode(sent))
    body["commands"][0]["at"] = at
    response = await sofia.http.post("/api/v2/push", json=body)
    assert response.status_code == 400, response.text


async def test_what_was_changed_cannot_be_changed_afterwards(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    await change(sofia, "e1", PutTerm(FRESH, 0))
    for statement in ("UPDATE event SET actor = 'x'", "DELETE FROM event"):
        with pytest.raises(DBAPIError, match="append-only"):
            await server.store._database.write(lambda c, s=statement: c.execute(text(s)))
    columns = (EVENT.c.version, EVENT.c.command, EVENT.c.actor, EVENT.c.kind)
    query = select(*columns).where(EVENT.c.record_id == GLOSSARY.name).order_by(EVENT.c.n)
    begun, *rows = await server.store._database.read(lambda c: c.execute(query).all())
    assert (begun.version, begun.actor, begun.kind) == (1, "system", "begun")
    assert [tuple(row) for row in rows] == [(2, "e1", SOFIA.id, "term_put")]
    assert await server.store.verify() == ()


async def test_the_book_outlives_the_server(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    await change(sofia, "e1", PutTerm(FRESH, 0))
    before = await book(sofia)
    await server.down()
    await server.up()
    assert await book(sofia) == before
    assert (await change(sofia, "e1", PutTerm(FRESH, 0))).already


async def test_everybody_is_nudged(server: TestServer) -> None:
    sofia, wei = await server.client(SOFIA), await server.client(WEI)
    nudges = wei.nudges()
    before = (await anext(nudges))["everyone"]
    await change(sofia, "e1", PutTerm(FRESH, 0))
    async with asyncio.timeout(1):
        assert await anext(nudges) == {"everyone": before + 1}
    await nudges.aclose()
