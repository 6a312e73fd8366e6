"""What lies in the files of the old world, read from their tables and not through the program.

Runs on eb3a942 only; see `make.py`. It writes the manifest that every later program is held to.
"""

import hashlib
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.bench import SERVER, Clock, Ids
from tests.journeys.team import Seat
from tests.old_world.rows import connect
from tests.old_world.rows import rows as rows_of
from tests.old_world.words import strings, texts
from tests.wire import Wire
from workstation.cache.overlay import covered
from workstation.cache.values import Position
from workstation.domain.events import EVENTS
from workstation.domain.views import View
from workstation.server import tables
from workstation.wire.codec import decode
from workstation.wire.push import Applied, Disposition

_PEOPLE = ("wei.ling", "priya.nair")
_ASKS = {"refused", "conflict", "quarantined"}
_WAITS = {"queued", "sent"}
# A case that only its author's machine knows.
_NEW = {("file", stage) for stage in _WAITS}


def digest(word: str) -> str:
    """A text of a case by its first few bits: there are too many of them to be written out."""
    return hashlib.sha256(word.encode()).hexdigest()[:10]


def of_server(url: str) -> dict[str, Any]:
    """The cases with their versions and texts, the receipts, the book and the feeds."""
    with connect(url) as c:
        cases = {row.id: _case(row) for row in c.execute(select(tables.CASES))}
        receipts = c.execute(select(tables.COMMAND_RECEIPT)).all()
        events = Counter(c.execute(select(tables.EVENT.c.kind)).scalars())
        book = c.execute(select(tables.HOUSE_BOOK.c.version)).scalar_one()
        edits = c.execute(select(tables.HOUSE_RECEIPT.c.answer)).scalars()
        answers = Counter(json.loads(each)["status"] for each in edits)
        scopes = {row.id: row.seq for row in c.execute(select(tables.SCOPE))}
        kept = [each for row in c.execute(select(tables.CASES)) for each in _kept(row)]
    assert set(events) == set(EVENTS)
    told = Counter(json.loads(each.disposition)["status"] for each in receipts)
    return {
        "cases": cases,
        "kept": kept,
        "events": dict(events),
        "receipts": dict(told),
        "commands": dict(Counter(each.kind for each in receipts)),
        "book": {"version": book, "receipts": dict(answers)},
        "scopes": scopes,
        "breaches": 0,
    }


def _case(row: Any) -> dict[str, Any]:
    body = json.loads(row.body)
    body.pop("timeline", None)
    found = sorted({digest(each) for each in texts(body)})
    return {"version": row.version, "state": body.get("state", "NEW"), "texts": found}


def _kept(row: Any) -> Iterator[dict[str, Any]]:
    for each in json.loads(row.body).get("kept", ()):
        why = each["finding"]["rationale"]
        yield {"case": row.id, "by": each["by"]["id"], "words": [why["en"], why["zh"]]}


async def of_profile(profile: Path, server: str, at: datetime, scratch: Path) -> dict[str, Any]:
    """Everybody's work in a profile as it stands at `at`."""
    shutil.copytree(profile, scratch)
    return {
        "at": at.isoformat(),
        "people": {
            user: _work(scratch, server, user, at, parked=user != _PEOPLE[0]) for user in _PEOPLE
        },
        "views": await _views(scratch, at),
    }


async def _views(profile: Path, at: datetime) -> dict[str, list[str]]:
    """Which cases the first person's views show. Closes the profile again."""
    wire = Wire(None)
    wire.cut = True
    seat = await Seat(None, profile, wire, Clock(at), Ids("look")).start()  # type: ignore[arg-type]  # nobody signs in
    try:
        await seat.app.resume()
        return {view.value: sorted(await seat.view(view)) for view in View}
    finally:
        await seat.app.close()


def _work(profile: Path, server: str, user: str, at: datetime, *, parked: bool) -> dict[str, Any]:
    # Both connections see what is in the journals, as SQLite does.
    work = _open(profile / "work.db")
    (cache,) = profile.glob("cache-*.db") if parked else (profile / "cache.db",)
    outbox = list(_outbox(work, _open(cache), user, at))
    _fates(outbox, server)
    edits = list(_edits(work, _open(cache), user, server))
    drafts = list(_drafts(work, user))
    counts = Counter(each["stage"] for each in outbox)
    return {
        "outbox": outbox,
        "edits": edits,
        "drafts": drafts,
        "counts": dict(counts)
        | {"drafts": len(drafts), "edits": len(edits), "settled": _settled(work, user, outbox)},
    }


def _open(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    return connection


def _outbox(
    work: sqlite3.Connection, cache: sqlite3.Connection, user: str, at: datetime
) -> Iterator[dict[str, Any]]:
    versions = {row["id"]: row["version"] for row in cache.execute("SELECT * FROM case_row")}
    held = Position("", {row["name"]: row["seq"] for row in cache.execute("SELECT * FROM scope")})
    query = "SELECT * FROM outbox WHERE user = ? AND server = ? ORDER BY n"
    found = work.execute(query, (user, SERVER)).fetchall()
    filed = {each["case_id"] for each in found if (each["kind"], each["stage"]) in _NEW}
    for row in found:
        if row["stage"] == "answered" or _shown(row, versions, held):
            continue
        body = json.loads(row["body"])
        words = list(_words(row["kind"], body))
        until = row["held_until"]
        yield {
            "id": row["id"],
            "case": row["case_id"],
            "in_sight": row["case_id"] in {*versions, *filed},
            "kind": row["kind"],
            "stage": row["stage"],
            "chain": row["chain"],
            "prev": row["prev"],
            "held": until is not None and row["at"] <= at.timestamp() < until,
            "words": words,
            "more": sorted({*texts(body)} - {*words}),
        }


def _shown(row: sqlite3.Row, versions: dict[str, int], held: Position) -> bool:
    if row["stage"] != "applied":
        return False
    said: Any = decode(row["disposition"], Disposition)  # type: ignore[arg-type]  # to msgspec a union is a type
    assert isinstance(said, Applied)
    return covered(said, versions.get(row["case_id"]), held)


def _words(kind: str, body: dict[str, Any]) -> Iterator[str]:
    """What its author wrote into a command, and a case has to hold once the command arrives."""
    match kind:
        case "file":
            yield from texts([body["opening"][part] for part in ("title", "statements")])
        case "send_reply":
            yield from strings(body["text"])
            yield from (each["reason"] for each in body.get("overrides", ()))
        case "decide":
            yield from strings([body["finding"]["rationale"], body["finding"].get("route", {})])
        case "request_information":
            yield from strings(body["items"])
        case "record_answer":
            yield body["text"]
            yield from texts(body.get("evidence", ()))
        case _:
            parts = ("text", "reason", "cause", "question", "reference", "sor_reference")
            yield from (body[part] for part in parts if body.get(part))


def _fates(outbox: list[dict[str, Any]], server: str) -> None:
    """What has to become of each: it arrives, or stays with the question that it is or follows."""
    with connect(server) as c:
        receipts = {row[0]: row for row in rows_of(c, tables.COMMAND_RECEIPT)}
    stuck: dict[str, str] = {}
    for each in outbox:
        each["fate"], each["question"] = "arrives", ""
        if each["stage"] in _ASKS:
            each["fate"], each["question"] = "asks", each["id"]
        elif each["chain"] in stuck and each["stage"] in _WAITS:
            each["fate"], each["question"] = "follows", stuck[each["chain"]]
        elif each["prev"] in stuck:
            each["fate"], each["question"] = "stays behind", stuck[each["prev"]]
        if each["question"]:
            stuck[each["id"]] = each["question"]
        each["taken"] = each["fate"] == "arrives" and each["id"] in receipts
        del each["prev"]


def _edits(
    work: sqlite3.Connection, cache: sqlite3.Connection, user: str, server: str
) -> Iterator[dict[str, Any]]:
    (held,) = cache.execute("SELECT value FROM meta WHERE name = 'house'").fetchone()
    version = json.loads(held)["version"]
    with connect(server) as c:
        taken = {row[0] for row in rows_of(c, tables.HOUSE_RECEIPT)}
    query = "SELECT * FROM house_edit WHERE user = ? AND server = ? ORDER BY n"
    for row in work.execute(query, (user, SERVER)):
        said = json.loads(row["answer"]) if row["answer"] else {}
        if said.get("status") == "applied" and said["version"] <= version:
            continue
        stage = said.get("status") or ("sent" if row["sent"] else "waiting")
        words = sorted(texts(json.loads(row["body"])))
        yield {
            "id": row["id"],
            "kind": row["kind"],
            "stage": stage,
            "words": words,
            "taken": row["id"] in taken,
        }


def _drafts(work: sqlite3.Connection, user: str) -> Iterator[dict[str, Any]]:
    for row in work.execute(
        "SELECT * FROM draft WHERE user = ? ORDER BY case_id, party_id", (user,)
    ):
        beside = [row[name] or "" for name in ("beads", "settled", "form")]
        yield {
            "case": row["case_id"],
            "party": row["party_id"],
            "revision": row["revision"],
            "reference": row["reference"],
            "en": row["en"],
            "zh": row["zh"],
            "beside": sorted({*texts(beside)}),
        }


def _settled(work: sqlite3.Connection, user: str, outbox: list[dict[str, Any]]) -> dict[str, int]:
    """What is kept for thirty days although nobody sees it: answered, or applied and shown."""
    alive = {each["id"] for each in outbox}
    found = work.execute("SELECT id, stage FROM outbox WHERE user = ?", (user,))
    return dict(Counter(row["stage"] for row in found if row["id"] not in alive))
