"""The tables of `cache.db`: what the server said, which can be fetched again at any time.

The rows of a kind's list have a table of their own, made of its declaration (`lists`).
"""

from __future__ import annotations

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from workstation.wire.codec import body_hash
from workstation.wire.november import book_as_record

# The layout of the file. What cannot be brought to it is emptied and fetched again.
LAYOUT = 6

cache = MetaData()

meta = Table(
    "meta",
    cache,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
# seq NULL: has to be fetched anew. snapping: a snapshot of several pages is on its way, and what
# belongs to an older generation goes when the last of them is here. partial: the last response
# was not the end of the scope, so that its cursor says nothing of what was moved ahead of it.
# doubted: it does not hold what the server says, and is to be compared with it part by part.
scope = Table(
    "scope",
    cache,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("seq", BigInteger),
    Column("generation", Integer, nullable=False),
    Column("snapping", Boolean, nullable=False),
    Column("partial", Boolean, nullable=False, server_default="0"),
    Column("doubted", Boolean, nullable=False, server_default="0"),
)
member = Table(
    "member",
    cache,
    Column("scope", Integer, primary_key=True),
    Column("key", Integer, primary_key=True),
    Column("hash", BigInteger, nullable=False),
    Column("generation", Integer, nullable=False),
)
# Every record of every kind has a number, which is the same in all lists. touched: at which
# version others last changed what people rely on; seen: which one the person has looked at. One
# that is not readable is held, so that the digests agree, and is in nobody's way.
record = Table(
    "record",
    cache,
    Column("key", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False, unique=True),
    Column("version", BigInteger, nullable=False),
    Column("touched", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("readable", Boolean, nullable=False),
)
# life: which of the server's lives it came from, as a place in `lives` of the facts of the file. A
# snapshot of several pages leaves copies of an earlier life beside those of the present one.
body = Table(
    "body",
    cache,
    Column("key", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("life", Integer, nullable=False, server_default="0"),
)
# The views of all lists by name, and which records each of them shows, in its order.
view = Table(
    "view",
    cache,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
)
listed = Table(
    "listed",
    cache,
    Column("view", Integer, primary_key=True),
    Column("sort", BigInteger, primary_key=True),
    Column("key", Integer, primary_key=True),
)
_WITHOUT_ROWID = (
    # Their rows are all key: no second copy of them in a table of their own.
    "CREATE TABLE member (scope INTEGER NOT NULL, key INTEGER NOT NULL,"
    " hash INTEGER NOT NULL, generation INTEGER NOT NULL,"
    " PRIMARY KEY (scope, key)) WITHOUT ROWID",
    "CREATE INDEX member_by_key ON member (key)",
)
_LISTED = (
    "CREATE TABLE listed (view INTEGER NOT NULL, sort INTEGER NOT NULL, key INTEGER NOT NULL,"
    " PRIMARY KEY (view, sort, key)) WITHOUT ROWID"
)

# All of the few records of a kind are read at the start, and so are those that could not be read
# before: neither looks through a hundred thousand cases.
_INDEXES = (
    "CREATE INDEX record_by_kind ON record (kind)",
    "CREATE INDEX record_not_read ON record (key) WHERE NOT readable",
)


def bring_forward(connection: Connection, found: int) -> bool:
    """Make the present layout of layout `found`, keeping what is held. Returns False where that
    cannot be done.

    Where there were no records yet, the lists are made anew of the bodies afterwards (`lists`).
    """
    if found not in (2, 3, 4, 5):
        return False
    if found < 5:
        _make_records(connection, found)
    for statement in _INDEXES:
        connection.exec_driver_sql(statement)
    return True


def _make_records(connection: Connection, found: int) -> None:
    """Make records of the cases of a layout that knew no other kind."""
    run = connection.exec_driver_sql
    for flag in ("partial", "doubted") if found == 2 else ():
        run(f"ALTER TABLE scope ADD COLUMN {flag} BOOLEAN NOT NULL DEFAULT 0")
    if found < 4:
        run("ALTER TABLE body ADD COLUMN life INTEGER NOT NULL DEFAULT 0")
    cache.create_all(connection, tables=[record, view])
    run(_LISTED)
    run(
        "INSERT INTO record (key, kind, id, version, touched, seen, readable)"
        " SELECT key, 'case', id, version, touched, seen, 1 FROM case_row"
    )
    run(
        "INSERT OR IGNORE INTO record (key, kind, id, version, touched, seen, readable)"
        " SELECT each.value, 'case', each.key, 0, 0, 0, 0"
        " FROM meta, json_each(CAST(meta.value AS TEXT)) AS each WHERE meta.name = 'unread'"
    )
    _move_book(connection)
    run("DELETE FROM meta WHERE name IN ('unread', 'house')")
    run("DROP TABLE case_row")


class _Held(msgspec.Struct):
    hash: int
    body: msgspec.Raw


def _move_book(connection: Connection) -> None:
    """Make a record of the house book that is held, so that nobody is without a glossary until the
    server is there again."""
    run = connection.exec_driver_sql
    stored = run("SELECT value FROM meta WHERE name = 'house'").scalar()
    if not stored:
        return
    try:
        held = msgspec.json.decode(stored, type=_Held)
        if body_hash(bytes(held.body)) != held.hash:
            return
        book = book_as_record(msgspec.json.decode(held.body))
    except (msgspec.DecodeError, LookupError, TypeError):
        # A damaged one comes again from the server.
        return
    run(
        "INSERT INTO record (key, kind, id, version, touched, seen, readable) SELECT"
        " max((SELECT coalesce(max(key), 0) FROM record), (SELECT coalesce(max(key), 0) FROM body))"
        " + 1, 'glossary', 'glossary', ?, 0, 0, 1",
        (book["version"],),
    )
    run(
        "INSERT INTO body (key, body, life) SELECT key, ?, 0 FROM record WHERE id = 'glossary'",
        (msgspec.json.encode(book),),
    )


def make(connection: Connection) -> None:
    """Make the tables in an empty file."""
    cache.create_all(connection, tables=[meta, scope, record, body, view])
    for statement in (*_WITHOUT_ROWID, _LISTED, *_INDEXES):
        connection.exec_driver_sql(statement)
