"""The rules of taking a request in: standing, time, scope and duplicates (APL 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, replace
from datetime import date, timedelta

from workstation.domain.actor import SYSTEM
from workstation.domain.case import Case
from workstation.domain.commands import Accept, File
from workstation.domain.events import Accepted, Filed, IntakeChecked, LetterSent
from workstation.domain.letters import receipt
from workstation.domain.lifecycle import OPEN
from workstation.domain.problem import Refused
from workstation.domain.record import Event
from workstation.domain.rules.guards import (
    CaseScene,
    aware,
    says_something,
)
from workstation.domain.settings.periods import AppealWindows
from workstation.domain.taxonomy import CaseKind, IntakeFault, PartyRole, State
from workstation.domain.windows import LAST_LEVEL, day_of, last_day_to_file
from workstation.i18n import _

# How long after the window a late request can still be taken in, for an exceptional cause
# (APL 2.4).
GRACE = timedelta(days=60)
# The days that a request can speak of.
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
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
# The kinds of request that ask for a decision to be undone, and so need one.
_AGAINST_A_DECISION = frozenset({CaseKind.APPEAL, CaseKind.COUNTER_STATEMENT})
# The fields with defaults that whoever files a request may fill; what a case holds besides comes
# from commands.
_OPENING = frozenset({"level", "enforcement", "statements", "evidence"})


def file(scene: CaseScene, command: File) -> tuple[Event, ...]:
    """Take a request in: it is filed, checked at once and acknowledged by the platform.

    Raises `Refused` for a request that was filed before, or that is no request as it comes in.
    """
    if scene.record.version > 0 or scene.record.state is not State.NEW:
        raise Refused(_("This request was filed before."), _("Open the case that exists."))
    _is_an_opening(command.opening)
    at, by = scene.now, SYSTEM
    targets = scene.library.targets.at(day_of(command.opening.filed_at))
    opening = replace(command.opening, targets=targets.of(command.opening.severity))
    found = faults(command, scene.library.windows)
    return (
        Filed(at=at, by=scene.actor.person, opening=opening),
        IntakeChecked(at=at, by=by, faults=found, duplicate_of=command.duplicate_of),
        LetterSent(at=at, by=by, letter=receipt(opening, at)),
    )


def _is_an_opening(case: Case) -> None:
    """Raise `Refused` for a case that contradicts itself, that speaks of days that cannot be, or
    that holds what only work on it can add."""
    if case.party(case.applicant) is None:
        raise Refused(
            _("The request does not say which party asks."),
            _("Name one of its parties as the applicant."),
        )
    for ids in ([party.id for party in case.parties], [item.id for item in case.evidence]):
        if len(set(ids)) < len(ids):
            raise Refused(
                _("Two parties, or two items of evidence, have the same id."),
                _("Give each its own."),
            )
    aware(case.filed_at, *(item.received_at for item in case.evidence))
    aware(*(statement.at for statement in case.statements))
    # Other systems write 9999-12-31 for "no date": no time limit can be counted from there.
    days = [case.filed_at.date(), *(item.received_at.date() for item in case.evidence)]
    days.extend(statement.at.date() for statement in case.statements)
    if case.enforcement is not None:
        days += [case.enforcement.conduct_on, case.enforcement.notice_on]
        days += filter(None, (measure.conduct_on for measure in case.enforcement.measures))
    for day in days:
        if not _FIRST_DAY <= day <= _LAST_DAY:
            raise Refused(
                _("Nothing in a request can be of {day}.", day=day),
                _("Give days from {first} to {last}.", first=_FIRST_DAY, last=_LAST_DAY),
            )
    later = (each for each in fields(case) if each.name not in _OPENING)
    if not 1 <= case.level <= LAST_LEVEL or any(
        each.default is not MISSING and getattr(case, each.name) != each.default for each in later
    ):
        raise Refused(
            _("The request already holds what only work on it can add."),
            _("File what the party said and sent; the rest follows from there."),
        )


def faults(command: File, windows: AppealWindows) -> tuple[IntakeFault, ...]:
    """What the intake check finds against the request, in the order of APL 3.1."""
    opening = command.opening
    found: list[IntakeFault] = []
    if opening.applicant_party.role not in _STANDING[opening.kind]:
        found.append(IntakeFault.NO_STANDING)
    last_day = last_day_to_file(opening, windows)
    if last_day is not None and day_of(opening.filed_at) > last_day:
        found.append(IntakeFault.EXPIRED)
    if opening.enforcement is None and opening.kind in _AGAINST_A_DECISION:
        found.append(IntakeFault.OUT_OF_SCOPE)
    if command.duplicate_of:
        found.append(IntakeFault.DUPLICATE)
    return tuple(found)


def duplicate_of(opening: Case, others: Iterable[Case]) -> str:
    """The reference of the open case among `others` that asks the same for the same party
    (APL 3.1); "" for none."""
    wanted = _asks(opening)
    return next((o.reference for o in others if o.state in OPEN and _asks(o) == wanted), "")


def _asks(case: Case) -> tuple[object, ...]:
    # An opening that names no applicant is refused by `file`, not by this question.
    party = case.party(case.applicant)
    return case.kind, case.level, case.subject.type, case.subject.id, party and party.name


def accept(scene: CaseScene, command: Accept) -> tuple[Event, ...]:
    """Let a late or doubtful request in, for a cause that history keeps.

    Raises `Refused` without a cause, and for a request that came more than 60 days after the
    window (APL 2.4).
    """
    says_something(command.cause)
    last_day = last_day_to_file(scene.record, scene.library.windows)
    if last_day is not None and day_of(scene.record.filed_at) > last_day + GRACE:
        raise Refused(
            _("The request came after {day}.", day=last_day + GRACE),
            _("Not even an exceptional cause lets it in then (APL 2.4): do not accept it."),
        )
    return (Accepted(at=scene.now, by=scene.actor.person, cause=command.cause),)
