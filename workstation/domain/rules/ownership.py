"""Who holds a case: claim, release, assign."""

from __future__ import annotations

from workstation.domain.commands import Assign, Claim, Release
from workstation.domain.events import Event, Owned, Released
from workstation.domain.lifecycle import CLAIMABLE, OPEN
from workstation.domain.problem import Refused
from workstation.domain.rules.guards import Scene, can_own, has_role, in_state, is_owner
from workstation.domain.taxonomy import Role, State
from workstation.i18n import _

_CLAIM_ORDER = (State.QUEUED, *sorted(CLAIMABLE - {State.QUEUED}))


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
    has_role(scene, Role.SUPERVISOR)
    if scene.case.state not in OPEN:
        raise Refused(_("This case is finished."), _("Reopen it first."))
    if scene.case.owner is not None and scene.case.owner.id == command.owner.id:
        raise Refused(
            _("{name} holds this case already.", name=command.owner.name),
            _("Choose somebody else."),
        )
    can_own(scene.case, command.owner)
    return (
        Owned(
            at=scene.now,
            by=scene.actor.person,
            owner=command.owner.person,
            reason=command.reason,
        ),
    )
