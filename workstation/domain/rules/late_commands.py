"""What the author of a command about a case that came too late is told, and what it leaves."""

from __future__ import annotations

from workstation.domain.case import SupersededProposal
from workstation.domain.commands import Decide
from workstation.domain.events import ProposalKept
from workstation.domain.problem import Aspect, Refused
from workstation.domain.record import Command, Event
from workstation.domain.rules.guards import CaseScene, can_own
from workstation.i18n import Message, _

# The gravest first: it is what the author is told of where several aspects changed.
_SAID: tuple[tuple[Aspect, Message, Message], ...] = (
    (
        Aspect.ASSIGNMENT,
        _("The case was given to somebody else while you worked on it."),
        _("Your text is kept. Ask a supervisor to give you the case again, or drop it."),
    ),
    (
        Aspect.DECISION,
        _("Somebody else decided while you worked on it."),
        _("Read their decision; yours is kept beside it."),
    ),
    (
        Aspect.EVIDENCE,
        _("New evidence or a new statement arrived while you worked on it."),
        _("Read it, then do this again if it still holds."),
    ),
    (
        Aspect.LETTERS,
        _("A colleague sent a letter while you were writing."),
        _("Read it first, then send yours if it is still needed."),
    ),
    (
        Aspect.STATE,
        _("The case moved on while you worked on it."),
        _("Look at where it stands now."),
    ),
)


def late_words(command: Command, touched: frozenset[str]) -> tuple[Message, Message]:
    """The reason and the remedy for the author of a command, where others changed the aspects
    `touched` on which it relied."""
    reason, remedy = next((why, how) for aspect, why, how in _SAID if aspect in touched)
    if isinstance(command, Decide) and Aspect.ASSIGNMENT in touched:
        remedy = _("Your decision is kept in the case, where its owner can take it up.")
    return reason, remedy


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
