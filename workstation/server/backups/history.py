"""What was done to one record, as its audit log tells it: when, by whom, and what was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select

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
    """One line of a log.

    at: when it was done
    version: that of the record after it
    what: what was done; the name of the event where this program has no words for it
    by: who did it
    seen: the versions of other records, by id, that the rule looked at
    """

    at: datetime
    version: int
    what: str
    by: Person
    seen: Mapping[Id, int] = field(default_factory=dict)

    def text(self) -> str:
        """The line as it is printed; where the name of a person was erased, their account stays."""
        who = f"{self.by.name} ({self.by.id})" if self.by.name else self.by.id
        at = self.at.astimezone(UTC)
        told = [f"{at:%Y-%m-%d %H:%M:%S} UTC", f"version {self.version}", self.what, who]
        if self.seen:
            told.append("seen: " + ", ".join(f"{id_} {self.seen[id_]}" for id_ in self.seen))
        return "  ".join(told)


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """The history of a record.

    id: the record
    done: all that was done to it, oldest first
    breaches: what in its log does not hold
    """

    id: Id
    done: tuple[LogLine, ...]
    breaches: tuple[Breach, ...]


def history(url: str, named: str) -> RecordHistory | None:
    """The history of the record of that id, or of the case of that number; None for neither."""
    database = Database(url, patient=True)
    try:
        with database.snapshot() as connection:
            numbers = (CASE_LOOKUP.c.reference, CASE_LOOKUP.c.external_reference)
            numbered = select(CASE_LOOKUP.c.id).where(or_(*(each == named for each in numbers)))
            by_name = or_(RECORD.c.id == named, RECORD.c.id.in_(numbered))
            query = select(RECORD.c.id, RECORD.c.kind).where(by_name)
            record = connection.execute(query.order_by(RECORD.c.id != named)).first()
            if record is None:
                return None
            breaches = tuple(chain.verify(connection, [record.id]))
            kind = KINDS.named(record.kind)
            log = select(EVENT).where(EVENT.c.record_id == record.id).order_by(EVENT.c.n)
            done = tuple(_line(kind, row) for row in connection.execute(log))
            return RecordHistory(record.id, done, breaches)
    finally:
        database.shut()


# Any: a kind of whichever records; a row of `event`.
def _line(kind: Kind[Any] | None, row: Any) -> LogLine:
    """A row of a log as it is told; what cannot be read of it is left out."""
    effect = kind.effect_named.get(row.kind) if kind is not None else None
    try:
        by = decode(row.body, Event).by
    except Malformed:
        # Whose command it was.
        by = Person(row.actor, "")
    try:
        seen = decode(row.seen, dict[Id, int]) if row.seen is not None else {}
    except Malformed:
        seen = {}
    return LogLine(
        at=row.at,
        version=row.version,
        what=Translator("en").text(effect.said) if effect is not None else row.kind.capitalize(),
        by=by,
        seen=seen,
    )
