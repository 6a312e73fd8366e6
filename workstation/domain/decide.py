"""`decide`: what a command makes happen, or why it may not. Pure, and total over the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from workstation.domain import commands as c
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.events import Event
from workstation.domain.policy import Library
from workstation.domain.rules import decision, inquiry, intake, ownership, telling
from workstation.domain.rules.guards import Scene, independent

# Any: each rule takes its own command type, which a mapping cannot express; a test holds that
# every command has a rule that takes it.
_RULES: dict[type[c.Command], Callable[[Scene, Any], tuple[Event, ...]]] = {
    c.File: intake.file,
    c.Accept: intake.accept,
    c.Claim: ownership.claim,
    c.Release: ownership.release,
    c.Assign: ownership.assign,
    c.AddNote: inquiry.note,
    c.RequestInformation: inquiry.request_information,
    c.RecordAnswer: inquiry.record_answer,
    c.DecideOnFile: inquiry.decide_on_file,
    c.Refer: inquiry.refer,
    c.Return: decision.return_,
    c.Decide: decision.decide,
    c.Agree: decision.agree,
    c.RecordAction: decision.record_action,
    c.SendReply: telling.send_reply,
    c.Close: telling.close,
    c.Withdraw: telling.withdraw,
    c.Reopen: telling.reopen,
}
# What does not judge: a remark, leaving the case, and the request itself, which has no case yet.
_FOR_ANYBODY = frozenset({c.File, c.AddNote, c.Release})


def decide(
    case: Case, command: c.Command, actor: Actor, now: datetime, library: Library
) -> tuple[Event, ...]:
    """The events that `command` causes, in order, never none.

    For `File`, `case` is the opening itself. `now` is aware. Raises `Refused` with the reason
    and what would make the command legal. The library stands beside the four arguments of the
    design because a citation is only true against it.
    """
    scene = Scene(case, actor, now, library)
    if type(command) not in _FOR_ANYBODY:
        independent(scene)
    return _RULES[type(command)](scene, command)
