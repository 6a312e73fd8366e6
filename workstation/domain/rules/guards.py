"""The guards that the rules of several commands of cases share; they raise `Refused`."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import Enum, auto
from typing import Any

from workstation.domain.actor import SYSTEM, Actor
from workstation.domain.case import Case
from workstation.domain.context import Scene
from workstation.domain.labels import STATE
from workstation.domain.lifecycle import OPEN
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Relation
from workstation.domain.taxonomy import Role, State
from workstation.i18n import _

CaseScene = Scene[Case]
# Characters of a text that history keeps: as long as a letter can be.
LONGEST_TEXT = 100_000
# The roles that may sign as the second person (APL 5.2).
REVIEWERS = (Role.SPECIALIST, Role.SUPERVISOR, Role.QUALITY)


def has_state(scene: CaseScene, *states: State) -> None:
    """Raise `Refused` unless the case is in one of these states; the first one is named."""
    if scene.record.state not in states:
        wanted = STATE[states[0]]
        raise Refused(
            _("This case is “{state}”.", state=STATE[scene.record.state]),
            _("It has to be “{state}” first.", state=wanted),
        )


def wrong_state(scene: CaseScene, act: Act[Case, Any]) -> None:
    """Raise `Refused` with the reason why the act is not for a case in this state."""
    state = scene.record.state
    wanted = [State(each) for right in act.rights for each in right.states]
    if state is State.SECOND_REVIEW and State.IN_REVIEW in wanted:
        raise Refused(
            _("A decision is proposed already."),
            _("A second reviewer signs it or returns it (APL 5.2)."),
        )
    if state is State.CLOSED or (state is State.NOTIFIED and set(wanted) <= OPEN):
        raise Refused(_("This case is finished."), _("Reopen it first."))
    owners = any(right.relation in (OWNER, FIT_OWNER) for right in act.rights)
    if owners and state in (State.QUEUED, State.REOPENED):
        is_owner(scene)
    has_state(scene, *wanted)


def wrong_role(scene: CaseScene, act: Act[Case, Any]) -> None:
    """Raise `Refused` for somebody who could hold no case, where the act is to take one."""
    if any(right.relation is TAKER for right in act.rights):
        can_own(scene.record, scene.actor)


def is_owner(scene: CaseScene) -> None:
    """Raise `Refused` unless the actor holds the case."""
    owner = scene.record.owner
    if owner is None:
        # Somebody who could not claim it either is told why at once.
        can_own(scene.record, scene.actor)
        raise Refused(_("Nobody holds this case yet."), _("Claim it first."))
    if owner.id != scene.actor.id:
        raise Refused(
            _("{name} holds this case.", name=owner.name),
            _("Ask {name} or a supervisor to give it to you.", name=owner.name),
        )


def _is_owner_if_any(scene: CaseScene) -> None:
    if scene.record.owner is not None:
        is_owner(scene)


def _is_fit_owner(scene: CaseScene) -> None:
    is_owner(scene)
    can_own(scene.record, scene.actor)


def _can_take(scene: CaseScene) -> None:
    if scene.record.owner is not None:
        is_owner(scene)
        raise Refused(
            _("You hold this case already."),
            _("Take another one, or ask a supervisor to give it to you."),
        )
    can_own(scene.record, scene.actor)


def _on_the_asked_team(scene: CaseScene) -> None:
    referral = scene.record.open_referral
    if referral is None or referral.team not in scene.actor.teams:
        raise Refused(
            _("This question was put to another team."),
            _("The team that was asked, or the owner of the case, records the answer."),
        )


def _took_no_part(scene: CaseScene) -> None:
    if scene.actor.id in took_part(scene.record):
        raise Refused(
            _("You took part in this decision already."),
            _("A second reviewer who did not has to sign it (APL 5.2)."),
        )


# How an actor can stand to a case.
OWNER: Relation[Case] = Relation("owner", is_owner)
OWNER_IF_ANY: Relation[Case] = Relation("owner if any", _is_owner_if_any)
FIT_OWNER: Relation[Case] = Relation("owner who may hold it", _is_fit_owner)
TAKER: Relation[Case] = Relation("could take it from the queue", _can_take)
ASKED_TEAM: Relation[Case] = Relation("on the asked team", _on_the_asked_team)
APART: Relation[Case] = Relation("took no part", _took_no_part)


def says_something(text: str) -> None:
    """Raise `Refused` for a text that history could not keep: a blank one, or one that is longer
    than a letter can be."""
    if not text.strip():
        raise Refused(_("There is no text yet."), _("Write a sentence that says why."))
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("The text is longer than {limit} characters.", limit=LONGEST_TEXT),
            _("Shorten it."),
        )


def tidied(text: str, longest: int) -> str:
    """`text` without blanks around it.

    Raises `Refused` where it is longer than `longest` characters, or cannot be written to a file.
    """
    stripped = text.strip()
    if len(stripped) > longest:
        raise Refused(
            _("“{text}…” is longer than {most} characters.", text=stripped[:20], most=longest),
            _("Shorten it."),
        )
    # Control characters and lone halves of surrogate pairs: no file and no line can hold them.
    if any(unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\t" for each in stripped):
        raise Refused(
            _("A text holds a character that cannot be written."),
            _("Delete the text and type it again."),
        )
    return stripped


class _Unfit(Enum):
    """Why somebody may not hold a case."""

    DECIDED = auto()
    BIASED = auto()
    LANGUAGE = auto()
    ROLE = auto()


def can_own(case: Case, person: Actor, by: Actor | None = None) -> None:
    """Raise `Refused` unless `person` may hold the case: they took no decision that it looks at
    again (APL 5.1), have no conflict of interest, read its language, and work cases.

    `by` is who gives the case to them, and is told why not; None where they take it themselves.
    """
    if person.id in barred(case):
        why = _Unfit.DECIDED
    elif _biased(case, person):
        why = _Unfit.BIASED
    elif case.applicant_party.language not in person.languages:
        why = _Unfit.LANGUAGE
    elif not works_cases(person):
        why = _Unfit.ROLE
    else:
        return
    if by is None or by.id == person.id:
        raise _you(why)
    name = person.name
    reasons = {
        _Unfit.DECIDED: _("{name} took an earlier decision in this matter.", name=name),
        _Unfit.BIASED: _("{name} has declared a conflict of interest with a party.", name=name),
        _Unfit.LANGUAGE: _("{name} does not work in the language of this party.", name=name),
        _Unfit.ROLE: _("{name} does not work cases.", name=name),
    }
    choose = _("Choose a specialist or a supervisor.")
    raise Refused(reasons[why], choose if why is _Unfit.ROLE else _LEAVE[why])


_LEAVE = {
    _Unfit.DECIDED: _("Somebody who took no decision in it has to take the case (APL 5.1)."),
    _Unfit.BIASED: _("Leave the case to a colleague without one."),
    _Unfit.LANGUAGE: _("Leave the case to a colleague who does."),
    _Unfit.ROLE: _("Leave it to a specialist or a supervisor."),
}
_YOUR_REASON = {
    _Unfit.DECIDED: _("You took an earlier decision in this matter."),
    _Unfit.BIASED: _("You have declared a conflict of interest with a party."),
    _Unfit.LANGUAGE: _("You do not work in the language of this party."),
    _Unfit.ROLE: _("You do not work cases."),
}


def _you(why: _Unfit) -> Refused:
    return Refused(_YOUR_REASON[why], _LEAVE[why])


def works_cases(person: Actor) -> bool:
    """Whether `person` could hold any case at all."""
    return person.may(Role.SPECIALIST, Role.SUPERVISOR)


def unbiased(case: Case, person: Actor) -> None:
    """Raise `Refused` where `person` has a conflict of interest with a party of the case."""
    if _biased(case, person):
        raise _you(_Unfit.BIASED)


def independent(scene: CaseScene) -> None:
    """Raise `Refused` where the case looks at a decision of the actor's own (APL 5.1), or the actor
    has a conflict of interest with one of its parties."""
    case, actor = scene.record, scene.actor
    # The platform acknowledges and closes cases about its own decisions too; it judges none.
    if actor.id != SYSTEM.id and actor.id in barred(case):
        raise _you(_Unfit.DECIDED)
    unbiased(case, actor)


def _biased(case: Case, person: Actor) -> bool:
    return person.has_conflict_with(party.name for party in case.parties)


def aware(*moments: datetime) -> None:
    """Raise `Refused` for a moment without a zone, which is another moment on every machine."""
    if any(moment.tzinfo is None for moment in moments):
        raise Refused(_("A time does not say its zone."), _("Give the time with its zone."))


def took_part(case: Case) -> frozenset[str]:
    """The ids of all who must not sign the decision that waits: its proposer, and who is barred."""
    proposer = {case.decision.proposed_by.id} if case.decision else set[str]()
    return barred(case) | proposer


def barred(case: Case) -> frozenset[str]:
    """The ids of all who took or signed a decision that this case looks at again (APL 5.1)."""
    first = {case.enforcement.decided_by.id} if case.enforcement else set[str]()
    for decision in case.earlier_decisions:
        first.add(decision.proposed_by.id)
        if decision.signed_by is not None:
            first.add(decision.signed_by.id)
    return frozenset(first)
