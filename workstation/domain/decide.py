"""`decide`: what a command makes happen, or why it may not. Pure, and total over the table."""

from __future__ import annotations

from datetime import datetime

from workstation.domain import commands as c
from workstation.domain.actor import Actor
from workstation.domain.acts import act_of
from workstation.domain.case import Case
from workstation.domain.events import Event
from workstation.domain.policy import Library
from workstation.domain.rules.guards import Scene, independent


def decide(
    case: Case, command: c.Command, actor: Actor, now: datetime, library: Library
) -> tuple[Event, ...]:
    """The events that `command` causes, in order, never none.

    For `File`, `case` is the opening itself. `now` is aware. Raises `Refused` with the reason
    and what would make the command legal. The library stands beside the four arguments of the
    design because a citation is only true against it.
    """
    scene = Scene(case, actor, now, library)
    act = act_of(command)
    if act.independent:
        independent(scene)
    return act.rule(scene, command)
