"""Who holds a case: claim, release, assign, and who could be given one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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

# Where another one can take it up again as it stands.
_TAKEN = (State.IN_REVIEW, State.INTAKE_CHECK)
ASSIGNERS = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody to whom cases could be given: how many of them they can take, and why not the
    first of those that they cannot."""

    actor: Actor
    takes: int
    refused: Refused | None = None


def claim(scene: CaseScene, _command: Claim) -> tuple[Event, ...]:
    """Take a case that nobody holds."""
    return (Owned(at=scene.now, by=scene.actor.person, owner=scene.actor.person),)


def release(scene: CaseScene, command: Release) -> tuple[Event, ...]:
    """Give it back; its state stays, so that the next owner goes on where this one stopped."""
    return (Released(at=scene.now, by=scene.actor.person, reason=command.reason),)


def assign(scene: CaseScene, command: Assign) -> tuple[Event, ...]:
    """A supervisor gives the case to somebody, also out of another's hands, or to nobody."""
    if command.owner is None:
        return _put_back(scene, command)
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


def _put_back(scene: CaseScene, command: Assign) -> tuple[Event, ...]:
    if scene.record.owner is None:
        raise Refused(_("Nobody holds this case."), _("There is nothing to be given back."))
    # Of whoever has left, the platform takes every case: a supervisor finds somebody for it.
    if not scene.actor.may(Role.SYSTEM):
        has_state(scene, *_TAKEN)
    return (Released(at=scene.now, by=scene.actor.person, reason=command.reason),)


def before_assigned(case: Case, command: Assign) -> Assign:
    """The command that gives the case back to whom it belonged."""
    return Assign(owner=_named(case.owner), reason=command.reason)


def naming_the_owner(command: Assign) -> Assign:
    """The same with no more of the owner than a name: whose cases somebody must not touch is not
    for everybody to know. The server knows the rest."""
    return replace(command, owner=_named(command.owner))


def _named(somebody: Person | Actor | None) -> Actor | None:
    if somebody is None:
        return None
    return Actor(id=somebody.id, name=somebody.name, roles=frozenset())


def may_assign(actor: Actor) -> bool:
    """Whether this person gives cases to others at all."""
    return actor.may(*ASSIGNERS)


def candidates(scenes: Sequence[CaseScene], people: Iterable[Actor]) -> tuple[Candidate, ...]:
    """Everybody who works cases, those who can take the most of these first.

    A scene for each case, with the person who would assign it.
    """
    found = [_candidate(scenes, person) for person in people if works_cases(person)]
    return tuple(sorted(found, key=lambda each: (-each.takes, each.actor.name)))


def _candidate(scenes: Sequence[CaseScene], person: Actor) -> Candidate:
    refusals = [_why_not(scene, person) for scene in scenes]
    why = [refused for refused in refusals if refused is not None]
    return Candidate(actor=person, takes=len(refusals) - len(why), refused=why[0] if why else None)


def _why_not(scene: CaseScene, person: Actor) -> Refused | None:
    try:
        assign(scene, Assign(owner=person))
    except Refused as refused:
        return refused
    return None
