"""Who works here and what they may, read from the records of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from workstation.domain.actor import Actor
from workstation.domain.people.interests import INTERESTS
from workstation.domain.people.person import PERSON
from workstation.domain.people.records import (
    Crew,
    Interests,
    StaffMember,
    actor_of,
    interests_id,
    person_id,
    user_of,
)
from workstation.domain.record import Id, Kind, Record
from workstation.server.problem import revoked
from workstation.server.references import References
from workstation.server.tables import RECORD
from workstation.wire.bodies import unpack_record

# Both databases limit how many values a statement may name.
_PARAMETERS = 500
# Any: of either kind.
_OF: Mapping[str, Kind[Any]] = {PERSON.name: PERSON, INTERESTS.name: INTERESTS}


def actor_now(connection: Connection, references: References, user: str) -> Actor:
    """A user with the rights that they have now. Raises `Denied` if their access has ended."""
    found = _records(connection, (person_id(user), interests_id(user)))
    person = found.get(person_id(user))
    if not isinstance(person, StaffMember) or not person.works:
        raise revoked(person.ended if isinstance(person, StaffMember) else None)
    return _actor(person, found, _crews(references.at(connection)))


def member(connection: Connection, user: str) -> StaffMember | None:
    """The record of a person, None for nobody's."""
    found = _records(connection, (person_id(user),)).get(person_id(user))
    return found if isinstance(found, StaffMember) else None


def owner_now(connection: Connection, user: str) -> Actor | None:
    """A user who is given a case, with their rights but without the crews that they lead. None for
    whoever does not work here."""
    found = _records(connection, (person_id(user), interests_id(user)))
    person = found.get(person_id(user))
    if not isinstance(person, StaffMember) or not person.works:
        return None
    return _actor(person, found, ())


def staff(connection: Connection, references: References) -> tuple[StaffMember, ...]:
    """The records of all people by id, also of those whose access has ended."""
    held = references.at(connection)
    found = [held[id_] for id_ in sorted(held)]
    return tuple(each for each in found if isinstance(each, StaffMember))


def everybody(connection: Connection, references: References) -> tuple[Actor, ...]:
    """Everybody who works here now, by id."""
    return tuple(actors(connection, references, working=True).values())


def actors(
    connection: Connection, references: References, *, working: bool
) -> dict[StaffMember, Actor]:
    """What everybody may do, by their records; without `working`, also those whose access has
    ended."""
    people = [each for each in staff(connection, references) if each.works or not working]
    interests = _records(connection, [interests_id(each.user) for each in people])
    crews = _crews(references.at(connection))
    return {each: _actor(each, interests, crews) for each in people}


def user_meant(connection: Connection, references: References, typed: str) -> str:
    """The user name of whom somebody means by what they typed; what was typed, if nobody's."""
    typed = typed.strip()
    if member(connection, typed) is not None:
        return typed
    plain = user_of(typed)
    same = [p.user for p in staff(connection, references) if user_of(p.user) == plain]
    return same[0] if len(same) == 1 else plain


def _actor(person: StaffMember, held: Mapping[Id, Record], crews: Iterable[Crew]) -> Actor:
    interests = held.get(interests_id(person.user))
    return actor_of(person, interests if isinstance(interests, Interests) else None, crews)


def _crews(held: Mapping[Id, Record]) -> Iterator[Crew]:
    return (each for each in held.values() if isinstance(each, Crew))


def _records(connection: Connection, ids: Iterable[Id]) -> dict[Id, Record]:
    wanted = list(ids)
    found: dict[Id, Record] = {}
    for start in range(0, len(wanted), _PARAMETERS):
        query = select(RECORD.c.id, RECORD.c.kind, RECORD.c.body)
        some = query.where(RECORD.c.id.in_(wanted[start : start + _PARAMETERS]))
        for row in connection.execute(some):
            if row.kind in _OF:
                found[row.id] = unpack_record(_OF[row.kind], row.body)
    return found
