"""The records of who works here, and what a person may do and see by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from workstation.domain.actor import Actor, Person
from workstation.domain.marks import Mark
from workstation.domain.record import Id
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass


def user_of(typed: str) -> str:
    """The form of a user name in which two of them are compared, from what somebody typed."""
    return typed.strip().casefold()


def person_id(user: str) -> Id:
    """The id of the record of a person."""
    return f"person:{user}"


def interests_id(user: str) -> Id:
    """The id of the record of a person's conflicts of interest."""
    return f"interests:{user}"


def crew_id(crew: str) -> Id:
    """The id of the record of a crew."""
    return f"crew:{crew}"


def queue_id(queue: str) -> Id:
    """The id of the record of a queue."""
    return f"queue:{queue}"


def access_scope(user: str) -> str:
    """A scope that nobody reads: when it moves, the workstations of a person know that they may
    see or do other things."""
    return f"access:{user}"


def key_of(id_: Id) -> str:
    """The user, crew or queue of which a record of that id is: what comes after its kind."""
    return id_.partition(":")[2]


class PersonState(StrEnum):
    """Whether somebody works here: never did, does, or did until their access ended."""

    UNKNOWN = "UNKNOWN"
    WORKS = "WORKS"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The end of somebody's access.

    day: their last day.
    at, by: when it was ended, and by whom.
    reason: why.
    """

    day: date
    at: datetime
    by: Person
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A person who works here or did, as everybody may see them.

    languages: those in which they work with parties.
    queues: the names of the queues whose cases they may see and take.
    teams: the referral teams for which they answer.
    crew: the name of the crew in which they work; "" is none.
    markets: the countries that they know, by ISO 3166 alpha-2.
    ended: the end of their access; None while they may sign in.
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
        """The name with which they sign in."""
        return key_of(self.id)

    @property
    def person(self) -> Person:
        """The person as history remembers them."""
        return Person(self.user, self.name)

    @property
    def state(self) -> PersonState:
        """Whether they work here, did, or never did."""
        if self.version == 0:
            return PersonState.UNKNOWN
        return PersonState.WORKS if self.ended is None else PersonState.ENDED

    @property
    def works(self) -> bool:
        """Whether they may sign in."""
        return self.state is PersonState.WORKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """The parties with whom a person has a conflict of interest, so that they must not touch their
    matters; `conflicts` holds their names, sorted."""

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def user(self) -> str:
        """The user name of the person."""
        return key_of(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """People who work together.

    title: what colleagues call it.
    lead: the user name of who leads it; "" is nobody.
    """

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    title: Bilingual = Bilingual()
    lead: str = ""
    dissolved: bool = False

    @property
    def name(self) -> str:
        """The short name by which scopes and the records of people name it."""
        return key_of(self.id)

    @property
    def stands(self) -> bool:
        """Whether the crew exists, so that somebody can belong to it."""
        return self.version > 0 and not self.dissolved


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkQueue:
    """A queue into which cases are filed and on which people work. Which queues there are follows
    from these records alone."""

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    title: Bilingual = Bilingual()
    closed: bool = False

    @property
    def name(self) -> str:
        """The short name by which cases, scopes and the records of people name it."""
        return key_of(self.id)

    @property
    def is_open(self) -> bool:
        """Whether the queue takes cases and people."""
        return self.version > 0 and not self.closed


def actor_of(person: StaffMember, interests: Interests | None, crews: Iterable[Crew]) -> Actor:
    """A person as an actor: what they may do and see, by the records that there are.

    `interests` is None where they declared none, or where the record is not held here. A crew that
    does not exist any more has no member and no lead.
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
    """The lead of somebody's crew, who reads what they had not sent when their access ends.

    None where nobody leads it who works here, or they lead it themselves. `staff` holds the
    records of people and crews by their ids, and maybe others.
    """
    crew = staff.get(crew_id(member.crew)) if member.crew else None
    if not isinstance(crew, Crew) or not crew.stands or crew.lead in ("", member.user):
        return None
    lead = staff.get(person_id(crew.lead))
    return lead if isinstance(lead, StaffMember) and lead.works else None
