"""Works jobs: some members in one transaction, each with an ordinary command and answer of its own.

What was not reached when the server stopped is reached after the next start. Of several servers on
one database, one works a job at a time: whoever has locked it.
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
from workstation.server.batch import Batches
from workstation.server.command_handler import CommandHandler, CommandResult, disposed
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
    """Undoes what a member's command has written."""

    def __init__(self, outcome: CommandResult) -> None:
        super().__init__()
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class _PutOff:
    """When a job that has failed is tried again, and how long that wait is."""

    until: datetime
    wait: timedelta


class JobWorker:
    """Works the jobs of one server. One that fails is put off, and the others go on."""

    def __init__(self, batches: Batches) -> None:
        self._batches = batches
        self._put_off: dict[Id, _PutOff] = {}

    def waiting(self, connection: Connection, now: datetime) -> list[Id]:
        """The jobs that have members left which can be worked now, the oldest first."""
        left = select(JOB_MEMBER.c.job).where(JOB_MEMBER.c.disposition.is_(None)).distinct()
        jobs = select(RECORD.c.id).where(RECORD.c.id.in_(left)).order_by(RECORD.c.id)
        ids = connection.execute(jobs).scalars().all()
        return [id_ for id_ in ids if self._is_due(id_, now) and self._runs(connection, id_, now)]

    def put_off(self, id_: Id, now: datetime, error: Exception) -> None:
        """Leave a job alone for a while, and say why in the log."""
        before = self._put_off.get(id_)
        wait = min(before.wait * 2, _LONGEST_WAIT) if before is not None else _FIRST_WAIT
        self._put_off[id_] = _PutOff(now + wait, wait)
        _LOG.error("job %s cannot be worked, and is tried again in %s", id_, wait, exc_info=error)

    def _is_due(self, id_: Id, now: datetime) -> bool:
        held = self._put_off.get(id_)
        return held is None or held.until <= now

    def _runs(self, connection: Connection, id_: Id, now: datetime) -> bool:
        try:
            return self._is_at_work(connection, id_)
        except ValueError as error:
            # Damaged, or of a later version of the program.
            self.put_off(id_, now, error)
            return False

    def _is_at_work(self, connection: Connection, id_: Id) -> bool:
        """Whether it runs, and waits for no other job. Raises `Unreadable`."""
        locked = LockedRecords(connection, self._batches.references.kinds, self._batches.served)
        (job,) = locked.look([id_])
        if not _is_running(job):
            return False
        return not job.waits or not any(map(_is_running, locked.look([job.undoes])))

    def work(self, connection: Connection, id_: Id, now: datetime) -> Effects:
        """Give some more members of a job their commands. Returns the heads that moved.

        Raises `Unreadable`, and what the database raises.
        """
        rows = _left(connection, id_)
        ids = [id_, *(row.member for row in rows)]

        def give(locked: LockedRecords) -> tuple[ScopeChange, ...]:
            held = locked.find(id_)
            if held is None or not _is_running(held.record):
                return ()
            work = _Work(self._batches, connection, locked, held.record, now)
            # Another server may have worked some of them until this one held the lock.
            return work.gather() if held.record.waits else work.piece({row.n for row in rows})

        heads: Effects = {}
        for each in publish(connection, self._batches.over_locked(connection, ids, give)):
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

    def gather(self) -> tuple[ScopeChange, ...]:
        """The members of a job that waited for the one which it takes back."""
        first = self._locked.find(self._job.undoes)
        if first is not None and _is_running(first.record):
            return ()
        return self._as_system(gathered(self._connection, self._job.undoes), "gather")

    def piece(self, members: Collection[int]) -> tuple[ScopeChange, ...]:
        """Give those of these members that nobody gave it yet their commands."""
        rows = _left(self._connection, self._job.id, members)
        if not rows:
            return ()
        outcomes = [self._give(row) for row in rows]
        _keep(self._connection, self._job.id, rows, outcomes)
        changes = [change for each in outcomes for change in each.changes]
        return (*changes, *self._note(outcomes))

    # Any: a row of `job_member`.
    def _give(self, row: Row[Any]) -> CommandResult:
        """The command of one member, and what became of it."""
        before = self._handler.snapshot()
        origin = CommandOrigin(self._author, _DEVICE, f"{self._job.id}\t{row.member}")
        try:
            outcome = disposed(
                self._connection, origin.command_id(), lambda: self._run(origin, row)
            )
        except _DryRun as dry:
            outcome = CommandResult(dry.outcome.disposition)
        if not outcome.changes:
            self._handler.roll_back(before)
        return outcome

    def _run(self, origin: CommandOrigin, row: Row[Any]) -> CommandResult:
        template = decode(row.command, MemberCommand) if row.command else self._job.template
        assert template is not None
        command = command_in(self._kinds, template)
        kind = self._kinds.of_command(command)
        before = self._locked.find(row.member)
        wish = CommandRequest(
            id=origin.command_id(),
            kind=kind,
            record_id=row.member,
            command=command,
            origin=origin,
            now=self._now,
            seen={row.member: row.seen},
        )
        made = self._handler.handle(wish)
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
        told = template_of(self._kinds, inverse)
        mine = update(JOB_MEMBER).where(JOB_MEMBER.c.job == row.job, JOB_MEMBER.c.n == row.n)
        self._connection.execute(mine.values(made=after.version, inverse=encode(told)))

    def _note(self, outcomes: Sequence[CommandResult]) -> tuple[ScopeChange, ...]:
        """The job came so far."""
        tally = self._job.tally
        for each in outcomes:
            tally = _counted(tally, each.disposition)
        done = _done(self._connection, self._job.id)
        return self._as_system(WorkJob(done=done, tally=tally), str(done))

    def _as_system(self, command: Command, what: str) -> tuple[ScopeChange, ...]:
        """What the platform says of the job itself; `what` makes it one of its kind."""
        origin = system(f"{self._job.id}\t{what}")
        wish = CommandRequest(
            id=origin.command_id(),
            kind=self._kinds.of_command(command),
            record_id=self._job.id,
            command=command,
            origin=origin,
            now=self._now,
            seen={},
        )
        return self._handler.handle(wish).changes


def _is_running(record: Record) -> TypeGuard[Job]:
    return isinstance(record, Job) and record.state is JobState.RUNNING


def _author(connection: Connection, references: References, job: Job) -> Actor:
    """Whoever began it, as they stand now; without any right, if their access has ended."""
    if job.author == SYSTEM:
        return system_actor()
    try:
        return actor_now(connection, references, job.author.id)
    except Denied:
        return Actor(id=job.author.id, name=job.author.name, roles=frozenset())


def _left(
    connection: Connection, job: Id, among: Collection[int] | None = None
) -> Sequence[Row[Any]]:
    """The next members that were not reached; with `among`, only of these."""
    left = (JOB_MEMBER.c.job == job) & JOB_MEMBER.c.disposition.is_(None)
    query = select(JOB_MEMBER).where(left).order_by(JOB_MEMBER.c.n).limit(AT_ONCE)
    if among is not None:
        query = query.where(JOB_MEMBER.c.n.in_(among))
    return connection.execute(query).all()


def _done(connection: Connection, job: Id) -> int:
    reached = (JOB_MEMBER.c.job == job) & JOB_MEMBER.c.disposition.is_not(None)
    return connection.execute(select(func.count()).where(reached)).scalar_one()


_KEEP = (
    update(JOB_MEMBER)
    .where(JOB_MEMBER.c.job == bindparam("its_job"), JOB_MEMBER.c.n == bindparam("its_n"))
    .values(disposition=bindparam("said"))
)


def _keep(
    connection: Connection, job: Id, rows: Sequence[Row[Any]], outcomes: Sequence[CommandResult]
) -> None:
    said = zip(rows, outcomes, strict=True)
    connection.execute(
        _KEEP,
        [
            {"its_job": job, "its_n": row.n, "said": encode(outcome.disposition)}
            for row, outcome in said
        ],
    )


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


def results(
    connection: Connection, job: Id, scopes: Collection[str], after: int, most: int
) -> Results:
    """What became of the members of a job that one of these feeds carries, in their order, from
    after the n-th on; and how many others there are."""
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
    return Results(
        results=tuple(
            Result(n=row.n, member=row.member, disposition=_said(row.disposition)) for row in rows
        ),
        out_of_sight=connection.execute(others).scalar_one(),
    )


def _said(stored: bytes | None) -> Disposition | None:
    if stored is None:
        return None
    return decode(stored, Disposition)  # type: ignore[arg-type]  # to msgspec a union is a type
