"""`decide`: the events that a command causes, or why it may not. Pure, and the same at both ends.

Who may do what is read from what the acts declare: one guard (`permitted`) for every act of every
kind.
"""

from __future__ import annotations

from typing import Any, TypeVar

from workstation.domain.context import Scene
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Command, Event, Kind, Record
from workstation.i18n import _

R = TypeVar("R", bound=Record)


def decide(kind: Kind[R], scene: Scene[R], command: Command) -> tuple[Event, ...]:
    """The events that `command` causes, in order; () where the record is so already.

    For a command that begins a record, the scene's record is the one before it. Raises `Refused`
    with the reason and what would make the command legal, and `KeyError` for a command of another
    kind.
    """
    # Any: each act has a command of its own.
    act: Any = kind.by_command[type(command)]
    permitted(kind, act, scene)
    events: tuple[Event, ...] = act.rule(scene, command)
    return events


def refusal(kind: Kind[R], scene: Scene[R], command: Command) -> Refused | None:
    """Why `command` would be refused; None if it would not."""
    try:
        decide(kind, scene, command)
    except Refused as refused:
        return refused
    return None


def not_allowed(kind: Kind[R], scene: Scene[R], command: type[Command]) -> Refused | None:
    """Why the actor may not give a command of that type, whatever it says; None if they may."""
    try:
        permitted(kind, kind.by_command[command], scene)
    except Refused as refused:
        return refused
    return None


def permitted(kind: Kind[Any], act: Act[Any, Any], scene: Scene[Any]) -> None:
    """Raise `Refused` where the actor may not do this act to the record as it stands.

    They may if one of the act's rights fits. Where none does, the first one that fits state and
    role says why not.
    """
    if act.independent:
        kind.independent(scene)
    state = kind.state(scene.record)
    here = [right for right in act.rights if not right.states or state in right.states]
    if not here:
        kind.wrong_state(scene, act)
        raise _not_allowed()
    mine = [right for right in here if not right.by or scene.actor.may(*right.by)]
    if not mine:
        kind.wrong_role(scene, act)
        raise _not_allowed()
    refusals: list[Refused] = []
    for right in mine:
        try:
            right.relation.check(scene)
        except Refused as refused:
            refusals.append(refused)
        else:
            return
    raise refusals[0]


def _not_allowed() -> Refused:
    return Refused(
        _("Your role does not allow this."),
        _("Ask a supervisor to do it or to change your role."),
    )
