"""What the program of November 2026 left behind: its tables, filled by SQL and nothing else."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, MetaData, insert, select

from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.case_kind import CASE
from workstation.domain.glossary.form import form_of
from workstation.domain.people.records import Interests, StaffMember, actor_of
from workstation.domain.views import EVERYONE
from workstation.server.migrations import clear, migrate
from workstation.server.tables import METADATA
from workstation.wire.codec import encode

Row = dict[str, Any]
# The last revision of the schema before there were records of other kinds.
LAST = "0005"


def take_back(connection: Connection, revision: str) -> None:
    """Make the database one of an earlier revision, with the same cases and nothing besides.

    The old tables are built by the old revisions, and the rows are written into them anew.
    """
    rows = {
        table.name: [dict(row._mapping) for row in connection.execute(select(table))]
        for table in METADATA.sorted_tables
    }
    look_ups = {row["id"]: row for row in rows.pop("case_lookup")}
    records = rows.pop("record")
    cases = [row | look_ups[row["id"]] for row in records if row["kind"] == CASE.name]
    others = {row["id"] for row in records if row["kind"] != CASE.name}
    ends = _sealed(rows["event"])
    cases = [row | ends[row["id"]] for row in cases]
    rows["scope"] = [row for row in rows["scope"] if row["id"] != EVERYONE]
    rows["account"] = [row | _standing(records, row["id"]) for row in rows["account"]]
    clear(connection)
    migrate(connection, revision)
    for name, told in {"cases": cases, **rows}.items():
        fill(
            connection, name, [_renamed(row) for row in told if row.get("record_id") not in others]
        )


def _standing(records: list[Row], user: str) -> Row:
    """What an account said of somebody before there were records of people."""
    bodies = {row["id"]: row["body"] for row in records}
    person = msgspec.json.decode(bodies[f"person:{user}"], type=StaffMember)
    stored = bodies.get(f"interests:{user}")
    interests = msgspec.json.decode(stored, type=Interests) if stored else None
    actor = encode(actor_of(person, interests, ()))
    return {"actor": actor, "revoked": person.ended is not None}


def fill(connection: Connection, name: str, rows: list[Row]) -> None:
    """Write rows into a table as it is in the database; what it has no column for is left out."""
    present = MetaData()
    present.reflect(connection)
    if not rows or name not in present.tables:
        return
    table = present.tables[name]
    known = [{key: row[key] for key in row if key in table.columns} for row in rows]
    connection.execute(insert(table), known)


def _sealed(events: list[Row]) -> dict[str, Row]:
    """Seal the events as they were then; the end of the log of each record."""
    ends: dict[str, Row] = {}
    for row in sorted(events, key=lambda row: (row["record_id"], row["n"])):
        about = ("record_id", "n", "version", "command", "actor", "kind")
        told = [*(row[name] for name in about), row["at"].astimezone(UTC).isoformat()]
        before = ends.get(row["record_id"], {"chain": b""})["chain"]
        row["hash"] = hashlib.sha256(before + _json(told) + row["body"]).digest()
        ends[row["record_id"]] = {"chain": row["hash"], "events": row["n"]}
    return ends


def _renamed(row: Row) -> Row:
    return {"case_id" if key == "record_id" else key: value for key, value in row.items()}


def book_of(version: int, *changes: Row, **fields: Any) -> bytes:
    """The glossary as it was stored: the shipped one, at a version, with its latest changes."""
    form = json.loads(msgspec.json.encode(form_of(shipped_house())))
    names = ("terms", "passes", "style", "style_revision")
    book = {"version": version, **{name: form[name] for name in names}, "changes": changes}
    return _json(book | fields)


def shipped_terms() -> list[Row]:
    """The terms that are shipped, as they were stored."""
    return json.loads(msgspec.json.encode(shipped_house().terms))


def shipped_term(**fields: Any) -> Row:
    """The first of them, with other `fields`."""
    return shipped_terms()[0] | fields


def changed(version: int, edit: str, actor: str, kind: str, change: Row, at: datetime) -> Row:
    """A row of `house_change`."""
    body = _json(change)
    return {
        "version": version,
        "edit": edit,
        "actor": actor,
        "kind": kind,
        "body": body,
        "at": at,
    }


def told_of(row: Row, name: str) -> Row:
    """The same change as the glossary told of it."""
    return {
        "version": row["version"],
        "by": {"id": row["actor"], "name": name},
        "at": row["at"].isoformat().replace("+00:00", "Z"),
        "kind": row["kind"],
        "change": json.loads(row["body"]),
    }


def receipt(id_: str, actor: str, hash_: bytes, hash_v: int, answer: Row, at: datetime) -> Row:
    """A row of `house_receipt`; the columns of the answer that had defaults were written too."""
    told = {**answer, "id": id_, "already": False, "epoch": ""}
    return {
        "id": id_,
        "actor": actor,
        "request_hash": hash_,
        "hash_v": hash_v,
        "answer": _json(told),
        "given_at": at,
        "at": at,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
