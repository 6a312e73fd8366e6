"""The records of who works here, and what a person may do and see, as it follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workstation.domain.actor import Actor, Person
from workstation.domain.marks import Mark
from workstation.domain.record import Id
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import Bilingual


def user_of(typed: str) -> str:
    """The user name that somebody means by what they typed. Wherever two names are compared."""
    return typed.strip().casefold()


def person_id(user: str) -> Id:
    """The record of a person."""
    return f"person:{user}"


def interests_id(user: str) -> Id:
    """The record of a person's conflicts of interest."""
    return f"interests:{user}"


def crew_id(crew: str) -> Id:
    """The record of a crew."""
    return f"crew:{crew}"


def queue_id(queue: str) -> Id:
    """The record of a queue."""
    return f"queue:{queue}"


def access_scope(user: str) -> str:
    """A scope that nobody reads: that it moves tells the workstations of a person that they may
    see or do other things."""
    return f"access:{user}"


def key_of(id_: Id) -> str:
    """What comes after the kind in the id of such a record: the user, the crew, the queue."""
    return id_.partition(":")[2]


class PersonState(StrEnum):
    """How somebody stands to the house."""

    UNKNOWN = "UNKNOWN"
    WORKS = "WORKS"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """That somebody's access has ended: on which day, by whom it was said and when, and why."""

    day: date
    at: datetime
    by: Person
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A person as everybody may see them.

    `teams` are the referral teams they answer for, `crew` the one they work in, "" for none, and
    `markets` the countries they know, by ISO 3166 alpha-2. `ended` is None while they may sign in.
    """

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    name: str = ""
    roles: frozenset[Role] = frozenset()
    languages: frozenset[Language] = frozenset(Language)
    queues: frozenset[str] = frozenset()
    teams: frozenset[Team] = frozenset()
    crew: str = ""
    markets: frozenset[str] = frozenset()
    ended: Ended | None = None

    @property
    def user(self) -> str:
        """The name they sign in with."""
        return key_of(self.id)

    @property
    def person(self) -> Person:
        """How history remembers them."""
        return Person(self.user, self.name)

    @property
    def state(self) -> PersonState:
        """Whether they work here."""
        if self.version == 0:
            return PersonState.UNKNOWN
        return PersonState.WORKS if self.ended is None else PersonState.ENDED

    @property
    def works(self) -> bool:
        """Whether they may sign in."""
        return self.state is PersonState.WORKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """The parties whose matters a person must not touch (conflict of interest, APL 5.1), sorted."""

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def user(self) -> str:
        """Whose they are."""
        return key_of(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """People who work together, and who leads them: a user name, "" for nobody."""

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    title: Bilingual = Bilingual()
    lead: str = ""
    dissolved: bool = False

    @property
    def name(self) -> str:
        """What it is called in scopes and in the record of a person."""
        return key_of(self.id)

    @property
    def stands(self) -> bool:
        """Whether somebody can belong to it."""
        return self.version > 0 and not self.dissolved


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkQueue:
    """A queue that cases can be filed into and people work on. The one place that knows which
    queues there are."""

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    title: Bilingual = Bilingual()
    closed: bool = False

    @property
    def name(self) -> str:
        """What it is called in a case and in the record of a person."""
        return key_of(self.id)

    @property
    def is_open(self) -> bool:
        """Whether it takes cases and people."""
        return self.version > 0 and not self.closed


def actor_of(person: StaffMember, interests: Interests | None, crews: Iterable[Crew]) -> Actor:
    """What somebody may do and see, by the records that there are.

    `interests` is None where there are none, or where they are not held. Of a crew that is gone
    nobody is a member.
    """
    standing = {each.name: each for each in crews if each.stands}
    return Actor(
        id=person.user,
        name=person.name,
        roles=person.roles,
        languages=person.languages,
        queues=person.queues,
        teams=person.teams,
        conflicts=frozenset(interests.conflicts) if interests is not None else frozenset(),
        crew=person.crew if person.crew in standing else "",
        leads=frozenset(name for name, each in standing.items() if each.lead == person.user),
    )


def lead_over(member: StaffMember, staff: Mapping[Id, object]) -> StaffMember | None:
    """Who leads somebody's crew, and reads what they had not sent when their access ends.

    None where nobody does who works here, or they do it themselves. `staff` holds the records of
    people and crews by their ids, others too.
    """
    crew = staff.get(crew_id(member.crew)) if member.crew else None
    if not isinstance(crew, Crew) or not crew.stands or crew.lead in ("", member.user):
        return None
    lead = staff.get(person_id(crew.lead))
    return lead if isinstance(lead, StaffMember) and lead.works else None
