"""A supervisor gives many cases to somebody at once: the server does it piece by piece."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import LINA, MARCUS, PRIYA, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import Stage
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.job import JobState, Tally
from workstation.domain.problem import Refused

MANY = 620


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url) as people:
        yield people


async def owners(seat: Seat, cases: list[str]) -> set[str]:
    """Who holds these cases, "" for nobody."""
    found = [(await seat.case(each)).owner for each in cases]
    return {owner.id if owner is not None else "" for owner in found}


async def test_many_cases_are_given_away_in_pieces_and_taken_back(team: Team) -> None:
    cases = await team.server.file_many(MANY)
    priya, wei = await team.seat(PRIYA), await team.seat(WEI)
    job = await priya.app.start_job(Assign(owner=WEI, reason="Week 49"), cases)
    # Nothing is shown as done before the server has done it.
    assert await owners(priya, cases[:3]) == {""}
    await priya.sync()
    assert await team.server.work_jobs() == 2
    await team.sync()
    done = await priya.app.job(job)
    assert (done.state, done.done, done.tally) == (JobState.DONE, MANY, Tally(applied=MANY))
    assert await owners(wei, cases) == {WEI.id}
    results = await priya.app.job_results(job)
    assert [each.record_id for each in results] == cases
    assert {each.stage for each in results} == {Stage.APPLIED}
    # One of them is given on meanwhile: that stands.
    await priya.app.give(cases[7], AddNote(text="Seen"))
    lina = await team.seat(LINA)
    await team.server.store.people.change(LINA)
    undoing = await priya.app.undo_job(job)
    await priya.sync()
    await team.server.work_jobs()
    await team.sync()
    back = await priya.app.job(undoing)
    assert (back.tally, back.undoes) == (Tally(applied=MANY), job)
    assert await owners(lina, cases) == {""}
    assert await team.server.store.verify() == ()


async def test_what_the_rules_refuse_is_said_by_member(team: Team) -> None:
    cases = await team.server.file_many(4)
    priya, wei = await team.seat(PRIYA), await team.seat(WEI)
    held, changed, *_free = cases
    await wei.app.give(held, Claim())
    await wei.sync()
    await priya.sync()
    await wei.app.give(changed, Claim())
    await wei.sync()
    job = await priya.app.start_job(Assign(owner=WEI), [*cases, "case-nowhere"])
    await priya.sync()
    await team.server.work_jobs()
    await team.sync()
    assert (await priya.app.job(job)).tally == Tally(applied=2, refused=1, late=1, gone=1)
    told = {each.record_id: each for each in await priya.app.job_results(job)}
    assert told[held].stage is Stage.REFUSED
    assert told[held].reason is not None
    assert told[changed].stage is Stage.CONFLICT


async def test_a_dry_run_says_what_would_be_and_changes_nothing(team: Team) -> None:
    cases = await team.server.file_many(3)
    priya = await team.seat(PRIYA)
    before = await team.server.cases()
    job = await priya.app.start_job(Assign(owner=MARCUS), cases, dry_run=True)
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    tally = (await priya.app.job(job)).tally
    assert tally.applied + tally.refused == 3
    assert await team.server.cases() == before
    with pytest.raises(Refused):
        await priya.app.undo_job(job)


async def test_a_stop_leaves_the_rest_and_a_restart_goes_on(team: Team) -> None:
    cases = await team.server.file_many(MANY)
    priya = await team.seat(PRIYA)
    job = await priya.app.start_job(Assign(owner=WEI), cases)
    await priya.sync()
    await team.server.store.work_jobs()
    await team.server.down()
    await team.server.up()
    await priya.sync()
    assert (await priya.app.job(job)).done == 500
    await team.server.work_jobs()
    await priya.sync()
    assert (await priya.app.job(job)).tally == Tally(applied=MANY)
    second = await priya.app.start_job(Assign(owner=LINA), cases)
    await priya.sync()
    await team.server.store.work_jobs()
    await priya.sync()
    await priya.app.stop_job(second, "Wrong week")
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    stopped = await priya.app.job(second)
    assert (stopped.state, stopped.done, stopped.stopped) == (JobState.STOPPED, 500, "Wrong week")
    assert await owners(priya, cases[500:]) == {WEI.id}
    await priya.app.undo_job(second)
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    assert await owners(priya, cases) == {WEI.id}


async def test_two_servers_do_nothing_twice(team: Team) -> None:
    cases = await team.server.file_many(40)
    priya = await team.seat(PRIYA)
    job = await priya.app.start_job(Assign(owner=WEI), cases)
    await priya.sync()
    store = team.server.store
    await asyncio.gather(*(store.work_jobs() for _ in range(4)))
    await team.server.work_jobs()
    await priya.sync()
    assert (await priya.app.job(job)).tally == Tally(applied=40)
    assert {(await priya.case(each)).version for each in cases} == {2}


async def test_only_supervisors_begin_jobs_and_only_for_what_is_meant_for_many(team: Team) -> None:
    cases = await team.server.file_many(2)
    priya, wei = await team.seat(PRIYA), await team.seat(WEI)
    with pytest.raises(Refused):
        await wei.app.start_job(Assign(owner=WEI), cases)
    with pytest.raises(Refused):
        await priya.app.start_job(AddNote(text="To all"), cases)
    with pytest.raises(Refused):
        await priya.app.start_job(Assign(owner=WEI), [])
    # Not theirs to look at either.
    job = await priya.app.start_job(Assign(owner=WEI), cases)
    await team.sync()
    with pytest.raises(KeyError):
        await wei.app.job(job)
