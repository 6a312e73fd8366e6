"""Who holds a case: claim, release, assign, and who could be given one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workstation.domain.actor import Actor
from workstation.domain.commands import Assign, Claim, Release
from workstation.domain.events import Event, Owned, Released
from workstation.domain.lifecycle import CLAIMABLE, OPEN
from workstation.domain.problem import Refused
from workstation.domain.rules.guards import (
    Scene,
    can_own,
    has_role,
    in_state,
    independent,
    is_owner,
    works_cases,
)
from workstation.domain.taxonomy import Role, State
from workstation.i18n import _

_CLAIM_ORDER = (State.QUEUED, *sorted(CLAIMABLE - {State.QUEUED}))
_ASSIGNERS = (Role.SUPERVISOR,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody to whom cases could be given: how many of them they can take, and why not the
    first of those that they cannot."""

    actor: Actor
    takes: int
    refused: Refused | None = None


def claim(scene: Scene, _command: Claim) -> tuple[Event, ...]:
    """Take a case that nobody holds."""
    in_state(scene, *_CLAIM_ORDER)
    owner = scene.case.owner
    if owner is not None:
        raise Refused(
            _("You hold this case already.")
            if owner.id == scene.actor.id
            else _("{name} holds this case.", name=owner.name),
            _("Take another one, or ask a supervisor to give it to you."),
        )
    can_own(scene.case, scene.actor)
    return (Owned(at=scene.now, by=scene.actor.person, owner=scene.actor.person),)


def release(scene: Scene, command: Release) -> tuple[Event, ...]:
    """Give it back; its state stays, so that the next owner goes on where this one stopped."""
    in_state(scene, State.IN_REVIEW, State.INTAKE_CHECK)
    is_owner(scene)
    return (Released(at=scene.now, by=scene.actor.person, reason=command.reason),)


def assign(scene: Scene, command: Assign) -> tuple[Event, ...]:
    """A supervisor gives the case to somebody, also out of another's hands."""
    _assignable(scene)
    if scene.case.owner is not None and scene.case.owner.id == command.owner.id:
        raise Refused(
            _("{name} holds this case already.", name=command.owner.name),
            _("Choose somebody else."),
        )
    can_own(scene.case, command.owner, scene.actor)
    return (
        Owned(
            at=scene.now,
            by=scene.actor.person,
            owner=command.owner.person,
            reason=command.reason,
        ),
    )


def unassignable(scene: Scene) -> Refused | None:
    """Why the case cannot be given away, whoever is to have it; None if it can."""
    try:
        independent(scene)
        _assignable(scene)
    except Refused as refused:
        return refused
    return None


def _assignable(scene: Scene) -> None:
    has_role(scene, *_ASSIGNERS)
    if scene.case.state not in OPEN:
        raise Refused(_("This case is finished."), _("Reopen it first."))


def may_assign(actor: Actor) -> bool:
    """Whether this person gives cases to others at all."""
    return actor.may(*_ASSIGNERS)


def candidates(scenes: Sequence[Scene], people: Iterable[Actor]) -> tuple[Candidate, ...]:
    """Everybody who works cases, those who can take the most of these first.

    A scene for each case, with the person who would assign it.
    """
    found = [_candidate(scenes, person) for person in people if works_cases(person)]
    return tuple(sorted(found, key=lambda each: (-each.takes, each.actor.name)))


def _candidate(scenes: Sequence[Scene], person: Actor) -> Candidate:
    refusals = [_why_not(scene, person) for scene in scenes]
    why = [refused for refused in refusals if refused is not None]
    return Candidate(actor=person, takes=len(refusals) - len(why), refused=why[0] if why else None)


def _why_not(scene: Scene, person: Actor) -> Refused | None:
    try:
        assign(scene, Assign(owner=person))
    except Refused as refused:
        return refused
    return None
