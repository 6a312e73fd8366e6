"""One table for records of every kind. Cases keep their rows; the house book becomes a record.

Its earlier changes become events of that record, and its receipts are kept with the others.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa
import xxhash
from alembic import op

from workstation.server.tables import Instant
from workstation.wire.november import book_as_record

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PRESENT = "glossary"
_HASH_BITS = 60
# Receipts of the house book say with these numbers how their hash was made.
_EDIT_FORMS = 10


_AT = Instant()
_RECORD = sa.table(
    "record", *map(sa.column, ("id", "kind", "version", "body", "hash", "chain", "events"))
)
_EVENT = sa.table(
    "event",
    *map(sa.column, ("record_id", "n", "version", "command", "actor", "kind", "body", "hash")),
    sa.column("at", _AT),
)
_SCOPE = sa.table("scope", *map(sa.column, ("id", "seq", "cnt", "dig", "floor")))
_MEMBER = sa.table("scope_member", *map(sa.column, ("scope", "record_id", "seq", "inside")))
_CHANGE = sa.table(
    "house_change",
    *map(sa.column, ("version", "edit", "actor", "kind", "body")),
    sa.column("at", _AT),
)
_OLD_RECEIPT = sa.table(
    "house_receipt",
    *map(sa.column, ("id", "actor", "request_hash", "hash_v", "answer")),
    sa.column("given_at", _AT),
    sa.column("at", _AT),
)
_RECEIPT = sa.table(
    "command_receipt",
    *map(sa.column, ("id", "actor", "device", "n", "record_kind", "record_id", "kind", "prev")),
    *map(sa.column, ("request_hash", "hash_v", "disposition", "acked")),
    sa.column("given_at", _AT),
    sa.column("at", _AT),
)


def upgrade() -> None:
    """Rename, add what a kind needs, and move the book."""
    _look_ups()
    _rename()
    _move_book()
    for table in ("house_receipt", "house_change", "house_book"):
        _drop(table)


def _look_ups() -> None:
    """What only cases are found by stands beside them."""
    op.create_table(
        "case_lookup",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("external_reference", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_lookup")),
        sa.UniqueConstraint("external_reference", name=op.f("uq_case_lookup_external_reference")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_lookup_reference")),
    )
    op.execute(
        "INSERT INTO case_lookup (id, reference, external_reference, subject)"
        " SELECT id, reference, external_reference, subject FROM cases"
    )
    op.create_index("ix_case_lookup_subject", "case_lookup", ["subject"])


def _rename() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild()
        return
    op.rename_table("cases", "record")
    for column in ("reference", "external_reference", "subject"):
        op.drop_column("record", column)
    op.add_column("record", _kind("kind"))
    op.add_column("record", sa.Column("follows", sa.Text(), nullable=True))
    op.create_index("ix_record_follows", "record", ["follows"])
    for table in ("event", "command_receipt", "scope_member"):
        op.alter_column(table, "case_id", new_column_name="record_id")
    op.add_column("event", sa.Column("seen", sa.LargeBinary(), nullable=True))
    op.add_column("command_receipt", _kind("record_kind"))


def _kind(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("'case'"))


def _rebuild() -> None:
    """SQLite drops no column that is unique, nor a table to which others refer: the rows move."""
    op.create_table(
        "record",
        sa.Column("id", sa.Text(), nullable=False),
        _kind("kind"),
        sa.Column("follows", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
    )
    op.execute(
        "INSERT INTO record SELECT id, 'case', NULL, version, body, hash, chain, events FROM cases"
    )
    op.create_index("ix_record_follows", "record", ["follows"])
    _move("event", _event(), "case_id, n, version, command, actor, kind, at, body, hash, NULL")
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
    _move("scope_member", _member(), "scope, case_id, seq, inside")
    op.create_index("ix_scope_member_scope_seq", "scope_member", ["scope", "seq"])
    op.drop_table("cases")
    op.execute("ALTER TABLE command_receipt RENAME COLUMN case_id TO record_id")
    op.add_column("command_receipt", _kind("record_kind"))


def _move(table: str, parts: tuple[Any, ...], values: str) -> None:
    op.create_table(f"{table}_moved", *parts)
    op.execute(f"INSERT INTO {table}_moved SELECT {values} FROM {table}")
    op.drop_table(table)
    op.rename_table(f"{table}_moved", table)


def _event() -> tuple[Any, ...]:
    return (
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("seen", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_event_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_event")),
    )


def _member() -> tuple[Any, ...]:
    return (
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_scope_member_record_id")
        ),
        sa.ForeignKeyConstraint(["scope"], ["scope.id"], name=op.f("fk_scope_member_scope")),
        sa.PrimaryKeyConstraint("scope", "record_id", name=op.f("pk_scope_member")),
    )


def _move_book() -> None:
    connection = op.get_bind()
    row = connection.execute(sa.text("SELECT version, body FROM house_book")).first()
    if row is None:
        return
    body = book_as_record(msgspec.json.decode(row.body))
    record = {
        "id": _PRESENT,
        "kind": _PRESENT,
        "version": row.version,
        "body": _canonical(body),
        "hash": _hash(_canonical(body)),
        "chain": b"",
        "events": 0,
    }
    connection.execute(sa.insert(_RECORD), record)
    end = _events(connection, row.version, body)
    connection.execute(sa.update(_RECORD).where(_RECORD.c.id == _PRESENT).values(end))
    scope = {"id": "everyone", "seq": 1, "cnt": 1, "dig": record["hash"], "floor": 0}
    connection.execute(sa.insert(_SCOPE), scope)
    member = {"scope": "everyone", "record_id": _PRESENT, "seq": 1, "inside": True}
    connection.execute(sa.insert(_MEMBER), member)
    _receipts(connection)


def _events(connection: sa.Connection, version: int, body: dict[str, Any]) -> dict[str, Any]:
    """The first event holds the book as it is; what was changed before is told after it."""
    by = {"id": "system", "name": "Recourse"}
    changes = connection.execute(sa.select(_CHANGE).order_by(_CHANGE.c.version.desc())).all()
    at = changes[0].at if changes else datetime.now(UTC)
    opening = {**body, "version": version - 1}
    rows = [("begun", "", "system", at, {"at": _iso(at), "by": by, "opening": opening})]
    for each in reversed(changes):
        told = {
            "at": _iso(each.at),
            "by": {"id": each.actor, "name": each.actor},
            "act": each.kind,
            "said": each.body.decode(),
        }
        rows.append(("changed_before", each.edit, each.actor, each.at, told))
    end = b""
    for n, (name, command, actor, when, event) in enumerate(rows, 1):
        row = {
            "record_id": _PRESENT,
            "n": n,
            "version": version,
            "command": command,
            "actor": actor,
            "kind": name,
            "at": when,
            "body": _canonical(event),
        }
        end = row["hash"] = _seal(end, row)
        connection.execute(sa.insert(_EVENT), row)
    return {"chain": end, "events": len(rows)}


def _receipts(connection: sa.Connection) -> None:
    for old in connection.execute(sa.select(_OLD_RECEIPT)).all():
        if old.answer is None:
            continue
        said = msgspec.json.decode(old.answer)
        told = {"id": said["id"], "status": said["status"]}
        if said["status"] == "applied":
            told |= {"version": said["version"], "effects": {}}
        else:
            told |= {"reason": said["reason"], "remedy": said["remedy"]}
        row = {
            "id": old.id,
            "actor": old.actor,
            "device": "",
            "n": 0,
            "record_kind": _PRESENT,
            "record_id": _PRESENT,
            "kind": "",
            "prev": None,
            "request_hash": old.request_hash,
            "hash_v": old.hash_v + _EDIT_FORMS,
            "disposition": _canonical(told),
            "given_at": old.given_at,
            "at": old.at,
            "acked": True,
        }
        connection.execute(sa.insert(_RECEIPT), row)


def _drop(table: str) -> None:
    if table == "house_change" and op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER house_change_sealed ON house_change")
        op.execute("DROP FUNCTION house_change_sealed()")
    op.drop_table(table)


def _iso(at: Any) -> str:
    # As msgspec writes a moment: these are read as what the program itself wrote.
    text: str = msgspec.json.decode(msgspec.json.encode(at))
    return text


def _seal(previous: bytes, row: dict[str, Any]) -> bytes:
    told = [row[name] for name in ("record_id", "n", "version", "command", "actor", "kind")]
    sealed = hashlib.sha256(previous)
    sealed.update(_canonical([*told, row["at"].isoformat()]))
    sealed.update(row["body"])
    return sealed.digest()


def _canonical(value: Any) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def _hash(body: bytes) -> int:
    return xxhash.xxh3_64_intdigest(body) & ((1 << _HASH_BITS) - 1)


def downgrade() -> None:
    """Cases as they were. Records of other kinds, and with them the book, are lost."""
    for table, columns in _BOOK.items():
        op.create_table(table, *(sa.Column(*each) for each in columns))
    connection = op.get_bind()
    _drop_others(connection)
    op.drop_column("command_receipt", "record_kind")
    op.drop_column("event", "seen")
    for table in ("event", "command_receipt", "scope_member"):
        op.alter_column(table, "record_id", new_column_name="case_id")
    op.drop_index("ix_record_follows", table_name="record")
    op.rename_table("record", "cases")
    for column in ("reference", "subject"):
        op.add_column("cases", sa.Column(column, sa.Text(), nullable=False, server_default=""))
    op.add_column("cases", sa.Column("external_reference", sa.Text(), nullable=True))
    for column in ("reference", "external_reference", "subject"):
        found = f"SELECT {column} FROM case_lookup WHERE case_lookup.id = cases.id"
        op.execute(f"UPDATE cases SET {column} = ({found}) WHERE kind = 'case'")
    op.create_index("ix_cases_subject", "cases", ["subject"])
    op.drop_table("case_lookup")
    for column in ("kind", "follows"):
        op.drop_column("cases", column)
    if connection.dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION house_change_sealed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the changes of the house book are append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER house_change_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON house_change"
            " FOR EACH STATEMENT EXECUTE FUNCTION house_change_sealed()"
        )


def _drop_others(connection: sa.Connection) -> None:
    """Forget what the schema of before has no place for: the log has to let go of it once."""
    others = sa.select(_RECORD.c.id).where(_RECORD.c.kind != "case")
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        op.execute("DROP TRIGGER event_no_delete")
    else:
        op.execute("ALTER TABLE event DISABLE TRIGGER event_sealed")
    for table in (_MEMBER, _EVENT):
        connection.execute(sa.delete(table).where(table.c.record_id.in_(others)))
    connection.execute(sa.delete(_RECORD).where(_RECORD.c.kind != "case"))
    op.execute("DELETE FROM scope WHERE id NOT IN (SELECT scope FROM scope_member)")
    if sqlite:
        op.execute(
            "CREATE TRIGGER event_no_delete BEFORE DELETE ON event "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
    else:
        op.execute("ALTER TABLE event ENABLE TRIGGER event_sealed")


_BOOK: dict[str, tuple[tuple[str, Any], ...]] = {
    "house_book": (
        ("id", sa.SmallInteger()),
        ("version", sa.Integer()),
        ("body", sa.LargeBinary()),
    ),
    "house_change": (
        ("version", sa.Integer()),
        ("edit", sa.Text()),
        ("actor", sa.Text()),
        ("kind", sa.Text()),
        ("body", sa.LargeBinary()),
        ("at", sa.DateTime(timezone=True)),
    ),
    "house_receipt": (
        ("id", sa.Text()),
        ("actor", sa.Text()),
        ("request_hash", sa.LargeBinary()),
        ("hash_v", sa.SmallInteger()),
        ("answer", sa.LargeBinary()),
        ("given_at", sa.DateTime(timezone=True)),
        ("at", sa.DateTime(timezone=True)),
    ),
}
