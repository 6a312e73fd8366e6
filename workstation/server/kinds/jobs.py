"""Jobs on the server: their members, and what a job that undoes another one is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select

from workstation.domain.case_kind import CASE
from workstation.domain.commands import Assign
from workstation.domain.job import Job, JobStarted, Member, StartJob, Template
from workstation.domain.record import Command, Event, Record
from workstation.server.kinds.cases import open_cases_of
from workstation.server.kinds.served import Served, Wish
from workstation.server.tables import JOB_MEMBER
from workstation.wire.codec import encode


class ServedJobs(Served):
    """A job keeps its members in a table: its record, which travels, only counts them."""

    def prepare(self, connection: Connection, wish: Wish) -> Command:
        """The members of a job that undoes another one are those that the other one changed; of
        one that gives back, what the user holds."""
        command = wish.command
        if isinstance(command, StartJob) and command.gives_back:
            members = open_cases_of(connection, command.gives_back)
            return replace(command, template=_PUT_BACK, members=members, dry_run=False)
        if not isinstance(command, StartJob) or not command.undoes:
            return command
        made = _made(connection, command.undoes)
        members = tuple(Member(id=row.member, seen=row.made) for row in made)
        return replace(command, template=None, members=members, dry_run=False)

    def index(
        self,
        connection: Connection,
        _before: Record | None,
        after: Record,
        events: Sequence[Event],
    ) -> None:
        """Write the members down."""
        for event in events:
            if isinstance(event, JobStarted) and isinstance(after, Job):
                _write(connection, after, event)


def _put_back() -> Template:
    reason = "Access ended: the case goes back to its queue."
    body = encode(Assign(owner=None, reason=reason)).decode()
    act = CASE.by_command[Assign]
    return Template(kind=CASE.name, act=act.name, v=act.v, body=body)


_PUT_BACK = _put_back()


def _write(connection: Connection, job: Job, event: JobStarted) -> None:
    inverse = {row.member: row.inverse for row in _made(connection, event.undoes)}
    rows = [
        {
            "job": job.id,
            "n": n,
            "member": each.id,
            "seen": each.seen,
            "command": inverse.get(each.id),
        }
        for n, each in enumerate(event.members)
    ]
    if rows:
        connection.execute(insert(JOB_MEMBER), rows)


# Any: rows of three columns.
def _made(connection: Connection, job: str) -> Sequence[Any]:
    """The members that a job has changed, the last one first."""
    columns = (JOB_MEMBER.c.member, JOB_MEMBER.c.made, JOB_MEMBER.c.inverse)
    changed = (JOB_MEMBER.c.job == job) & JOB_MEMBER.c.inverse.is_not(None)
    query = select(*columns).where(changed).order_by(JOB_MEMBER.c.n.desc())
    return connection.execute(query).all() if job else ()
