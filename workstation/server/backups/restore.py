"""Makes a database hold what a backup holds, and nothing else: all of it or, if it fails, nothing.

What comes of it is another life of the data, so it begins another epoch: every workstation
fetches everything anew, and offers again what it was told is done.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, text

from workstation.domain.kinds import KINDS
from workstation.domain.people.person import PERSON, EndAccess
from workstation.domain.problem import Refused
from workstation.domain.windows import day_of
from workstation.server import accounts, chain, directory, epochs
from workstation.server.backups import safeguard, shape
from workstation.server.backups.archive import (
    BackupHeader,
    BackupReader,
    ColumnKind,
    TableHead,
    reading,
)
from workstation.server.backups.problem import BackupUnsound
from workstation.server.backups.progress import Progress
from workstation.server.backups.save import sqlite_file
from workstation.server.batch import Batches
from workstation.server.chain import Breach
from workstation.server.database import Database
from workstation.server.kinds import SERVED
from workstation.server.migrations import clear, migrate, revisions, take_turn
from workstation.server.origins import system
from workstation.server.references import References
from workstation.server.store import system_clock
from workstation.server.tables import ACCOUNT, RECORD
from workstation.wire.bodies import unpack_record

_ROWS, _BYTES = 500, 1024 * 1024
_SUFFIXES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What was put back; `closed` are accounts that the backup still has open, and that are kept
    closed because the data that was replaced said so."""

    header: BackupHeader
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Before:
    """What is kept of the data that is replaced: whose access had ended and how, and its lives."""

    closed: Mapping[str, EndAccess]
    lives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restorer:
    """One restore. `epoch` is the name of the new life, `pause` waits for so many seconds."""

    epoch: str
    progress: Progress
    pause: Callable[[float], None]
    now: Callable[[], datetime] = system_clock

    def restore(self, path: Path, url: str, *, replace: bool) -> RestoreResult:
        """Replace what is in the database, which has to be empty unless `replace` is said.

        Raises `BackupUnsound`, `Unfit`, `NewerDatabase`, `OSError`, or SQLAlchemy's error; then the
        database is what it was.
        """
        file = sqlite_file(url)
        with reading(path) as reader:
            if reader.header.schema not in revisions():
                raise BackupUnsound(
                    f"The file was written by a later version of the program, "
                    f"{reader.header.program}."
                )
            if file is not None:
                return self._into_file(reader, file, replace=replace)
            return self._into_server(reader, url, replace=replace)

    def _into_server(self, reader: BackupReader, url: str, *, replace: bool) -> RestoreResult:
        database = Database(url, patient=True)
        try:
            with database.transaction() as connection:
                # A server that starts meanwhile waits for us, as for another one that starts.
                take_turn(connection)
                safeguard.nobody_else(connection, self.pause)
                safeguard.may_replace(connection, replace=replace)
                before = _before(connection, self.now())
                clear(connection)
                return self._fill(connection, reader, before)
        finally:
            database.shut()

    def _into_file(self, reader: BackupReader, file: Path, *, replace: bool) -> RestoreResult:
        """Beside the file that is there, and in its place once it is whole."""
        fresh = file.with_name(f"{file.name}.restoring")
        with safeguard.alone(file) as old:
            safeguard.may_replace(old, replace=replace)
            try:
                _remove(fresh)
                restored = self._build(reader, fresh, _before(old, self.now()))
                _like(fresh, file)
                fresh.replace(file)
                _persist(file.parent)
            finally:
                _remove(fresh)
        return restored

    def _build(self, reader: BackupReader, fresh: Path, before: _Before) -> RestoreResult:
        database = Database(f"sqlite:///{fresh}", patient=True)
        try:
            with database.transaction() as connection:
                return self._fill(connection, reader, before)
        finally:
            database.shut()

    def _fill(self, connection: Connection, reader: BackupReader, before: _Before) -> RestoreResult:
        header = reader.header
        migrate(connection, header.schema)
        for head in header.tables:
            _known(connection, head)
            rows = self.progress.through(head.name, reader.rows(head), head.rows)
            _insert(connection, head, rows)
        reader.finish()
        migrate(connection)
        if not epochs.begin(connection, header.epoch, self.epoch):
            raise BackupUnsound("The file is of another epoch than it says.")
        epochs.remember(connection, before.lives)
        return RestoreResult(header, _keep_closed(connection, before.closed, self.now()))


def breaches(url: str, progress: Progress) -> tuple[Breach, ...]:
    """Every record whose history does not hold; what a restore is checked with."""
    database = Database(url, patient=True)
    try:
        with database.snapshot() as connection:
            ids = connection.execute(select(RECORD.c.id)).scalars().all()
            told = progress.through("histories checked", ids, len(ids))
            return tuple(each for id_ in told for each in chain.verify(connection, [id_]))
    finally:
        database.shut()


def _known(connection: Connection, head: TableHead) -> None:
    if not connection.dialect.has_table(connection, head.name):
        raise BackupUnsound(f"The file holds a table that this program does not know, {head.name}.")


def _insert(connection: Connection, head: TableHead, rows: Iterator[list[Any]]) -> None:
    names = [column.name for column in head.columns]
    statement = insert(shape.table_of(head))
    wide = [
        n for n, each in enumerate(head.columns) if each.kind in (ColumnKind.BYTES, ColumnKind.TEXT)
    ]
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        batch.append(dict(zip(names, row, strict=True)))
        size += sum(len(row[n] or b"") for n in wide)
        if len(batch) >= _ROWS or size >= _BYTES:
            connection.execute(statement, batch)
            batch, size = [], 0
    if batch:
        connection.execute(statement, batch)


def _before(connection: Connection, now: datetime) -> _Before:
    return _Before(_closed(connection, now), epochs.lives(connection))


def _closed(connection: Connection, now: datetime) -> dict[str, EndAccess]:
    """Whose access had ended in what is replaced, and by what word."""
    if not connection.dialect.has_table(connection, ACCOUNT.name):
        return {}
    columns = {each["name"] for each in inspect(connection).get_columns(ACCOUNT.name)}
    if "revoked" in columns:
        # As it was before there were records of people.
        query = text("SELECT id FROM account WHERE revoked ORDER BY id")
        end = EndAccess(reason=_BEFORE, day=day_of(now))
        return dict.fromkeys(connection.scalars(query), end)
    bodies = select(RECORD.c.body).where(RECORD.c.kind == PERSON.name).order_by(RECORD.c.id)
    people = [unpack_record(PERSON, body) for body in connection.scalars(bodies)]
    return {
        each.user: EndAccess(reason=each.ended.reason, day=each.ended.day)
        for each in people
        if each.ended is not None
    }


_BEFORE = "The access had ended before older data was put back."


def _keep_closed(
    connection: Connection, closed: Mapping[str, EndAccess], now: datetime
) -> tuple[str, ...]:
    """Whoever lost access after the backup does not get it back by a restore."""
    batches = Batches(References(KINDS), SERVED)
    kept: list[str] = []
    for user, end in closed.items():
        person = directory.member(connection, user)
        if person is None or not person.works:
            continue
        kept.append(user)
        try:
            batches.carry_out(connection, system(f"restore:{user}"), ((person.id, end),), now)
        except Refused:
            # The last administrator of that time: nobody comes in by a password that is none.
            accounts.set_password(connection, user, "")
    return tuple(kept)


def _remove(file: Path) -> None:
    for suffix in _SUFFIXES:
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _like(fresh: Path, file: Path) -> None:
    """The new file is for whom the old one was for."""
    shutil.copymode(file, fresh)
    there = file.stat()
    with suppress(PermissionError):
        os.chown(fresh, there.st_uid, there.st_gid)


def _persist(folder: Path) -> None:
    """A name is on the disk once its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
