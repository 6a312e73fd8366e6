"""The scopes of the feed: each counts how far it is and how many records it holds, and keeps a
digest of them.

`publish` is the last thing that a writing transaction does. It locks the scopes that it touches in
one order and holds them to the commit, so that the order of sequences is the order of commits, a
roll-back leaves no gap, and no reader can pass a row that commits later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from workstation.server.database import insert_into
from workstation.server.tables import SCOPE, SCOPE_MEMBER
from workstation.wire.codec import digest
from workstation.wire.feed import ScopeHead


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the feeds hold of a record.

    hash: that of its body, 0 where no feed carries it
    scopes: the feeds that carry it
    """

    hash: int
    scopes: frozenset[str]


ABSENT = FeedState(0, frozenset())


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """One change of one record: what the feeds hold of it before and after."""

    record_id: str
    before: FeedState
    after: FeedState


@dataclass(slots=True)
class _Counter:
    """The row of a scope while it is locked: its sequence, how many records it holds, and their
    digest."""

    seq: int
    cnt: int
    dig: int


# How far scopes are, by their names.
Effects = dict[str, int]


def publish(connection: Connection, changes: Sequence[ScopeChange]) -> tuple[Effects, ...]:
    """Write the changes to the feeds. Returns for each change at which sequence each scope that it
    touches carries it."""
    touched = {scope for each in changes for scope in each.before.scopes | each.after.scopes}
    counters = _locked(connection, sorted(touched))
    members: dict[tuple[str, str], tuple[int, bool]] = {}
    effects: list[Effects] = []
    for change in changes:
        effect: Effects = {}
        for scope in sorted(change.before.scopes | change.after.scopes):
            was, inside = scope in change.before.scopes, scope in change.after.scopes
            counter = counters[scope]
            counter.seq += 1
            counter.cnt += inside - was
            counter.dig = digest(
                counter.dig,
                removed=change.before.hash if was else 0,
                added=change.after.hash if inside else 0,
            )
            members[scope, change.record_id] = (counter.seq, inside)
            effect[scope] = counter.seq
        effects.append(effect)
    _store(connection, counters, members)
    return tuple(effects)


def heads(connection: Connection, scopes: Iterable[str] | None = None) -> dict[str, ScopeHead]:
    """The heads of the scopes asked for, or of all; one that never held a record stands at 0."""
    query = select(SCOPE.c.id, SCOPE.c.seq, SCOPE.c.cnt, SCOPE.c.dig)
    if scopes is not None:
        query = query.where(SCOPE.c.id.in_(list(scopes)))
    found = {
        row.id: ScopeHead(seq=row.seq, count=row.cnt, digest=row.dig)
        for row in connection.execute(query)
    }
    return {scope: ScopeHead(seq=0, count=0, digest=0) for scope in scopes or ()} | found


def scopes_that_hold(connection: Connection, record: str) -> frozenset[str]:
    """The scopes that carry a record now."""
    member = SCOPE_MEMBER.c
    query = select(member.scope).where(member.record_id == record, member.inside.is_(True))
    return frozenset(connection.execute(query).scalars())


def _locked(connection: Connection, scopes: list[str]) -> dict[str, _Counter]:
    if not scopes:
        return {}
    fresh = [{"id": scope, "seq": 0, "cnt": 0, "dig": 0, "floor": 0} for scope in scopes]
    connection.execute(insert_into(connection)(SCOPE).values(fresh).on_conflict_do_nothing())
    query = (
        select(SCOPE.c.id, SCOPE.c.seq, SCOPE.c.cnt, SCOPE.c.dig)
        .where(SCOPE.c.id.in_(scopes))
        .order_by(SCOPE.c.id)
        .with_for_update()
    )
    return {row.id: _Counter(row.seq, row.cnt, row.dig) for row in connection.execute(query)}


def _store(
    connection: Connection,
    counters: dict[str, _Counter],
    members: dict[tuple[str, str], tuple[int, bool]],
) -> None:
    if not members:
        return
    upsert = insert_into(connection)(SCOPE_MEMBER)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["scope", "record_id"],
            set_={"seq": upsert.excluded.seq, "inside": upsert.excluded.inside},
        ),
        [
            {"scope": scope, "record_id": record, "seq": seq, "inside": inside}
            for (scope, record), (seq, inside) in members.items()
        ],
    )
    connection.execute(
        update(SCOPE)
        .where(SCOPE.c.id == bindparam("scope_id"))
        .values(seq=bindparam("s"), cnt=bindparam("c"), dig=bindparam("d")),
        [
            {"scope_id": scope, "s": each.seq, "c": each.cnt, "d": each.dig}
            for scope, each in counters.items()
        ],
    )
