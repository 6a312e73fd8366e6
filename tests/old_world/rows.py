"""The rows of the server's database of eb3a942: compared, and written down as SQL.

Runs on that commit only; see `make.py`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, select, text
from sqlcipher3 import dbapi2

from workstation.server.tables import METADATA

_TABLES = tuple(METADATA.sorted_tables)
# The one table whose keys the database gives.
_COUNTED = "sign_in_failure"


def rows(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    """All rows of a table in the order of their keys."""
    query = select(table).order_by(*table.primary_key.columns)
    return [tuple(row) for row in connection.execute(query)]


def connect(url: str) -> Connection:
    """A connection that is only read from."""
    if url.startswith("sqlite"):
        return create_engine(url, module=dbapi2).connect()
    return create_engine(make_url(url).set(drivername="postgresql+psycopg")).connect()


def same_rows(first: str, second: str) -> None:
    """Both databases hold the same."""
    with connect(first) as one, connect(second) as other:
        for table in _TABLES:
            # As sets: the two sort texts by different rules.
            assert set(rows(one, table)) == set(rows(other, table)), table.name


@contextmanager
def schema_heard() -> Iterator[list[str]]:
    """The statements by which the program makes its schema on PostgreSQL, as it makes it.

    The dump of the wheel that brings PostgreSQL is of an older version, and refuses.
    """
    heard: list[str] = []

    def hear(connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
        if connection.dialect.name == "postgresql" and statement.split(maxsplit=1)[0] == "CREATE":
            assert "%" not in statement
            heard.append(statement.strip() + ";")

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def as_sql(url: str, schema: Sequence[str]) -> str:
    """A PostgreSQL database as statements that one `execute` of psycopg takes."""
    with connect(url) as connection:
        return "\n".join((*schema, *_inserts(connection), ""))


def _inserts(connection: Connection) -> Iterator[str]:
    number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    yield f"INSERT INTO alembic_version VALUES ({_literal(number)});"
    for table in _TABLES:
        for row in rows(connection, table):
            values = ", ".join(map(_literal, row))
            yield f"INSERT INTO {table.name} VALUES ({values});"
    last = connection.execute(text(f"SELECT last_value FROM {_COUNTED}_id_seq")).scalar_one()
    yield f"SELECT setval('{_COUNTED}_id_seq', {last});"


def _literal(value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case bool() | int():
            return str(value).lower()
        case str():
            return "'" + value.replace("'", "''") + "'"
        case datetime():
            return f"'{value.isoformat()}'"
        case bytes():
            return _bytes(value)
    raise TypeError(value)


def _bytes(value: bytes) -> str:
    try:
        told = value.decode()
    except UnicodeDecodeError:
        return f"'\\x{value.hex()}'"
    # Readable, and the archive finds the same text in the other files.
    return f"convert_to({_literal(told)}, 'UTF8')" if told else "''"
