"""What each event makes of a case, and how the timeline tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from workstation.domain import events as e
from workstation.domain.case import (
    Case,
    Clock,
    InfoRequest,
    SentBack,
    Statement,
    SupersededProposal,
    TimelineEntry,
)
from workstation.domain.letters import on_record
from workstation.domain.problem import Aspect
from workstation.domain.record import Effect, Event
from workstation.domain.taxonomy import ReopenGround, State
from workstation.domain.text import Bilingual
from workstation.i18n import Message, pgettext

E = TypeVar("E", bound=Event)


def changed_aspects(before: Case, after: Case) -> frozenset[str]:
    """The aspects in which two states of a case differ."""
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


def _answered(request: InfoRequest, event: Event) -> InfoRequest:
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
        proposal = SupersededProposal(
            command=f"{case.id}-returned-{case.version}",
            finding=returned.finding,
            by=returned.proposed_by,
            at=returned.proposed_at,
            returned=SentBack(by=event.by, at=event.at, reason=event.reason),
        )
        kept = (*kept, proposal)
    return replace(case, state=State.IN_REVIEW, decision=None, kept=kept)


def _decided(case: Case, event: e.Decided) -> Case:
    verdicts = {each.evidence: each.verdict for each in event.decision.finding.weighed}
    weighed = (replace(e, verdict=verdicts.get(e.id, e.verdict)) for e in case.evidence)
    return replace(
        case,
        state=State.DECIDED,
        decision=event.decision,
        evidence=tuple(weighed),
        letters_before=len(case.letters),
        kept=(),
    )


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
    said = Statement(text=event.word, language=case.applicant_party.language, at=event.at)
    return replace(
        case,
        state=State.WITHDRAWN,
        statements=(*case.statements, said) if event.word else case.statements,
        clock=replace(case.clock, ended_at=event.at),
    )


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


# Any: each effect takes its own event.
def told(effect: Effect[Case, Any], event: Event, after: Case) -> Case:
    """The case `after` an event, with a line about the event in its timeline."""
    line = TimelineEntry(at=event.at, by=event.by, event=effect.name, detail=effect.detail(event))
    return replace(after, timeline=(*after.timeline, line))


def _said(words: str) -> Bilingual:
    """A text that somebody wrote, which stands for both languages."""
    return Bilingual(words, words)


def _effect(
    name: str,
    event: type[E],
    apply: Callable[[Case, E], Case],
    said: Message,
    detail: Callable[[E], Bilingual] = lambda _event: Bilingual(),
) -> Effect[Case, E]:
    return Effect(name=name, event=event, apply=apply, said=said, detail=detail)


# Any: each effect takes its own event.
EFFECTS: tuple[Effect[Case, Any], ...] = (
    _effect("filed", e.Filed, _filed, pgettext("event", "Filed")),
    _effect(
        "intake_checked", e.IntakeChecked, _intake_checked, pgettext("event", "Intake checked")
    ),
    _effect(
        "accepted", e.Accepted, _accepted, pgettext("event", "Accepted"), lambda a: _said(a.cause)
    ),
    _effect(
        "owned",
        e.Owned,
        _owned,
        pgettext("event", "Owner set"),
        lambda o: _said(" · ".join(filter(None, (o.owner.name, o.reason)))),
    ),
    _effect(
        "released", e.Released, _released, pgettext("event", "Released"), lambda r: _said(r.reason)
    ),
    _effect("noted", e.Noted, _noted, pgettext("event", "Note"), lambda n: _said(n.note.text)),
    _effect(
        "information_requested",
        e.InformationRequested,
        _information_requested,
        pgettext("event", "Information requested, clock paused"),
        lambda i: i.request.wanted,
    ),
    _effect(
        "information_received",
        e.InformationReceived,
        _information_received,
        pgettext("event", "Answer received, clock runs"),
        lambda i: _said(i.text),
    ),
    _effect(
        "referred",
        e.Referred,
        _referred,
        pgettext("event", "Referred"),
        lambda r: _said(r.referral.question),
    ),
    _effect(
        "referral_answered",
        e.ReferralAnswered,
        _referral_answered,
        pgettext("event", "Team answered"),
        lambda r: _said(r.answer),
    ),
    _effect("proposed", e.Proposed, _proposed, pgettext("event", "Decision proposed")),
    _effect(
        "returned",
        e.Returned,
        _returned,
        pgettext("event", "Returned to the owner"),
        lambda r: _said(r.reason),
    ),
    _effect("decided", e.Decided, _decided, pgettext("event", "Decision signed")),
    _effect("not_accepted", e.NotAccepted, _not_accepted, pgettext("event", "Not accepted")),
    _effect(
        "proposal_kept",
        e.ProposalKept,
        _proposal_kept,
        pgettext("event", "Late decision kept as a proposal"),
    ),
    _effect(
        "actioned",
        e.Actioned,
        _actioned,
        pgettext("event", "Carried out"),
        lambda a: _said(a.reference),
    ),
    _effect(
        "letter_sent",
        e.LetterSent,
        _letter_sent,
        pgettext("event", "Letter sent"),
        lambda s: on_record(s.letter),
    ),
    _effect("notified", e.Notified, _notified, pgettext("event", "Everybody told")),
    _effect("closed", e.Closed, _closed, pgettext("event", "Closed")),
    _effect(
        "withdrawn",
        e.Withdrawn,
        _withdrawn,
        pgettext("event", "Withdrawn"),
        lambda w: _said(w.reason),
    ),
    _effect(
        "reopened", e.Reopened, _reopened, pgettext("event", "Reopened"), lambda r: _said(r.reason)
    ),
)
# The label of each event in the timeline, by the name of its effect.
SAID: dict[str, Message] = {effect.name: effect.said for effect in EFFECTS}
