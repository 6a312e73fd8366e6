"""People on the server: whoever is let in again has none of the sessions of before, and what waits
for a lead who is gone goes to the supervisors."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from workstation.domain.people.crew import CREW, CrewChanged, CrewDissolved
from workstation.domain.people.person import AccessEnded, AccessOpened
from workstation.domain.people.records import Crew, StaffMember
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Event, Id, Record
from workstation.i18n import _
from workstation.server import accounts
from workstation.server.kinds.deposits import handed_on
from workstation.server.kinds.server_kind import ServedKind
from workstation.server.tables import RECORD
from workstation.wire.bodies import unpack_record


class ServedPeople(ServedKind):
    """Sessions go with access, and not with the record."""

    def index(
        self,
        connection: Connection,
        _before: Record | None,
        after: Record,
        events: Sequence[Event],
    ) -> None:
        """End what is left of the sessions of before."""
        for event in events:
            if isinstance(event, AccessOpened) and isinstance(after, StaffMember):
                accounts.end_sessions(connection, after.user)
                accounts.forget_keys(connection, after.user)

    def follows(
        self, connection: Connection, after: Record, events: Sequence[Event]
    ) -> tuple[tuple[Id, Command], ...]:
        """What waits for the lead that somebody was goes to the supervisors."""
        ended = any(isinstance(event, AccessEnded) for event in events)
        if not ended or not isinstance(after, StaffMember):
            return ()
        bodies = connection.execute(select(RECORD.c.body).where(RECORD.c.kind == CREW.name))
        crews = [unpack_record(CREW, body) for body in bodies.scalars()]
        return handed_on(connection, [each.name for each in crews if each.lead == after.user])

    def clash(self) -> Refused:
        """Two administrators have added the same user name."""
        return Refused(
            _("Somebody else has added this person at this moment."),
            _("Look at what they may do, and change it if it is still needed."),
        )


class ServedCrews(ServedKind):
    """What waits for the lead of a crew goes with that lead, if nobody else leads it."""

    def follows(
        self, connection: Connection, after: Record, events: Sequence[Event]
    ) -> tuple[tuple[Id, Command], ...]:
        """Supervisors read what waits where nobody leads any more."""
        moved = any(isinstance(event, CrewChanged | CrewDissolved) for event in events)
        if not moved or not isinstance(after, Crew) or after.lead:
            return ()
        return handed_on(connection, [after.name])
