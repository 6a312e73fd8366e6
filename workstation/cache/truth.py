"""`cache.db`, the records that the server sent: written on one thread by sync, read on another.

It can be fetched again at any time: a file of an unknown layout is emptied, a newer one refused.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from workstation.cache import integrity_check, queries, scope_buckets
from workstation.cache.cache_tables import LAYOUT, bring_forward, make
from workstation.cache.executor import Threads
from workstation.cache.file import DatabaseFile, set_user_version, user_version
from workstation.cache.lists import Lists, RowTable
from workstation.cache.page import FeedPage, WrittenPage
from workstation.cache.page_writer import clear, note, write
from workstation.cache.problem import Corrupt, DiskTrouble, Newer, ProfileFile, ProfileProblem
from workstation.cache.queries import staff
from workstation.cache.values import (
    Account,
    Contact,
    Copy,
    Narrowing,
    Position,
    StoredActor,
    StoredRow,
    Truth,
)
from workstation.domain.actor import Actor
from workstation.domain.context import ReferenceSet
from workstation.domain.record import Kind, Record, Registry

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
_NOBODY = Actor(id="", name="", roles=frozenset())


class ReadConnection(DatabaseFile):
    """The connection that reads beside the one that writes.

    Both need an index beside the file. Where the disk has no room for it, this one reads alone:
    it lets go of the file after each transaction, and looks for room before the next.
    """

    def __init__(self, path: Path, threads: Threads) -> None:
        self._alone = False
        super().__init__(path, ProfileFile.CACHE, _PRAGMAS, reads_only=True, threads=threads)

    def _connect(self) -> Any:
        # Any: sqlcipher3 has no types.
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
        """As `DatabaseFile.now`; a connection that reads alone is closed afterwards."""
        try:
            return super().now(work)
        finally:
            if self._alone:
                self._engine.dispose()


class Truths:
    """`cache.db` as the rest of the program knows it. Every verb raises `ProfileProblem`.

    `writes`, `reads`: the file with a connection for each.
    `lists`: the lists of the kinds that there are.
    `doubtful`: whether the program ended without closing the file, the last time.
    """

    def __init__(
        self, writes: DatabaseFile, reads: DatabaseFile, lists: Lists, *, doubtful: bool = False
    ) -> None:
        self._lists = lists
        self._writes = writes
        self._reads = reads
        self._doubtful = doubtful
        # After an unclean end, the journal may hold what was forgotten.
        self._leaves_traces = doubtful

    @property
    def kinds(self) -> Registry:
        """The kinds of the records."""
        return self._lists.kinds

    async def write(self, page: FeedPage, asked: Position, now: datetime) -> WrittenPage:
        """Write a response in one transaction. Raises `Malformed` and `ProfileProblem`.

        The first time after an unclean end, what is stored is looked through before.
        """
        if self._doubtful:
            # A disk that was full may not have taken the note that the file is open.
            await self._writes.run(integrity_check.begin)
            await self._writes.run(integrity_check.look_through)
            self._doubtful = False
        written = await self._writes.run(
            lambda connection: write(connection, page, asked, self._lists, now)
        )
        if written.purged or self._leaves_traces:
            # What has left the person's sight shall not stay in the journal either.
            await self._clean(empty_journal)
        return written

    async def clear(self) -> None:
        """Forget every record: the server does not let the person see any of them."""
        await self._writes.run(lambda connection: clear(connection, self._lists))
        await self._clean(leave_no_traces)

    # Any: sqlcipher3 has no types.
    async def _clean(self, work: Callable[[Any], bool]) -> None:
        """Remove traces of what was forgotten by `work`, which says whether somebody who reads
        stood in the way: it is tried again with the next page then."""
        self._leaves_traces = True
        self._leaves_traces = await self._writes.in_turn(lambda: self._writes.outside(work))

    async def position(self) -> Position:
        """What is held of the feeds."""
        return await self._reads.run(queries.position)

    async def digests(self, scopes: Collection[str]) -> dict[str, tuple[int, ...]]:
        """The digests of the parts of these scopes, as they are held."""

        def work(connection: Connection) -> dict[str, tuple[int, ...]]:
            return {scope: scope_buckets.digests(connection, scope) for scope in scopes}

        return await self._reads.run(work)

    async def staff(self) -> StoredActor:
        """Who is signed in."""
        return await self._reads.run(queries.staff)

    async def keys(
        self,
        kind: str,
        view: str,
        wanted: Narrowing,
        without: Collection[int] = (),
        extra: Collection[tuple[int, int]] = (),
    ) -> array[int]:
        """The keys of a view of a kind's list in its order.

        `without` leaves keys out, and `extra` puts some in: pairs of place in the order, and key.
        Raises `KeyError` for a kind without a list, as `rows` and `counts` do.
        """
        table = self._table(kind)

        def work(connection: Connection) -> array[int]:
            return queries.keys(connection, table, view, wanted, without, extra)

        return await self._reads.run(work)

    async def rows(self, kind: str, keys: Sequence[int]) -> dict[int, StoredRow]:
        """The rows of these keys."""
        table = self._table(kind)
        return await self._reads.run(lambda connection: queries.rows(connection, table, keys))

    async def counts(
        self, kind: str, wanted: Narrowing | None = None, without: Collection[int] = ()
    ) -> dict[str, int]:
        """How many keys each view of a kind's list has; `without` leaves some out."""
        table = self._table(kind)
        narrowed = wanted or Narrowing()
        return await self._reads.run(
            lambda connection: queries.counts(connection, table, narrowed, without)
        )

    # Any: of whichever kinds.
    async def truths(self, ids: Sequence[str]) -> dict[str, Truth[Any]]:
        """These records as the server last sent them, where they are held."""
        kinds = self._lists.kinds
        return await self._reads.run(lambda connection: queries.truths(connection, kinds, ids))

    async def references(self) -> ReferenceSet:
        """The records of reference kinds."""
        kinds = self._lists.kinds
        found, damaged = await self._reads.run(
            lambda connection: queries.references(connection, kinds)
        )
        if damaged:
            # It is fetched again; a full disk does not note it, and hides it all the same.
            with suppress(DiskTrouble):
                await self._writes.run(integrity_check.look_through)
        return found

    # Any: of whichever kind.
    async def all_of(self, kind: Kind[Any]) -> dict[str, Record]:
        """Every record of a kind, by id. For kinds of which a person holds few."""
        return await self._reads.run(lambda connection: queries.all_of(connection, kind))

    async def copies(self, ids: Sequence[str]) -> Mapping[str, Copy]:
        """Which copies of these records are held."""
        return await self._reads.run(lambda connection: queries.copies(connection, ids))

    async def wake(self, me: Actor, now: datetime) -> bool:
        """File the rows anew whose time has come. Returns whether there were any."""
        return await self._writes.run(lambda connection: self._lists.wake(connection, me, now))

    async def refile(self, me: Actor, now: datetime) -> None:
        """File all rows anew, because the time is another one than they were filed by."""
        await self._writes.run(lambda connection: self._lists.see_as(connection, me, now))

    async def contact(self) -> Contact | None:
        """The last contact with the server, None for none."""
        return await self._reads.run(queries.contact)

    async def keep_contact(self, contact: Contact) -> None:
        """Keep when the server last confirmed that nothing is missing here."""
        await self._writes.run(lambda connection: note(connection, "contact", contact))

    def _table(self, kind: str) -> RowTable[Any]:
        table = self._lists.of(kind)
        if table is None:
            raise KeyError(kind)
        return table

    async def mark_seen(self, id_: str) -> bool:
        """Note that the person has the newest version of a record before their eyes. Returns
        whether that is news."""
        return await self._writes.run(lambda connection: queries.mark_seen(connection, id_))

    async def account(self, enters: Account | None = None) -> Account | None:
        """Whose records these are, None for a file that nobody has used; `enters` takes such a one
        over."""
        held = await self._reads.run(queries.account)
        if held is not None or enters is None:
            return held
        await self._writes.run(lambda connection: note(connection, "account", enters))
        return enters

    async def close(self) -> None:
        """Close the file."""
        # Without this note, what is stored is looked through the next time.
        with suppress(ProfileProblem):
            await self._writes.run(integrity_check.end)
        await self._reads.close()
        await self._writes.close()


def open_truths(
    profile: Path, kinds: Registry, now: datetime, threads: Threads = ThreadPoolExecutor
) -> Truths:
    """Open the cache of a profile, with lists of these kinds, filed as at the time `now` by the
    clock of this machine.

    On a full disk it can only be read. Raises `ProfileProblem`; the file is then as it was.
    """
    lists = Lists(kinds)
    writes, reads = open_cache(profile, lists, now, threads)
    try:
        doubtful = writes.now(integrity_check.begin)
    except DiskTrouble:
        doubtful = True
    return Truths(writes, reads, lists, doubtful=doubtful)


def open_cache(
    profile: Path, lists: Lists, now: datetime, threads: Threads = ThreadPoolExecutor
) -> tuple[DatabaseFile, DatabaseFile]:
    """Open the file to write and to read, each with a connection and thread of its own.

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
    """Bring the file to the present layout, or empty it where no step leads there. Returns whether
    there was something to empty. Raises `Newer`."""
    found = user_version(connection)
    if found > LAYOUT:
        raise Newer(ProfileFile.CACHE, found, LAYOUT)
    emptied = found < LAYOUT and not bring_forward(connection, found)
    if emptied:
        # All of it will be fetched again.
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).scalars()
        for name in list(names):
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
        make(connection)
    if found < LAYOUT:
        set_user_version(connection, LAYOUT)
    # Rows are filed for whoever the server last said is signed in, and by its clock.
    known = queries.contact(connection)
    time = now + known.ahead if known is not None else now
    lists.lay_out(connection, staff(connection).actor or _NOBODY, time)
    return emptied and found > 0


def leave_no_traces(bare: Any) -> bool:
    """Overwrite what was deleted, in the file and its journal; outside of a transaction.

    Returns whether somebody who reads stood in the way. Any: sqlcipher3 has no types.
    """
    # Overwritten cells can leave traces in pages that were put in order since.
    bare.execute("VACUUM").fetchall()
    return empty_journal(bare)


def empty_journal(bare: Any) -> bool:
    """Empty the journal. Returns whether somebody who reads stood in the way. Any: as above."""
    busy, *_ = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)


def _readable(connection: Connection) -> None:
    """Read what every start needs: a damaged header or root page raises here."""
    for table in ("meta", "scope", "member", "record", "body", "listed"):
        connection.exec_driver_sql(f"SELECT * FROM {table} LIMIT 1").fetchall()


def check_all(connection: Connection) -> None:
    """Check every page of the file. Raises `Corrupt`."""
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
    if found != "ok":
        raise Corrupt(ProfileFile.CACHE, found)


def sqlite_version() -> str:
    """The SQLite that the program brings along."""
    return str(dbapi2.sqlite_version)
