"""Who acts: a person who works here, with roles, languages and scopes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import folded


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """A person or system as history remembers them."""

    id: str
    name: str


SYSTEM = Person("system", "Recourse")
# The roles that a person can be given.
PEOPLES_ROLES = tuple(role for role in Role if role is not Role.SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who gives a command.

    `queues` are the queues they are granted; `conflicts` the names of parties whose cases
    they must not take (conflict of interest, APL 5.1). They work in the `crew`, "" for none, and
    `leads` are the crews that they lead.
    """

    id: str
    name: str
    roles: frozenset[Role]
    languages: frozenset[Language] = frozenset(Language)
    queues: frozenset[str] = frozenset()
    teams: frozenset[Team] = frozenset()
    conflicts: frozenset[str] = frozenset()
    crew: str = ""
    leads: frozenset[str] = frozenset()

    @property
    def person(self) -> Person:
        """How history remembers them."""
        return Person(self.id, self.name)

    def has_conflict_with(self, names: Iterable[str]) -> bool:
        """Whether they must not touch a matter of one of these parties, however it is written."""
        return not set(map(folded, self.conflicts)).isdisjoint(map(folded, names))

    def may(self, *roles: Role) -> bool:
        """Whether they hold one of these roles."""
        return not self.roles.isdisjoint(roles)


def system_actor() -> Actor:
    """The platform itself: files, acknowledges and closes, but never decides."""
    return Actor(id=SYSTEM.id, name=SYSTEM.name, roles=frozenset({Role.SYSTEM}))
