"""The records that the server sent: written on one thread by sync, read on another."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from workstation.cache import integrity_check, queries, scope_buckets
from workstation.cache.executor import Threads
from workstation.cache.file import DatabaseFile
from workstation.cache.lists import Lists, RowTable
from workstation.cache.page import FeedPage, WrittenPage
from workstation.cache.page_writer import clear, note, write
from workstation.cache.problem import DiskTrouble, ProfileProblem
from workstation.cache.truthfile import empty_journal, leave_no_traces, open_cache
from workstation.cache.values import (
    Account,
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


class Truths:
    """`cache.db` as the rest of the program knows it."""

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
            # A disk that was full may not have taken the first word of it.
            await self._writes.run(integrity_check.begin)
            await self._writes.run(integrity_check.look_through)
            self._doubtful = False
        written = await self._writes.run(
            lambda connection: write(connection, page, asked, self._lists, now)
        )
        if written.purged or self._leaves_traces:
            await self._empty_journal()
        return written

    async def clear(self) -> None:
        """Forget every record: the server does not let the person see any of them."""
        await self._writes.run(lambda connection: clear(connection, self._lists))
        self._leaves_traces = True
        await self._alone(leave_no_traces)

    async def _empty_journal(self) -> None:
        """What has left the person's sight shall not stay in the journal either."""
        self._leaves_traces = True
        await self._alone(empty_journal)

    async def _alone(self, work: Callable[[Any], bool]) -> None:
        # Somebody who reads for long stands in its way; it is tried again with the next page.
        # Any: the wheel has no types.
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
        """The keys of a view of a kind's list in its order, but for some of them, and with others
        put in."""
        table = self._table(kind)

        def work(connection: Connection) -> array[int]:
            return queries.keys(connection, table, view, wanted, without, extra)

        return await self._reads.run(work)

    async def rows(self, kind: str, keys: Sequence[int]) -> dict[int, StoredRow]:
        """The rows of these keys."""
        table = self._table(kind)
        return await self._reads.run(lambda connection: queries.rows(connection, table, keys))

    async def counts(self, kind: str) -> dict[str, int]:
        """How many records each view of a kind's list holds."""
        table = self._table(kind)
        return await self._reads.run(lambda connection: queries.counts(connection, table))

    # Any: of whichever kinds.
    async def truths(self, ids: Sequence[str]) -> dict[str, Truth[Any]]:
        """These records, where they are held."""
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
        """What is held of these records, where anything is."""
        return await self._reads.run(lambda connection: queries.copies(connection, ids))

    async def wake(self, me: Actor, now: datetime) -> bool:
        """File the rows anew whose time has come. Whether there were any."""
        return await self._writes.run(lambda connection: self._lists.wake(connection, me, now))

    def _table(self, kind: str) -> RowTable[Any]:
        table = self._lists.of(kind)
        if table is None:
            raise KeyError(kind)
        return table

    async def mark_seen(self, case_id: str) -> bool:
        """The person has the newest version before their eyes. True if that is news."""

        def work(connection: Connection) -> bool:
            return queries.mark_seen(connection, case_id)

        return await self._writes.run(work)

    async def account(self, enters: Account | None = None) -> Account | None:
        """Whose records these are; `enters` takes an unused file over."""

        held = await self._reads.run(queries.account)
        if held is not None or enters is None:
            return held
        await self._writes.run(lambda connection: note(connection, "account", enters))
        return enters

    async def close(self) -> None:
        """Let go of the file."""
        # Without this word, what is stored is looked through the next time.
        with suppress(ProfileProblem):
            await self._writes.run(integrity_check.end)
        await self._reads.close()
        await self._writes.close()


def open_truths(
    profile: Path, kinds: Registry, now: datetime, threads: Threads = ThreadPoolExecutor
) -> Truths:
    """Open the cache of a profile, with lists of these kinds, filed as at the time `now`.

    Raises `ProfileProblem`; the file is then as it was.

    On a full disk it can only be read.
    """
    lists = Lists(kinds)
    writes, reads = open_cache(profile, lists, now, threads)
    try:
        doubtful = writes.now(integrity_check.begin)
    except DiskTrouble:
        doubtful = True
    return Truths(writes, reads, lists, doubtful=doubtful)
