"""Taking a request in: standing, time, scope and duplicates (APL 3.1)."""

from __future__ import annotations

from datetime import timedelta, timezone

from workstation.domain.actor import SYSTEM
from workstation.domain.commands import Accept, File
from workstation.domain.events import Accepted, Event, Filed, IntakeChecked, LetterSent
from workstation.domain.letters import receipt
from workstation.domain.problem import Refused
from workstation.domain.rules.guards import Scene, has_role, in_state, says_something
from workstation.domain.taxonomy import CaseKind, IntakeFault, PartyRole, Role, State
from workstation.domain.windows import last_day_to_file
from workstation.i18n import _

# The windows of APL 2 are counted in Singapore days, whatever the zone of the server.
_SITE = timezone(timedelta(hours=8))

# Who may ask for what: an appeal is for those the measure hit, a complaint for those who report.
_STANDING: dict[CaseKind, frozenset[PartyRole]] = {
    CaseKind.APPEAL: frozenset({PartyRole.MERCHANT, PartyRole.CREATOR, PartyRole.BUYER}),
    CaseKind.NOTIFIER_COMPLAINT: frozenset(
        {PartyRole.BUYER, PartyRole.RIGHTS_OWNER, PartyRole.TRUSTED_FLAGGER, PartyRole.AUTHORITY}
    ),
    CaseKind.COUNTER_STATEMENT: frozenset({PartyRole.MERCHANT, PartyRole.CREATOR}),
    CaseKind.ESCALATION: frozenset(PartyRole),
    CaseKind.CLARIFICATION: frozenset(PartyRole),
}


def file(scene: Scene, command: File) -> tuple[Event, ...]:
    """NEW, checked at once, acknowledged by machine; queued when nothing is amiss."""
    if scene.case.version > 0 or scene.case.state is not State.NEW:
        raise Refused(_("This request was filed before."), _("Open the case that exists."))
    has_role(scene, Role.ADMIN, Role.SUPERVISOR, Role.SPECIALIST)
    if scene.case.party(scene.case.applicant) is None:
        raise Refused(
            _("The request does not say which party asks."),
            _("Name one of its parties as the applicant."),
        )
    at, by = scene.now, SYSTEM
    return (
        Filed(at=at, by=scene.actor.person, opening=command.opening),
        IntakeChecked(at=at, by=by, faults=faults(command), duplicate_of=command.duplicate_of),
        LetterSent(at=at, by=by, letter=receipt(command.opening, at)),
    )


def faults(command: File) -> tuple[IntakeFault, ...]:
    """What stands against taking the request in, in the order of APL 3.1."""
    opening = command.opening
    found: list[IntakeFault] = []
    if opening.applicant_party.role not in _STANDING[opening.kind]:
        found.append(IntakeFault.NO_STANDING)
    last_day = last_day_to_file(opening)
    if last_day is not None and opening.filed_at.astimezone(_SITE).date() > last_day:
        found.append(IntakeFault.EXPIRED)
    if command.duplicate_of:
        found.append(IntakeFault.DUPLICATE)
    return tuple(found)


def accept(scene: Scene, command: Accept) -> tuple[Event, ...]:
    """Let a late or doubtful request in, for a cause that history keeps (APL 2.4)."""
    in_state(scene, State.INTAKE_CHECK)
    has_role(scene, Role.SPECIALIST, Role.SUPERVISOR)
    says_something(command.cause)
    return (Accepted(at=scene.now, by=scene.actor.person, cause=command.cause),)
