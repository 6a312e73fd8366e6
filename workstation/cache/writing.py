"""Writes a response of the feed into `cache.db`, in one transaction (sync.md 5.3).

A snapshot of several pages replaces what was held once its last page is here: each one carries a
generation, and what still belongs to an older one is swept then. So the queue never shrinks while
it is fetched again, and keys stay what they were.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from workstation.cache.house_shelf import put_book
from workstation.cache.mending import ghosts, sweep
from workstation.cache.page import Page, Segment, Written
from workstation.cache.reading import epoch, lives, position, staff
from workstation.cache.rows import (
    COLUMNS,
    row_from,
    seen_at_arrival,
    touched_by_others,
    touched_in,
    values_of,
    version_in,
)
from workstation.cache.unreadable import HIGHEST_KEY, unreadable
from workstation.cache.values import Position, Staff
from workstation.domain.actor import Actor
from workstation.domain.views import row_of
from workstation.i18n import _
from workstation.wire.codec import HASH_BITS, Malformed, body_hash, decode_case, encode
from workstation.wire.feed import CaseLine, Head, OutLine

_LOG = logging.getLogger(__name__)
_PLACES = ", ".join("?" * (len(COLUMNS) + 2))
_UPSERT = f"INSERT OR REPLACE INTO case_row (key, seen, {', '.join(COLUMNS)}) VALUES ({_PLACES})"
_CHUNK = 500
# Seen at no version yet: the case was not held.
_NEW = -1
_HALF = 30


def write(connection: Connection, page: Page, asked: Position) -> Written:
    """Write `page`, the answer to a question asked from `asked`.

    A case that cannot be read is kept out of every view; it stops nothing else of its scope.
    """
    held = position(connection)
    if held != asked:
        return Written(stale=True)
    hello = page.hello
    me = hello.actor
    changed: set[str] = set()
    before, unread = staff(connection).actor, unreadable(connection)
    if me != before:
        _see_as(connection, me)
    note(connection, "staff", Staff(me, hello.directory))
    if held.epoch != hello.epoch:
        _begin_life(connection, held.epoch, hello.epoch)
    put_book(connection, page.house)
    scopes = _hold(connection, hello.scopes)
    loose: set[int] = _leave(connection, set(scopes.values()))
    for segment in page.segments:
        if segment.scope in scopes:
            write_segment = _part if segment.buckets else _segment
            loose |= write_segment(connection, scopes[segment.scope], segment, me, changed)
    if any(segment.buckets or (segment.snap and not segment.more) for segment in page.segments):
        loose |= ghosts(connection)
    purged = _purge(connection, loose)
    wrong = _compare(connection, scopes, page.done.scopes, asked.doubted)
    return Written(
        changed=frozenset(changed),
        purged=purged,
        complete=bool(page.done.scopes) and not wrong,
        wrong=wrong,
        new_epoch=bool(held.epoch) and held.epoch != hello.epoch,
        unread=frozenset(unreadable(connection)) - frozenset(unread),
        refiled=before is not None and me != before,
        house=page.house is not None,
    )


def _begin_life(connection: Connection, old: str, new: str) -> None:
    """What comes from here on is of another life of the server; what is held stays of its own."""
    # A number of that life would pass for one of this, also where the response does not come to.
    connection.exec_driver_sql("UPDATE scope SET seq = NULL, partial = 0, doubted = 0")
    if old and new not in (known := lives(connection)):
        note(connection, "lives", (*known, new))
    note(connection, "epoch", new)


def note(connection: Connection, name: str, value: Any) -> None:
    """Keep one fact about the whole file. Any: whatever the codec takes."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, encode(value))
    )


def clear(connection: Connection) -> None:
    """Forget all that the server ever said, but not whose file this is."""
    for table in ("member", "body", "case_row", "scope"):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    connection.exec_driver_sql("DELETE FROM meta WHERE name NOT IN ('account', 'open')")


def _see_as(connection: Connection, me: Actor) -> None:
    """Rows were filed under views for a person with other roles, teams or queues."""
    rows = connection.exec_driver_sql(
        f"SELECT key, seen, {', '.join(COLUMNS)} FROM case_row"
    ).fetchall()
    values = [
        (key, seen, *values_of(row_from(stored), me, touched_in(stored)))
        for key, seen, *stored in rows
    ]
    _many(connection, _UPSERT, values)


def _hold(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The scopes that the server lets us hold, by name; new ones wait to be fetched."""
    _many(
        connection,
        "INSERT INTO scope (name, seq, generation, snapping) VALUES (?, NULL, 0, 0)"
        " ON CONFLICT (name) DO NOTHING",
        [(name,) for name in names],
    )
    wanted = set(names)
    rows = connection.exec_driver_sql("SELECT id, name FROM scope").fetchall()
    return {name: id_ for id_, name in rows if name in wanted}


def _leave(connection: Connection, kept: set[int]) -> set[int]:
    """Drop every membership of a scope that is no longer ours. Returns the keys that lost one."""
    held = connection.exec_driver_sql(
        "SELECT id FROM scope UNION SELECT DISTINCT scope FROM member"
    ).scalars()
    loose: set[int] = set()
    for gone in set(held) - kept:
        loose |= _keys(connection, "SELECT key FROM member WHERE scope = ?", gone)
        connection.exec_driver_sql("DELETE FROM member WHERE scope = ?", (gone,))
        connection.exec_driver_sql("DELETE FROM scope WHERE id = ?", (gone,))
    return loose


def _segment(
    connection: Connection, scope: int, segment: Segment, me: Actor, changed: set[str]
) -> set[int]:
    if segment.snap:
        connection.exec_driver_sql(
            "UPDATE scope SET generation = generation + 1, snapping = 1 WHERE id = ?", (scope,)
        )
    generation, snapping = connection.exec_driver_sql(
        "SELECT generation, snapping FROM scope WHERE id = ?", (scope,)
    ).one()
    first = bool(snapping) and generation == 1
    # One line a case, the last one: the feed says the newest last.
    last = {line.id: line for line in segment.lines}
    came = [line for line in last.values() if isinstance(line, CaseLine)]
    for start in range(0, len(came), _CHUNK):
        chunk = came[start : start + _CHUNK]
        _take_in(connection, scope, generation, chunk, me, first=first)
    loose = _go(connection, scope, [line for line in last.values() if isinstance(line, OutLine)])
    changed.update(last)
    if segment.more is None:
        loose |= _sweep(connection, scope, generation)
    connection.exec_driver_sql(
        "UPDATE scope SET seq = ?, partial = ? WHERE id = ?",
        (
            segment.to if segment.more is None else segment.more,
            segment.more is not None,
            scope,
        ),
    )
    return loose


def _part(
    connection: Connection, scope: int, segment: Segment, me: Actor, changed: set[str]
) -> set[int]:
    """All that the server has of some parts of a scope, in the place of what was held of them."""
    (generation,) = connection.exec_driver_sql(
        "SELECT generation FROM scope WHERE id = ?", (scope,)
    ).one()
    came = [line for line in segment.lines if isinstance(line, CaseLine)]
    for start in range(0, len(came), _CHUNK):
        chunk = came[start : start + _CHUNK]
        _take_in(connection, scope, generation, chunk, me, first=False)
    ids = {line.id for line in came}
    changed.update(ids)
    connection.exec_driver_sql("UPDATE scope SET doubted = 0 WHERE id = ?", (scope,))
    return sweep(connection, scope, frozenset(segment.buckets), ids)


def _take_in(
    connection: Connection,
    scope: int,
    generation: int,
    lines: Sequence[CaseLine],
    me: Actor,
    *,
    first: bool,
) -> None:
    known, unread = _known(connection, [line.id for line in lines]), unreadable(connection)
    free = 1 + connection.exec_driver_sql(HIGHEST_KEY).scalar_one()
    rows: list[tuple[Any, ...]] = []
    bodies: list[tuple[int, bytes, int]] = []
    life = lives(connection).index(epoch(connection))
    members: list[tuple[int, int, int, int]] = []
    for line in lines:
        data = bytes(line.body)
        key, seen = known.get(line.id, (0, _NEW))
        if not key:
            key, free = free, free + 1
        try:
            values = _row(data, me)
            if seen == _NEW:
                seen = seen_at_arrival(version_in(values), first=first)
            rows.append((key, seen, *values))
            unread.pop(line.id, None)
        except Malformed as error:
            _LOG.error("case %s cannot be read: %s", line.id, error.detail)
            unread[line.id] = key
        bodies.append((key, data, life))
        members.append((scope, key, body_hash(data), generation))
    _many(connection, _UPSERT, rows)
    # Neither an older version of it is shown: it would pass for what is.
    _many(connection, "DELETE FROM case_row WHERE key = ?", [(key,) for key in unread.values()])
    note(connection, "unread", unread)
    _many(connection, "INSERT OR REPLACE INTO body (key, body, life) VALUES (?, ?, ?)", bodies)
    _many(connection, "INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?)", members)
    # A hash is that of the stored body, in whichever scope the body arrived.
    hashes = [(hash_, key) for _scope, key, hash_, _generation in members]
    _many(connection, "UPDATE member SET hash = ? WHERE key = ?", hashes)


def _row(data: bytes, me: Actor) -> tuple[Any, ...]:
    # Any: what the driver takes. A case can be well-formed and still be none, without an applicant.
    case = decode_case(data)
    try:
        return values_of(row_of(case), me, touched_by_others(case, me))
    except (ArithmeticError, LookupError, ValueError) as error:
        raise Malformed(_("A case received could not be read."), str(error)) from error


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    marks = ", ".join("?" * len(ids))
    rows = connection.exec_driver_sql(
        f"SELECT id, key, seen FROM case_row WHERE id IN ({marks})", tuple(ids)
    )
    # One that can be read at last is as if it came now.
    unread = {id_: (key, _NEW) for id_, key in unreadable(connection).items() if id_ in ids}
    return unread | {id_: (key, seen) for id_, key, seen in rows}


def _go(connection: Connection, scope: int, lines: Sequence[OutLine]) -> set[int]:
    loose: set[int] = set()
    for line in lines:
        keys = {key for key, _seen in _known(connection, [line.id]).values()}
        for key in keys:
            connection.exec_driver_sql(
                "DELETE FROM member WHERE scope = ? AND key = ?", (scope, key)
            )
        loose |= keys
    return loose


def _sweep(connection: Connection, scope: int, generation: int) -> set[int]:
    """The snapshot is whole: what it did not name is not in the scope."""
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


def _purge(connection: Connection, loose: Iterable[int]) -> frozenset[str]:
    """Forget cases that no scope holds any more, body and row. Returns their ids."""
    gone: list[str] = []
    unread = {key: id_ for id_, key in unreadable(connection).items()}
    for key in loose:
        if _keys(connection, "SELECT key FROM member WHERE key = ? LIMIT 1", key):
            continue
        found = connection.exec_driver_sql(
            "DELETE FROM case_row WHERE key = ? RETURNING id", (key,)
        ).scalar() or unread.pop(key, None)
        connection.exec_driver_sql("DELETE FROM body WHERE key = ?", (key,))
        if found is not None:
            gone.append(found)
    note(connection, "unread", {id_: key for key, id_ in unread.items()})
    return frozenset(gone)


def _compare(
    connection: Connection,
    scopes: dict[str, int],
    heads: dict[str, Head],
    doubted: frozenset[str],
) -> tuple[str, ...]:
    """Scopes that do not hold what the server says they hold. They are doubted from now on; of
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
    _many(connection, "UPDATE scope SET doubted = 0 WHERE name = ?", right)
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


def _many(connection: Connection, statement: str, values: Sequence[tuple[Any, ...]]) -> None:
    if values:
        connection.exec_driver_sql(statement, list(values))
