"""Acts in words and icons, and the sentences of the appeal pane."""

from __future__ import annotations

from ui.casework import measures_words, planned_event
from ui.panes.appeal.state import CaseAct
from ui.theme import Icon
from workstation.domain.actor import Actor, Person
from workstation.domain.case import (
    Case,
    Decision,
    Enforcement,
    InfoRequest,
    Party,
    Ruling,
    SentBack,
    SupersededProposal,
    TimelineEntry,
)
from workstation.domain.confirmation import Confirmation
from workstation.domain.effects import SAID
from workstation.domain.labels import LANGUAGE, OVERTURN_REASON, PARTY_ROLE, TEAM
from workstation.domain.taxonomy import Language
from workstation.domain.text import Bilingual
from workstation.i18n import Duration, Message, _, ngettext, pgettext

NO_CASE = _("No case is open. Choose one in the queue.")

ACTS: dict[CaseAct, tuple[Message, Icon]] = {
    CaseAct.AGREE: (pgettext("act", "Agree and sign"), Icon.CHECK),
    CaseAct.RETURN: (pgettext("act", "Return"), Icon.UNDO),
    CaseAct.CLAIM: (pgettext("act", "Claim"), Icon.CLAIM),
    CaseAct.ACCEPT: (pgettext("act", "Accept"), Icon.CHECK),
    CaseAct.RECORD_ACTION: (pgettext("act", "Record that it was carried out"), Icon.CHECK),
    CaseAct.RECORD_ANSWER: (pgettext("act", "Record the answer"), Icon.INBOX),
    CaseAct.DECIDE_ON_FILE: (pgettext("act", "Go on without the answer"), Icon.CLOCK),
    CaseAct.REQUEST_INFORMATION: (pgettext("act", "Ask for information"), Icon.QUESTION),
    CaseAct.REFER: (pgettext("act", "Ask a team"), Icon.REFER),
    CaseAct.NOTE: (pgettext("act", "Note"), Icon.NOTE),
    CaseAct.ASSIGN: (pgettext("act", "Assign to..."), Icon.ASSIGN),
    CaseAct.EXTEND: (pgettext("act", "Give more time"), Icon.CALENDAR),
    CaseAct.RELEASE: (pgettext("act", "Release"), Icon.RELEASE),
    CaseAct.WITHDRAW: (pgettext("act", "Withdraw for the party"), Icon.CLOSE),
    CaseAct.CLOSE: (pgettext("act", "Close"), Icon.LOCK),
    CaseAct.REOPEN: (pgettext("act", "Reopen"), Icon.REOPEN),
}

# What each form asks, and the word on its button.
ASKED: dict[CaseAct, tuple[Message, Message]] = {
    CaseAct.RETURN: (_("Why do you send this decision back?"), _("Return to the owner")),
    CaseAct.ACCEPT: (_("Why is this request accepted?"), _("Accept the request")),
    CaseAct.RECORD_ACTION: (_("The decision was carried out in the source system"), _("Record it")),
    CaseAct.RECORD_ANSWER: (_("What was answered?"), _("Record the answer")),
    CaseAct.REQUEST_INFORMATION: (
        _("What does the party have to send?"),
        _("Ask, and stop the clock"),
    ),
    CaseAct.REFER: (_("One question to another team"), _("Ask the team")),
    CaseAct.NOTE: (_("Note for colleagues, never shown to a party"), _("Add the note")),
    CaseAct.EXTEND: (_("What is still missing? The party gets 7 more days."), _("Give more time")),
    CaseAct.RELEASE: (_("Why do you give the case back? (optional)"), _("Release")),
    CaseAct.WITHDRAW: (_("How did the party take its request back?"), _("Record the withdrawal")),
    CaseAct.REOPEN: (_("Why is the case opened again?"), _("Reopen")),
}


def act_words(act: CaseAct, case: Case) -> Message:
    """The word on the button of an act: a team gives its own answer, a party's is recorded."""
    if act is CaseAct.RECORD_ANSWER and case.open_referral is not None:
        return pgettext("act", "Answer the question")
    return ACTS[act][0]


def asked_words(act: CaseAct, case: Case) -> tuple[Message, Message]:
    """What the form of an act asks, and the word on its button."""
    referral = case.open_referral
    if act is not CaseAct.RECORD_ANSWER or referral is None:
        return ASKED[act]
    asked = _(
        "{name} asks {team}: “{question}”",
        name=referral.asked_by.name,
        team=TEAM[referral.team],
        question=referral.question,
    )
    return asked, _("Give the answer")


def question_words(of: Confirmation[Case] | None, me: Actor | None) -> Message | None:
    """What this person's team is asked, until when; None if nothing is, as far as the server
    knows."""
    referral = of.shown.open_referral if of is not None else None
    if of is None or referral is None or me is None or referral.team not in me.teams:
        return None
    if not of.of(lambda each: each.open_referral):
        return None
    return _(
        "{name} asks your team: “{question}” Answer by {due}.",
        name=referral.asked_by.name,
        question=referral.question,
        due=referral.due_at,
    )


def by_whom(enforcement: Enforcement) -> Message:
    """When and how the first decision was made."""
    how = _("automated detection") if enforcement.automated else _("decided by a person")
    return _(
        "{name}, {day}, {how}",
        name=enforcement.decided_by.name,
        day=enforcement.notice_on,
        how=how,
    )


def event_words(entry: TimelineEntry) -> Message:
    """What happened, as a line of the timeline; of a new owner also who it is."""
    if entry.event == "owned":
        # The word on that line is the owner's name, and perhaps a reason after a dot.
        owner = entry.detail.en.partition(" · ")[0]
        if owner in ("", entry.by.name):
            return pgettext("event", "Claimed")
        return pgettext("event", "Assigned to {name}", name=owner)
    name = SAID.get(entry.event)
    return name if name is not None else _("{event}", event=entry.event)


def planned_words(entry: TimelineEntry) -> Message:
    """What a line of the timeline says that the server has not confirmed."""
    return planned_event(entry.event, event_words(entry))


def word_on(entry: TimelineEntry, side: Language) -> str:
    """The word on a line of the timeline; who owns the case stands in the line itself."""
    word = entry.detail.best(side)
    return word.partition(" · ")[2] if entry.event == "owned" else word


def given_words(by: Person, owner: Person) -> Message:
    """Who has the case now, and from whom."""
    if by == owner:
        return _("{name} took this case.", name=by.name)
    return _("{name} gave this case to {owner}.", name=by.name, owner=owner.name)


def waits_for(of: Confirmation[Case]) -> Message | None:
    """Whom the case waits for, and until when; a time that is promised counts from when the
    server has the promise."""
    case = of.shown
    request, referral = case.open_info_request, case.open_referral
    if request is not None and (party := case.party(request.party)) is not None:
        if not of.of(lambda each: each.open_info_request):
            return _time_to_answer(party, request, of.sure.open_info_request)
        return _("{party} has until {due} to answer.", party=party.name, due=request.due_at)
    if referral is not None:
        if not of.of(lambda each: each.open_referral):
            return _(
                "{team} is asked “{question}”: {span} to answer, from when it is sent.",
                team=TEAM[referral.team],
                question=referral.question,
                span=Duration(referral.due_at - referral.asked_at),
            )
        return _(
            "{team} was asked “{question}” and answers by {due}.",
            team=TEAM[referral.team],
            question=referral.question,
            due=referral.due_at,
        )
    return None


def _time_to_answer(party: Party, request: InfoRequest, extended: InfoRequest | None) -> Message:
    """How long a party gets by a request that waits to be sent."""
    if request.extended and extended is not None:
        return _(
            "{party} has until {due} to answer, and {span} more once this is sent.",
            party=party.name,
            due=extended.due_at,
            span=Duration(request.due_at - max(request.asked_at, extended.due_at)),
        )
    return ngettext(
        "{party} has {n} day to answer, from when it is sent.",
        "{party} has {n} days to answer, from when it is sent.",
        (request.due_at - request.asked_at).days,
        party=party.name,
    )


def both(text: Bilingual) -> tuple[tuple[str, str], ...]:
    """The sides of a text that say something, each with its language; the same text only once."""
    sides = (("en", text.en), ("zh", text.zh if text.zh != text.en else ""))
    return tuple((code, said) for code, said in sides if said.strip())


def details_words(ruling: Ruling) -> Message:
    """What a ruling rests on and what it does with the measures, as one line."""
    parts = [OVERTURN_REASON[ruling.reason]] if ruling.reason else []
    parts += [_("{clause}", clause=each.ref.label()) for each in ruling.citations]
    for measures, words in (
        (ruling.lifted, _("lifted")),
        (ruling.kept, _("kept")),
        (ruling.imposed, _("new")),
    ):
        if measures:
            parts.append(_("{what}: {measures}", what=words, measures=measures_words(measures)))
    line, *rest = parts or [_("No clause cited")]
    for part in rest:
        line = _("{first} · {second}", first=line, second=part)
    return line


def proposed_words(kept: SupersededProposal) -> Message:
    """Who proposed what was kept, and when."""
    if kept.returned is not None:
        return _("Proposed by {name}, {at}", name=kept.by.name, at=kept.at)
    return _("Came too late, kept as a proposal: {name}, {at}", name=kept.by.name, at=kept.at)


def returned_words(returned: SentBack) -> Message:
    """Who sent a proposal back, when and why."""
    return _(
        "{name} returned it, {at}: “{reason}”",
        name=returned.by.name,
        at=returned.at,
        reason=returned.reason,
    )


def signed_words(decision: Decision) -> Message:
    """Who decided and who signed, and when."""
    proposed = _("Decided by {name}, {at}", name=decision.proposed_by.name, at=decision.proposed_at)
    if not decision.four_eyes:
        return proposed
    if decision.signed_by is None or decision.signed_at is None:
        return _(
            "Proposed by {name}, {at}. A second person has to sign it.",
            name=decision.proposed_by.name,
            at=decision.proposed_at,
        )
    return _(
        "Proposed by {name}, {at}; signed by {second}, {then}",
        name=decision.proposed_by.name,
        at=decision.proposed_at,
        second=decision.signed_by.name,
        then=decision.signed_at,
    )


def party_words(party: Party) -> Message:
    """In which role somebody is a party, in which language they write, and where they are."""
    role, written = PARTY_ROLE[party.role], LANGUAGE[party.language]
    if not party.region:
        return _("{role} · {language}", role=role, language=written)
    return _("{role} · {language} · {region}", role=role, language=written, region=party.region)
