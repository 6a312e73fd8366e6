"""Opens `cache.db`: rebuildable, so that a strange layout is emptied and a newer one refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from workstation.cache.cache_tables import LAYOUT, bring_forward, make
from workstation.cache.executor import Threads
from workstation.cache.file import DatabaseFile, set_user_version, user_version
from workstation.cache.lists import Lists
from workstation.cache.problem import Corrupt, DiskTrouble, Newer, ProfileFile
from workstation.cache.queries import staff
from workstation.domain.actor import Actor

T = TypeVar("T")

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "cache_size = -16000",
    # Cases that leave the person's sight are overwritten, not only unlinked.
    "secure_delete = 1",
)


# Keeps the index of the journal in memory, and every other connection out.
_ALONE = ("locking_mode = EXCLUSIVE",)


class ReadConnection(DatabaseFile):
    """The connection that reads beside the one that writes.

    Both need an index beside the file. Where the disk has no room for it, this one reads alone:
    it lets go of the file after each transaction, and looks for room before the next.
    """

    def __init__(self, path: Path, threads: Threads) -> None:
        self._alone = False
        super().__init__(path, ProfileFile.CACHE, _PRAGMAS, reads_only=True, threads=threads)

    def _connect(self) -> Any:
        # Any: the wheel has no types.
        beside, self._alone = self._pragmas, False
        try:
            return super()._connect()
        except dbapi2.Error as error:
            if not isinstance(self._problem(error), DiskTrouble):
                raise
        try:
            self._pragmas, self._alone = (*_ALONE, *beside), True
            return super()._connect()
        finally:
            self._pragmas = beside

    def now(self, work: Callable[[Connection], T]) -> T:
        """As `DatabaseFile.now`."""
        try:
            return super().now(work)
        finally:
            if self._alone:
                self._engine.dispose()


def open_cache(
    profile: Path, lists: Lists, now: datetime, threads: Threads = ThreadPoolExecutor
) -> tuple[DatabaseFile, DatabaseFile]:
    """A file to write and one to read, each with a connection and thread of its own.

    On a full disk it is opened if there is something to read; what is written raises then.
    Raises `ProfileProblem`; the file is then as it was, and a new one is not there.
    """
    path = profile / ProfileFile.CACHE.value
    new = not path.exists()
    writes = DatabaseFile(path, ProfileFile.CACHE, _PRAGMAS, threads=threads)
    reads = ReadConnection(path, threads)
    try:
        try:
            if writes.now(lambda connection: _lay_out(connection, lists, now)):
                writes.outside(leave_no_traces)
        except DiskTrouble as problem:
            if new or reads.now(user_version) != LAYOUT:
                raise DiskTrouble(ProfileFile.CACHE, problem.detail, opening=True) from problem
        reads.now(_readable)
    except BaseException:
        writes.let_go()
        reads.let_go()
        if new:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return writes, reads


def _lay_out(connection: Connection, lists: Lists, now: datetime) -> bool:
    """Whether a file of another layout was emptied for it."""
    found = user_version(connection)
    if found > LAYOUT:
        raise Newer(ProfileFile.CACHE, found, LAYOUT)
    if found == LAYOUT:
        _make_lists(connection, lists, now)
        return False
    emptied = not bring_forward(connection, found)
    if emptied:
        empty(connection)
        make(connection)
    set_user_version(connection, LAYOUT)
    _make_lists(connection, lists, now)
    return emptied and found > 0


def _make_lists(connection: Connection, lists: Lists, now: datetime) -> None:
    """As they are declared now: filed for whoever the server last said is signed in."""
    lists.lay_out(connection, staff(connection).actor or _NOBODY, now)


_NOBODY = Actor(id="", name="", roles=frozenset())


def leave_no_traces(bare: Any) -> bool:
    """Leave nothing of what was deleted, in the file or its journal; outside of a transaction.

    Whether somebody who reads stood in its way. Any: the wheel has no types.
    """
    # Overwritten cells can leave traces in pages that were put in order since.
    bare.execute("VACUUM").fetchall()
    return empty_journal(bare)


def empty_journal(bare: Any) -> bool:
    """Leave nothing in the journal. Whether somebody who reads stood in its way. Any: as above."""
    busy, *_ = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)


def empty(connection: Connection) -> None:
    """Drop every table: all of it will be fetched again."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).scalars()
    for name in list(names):
        connection.exec_driver_sql(f'DROP TABLE "{name}"')


def _readable(connection: Connection) -> None:
    """Touch what every start needs: a damaged header or root page shows itself here."""
    for table in ("meta", "scope", "member", "record", "body", "listed"):
        connection.exec_driver_sql(f"SELECT * FROM {table} LIMIT 1").fetchall()


def check_all(connection: Connection) -> None:
    """Look at every page of the file. Raises `Corrupt`."""
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    if found != "ok":
        raise Corrupt(ProfileFile.CACHE, found)


def sqlite_version() -> str:
    """The SQLite that the program brings along."""
    return str(dbapi2.sqlite_version)
