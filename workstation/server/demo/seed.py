"""Fills an empty store with the demo: its people, the nine stories, and generated cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from workstation.domain.people.crew import FormCrew
from workstation.domain.people.person import ChangePerson
from workstation.domain.people.records import crew_id, person_id
from workstation.domain.record import Command, Id
from workstation.server.demo.generate import plans
from workstation.server.demo.scenarios import living
from workstation.server.demo.users import CREWS, PASSWORD, USERS
from workstation.server.new_cases import Filing
from workstation.server.staff_office import StaffOffice
from workstation.server.store import Store

_AT_ONCE = 200
_SEED = 20261122


async def seed(store: Store, cases: int, now: datetime) -> None:
    """People, stories and `cases` generated cases as of `now`; a second time adds nothing.

    Raises `Refused` if the stories no longer fit the rules, which a test rules out.
    """
    for actor in USERS:
        await store.people.create(actor, PASSWORD)
    await store.people.administer(lambda office: office.submit(_crews(office)))
    await store.file(list(living(now)))
    for some in _batches(plans(cases, _SEED, now)):
        await store.file(some)


def _crews(office: StaffOffice) -> list[tuple[Id, Command]]:
    there = office.batches.references.at(office.connection)
    orders: list[tuple[Id, Command]] = []
    for crew in CREWS:
        if crew_id(crew.name) not in there:
            form = FormCrew(title=crew.title, lead=crew.lead.id)
            orders.append((crew_id(crew.name), form))
            orders += [(person_id(e.id), ChangePerson(crew=crew.name)) for e in crew.members]
    return orders


def _batches(filings: Iterator[Filing]) -> Iterator[list[Filing]]:
    while some := list(islice(filings, _AT_ONCE)):
        yield some
