"""The ways to answer a question about commands that were not taken in, and which one is advised."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.app.values import AnswerKind
from workstation.bilingual.act_form import form_of
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import Assign, Claim, Decide, File, SendReply, UnknownCommand
from workstation.domain.job import StartJob
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Record

AnyCommand = Command | UnknownCommand
# The first of these that there is changes nothing for anybody else.
_ADVISED = (AnswerKind.HAND_OVER, AnswerKind.EDIT, AnswerKind.DROP)


def advised_of(answers: Sequence[AnswerKind]) -> AnswerKind:
    """The one of these answers that changes nothing for anybody else."""
    return next(each for each in _ADVISED if each in answers)


def answers_to(
    me: Actor,
    now: Record | None,
    commands: Sequence[AnyCommand],
    refused: Refused | None,
    *,
    written: bool,
) -> tuple[AnswerKind, ...]:
    """The ways to answer a question about these commands, the record being `now` so: to hand what
    was `written` over where the case is no longer one's own, else to work on it again."""
    begins = any(isinstance(each, File | StartJob) for each in commands)
    if now is None and not begins:
        return (AnswerKind.DROP,)
    middle: tuple[AnswerKind, ...] = ()
    theirs = isinstance(now, Case) and now.owner != me.person
    if theirs and refused is not None and written:
        middle = (AnswerKind.HAND_OVER,)
    elif any(map(can_be_edited, commands)):
        middle = (AnswerKind.EDIT,)
    return (AnswerKind.REDO, *middle, AnswerKind.DROP)


def can_be_edited(command: AnyCommand) -> bool:
    """Whether a command was given with something that can be worked on again."""
    if isinstance(command, UnknownCommand):
        return False
    return isinstance(command, SendReply | Decide | Assign) or form_of(command) is not None


def to_do_again(
    me: Actor, now: Record | None, commands: Sequence[AnyCommand]
) -> tuple[AnyCommand, ...]:
    """What of these commands there is to do again: nobody claims what they hold already."""
    holds = isinstance(now, Case) and now.owner == me.person and len(commands) > 1
    return tuple(each for each in commands if not (holds and isinstance(each, Claim)))
