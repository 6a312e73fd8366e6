"""A supervisor gives many cases to somebody at once: the server does it piece by piece."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import LINA, MARCUS, PRIYA, WEI, someone
from tests.journeys.team import Seat, Team, office
from workstation.app import CommandStage, JobResults
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.job import AT_ONCE, JobState, Tally
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role

MANY = 620


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url) as people:
        yield people


async def owners(seat: Seat, cases: list[str]) -> set[str]:
    """Who holds these cases, "" for nobody."""
    found = [(await seat.case(each)).owner for each in cases]
    return {owner.id if owner is not None else "" for owner in found}


async def settle(team: Team) -> None:
    """Everybody up, all jobs to their end, everybody down."""
    await team.sync()
    await team.server.work_jobs()
    await team.sync()


async def test_many_cases_are_given_away_in_pieces_and_taken_back(team: Team) -> None:
    cases = await team.server.file_many(MANY)
    priya, wei = await team.seat(PRIYA), await team.seat(WEI)
    job = await priya.app.jobs.start(Assign(owner=WEI, reason="Week 49"), cases)
    # Nothing is shown as done before the server has done it.
    assert await owners(priya, cases[:3]) == {""}
    await priya.sync()
    assert await team.server.work_jobs() == -(-MANY // AT_ONCE)
    await team.sync()
    done = await priya.app.jobs.job(job)
    assert (done.state, done.done, done.tally) == (JobState.DONE, MANY, Tally(applied=MANY))
    assert await owners(wei, cases) == {WEI.id}
    results = await priya.app.jobs.results(job)
    assert [each.record_id for each in results.members] == cases
    assert {each.stage for each in results.members} == {CommandStage.APPLIED}
    assert results.out_of_sight == 0
    # One of them is given on meanwhile: that stands.
    await priya.app.records.submit(cases[7], AddNote(text="Seen"))
    lina = await team.seat(LINA)
    await team.server.store.people.change(LINA)
    undoing = await priya.app.jobs.undo_job(job)
    await priya.sync()
    await team.server.work_jobs()
    await team.sync()
    back = await priya.app.jobs.job(undoing)
    assert (back.tally, back.undoes) == (Tally(applied=MANY), job)
    assert await owners(lina, cases) == {""}
    assert await team.server.store.verify() == ()


async def test_what_the_rules_refuse_is_said_by_member(team: Team) -> None:
    cases = await team.server.file_many(4)
    priya, wei = await team.seat(PRIYA), await team.seat(WEI)
    held, changed, *_free = cases
    await wei.app.records.submit(held, Claim())
    await wei.sync()
    await priya.sync()
    await wei.app.records.submit(changed, Claim())
    await wei.sync()
    job = await priya.app.jobs.start(Assign(owner=WEI), [*cases, "case-nowhere"])
    await priya.sync()
    await team.server.work_jobs()
    await team.sync()
    assert (await priya.app.jobs.job(job)).tally == Tally(applied=2, refused=1, late=1, gone=1)
    results = await priya.app.jobs.results(job)
    told = {each.record_id: each for each in results.members}
    # The one that is nowhere is in nobody's sight.
    assert (len(told), results.out_of_sight) == (4, 1)
    assert told[held].stage is CommandStage.REFUSED
    assert told[held].reason is not None
    assert told[changed].stage is CommandStage.CONFLICT


async def test_a_dry_run_says_what_would_be_and_changes_nothing(team: Team) -> None:
    cases = await team.server.file_many(3)
    priya = await team.seat(PRIYA)
    before = await team.server.cases()
    job = await priya.app.jobs.start(Assign(owner=MARCUS), cases, dry_run=True)
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    tally = (await priya.app.jobs.job(job)).tally
    assert tally.applied + tally.refused == 3
    assert await team.server.cases() == before
    with pytest.raises(Refused):
        await priya.app.jobs.undo_job(job)


async def test_a_stop_leaves_the_rest_and_a_restart_goes_on(team: Team) -> None:
    cases = await team.server.file_many(MANY)
    priya = await team.seat(PRIYA)
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await priya.sync()
    await team.server.store.work_jobs()
    await team.server.down()
    await team.server.up()
    await priya.sync()
    assert (await priya.app.jobs.job(job)).done == AT_ONCE
    await team.server.work_jobs()
    await priya.sync()
    assert (await priya.app.jobs.job(job)).tally == Tally(applied=MANY)
    second = await priya.app.jobs.start(Assign(owner=LINA), cases)
    await priya.sync()
    await team.server.store.work_jobs()
    await priya.sync()
    await priya.app.jobs.stop(second, "Wrong week")
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    stopped = await priya.app.jobs.job(second)
    assert (stopped.state, stopped.done, stopped.stopped) == (
        JobState.STOPPED,
        AT_ONCE,
        "Wrong week",
    )
    assert await owners(priya, cases[AT_ONCE:]) == {WEI.id}
    await priya.app.jobs.undo_job(second)
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    assert await owners(priya, cases) == {WEI.id}


async def test_a_job_is_taken_back_after_its_end_however_early_that_is_asked(team: Team) -> None:
    cases = await team.server.file_many(3 * AT_ONCE)
    priya = await team.seat(PRIYA)
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await priya.sync()
    await team.server.store.work_jobs()
    await priya.sync()
    undoing = await priya.app.jobs.undo_job(job)
    await priya.sync()
    await team.server.store.work_jobs()
    await priya.sync()
    assert (await priya.app.jobs.job(undoing)).state is JobState.RUNNING
    assert (await priya.app.jobs.job(undoing)).done == 0
    assert await priya.app.questions.asked() == ()
    await priya.app.jobs.stop(job)
    await settle(team)
    assert (await priya.app.jobs.job(job)).done == 2 * AT_ONCE
    assert (await priya.app.jobs.job(undoing)).tally == Tally(applied=2 * AT_ONCE)
    assert (await priya.app.jobs.job(undoing)).state is JobState.DONE
    assert await owners(priya, cases) == {""}
    assert await team.server.store.verify() == ()


async def test_a_server_that_went_back_is_told_both_and_asks_nothing(
    team: Team, tmp_path: Path
) -> None:
    cases = await team.server.file_many(3)
    priya = await team.seat(PRIYA)
    await team.server.backup(tmp_path / "before")
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await settle(team)
    await priya.app.jobs.undo_job(job)
    await settle(team)
    assert await owners(priya, cases) == {""}
    await team.server.restore(tmp_path / "before")
    await priya.sign_in()
    await priya.app.sync.now()
    await settle(team)
    assert await owners(priya, cases) == {""}
    assert await priya.app.questions.asked() == ()
    assert {each.version for each in (await team.server.cases()).values()} == {3}


async def test_to_take_back_what_changed_nothing_is_done_at_once(team: Team) -> None:
    priya = await team.seat(PRIYA)
    job = await priya.app.jobs.start(Assign(owner=WEI), ["case-nowhere"])
    await settle(team)
    undoing = await priya.app.jobs.undo_job(job)
    await settle(team)
    back = await priya.app.jobs.job(undoing)
    assert (back.state, back.total, back.tally) == (JobState.DONE, 0, Tally())
    assert await team.server.work_jobs() == 0


async def test_results_are_told_to_whom_the_members_are_in_sight(team: Team) -> None:
    queues = ("sg-commerce", "eu-commerce", "sg-commerce", "eu-commerce")
    cases = [(await team.server.file_case(queue=each)).case_id for each in queues]
    olu = someone("olu.ade", Role.SUPERVISOR, queues=frozenset({"sg-commerce"}))
    await team.server.user(olu)
    priya, other = await team.seat(PRIYA), await team.seat(olu)
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await settle(team)
    assert (await other.app.jobs.job(job)).tally == Tally(applied=4)

    async def told(seat: Seat) -> JobResults:
        return await seat.app.jobs.results(job)

    assert [each.record_id for each in (await told(other)).members] == cases[::2]
    assert (await told(other)).out_of_sight == 2
    assert len((await told(priya)).members) == 4
    with pytest.raises(Refused) as no:
        await priya.app.jobs.results("job:nowhere")
    assert no.value.reason.id == "There is no such job."


async def test_the_words_of_a_stop_that_is_refused_are_kept(team: Team) -> None:
    olu = await team.server.user(someone("olu.ade", Role.SUPERVISOR))
    cases = await team.server.file_many(1)
    priya, other = await team.seat(PRIYA), await team.seat(olu)
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await team.sync()
    await other.app.jobs.stop(job, "Wrong week")
    await team.server.store.people.change(replace(olu, roles=frozenset({Role.QUALITY})))
    await other.sync()
    (question,) = await other.app.questions.asked()
    assert (question.record_id, question.text.en) == (job, "Wrong week")
    await other.app.questions.drop(question.command_id)
    (draft,) = await other.app.drafts.of(job)
    assert draft.draft.en == "Wrong week"


async def test_only_supervisors_begin_jobs_and_only_for_what_is_meant_for_many(team: Team) -> None:
    cases = await team.server.file_many(2)
    priya, wei = await team.seat(PRIYA), await team.seat(WEI)
    with pytest.raises(Refused):
        await wei.app.jobs.start(Assign(owner=WEI), cases)
    with pytest.raises(Refused):
        await priya.app.jobs.start(AddNote(text="To all"), cases)
    with pytest.raises(Refused):
        await priya.app.jobs.start(Assign(owner=WEI), [])
    # Not theirs to look at either.
    job = await priya.app.jobs.start(Assign(owner=WEI), cases)
    await team.sync()
    with pytest.raises(KeyError):
        await wei.app.jobs.job(job)
