"""The database: one door to SQLite and PostgreSQL, its work done in threads, never on the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from workstation.server.migrations import migrate

T = TypeVar("T")
# Makes what runs the work: so many workers, under that name. Tests bring one without threads.
Threads = Callable[[int, str], Executor]
_ATTEMPTS = 4
_READERS = 6
_STREAMS = 8
# Serialization failure, deadlock, lock timeout: the same transaction may pass the next time.
_TRANSIENT = frozenset({"40001", "40P01", "55P03"})
_SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")
# Below this, SQLite can corrupt a file in WAL mode (the WAL-reset bug, sync.md 3).
OLDEST_SQLITE = (3, 51, 3)
# Nobody may sit on a scope's row: a slow reader or a stuck writer is thrown out.
_PG_OPTIONS = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"


class Upsert(Protocol):
    """What both dialects' INSERT can do on a conflict."""

    def __call__(self, table: Table) -> Any:
        """An INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`."""


def insert_into(connection: Connection) -> Upsert:
    """The INSERT of this connection's dialect: the one place where the two differ in grammar."""
    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert


class Database:
    """Writes run on one thread for SQLite (it has one writer) and on four for PostgreSQL."""

    def __init__(self, url: str, threads: Threads = ThreadPoolExecutor) -> None:
        parsed = make_url(url)
        self.embedded = parsed.get_backend_name() == "sqlite"
        if self.embedded:
            self._writer = _sqlite(parsed, "BEGIN IMMEDIATE")
            self._reader = _sqlite(parsed, "BEGIN")
        else:
            self._writer = self._reader = _postgresql(parsed)
        writers = 1 if self.embedded else 4
        self._writing = threads(writers, "server-write")
        self._reading = threads(_READERS, "server-read")
        self._streams = asyncio.Semaphore(_STREAMS)

    async def open(self) -> None:
        """Bring the schema up to date. Raises `NewerDatabase`."""
        await self.write(migrate)

    async def close(self) -> None:
        """Finish what was begun and let the connections go."""
        await asyncio.to_thread(self._shut)

    def _shut(self) -> None:
        self._writing.shutdown()
        self._reading.shutdown()
        self._writer.dispose()
        self._reader.dispose()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction, again if it lost against another one.

        Cancelling the caller does not stop it: a transaction is whole or not at all.
        """
        return await asyncio.wrap_future(self._writing.submit(self._write, work))

    def _write(self, work: Callable[[Connection], T]) -> T:
        for _attempt in range(_ATTEMPTS - 1):
            try:
                return self._once(work)
            except DBAPIError as error:
                if not is_transient(error):
                    raise
        return self._once(work)

    def _once(self, work: Callable[[Connection], T]) -> T:
        with self._writer.begin() as connection:
            return work(connection)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one snapshot."""
        return await asyncio.wrap_future(self._reading.submit(self._read, work))

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self.snapshot() as connection:
            return work(connection)

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

    def stream_slot(self) -> asyncio.Semaphore:
        """Held while a response is streamed, so that streams cannot take every connection."""
        return self._streams

    async def step(self, work: Callable[[], T]) -> T:
        """One step of a stream, on a reading thread."""
        return await asyncio.wrap_future(self._reading.submit(work))

    def soon(self, work: Callable[[], None]) -> None:
        """Have `work` done on a reading thread, whatever becomes of the caller."""
        self._reading.submit(work)


def is_transient(error: DBAPIError) -> bool:
    """Whether the same transaction may pass when it is run again."""
    return getattr(error.orig, "sqlstate", None) in _TRANSIENT


def _sqlite(url: URL, begin: str) -> Engine:
    from sqlcipher3 import dbapi2

    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise ImportError(f"SQLite {dbapi2.sqlite_version} can corrupt files; 3.51.3 is the oldest")
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        module=dbapi2,
        pool_size=_READERS + _STREAMS,
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


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=4 + _READERS + _STREAMS,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"options": _PG_OPTIONS},
    )
