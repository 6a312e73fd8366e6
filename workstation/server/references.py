"""The records that every rule may look at, held in memory for as long as nobody changes one."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from workstation.domain.context import NO_REFERENCES, ReferenceSet
from workstation.domain.record import Record, Registry
from workstation.domain.views import EVERYONE
from workstation.server.tables import RECORD, SCOPE, SCOPE_MEMBER, SERVER_META
from workstation.wire.bodies import unpack_record

# The epoch, and how far the scope of everyone is in it.
_Stand = tuple[str, int]
# Any number will do that no other user of the same cluster takes.
_TURN = 7_266_174


@dataclass(slots=True)
class References:
    """The kinds of records that a server has, and the records of those of them that every rule may
    look at."""

    kinds: Registry
    # One value, replaced as a whole: several threads read it.
    _held: tuple[_Stand, ReferenceSet] = field(default=(("", -1), NO_REFERENCES))

    def at(self, connection: Connection) -> ReferenceSet:
        """The records as a transaction sees them at its beginning, before it has published any.
        Raises `Malformed`."""
        epoch = connection.execute(select(SERVER_META.c.epoch)).scalar_one()
        seq = connection.execute(select(SCOPE.c.seq).where(SCOPE.c.id == EVERYONE)).scalar()
        now = (epoch, seq or 0)
        if self._held[0] != now:
            records: list[Record] = []
            for kind in self.kinds.kinds:
                if kind.reference:
                    # By the feed: there are a hundred thousand cases beside them.
                    query = select(RECORD.c.body).where(
                        RECORD.c.kind == kind.name,
                        RECORD.c.id == SCOPE_MEMBER.c.record_id,
                        SCOPE_MEMBER.c.scope == EVERYONE,
                        SCOPE_MEMBER.c.inside.is_(True),
                    )
                    bodies = connection.execute(query).scalars()
                    records += [unpack_record(kind, body) for body in bodies]
            self._held = now, ReferenceSet(records)
        return self._held[1]

    def alone(self, connection: Connection) -> ReferenceSet:
        """The records, of which nobody else changes one to the end of the transaction.

        It comes after the locks of records, and before those of scopes.
        """
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
        return self.at(connection)
