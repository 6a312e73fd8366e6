"""Jobs as they travel: the command that each member gets, and what became of the members.

The results are asked for by themselves, since they are too many to travel with the record.
"""

from __future__ import annotations

import msgspec

from workstation.domain.job import MemberCommand
from workstation.domain.record import Command, Registry
from workstation.wire.push import Disposition, pack, unknown, unpack


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the n-th member of a job, the record `member`; None while the job has not
    reached it."""

    n: int
    member: str
    disposition: Disposition | None


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Some results of a job.

    results: those of members that the reader may see, in order; () after the last.
    out_of_sight: the number of members that the reader may not see.
    """

    results: tuple[Result, ...]
    out_of_sight: int = 0


def template_of(kinds: Registry, command: Command) -> MemberCommand:
    """`command` as a job keeps it: without what only its author may see.

    Raises `KeyError` for a command of no kind here.
    """
    kind = kinds.of_command(command)
    name, v, body = pack(kinds, kinds.act_of(command).for_others(command))
    return MemberCommand(kind=kind.name, act=name, v=v, body=bytes(body).decode())


def command_in(kinds: Registry, template: MemberCommand) -> Command:
    """The command that each member gets. Raises `Malformed` for one that this program does not
    know or cannot read."""
    kind = kinds.named(template.kind)
    if kind is None:
        raise unknown(template.kind)
    return unpack(kind, template.act, template.body.encode(), template.v)
