"""Jobs as they travel: the command that each member gets, and what became of the members, which is
too much to travel with the record."""

from __future__ import annotations

import msgspec

from workstation.domain.job import MemberCommand
from workstation.domain.record import Command, Registry
from workstation.wire.push import Disposition, pack, unknown, unpack


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the n-th member of a job; None while it was not reached."""

    n: int
    member: str
    disposition: Disposition | None


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Some of those in the reader's sight, in their order; empty after the last.

    `out_of_sight` is how many members the job has besides.
    """

    results: tuple[Result, ...]
    out_of_sight: int = 0


def template_of(kinds: Registry, command: Command) -> MemberCommand:
    """A command as a job keeps it: without what others than its author may not see."""
    kind = kinds.of_command(command)
    name, v, body = pack(kinds, kinds.act_of(command).for_others(command))
    return MemberCommand(kind=kind.name, act=name, v=v, body=bytes(body).decode())


def command_in(kinds: Registry, template: MemberCommand) -> Command:
    """The command that each member gets. Raises `Malformed` for what this program cannot know."""
    kind = kinds.named(template.kind)
    if kind is None:
        raise unknown(template.kind)
    return unpack(kind, template.act, template.body.encode(), template.v)
