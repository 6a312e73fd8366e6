"""The guards that several commands share. Each refusal says what would make it legal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.labels import STATE
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role, State
from workstation.i18n import _

LONGEST_TEXT = 100_000
# Who may sign as the second person (APL 5.2).
REVIEWERS = (Role.SPECIALIST, Role.SUPERVISOR, Role.QUALITY)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule looks at besides the command."""

    case: Case
    actor: Actor
    now: datetime
    library: Library


def in_state(scene: Scene, *states: State) -> None:
    """The case must be in one of these states."""
    if scene.case.state not in states:
        wanted = STATE[states[0]]
        raise Refused(
            _("This case is “{state}”.", state=STATE[scene.case.state]),
            _("It has to be “{state}” first.", state=wanted),
        )


def is_owner(scene: Scene) -> None:
    """Only the person who holds the case may do this."""
    owner = scene.case.owner
    if owner is None:
        raise Refused(_("Nobody holds this case yet."), _("Claim it first."))
    if owner.id != scene.actor.id:
        raise Refused(
            _("{name} holds this case.", name=owner.name),
            _("Ask {name} or a supervisor to give it to you.", name=owner.name),
        )


def has_role(scene: Scene, *roles: Role) -> None:
    """The person must hold one of these roles."""
    if not scene.actor.may(*roles):
        raise Refused(
            _("Your role does not allow this."),
            _("Ask a supervisor to do it or to change your role."),
        )


def says_something(text: str) -> None:
    """A text that history keeps must not be blank, nor longer than a letter can be."""
    if not text.strip():
        raise Refused(_("There is no text yet."), _("Write a sentence that says why."))
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("The text is longer than {limit} characters.", limit=LONGEST_TEXT),
            _("Shorten it."),
        )


def can_own(case: Case, person: Actor) -> None:
    """Who may hold a case: not the first decider, not in conflict, able to read it (APL 5.1)."""
    if person.id in barred(case):
        raise Refused(
            _("{name} took an earlier decision in this matter.", name=person.name),
            _("Somebody who took no decision in it has to take the case (APL 5.1)."),
        )
    unbiased(case, person)
    if case.applicant_party.language not in person.languages:
        raise Refused(
            _("{name} does not work in the language of this party.", name=person.name),
            _("Leave the case to a colleague who does."),
        )
    if not works_cases(person):
        raise Refused(
            _("{name} does not work cases.", name=person.name),
            _("Choose a specialist or a supervisor."),
        )


def works_cases(person: Actor) -> bool:
    """Whether somebody could hold any case at all."""
    return person.may(Role.SPECIALIST, Role.SUPERVISOR)


def unbiased(case: Case, person: Actor) -> None:
    """Nobody holds, decides or signs a case of a party with whom they have a conflict."""
    if person.conflicts.intersection(party.name for party in case.parties):
        raise Refused(
            _("{name} has declared a conflict of interest with a party.", name=person.name),
            _("Leave the case to a colleague without one."),
        )


def aware(*moments: datetime) -> None:
    """A time without its zone means another moment on every machine."""
    if any(moment.tzinfo is None for moment in moments):
        raise Refused(_("A time does not say its zone."), _("Give the time with its zone."))


def took_part(case: Case) -> frozenset[str]:
    """Everyone who must not sign the decision that waits: its proposer, and who is barred."""
    proposer = {case.decision.proposed_by.id} if case.decision else set[str]()
    return barred(case) | proposer


def barred(case: Case) -> frozenset[str]:
    """Everyone who took a decision that this case looks at again."""
    first = {case.enforcement.decided_by.id} if case.enforcement else set[str]()
    for decision in case.earlier_decisions:
        first.add(decision.proposed_by.id)
        if decision.signed_by is not None:
            first.add(decision.signed_by.id)
    return frozenset(first)
