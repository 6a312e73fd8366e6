"""Fills an empty store with the demo: its people, the nine stories, and generated cases."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from workstation.domain.people.crew import FormCrew
from workstation.domain.people.person import ChangePerson
from workstation.domain.people.records import crew_id, person_id
from workstation.domain.record import Command, Id
from workstation.server.demo.generate import plans
from workstation.server.demo.scenarios import living
from workstation.server.demo.users import CREWS, PASSWORD, USERS
from workstation.server.scopes import Effects
from workstation.server.staff_office import StaffOffice
from workstation.server.store import Store

_AT_ONCE = 200
_SEED = 20261122


async def seed(store: Store, cases: int, now: datetime) -> None:
    """Add the people, the stories and `cases` generated cases as of `now`; a second time adds
    nothing.

    Raises `Refused` if the stories no longer fit the rules, which a test rules out.
    """
    for actor in USERS:
        await store.people.create(actor, PASSWORD)
    await store.people.administer(_form_crews)
    await store.file(list(living(now)))
    planned = plans(cases, _SEED, now)
    while some := list(islice(planned, _AT_ONCE)):
        await store.file(some)


def _form_crews(office: StaffOffice) -> Effects:
    there = office.batches.references.at(office.connection)
    orders: list[tuple[Id, Command]] = []
    for crew in CREWS:
        if crew_id(crew.name) not in there:
            form = FormCrew(title=crew.title, lead=crew.lead.id)
            orders.append((crew_id(crew.name), form))
            orders += [(person_id(e.id), ChangePerson(crew=crew.name)) for e in crew.members]
    return office.submit(orders)
