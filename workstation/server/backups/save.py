"""Saves a database into a file: one snapshot, while the server runs and people work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, make_url, select

from workstation.server import epochs
from workstation.server.backups import shape
from workstation.server.backups.archive import FORMAT, BackupHeader, BackupWriter
from workstation.server.backups.problem import DatabaseUnfit
from workstation.server.backups.progress import Progress
from workstation.server.database import Database
from workstation.server.migrations import NewerDatabase, revisions, version

_AT_ONCE = 500


def save(url: str, path: Path, at: datetime, progress: Progress) -> BackupHeader:
    """Write everything that the database holds at this moment into a new file.

    Raises `DatabaseUnfit`, `NewerDatabase`, `OSError`, or SQLAlchemy's error if the database cannot
    be read. Then there is no file.
    """
    there = sqlite_file(url)
    if there is not None and not there.is_file():
        # SQLite would make an empty database where there is none.
        raise DatabaseUnfit(f"There is no database {there}.")
    database = Database(url, patient=True)
    try:
        with database.snapshot() as connection, _new(path) as file:
            header = _header(connection, at)
            writer = BackupWriter(file, header)
            for head in header.tables:
                query = select(shape.table_of(head)).execution_options(yield_per=_AT_ONCE)
                for row in progress.through(head.name, connection.execute(query), head.rows):
                    writer.row(tuple(row))
            writer.close()
    finally:
        database.shut()
    return header


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database, None for PostgreSQL. Raises `DatabaseUnfit` for a database in
    memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return None
    if parsed.database in (None, "", ":memory:"):
        raise DatabaseUnfit(
            "The address names no file: sqlite:///FILE, or sqlite:////FILE from the root."
        )
    return Path(str(parsed.database)).resolve()


def _header(connection: Connection, at: datetime) -> BackupHeader:
    schema = version(connection)
    if schema is None:
        raise DatabaseUnfit(
            "The database is not one of Recourse, or no server was ever started on it."
        )
    if schema not in revisions():
        raise NewerDatabase(schema)
    return BackupHeader(
        format=FORMAT,
        program=version_of("recourse"),
        schema=schema,
        epoch=epochs.name(connection),
        at=at,
        tables=shape.saved_tables(connection),
    )


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    """A new file, which gets its name once it is whole. It will hold what people wrote and the
    hashes of their passwords, so that only its owner may read it. Raises `DatabaseUnfit` where
    there is one."""
    if path.exists():
        raise DatabaseUnfit(f"There is a file {path} already. Give another name, or remove it.")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
