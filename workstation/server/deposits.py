"""Keeps the unsent work of somebody whose access has ended, and shows them nothing.

It is taken from the devices on which they were signed in, for some days, also where the session
there had ended before. It goes to the lead of their crew, and is never carried out.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection

from workstation.domain.people.deposit import LayDown, Unsent, deposit_id
from workstation.domain.people.records import Ended, StaffMember, lead_over
from workstation.domain.problem import Refused
from workstation.server import accounts, directory
from workstation.server.batch import Batches
from workstation.server.origins import system
from workstation.server.problem import (
    access_stands,
    deposit_is_full,
    not_signed_in,
    too_late_to_deposit,
)
from workstation.server.scopes import Effects

OPEN_FOR = timedelta(hours=72)


def is_open(member: StaffMember | None, now: datetime) -> bool:
    """Whether somebody's access has ended, and not too long ago."""
    return member is not None and member.ended is not None and now - member.ended.at <= OPEN_FOR


def end_of_access(connection: Connection, token: str) -> Ended | None:
    """The end of the access of whoever this was a token of; None while it stands."""
    held = accounts.key_holder(connection, token)
    member = directory.member(connection, held[0]) if held is not None else None
    return member.ended if member is not None else None


def holder(connection: Connection, token: str) -> tuple[str, str]:
    """The account and the device that can deposit with this token. Raises `Denied` (401) for a
    token that is no key."""
    held = accounts.key_holder(connection, token)
    if held is None:
        raise not_signed_in()
    return held


def depositor(connection: Connection, token: str, now: datetime) -> tuple[StaffMember, str]:
    """The person who deposits with this token, and from which device.

    Raises `Denied`: 401 for no such token, 409 while their access stands, and after 72 hours.
    """
    user, device = holder(connection, token)
    member = directory.member(connection, user)
    if member is None or member.ended is None:
        raise access_stands()
    if not is_open(member, now):
        raise too_late_to_deposit()
    return member, device


def lay_down(
    connection: Connection,
    batches: Batches,
    token: str,
    items: tuple[Unsent, ...],
    now: datetime,
) -> Effects:
    """Keep what a device had not sent. Returns the heads that moved.

    Raises `Denied` as `depositor` does, and 409 for more than is kept of one device.
    """
    member, device = depositor(connection, token, now)
    led = lead_over(member, batches.references.at(connection)) is not None
    crew = member.crew if led else ""
    command = LayDown(person=member.person, device=device, crew=crew, items=items)
    named = "\n".join(sorted(each.id for each in items))
    id_ = deposit_id(member, device)
    cause = f"{id_}:{hashlib.sha256(named.encode()).hexdigest()}"
    try:
        return batches.carry_out(connection, system(cause), ((id_, command),), now)
    except Refused as refused:
        raise deposit_is_full(refused.reason, refused.remedy) from refused
