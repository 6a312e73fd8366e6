"""What was done to one record, as its audit log tells it: when, by whom, and what was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, or_, select

from workstation.domain.actor import Person
from workstation.domain.kinds import KINDS
from workstation.domain.record import Event, Id, Kind
from workstation.i18n import Translator
from workstation.server import chain
from workstation.server.chain import Breach
from workstation.server.database import Database
from workstation.server.tables import CASE_LOOKUP, EVENT, RECORD
from workstation.wire.codec import Malformed, decode


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of a log. `seen` are the versions of other records that the rule looked at."""

    at: datetime
    version: int
    what: str
    by: Person
    seen: Mapping[Id, int] = field(default_factory=dict)

    def line(self) -> str:
        """As it is printed; a name that was erased leaves the account."""
        who = f"{self.by.name} ({self.by.id})" if self.by.name else self.by.id
        at = self.at.astimezone(UTC)
        told = [f"{at:%Y-%m-%d %H:%M:%S} UTC", f"version {self.version}", self.what, who]
        if self.seen:
            told.append("seen: " + ", ".join(f"{id_} {self.seen[id_]}" for id_ in self.seen))
        return "  ".join(told)


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """All that was done to a record, oldest first, and what in its log does not hold."""

    id: Id
    done: tuple[LogLine, ...]
    breaches: tuple[Breach, ...]


def history(url: str, named: str) -> RecordHistory | None:
    """The history of the record of that id, or of the case of that number; None for neither."""
    database = Database(url, patient=True)
    try:
        with database.snapshot() as connection:
            id_ = _found(connection, named)
            if id_ is None:
                return None
            breaches = tuple(chain.verify(connection, [id_]))
            return RecordHistory(id_, tuple(_done(connection, id_)), breaches)
    finally:
        database.shut()


def _found(connection: Connection, named: str) -> Id | None:
    numbers = (CASE_LOOKUP.c.reference, CASE_LOOKUP.c.external_reference)
    numbered = select(CASE_LOOKUP.c.id).where(or_(*(number == named for number in numbers)))
    query = select(RECORD.c.id).where(or_(RECORD.c.id == named, RECORD.c.id.in_(numbered)))
    id_: Id | None = connection.execute(query.order_by(RECORD.c.id != named)).scalars().first()
    return id_


def _done(connection: Connection, id_: Id) -> Iterator[LogLine]:
    name = connection.execute(select(RECORD.c.kind).where(RECORD.c.id == id_)).scalar_one()
    kind = KINDS.named(name)
    for row in connection.execute(
        select(EVENT).where(EVENT.c.record_id == id_).order_by(EVENT.c.n)
    ):
        yield LogLine(
            at=row.at,
            version=row.version,
            what=_said(kind, row.kind),
            by=_person(row),
            seen=_seen(row.seen),
        )


# Any: a kind of whichever records.
def _said(kind: Kind[Any] | None, name: str) -> str:
    """The words of an event; its name where this program has none."""
    effect = kind.effect_named.get(name) if kind is not None else None
    return Translator("en").text(effect.said) if effect is not None else name.capitalize()


# Any: a row.
def _person(row: Any) -> Person:
    """Who did it by the log; whose command it was where the line cannot be read."""
    try:
        return decode(row.body, Event).by
    except Malformed:
        return Person(row.actor, "")


def _seen(told: bytes | None) -> dict[Id, int]:
    try:
        return decode(told, dict[Id, int]) if told is not None else {}
    except Malformed:
        return {}
