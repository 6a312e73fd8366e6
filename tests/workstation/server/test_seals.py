"""A text can be taken out of the audit log, and everything else still be proved."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, make_dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError

from tests.bench import PRIYA, SOFIA, START, WEI, TestServer
from tests.workstation.server.test_chain import unseal
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.events import Filed, Noted
from workstation.domain.glossary.acts import DropTerm, LetPass, PutTerm, StopPassing, Term
from workstation.domain.job import Member, MemberCommand, StartJob
from workstation.domain.kinds import KINDS
from workstation.domain.problem import Refused
from workstation.domain.record import Id, Kind, Registry
from workstation.i18n import _
from workstation.server import chain, seal
from workstation.server.demo import seed
from workstation.server.tables import EVENT, RECORD
from workstation.wire.bodies import pack_record
from workstation.wire.codec import body_hash, decode_case, encode

SECRET = "The buyer's name is Chen Wei, and she lives above the shop."


async def noted(server: TestServer) -> str:
    filed = await server.file_case((WEI, Claim()), (WEI, AddNote(text=SECRET)))
    return filed.case_id


def log_of(connection: Connection, id_: Id) -> list[dict[str, Any]]:
    query = select(EVENT).where(EVENT.c.record_id == id_).order_by(EVENT.c.n)
    return [dict(row._mapping) for row in connection.execute(query)]


def erase(
    connection: Connection, kind: Kind[Any], id_: Id, gone: Callable[[str], bool]
) -> tuple[chain.Breach, ...]:
    """As whoever erases does it. What does not hold afterwards."""
    left = chain.erase(connection, kind, id_, gone)
    assert left is not None
    body = pack_record(kind, left)
    mine = update(RECORD).where(RECORD.c.id == id_)
    connection.execute(mine.values(body=body, hash=body_hash(body)))
    return tuple(chain.verify(connection, [id_]))


async def test_an_erased_text_is_gone_and_the_log_still_holds(server: TestServer) -> None:
    case_id = await noted(server)
    await server.store._database.write(lambda c: erase(c, CASE, case_id, lambda t: t == SECRET))
    rows = await server.store._database.read(lambda c: log_of(c, case_id))
    assert not any(SECRET.encode() in bytes(row["body"]) for row in rows)
    assert await server.store.verify() == ()
    (note,) = (row for row in rows if row["kind"] == "noted")
    # Neither the text nor its salt is there to try others against.
    assert bytes(seal.SALT) in bytes(note["texts"])


@pytest.mark.parametrize(
    "odd", ["one\x00two", "\\u0000", '"}{', "\ufeff\u2028", "😀" * 999, "null"]
)
async def test_a_text_of_odd_signs_can_go_and_so_can_its_neighbour(
    server: TestServer, odd: str
) -> None:
    filed = await server.file_case((WEI, Claim()), (WEI, AddNote(text=odd)))
    for word in (WEI.name, odd):
        assert (
            await server.store._database.write(
                lambda c, word=word: erase(c, CASE, filed.case_id, lambda text: text == word)
            )
            == ()
        )
    body = await server.store._database.read(
        lambda c: c.execute(select(RECORD.c.body).where(RECORD.c.id == filed.case_id)).scalar_one()
    )
    case = decode_case(body)
    (note,) = case.notes
    assert (note.by.name, note.text) == ("", "")


def with_body(row: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    body = json.loads(row["body"])
    change(body)
    told = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    return {"body": told.encode()}


TAMPERED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "another text": lambda row: with_body(row, lambda b: b["note"].update(text="no")),
    "a longer text": lambda row: with_body(row, lambda b: b["note"].update(text=SECRET + "!")),
    "a name more": lambda row: with_body(row, lambda b: b["note"].update(text="", forged="yes")),
    "a name less": lambda row: with_body(row, lambda b: b.pop("note")),
    "another order": lambda row: {
        "body": row["body"].replace(SECRET.encode(), b"")[:-1] + b',"at":"2020-01-01T00:00:00Z"}'
    },
    "a time": lambda row: with_body(row, lambda b: b.update(at="2020-01-01")),
    "text and nothing": lambda row: with_body(row, lambda b: b["note"].update(text=None)),
    "no JSON": lambda _row: {"body": b"{"},
    "no salts": lambda row: {"texts": bytes(len(row["texts"]))},
    "a digest": lambda row: {"texts": bytes(len(row["texts"]) - 1) + b"\x01"},
    "no digests": lambda _row: {"texts": None},
    "who": lambda _row: {"actor": PRIYA.id},
    "what was seen": lambda _row: {"seen": b'{"glossary":9}'},
    "the form": lambda _row: {"seal_v": 1},
    "a later form": lambda _row: {"seal_v": 9},
}


@pytest.mark.parametrize("way", TAMPERED)
async def test_nothing_else_can_be_changed_and_if_it_is_it_is_seen(
    server: TestServer, way: str
) -> None:
    case_id, other = await noted(server), await noted(server)

    def tamper(connection: Connection) -> None:
        where = (EVENT.c.record_id == case_id, EVENT.c.kind == "noted")
        row = connection.execute(select(EVENT).where(*where)).one()
        values = TAMPERED[way](dict(row._mapping))
        connection.execute(update(EVENT).where(*where).values(values))

    with pytest.raises(DBAPIError, match=r"append-only|malformed JSON|invalid input syntax"):
        await server.store._database.write(tamper)
    assert await server.store.verify() == ()

    def by_force(connection: Connection) -> None:
        unseal(connection)
        tamper(connection)

    await server.store._database.write(by_force)
    assert [breach.record_id for breach in await server.store.verify()] == [case_id]
    assert case_id != other


async def test_a_change_that_means_the_same_is_seen(server: TestServer) -> None:
    """What is left out because it is the default, and what no class knows."""
    case_id = await noted(server)

    def smuggle(connection: Connection) -> None:
        unseal(connection)
        (row,) = (row for row in log_of(connection, case_id) if row["kind"] == "filed")
        body = json.loads(row["body"])
        for name in ("letters", "notes", "referrals"):
            assert body["opening"].pop(name) == []
        body["opening"]["forged"] = "yes"
        mine = update(EVENT).where(EVENT.c.record_id == case_id, EVENT.c.n == row["n"])
        connection.execute(mine.values(body=encode(body)))

    await server.store._database.write(smuggle)
    assert [breach.record_id for breach in await server.store.verify()] == [case_id]


async def test_a_copy_without_a_text_proves_the_rest(server: TestServer) -> None:
    case_id = await noted(server)
    end = b""
    for row in await server.store._database.read(lambda c: log_of(c, case_id)):
        copy = seal.erased(row, lambda text: text == SECRET)
        assert seal.texts_hold(copy)
        assert seal.seal(end, copy) == row["hash"]
        end = row["hash"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedWithMood(Noted):
    """As a later program has it."""

    mood: str = ""
    sureness: int = 0
    about: tuple[str, ...] = field(default=("nothing",))


def with_effect(name: str, **changes: Any) -> Kind[Case]:
    effects = (replace(e, **changes) if e.name == name else e for e in CASE.effects)
    return replace(CASE, effects=tuple(effects))


def grown() -> Registry:
    """Cases, remarks and filings with a field more, of which old links say nothing."""
    case = make_dataclass(
        "Case", [("mood", str, "")], bases=(Case,), frozen=True, slots=True, kw_only=True
    )
    filed = make_dataclass(
        "Filed", [("opening", case)], bases=(Filed,), frozen=True, slots=True, kw_only=True
    )
    kind = replace(with_effect("noted", event=NotedWithMood), record=case)
    effects = (replace(e, event=filed) if e.name == "filed" else e for e in kind.effects)
    return Registry((replace(kind, effects=tuple(effects)),))


async def test_a_field_that_a_class_gets_later_breaks_no_link(server: TestServer) -> None:
    case_id = await noted(server)
    verified = await server.store._database.read(
        lambda c: tuple(chain.verify(c, [case_id], grown()))
    )
    assert verified == ()


async def test_a_later_form_closes_the_links_of_this_one_and_goes_on(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = await noted(server)
    later = seal.SEAL_V + 1
    # By a rule of its own: here nothing but times is in clear.
    clear = {**seal.CLEAR, later: frozenset({"at"})}
    for module in (chain, seal):
        monkeypatch.setattr(module, "CLEAR", clear)
        monkeypatch.setattr(module, "SEAL_V", later)
    priya = await server.client(PRIYA)
    await priya.give(priya.envelope(case_id, AddNote(text="Later"), seen=3))
    assert await server.store.verify() == ()
    rows = await server.store._database.read(lambda c: log_of(c, case_id))
    assert [(row["kind"], row["seal_v"]) for row in rows[-3:]] == [
        ("noted", later - 1),
        ("log closed", later),
        ("noted", later),
    ]
    assert (
        await server.store._database.write(
            lambda c: erase(c, CASE, case_id, lambda text: text in (SECRET, "Later"))
        )
        == ()
    )


REFUSAL = Refused(_("This case is finished."), _("Reopen it first."))


@pytest.mark.parametrize(
    "fault",
    [
        REFUSAL,
        KeyError("party"),
        ValueError("party"),
        TypeError(),
        AttributeError(),
        AssertionError(),
        ZeroDivisionError(),
        RecursionError(),
    ],
)
async def test_what_cannot_be_applied_is_named_and_all_others_are_checked(
    server: TestServer, fault: Exception
) -> None:
    sound = [(await server.file_case()).case_id]
    bad = await noted(server)
    sound.append((await server.file_case()).case_id)

    def fail(_case: Case, _event: Noted) -> Case:
        raise fault

    def check(connection: Connection) -> list[chain.Breach]:
        another_actor = update(EVENT).where(EVENT.c.record_id == sound[-1], EVENT.c.n == 1)
        unseal(connection)
        connection.execute(another_actor.values(actor="somebody"))
        kinds = Registry((with_effect("noted", apply=fail),))
        return list(chain.verify(connection, [*sound, bad], kinds))

    told = await server.store._database.write(check)
    assert {each.record_id for each in told} == {bad, sound[-1]}


async def busy(server: TestServer) -> None:
    """A server where nearly everything has happened: stories, a glossary, a job."""
    await seed(server.store, 40, START)
    case_id = await noted(server)
    sofia, priya = await server.client(SOFIA), await server.client(PRIYA)
    term = Term(id="own-1", en="brand gate", zh_hans="品牌门", note="Chen Wei said so")
    for made in (
        LetPass("Acme", "Chen Wei said so"),
        LetPass("Acme", "Li Na says so as well"),
        LetPass("Other", "Nobody knows why"),
        StopPassing("Other"),
        PutTerm(term, 0),
        PutTerm(replace(term, zh_hans="品牌闸", note="Li Na knows better"), 1),
        DropTerm("own-1", 2, "Nobody uses it"),
    ):
        await sofia.give(sofia.envelope("glossary", made))
    await priya.give(priya.envelope(case_id, AddNote(text="Soon"), seen=3))
    body = encode(Assign(owner=WEI, reason="Ann is ill")).decode()
    template = MemberCommand(kind="case", act="assign", v=1, body=body)
    job = StartJob(template=template, members=(Member(id=case_id, seen=4),))
    await priya.give(priya.envelope("job:1", job, seen=0))
    await server.work_jobs()


def places(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each text of an event with what it is called: its last name, in an event of this kind."""
    for text in seal.texts(row["body"], row["seal_v"]):
        if text:
            before = row["body"].partition(encode(text))[0].decode()
            name = re.findall(r'"(\w+)":', before)[-1]
            yield f"{row['kind']} {name}", text


async def test_every_text_of_every_event_can_go_alone_and_all_can(server: TestServer) -> None:
    await busy(server)

    def work(connection: Connection) -> tuple[list[str], int]:
        found: list[str] = []
        tried: set[str] = set()
        for id_, name in connection.execute(select(RECORD.c.id, RECORD.c.kind)).all():
            kind = KINDS.named(name)
            assert kind is not None
            told = [each for row in log_of(connection, id_) for each in places(row)]
            ways: list[tuple[str, Callable[[str], bool]]] = [
                (f"{name} {place}", lambda text, word=word: text == word) for place, word in told
            ]
            for way, gone in [*ways, (f"{name} {id_} all", lambda _text: True)]:
                if way not in tried:
                    tried.add(way)
                    undo = connection.begin_nested()
                    found += [f"{way}: {each.what}" for each in erase(connection, kind, id_, gone)]
                    undo.rollback()
        return found, len(tried)

    assert await server.store.verify() == ()
    wrong, tried = await server.store._database.write(work)
    assert wrong == []
    assert tried > 100
    assert await server.store.verify() == ()


async def test_a_text_that_only_the_log_lost_is_named_and_stops_nothing(
    server: TestServer,
) -> None:
    """Whoever erases by SQL, as the trigger allows, and does not store the record anew."""
    sofia = await server.client(SOFIA)
    await sofia.give(sofia.envelope("glossary", LetPass("Acme", SECRET)))
    case_id = await noted(server)

    def work(connection: Connection) -> None:
        for row in log_of(connection, "glossary"):
            left = seal.erased(row, lambda text: text == SECRET)
            if left != row:
                mine = update(EVENT).where(EVENT.c.record_id == "glossary", EVENT.c.n == row["n"])
                connection.execute(mine.values(body=left["body"], texts=left["texts"]))

    await server.store._database.write(work)
    (breach,) = await server.store.verify()
    assert (breach.record_id, breach.what) == (
        "glossary",
        "the events do not give the stored record",
    )
    assert case_id
