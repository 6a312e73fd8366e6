"""Deletes what no workstation can ask for any more: the rows that say that a record has left a
scope, once they are old, and old receipts.

A cursor below a scope's floor has missed such rows, and is answered with the scope as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select, update

from workstation.server.tables import (
    COMMAND_RECEIPT,
    EVENT,
    SCOPE,
    SCOPE_MEMBER,
)

# Longer than the longest leave: whoever was away for less gets what has changed, not all.
OUT_KEPT = timedelta(days=45)
# A device offers its commands of 30 days again to a server that was restored, and sends what it
# has not heard of for as long as it takes.
ACKED_KEPT = timedelta(days=90)
RECEIPTS_KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class PruneCount:
    """How many rows were deleted: of records that left a scope, and receipts."""

    outs: int
    receipts: int


def prune(connection: Connection, now: datetime) -> PruneCount:
    """Delete what is old enough, and raise the floors of the scopes that lost something."""
    query = select(SCOPE_MEMBER.c.scope).where(_left_long_ago(now)).distinct()
    scopes = sorted(connection.execute(query).scalars())
    outs = 0
    for scope in scopes:
        # Whoever publishes holds this lock to their commit: no record comes back into it here.
        locked = select(SCOPE.c.floor).where(SCOPE.c.id == scope).with_for_update()
        floor = connection.execute(locked).scalar_one()
        gone = and_(SCOPE_MEMBER.c.scope == scope, _left_long_ago(now))
        counts = select(func.count(), func.max(SCOPE_MEMBER.c.seq)).where(gone)
        count, highest = connection.execute(counts).one()
        if count:
            connection.execute(delete(SCOPE_MEMBER).where(gone))
            raised = update(SCOPE).where(SCOPE.c.id == scope).values(floor=max(floor, highest))
            connection.execute(raised)
            outs += int(count)
    at, acked = COMMAND_RECEIPT.c.at, COMMAND_RECEIPT.c.acked
    old = or_(at < now - RECEIPTS_KEPT, and_(acked, at < now - ACKED_KEPT))
    receipts = connection.execute(delete(COMMAND_RECEIPT).where(old)).rowcount
    return PruneCount(outs, int(receipts))


def _left_long_ago(now: datetime) -> ColumnElement[bool]:
    # A record leaves a scope by an event of it: if its last one is old, so is its leaving.
    lately = exists().where(
        EVENT.c.record_id == SCOPE_MEMBER.c.record_id, EVENT.c.at > now - OUT_KEPT
    )
    return and_(SCOPE_MEMBER.c.inside.is_(False), ~lately)
