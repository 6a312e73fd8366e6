"""The records that every rule may look at, held in memory for as long as nobody changes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from workstation.domain.context import NO_REFERENCES, ReferenceSet
from workstation.domain.record import Record, Registry
from workstation.domain.views import EVERYONE
from workstation.server.tables import RECORD, SCOPE, SERVER_META
from workstation.wire.bodies import unpack_record

_As = tuple[str, int]


@dataclass(slots=True)
class References:
    """What a server knows besides: its kinds, and the records of reference kinds."""

    kinds: Registry
    # One value, replaced as a whole: several threads read it.
    _held: tuple[_As, ReferenceSet] = field(default=(("", -1), NO_REFERENCES))

    def at(self, connection: Connection) -> ReferenceSet:
        """The records as this transaction sees them at its beginning. Raises `Malformed`."""
        epoch = connection.execute(select(SERVER_META.c.epoch)).scalar_one()
        seq = connection.execute(select(SCOPE.c.seq).where(SCOPE.c.id == EVERYONE)).scalar()
        now = (epoch, seq or 0)
        if self._held[0] != now:
            self._held = now, ReferenceSet(self._read(connection))
        return self._held[1]

    def _read(self, connection: Connection) -> Iterator[Record]:
        for kind in self.kinds.kinds:
            if kind.reference:
                query = select(RECORD.c.body).where(RECORD.c.kind == kind.name)
                for body in connection.execute(query).scalars():
                    yield unpack_record(kind, body)
