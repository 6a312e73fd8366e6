"""People on the server: whoever is let in again has none of the sessions of before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from workstation.domain.people.person import AccessOpened
from workstation.domain.people.records import StaffMember
from workstation.domain.problem import Refused
from workstation.domain.record import Event, Record
from workstation.i18n import _
from workstation.server import accounts
from workstation.server.kinds.served import Served


class ServedPeople(Served):
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

    def clash(self) -> Refused:
        """Two administrators have added the same user name."""
        return Refused(
            _("Somebody else has added this person at this moment."),
            _("Look at what they may do, and change it if it is still needed."),
        )
