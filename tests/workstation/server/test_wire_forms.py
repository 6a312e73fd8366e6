"""The same work, said in the form of another version: one handler, whatever the address."""

import json
from datetime import datetime
from typing import Any

import httpx
import msgspec
import pytest

from tests.bench import SERVER, SOFIA, WEI, Desk, TestServer
from tests.wire import Wire
from tests.workstation.server.test_house import FRESH, edit
from workstation.domain.commands import AddNote, Claim
from workstation.domain.house import PutTerm
from workstation.server.app import build
from workstation.wire.codec import encode
from workstation.wire.feed import CaseLine, Line, Nudge, OutLine, SyncRequest
from workstation.wire.house import HouseEdit
from workstation.wire.push import Applied, Envelope, Push, Pushed
from workstation.wire.versions import FORMS, V1, Reads, WireForm, Writes


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What an act is about, of whichever kind."""

    kind: str
    id: str


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A command as a later version might say it: `kind` and `id` of a record, and what it read."""

    id: str
    record: About
    act: str
    body: msgspec.Raw
    seen: int
    n: int
    at: datetime
    v: int = 1
    after: str | None = None
    read: dict[str, int] = {}


class Acts(msgspec.Struct, frozen=True, kw_only=True):
    """Some of them."""

    device: str
    acts: tuple[Act, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of them."""

    told: dict[str, str]
    again: tuple[str, ...]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody holds."""

    device: str
    held: dict[str, int]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the book."""

    id: str
    change: dict[str, Any]
    at: datetime


class WishTold(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it."""

    wish: str
    book: int


def envelope(device: str, act: Act) -> Envelope:
    assert act.record.kind == "case"
    return Envelope(
        id=act.id,
        case_id=act.record.id,
        kind=act.act,
        body=act.body,
        base_version=act.seen,
        device=device,
        n=act.n,
        at=act.at,
        v=act.v,
        prev=act.after,
    )


def commands(acts: Acts) -> Push:
    return Push(
        device=acts.device, commands=tuple(envelope(acts.device, each) for each in acts.acts)
    )


def told(pushed: Pushed) -> Told:
    said = [(each.disposition, each.already) for each in pushed.answers]
    return Told(
        told={each.id: type(each).__name__ for each, _already in said},
        again=tuple(each.id for each, already in said if already),
    )


def wish(asked: Wish) -> HouseEdit:
    body = msgspec.Raw(msgspec.json.encode(asked.change["body"]))
    return HouseEdit(id=asked.id, kind=asked.change["kind"], body=body, at=asked.at)


def line(each: Line) -> bytes:
    fields = json.loads(encode(each))
    if isinstance(each, CaseLine | OutLine):
        fields["record"] = {"kind": "case", "id": fields.pop("id")}
    return json.dumps(fields).encode() + b"\n"


LATER = WireForm(
    version="v9",
    push=Reads(Acts, commands),
    pushed=Writes(Told, told),
    house=Reads(Wish, wish),
    house_answer=Writes(
        WishTold, lambda answer: WishTold(wish=answer.id, book=getattr(answer, "version", 0))
    ),
    sync=Reads(Wanted, lambda asked: SyncRequest(device=asked.device, cursors=asked.held)),
    line=line,
    nudge=lambda nudge: encode({"reached": nudge.heads}),
)


@pytest.fixture
async def two_forms(server: TestServer) -> TestServer:
    """The server, which also speaks a form that only this test knows."""
    server.app = build(server.store, forms=(*FORMS, LATER))
    return server


def act(desk: Desk, sent: Envelope, **more: Any) -> dict[str, Any]:
    fields = json.loads(encode(sent))
    return {
        "id": sent.id,
        "record": {"kind": "case", "id": sent.case_id},
        "act": sent.kind,
        "body": fields["body"],
        "seen": sent.base_version,
        "n": sent.n,
        "at": fields["at"],
    } | more


async def post(desk: Desk, name: str, body: Any) -> httpx.Response:
    return await desk.http.post(f"/api/v9/{name}", json=body)


async def test_commands_are_taken_and_answered_in_another_form(two_forms: TestServer) -> None:
    filed = await two_forms.file_case()
    wei = await two_forms.client(WEI)
    sent = wei.envelope(filed.case_id, Claim(), id="claim")
    body = {"device": wei.device, "acts": [act(wei, sent, read={"policy:LST": 2})]}
    assert (await post(wei, "push", body)).json() == {"told": {"claim": "Applied"}, "again": []}
    assert (await post(wei, "push", body)).json()["again"] == ["claim"]


async def test_one_command_is_the_same_in_both_forms(two_forms: TestServer) -> None:
    """A workstation is brought up to date while an answer is on its way."""
    filed = await two_forms.file_case()
    wei = await two_forms.client(WEI)
    note = wei.envelope(filed.case_id, AddNote(text="Once"), id="note")
    (answer,) = await wei.give(note)
    assert isinstance(answer.disposition, Applied)
    body = {"device": wei.device, "acts": [act(wei, note)]}
    assert (await post(wei, "push", body)).json() == {
        "told": {"note": "Applied"},
        "again": ["note"],
    }


async def test_truth_comes_down_in_another_form(two_forms: TestServer) -> None:
    filed = await two_forms.file_case()
    wei = await two_forms.client(WEI)
    response = await post(wei, "sync", {"device": wei.device, "held": {}})
    lines = [json.loads(each) for each in response.content.splitlines()]
    records = [each["record"] for each in lines if "record" in each]
    assert records == [{"kind": "case", "id": filed.case_id}]
    assert lines[0]["t"] == "hello"
    assert lines[-1]["t"] == "done"


async def test_the_book_is_changed_in_another_form(two_forms: TestServer) -> None:
    sofia = await two_forms.client(SOFIA)
    sent = json.loads(encode(edit(sofia, "e1", PutTerm(FRESH, 0))))
    change = {"kind": sent["kind"], "body": sent["body"]}
    answer = await post(sofia, "house", {"id": "e1", "change": change, "at": sent["at"]})
    assert answer.json() == {"wish": "e1", "book": 2}


async def test_nudges_come_in_another_form(two_forms: TestServer) -> None:
    await two_forms.file_case()
    wei = await two_forms.client(WEI)
    async with wei.http.stream("GET", "/api/v9/nudges") as response:
        async for each in response.aiter_lines():
            if each.startswith("data: "):
                assert json.loads(each[6:])["reached"]["queue:sg-commerce"] == 1
                break


@pytest.mark.parametrize(
    ("body", "at"),
    [(b"{", ""), (b'{"device":"d","commands":[]}', "acts"), (b'{"device":"d","acts":[1]}', "acts")],
)
async def test_a_body_of_the_wrong_form_gets_a_sentence(
    two_forms: TestServer, body: bytes, at: str
) -> None:
    wei = await two_forms.client(WEI)
    response = await wei.http.post("/api/v9/push", content=body)
    assert response.status_code == 400
    assert at in json.dumps(response.json()["reason"])


async def test_each_form_is_described_and_the_first_one_as_ever(two_forms: TestServer) -> None:
    async def described(app: Any) -> dict[str, Any]:
        async with httpx.AsyncClient(transport=Wire(app), base_url=SERVER) as http:
            return (await http.get("/openapi.json")).json()

    both = await described(two_forms.app)
    one = await described(build(two_forms.store))
    first = {path: how for path, how in both["paths"].items() if "/v9/" not in path}
    assert first == one["paths"]
    push = both["paths"]["/api/v9/push"]["post"]
    assert ref(push["requestBody"]) == "#/components/schemas/Acts"
    assert ref(push["responses"]["200"]) == "#/components/schemas/Told"
    added = {path for path in both["paths"] if "/v9/" in path}
    assert added == {f"/api/v9/{name}" for name in ("push", "sync", "house", "nudges")}


def ref(part: dict[str, Any]) -> str:
    return part["content"]["application/json"]["schema"]["$ref"]


def test_the_first_form_says_what_the_structs_say() -> None:
    nudge = Nudge(heads={"queue:sg": 3})
    assert (V1.nudge(nudge), V1.line(OutLine(id="c", seq=1))) == (
        b'{"heads":{"queue:sg":3}}',
        b'{"t":"out","id":"c","seq":1}\n',
    )
