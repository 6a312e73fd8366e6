"""The same work, said in the form of another version: one handler, whatever the address."""

import json
from datetime import datetime
from typing import Any

import httpx
import msgspec
import pytest

from tests.bench import SERVER, SOFIA, WEI, Desk, TestServer
from tests.wire import Wire
from tests.workstation.server.test_house import FRESH, book, edit
from tests.workstation.server.test_push import truth
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.commands import AddNote, Claim, Withdraw
from workstation.domain.glossary.acts import PutTerm
from workstation.domain.taxonomy import State
from workstation.server.app import build
from workstation.wire.codec import encode
from workstation.wire.feed import Line, Nudge, OutLine, RecordLine, SyncRequest
from workstation.wire.push import Applied, Envelope, Push, Pushed
from workstation.wire.versions import FORMS, V1, V2, BodyReader, BodyWriter, WireForm


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


def envelope(device: str, act: Act) -> Envelope:
    return Envelope(
        id=act.id,
        record_kind=act.record.kind,
        record_id=act.record.id,
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


def line(each: Line) -> bytes:
    fields = json.loads(encode(each))
    if isinstance(each, RecordLine | OutLine):
        fields["record"] = {"kind": fields.pop("kind", "gone"), "id": fields.pop("id")}
    return json.dumps(fields).encode() + b"\n"


LATER = WireForm(
    version="v9",
    push=BodyReader(Acts, commands),
    pushed=BodyWriter(Told, told),
    sync=BodyReader(Wanted, lambda asked: SyncRequest(device=asked.device, cursors=asked.held)),
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
        "record": {"kind": sent.record_kind, "id": sent.record_id},
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
    about = [each for each in records if each["kind"] in ("glossary", "case")]
    assert about == [
        {"kind": "glossary", "id": "glossary"},
        {"kind": "case", "id": filed.case_id},
    ]
    assert {"kind": "person", "id": "person:wei.ling"} in records
    assert lines[0]["t"] == "hello"
    assert lines[-1]["t"] == "done"


async def test_the_book_is_changed_in_another_form(two_forms: TestServer) -> None:
    sofia = await two_forms.client(SOFIA)
    sent = act(sofia, edit(sofia, "e1", PutTerm(FRESH, 0)))
    assert sent["record"] == {"kind": "glossary", "id": "glossary"}
    answer = await post(sofia, "push", {"device": sofia.device, "acts": [sent]})
    assert answer.json() == {"told": {"e1": "Applied"}, "again": []}
    held = await book(sofia)
    assert held is not None
    assert (held.version, held.terms[-1]) == (2, FRESH)


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
    assert added == {f"/api/v9/{name}" for name in ("push", "sync", "nudges")}


def ref(part: dict[str, Any]) -> str:
    return part["content"]["application/json"]["schema"]["$ref"]


def test_the_present_form_says_what_the_structs_say_and_the_first_one_no_line() -> None:
    nudge, out = Nudge(heads={"queue:sg": 3}), OutLine(id="c", seq=1)
    assert V1.nudge(nudge) == V2.nudge(nudge) == b'{"heads":{"queue:sg":3}}'
    assert V2.line(out) == b'{"t":"out","id":"c","seq":1}\n'
    assert V1.line(out) == b""


def of_november(envelope: Envelope, **more: Any) -> dict[str, Any]:
    """A command as a workstation of then has it in its outbox."""
    fields = json.loads(encode(envelope))
    names = ("id", "kind", "body", "base_version", "device", "n", "at", "v", "prev")
    return {name: fields[name] for name in names} | {"case_id": envelope.record_id} | more


async def pushed_in_november(desk: Desk, *commands: dict[str, Any]) -> list[dict[str, Any]]:
    hello, *_rest = await desk.sync()
    body = {"device": desk.device, "commands": commands, "epoch": hello.epoch, "latest": ""}
    response = await desk.http.post(
        "/api/v1/push", json=body | {"cursors": {"queue:sg-commerce": 1}}
    )
    assert response.status_code == 200, response.text
    assert response.json()["epoch"] == hello.epoch
    return response.json()["answers"]


async def test_what_a_workstation_of_november_has_is_taken_in(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    claim = wei.envelope(filed.case_id, Claim(), id="claim")
    note = wei.envelope(filed.case_id, AddNote(text="Once, 一次"), id="note", prev="claim")
    lost = wei.envelope("case-99", AddNote(text="x"), id="lost")
    old = [of_november(each) for each in (claim, note, lost)]
    first, second, third = await pushed_in_november(wei, *old)
    # Word for word, as that program reads it.
    assert first == {
        "disposition": {
            "status": "applied",
            "id": "claim",
            "version": 2,
            "effects": {"queue:sg-commerce": 2, "user:wei.ling": 1},
        },
        "already": False,
    }
    assert (second["disposition"]["status"], second["disposition"]["version"]) == ("applied", 3)
    assert third["disposition"]["status"] == "quarantined"
    assert third["disposition"].keys() == {"status", "id", "reason", "remedy", "out_of_sight"}
    case = await truth(server, filed.case_id)
    assert (case.owner, [each.text for each in case.notes]) == (WEI.person, ["Once, 一次"])
    # Brought up to date while the answer was on its way, it gives the same commands.
    assert [each["already"] for each in await pushed_in_november(wei, *old)] == [True] * 3
    assert [each.already for each in await wei.give(claim, note)] == [True, True]
    assert await server.store.verify() == ()


async def test_a_withdrawal_of_november_is_taken_in_with_the_word_it_has(
    server: TestServer,
) -> None:
    """It knew one sentence, which was the party's as well."""
    filed = await server.file_case((WEI, Claim()))
    wei = await server.client(WEI)
    given = wei.envelope(filed.case_id, Withdraw(reason="The shop rang.", word="x"), seen=2)
    old = of_november(given, v=1, body={"reason": "The shop rang."})
    (answer,) = await pushed_in_november(wei, old)
    assert answer["disposition"]["status"] == "applied", answer
    assert (await truth(server, filed.case_id)).state is State.WITHDRAWN


async def test_a_workstation_of_november_is_told_that_it_is_outdated(server: TestServer) -> None:
    """And nothing besides: what a server says of records now, it could not read."""
    await server.file_case()
    wei = await server.client(WEI)
    epoch = (await wei.sync())[0].epoch
    body = {"device": wei.device, "cursors": {"queue:sg-commerce": 99}, "epoch": epoch}
    body |= {"proto": 1, "schema": 1, "max_rows": 5000, "max_bytes": 8388608, "acked": ["x"]}
    body |= {"house": 7, "latest": "unknown", "latest_edit": "unknown", "doubted": {}}
    for asked in (body, body | {"epoch": "", "cursors": {}, "house": None}):
        response = await wei.http.post("/api/v1/sync", json=asked)
        assert response.status_code == 200, response.text
        hello, done = (json.loads(line) for line in response.content.splitlines())
        assert (hello["t"], hello["min_client"], hello["epoch"]) == ("hello", 2, epoch)
        assert hello["actor"]["id"] == WEI.id
        assert {"server_time", "scopes", "directory"} <= hello.keys()
        assert done == {"t": "done", "scopes": {}}
    # Being sent home begins no other life, whatever it says that it knows.
    assert (await wei.sync())[0].epoch == epoch
    await server.store.people.revoke(WEI.id)
    assert (await wei.http.post("/api/v1/sync", json=body)).status_code == 403


async def test_a_change_of_the_book_of_november_waits_for_the_new_version(
    server: TestServer,
) -> None:
    sofia = await server.client(SOFIA)
    sent = json.loads(encode(edit(sofia, "e1", PutTerm(FRESH, 0))))
    old = {name: sent[name] for name in ("id", "kind", "body", "at", "v", "prev")}
    response = await sofia.http.post("/api/v1/house", json=old)
    assert response.status_code == 410
    assert response.json()["reason"]["id"] == "This program is older than the server."
    assert response.json()["remedy"]["id"]
    assert await book(sofia) == shipped_house()
    # What it kept is not known here yet: it is a command of the new version's then.
    (answer,) = await sofia.give(edit(sofia, "e1", PutTerm(FRESH, 0)))
    assert (type(answer.disposition), answer.already) == (Applied, False)
    del sofia.http.headers["authorization"]
    assert (await sofia.http.post("/api/v1/house", json=old)).status_code == 401
