"""The guards that several commands share. Each refusal says what would make it legal."""

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
LONGEST_TEXT = 100_000
# Who may sign as the second person (APL 5.2).
REVIEWERS = (Role.SPECIALIST, Role.SUPERVISOR, Role.QUALITY)


def has_state(scene: CaseScene, *states: State) -> None:
    """The case must be in one of these states."""
    if scene.record.state not in states:
        wanted = STATE[states[0]]
        raise Refused(
            _("This case is “{state}”.", state=STATE[scene.record.state]),
            _("It has to be “{state}” first.", state=wanted),
        )


def wrong_state(scene: CaseScene, act: Act[Case, Any]) -> None:
    """Why the act is not for a case in this state. Raises `Refused`."""
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
    """Who works no cases is told so. Raises `Refused`."""
    if any(right.relation is TAKER for right in act.rights):
        can_own(scene.record, scene.actor)


def is_owner(scene: CaseScene) -> None:
    """Only the person who holds the case may do this."""
    owner = scene.record.owner
    if owner is None:
        # Who could not claim it either is told why at once.
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


# How a person can stand to a case.
OWNER: Relation[Case] = Relation("owner", is_owner)
OWNER_IF_ANY: Relation[Case] = Relation("owner if any", _is_owner_if_any)
FIT_OWNER: Relation[Case] = Relation("owner who may hold it", _is_fit_owner)
TAKER: Relation[Case] = Relation("could take it from the queue", _can_take)
ASKED_TEAM: Relation[Case] = Relation("on the asked team", _on_the_asked_team)
APART: Relation[Case] = Relation("took no part", _took_no_part)


def says_something(text: str) -> None:
    """A text that history keeps must not be blank, nor longer than a letter can be."""
    if not text.strip():
        raise Refused(_("There is no text yet."), _("Write a sentence that says why."))
    if len(text) > LONGEST_TEXT:
        raise Refused(
            _("The text is longer than {limit} characters.", limit=LONGEST_TEXT),
            _("Shorten it."),
        )


def tidied(text: str, longest: int) -> str:
    """A short text without blanks around it. Raises `Refused` for what cannot be stored."""
    stripped = text.strip()
    if len(stripped) > longest:
        raise Refused(
            _("“{text}…” is longer than {most} characters.", text=stripped[:20], most=longest),
            _("Shorten it."),
        )
    # Unassigned halves of characters and control characters: no file and no line can hold them.
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
    """Who may hold a case: not the first decider, not in conflict, able to read it (APL 5.1).

    `by` is who gives it to them, and is told so; None where they take it themselves.
    """
    why = _unfit(case, person)
    if why is None:
        return
    if by is None or by.id == person.id:
        raise _you(why)
    raise _named(why, person.name)


def _unfit(case: Case, person: Actor) -> _Unfit | None:
    if person.id in barred(case):
        return _Unfit.DECIDED
    if _biased(case, person):
        return _Unfit.BIASED
    if case.applicant_party.language not in person.languages:
        return _Unfit.LANGUAGE
    return None if works_cases(person) else _Unfit.ROLE


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


def _named(why: _Unfit, name: str) -> Refused:
    reasons = {
        _Unfit.DECIDED: _("{name} took an earlier decision in this matter.", name=name),
        _Unfit.BIASED: _("{name} has declared a conflict of interest with a party.", name=name),
        _Unfit.LANGUAGE: _("{name} does not work in the language of this party.", name=name),
        _Unfit.ROLE: _("{name} does not work cases.", name=name),
    }
    remedy = _LEAVE[why]
    if why is _Unfit.ROLE:
        remedy = _("Choose a specialist or a supervisor.")
    return Refused(reasons[why], remedy)


def works_cases(person: Actor) -> bool:
    """Whether somebody could hold any case at all."""
    return person.may(Role.SPECIALIST, Role.SUPERVISOR)


def unbiased(case: Case, person: Actor) -> None:
    """Nobody holds, decides or signs a case of a party with whom they have a conflict."""
    if _biased(case, person):
        raise _you(_Unfit.BIASED)


def independent(scene: CaseScene) -> None:
    """Nobody has a hand in a case that looks at their own decision, or in one of a party with
    whom they have a conflict (APL 5.1). Raises `Refused`."""
    case, actor = scene.record, scene.actor
    # The platform acknowledges and closes cases about its own decisions too; it judges none.
    if actor.id != SYSTEM.id and actor.id in barred(case):
        raise _you(_Unfit.DECIDED)
    unbiased(case, actor)


def _biased(case: Case, person: Actor) -> bool:
    return person.has_conflict_with(party.name for party in case.parties)


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
