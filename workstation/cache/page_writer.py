"""Writes a response of the feed into `cache.db`, in one transaction.

A snapshot of several pages replaces what was held once its last page is here: each one carries a
generation, and what still belongs to an older one is swept then. So the queue never shrinks while
it is fetched again, and keys stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from workstation.cache.lists import Lists, execute_many
from workstation.cache.page import FeedPage, ScopeSegment, WrittenPage
from workstation.cache.queries import epoch, lives, position, staff
from workstation.cache.scope_buckets import ghosts, sweep
from workstation.cache.values import Position, StoredActor
from workstation.domain.actor import Actor
from workstation.wire.codec import HASH_BITS, body_hash, encode
from workstation.wire.feed import OutLine, RecordLine, ScopeHead

_CHUNK = 500
# What was seen of a record that was not held.
_NEW = -1
_HALF = 30


class PageWriter:
    """Writes one response, as `me` sees it at the time `now`.

    `changed`: the records that the response speaks of.
    `unread`: those that cannot be read.
    `touched`: the kinds of what came, and of what went.
    """

    def __init__(self, connection: Connection, lists: Lists, me: Actor, now: datetime) -> None:
        self._connection = connection
        self._lists = lists
        self._me = me
        self._now = now
        self.changed: set[str] = set()
        self.unread: set[str] = set()
        self.touched: set[str] = set()

    def write(self, page: FeedPage) -> set[int]:
        """Write all that the response says of scopes. Returns the keys that lost a membership."""
        scopes = _hold(self._connection, page.hello.scopes)
        loose: set[int] = _leave(self._connection, set(scopes.values()))
        for segment in page.segments:
            scope = scopes.get(segment.scope)
            if scope is None:
                continue
            if segment.buckets:
                loose |= self._part(scope, segment)
            else:
                loose |= self._segment(scope, segment)
        return loose

    def _segment(self, scope: int, segment: ScopeSegment) -> set[int]:
        """Write a piece of the feed of a scope, or of a snapshot of it."""
        run = self._connection.exec_driver_sql
        if segment.snap:
            run("UPDATE scope SET generation = generation + 1, snapping = 1 WHERE id = ?", (scope,))
        generation, snapping = run(
            "SELECT generation, snapping FROM scope WHERE id = ?", (scope,)
        ).one()
        first = bool(snapping) and generation == 1
        # One line a record, the last one: the feed says the newest last.
        last = {line.id: line for line in segment.lines}
        self._come(scope, generation, last.values(), first=first)
        loose: set[int] = set()
        for id_ in [line.id for line in last.values() if isinstance(line, OutLine)]:
            for key, _seen in _known(self._connection, [id_]).values():
                run("DELETE FROM member WHERE scope = ? AND key = ?", (scope, key))
                loose.add(key)
        self.changed.update(last)
        if segment.more is None:
            loose |= _sweep(self._connection, scope, generation)
        run(
            "UPDATE scope SET seq = ?, partial = ? WHERE id = ?",
            (
                segment.to if segment.more is None else segment.more,
                segment.more is not None,
                scope,
            ),
        )
        return loose

    def _part(self, scope: int, segment: ScopeSegment) -> set[int]:
        """All that the server has of some parts of a scope, in the place of what was held."""
        run = self._connection.exec_driver_sql
        (generation,) = run("SELECT generation FROM scope WHERE id = ?", (scope,)).one()
        ids = self._come(scope, generation, segment.lines, first=False)
        self.changed.update(ids)
        run("UPDATE scope SET doubted = 0 WHERE id = ?", (scope,))
        return sweep(self._connection, scope, frozenset(segment.buckets), ids)

    def _come(
        self, scope: int, generation: int, lines: Iterable[RecordLine | OutLine], *, first: bool
    ) -> set[str]:
        """Store the records that came for a scope; `first` in its first snapshot. Returns their
        ids."""
        came = [line for line in lines if isinstance(line, RecordLine)]
        for start in range(0, len(came), _CHUNK):
            self._take_in(scope, generation, came[start : start + _CHUNK], first=first)
        return {line.id for line in came}

    def _take_in(
        self, scope: int, generation: int, lines: Sequence[RecordLine], *, first: bool
    ) -> None:
        """Store some records that came for a scope: what is known of each, its row, its body."""
        connection = self._connection
        known = _known(connection, [line.id for line in lines])
        free = 1 + connection.exec_driver_sql(_HIGHEST_KEY).scalar_one()
        life = lives(connection).index(epoch(connection))
        records: list[tuple[Any, ...]] = []
        bodies: list[tuple[int, bytes, int]] = []
        members: list[tuple[int, int, int, int]] = []
        rows: dict[str, list[tuple[int, Any]]] = {}
        for line in lines:
            data = bytes(line.body)
            key, seen = known.get(line.id, (0, _NEW))
            if not key:
                key, free = free, free + 1
            read = self._lists.read(line.kind, line.id, data, self._me)
            if not read.readable:
                self.unread.add(line.id)
                seen = _NEW
            elif seen == _NEW:
                seen = seen_at_arrival(read.version, first=first)
            about = (read.version, read.touched, seen, read.readable)
            records.append((key, line.kind, line.id, *about))
            self.touched.add(line.kind)
            rows.setdefault(line.kind, []).append((key, read.row))
            bodies.append((key, data, life))
            members.append((scope, key, body_hash(data), generation))
        put = partial(execute_many, connection)
        put("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", records)
        for kind, came in rows.items():
            if table := self._lists.of(kind):
                # What cannot be read is in no list, nor is an older version: it would pass for it.
                table.write(connection, came, self._me, self._now)
        put("INSERT OR REPLACE INTO body (key, body, life) VALUES (?, ?, ?)", bodies)
        put("INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?)", members)
        # A hash is that of the stored body, in whichever scope the body arrived.
        hashes = [(hash_, key) for _scope, key, hash_, _generation in members]
        put("UPDATE member SET hash = ? WHERE key = ?", hashes)

    def purge(self, loose: Iterable[int]) -> frozenset[str]:
        """Forget records that no scope holds any more, body and row. Returns their ids."""
        gone: list[str] = []
        run = self._connection.exec_driver_sql
        for key in loose:
            if _keys(self._connection, "SELECT key FROM member WHERE key = ? LIMIT 1", key):
                continue
            found = run("DELETE FROM record WHERE key = ? RETURNING id, kind", (key,)).first()
            run("DELETE FROM body WHERE key = ?", (key,))
            for table in self._lists.tables():
                table.drop(self._connection, [key])
            if found is not None:
                gone.append(found[0])
                self.touched.add(found[1])
        return frozenset(gone)


def write(
    connection: Connection, page: FeedPage, asked: Position, lists: Lists, now: datetime
) -> WrittenPage:
    """Write `page`, the answer to a question asked from `asked`.

    A record that cannot be read is kept out of every view; it stops nothing else of its scope.
    """
    held = position(connection)
    if held != asked:
        return WrittenPage(stale=True)
    hello = page.hello
    me = hello.actor
    before = staff(connection).actor
    unreadable = connection.exec_driver_sql("SELECT id FROM record WHERE readable = 0").scalars()
    unread = frozenset(unreadable)
    if me != before:
        lists.see_as(connection, me, now)
    note(connection, "staff", StoredActor(me))
    if held.epoch != hello.epoch:
        _begin_life(connection, held.epoch, hello.epoch)
    writer = PageWriter(connection, lists, me, now)
    loose = writer.write(page)
    if any(segment.buckets or (segment.snap and not segment.more) for segment in page.segments):
        loose |= ghosts(connection)
    purged = writer.purge(loose)
    scopes = _hold(connection, hello.scopes)
    wrong = _compare(connection, scopes, page.done.scopes, asked.doubted)
    return WrittenPage(
        changed=frozenset(writer.changed),
        purged=purged,
        complete=bool(page.done.scopes) and not wrong,
        wrong=wrong,
        new_epoch=bool(held.epoch) and held.epoch != hello.epoch,
        unread=frozenset(writer.unread) - unread,
        refiled=before is not None and me != before,
        kinds=frozenset(writer.touched),
    )


# A record that came twice keeps its number.
_HIGHEST_KEY = (
    "SELECT max((SELECT coalesce(max(key), 0) FROM record),"
    " (SELECT coalesce(max(key), 0) FROM body))"
)


def seen_at_arrival(version: int, *, first: bool) -> int:
    """The version that counts as read when a record arrives; unread is what others changed since.

    In the `first` snapshot of a scope, what was there before the person came is no news. Whatever
    arrives later was put there by somebody: nothing of it was read.
    """
    return version if first else 0


def _begin_life(connection: Connection, old: str, new: str) -> None:
    """Note that what comes from here on is of another life of the server; what is held stays of
    the life that it came from."""
    # A cursor of the old life would pass for one of the new, also in scopes that did not come.
    connection.exec_driver_sql("UPDATE scope SET seq = NULL, partial = 0, doubted = 0")
    if old and new not in (known := lives(connection)):
        note(connection, "lives", (*known, new))
    note(connection, "epoch", new)


def note(connection: Connection, name: str, value: Any) -> None:
    """Keep one fact about the whole file, by its name. Any: whatever the codec takes."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, encode(value))
    )


def clear(connection: Connection, lists: Lists) -> None:
    """Forget everything that the server ever said, but not whose file this is."""
    rows = [table.name for table in lists.tables()]
    for table in ("member", "body", "record", "scope", "listed", *rows):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    connection.exec_driver_sql(
        "DELETE FROM meta WHERE name NOT IN ('account', 'contact', 'lists', 'open')"
    )


def _hold(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The scopes that the server lets us hold, by name; new ones wait to be fetched."""
    execute_many(
        connection,
        "INSERT INTO scope (name, seq, generation, snapping) VALUES (?, NULL, 0, 0)"
        " ON CONFLICT (name) DO NOTHING",
        [(name,) for name in names],
    )
    wanted = set(names)
    rows = connection.exec_driver_sql("SELECT id, name FROM scope").fetchall()
    return {name: id_ for id_, name in rows if name in wanted}


def _leave(connection: Connection, kept: set[int]) -> set[int]:
    """Drop every membership of a scope that is no longer ours. Returns the keys that have none now.

    Among them may be records that had none before: a damaged one waits without for its scope to be
    fetched again, which nobody does once the scope is lost.
    """
    held = connection.exec_driver_sql(
        "SELECT id FROM scope UNION SELECT DISTINCT scope FROM member"
    ).scalars()
    lost = set(held) - kept
    for gone in lost:
        connection.exec_driver_sql("DELETE FROM member WHERE scope = ?", (gone,))
        connection.exec_driver_sql("DELETE FROM scope WHERE id = ?", (gone,))
    return ghosts(connection) if lost else set()


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The keys of those of these records that are held, with the versions that were seen."""
    marks = ", ".join("?" * len(ids))
    rows = connection.exec_driver_sql(
        f"SELECT id, key, seen FROM record WHERE id IN ({marks})", tuple(ids)
    )
    return {id_: (key, seen) for id_, key, seen in rows}


def _sweep(connection: Connection, scope: int, generation: int) -> set[int]:
    """Drop what the snapshot of a scope, if it was one, did not name: it is whole now. Returns the
    keys that lost a membership."""
    snapping = connection.exec_driver_sql(
        "SELECT snapping FROM scope WHERE id = ?", (scope,)
    ).scalar_one()
    if not snapping:
        return set()
    loose = _keys(
        connection, "SELECT key FROM member WHERE scope = ? AND generation < ?", scope, generation
    )
    connection.exec_driver_sql(
        "DELETE FROM member WHERE scope = ? AND generation < ?", (scope, generation)
    )
    connection.exec_driver_sql("UPDATE scope SET snapping = 0 WHERE id = ?", (scope,))
    return loose


def _compare(
    connection: Connection,
    scopes: dict[str, int],
    heads: dict[str, ScopeHead],
    doubted: frozenset[str],
) -> tuple[str, ...]:
    """The scopes that do not hold what the server says they hold. They are doubted from now on; of
    one that was `doubted` already, the cursor is dropped."""
    wrong = [
        name
        for name, head in heads.items()
        if name in scopes and held_of(connection, scopes[name]) != (head.count, head.digest)
    ]
    for name in wrong:
        change = "seq = NULL, doubted = 0" if name in doubted else "doubted = 1"
        connection.exec_driver_sql(f"UPDATE scope SET {change} WHERE name = ?", (name,))
    right = [(name,) for name in heads.keys() & doubted if name not in wrong]
    execute_many(connection, "UPDATE scope SET doubted = 0 WHERE name = ?", right)
    return tuple(sorted(wrong))


def held_of(connection: Connection, scope: int) -> tuple[int, int]:
    """Number and digest of what is stored of a scope. Summed in halves: a sum of 60-bit numbers
    does not fit 64 bits."""
    low = (1 << _HALF) - 1
    count, lows, highs = connection.exec_driver_sql(
        f"SELECT count(*), coalesce(sum(hash & {low}), 0), coalesce(sum(hash >> {_HALF}), 0)"
        " FROM member WHERE scope = ?",
        (scope,),
    ).one()
    return count, ((highs << _HALF) + lows) % (1 << HASH_BITS)


def _keys(connection: Connection, query: str, *arguments: object) -> set[int]:
    return set(connection.exec_driver_sql(query, arguments).scalars())
