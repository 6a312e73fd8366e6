"""The rules of who holds a case: claim, release, assign; and to whom cases could be given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workstation.domain.actor import Actor, Person
from workstation.domain.case import Case
from workstation.domain.commands import Assign, Claim, Release
from workstation.domain.events import Owned, Released
from workstation.domain.problem import Refused
from workstation.domain.record import Event
from workstation.domain.rules.guards import (
    CaseScene,
    can_own,
    has_state,
    works_cases,
)
from workstation.domain.taxonomy import Role, State
from workstation.i18n import _
from workstation.value_class import dataclass

# The states in which a case can be put back so that another owner goes on from there.
_TAKEN = (State.IN_REVIEW, State.INTAKE_CHECK)
# The roles of people that give cases to others.
ASSIGNERS = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody to whom cases could be given.

    takes: how many of the cases they can take.
    refused: why they cannot take the first of the others; None if they can take all.
    """

    actor: Actor
    takes: int
    refused: Refused | None = None


def claim(scene: CaseScene, _command: Claim) -> tuple[Event, ...]:
    """Make the actor the owner of a case that nobody holds."""
    return (Owned(at=scene.now, by=scene.actor.person, owner=scene.actor.person),)


def release(scene: CaseScene, command: Release) -> tuple[Event, ...]:
    """Give a case back. Its state stays, so that the next owner goes on where this one stopped."""
    return (Released(at=scene.now, by=scene.actor.person, reason=command.reason),)


def assign(scene: CaseScene, command: Assign) -> tuple[Event, ...]:
    """Give a case to somebody, also out of another's hands, or to nobody.

    Raises `Refused` where the new owner holds it already or may not hold it, and where nobody can
    go on with it after it was put back.
    """
    if command.owner is None:
        if scene.record.owner is None:
            raise Refused(_("Nobody holds this case."), _("There is nothing to be given back."))
        # The platform takes every case of somebody who has left: a supervisor finds a new owner.
        if not scene.actor.may(Role.SYSTEM):
            has_state(scene, *_TAKEN)
        return (Released(at=scene.now, by=scene.actor.person, reason=command.reason),)
    if scene.record.owner is not None and scene.record.owner.id == command.owner.id:
        raise Refused(
            _("{name} holds this case already.", name=command.owner.name),
            _("Choose somebody else."),
        )
    can_own(scene.record, command.owner, scene.actor)
    return (
        Owned(
            at=scene.now,
            by=scene.actor.person,
            owner=command.owner.person,
            reason=command.reason,
        ),
    )


def before_assigned(case: Case, command: Assign) -> Assign:
    """The command that gives the case back to its owner of before, or to nobody."""
    return Assign(owner=_named(case.owner), reason=command.reason)


def naming_the_owner(command: Assign) -> Assign:
    """The same command with no more of the owner than id and name: with whom somebody has a
    conflict of interest is not for everybody to know. The server knows the rest."""
    return replace(command, owner=_named(command.owner))


def _named(somebody: Person | Actor | None) -> Actor | None:
    if somebody is None:
        return None
    return Actor(id=somebody.id, name=somebody.name, roles=frozenset())


def may_assign(actor: Actor) -> bool:
    """Whether `actor` gives cases to others at all."""
    return actor.may(*ASSIGNERS)


def candidates(scenes: Sequence[CaseScene], people: Iterable[Actor]) -> tuple[Candidate, ...]:
    """Everybody of `people` who works cases, those who can take the most of the cases first.

    Each scene is a case with the actor who would assign it.
    """
    found = []
    for person in filter(works_cases, people):
        refusals: list[Refused] = []
        for scene in scenes:
            try:
                assign(scene, Assign(owner=person))
            except Refused as refused:
                refusals.append(refused)
        takes = len(scenes) - len(refusals)
        found.append(Candidate(actor=person, takes=takes, refused=next(iter(refusals), None)))
    return tuple(sorted(found, key=lambda each: (-each.takes, each.actor.name)))
