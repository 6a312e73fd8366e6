"""Which deposited work waits for the lead of a crew."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from workstation.domain.people.deposit import DEPOSIT, DepositState, HandOn, lead_scope
from workstation.domain.record import Command, Id
from workstation.server.tables import RECORD, SCOPE_MEMBER
from workstation.wire.bodies import unpack_record


def handed_on(connection: Connection, crews: Collection[str]) -> tuple[tuple[Id, Command], ...]:
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
