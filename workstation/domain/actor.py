"""Who acts: a person who works here or the platform, with roles, languages, queues and teams."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import folded
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Person:
    """A person or a system as history remembers them: a user id, and the name of that time."""

    id: str
    name: str


SYSTEM = Person("system", "Recourse")
# The roles that a person can be given.
PEOPLES_ROLES = tuple(role for role in Role if role is not Role.SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person, or the platform, who gives a command, and what they may do and see.

    id: the user name.
    languages: those in which they work with parties.
    queues: the queues whose cases they may see and take.
    teams: the referral teams for which they answer.
    conflicts: the names of the parties with whom they have a conflict of interest, and whose cases
        they must not touch.
    crew: the crew in which they work; "" is none.
    leads: the crews that they lead.
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
        """The actor as history remembers them."""
        return Person(self.id, self.name)

    def has_conflict_with(self, names: Iterable[str]) -> bool:
        """Whether the actor has a conflict of interest with one of the parties of these names.

        Width, case and blanks of the names do not matter.
        """
        return not set(map(folded, self.conflicts)).isdisjoint(map(folded, names))

    def may(self, *roles: Role) -> bool:
        """Whether the actor holds one of these roles."""
        return not self.roles.isdisjoint(roles)


def system_actor() -> Actor:
    """The platform as an actor: it files, acknowledges and closes cases, but never decides one."""
    return Actor(id=SYSTEM.id, name=SYSTEM.name, roles=frozenset({Role.SYSTEM}))
