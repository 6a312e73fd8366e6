"""What the author of a command about a case that came too late is told, and what it leaves."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.actor import SYSTEM
from workstation.domain.case import Case, SupersededProposal, TimelineEntry
from workstation.domain.commands import Decide
from workstation.domain.events import ProposalKept
from workstation.domain.lifecycle import CLAIMABLE
from workstation.domain.problem import Aspect, Refused
from workstation.domain.record import Event, LateCommand
from workstation.domain.rules.guards import CaseScene, can_own
from workstation.i18n import Argument, Message, _

_ASSIGNMENT, _DECISION, _EVIDENCE = Aspect.ASSIGNMENT, Aspect.DECISION, Aspect.EVIDENCE
_LETTERS, _STATE = Aspect.LETTERS, Aspect.STATE
# What each event changes of a case. The aspects come the gravest first: where several changed, the
# author is told of that one.
_CHANGES: dict[Aspect, frozenset[str]] = {
    _ASSIGNMENT: frozenset({"owned", "released", "accepted", "closed", "reopened"}),
    _DECISION: frozenset({"proposed", "returned", "decided", "not_accepted", "reopened"}),
    _EVIDENCE: frozenset(
        {"information_received", "referred", "referral_answered", "withdrawn", "decided"}
    ),
    _LETTERS: frozenset({"letter_sent"}),
    _STATE: frozenset(
        {
            *("intake_checked", "accepted", "owned", "information_requested"),
            *("information_received", "referred", "referral_answered", "proposed", "returned"),
            *("decided", "not_accepted", "actioned", "notified", "closed", "withdrawn", "reopened"),
        }
    ),
}
# What happened, by the name of the event; who has the case now is told by `_handed`.
_HAPPENED: dict[str, Message] = {
    "intake_checked": _("The intake check ran on {at}."),
    "accepted": _("{name} accepted the request on {at}."),
    "information_requested": _("{name} asked a party for information on {at}."),
    "information_received": _("{name} recorded what a party answered on {at}."),
    "referred": _("{name} asked another team on {at}."),
    "referral_answered": _("{name} answered for the team that was asked on {at}."),
    "proposed": _("{name} proposed a decision on {at}."),
    "returned": _("{name} sent the proposed decision back on {at}."),
    "decided": _("{name} signed a decision on {at}."),
    "not_accepted": _("{name} turned the request down on {at}."),
    "actioned": _("{name} recorded on {at} that the decision was carried out."),
    "letter_sent": _("{name} sent a letter on {at}."),
    "notified": _("{name} told the last of the parties on {at}."),
    "closed": _("{name} closed the case on {at}."),
    "withdrawn": _("{name} recorded on {at} that the party took its request back."),
    "reopened": _("{name} opened the case again on {at}."),
}
_REMEDY: dict[Aspect, Message] = {
    _DECISION: _("Read it. What you wrote is kept."),
    _EVIDENCE: _("Read it, then do this again if it still holds."),
    _LETTERS: _("Read it first, then send yours if it is still needed."),
    _STATE: _("Look at where it stands now."),
}
# Where the timeline does not tell it, as in what was said before it did.
_UNTOLD: dict[Aspect, Message] = {
    _ASSIGNMENT: _("The case was given to somebody else while you worked on it."),
    _DECISION: _("Somebody else decided while you worked on it."),
    _EVIDENCE: _("New evidence or a new statement arrived while you worked on it."),
    _LETTERS: _("A colleague sent a letter while you were writing."),
    _STATE: _("The case moved on while you worked on it."),
}


def late_words(late: LateCommand[Case]) -> tuple[Message, Message]:
    """The reason and the remedy for the author of a command, where others changed what it relied
    on: what happened, who did it, and when."""
    me = late.scene.actor.id
    aspect = next(each for each in _CHANGES if each in late.aspects)
    lines = late.scene.record.timeline
    theirs = (at for at, line in enumerate(lines) if line.by.id != me)
    found = [at for at in theirs if lines[at].event in _CHANGES[aspect]]
    if not found:
        return _UNTOLD[aspect], _remedy(late, aspect)
    line = lines[found[-1]]
    handed = _handed(line, _holder(lines[: found[-1]]), late.scene)
    return handed or _filled(_HAPPENED[line.event], line), _remedy(late, aspect)


def _handed(line: TimelineEntry, before: str, scene: CaseScene) -> Message | None:
    """Into whose hands a case came, from the name of who held it before; None for another event."""
    if line.event == "owned":
        owner = _owner_in(line)
        if owner == line.by.name:
            return _filled(_("{name} claimed this case on {at}."), line)
        if owner == scene.actor.name:
            return _filled(_("{name} gave this case to you on {at}."), line)
        return _filled(_("{name} gave this case to {owner} on {at}."), line, owner=owner)
    if line.event != "released":
        return None
    if line.by.id == SYSTEM.id:
        ended = _("The access of {owner} ended, and this case went back to the queue on {at}.")
        return _filled(ended, line, owner=before)
    if before in ("", line.by.name):
        return _filled(_("{name} put this case back on {at}."), line)
    if before == scene.actor.name:
        return _filled(_("{name} took this case from you on {at}."), line)
    return _filled(_("{name} took this case from {owner} on {at}."), line, owner=before)


def _filled(said: Message, line: TimelineEntry, **more: str) -> Message:
    """A sentence about an event with who and when in it."""
    values: dict[str, Argument] = {"name": line.by.name, "at": line.at, **more}
    return replace(said, arguments=tuple(sorted(values.items())))


def _owner_in(line: TimelineEntry) -> str:
    """The name of the owner, which stands on the line before a reason."""
    return line.detail.en.partition(" · ")[0]


def _holder(lines: tuple[TimelineEntry, ...]) -> str:
    """The name of who held the case after these events; "" for nobody."""
    handed = [line for line in lines if line.event in _CHANGES[_ASSIGNMENT]]
    return _owner_in(handed[-1]) if handed and handed[-1].event == "owned" else ""


def _remedy(late: LateCommand[Case], aspect: Aspect) -> Message:
    """What the author of a late command can do now."""
    if aspect is not _ASSIGNMENT:
        return _REMEDY[aspect]
    owner, me = late.scene.record.owner, late.scene.actor.id
    if isinstance(late.command, Decide) and owner is not None and owner.id != me:
        return _("Your decision is kept in the case, where its owner can take it up.")
    if owner is not None and owner.id == me:
        return _("You hold it now. Do this again if it still holds.")
    if owner is not None:
        return _("Leave it to {owner}, or ask for the case.", owner=owner.name)
    if late.scene.record.state in CLAIMABLE:
        return _("Nobody holds it now: claim it and do this again.")
    return _REMEDY[_STATE]


def proposed(scene: CaseScene, command_id: str, command: Decide) -> tuple[Event, ...]:
    """Keep a decision that came too late as a proposal, once.

    () where its author may not hold the case: who may not decide it proposes nothing either.
    """
    case, actor = scene.record, scene.actor
    if any(each.command == command_id for each in case.kept):
        return ()
    try:
        can_own(case, actor)
    except Refused:
        return ()
    kept = SupersededProposal(
        command=command_id, finding=command.finding, by=actor.person, at=scene.now
    )
    return (ProposalKept(at=scene.now, by=actor.person, kept=kept),)
