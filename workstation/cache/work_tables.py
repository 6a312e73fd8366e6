"""The tables of `work.db`, the precious file, and the numbered steps that make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from workstation.cache.file import DatabaseFile, set_user_version, user_version
from workstation.cache.problem import Newer
from workstation.wire.codec import NOT_JSON

Step = Callable[[Connection], None]

work = MetaData()

device = Table(
    "device",
    work,
    Column("id", String, primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("server", String, nullable=False),
    Column("user", String, nullable=False),
)
account = Table(
    "account",
    work,
    Column("server", String, primary_key=True),
    Column("user", String, primary_key=True),
    Column("actor", LargeBinary, nullable=False),
    Column("password", String, nullable=False),
    Column("token", String, nullable=False),
    # The life of the server that this account's receipts come from; "" before the first of them.
    Column("epoch", String, nullable=False, server_default=""),
)
outbox = Table(
    "outbox",
    work,
    Column("id", String, primary_key=True),
    Column("n", BigInteger, nullable=False, unique=True),
    Column("server", String, nullable=False),
    Column("user", String, nullable=False),
    Column("chain", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("base_version", BigInteger, nullable=False),
    Column("prev", String),
    Column("at", Float, nullable=False),
    Column("held_until", Float),
    Column("stage", String, nullable=False),
    Column("disposition", LargeBinary),
    Column("disposed_at", Float),
    Column("acked", Boolean, nullable=False),
    Column("title_en", String, nullable=False),
    Column("title_zh", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("seen", LargeBinary),
    # The life of the server that the disposition comes from; "" where an older program kept it.
    Column("epoch", String, nullable=False, server_default=""),
    Column("earlier", LargeBinary),
    Column("record_kind", String, nullable=False, server_default="case"),
    # JSON: the commands with which it falls, and the versions of other records that it relies on.
    Column("rests_on", LargeBinary),
    Column("others", LargeBinary),
)
# `slot` tells the drafts of one record apart: the party of a letter, or the form that was begun.
draft = Table(
    "draft",
    work,
    Column("user", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("slot", String, primary_key=True),
    Column("en", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("saved_at", Float, nullable=False),
    Column("title_en", String, nullable=False),
    Column("title_zh", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("beads", String),
    Column("settled", String),
    Column("form", String),
    # Where its author was signed in who saved it last; "" where an older program did.
    Column("server", String, nullable=False, server_default=""),
)
# From before there was a glossary; what is left in it becomes commands of its person.
ignored_term = Table(
    "ignored_term",
    work,
    Column("user", String, primary_key=True),
    Column("term", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("at", Float, nullable=False),
)
incident = Table(
    "incident",
    work,
    Column("at", Float, nullable=False),
    Column("what", String, nullable=False),
    Column("detail", String, nullable=False),
)


def _first(connection: Connection) -> None:
    """Layout 1. Written out, since the tables above go on changing and this must not."""
    for statement in (
        "CREATE TABLE device (id TEXT PRIMARY KEY, n INTEGER NOT NULL, server TEXT NOT NULL,"
        " user TEXT NOT NULL)",
        "CREATE TABLE account (server TEXT, user TEXT, actor BLOB NOT NULL,"
        " password TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY (server, user))",
        "CREATE TABLE outbox (id TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE,"
        " server TEXT NOT NULL, user TEXT NOT NULL, chain TEXT NOT NULL, case_id TEXT NOT NULL,"
        " kind TEXT NOT NULL, v INTEGER NOT NULL, body BLOB NOT NULL,"
        " base_version INTEGER NOT NULL, prev TEXT, at REAL NOT NULL, held_until REAL,"
        " stage TEXT NOT NULL, disposition BLOB, disposed_at REAL, acked INTEGER NOT NULL,"
        " title_en TEXT NOT NULL, title_zh TEXT NOT NULL, reference TEXT NOT NULL, seen BLOB)",
        "CREATE INDEX outbox_by_stage ON outbox (server, user, stage, n)",
        "CREATE TABLE draft (user TEXT, case_id TEXT, party_id TEXT, en TEXT NOT NULL,"
        " zh TEXT NOT NULL, revision INTEGER NOT NULL, saved_at REAL NOT NULL,"
        " title_en TEXT NOT NULL, title_zh TEXT NOT NULL, reference TEXT NOT NULL,"
        " PRIMARY KEY (user, case_id, party_id))",
        "CREATE TABLE incident (at REAL NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL)",
    ):
        connection.exec_driver_sql(statement)


def _second(connection: Connection) -> None:
    """Layout 2: a letter is pairs, and what its author settled about findings stays with it."""
    for statement in (
        "ALTER TABLE draft ADD COLUMN beads TEXT",
        "ALTER TABLE draft ADD COLUMN settled TEXT",
        "CREATE TABLE ignored_term (user TEXT, term TEXT, reason TEXT NOT NULL,"
        " at REAL NOT NULL, PRIMARY KEY (user, term))",
    ):
        connection.exec_driver_sql(statement)


def _third(connection: Connection) -> None:
    """Layout 3: what was chosen in a form is kept beside the text that was typed into it."""
    connection.exec_driver_sql("ALTER TABLE draft ADD COLUMN form TEXT")


def _fourth(connection: Connection) -> None:
    """Layout 4: changes of the house book wait here; the terms ignored so far become such."""
    connection.exec_driver_sql(
        "CREATE TABLE house_edit (id TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE,"
        " server TEXT NOT NULL, user TEXT NOT NULL, kind TEXT NOT NULL, v INTEGER NOT NULL,"
        " body BLOB NOT NULL, prev TEXT, at REAL NOT NULL, sent INTEGER NOT NULL,"
        " answer BLOB, answered_at REAL, settled INTEGER NOT NULL)"
    )


def _fifth(connection: Connection) -> None:
    """Layout 5: a receipt is worth what the life of the server is that gave it."""
    connection.exec_driver_sql("ALTER TABLE account ADD COLUMN epoch TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("ALTER TABLE outbox ADD COLUMN epoch TEXT NOT NULL DEFAULT ''")


def _sixth(connection: Connection) -> None:
    """Layout 6: copies of an earlier life of the server can outlive what a later one said."""
    connection.exec_driver_sql("ALTER TABLE outbox ADD COLUMN earlier BLOB")


def _seventh(connection: Connection) -> None:
    """Layout 7: commands are about records of any kind, and changes of the house book are some."""
    for statement in (
        "ALTER TABLE outbox RENAME COLUMN case_id TO record_id",
        "ALTER TABLE outbox ADD COLUMN record_kind TEXT NOT NULL DEFAULT 'case'",
        "ALTER TABLE outbox ADD COLUMN rests_on BLOB",
        "ALTER TABLE outbox ADD COLUMN others BLOB",
    ):
        connection.exec_driver_sql(statement)
    edits = connection.exec_driver_sql("SELECT * FROM house_edit ORDER BY n").mappings().all()
    for edit in edits:
        connection.exec_driver_sql("UPDATE device SET n = n + 1")
        row = {
            **_of_edit(dict(edit)),
            "n": connection.exec_driver_sql("SELECT n FROM device").scalar(),
        }
        columns, places = ", ".join(row), ", ".join("?" * len(row))
        connection.exec_driver_sql(
            f"INSERT INTO outbox ({columns}) VALUES ({places})", tuple(row.values())
        )
    connection.exec_driver_sql("DROP TABLE house_edit")


def _eighth(connection: Connection) -> None:
    """Layout 8: drafts are of records of any kind. The house book is one: its forms were kept
    under a name that was none's."""
    for statement in (
        "ALTER TABLE draft RENAME COLUMN case_id TO record_id",
        "ALTER TABLE draft RENAME COLUMN party_id TO slot",
        "UPDATE draft SET record_id = 'glossary' WHERE record_id = 'house book'",
    ):
        connection.exec_driver_sql(statement)


def _ninth(connection: Connection) -> None:
    """Layout 9: a draft says for which server it was written."""
    connection.exec_driver_sql("ALTER TABLE draft ADD COLUMN server TEXT NOT NULL DEFAULT ''")


def _of_edit(edit: dict[Any, Any]) -> dict[str, Any]:
    """The row of the outbox for a change of the house book, with what the server said of it.

    A change names the revision of the term that it was made over, so that no version is needed.
    """
    said = _answer(edit["answer"])
    status = said.get("status")
    stage = {"applied": "applied", "refused": "refused"}.get(str(status), "queued")
    told = {"id": edit["id"], "status": status}
    if status == "applied":
        told |= {"version": said["version"], "effects": {}}
    elif status == "refused":
        told |= {"reason": said["reason"], "remedy": said["remedy"]}
    rests_on = [edit["prev"]] if edit["prev"] else None
    return {
        "id": edit["id"],
        "server": edit["server"],
        "user": edit["user"],
        "chain": edit["id"],
        "record_kind": "glossary",
        "record_id": "glossary",
        "kind": edit["kind"],
        "v": edit["v"],
        "body": edit["body"],
        "base_version": 0,
        "prev": edit["prev"],
        "rests_on": msgspec.json.encode(rests_on) if rests_on else None,
        "at": edit["at"],
        "stage": "sent" if stage == "queued" and edit["sent"] else stage,
        "disposition": msgspec.json.encode(told) if status in ("applied", "refused") else None,
        "disposed_at": edit["answered_at"],
        "epoch": said.get("epoch", ""),
        "acked": bool(said),
        "title_en": "",
        "title_zh": "",
        "reference": "",
    }


def _answer(stored: bytes | None) -> dict[str, Any]:
    """What the server said of a change; {} for nothing, and for what cannot be read."""
    try:
        said = msgspec.json.decode(stored, type=dict[str, Any]) if stored else {}
    except NOT_JSON:
        return {}
    needed = {"applied": {"version"}, "refused": {"reason", "remedy"}}
    known = needed.get(str(said.get("status")))
    return said if known is not None and known <= said.keys() else {}


STEPS: tuple[Step, ...] = (
    _first,
    _second,
    _third,
    _fourth,
    _fifth,
    _sixth,
    _seventh,
    _eighth,
    _ninth,
)


def bring_forward(file: DatabaseFile, steps: Sequence[Step], backup: Callable[[], object]) -> None:
    """Run the steps that the file has not been through, in one transaction, after a backup.

    Step n makes layout n out of layout n-1; layout 0 is the empty file. Raises `Newer`, and changes
    nothing, for a file with more layouts than this program has.
    """
    found = file.now(user_version)
    if found > len(steps):
        raise Newer(file.kind, found, len(steps))
    if found == len(steps):
        return
    if found:
        backup()

    def run(connection: Connection) -> None:
        for step in steps[found:]:
            step(connection)
        set_user_version(connection, len(steps))

    file.now(run)
