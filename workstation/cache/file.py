"""One SQLite file: its connection and its thread, and its faults by their remedies."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from workstation.cache.executor import SingleThreadExecutor, Threads
from workstation.cache.problem import Corrupt, DiskTrouble, InUse, ProfileFile, ProfileProblem
from workstation.i18n import _

T = TypeVar("T")
# Below this, SQLite can corrupt a file in WAL mode (the WAL-reset bug).
OLDEST_SQLITE = (3, 51, 3)

# The driver gives SQLite's words for an error, but not its code.
_DAMAGED = ("malformed", "not a database", "file is encrypted", "unsupported file format")
_DISK = ("disk is full", "disk i/o", "readonly", "unable to open")
_BUSY = ("locked",)
_NO_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)

if dbapi2.sqlite_version_info < OLDEST_SQLITE:
    raise ImportError(f"SQLite {dbapi2.sqlite_version} can corrupt files; 3.51.3 is the oldest")


class DatabaseFile:
    """A SQLite file with a thread of its own; its connection is made anew after any fault.

    `kind`: which file of the profile it is.
    `pragmas`: the settings of every connection.
    `reads_only`: whether nothing can be written through it.

    Whatever runs here raises `ProfileProblem` for what a person can mend; everything else is a bug
    and is passed on.
    """

    def __init__(
        self,
        path: Path,
        kind: ProfileFile,
        pragmas: tuple[str, ...],
        *,
        reads_only: bool = False,
        threads: Threads = ThreadPoolExecutor,
    ) -> None:
        self.path = path
        self.kind = kind
        self.threads = threads
        self._pragmas = (*pragmas, "query_only = 1") if reads_only else pragmas
        self._begin = "BEGIN" if reads_only else "BEGIN IMMEDIATE"
        self._executor = SingleThreadExecutor(
            f"{kind.value} {'reads' if reads_only else 'writes'}", threads
        )
        self._engine = self._build()

    def _build(self) -> Engine:
        engine = create_engine(
            "sqlite://", module=dbapi2, creator=self._connect, poolclass=StaticPool
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(self._begin))
        return engine

    def _connect(self) -> Any:
        # Any: sqlcipher3 has no types. One thread at a time uses it: that of the executor.
        connection = dbapi2.connect(
            str(self.path), isolation_level=None, check_same_thread=False, timeout=0.5
        )
        try:
            for pragma in self._pragmas:
                connection.execute(f"PRAGMA {pragma}").fetchall()
        except BaseException:
            connection.close()
            raise
        return connection

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the executor; committed once this returns."""
        return await self._executor.run(self.now, work)

    def now(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction on the thread of the caller: for opening, and for `run`."""
        with self.faults_told(), self._engine.begin() as connection:
            return work(connection)

    def outside(self, work: Callable[[Any], T]) -> T:
        """Run `work` on the bare connection, outside of any transaction (backup, vacuum)."""
        with self.faults_told():
            holder = self._engine.raw_connection()
            try:
                return work(holder.driver_connection)
            finally:
                holder.close()

    async def in_turn(self, work: Callable[[], T]) -> T:
        """Run `work`, which opens its own transactions, in its turn on the executor."""
        return await self._executor.run(work)

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """Turn the faults of disk and file into problems; drop the connection they came from."""
        try:
            yield
        except (DBAPIError, dbapi2.Error) as error:
            self._engine.dispose()
            self._engine = self._build()
            problem = self._problem(error)
            if problem is None:
                raise
            if isinstance(problem, DiskTrouble):
                self._connection_dropped()
            raise problem from error
        except OSError as error:
            if error.errno not in _NO_WRITING:
                raise
            raise DiskTrouble(self.kind, str(error)) from error

    def _connection_dropped(self) -> None:
        """Called when the connection was dropped because the disk did not take what was written."""

    def _problem(self, error: Exception) -> ProfileProblem | None:
        """What is wrong with the file, so that a person can act on it; None for a bug of ours."""
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        words = said.lower()
        if any(word in words for word in _DAMAGED):
            return Corrupt(self.kind, said)
        if any(word in words for word in _DISK):
            if self.path.is_dir():
                return Corrupt(self.kind, said, _("A folder stands in its place."))
            return DiskTrouble(self.kind, said)
        if any(word in words for word in _BUSY):
            return InUse(self.kind)
        return None

    async def close(self) -> None:
        """Finish what was asked for, and let go of the file."""
        await self._executor.run(self._engine.dispose)
        await self._executor.close()

    def let_go(self) -> None:
        """Close a file whose opening failed, from the thread that opened it."""
        self._engine.dispose()


def user_version(connection: Connection) -> int:
    """The number of the layout that the file has."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_user_version(connection: Connection, version: int) -> None:
    """Note the layout; part of the transaction that makes it so."""
    connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")


def moment_of(seconds: float) -> datetime:
    """The moment that is stored as so many seconds."""
    return datetime.fromtimestamp(seconds, UTC)
