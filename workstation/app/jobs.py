"""Jobs: one command for many records, which the server works off; and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.app.command_question import readable_message
from workstation.app.desk import Desk, Port
from workstation.app.records import RecordPort
from workstation.app.values import JobResults, MemberResult
from workstation.cache.ledger import STAGES
from workstation.cache.values import CommandStage
from workstation.domain.job import Job, Member, StartJob, StopJob
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id
from workstation.sync.problem import SyncProblem
from workstation.wire.job import Result, template_of
from workstation.wire.push import Parked, Quarantined, Refusal


class JobPort(Port):
    """What is done to many records at once; it is shown as done once the server has done it."""

    def __init__(self, desk: Desk, records: RecordPort) -> None:
        super().__init__(desk)
        self._records = records

    async def start(
        self, command: Command, record_ids: Sequence[Id], *, dry_run: bool = False
    ) -> Id:
        """Have the server give this command to all these records; the job is durable on return.

        Returns the id of the job, which is a record like others. A `dry_run` changes nothing, and
        its results say what would become of the members. Raises `Refused` and `ProfileProblem`.
        """
        profile = self._profile
        template = template_of(profile.kinds, command)
        held = await profile.truths.copies(list(record_ids))
        seen: dict[Id, int] = {}
        for id_ in record_ids:
            copy, over = held.get(id_), profile.overlays.get(id_)
            version = over.truth_version if over is not None else 0
            seen[id_] = copy.version if copy is not None else version
        members = tuple(Member(id=id_, seen=version) for id_, version in seen.items())
        job = f"job:{profile.new_id()}"
        start = StartJob(template=template, members=members, dry_run=dry_run)
        await self._records.submit(job, start)
        return job

    async def undo_job(self, job: Id) -> Id:
        """Take back what a job has done, member by member. Returns the id of the job that does.

        One that still runs is taken back when it is over. Raises `Refused` for one that changes
        nothing, or is out of sight.
        """
        undoing = f"job:{self._profile.new_id()}"
        await self._records.submit(undoing, StartJob(undoes=job))
        return undoing

    async def stop(self, job: Id, reason: str = "") -> None:
        """Leave the members that were not reached yet as they are. Raises `Refused`, `KeyError` for
        a job out of sight, and `ProfileProblem`."""
        await self._records.submit(job, StopJob(reason=reason))

    async def job(self, job: Id) -> Job:
        """How far a job is. Raises `KeyError` for one out of sight."""
        record = (await self._records.open(job)).record
        if not isinstance(record, Job):
            raise KeyError(job)
        return record

    async def results(self, job: Id) -> JobResults:
        """Ask the server what became of each member in sight, in their order. Raises `Refused`
        where it cannot be asked now."""
        transport = self._profile.signed_in.transport
        found: list[Result] = []
        try:
            last = -1
            while (told := await transport.job_results(job, last)).results:
                found.extend(told.results)
                last = found[-1].n
        except SyncProblem as problem:
            raise Refused(problem.reason, problem.remedy) from problem
        return JobResults(tuple(map(_result, found)), told.out_of_sight)


def _result(told: Result) -> MemberResult:
    """What the server said of a member of a job."""
    said = told.disposition
    if said is None:
        return MemberResult(record_id=told.member, stage=CommandStage.QUEUED)
    no = said if isinstance(said, Refusal | Parked | Quarantined) else None
    return MemberResult(
        record_id=told.member,
        stage=STAGES[type(said)],
        reason=readable_message(no.reason) if no is not None else None,
        remedy=readable_message(no.remedy) if no is not None else None,
    )
