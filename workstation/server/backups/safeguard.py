"""Makes sure that a database is not replaced under somebody's hands, nor lost by mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from workstation.server.backups import shape
from workstation.server.backups.problem import DatabaseUnfit
from workstation.server.database import PROGRAM
from workstation.server.migrations import NewerDatabase, revisions, version

_IN_USE = "The database is in use. Stop the server on it, then try again."
# A session that was closed just now takes a moment to go.
_LOOKS, _BETWEEN = 20, 0.1


def may_replace(connection: Connection, *, replace: bool) -> None:
    """Raises `DatabaseUnfit` if something would be lost that nobody said may be, or is not ours;
    `NewerDatabase` if it is of a later version."""
    full = shape.holds_something(connection)
    schema = version(connection)
    if schema is not None and schema not in revisions():
        raise NewerDatabase(schema)
    if full and not replace:
        raise DatabaseUnfit(
            "The database is not empty. To have everything in it replaced, say --replace."
        )


def nobody_else(connection: Connection, pause: Callable[[float], None]) -> None:
    """Raises `DatabaseUnfit` if another process of ours is connected to this PostgreSQL database."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = :program AND pid <> pg_backend_pid()"
    )
    for look in range(_LOOKS):
        if look:
            pause(_BETWEEN)
        # Within one transaction it would give the same answer each time.
        connection.execute(text("SELECT pg_stat_clear_snapshot()"))
        if not connection.execute(others, {"program": PROGRAM}).scalar_one():
            return
    raise DatabaseUnfit(_IN_USE)


@contextmanager
def alone(file: Path) -> Iterator[Connection]:
    """A SQLite file that nobody else has open, nor can open before the end.

    A file that was not there and still holds nothing at the end is taken away again. Raises
    `DatabaseUnfit`.
    """
    from sqlcipher3 import dbapi2

    engine = create_engine(
        f"sqlite+pysqlite:///{file}",
        module=dbapi2,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 1},
    )
    event.listen(engine, "connect", _leave_wal)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN EXCLUSIVE"))
    was_there = file.exists()
    try:
        with _locked(engine.connect) as connection:
            yield connection
    finally:
        engine.dispose()
        if not was_there and file.exists() and not file.stat().st_size:
            file.unlink()


def _leave_wal(raw: Any, _record: object) -> None:  # Any: the wheel has no types
    """Only who is alone with a file can; and only outside of WAL is there a lock for readers."""
    raw.execute("PRAGMA journal_mode=DELETE").fetchall()


@contextmanager
def _locked(connect: Callable[[], Connection]) -> Iterator[Connection]:
    try:
        connection = connect()
        connection.begin()
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    except DBAPIError as error:
        if "locked" in str(error.orig):
            raise DatabaseUnfit(_IN_USE) from error
        raise DatabaseUnfit(
            f"The database there cannot be read ({error.orig}). Move its file away, then try again."
        ) from error
    with connection:
        if mode != "delete":
            raise DatabaseUnfit(_IN_USE)
        yield connection
