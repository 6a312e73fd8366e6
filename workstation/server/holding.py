"""The cases that a transaction works on: locked once, changed in memory and in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from workstation.domain.apply import commit
from workstation.domain.case import Case
from workstation.domain.events import Event
from workstation.domain.views import scopes_of
from workstation.server.chain import Link, Taken, append
from workstation.server.filing import case_row
from workstation.server.scopes import ABSENT, Change, Standing
from workstation.server.tables import CASES
from workstation.wire.codec import Malformed, decode_case


@dataclass(frozen=True, slots=True)
class Held:
    """A case under lock: its state now, its hash, and the end of its log."""

    case: Case
    hash: int
    link: Link

    @classmethod
    def new(cls, opening: Case) -> Held:
        """A case that is not stored yet."""
        return cls(opening, 0, Link())

    @property
    def standing(self) -> Standing:
        """What the feeds know of it."""
        return Standing(self.hash, scopes_of(self.case))


class Unreadable(ValueError):
    """A stored case that this version cannot read: damaged, or written by a newer one."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one command did: the case after it, and the step that the feeds have to take."""

    held: Held
    change: Change


def lock(connection: Connection, ids: Iterable[str]) -> dict[str, Held | Unreadable]:
    """Lock the cases there are, in the order of their ids, so that batches cannot deadlock.

    One that cannot be read stands against the commands for it, not against the others.
    """
    columns = (CASES.c.id, CASES.c.body, CASES.c.hash, CASES.c.chain, CASES.c.events)
    query = select(*columns).where(CASES.c.id.in_(set(ids))).order_by(CASES.c.id).with_for_update()
    return {row.id: _held(row) for row in connection.execute(query)}


def _held(row: Any) -> Held | Unreadable:  # Any: a row of five columns
    try:
        return Held(decode_case(row.body), row.hash, Link(row.chain, row.events))
    except Malformed as error:
        return Unreadable(f"case {row.id}: {error.detail}")


def write(
    connection: Connection, held: Held, events: tuple[Event, ...], actor: str, command: str
) -> Effect:
    """Apply the events of one command: log first, then the case, one version later."""
    case = commit(held.case, events, actor)
    taken = Taken(
        case_id=case.id, version=case.version, command=command, actor=actor, events=events
    )
    if held.case.version == 0:
        return _write_first(connection, case, taken)
    end = append(connection, held.link, taken)
    row = case_row(case, end)
    changed = {name: row[name] for name in ("version", "body", "hash", "chain", "events")}
    connection.execute(update(CASES).where(CASES.c.id == case.id).values(changed))
    after = Held(case, row["hash"], end)
    return Effect(after, Change(case.id, held.standing, after.standing))


def _write_first(connection: Connection, case: Case, taken: Taken) -> Effect:
    # The row has to be there before its log, which refers to it.
    row = case_row(case, Link())
    connection.execute(insert(CASES).values(row))
    end = append(connection, Link(), taken)
    chained = {"chain": end.hash, "events": end.events}
    connection.execute(update(CASES).where(CASES.c.id == case.id).values(chained))
    after = Held(case, row["hash"], end)
    return Effect(after, Change(case.id, ABSENT, after.standing))
