"""The audit log: each record's events, every one sealed by a hash over itself and the one before.

The record's row keeps the last link and the number of links, so that a log cut short is seen as
well as a changed line; and since a record is nothing but its events, they must still give its body.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert, select, update

from workstation.domain.actor import SYSTEM
from workstation.domain.apply import commit
from workstation.domain.kinds import KINDS
from workstation.domain.marks import pruned
from workstation.domain.problem import Refused
from workstation.domain.record import Event, Id, Kind, Record, Registry
from workstation.server.seal import (
    CLEAR,
    SEAL_V,
    WHOLE,
    digests,
    erased,
    first_seal,
    seal,
    texts_hold,
)
from workstation.server.tables import EVENT, RECORD
from workstation.wire.bodies import unpack_record
from workstation.wire.codec import Malformed, body_hash, decode, encode


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The end of a record's chain.

    hash: that of its last link
    events: how many links there are
    seal_v: the form in which the last one was sealed
    """

    hash: bytes = b""
    events: int = 0
    seal_v: int = SEAL_V


# Any: of whichever kind.
@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCommand:
    """A command that took effect, as it is written into the log.

    kind, record_id: the record that it changed
    version: that of the record after it
    command: its id
    actor: who gave it
    events: what it has done
    seen: the versions of other records, by id, that its rule looked at
    """

    kind: Kind[Any]
    record_id: Id
    version: int
    command: str
    actor: str
    events: tuple[Event, ...]
    seen: Mapping[Id, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breach:
    """A record whose log is not what was written, or does not give the record; `what` says why."""

    record_id: str
    what: str


def append(connection: Connection, link: ChainEnd, taken: LoggedCommand) -> ChainEnd:
    """Write the events of one command behind the link. Returns the new end of the chain."""
    end, rows = links(link, (taken,))
    connection.execute(insert(EVENT), rows)
    return end


def links(link: ChainEnd, taken: Sequence[LoggedCommand]) -> tuple[ChainEnd, list[dict[str, Any]]]:
    """The end of a record's chain after these commands, and the rows that they add to the log."""
    rows: list[dict[str, Any]] = []
    end = link
    for each in taken:
        seen = encode(each.seen) if each.seen else None
        events: list[tuple[str, Event, bytes | None]] = [
            (each.kind.by_event[type(event)].name, event, seen) for event in each.events
        ]
        if end.seal_v != SEAL_V and events:
            closed = EarlierFormClosed(at=events[0][1].at, by=SYSTEM, links=end.events)
            # No rule gave it, so that none has seen anything for it.
            events.insert(0, (_CLOSED, closed, None))
        for name, event, looked_at in events:
            row: dict[str, Any] = {
                "record_id": each.record_id,
                "n": end.events + 1,
                "version": each.version,
                "command": each.command,
                "actor": each.actor,
                "kind": name,
                "at": event.at,
                "body": encode(event),
                "seen": looked_at,
                "seal_v": SEAL_V,
            }
            row["texts"] = digests(row["body"], SEAL_V, secrets.token_bytes)
            row["hash"] = seal(end.hash, row)
            rows.append(row)
            end = ChainEnd(row["hash"], end.events + 1)
    return end, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFormClosed(Event):
    """The first event of a log that is sealed in the present form: the `links` before it were
    sealed in an earlier one."""

    links: int


# No effect of any kind has this name.
_CLOSED = "log closed"


def verify(
    connection: Connection, ids: Iterable[Id] | None = None, kinds: Registry = KINDS
) -> Iterator[Breach]:
    """Every breach in the logs of these records, or of all. Checked are the seal of each link, the
    end of each chain, and that hash and body of each record are what its events give."""
    wanted = ("id", "kind", "body", "hash", "chain", "events")
    columns = [RECORD.c[name] for name in wanted]
    query = select(*columns).order_by(RECORD.c.id).execution_options(yield_per=500)
    if ids is not None:
        query = query.where(RECORD.c.id.in_(list(ids)))
    for row in connection.execute(query):
        what = _breach(connection, row, kinds.named(row.kind))
        if what:
            yield Breach(row.id, what)


# Any: a row of six columns, a kind of whichever records.
def _breach(connection: Connection, record: Any, kind: Kind[Any] | None) -> str:
    """What does not hold in the log of a record, "" for nothing."""
    query = select(EVENT).where(EVENT.c.record_id == record.id).order_by(EVENT.c.n)
    rows = [dict(row._mapping) for row in connection.execute(query)]
    if kind is None:
        return f"a record of the kind {record.kind} is not known to this program"
    end = ChainEnd()
    for row in rows:
        if row["n"] != end.events + 1 or not _is_sound(end, row):
            return f"event {row['n']} is not what was written"
        end = ChainEnd(row["hash"], end.events + 1, row["seal_v"])
    if (end.hash, end.events) != (record.chain, record.events):
        return "the log does not end where the record says"
    if body_hash(record.body) != record.hash:
        return "the stored hash is not that of the stored record"
    try:
        told, stored = _replay(record.id, kind, rows), unpack_record(kind, record.body)
    except _DO_NOT_FIT:
        return "the stored events, or the record, cannot be read"
    # What was stored before may have kept more marks than are needed.
    changed: Any = stored
    if told != replace(changed, marks=pruned(stored.marks)):
        return "the events do not give the stored record"
    return ""


# Any: columns.
def _is_sound(end: ChainEnd, row: dict[str, Any]) -> bool:
    """Whether a link is sealed over the one before, and says what was sealed.

    It is the stored bytes that are looked at: what they mean to this program is no matter.
    """
    if end.events and row["seal_v"] < end.seal_v:
        # After the first in one form, none in an earlier one.
        return False
    if row["seal_v"] == WHOLE:
        return bool(row["hash"] == first_seal(end.hash, row))
    try:
        known = row["seal_v"] in CLEAR
        return known and texts_hold(row) and bool(row["hash"] == seal(end.hash, row))
    except (Malformed, ValueError, RecursionError):
        return False


# What events that were not made by a rule do to whatever applies them: one such record must not
# keep all others from being checked.
_DO_NOT_FIT = (
    *(Malformed, Refused, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)


def _replay(id_: Id, kind: Kind[Any], rows: list[dict[str, Any]]) -> Record | None:
    """The record that the events of a log give. Raises `Malformed`, and what rules raise for events
    that they have not made."""
    record: Record | None = None
    for _version, group in groupby(rows, key=lambda row: row["version"]):
        batch = list(group)
        events: list[Event] = [
            decode(row["body"], kind.effect_named[row["kind"]].event)
            for row in batch
            if row["kind"] != _CLOSED
        ]
        if record is None:
            record = kind.start(id_, events[0])
        record = commit(kind, record, events, batch[0]["actor"])
    return record


# Any: a kind of whichever records.
def erase(
    connection: Connection, kind: Kind[Any], id_: Id, gone: Callable[[str], bool]
) -> Record | None:
    """Take the texts of which `gone` says so out of the log of a record, for good.

    Returns the record as its events give it now, None for one that has none: whoever erases stores
    it in the place of the other. Links that were sealed in an earlier form keep theirs, since their
    seal is over the text itself.
    """
    query = select(EVENT).where(EVENT.c.record_id == id_).order_by(EVENT.c.n)
    rows = [dict(row._mapping) for row in connection.execute(query)]
    left = [row if row["seal_v"] == WHOLE else erased(row, gone) for row in rows]
    for before, after in zip(rows, left, strict=True):
        if after["body"] != before["body"]:
            mine = update(EVENT).where(EVENT.c.record_id == id_, EVENT.c.n == after["n"])
            connection.execute(mine.values(body=after["body"], texts=after["texts"]))
    return _replay(id_, kind, left)
