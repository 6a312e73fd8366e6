"""The rules of finding out: notes, questions to a party or another team, and the answers."""

from __future__ import annotations

from datetime import timedelta

from workstation.domain.case import Case, InfoRequest, Note, Referral
from workstation.domain.commands import (
    AddNote,
    DecideOnFile,
    RecordAnswer,
    Refer,
    RequestInformation,
)
from workstation.domain.events import (
    InformationReceived,
    InformationRequested,
    LetterSent,
    Noted,
    ReferralAnswered,
    Referred,
)
from workstation.domain.letters import information_request
from workstation.domain.problem import Refused
from workstation.domain.record import Event
from workstation.domain.rules.guards import (
    CaseScene,
    aware,
    has_state,
    says_something,
)
from workstation.domain.taxonomy import State
from workstation.domain.windows import day_of
from workstation.i18n import _


def note(scene: CaseScene, command: AddNote) -> tuple[Event, ...]:
    """Leave an internal remark, whatever the state of the case. Raises `Refused` without a text."""
    says_something(command.text)
    by = scene.actor.person
    return (Noted(at=scene.now, by=by, note=Note(by=by, at=scene.now, text=command.text)),)


def request_information(scene: CaseScene, command: RequestInformation) -> tuple[Event, ...]:
    """Ask a party for information, or extend its time to answer; the clock stops, and a letter
    says so.

    Raises `Refused` for a party that was asked before in this round, or was given more time before
    (APL 3.2), and for a list that is not complete in both languages.
    """
    case = scene.record
    has_state(scene, State.INFO_REQUESTED if command.extension else State.IN_REVIEW)
    if case.party(command.party) is None:
        raise Refused(_("That party is not in this case."), _("Choose one of its parties."))
    extends = _may_still_ask(case, command)
    if not command.items or not all(item.complete for item in command.items):
        raise Refused(
            _("The list of what is needed is not complete in both languages."),
            _("Name every item in English and in Chinese."),
        )
    # An extension adds to the time that was given, and never gives less than a request does.
    start = max(scene.now, extends.due_at) if extends else scene.now
    targets = scene.library.targets.at(day_of(scene.now))
    due = start + timedelta(days=targets.information_days)
    request = InfoRequest(
        party=command.party,
        items=command.items,
        asked_at=scene.now,
        due_at=due,
        extended=command.extension,
    )
    by = scene.actor.person
    return (
        InformationRequested(at=scene.now, by=by, request=request),
        LetterSent(at=scene.now, by=by, letter=information_request(case, request, by)),
    )


def _may_still_ask(case: Case, command: RequestInformation) -> InfoRequest | None:
    """The request that `command` extends; None where it asks anew.

    Raises `Refused` for a second request to the same party, or a second extension (APL 3.2).
    """
    waiting = case.open_info_request
    if not command.extension:
        # A party is asked once in each round: a reopened case is looked at anew.
        since = case.clock.started_at
        asked = (each for each in case.info_requests if since is None or each.asked_at >= since)
        if any(each.party == command.party for each in asked):
            raise Refused(
                _("This party was asked once already (APL 3.2)."),
                _("Decide on the file, or ask another team."),
            )
        return None
    if waiting is None or waiting.party != command.party:
        raise Refused(
            _("This party was not asked for anything."),
            _("Extend the time of the party that was asked."),
        )
    if waiting.extended:
        raise Refused(
            _("The time to answer was extended once."),
            _("Wait for the answer, or decide on the file when the time is over."),
        )
    return waiting


def record_answer(scene: CaseScene, command: RecordAnswer) -> tuple[Event, ...]:
    """Record what the party or the team that was asked answered; the case goes on.

    Raises `Refused` without a text, and for evidence that is in the file already.
    """
    says_something(command.text)
    aware(*(item.received_at for item in command.evidence))
    ids = [item.id for item in (*scene.record.evidence, *command.evidence)]
    if len(set(ids)) < len(ids):
        raise Refused(
            _("An item of evidence with that id is in the file already."),
            _("Add only what is new."),
        )
    by, at = scene.actor.person, scene.now
    if scene.record.state is State.INFO_REQUESTED:
        return (InformationReceived(at=at, by=by, text=command.text, evidence=command.evidence),)
    return (ReferralAnswered(at=at, by=by, answer=command.text, evidence=command.evidence),)


def decide_on_file(scene: CaseScene, _command: DecideOnFile) -> tuple[Event, ...]:
    """Go on without the party's answer. Raises `Refused` while its time runs (APL 3.2)."""
    request = scene.record.open_info_request
    if request is not None and scene.now < request.due_at:
        raise Refused(
            _("The party has until {due} to answer.", due=request.due_at),
            _("Wait until then, or record what they answered."),
        )
    return (InformationReceived(at=scene.now, by=scene.actor.person, expired=True),)


def refer(scene: CaseScene, command: Refer) -> tuple[Event, ...]:
    """Ask another team a question; the clock runs on.

    Raises `Refused` without a question, and for a deadline that is over.
    """
    says_something(command.question)
    due = command.due_at or scene.now + timedelta(hours=command.hours)
    aware(due)
    if due <= scene.now:
        raise Refused(_("The time to answer is already over."), _("Give the team a later time."))
    referral = Referral(
        team=command.team,
        question=command.question,
        asked_by=scene.actor.person,
        asked_at=scene.now,
        due_at=due,
    )
    return (Referred(at=scene.now, by=scene.actor.person, referral=referral),)
