"""Works jobs: runs the command of a job on some of its members in one transaction, as an ordinary
command with an answer of its own for each.

Members that were not reached when the server stopped are reached after the next start. Of several
servers on one database, only the one that has locked a job works it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from sqlalchemy import Connection, Row, bindparam, func, select, update

from workstation.domain.actor import SYSTEM, Actor, system_actor
from workstation.domain.job import AT_ONCE, Job, JobState, MemberCommand, Tally, WorkJob
from workstation.domain.record import Act, Command, Id, Record
from workstation.server import receipts
from workstation.server.batch import Batches
from workstation.server.command_handler import CommandHandler, CommandResult, run_command
from workstation.server.directory import actor_now
from workstation.server.kinds.jobs import gathered
from workstation.server.kinds.server_kind import CommandRequest
from workstation.server.locked_records import LockedRecords
from workstation.server.origins import CommandOrigin, system
from workstation.server.problem import Denied
from workstation.server.references import References
from workstation.server.scopes import Effects, ScopeChange, publish
from workstation.server.tables import JOB_MEMBER, RECORD, SCOPE_MEMBER
from workstation.wire.codec import decode, encode
from workstation.wire.job import Result, Results, command_in, template_of
from workstation.wire.push import (
    Applied,
    Disposition,
    Parked,
    Quarantined,
)

_LOG = logging.getLogger(__name__)
_DEVICE = "job"
# A job that fails is tried again so much later, and each time after twice the time.
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=10)


class _DryRun(Exception):
    """Raised to undo what a member's command has written, when a job is only tried out."""

    def __init__(self, outcome: CommandResult) -> None:
        super().__init__()
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class _PutOff:
    """When a job that has failed is tried again, and how long that wait is."""

    until: datetime
    wait: timedelta


class JobWorker:
    """Works the jobs of one server. A job that fails is put off, and the others go on."""

    def __init__(self, batches: Batches) -> None:
        self._batches = batches
        self._put_off: dict[Id, _PutOff] = {}

    def waiting(self, connection: Connection, now: datetime) -> list[Id]:
        """The jobs that can be worked now and have members left, the oldest first."""
        left = select(JOB_MEMBER.c.job).where(JOB_MEMBER.c.disposition.is_(None)).distinct()
        jobs = select(RECORD.c.id).where(RECORD.c.id.in_(left)).order_by(RECORD.c.id)
        ids = connection.execute(jobs).scalars().all()
        due = []
        for id_ in ids:
            held = self._put_off.get(id_)
            if held is not None and held.until > now:
                continue
            locked = LockedRecords(connection, self._batches.references.kinds, self._batches.served)
            try:
                (job,) = locked.look([id_])
                if not _is_running(job):
                    continue
                if not job.waits or not any(map(_is_running, locked.look([job.undoes]))):
                    due.append(id_)
            except ValueError as error:
                # Damaged, or of a later version of the program.
                self.put_off(id_, now, error)
        return due

    def put_off(self, id_: Id, now: datetime, error: Exception) -> None:
        """Leave a job alone for a while, and say why in the log."""
        before = self._put_off.get(id_)
        wait = min(before.wait * 2, _LONGEST_WAIT) if before is not None else _FIRST_WAIT
        self._put_off[id_] = _PutOff(now + wait, wait)
        _LOG.error("job %s cannot be worked, and is tried again in %s", id_, wait, exc_info=error)

    def work(self, connection: Connection, id_: Id, now: datetime) -> Effects:
        """Run the command of a job on some more of its members. Returns the heads that moved.

        Raises `RecordUnreadable`, and what the database raises.
        """
        rows = _left(connection, id_)
        ids = [id_, *(row.member for row in rows)]

        def run(locked: LockedRecords) -> tuple[ScopeChange, ...]:
            held = locked.find(id_)
            if held is None or not _is_running(held.record):
                return ()
            work = _JobPiece(self._batches, connection, locked, held.record, now)
            # Another server may have worked some of them until this one held the lock.
            return work.gather() if held.record.waits else work.run({row.n for row in rows})

        heads: Effects = {}
        for each in publish(connection, self._batches.over_locked(connection, ids, run)):
            heads |= each
        return heads


class _JobPiece:
    """The part of a job that is worked in one transaction, over records that are locked."""

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

    def gather(self) -> tuple[ScopeChange, ...]:
        """Find the members of a job that undoes another one, once that one is over."""
        first = self._locked.find(self._job.undoes)
        if first is not None and _is_running(first.record):
            return ()
        return self._as_system(gathered(self._connection, self._job.undoes), "gather")

    def run(self, members: Collection[int]) -> tuple[ScopeChange, ...]:
        """Run the command of the job on those of these members that were not reached yet, and note
        how far the job has come."""
        job = self._job.id
        rows = _left(self._connection, job, members)
        if not rows:
            return ()
        outcomes = [self._result(row) for row in rows]
        self._connection.execute(
            _KEEP_DISPOSITION,
            [
                {"its_job": job, "its_n": row.n, "said": encode(outcome.disposition)}
                for row, outcome in zip(rows, outcomes, strict=True)
            ],
        )
        tally = self._job.tally
        for outcome in outcomes:
            tally = _counted(tally, outcome.disposition)
        reached = (JOB_MEMBER.c.job == job) & JOB_MEMBER.c.disposition.is_not(None)
        done = self._connection.execute(select(func.count()).where(reached)).scalar_one()
        changes = [change for each in outcomes for change in each.changes]
        return (*changes, *self._as_system(WorkJob(done=done, tally=tally), str(done)))

    # Any: a row of `job_member`.
    def _result(self, row: Row[Any]) -> CommandResult:
        """Run the command of one member, and say what became of it."""
        before = self._handler.snapshot()
        origin = CommandOrigin(self._author, _DEVICE, f"{self._job.id}\t{row.member}")
        try:
            outcome = run_command(
                self._connection, origin.command_id(), lambda: self._run_member(origin, row)
            )
        except _DryRun as dry:
            outcome = CommandResult(dry.outcome.disposition)
        if not outcome.changes:
            self._handler.roll_back(before)
        return outcome

    # Any: as above.
    def _run_member(self, origin: CommandOrigin, row: Row[Any]) -> CommandResult:
        """Run the command of one member, and keep the command that undoes it."""
        template = decode(row.command, MemberCommand) if row.command else self._job.template
        assert template is not None
        command = command_in(self._kinds, template)
        kind = self._kinds.of_command(command)
        before = self._locked.find(row.member)
        request = CommandRequest(
            id=origin.command_id(),
            kind=kind,
            record_id=row.member,
            command=command,
            origin=origin,
            now=self._now,
            seen={row.member: row.seen},
        )
        handled = self._handler.handle(request)
        outcome = handled.outcome(request.id)
        if self._job.dry_run:
            raise _DryRun(outcome)
        if before is not None and handled.late is None and handled.changes:
            act: Act[Any, Any] = kind.by_command[type(command)]
            inverse = act.inverse(before.record, command)
            if inverse is not None:
                undo = encode(template_of(self._kinds, inverse))
                mine = (JOB_MEMBER.c.job == row.job) & (JOB_MEMBER.c.n == row.n)
                made = handled.held.record.version
                self._connection.execute(
                    update(JOB_MEMBER).where(mine).values(made=made, inverse=undo)
                )
        return outcome

    def _as_system(self, command: Command, what: str) -> tuple[ScopeChange, ...]:
        """Run a command of the platform on the job itself; `what` tells it from the others that
        the same job causes."""
        origin = system(f"{self._job.id}\t{what}")
        request = CommandRequest.caused(self._kinds, origin, 0, self._job.id, command, self._now)
        return self._handler.handle(request).changes


def _is_running(record: Record) -> TypeGuard[Job]:
    return isinstance(record, Job) and record.state is JobState.RUNNING


def _author(connection: Connection, references: References, job: Job) -> Actor:
    """Whoever began a job, with the rights that they have now; none, if their access has ended."""
    if job.author == SYSTEM:
        return system_actor()
    try:
        return actor_now(connection, references, job.author.id)
    except Denied:
        return Actor(id=job.author.id, name=job.author.name, roles=frozenset())


def _left(
    connection: Connection, job: Id, among: Collection[int] | None = None
) -> Sequence[Row[Any]]:
    """The rows of the next members that were not reached; with `among`, only of these."""
    left = (JOB_MEMBER.c.job == job) & JOB_MEMBER.c.disposition.is_(None)
    query = select(JOB_MEMBER).where(left).order_by(JOB_MEMBER.c.n).limit(AT_ONCE)
    if among is not None:
        query = query.where(JOB_MEMBER.c.n.in_(among))
    return connection.execute(query).all()


_KEEP_DISPOSITION = (
    update(JOB_MEMBER)
    .where(JOB_MEMBER.c.job == bindparam("its_job"), JOB_MEMBER.c.n == bindparam("its_n"))
    .values(disposition=bindparam("said"))
)


def _counted(tally: Tally, said: Disposition) -> Tally:
    """The tally with one more disposition."""
    match said:
        case Applied():
            return replace(tally, applied=tally.applied + 1)
        case Parked():
            return replace(tally, late=tally.late + 1)
        case Quarantined(out_of_sight=True):
            return replace(tally, gone=tally.gone + 1)
        case _:
            return replace(tally, refused=tally.refused + 1)


def results(
    connection: Connection, job: Id, scopes: Collection[str], after: int, most: int
) -> Results:
    """What became of the members of a job that one of the scopes carries, in their order and from
    the one behind `after` on, `most` at the most; and how many others the job has."""
    mine = JOB_MEMBER.c.job == job
    carried = select(SCOPE_MEMBER.c.record_id).where(
        SCOPE_MEMBER.c.record_id == JOB_MEMBER.c.member,
        SCOPE_MEMBER.c.scope.in_(scopes),
        SCOPE_MEMBER.c.inside.is_(True),
    )
    columns = (JOB_MEMBER.c.n, JOB_MEMBER.c.member, JOB_MEMBER.c.disposition)
    query = select(*columns).where(mine, carried.exists(), JOB_MEMBER.c.n > after)
    rows = connection.execute(query.order_by(JOB_MEMBER.c.n).limit(most)).all()
    others = select(func.count()).select_from(JOB_MEMBER).where(mine, ~carried.exists())
    told: list[Result] = []
    for row in rows:
        disposition: Disposition | None = None
        if row.disposition is not None:
            disposition = receipts.read_disposition(row.disposition)
        told.append(Result(n=row.n, member=row.member, disposition=disposition))
    return Results(results=tuple(told), out_of_sight=connection.execute(others).scalar_one())
