"""The database of a server, SQLite or PostgreSQL. Its work is done in threads, never on the event
loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any, Protocol, TypeVar
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from workstation.server.migrations import migrate

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
# Makes what runs the work: so many workers, under that name. Tests bring one without threads.
Threads = Callable[[int, str], Executor]
_ATTEMPTS = 4
_READERS = 6
# Answers of sync that are read at the same time, each out of a snapshot of its own.
SNAPSHOTS = 8
# Serialization failure, deadlock, lock timeout: the same transaction may pass the next time.
_TRANSIENT = frozenset({"40001", "40P01", "55P03"})
_SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")
# Below this, SQLite can corrupt a file in WAL mode (the WAL-reset bug).
OLDEST_SQLITE = (3, 51, 3)
# Nobody may sit on a scope's row: a slow reader or a stuck writer is thrown out.
_PG_OPTIONS = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"
# What PostgreSQL knows our sessions by.
PROGRAM = "recourse"
# Who stops does not wait longer than this for another process that reads the same file.
_STOP_WAITS_MS = 1000


class Upsert(Protocol):
    """What both dialects' INSERT can do on a conflict."""

    def __call__(self, table: Table) -> Any:
        """An INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`."""


class Stream(Protocol):
    """What holds a snapshot open between two steps."""

    def close(self) -> None:
        """Let the snapshot go."""


def insert_into(connection: Connection) -> Upsert:
    """The INSERT of this connection's dialect. Nothing else that we say differs between them."""
    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert


class Database:
    """Runs transactions and reads snapshots, in threads of its own. Writes run on one thread for
    SQLite, which has one writer, and on four for PostgreSQL.

    `patient` lets a statement take as long as it wants, for work that nobody waits behind.
    """

    def __init__(
        self, url: str, threads: Threads = ThreadPoolExecutor, *, patient: bool = False
    ) -> None:
        parsed = make_url(url)
        self.embedded = parsed.get_backend_name() == "sqlite"
        if self.embedded:
            self._writer = _sqlite(parsed, "BEGIN IMMEDIATE")
            self._reader = _sqlite(parsed, "BEGIN")
        else:
            options = "" if patient else _PG_OPTIONS
            self._writer = self._reader = create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=4 + _READERS + SNAPSHOTS,
                max_overflow=0,
                pool_pre_ping=True,
                connect_args={"options": options, "application_name": PROGRAM},
            )
        writers = 1 if self.embedded else 4
        self._writing = threads(writers, "server-write")
        self._reading = threads(_READERS, "server-read")
        self._open: WeakSet[Stream] = WeakSet()
        self._wrote = False

    async def open(self) -> None:
        """Bring the schema up to date. Raises `NewerDatabase`."""
        await self.write(migrate)

    async def close(self) -> None:
        """Finish what was begun and let the connections go."""
        await asyncio.to_thread(self.shut)

    def shut(self) -> None:
        """Finish what was begun and let the connections go, for callers without an event loop."""
        self._writing.shutdown()
        self._reading.shutdown()
        for stream in list(self._open):
            # Its reader was cut off; a snapshot that stays would keep the log from being emptied.
            stream.close()
        self._reader.dispose()
        if self.embedded and self._wrote:
            # What SQLite has in its log goes into the file: whoever copies that has everything.
            try:
                with closing(self._writer.raw_connection()) as connection:
                    cursor = connection.cursor()
                    cursor.execute(f"PRAGMA busy_timeout={_STOP_WAITS_MS}").fetchall()
                    busy, *_pages = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except self._writer.dialect.loaded_dbapi.Error as error:
                _LOG.warning("the log of the database stays beside it: %s", error)
            else:
                if busy:
                    _LOG.warning("another process reads the database; its log stays beside it")
        self._writer.dispose()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction, again if it lost against another one.

        Cancelling the caller does not stop it: a transaction is whole or not at all.
        """

        def attempt() -> T:
            left = _ATTEMPTS
            while True:
                left -= 1
                try:
                    with self.transaction() as connection:
                        return work(connection)
                except DBAPIError as error:
                    if not left or not is_transient(error):
                        raise

        return await asyncio.wrap_future(self._writing.submit(attempt))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction in the caller's thread, which is committed at the end and undone by an
        error."""
        with self._writer.begin() as connection:
            yield connection
        self._wrote = True

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one snapshot."""

        def look() -> T:
            with self.snapshot() as connection:
                return work(connection)

        return await self.step(look)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A read-only transaction in which every statement sees the same state."""
        with self._reader.connect() as connection:
            if not self.embedded:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    async def step(self, work: Callable[[], T]) -> T:
        """Run `work`, such as one step of a stream, on a reading thread."""
        return await asyncio.wrap_future(self._reading.submit(work))

    def opened(self, stream: Stream) -> None:
        """Remember a stream: if it is still open at the end, it is closed then."""
        self._open.add(stream)

    def soon(self, work: Callable[[], None]) -> Future[None]:
        """Have `work` done on a reading thread, whatever becomes of the caller."""
        try:
            return self._reading.submit(work)
        except RuntimeError:
            # After the end there is nothing left to be done: `shut` has closed what was open.
            done: Future[None] = Future()
            done.set_result(None)
            return done


def is_transient(error: DBAPIError) -> bool:
    """Whether the same transaction may pass when it is run again."""
    return getattr(error.orig, "sqlstate", None) in _TRANSIENT


def is_lost(error: Exception) -> bool:
    """Whether the database itself is gone, so that no other transaction would fare better."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _sqlite(url: URL, begin: str) -> Engine:
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise ImportError(f"SQLite {dbapi2.sqlite_version} can corrupt files; 3.51.3 is the oldest")
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        module=dbapi2,
        pool_size=_READERS + SNAPSHOTS,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 10},
    )

    def connected(connection: Any, _record: object) -> None:  # Any: the wheel has no types
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine
