"""People and crews on the server: whoever is let in again has none of the sessions of before, and
deposited work that waits for a lead who is gone goes to the supervisors."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from workstation.domain.people.crew import CREW, CrewChanged, CrewDissolved
from workstation.domain.people.deposit import DEPOSIT, DepositState, HandOn, lead_scope
from workstation.domain.people.person import AccessEnded, AccessOpened
from workstation.domain.people.records import Crew, StaffMember
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Event, Id, Record
from workstation.i18n import _
from workstation.server import accounts
from workstation.server.kinds.server_kind import ServedKind
from workstation.server.tables import RECORD, SCOPE_MEMBER
from workstation.wire.bodies import unpack_record


class ServedPeople(ServedKind):
    """The records of people: sessions are ended and deposited work is handed on with them."""

    def index(
        self,
        connection: Connection,
        _before: Record | None,
        after: Record,
        events: Sequence[Event],
    ) -> None:
        """End the sessions that somebody who is let in again had before, and take their keys."""
        for event in events:
            if isinstance(event, AccessOpened) and isinstance(after, StaffMember):
                accounts.end_sessions(connection, after.user)
                accounts.forget_keys(connection, after.user)

    def follows(
        self, connection: Connection, after: Record, events: Sequence[Event]
    ) -> tuple[tuple[Id, Command], ...]:
        """Hand deposited work on to the supervisors that waits for somebody whose access ended."""
        ended = any(isinstance(event, AccessEnded) for event in events)
        if not ended or not isinstance(after, StaffMember):
            return ()
        bodies = connection.execute(select(RECORD.c.body).where(RECORD.c.kind == CREW.name))
        crews = [unpack_record(CREW, body) for body in bodies.scalars()]
        return _hand_on(connection, [each.name for each in crews if each.lead == after.user])

    def clash(self) -> Refused:
        """What is said where two administrators have added the same user name."""
        return Refused(
            _("Somebody else has added this person at this moment."),
            _("Look at what they may do, and change it if it is still needed."),
        )


class ServedCrews(ServedKind):
    """The records of crews: deposited work is handed on when a crew has no lead any more."""

    def follows(
        self, connection: Connection, after: Record, events: Sequence[Event]
    ) -> tuple[tuple[Id, Command], ...]:
        """Hand deposited work on to the supervisors where nobody leads the crew any more."""
        moved = any(isinstance(event, CrewChanged | CrewDissolved) for event in events)
        if not moved or not isinstance(after, Crew) or after.lead:
            return ()
        return _hand_on(connection, [after.name])


def _hand_on(connection: Connection, crews: Collection[str]) -> tuple[tuple[Id, Command], ...]:
    """The commands that let supervisors read what waits for the leads of these crews."""
    member = SCOPE_MEMBER.c
    query = select(RECORD.c.id, RECORD.c.body).where(
        member.scope.in_([lead_scope(crew) for crew in crews]),
        member.inside.is_(True),
        RECORD.c.id == member.record_id,
        RECORD.c.kind == DEPOSIT.name,
    )
    rows = connection.execute(query.order_by(RECORD.c.id)).all() if crews else ()
    held = [unpack_record(DEPOSIT, row.body) for row in rows]
    return tuple((each.id, HandOn()) for each in held if each.state is DepositState.LAID_DOWN)
