"""`decide`: what a command makes happen, or why it may not. Pure, the same at both ends."""

from __future__ import annotations

from typing import Any, TypeVar

from workstation.domain.context import Scene
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Event, Kind, Record
from workstation.domain.rights import permitted

R = TypeVar("R", bound=Record)


def decide(kind: Kind[R], scene: Scene[R], command: Command) -> tuple[Event, ...]:
    """The events that `command` causes, in order; () where it is so already.

    For a command that begins a record, the scene's is the record before it. Raises `Refused` with
    the reason and what would make the command legal.
    """
    # Any: each act has a command of its own.
    act: Any = kind.by_command[type(command)]
    permitted(kind, act, scene)
    events: tuple[Event, ...] = act.rule(scene, command)
    return events


def refusal(kind: Kind[R], scene: Scene[R], command: Command) -> Refused | None:
    """Why a command would be refused; None if it would not."""
    try:
        decide(kind, scene, command)
    except Refused as refused:
        return refused
    return None


def not_allowed(kind: Kind[R], scene: Scene[R], command: type[Command]) -> Refused | None:
    """Why the person may not give such a command, whatever it says; None if they may."""
    try:
        permitted(kind, kind.by_command[command], scene)
    except Refused as refused:
        return refused
    return None
