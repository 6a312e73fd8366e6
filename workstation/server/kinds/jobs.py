"""Jobs on the server: the command of a job is completed, and its members are kept in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from workstation.domain.commands import Assign
from workstation.domain.job import (
    GatherJob,
    Job,
    JobGathered,
    JobStarted,
    Member,
    StartJob,
)
from workstation.domain.record import Command, Event, Id, Record, Registry
from workstation.server.kinds.cases import open_cases_of
from workstation.server.kinds.server_kind import CommandRequest, ServedKind
from workstation.server.tables import JOB_MEMBER
from workstation.wire.job import command_in, template_of

_GIVEN_BACK = "Access ended: the case goes back to its queue."


class ServedJobs(ServedKind):
    """A job keeps its members in a table: its record, which travels, only counts them."""

    def __init__(self, kinds: Registry) -> None:
        self._kinds = kinds

    def prepare(self, connection: Connection, request: CommandRequest) -> Command:
        """Complete the command that starts a job. Its template loses what readers of the job may
        not see, whoever sent it; a job that gives cases back gets those that the user holds.

        Raises `Malformed` for a template that could be run on no member.
        """
        command = request.command
        if isinstance(command, StartJob) and command.gives_back:
            members = open_cases_of(connection, command.gives_back)
            put_back = template_of(self._kinds, Assign(owner=None, reason=_GIVEN_BACK))
            return replace(command, template=put_back, members=members, dry_run=False)
        if not isinstance(command, StartJob) or command.template is None:
            return command
        kind = self._kinds.named(command.template.kind)
        if kind is None or command.template.act not in kind.by_name:
            # The rule says that this is nothing for many.
            return command
        known = command_in(self._kinds, command.template)
        return replace(command, template=template_of(self._kinds, known))

    def index(
        self,
        connection: Connection,
        _before: Record | None,
        after: Record,
        events: Sequence[Event],
    ) -> None:
        """Write the members down. While a job waits for another one, that is its only member."""
        assert isinstance(after, Job)
        for event in events:
            if isinstance(event, JobStarted):
                waits_for = (Member(id=event.undoes, seen=0),) if event.undoes else ()
                _write(connection, after.id, event.members or waits_for, {})
            elif isinstance(event, JobGathered):
                connection.execute(delete(JOB_MEMBER).where(JOB_MEMBER.c.job == after.id))
                query = select(JOB_MEMBER.c.member, JOB_MEMBER.c.inverse)
                rows = connection.execute(query.where(_changed(after.undoes)))
                inverses = {row.member: row.inverse for row in rows}
                _write(connection, after.id, event.members, inverses)


def gathered(connection: Connection, first: Id) -> GatherJob:
    """The command that gives a job its members: whom the job `first` has changed, the last one
    first, since their changes are to be undone."""
    columns = (JOB_MEMBER.c.member, JOB_MEMBER.c.made)
    query = select(*columns).where(_changed(first)).order_by(JOB_MEMBER.c.n.desc())
    rows = connection.execute(query)
    return GatherJob(members=tuple(Member(id=row.member, seen=row.made) for row in rows))


def _write(
    connection: Connection, job: Id, members: Sequence[Member], commands: dict[Id, bytes]
) -> None:
    rows = [
        {"job": job, "n": n, "member": each.id, "seen": each.seen, "command": commands.get(each.id)}
        for n, each in enumerate(members)
    ]
    if rows:
        connection.execute(insert(JOB_MEMBER), rows)


# Any: SQLAlchemy's own.
def _changed(first: Id) -> Any:
    return (JOB_MEMBER.c.job == first) & JOB_MEMBER.c.inverse.is_not(None)
