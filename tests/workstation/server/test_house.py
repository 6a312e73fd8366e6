"""The house book on the server: changed once by those who may, kept for good, sent where due."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.bench import ADMIN, HAO, PRIYA, SOFIA, WEI, Desk, TestServer, someone
from workstation.domain.actor import Actor
from workstation.domain.house import (
    House,
    HouseChange,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
)
from workstation.domain.taxonomy import Role
from workstation.drafting.shipped import shipped_house
from workstation.wire.feed import HouseLine
from workstation.wire.house import (
    HouseAnswer,
    HouseApplied,
    HouseEdit,
    HouseRefused,
    pack_change,
    unpack_house,
)

ANNA = someone("anna.berg", Role.POLICY)
APPEAL = shipped_house().terms[0]
FRESH = Term(id="new", en="first refund", zh_hans="首次退款")


def edit(desk: Desk, id_: str, change: HouseChange, **more: Any) -> HouseEdit:
    kind, body = pack_change(change)
    return HouseEdit(id=id_, kind=kind, body=msgspec.Raw(body), at=desk.server.clock(), **more)


async def post(desk: Desk, sent: HouseEdit) -> httpx.Response:
    return await desk.http.post("/api/v1/house", content=msgspec.json.encode(sent))


async def change(desk: Desk, id_: str, wish: HouseChange, **more: Any) -> HouseAnswer:
    response = await post(desk, edit(desk, id_, wish, **more))
    assert response.status_code == 200, response.text
    answer = msgspec.json.decode(response.content, type=HouseAnswer)
    assert answer.epoch
    return msgspec.structs.replace(answer, epoch="")


async def book(desk: Desk, **held: Any) -> House | None:
    """The book that a response of the feed brings, if any."""
    lines = await desk.sync(**({"house": 0} | held))
    found = [unpack_house(line.body) for line in lines if isinstance(line, HouseLine)]
    return found[0] if found else None


async def test_an_empty_server_begins_with_the_terms_that_are_shipped(server: TestServer) -> None:
    assert await book(await server.client(WEI)) == shipped_house()


async def test_a_policy_colleague_changes_a_term_and_everybody_gets_it(server: TestServer) -> None:
    sofia, wei = await server.client(SOFIA), await server.client(WEI)
    answer = await change(sofia, "e1", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    assert answer == HouseApplied(id="e1", version=2)
    held = await book(wei)
    assert held is not None
    assert (held.version, held.terms[0].zh_hans, held.terms[0].revision) == (2, "复议", 2)
    (changed,) = held.changes
    assert (changed.version, changed.by, changed.at) == (2, SOFIA.person, server.clock())


@pytest.mark.expects_log("the data went back")
async def test_only_another_book_is_sent_and_only_to_who_knows_books(server: TestServer) -> None:
    wei = await server.client(WEI)
    hello, *_rest = await wei.sync()
    assert await book(wei, epoch=hello.epoch, house=1) is None
    assert await book(wei, epoch="an earlier life", house=1) is not None
    assert await book(wei, house=None) is None


async def test_the_same_edit_twice_is_one_change(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    wish = PutTerm(FRESH, 0)
    first = await change(sofia, "e1", wish)
    again = await change(sofia, "e1", wish)
    assert first == HouseApplied(id="e1", version=2)
    assert again == HouseApplied(id="e1", version=2, already=True)
    house = await book(sofia)
    assert house is not None
    assert house.version == 2
    assert [term.id for term in house.terms].count("new") == 1


async def test_another_edit_under_the_same_number_is_not_taken_for_it(server: TestServer) -> None:
    sofia, anna = await server.client(SOFIA), await server.client(await server.user(ANNA))
    await change(sofia, "e1", PutTerm(FRESH, 0))
    for desk, wish in ((sofia, LetPass("x", "y")), (anna, PutTerm(FRESH, 0))):
        answer = await change(desk, "e1", wish)
        assert isinstance(answer, HouseRefused)
        assert answer.reason.id == "Another command was sent under the same number."
    assert (await change(sofia, "e1", PutTerm(FRESH, 0))).already


async def test_the_same_edit_at_the_same_moment_is_one_change(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    wish = PutTerm(FRESH, 0)
    answers = await asyncio.gather(*(change(sofia, "e1", wish) for _ in range(6)))
    assert {(type(each), each.version) for each in answers} == {(HouseApplied, 2)}
    assert sum(not each.already for each in answers) == 1


async def test_changes_at_the_same_moment_are_made_one_after_the_other(server: TestServer) -> None:
    wei, hao = await server.client(WEI), await server.client(HAO)
    wishes = [change(wei, f"w{n}", LetPass(f"t{n}", "a brand")) for n in range(5)]
    wishes += [change(hao, f"h{n}", LetPass(f"u{n}", "a brand")) for n in range(5)]
    answers = await asyncio.gather(*wishes)
    assert sorted(each.version for each in answers) == list(range(2, 12))
    house = await book(wei)
    assert house is not None
    assert len(house.passes) == 10


async def test_of_two_who_change_one_term_the_second_is_told_who_was_first(
    server: TestServer,
) -> None:
    sofia, anna = await server.client(SOFIA), await server.client(await server.user(ANNA))
    await change(sofia, "e1", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    answer = await change(anna, "e2", PutTerm(replace(APPEAL, zh_hans="申请复核"), 1))
    assert isinstance(answer, HouseRefused)
    assert answer.reason.id == "{name} has changed this meanwhile."
    assert answer.reason.args["name"].s == SOFIA.name
    same = await change(anna, "e3", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    assert same == HouseApplied(id="e3", version=2)


async def test_what_rests_on_an_edit_that_was_refused_is_refused(server: TestServer) -> None:
    sofia, anna = await server.client(SOFIA), await server.client(await server.user(ANNA))
    await change(sofia, "s1", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    await change(anna, "a1", PutTerm(replace(APPEAL, zh_hans="复核"), 1))
    rests = PutTerm(replace(APPEAL, zh_hans="复核", note="as the law says"), 2)
    for id_, prev in (("a2", "a1"), ("a3", "never-sent")):
        answer = await change(anna, id_, rests, prev=prev)
        assert isinstance(answer, HouseRefused)
        assert answer.reason.id == "This rests on an earlier change of yours that was not made."
    assert (await change(sofia, "s2", rests, prev="s1")) == HouseApplied(id="s2", version=3)


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
    server: TestServer, actor: Actor, wish: HouseChange
) -> None:
    desk = await server.client(actor)
    assert isinstance(await change(desk, "e1", wish), HouseRefused)
    assert await book(desk) == shipped_house()


async def test_a_role_that_was_taken_away_counts_at_once(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    await server.store.people.change(replace(SOFIA, roles=frozenset({Role.QUALITY})))
    assert isinstance(await change(sofia, "e1", PutTerm(FRESH, 0)), HouseRefused)
    await server.store.people.revoke(SOFIA.id)
    response = await post(sofia, edit(sofia, "e2", PutTerm(FRESH, 0)))
    assert response.status_code == 403


async def test_an_edit_of_a_kind_from_the_future_gets_a_sentence(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    sent = edit(sofia, "e1", PutTerm(FRESH, 0))
    for id_, more in (
        ("e1", {"kind": "burn"}),
        ("e2", {"v": 9}),
        ("e3", {"body": msgspec.Raw(b"1")}),
    ):
        response = await post(sofia, msgspec.structs.replace(sent, id=id_, **more))
        answer = msgspec.json.decode(response.content, type=HouseAnswer)
        assert isinstance(answer, HouseRefused), answer
    assert await book(sofia) == shipped_house()


@pytest.mark.parametrize("id_", ["", "a b", "\n", "x" * 200])
async def test_an_edit_with_no_number_is_turned_away(server: TestServer, id_: str) -> None:
    sofia = await server.client(SOFIA)
    assert (await post(sofia, edit(sofia, id_, PutTerm(FRESH, 0)))).status_code == 400


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:00-23:00", "2026-09-02T04:00:00"]
)
async def test_an_edit_of_no_moment_is_turned_away(server: TestServer, at: str) -> None:
    sofia = await server.client(SOFIA)
    body = {"id": "e1", "kind": "stop_passing", "body": {"term": "x"}, "at": at}
    response = await sofia.http.post("/api/v1/house", json=body)
    assert response.status_code == 400, response.text


async def test_what_was_changed_cannot_be_changed_afterwards(server: TestServer) -> None:
    sofia = await server.client(SOFIA)
    await change(sofia, "e1", PutTerm(FRESH, 0))
    for statement in ("UPDATE house_change SET actor = 'x'", "DELETE FROM house_change"):
        with pytest.raises(DBAPIError):
            await server.store._database.write(lambda c, s=statement: c.execute(text(s)))
    rows = await server.store._database.read(
        lambda c: c.execute(text("SELECT version, edit, actor, kind FROM house_change")).all()
    )
    assert [tuple(row) for row in rows] == [(2, "e1", SOFIA.id, "put_term")]


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
    assert (await anext(nudges))["house"] == 1
    await change(sofia, "e1", PutTerm(FRESH, 0))
    async with asyncio.timeout(1):
        assert await anext(nudges) == {"house": 2}
    await nudges.aclose()
