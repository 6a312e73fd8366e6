"""Makes a database hold what a backup holds, and nothing else: all of it or, if it fails, nothing.

The database is not replaced while somebody uses it, nor without being asked for. What comes of it
is another life of the data, so it begins another epoch: every workstation fetches everything anew,
and offers again what it was told is done.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from workstation.domain.kinds import KINDS
from workstation.domain.people.person import PERSON, EndAccess
from workstation.domain.problem import Refused
from workstation.domain.windows import day_of
from workstation.server import accounts, chain, directory, epochs
from workstation.server.backups import shape
from workstation.server.backups.archive import (
    BackupHeader,
    BackupReader,
    ColumnKind,
    TableHead,
    reading,
)
from workstation.server.backups.problem import BackupUnsound, DatabaseUnfit
from workstation.server.backups.progress import Progress
from workstation.server.backups.save import sqlite_file
from workstation.server.batch import Batches
from workstation.server.chain import Breach
from workstation.server.database import PROGRAM, Database
from workstation.server.kinds import SERVED
from workstation.server.migrations import (
    NewerDatabase,
    clear,
    migrate,
    revisions,
    take_turn,
    version,
)
from workstation.server.origins import system
from workstation.server.references import References
from workstation.server.store import system_clock
from workstation.server.tables import ACCOUNT, RECORD
from workstation.wire.bodies import unpack_record

_ROWS, _BYTES = 500, 1024 * 1024
_IN_USE = "The database is in use. Stop the server on it, then try again."
# A session that was closed just now takes a moment to go.
_LOOKS, _BETWEEN = 20, 0.1
_SUFFIXES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What a restore has done.

    header: that of the backup
    closed: the accounts that are open in the backup, and were kept closed because they were so in
        the data that was replaced
    """

    header: BackupHeader
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Before:
    """What is kept of the data that is replaced.

    closed: whose access had ended, by the command that ends it again
    lives: the epochs that the data had
    """

    closed: Mapping[str, EndAccess]
    lives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restorer:
    """Restores a database.

    epoch: the name of the new life of the data
    progress: says how far it is
    pause: waits for so many seconds
    now: the time
    """

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
                wait_until_unused(connection, self.pause)
                check_replaceable(connection, replace=replace)
                before = _before(connection, self.now())
                clear(connection)
                return self._fill(connection, reader, before)
        finally:
            database.shut()

    def _into_file(self, reader: BackupReader, file: Path, *, replace: bool) -> RestoreResult:
        """Build the database beside the file that is there, and put it in its place once it is
        whole."""
        fresh = file.with_name(f"{file.name}.restoring")
        with locked_file(file) as old:
            check_replaceable(old, replace=replace)
            try:
                _remove(fresh)
                before = _before(old, self.now())
                database = Database(f"sqlite:///{fresh}", patient=True)
                try:
                    with database.transaction() as connection:
                        restored = self._fill(connection, reader, before)
                finally:
                    database.shut()
                # The new file is for whom the old one was for.
                shutil.copymode(file, fresh)
                there = file.stat()
                with suppress(PermissionError):
                    os.chown(fresh, there.st_uid, there.st_gid)
                fresh.replace(file)
                # A name is on the disk once its folder is.
                folder = os.open(file.parent, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)
            finally:
                _remove(fresh)
        return restored

    def _fill(self, connection: Connection, reader: BackupReader, before: _Before) -> RestoreResult:
        header = reader.header
        migrate(connection, header.schema)
        for head in header.tables:
            if not connection.dialect.has_table(connection, head.name):
                raise BackupUnsound(
                    f"The file holds a table that this program does not know, {head.name}."
                )
            rows = self.progress.through(head.name, reader.rows(head), head.rows)
            _insert(connection, head, rows)
        reader.finish()
        migrate(connection)
        if not epochs.begin(connection, header.epoch, self.epoch):
            raise BackupUnsound("The file is of another epoch than it says.")
        epochs.remember(connection, before.lives)
        return RestoreResult(header, _keep_closed(connection, before.closed, self.now()))


def breaches(url: str, progress: Progress) -> tuple[Breach, ...]:
    """What does not hold in the history of any record of a database."""
    database = Database(url, patient=True)
    try:
        with database.snapshot() as connection:
            ids = connection.execute(select(RECORD.c.id)).scalars().all()
            told = progress.through("histories checked", ids, len(ids))
            return tuple(each for id_ in told for each in chain.verify(connection, [id_]))
    finally:
        database.shut()


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
    lives = epochs.lives(connection)
    if not connection.dialect.has_table(connection, ACCOUNT.name):
        return _Before({}, lives)
    columns = {each["name"] for each in inspect(connection).get_columns(ACCOUNT.name)}
    if "revoked" in columns:
        # As it was before there were records of people.
        query = text("SELECT id FROM account WHERE revoked ORDER BY id")
        end = EndAccess(reason=_BEFORE, day=day_of(now))
        return _Before(dict.fromkeys(connection.scalars(query), end), lives)
    bodies = select(RECORD.c.body).where(RECORD.c.kind == PERSON.name).order_by(RECORD.c.id)
    people = [unpack_record(PERSON, body) for body in connection.scalars(bodies)]
    closed = {
        each.user: EndAccess(reason=each.ended.reason, day=each.ended.day)
        for each in people
        if each.ended is not None
    }
    return _Before(closed, lives)


_BEFORE = "The access had ended before older data was put back."


def _keep_closed(
    connection: Connection, closed: Mapping[str, EndAccess], now: datetime
) -> tuple[str, ...]:
    """End the access of those again who have lost it after the backup. Returns who they are."""
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


def check_replaceable(connection: Connection, *, replace: bool) -> None:
    """Make sure that a database may be replaced. Raises `DatabaseUnfit` if it holds something and
    `replace` is not said, or is not ours; `NewerDatabase` if it is of a later version."""
    full = shape.holds_something(connection)
    schema = version(connection)
    if schema is not None and schema not in revisions():
        raise NewerDatabase(schema)
    if full and not replace:
        raise DatabaseUnfit(
            "The database is not empty. To have everything in it replaced, say --replace."
        )


def wait_until_unused(connection: Connection, pause: Callable[[float], None]) -> None:
    """Wait a moment until no other process of ours is connected to this PostgreSQL database. Raises
    `DatabaseUnfit` if one stays."""
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
def locked_file(file: Path) -> Iterator[Connection]:
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

    def leave_wal(raw: Any, _record: object) -> None:  # Any: the wheel has no types
        """Only whoever is alone with a file can do this, and only outside of WAL readers can be
        locked out."""
        raw.execute("PRAGMA journal_mode=DELETE").fetchall()

    event.listen(engine, "connect", leave_wal)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN EXCLUSIVE"))
    was_there = file.exists()
    try:
        with _locked(engine.connect) as connection:
            yield connection
    finally:
        engine.dispose()
        if not was_there and file.exists() and not file.stat().st_size:
            file.unlink()


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
