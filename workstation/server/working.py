"""Works jobs: some members in one transaction, each with an ordinary command and answer of its own.

What was not reached when the server stopped is reached after the next start. Of several servers on
one database, one works a job at a time: whoever has locked it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from workstation.domain.actor import SYSTEM, Actor, system_actor
from workstation.domain.job import AT_ONCE, Job, JobState, Tally, Template, WorkJob
from workstation.domain.record import Act, Id, Record
from workstation.server.batch import Batches
from workstation.server.directory import actor_now
from workstation.server.holding import LockedRecords
from workstation.server.kinds.served import Wish
from workstation.server.origins import Origin, system
from workstation.server.problem import Denied
from workstation.server.references import References
from workstation.server.scopes import Change, Effects, publish
from workstation.server.tables import JOB_MEMBER, RECORD
from workstation.server.taking import CommandHandler, Outcome, disposed
from workstation.wire.codec import decode, encode
from workstation.wire.job import Result
from workstation.wire.push import (
    Applied,
    Disposition,
    Parked,
    Quarantined,
    pack,
    unpack,
)

_LOG = logging.getLogger(__name__)
_DEVICE = "job"


class _DryRun(Exception):
    """Undoes what a member's command has written."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class JobWorker:
    """Works the jobs of one server."""

    batches: Batches

    def waiting(self, connection: Connection) -> list[Id]:
        """The jobs that have members left, the oldest first."""
        left = select(JOB_MEMBER.c.job).where(JOB_MEMBER.c.disposition.is_(None)).distinct()
        jobs = select(RECORD.c.id).where(RECORD.c.id.in_(left)).order_by(RECORD.c.id)
        return [id_ for id_ in connection.execute(jobs).scalars() if self._runs(connection, id_)]

    def _runs(self, connection: Connection, id_: Id) -> bool:
        locked = LockedRecords(connection, self.batches.references.kinds, self.batches.served)
        return any(_is_running(each) for each in locked.look([id_]))

    def work(self, connection: Connection, id_: Id, now: datetime) -> Effects:
        """Give some more members of a job their commands. Returns the heads that moved."""
        rows = _members(connection, id_)
        ids = [id_, *(row.member for row in rows)]
        done: list[tuple[Row[Any], Outcome]] = []

        def give(locked: LockedRecords) -> list[Change]:
            job = locked.find(id_)
            if job is None or not _is_running(job.record):
                return []
            work = _Work(self.batches, connection, locked, job.record, now)
            done[:] = [(row, work.give(row)) for row in rows]
            changes = [change for _row, outcome in done for change in outcome.changes]
            return [*changes, *work.note(len(done), [outcome for _row, outcome in done])]

        reached = publish(connection, self.batches.over_locked(connection, ids, give))
        for row, outcome in done:
            _keep(connection, row, outcome.disposition)
        heads: Effects = {}
        for each in reached:
            heads |= each
        return heads


class _Work:
    """One piece of one job, over records that are locked."""

    def __init__(
        self,
        batches: Batches,
        connection: Connection,
        locked: LockedRecords,
        job: Job,
        now: datetime,
    ) -> None:
        self._kinds = batches.references.kinds
        self._connection = connection
        self._locked = locked
        self._job = job
        self._now = now
        self._handler = CommandHandler(connection, batches.references, locked)
        self._author = _author(connection, batches.references, job)

    # Any: a row of `job_member`.
    def give(self, row: Row[Any]) -> Outcome:
        """The command of one member, and what became of it."""
        held = self._locked.snapshot()
        origin = Origin(self._author, _DEVICE, f"{self._job.id}\t{row.member}")
        try:
            outcome = disposed(
                self._connection, origin.command_id(), lambda: self._run(origin, row)
            )
        except _DryRun as dry:
            outcome = Outcome(dry.outcome.disposition)
        if not outcome.changes:
            self._locked.roll_back(held)
        return outcome

    def _run(self, origin: Origin, row: Row[Any]) -> Outcome:
        template = decode(row.command, Template) if row.command else self._job.template
        kind = self._kinds.named(template.kind) if template is not None else None
        assert template is not None
        assert kind is not None
        command = unpack(kind, template.act, template.body.encode(), template.v)
        before = self._locked.find(row.member)
        wish = Wish(
            id=origin.command_id(),
            kind=kind,
            record_id=row.member,
            command=command,
            origin=origin,
            now=self._now,
            seen={row.member: row.seen},
        )
        made = self._handler.give(wish)
        outcome = made.outcome(wish.id)
        if self._job.dry_run:
            raise _DryRun(outcome)
        if before is not None and made.late is None and made.changes:
            act: Act[Any, Any] = kind.by_command[type(command)]
            self._keep_inverse(row, made.held.record, act.inverse(before.record, command))
        return outcome

    # Any: as above; a command of whichever kind.
    def _keep_inverse(self, row: Row[Any], after: Record, inverse: Any) -> None:
        if inverse is None:
            return
        name, v, body = pack(self._kinds, inverse)
        kind = self._kinds.of_command(inverse).name
        told = Template(kind=kind, act=name, v=v, body=bytes(body).decode())
        mine = update(JOB_MEMBER).where(JOB_MEMBER.c.job == row.job, JOB_MEMBER.c.n == row.n)
        self._connection.execute(mine.values(made=after.version, inverse=encode(told)))

    def note(self, more: int, outcomes: Sequence[Outcome]) -> tuple[Change, ...]:
        """The job came so far."""
        tally = self._job.tally
        for each in outcomes:
            tally = _counted(tally, each.disposition)
        origin = system(f"{self._job.id}\t{self._job.done + more}")
        command = WorkJob(done=self._job.done + more, tally=tally)
        wish = Wish(
            id=origin.command_id(),
            kind=self._kinds.of(self._job),
            record_id=self._job.id,
            command=command,
            origin=origin,
            now=self._now,
            seen={},
        )
        return self._handler.give(wish).changes


def _is_running(record: Record) -> bool:
    return isinstance(record, Job) and record.state is JobState.RUNNING


def _author(connection: Connection, references: References, job: Job) -> Actor:
    """Whoever began it, as they stand now; without any right, if their access has ended."""
    if job.author == SYSTEM:
        return system_actor()
    try:
        return actor_now(connection, references, job.author.id)
    except Denied:
        return Actor(id=job.author.id, name=job.author.name, roles=frozenset())


def _members(connection: Connection, job: Id) -> Sequence[Row[Any]]:
    left = (JOB_MEMBER.c.job == job) & JOB_MEMBER.c.disposition.is_(None)
    query = select(JOB_MEMBER).where(left).order_by(JOB_MEMBER.c.n).limit(AT_ONCE)
    return connection.execute(query).all()


def _keep(connection: Connection, row: Row[Any], disposition: Disposition) -> None:
    mine = update(JOB_MEMBER).where(JOB_MEMBER.c.job == row.job, JOB_MEMBER.c.n == row.n)
    connection.execute(mine.values(disposition=encode(disposition)))


def _counted(tally: Tally, said: Disposition) -> Tally:
    match said:
        case Applied():
            return replace(tally, applied=tally.applied + 1)
        case Parked():
            return replace(tally, late=tally.late + 1)
        case Quarantined(out_of_sight=True):
            return replace(tally, gone=tally.gone + 1)
        case _:
            return replace(tally, refused=tally.refused + 1)


def results(connection: Connection, job: Id, after: int, most: int) -> tuple[Result, ...]:
    """What became of the members of a job, in their order, from after the n-th on."""
    columns = (JOB_MEMBER.c.n, JOB_MEMBER.c.member, JOB_MEMBER.c.disposition)
    query = select(*columns).where(JOB_MEMBER.c.job == job, JOB_MEMBER.c.n > after)
    rows = connection.execute(query.order_by(JOB_MEMBER.c.n).limit(most)).all()
    return tuple(
        Result(n=row.n, member=row.member, disposition=_said(row.disposition)) for row in rows
    )


def _said(stored: bytes | None) -> Disposition | None:
    if stored is None:
        return None
    return decode(stored, Disposition)  # type: ignore[arg-type]  # to msgspec a union is a type
