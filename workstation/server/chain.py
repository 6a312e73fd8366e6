"""The audit log: each case's events, every one sealed by a hash over itself and the one before.

The case row keeps the last link and the number of links, so that a log cut short is seen as
well as a changed line; and since a case is nothing but its events, they must still give its body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert, select

from workstation.domain.apply import commit
from workstation.domain.case import Case
from workstation.domain.events import EVENTS, Event, Filed, name_of
from workstation.server.tables import CASES, EVENT
from workstation.wire.codec import body_hash, decode, decode_case, encode


@dataclass(frozen=True, slots=True)
class Link:
    """The end of a case's chain: the hash of its last event, and how many there are."""

    hash: bytes = b""
    events: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The events of one command that took effect, as they are written down."""

    case_id: str
    version: int
    command: str
    actor: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A case whose log does not hold, and what does not."""

    case_id: str
    what: str


def append(connection: Connection, link: Link, taken: Taken) -> Link:
    """Write the events of one command. Returns the new end of the case's chain."""
    end, rows = links(link, (taken,))
    connection.execute(insert(EVENT), rows)
    return end


def links(link: Link, taken: Sequence[Taken]) -> tuple[Link, list[dict[str, Any]]]:
    """The end of the chain after these commands of one case, and the rows to be written."""
    rows: list[dict[str, Any]] = []
    end = link
    for each in taken:
        end = _add(rows, end, each)
    return end, rows


def _add(rows: list[dict[str, Any]], link: Link, taken: Taken) -> Link:
    end = link
    for event in taken.events:
        row: dict[str, Any] = {
            "case_id": taken.case_id,
            "n": end.events + 1,
            "version": taken.version,
            "command": taken.command,
            "actor": taken.actor,
            "kind": name_of(event),
            "at": event.at,
            "body": encode(event),
        }
        row["hash"] = _seal(end.hash, row)
        rows.append(row)
        end = Link(row["hash"], end.events + 1)
    return end


def _seal(previous: bytes, row: dict[str, Any]) -> bytes:
    told = [row[name] for name in ("case_id", "n", "version", "command", "actor", "kind")]
    sealed = hashlib.sha256(previous)
    sealed.update(encode([*told, row["at"].astimezone(UTC).isoformat()]))
    sealed.update(row["body"])
    return sealed.digest()


def verify(connection: Connection, cases: Iterable[str] | None = None) -> Iterator[Breach]:
    """Every breach in the logs of these cases, or of all: seals, ends, hashes and bodies."""
    columns = (CASES.c.id, CASES.c.body, CASES.c.hash, CASES.c.chain, CASES.c.events)
    query = select(*columns).order_by(CASES.c.id).execution_options(yield_per=500)
    if cases is not None:
        query = query.where(CASES.c.id.in_(list(cases)))
    for row in connection.execute(query):
        what = _breach(connection, row)
        if what:
            yield Breach(row.id, what)


def _breach(connection: Connection, case: Any) -> str:  # Any: a row of five columns
    query = select(EVENT).where(EVENT.c.case_id == case.id).order_by(EVENT.c.n)
    rows = [dict(row._mapping) for row in connection.execute(query)]
    end = Link()
    for row in rows:
        if row["n"] != end.events + 1 or row["hash"] != _seal(end.hash, row):
            return f"event {row['n']} is not what was written"
        end = Link(row["hash"], end.events + 1)
    if (end.hash, end.events) != (case.chain, case.events):
        return "the log does not end where the case says"
    if body_hash(case.body) != case.hash:
        return "the stored hash is not that of the stored case"
    if _replay(rows) != decode_case(case.body):
        return "the events do not give the stored case"
    return ""


def _replay(rows: list[dict[str, Any]]) -> Case | None:
    case: Case | None = None
    for _version, group in groupby(rows, key=lambda row: row["version"]):
        batch = list(group)
        events = [decode(row["body"], EVENTS[row["kind"]]) for row in batch]
        if case is None:
            first = events[0]
            if not isinstance(first, Filed):
                return None
            case = first.opening
        case = commit(case, events, batch[0]["actor"])
    return case
