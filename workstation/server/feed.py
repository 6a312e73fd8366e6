"""The feed: what a device lacks of its scopes, as lines of JSON out of one snapshot.

It is written page by page and never held as a whole. Scopes come in the order of `scope_order`, so
that a person's own cases are there while a queue loads.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, select

from workstation.domain.views import scope_order, scopes_for
from workstation.server import epochs, receipts
from workstation.server.directory import actor_now
from workstation.server.references import References
from workstation.server.scopes import heads
from workstation.server.tables import RECORD, SCOPE, SCOPE_MEMBER
from workstation.wire.codec import BUCKETS, bucket_of, digests_of, encode
from workstation.wire.feed import (
    FeedEnd,
    Hello,
    Line,
    More,
    OutLine,
    ReceiptsLine,
    RecordLine,
    ScopeHead,
    ScopeStart,
    SyncRequest,
)

_PAGE = 400
# As long as a device offers its commands again to a server that has another life.
RECEIPTS_OFFERED = timedelta(days=31)
_MOST_ROWS = 20_000
_MOST_BYTES = 32 * 1024 * 1024

# Says a line, with its end, in the form of the version that was asked.
Say = Callable[[Line], bytes]


@dataclass(slots=True)
class _Room:
    """How many rows and bytes more fit into a response. One row always fits, so that a device gets
    on, however large the row is."""

    rows: int
    bytes: int
    say: Say
    begun: bool = False

    def takes(self, size: int) -> bool:
        """Whether a line of this size still fits; if so it is counted."""
        if self.begun and (self.rows < 1 or self.bytes < size):
            return False
        self.begun = True
        self.rows -= 1
        self.bytes -= size
        return True


@dataclass(frozen=True, slots=True)
class _Span:
    """The part of a scope's feed that a device lacks.

    scope: whose feed it is
    snap: whether the device gets the scope anew, and not what has changed
    after, to: the first sequence is the one behind `after`, the last one is `to`
    """

    scope: str
    snap: bool
    after: int
    to: int


def lines(
    connection: Connection,
    references: References,
    account: str,
    request: SyncRequest,
    now: datetime,
    say: Say,
) -> Iterator[bytes]:
    """The response to a request, one line at a time. The connection is one snapshot from first to
    last.

    Raises, before the first line, `Denied` for whoever has no access, and `WentBack`.
    """
    actor = actor_now(connection, references, account)
    life = epochs.present(connection)
    epoch = life.epoch
    scopes = tuple(sorted(scopes_for(actor), key=scope_order))
    state = heads(connection, scopes)
    epochs.check_feed(connection, account, request, epoch, state)
    yield say(
        Hello(
            epoch=epoch,
            server_time=now,
            scopes=scopes,
            actor=actor,
            restored_to=life.restored_to,
        )
    )
    # A device that holds nothing, or things of another life, may offer again what is here.
    afresh = request.epoch != epoch or not request.cursors
    since = now - RECEIPTS_OFFERED if afresh else None
    answers = receipts.unheard_by(connection, account, request.device, since)
    if answers:
        raw = tuple(msgspec.Raw(encode(answer)) for answer in answers)
        yield say(ReceiptsLine(answers=raw))
    spans = _spans(connection, request, epoch, state)
    complete = yield from _scopes(connection, request, spans, say)
    if complete and request.epoch == epoch:
        yield from _parts(connection, request, spans, state, say)
    yield say(FeedEnd(scopes=state if complete else {}))


def outdated_lines(
    connection: Connection, references: References, account: str, now: datetime, say: Say
) -> Iterator[bytes]:
    """The response to a workstation that is too old to read records: it is told its scopes, and
    gets nothing of them.

    Raises `Denied` for whoever has no access.
    """
    actor = actor_now(connection, references, account)
    yield say(
        Hello(
            epoch=epochs.name(connection),
            server_time=now,
            scopes=tuple(sorted(scopes_for(actor), key=scope_order)),
            actor=actor,
        )
    )
    yield say(FeedEnd(scopes={}))


def most_rows(
    connection: Connection, references: References, account: str, request: SyncRequest
) -> int:
    """How many rows the response to a request would have now, at the most.

    Raises `Denied` for whoever has no access.
    """
    scopes = scopes_for(actor_now(connection, references, account))
    epoch = epochs.name(connection)
    state = heads(connection, scopes)
    spans = _spans(connection, request, epoch, state)
    rows = sum(state[each.scope].count if each.snap else each.to - each.after for each in spans)
    return min(rows, request.max_rows)


def _spans(
    connection: Connection, request: SyncRequest, epoch: str, state: dict[str, ScopeHead]
) -> list[_Span]:
    """What the device lacks of each scope, in their order."""
    query = select(SCOPE.c.id, SCOPE.c.floor).where(SCOPE.c.id.in_(list(state)))
    floors = {row.id: row.floor for row in connection.execute(query)}
    spans: list[_Span] = []
    for scope in sorted(state, key=scope_order):
        head = state[scope].seq
        cursor = request.cursors.get(scope, -1) if request.epoch == epoch else -1
        if not floors.get(scope, 0) <= cursor <= head:
            spans.append(_Span(scope, snap=True, after=0, to=head))
        elif cursor < head:
            spans.append(_Span(scope, snap=False, after=cursor, to=head))
    return spans


def _scopes(
    connection: Connection, request: SyncRequest, spans: Sequence[_Span], say: Say
) -> Generator[bytes, None, bool]:
    """The lines of all spans, until the response is full. Returns whether all had room."""
    room = _Room(
        rows=max(1, min(request.max_rows, _MOST_ROWS)),
        bytes=max(1, min(request.max_bytes, _MOST_BYTES)),
        say=say,
    )
    for span in spans:
        yield say(ScopeStart(id=span.scope, snap=span.snap, frm=span.after, to=span.to))
        complete = yield from _members(connection, span, room)
        if not complete:
            return False
    return True


def _parts(
    connection: Connection,
    request: SyncRequest,
    spans: Sequence[_Span],
    state: dict[str, ScopeHead],
    say: Say,
) -> Iterator[bytes]:
    """The lines of each scope that the device doubts: all records of those of its parts that
    differ. A scope that the device gets as a snapshot anyway is left out.

    It cannot have asked for more rows than there are in a scope, so that the parts do not count
    against the room of the response.
    """
    snaps = {span.scope for span in spans if span.snap}
    for scope, theirs in sorted(request.doubted.items()):
        if scope not in state or scope in snaps or len(theirs) != BUCKETS:
            continue
        member = SCOPE_MEMBER.c
        inside = (member.scope == scope) & member.inside.is_(True)
        query = select(RECORD.c.id, RECORD.c.hash).join(
            SCOPE_MEMBER, member.record_id == RECORD.c.id
        )
        held = [(row.id, row.hash) for row in connection.execute(query.where(inside))]
        ours = digests_of(held)
        differ = tuple(at for at in range(BUCKETS) if ours[at] != theirs[at])
        head = state[scope].seq
        yield say(ScopeStart(id=scope, snap=False, frm=head, to=head, buckets=differ))
        for id_, _hash in held:
            if bucket_of(id_) in differ:
                query = select(RECORD.c.kind, RECORD.c.body).where(RECORD.c.id == id_)
                row = connection.execute(query).one()
                body = msgspec.Raw(row.body)
                yield say(RecordLine(id=id_, seq=head, body=body, kind=row.kind))


def _members(connection: Connection, span: _Span, room: _Room) -> Generator[bytes, None, bool]:
    """The members of a scope in a span, page by page. Returns whether all of them had room."""
    member = SCOPE_MEMBER.c
    query = (
        select(member.record_id, member.seq, member.inside, RECORD.c.kind, RECORD.c.body)
        .join(RECORD, RECORD.c.id == member.record_id)
        .where(member.scope == span.scope)
        .order_by(member.seq)
        .limit(_PAGE)
    )
    if span.snap:
        # A snapshot starts from nothing: there is nothing to take out of it.
        query = query.where(member.inside.is_(True))
    reached = span.after
    while rows := connection.execute(query.where(member.seq > reached)).all():
        for row in rows:
            told: Line = OutLine(id=row.record_id, seq=row.seq)
            if row.inside:
                body = msgspec.Raw(row.body)
                told = RecordLine(id=row.record_id, seq=row.seq, body=body, kind=row.kind)
            line = room.say(told)
            if not room.takes(len(line)):
                yield room.say(More(scope=span.scope, seq=reached))
                return False
            yield line
            reached = row.seq
    return True
