"""What a person sees: the truth, with their own pending commands run over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Actor
from workstation.domain.apply import commit
from workstation.domain.case import Case
from workstation.domain.commands import Command
from workstation.domain.decide import decide
from workstation.domain.policy import Library
from workstation.domain.problem import Refused


@dataclass(frozen=True, slots=True)
class Pending:
    """A command that the server has not taken in yet: its id, and when it was given."""

    id: str
    command: Command
    at: datetime


@dataclass(frozen=True, slots=True)
class Folded:
    """The case as its worker sees it, and the pending commands that no longer fit."""

    case: Case
    refused: tuple[tuple[str, Refused], ...]


def run(case: Case, command: Command, actor: Actor, now: datetime, library: Library) -> Case:
    """The case after one command. Raises `Refused`."""
    return commit(case, decide(case, command, actor, now, library), actor.id)


def fold(truth: Case, pending: Iterable[Pending], actor: Actor, library: Library) -> Folded:
    """`truth` with each pending command applied in order; one that is refused is passed over."""
    case = truth
    refused: list[tuple[str, Refused]] = []
    for each in pending:
        try:
            case = run(case, each.command, actor, each.at, library)
        except Refused as refusal:
            refused.append((each.id, refusal))
    return Folded(case, tuple(refused))
