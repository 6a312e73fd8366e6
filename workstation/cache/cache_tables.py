"""The tables of `cache.db`: what the server said, which can be fetched again at any time."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from workstation.domain.views import View

# A layout that no step leads from is not brought forward: the file is emptied and fetched again.
LAYOUT = 4

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
# life: which of the server's lives it came from, as a place in `lives` of the facts of the file. A
# snapshot of several pages leaves copies of an earlier life beside those of the present one.
body = Table(
    "body",
    cache,
    Column("key", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("life", Integer, nullable=False, server_default="0"),
)
# A column a view: membership is computed by `domain.views` when the row is written.
VIEW_COLUMNS = {view: f"in_{view.value}" for view in View}
case_row = Table(
    "case_row",
    cache,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("version", BigInteger, nullable=False),
    Column("reference", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("title_zh", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("state", String, nullable=False),
    Column("party_role", String, nullable=False),
    Column("party_name", String, nullable=False),
    Column("language", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("owner_name", String, nullable=False),
    Column("reviewers_not", String, nullable=False),
    Column("concerned", String, nullable=False),
    Column("returned_to", String, nullable=False),
    Column("team", String, nullable=False),
    Column("due", Float),
    Column("filed_at", Float, nullable=False),
    Column("evidence", Integer, nullable=False),
    Column("owes_word", Boolean, nullable=False),
    Column("sort", BigInteger, nullable=False),
    Column("sought", String, nullable=False),
    Column("touched", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    *(Column(name, Boolean, nullable=False) for name in VIEW_COLUMNS.values()),
)


def bring_forward(connection: Connection, found: int) -> bool:
    """Make the present layout out of layout `found`, keeping what is held. False if none can."""
    if found not in (2, 3):
        return False
    for flag in ("partial", "doubted") if found == 2 else ():
        connection.exec_driver_sql(
            f"ALTER TABLE scope ADD COLUMN {flag} BOOLEAN NOT NULL DEFAULT 0"
        )
    connection.exec_driver_sql("ALTER TABLE body ADD COLUMN life INTEGER NOT NULL DEFAULT 0")
    return True


def make(connection: Connection) -> None:
    """Make the tables in an empty file."""
    cache.create_all(connection, tables=[meta, scope, body, case_row])
    # Its rows are all key: no second copy of them in a table of their own.
    connection.exec_driver_sql(
        "CREATE TABLE member (scope INTEGER NOT NULL, key INTEGER NOT NULL,"
        " hash INTEGER NOT NULL, generation INTEGER NOT NULL,"
        " PRIMARY KEY (scope, key)) WITHOUT ROWID"
    )
    connection.exec_driver_sql("CREATE INDEX member_by_key ON member (key)")
    for name in VIEW_COLUMNS.values():
        connection.exec_driver_sql(
            f"CREATE INDEX row_{name} ON case_row (sort, key) WHERE {name} = 1"
        )
