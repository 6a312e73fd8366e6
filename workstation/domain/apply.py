"""`apply`: the case after an event. Pure; it refuses nothing, since `decide` did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from workstation.domain import events as e
from workstation.domain.arrival import on_record
from workstation.domain.asked import InfoRequest
from workstation.domain.case import (
    Case,
    Clock,
    Entry,
    Evidence,
    Kept,
    SentBack,
    Statement,
)
from workstation.domain.marks import marked
from workstation.domain.problem import Aspect
from workstation.domain.taxonomy import ReopenGround, State
from workstation.domain.text import Bilingual


def apply(case: Case, event: e.Event) -> Case:
    """The case after `event`, with its line in the timeline. The version is not touched."""
    after = _EFFECTS[type(event)](case, event)
    line = Entry(at=event.at, by=event.by, event=e.name_of(event), detail=_detail(event))
    return replace(after, timeline=(*after.timeline, line))


def commit(case: Case, events: Iterable[e.Event], actor: str) -> Case:
    """The case after all events of one command: one version later, its aspects marked."""
    version = case.version + 1
    aspects: set[Aspect] = set()
    after = case
    for event in events:
        before, after = after, apply(after, event)
        aspects |= changed_aspects(before, after)
    return replace(after, version=version, marks=marked(after.marks, aspects, actor, version))


def changed_aspects(before: Case, after: Case) -> frozenset[Aspect]:
    """Which parts of a case that people rely on differ."""
    pairs = (
        (Aspect.ASSIGNMENT, before.owner != after.owner),
        (
            Aspect.EVIDENCE,
            (before.evidence, before.statements, before.referrals)
            != (after.evidence, after.statements, after.referrals),
        ),
        (Aspect.DECISION, before.decision != after.decision),
        (Aspect.LETTERS, before.letters != after.letters),
        (Aspect.STATE, before.state != after.state),
    )
    return frozenset(aspect for aspect, differs in pairs if differs)


def _filed(_case: Case, event: e.Filed) -> Case:
    # The first transition has no guard: the check begins with the filing.
    return replace(event.opening, state=State.INTAKE_CHECK)


def _intake_checked(case: Case, event: e.IntakeChecked) -> Case:
    state = State.INTAKE_CHECK if event.faults else State.QUEUED
    return replace(case, state=state, faults=event.faults, duplicate_of=event.duplicate_of)


def _accepted(case: Case, _event: e.Accepted) -> Case:
    return replace(case, state=State.QUEUED, owner=None)


def _owned(case: Case, event: e.Owned) -> Case:
    starts = case.state in (State.QUEUED, State.REOPENED)
    return replace(case, owner=event.owner, state=State.IN_REVIEW if starts else case.state)


def _released(case: Case, _event: e.Released) -> Case:
    return replace(case, owner=None)


def _noted(case: Case, event: e.Noted) -> Case:
    return replace(case, notes=(*case.notes, event.note))


def _information_requested(case: Case, event: e.InformationRequested) -> Case:
    earlier = case.info_requests
    stopped = case.clock.stopped
    if event.request.extended:
        # The extension takes the place of the request it extends; the clock stands already.
        earlier = tuple(_answered(each, event) for each in earlier)
    else:
        stopped = (*stopped, (event.at, None))
    return replace(
        case,
        state=State.INFO_REQUESTED,
        info_requests=(*earlier, event.request),
        clock=replace(case.clock, stopped=stopped),
    )


def _answered(request: InfoRequest, event: e.Event) -> InfoRequest:
    if request.answered_at is not None:
        return request
    return replace(request, answered_at=event.at)


def _information_received(case: Case, event: e.InformationReceived) -> Case:
    request = case.open_info_request
    party = (case.party(request.party) if request else None) or case.applicant_party
    answer = Statement(
        text=event.text,
        language=party.language,
        at=event.at,
        party="" if party.id == case.applicant else party.id,
    )
    stopped = tuple((start, end or event.at) for start, end in case.clock.stopped)
    return replace(
        case,
        state=State.IN_REVIEW,
        statements=case.statements if event.expired else (*case.statements, answer),
        evidence=(*case.evidence, *event.evidence),
        info_requests=tuple(_answered(each, event) for each in case.info_requests),
        clock=replace(case.clock, stopped=stopped),
    )


def _referred(case: Case, event: e.Referred) -> Case:
    return replace(case, state=State.REFERRED, referrals=(*case.referrals, event.referral))


def _referral_answered(case: Case, event: e.ReferralAnswered) -> Case:
    *earlier, last = case.referrals
    answered = replace(last, answer=event.answer, answered_by=event.by, answered_at=event.at)
    return replace(
        case,
        state=State.IN_REVIEW,
        referrals=(*earlier, answered),
        evidence=(*case.evidence, *event.evidence),
    )


def _proposed(case: Case, event: e.Proposed) -> Case:
    return replace(case, state=State.SECOND_REVIEW, decision=event.decision)


def _returned(case: Case, event: e.Returned) -> Case:
    returned = case.decision
    kept = case.kept
    if returned is not None:
        # Its author goes on from these words rather than from an empty panel.
        proposal = Kept(
            command=f"{case.id}-returned-{case.version}",
            finding=returned.finding,
            by=returned.proposed_by,
            at=returned.proposed_at,
            returned=SentBack(by=event.by, at=event.at, reason=event.reason),
        )
        kept = (*kept, proposal)
    return replace(case, state=State.IN_REVIEW, decision=None, kept=kept)


def _decided(case: Case, event: e.Decided) -> Case:
    return replace(
        case,
        state=State.DECIDED,
        decision=event.decision,
        evidence=_weigh(case.evidence, event),
        letters_before=len(case.letters),
        kept=(),
    )


def _weigh(evidence: tuple[Evidence, ...], event: e.Decided) -> tuple[Evidence, ...]:
    verdicts = {each.evidence: each.verdict for each in event.decision.finding.weighed}
    return tuple(replace(item, verdict=verdicts.get(item.id, item.verdict)) for item in evidence)


def _not_accepted(case: Case, event: e.NotAccepted) -> Case:
    return replace(
        case,
        state=State.NOT_ACCEPTED,
        decision=event.decision,
        clock=replace(case.clock, ended_at=event.at),
    )


def _proposal_kept(case: Case, event: e.ProposalKept) -> Case:
    return replace(case, kept=(*case.kept, event.kept))


def _actioned(case: Case, event: e.Actioned) -> Case:
    return replace(
        case,
        state=State.ACTIONED,
        action_reference=event.reference,
        sor_reference=event.sor_reference,
    )


def _letter_sent(case: Case, event: e.LetterSent) -> Case:
    clock = case.clock
    if clock.first_response_at is None and not event.letter.automatic:
        clock = replace(clock, first_response_at=event.at)
    return replace(case, letters=(*case.letters, event.letter), clock=clock)


def _notified(case: Case, event: e.Notified) -> Case:
    clock = replace(case.clock, notified_at=event.at, ended_at=event.at)
    return replace(case, state=State.NOTIFIED, clock=clock)


def _closed(case: Case, _event: e.Closed) -> Case:
    return replace(case, state=State.CLOSED, owner=None)


def _withdrawn(case: Case, event: e.Withdrawn) -> Case:
    return replace(case, state=State.WITHDRAWN, clock=replace(case.clock, ended_at=event.at))


def _reopened(case: Case, event: e.Reopened) -> Case:
    earlier = (*case.earlier_decisions, case.decision) if case.decision else case.earlier_decisions
    second = event.ground is ReopenGround.SECOND_APPEAL
    return replace(
        case,
        state=State.REOPENED,
        owner=None,
        decision=None,
        earlier_decisions=earlier,
        action_reference="",
        sor_reference="",
        reopened_for=event.ground,
        level=case.level + 1 if second else case.level,
        letters_before=len(case.letters),
        clock=Clock(started_at=event.at),
    )


def _detail(event: e.Event) -> Bilingual:
    """The word on the timeline; labels come from the event's name."""
    if isinstance(event, e.LetterSent):
        return on_record(event.letter)
    if isinstance(event, e.InformationRequested):
        return event.request.wanted
    words = event.referral.question if isinstance(event, e.Referred) else _words(event)
    return Bilingual(words, words)


def _words(event: e.Event) -> str:
    """What people wrote themselves, in the language that they chose."""
    match event:
        case e.Owned():
            return " · ".join(filter(None, (event.owner.name, event.reason)))
        case e.Withdrawn() | e.Reopened() | e.Returned() | e.Released():
            return event.reason
        case e.Accepted():
            return event.cause
        case e.Noted():
            return event.note.text
        case e.Actioned():
            return event.reference
        case e.InformationReceived():
            return event.text
        case e.ReferralAnswered():
            return event.answer
        case _:
            return ""


# Any: as in `decide`, each effect takes its own event type; a test holds that the table is total.
_EFFECTS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.Filed: _filed,
    e.IntakeChecked: _intake_checked,
    e.Accepted: _accepted,
    e.Owned: _owned,
    e.Released: _released,
    e.Noted: _noted,
    e.InformationRequested: _information_requested,
    e.InformationReceived: _information_received,
    e.Referred: _referred,
    e.ReferralAnswered: _referral_answered,
    e.Proposed: _proposed,
    e.Returned: _returned,
    e.Decided: _decided,
    e.NotAccepted: _not_accepted,
    e.ProposalKept: _proposal_kept,
    e.Actioned: _actioned,
    e.LetterSent: _letter_sent,
    e.Notified: _notified,
    e.Closed: _closed,
    e.Withdrawn: _withdrawn,
    e.Reopened: _reopened,
}
