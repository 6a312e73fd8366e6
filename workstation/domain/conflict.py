"""When a command comes too late: what it relied on was changed by others in the meantime.

Each command names the version of the case that its author had seen. It conflicts only if an
aspect that it relies on was changed after that by somebody else: a note in between disturbs
nobody, a reassignment does. This generalises the fencing token of sync.md 5.5 (the assignment
epoch) to every aspect.
"""

from __future__ import annotations

from datetime import datetime

from workstation.domain import commands as c
from workstation.domain.actor import Actor
from workstation.domain.acts import act_of
from workstation.domain.case import Case, Kept
from workstation.domain.events import Event, ProposalKept
from workstation.domain.marks import changed_by_others
from workstation.domain.problem import Aspect, Conflict, Refused
from workstation.domain.rules.guards import can_own
from workstation.i18n import Message, _

# The gravest first: what a person should be told when several aspects changed.
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


def conflict(case: Case, command: c.Command, actor: Actor, seen: int) -> Conflict | None:
    """What others changed since version `seen` that `command` relied on; None if nothing."""
    touched = act_of(command).relies_on & changed_by_others(case.marks, actor.id, seen)
    if not touched:
        return None
    reason, remedy = next((why, how) for aspect, why, how in _SAID if aspect in touched)
    if isinstance(command, c.Decide) and Aspect.ASSIGNMENT in touched:
        remedy = _("Your decision is kept in the case, where its owner can take it up.")
    return Conflict(tuple(sorted(touched)), reason, remedy)


def keep(
    case: Case, command_id: str, command: c.Command, actor: Actor, now: datetime
) -> tuple[Event, ...]:
    """What a conflicting command still leaves in the case: a decision becomes a proposal.

    Only of somebody who may decide it at all: a first decider proposes nothing either.
    """
    if not isinstance(command, c.Decide) or any(k.command == command_id for k in case.kept):
        return ()
    try:
        can_own(case, actor)
    except Refused:
        return ()
    kept = Kept(command=command_id, finding=command.finding, by=actor.person, at=now)
    return (ProposalKept(at=now, by=actor.person, kept=kept),)
