"""How a server works jobs: every member once, no job because of another, nobody kept waiting."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.bench import PRIYA, WEI
from tests.journeys.team import Seat, Team, office
from workstation.domain.commands import AddNote, Assign
from workstation.domain.job import AT_ONCE, JobState, Member, MemberCommand, StartJob, Tally
from workstation.server.job_loop import keep_working
from workstation.server.tables import EVENT, JOB_MEMBER, RECORD
from workstation.wire.codec import encode

MANY = 620


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url) as people:
        yield people


async def agrees(team: Team, seat: Seat, job: str) -> bool:
    """Whether the record of a job says of its members what the table of members says."""
    query = select(JOB_MEMBER.c.disposition).where(JOB_MEMBER.c.job == job)
    said = await team.server.store._database.read(lambda c: c.execute(query).scalars().all())
    reached = Counter(b'"applied"' in each for each in said if each is not None)
    record = await seat.app.jobs.job(job)
    tally = record.tally
    done = tally.applied + tally.refused + tally.late + tally.gone
    return (record.total, record.done, done, tally.applied) == (
        len(said),
        reached.total(),
        reached.total(),
        reached[True],
    )


async def test_several_servers_work_every_member_once(team: Team) -> None:
    cases = await team.server.file_many(MANY)
    priya = await team.seat(PRIYA)
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await priya.sync()
    while await team.server.store.work_jobs():
        await asyncio.gather(*(team.server.store.work_jobs() for _ in range(3)))
        await priya.sync()
        assert await agrees(team, priya, job)
    assert (await priya.app.jobs.job(job)).tally == Tally(applied=MANY)
    assert {each.version for each in (await team.server.cases()).values()} == {2}


async def damage(team: Team, job: str) -> None:
    """Nobody can read the record of a job any more."""
    broken = update(RECORD).where(RECORD.c.id == job).values(body=b'{"id":1}')
    await team.server.store._database.write(lambda c: c.execute(broken))


@pytest.mark.expects_log("cannot be worked, and is tried again in 0:00:0[24]")
async def test_a_job_that_cannot_be_worked_stops_no_other(
    team: Team, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = await team.server.file_many(3)
    priya = await team.seat(PRIYA)
    unreadable, failing, third = [
        await priya.app.jobs.start(Assign(owner=WEI), [case]) for case in cases
    ]
    await priya.sync()
    await damage(team, unreadable)
    worker = team.server.store._jobs.worker
    work = worker.work

    def trips(connection: object, id_: str, now: object) -> object:
        if id_ == failing:
            raise RuntimeError("no way")
        return work(connection, id_, now)

    with monkeypatch.context() as tripping:
        tripping.setattr(worker, "work", trips)
        await team.server.work_jobs()
        assert await team.server.work_jobs() == 0
    assert Counter(line.args[0] for line in caplog.records) == {unreadable: 1, failing: 1}
    caplog.clear()
    await priya.sync()
    assert (await priya.app.jobs.job(third)).state is JobState.DONE
    # It is tried again after a while, and not before.
    assert await team.server.work_jobs() == 0
    team.clock.advance(minutes=1)
    await team.server.work_jobs()
    await priya.sync()
    assert (await priya.app.jobs.job(failing)).state is JobState.DONE


def turns(number: int, then: Callable[[float], Awaitable[None]]) -> Callable[[float], object]:
    """So many waits, with something done in each; in the one after, the server stops."""
    left = iter(range(number))

    async def wait(seconds: float) -> None:
        if next(left, None) is None:
            raise asyncio.CancelledError
        await then(seconds)

    return wait


@pytest.mark.expects_log("jobs could not be worked")
async def test_whatever_happens_jobs_are_looked_for_again(
    team: Team, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = await team.server.file_many(1)
    priya = await team.seat(PRIYA)
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await priya.sync()
    worker = team.server.store._jobs.worker
    waiting, tries = worker.waiting, iter([KeyError("never thought of")])

    def trips(*args: object) -> object:
        for error in tries:
            raise error
        return waiting(*args)

    monkeypatch.setattr(worker, "waiting", trips)

    async def nothing(_seconds: float) -> None: ...

    with pytest.raises(asyncio.CancelledError):
        await keep_working(team.server.store.work_jobs, turns(3, nothing))
    assert "jobs could not be worked" in caplog.text
    await priya.sync()
    assert (await priya.app.jobs.job(job)).state is JobState.DONE


async def test_others_have_their_turn_between_two_small_pieces(team: Team) -> None:
    cases = await team.server.file_many(3 * AT_ONCE)
    priya, wei = await team.seat(PRIYA), await team.seat(WEI)
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await priya.sync()
    seen: list[int] = []

    async def push(seconds: float) -> None:
        assert seconds >= 0.05
        await wei.app.records.submit(cases[0], AddNote(text="Meanwhile"))
        await wei.sync()
        await priya.sync()
        seen.append((await priya.app.jobs.job(job)).done)

    with pytest.raises(asyncio.CancelledError):
        await keep_working(team.server.store.work_jobs, turns(3, push))
    assert AT_ONCE <= 100
    assert seen == [AT_ONCE, 2 * AT_ONCE, 3 * AT_ONCE]
    assert len((await wei.case(cases[0])).notes) == 3


async def test_whom_somebody_must_stay_away_from_is_in_no_job(team: Team) -> None:
    cases = await team.server.file_many(4)
    shunned = frozenset({"Brand X", "Shop 1", "Shop 3"})
    await team.server.store.people.change(replace(WEI, conflicts=shunned))
    priya = await team.seat(PRIYA)
    (wei,) = (each for each in priya.app.people.directory if each.id == WEI.id)
    assert "Brand X" in wei.conflicts
    job = await priya.app.jobs.start(Assign(owner=wei), cases[:2])
    # Of another program, which sends all that it knows.
    told = MemberCommand(kind="case", act="assign", v=1, body=encode(Assign(owner=wei)).decode())
    members = tuple(Member(id=each, seen=1) for each in cases[2:])
    await priya.app.records.submit(
        "job:sent", StartJob(template=told, members=members, dry_run=True)
    )
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    for each in (job, "job:sent"):
        found = await priya.app.jobs.job(each)
        assert found.template is not None
        assert "Brand" not in found.template.body
        # The server knows them, and decides by them.
        assert found.tally == Tally(applied=1, refused=1)
    # The record of their own conflicts says them, and nothing else does.
    queries = (
        select(RECORD.c.body).where(RECORD.c.kind != "interests"),
        select(EVENT.c.body).where(EVENT.c.record_id != f"interests:{WEI.id}"),
        select(JOB_MEMBER.c.inverse),
    )
    for query in queries:
        kept = await team.server.store._database.read(
            lambda c, query=query: c.execute(query).scalars().all()
        )
        assert kept
        assert not any(b"Brand X" in body for body in kept if body)
