"""The door for the unsent work of somebody whose access has ended: it takes in, and shows nothing.

It is open to the devices on which they were signed in, for some days; what is laid down goes to the
lead of their crew, and is never carried out.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workstation.domain.context import ReferenceSet
from workstation.domain.people.deposit import LayDown, Unsent, deposit_id
from workstation.domain.people.records import Crew, StaffMember, crew_id, person_id
from workstation.server import accounts
from workstation.server.batch import Batches
from workstation.server.origins import system
from workstation.server.problem import access_stands, too_late_to_deposit
from workstation.server.scopes import Effects

OPEN_FOR = timedelta(hours=72)


def lay_down(
    connection: Connection,
    batches: Batches,
    token: str,
    items: tuple[Unsent, ...],
    now: datetime,
) -> Effects:
    """Keep what a device had not sent. Returns the heads that moved.

    Raises `Denied`: 401 for no session, 409 while their access stands, and after 72 hours.
    """
    user, device = accounts.holder(connection, token, now)
    references = batches.references.at(connection)
    member = references.get(person_id(user))
    if not isinstance(member, StaffMember) or member.ended is None:
        raise access_stands()
    if now - member.ended.at > OPEN_FOR:
        raise too_late_to_deposit()
    crew = _led_crew(references, member)
    command = LayDown(person=member.person, device=device, crew=crew, items=items)
    named = "\n".join(sorted(each.id for each in items))
    cause = f"deposit:{user}:{device}:{hashlib.sha256(named.encode()).hexdigest()}"
    id_ = deposit_id(user, device)
    return batches.give(connection, system(cause), ((id_, command),), now)


def _led_crew(references: ReferenceSet, member: StaffMember) -> str:
    """The crew of somebody, if somebody else leads it who works here; "" if none does."""
    crew = references.get(crew_id(member.crew)) if member.crew else None
    if not isinstance(crew, Crew) or crew.dissolved or crew.lead in ("", member.user):
        return ""
    lead = references.get(person_id(crew.lead))
    return member.crew if isinstance(lead, StaffMember) and lead.works else ""
