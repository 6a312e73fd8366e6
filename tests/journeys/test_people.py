"""Somebody leaves, somebody must not touch a matter, and everybody's workstation goes along."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.bench import ADMIN, LINA, PRIYA, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import CommandStage, SyncState
from workstation.app.values import SignInProblem
from workstation.domain.actor import Actor
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.job import JobState, Tally
from workstation.domain.people.crew import DissolveCrew, FormCrew
from workstation.domain.people.interests import DeclareConflicts, SetConflicts
from workstation.domain.people.person import (
    AddPerson,
    ChangePerson,
    EndAccess,
    OpenAccess,
    job_of,
)
from workstation.domain.people.records import StaffMember
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.domain.views import View
from workstation.i18n import Translator

LEAVES = EndAccess(reason="Left the house.", day=date(2026, 9, 2))
OTHER = replace(PRIYA, id="hana.ito", name="Hana Ito", roles=frozenset({Role.ADMIN}))


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url) as people:
        yield people


def colleague(seat: Seat, actor: Actor) -> Actor | None:
    """Somebody in the list of colleagues of a workstation."""
    return {each.id: each for each in seat.app.people.directory}.get(actor.id)


async def test_somebody_is_shut_out_while_they_work_offline_with_open_cases(team: Team) -> None:
    filed = [(await team.server.file_case()).case_id for _n in range(3)]
    admin, priya, wei = [await team.seat(each) for each in (ADMIN, PRIYA, WEI)]
    for each in filed[:2]:
        await wei.app.records.submit(each, Claim())
    await wei.sync()
    wei.wire.cut = True
    await wei.app.records.submit(filed[0], AddNote(text="Called the shop, they send the invoice."))
    await wei.app.drafts.save(filed[0], "M1", "Dear shop", "尊敬的商家")
    await admin.app.records.submit("person:wei.ling", LEAVES)
    # It is so here before the server has said so.
    assert colleague(admin, WEI) is None
    await admin.sync()
    await team.server.work_jobs()
    await priya.sync()
    assert colleague(priya, WEI) is None
    assert set(await priya.view(View.UNASSIGNED)) == set(filed)
    await admin.sync()
    job = job_of(StaffMember(id="person:wei.ling", version=2))
    for seat in (admin, priya):
        told = await seat.app.jobs.job(job)
        assert (told.state, told.tally) == (JobState.DONE, Tally(applied=2))
        results = (await seat.app.jobs.results(job)).members
        told = {each.record_id: each.stage for each in results}
        assert told == dict.fromkeys(filed[:2], CommandStage.APPLIED)
    # At next contact: no case is here any more, their own words are.
    wei.wire.cut = False
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.ACCESS_ENDED
    assert await wei.view(View.ALL_OPEN) == []
    assert wei.app.people.directory == ()
    drafts = await wei.app.drafts.all()
    assert [(each.record_id, each.slot) for each in drafts] == [(filed[0], "M1")]
    with pytest.raises(SignInProblem):
        await wei.sign_in()
    case = (await team.server.cases())[filed[0]]
    assert "Called the shop" not in str(case.notes)
    # They come back, and go on.
    await admin.app.records.submit("person:wei.ling", OpenAccess())
    await admin.sync()
    await wei.sign_in()
    await wei.sync()
    assert set(await wei.view(View.UNASSIGNED)) == set(filed)
    assert await team.server.store.verify() == ()


async def test_a_conflict_of_interest_holds_at_both_ends_at_once(team: Team) -> None:
    filed = await team.server.file_case()
    priya, wei, lina = [await team.seat(each) for each in (PRIYA, WEI, LINA)]
    await priya.app.records.submit("interests:wei.ling", SetConflicts(parties=("Shop 1",)))
    # Whoever set it holds it at once, also before the server has it.
    with pytest.raises(Refused):
        await priya.app.records.submit(filed.case_id, Assign(owner=colleague(priya, WEI)))
    await priya.sync()
    for seat in (wei, lina):
        await seat.sync()
    with pytest.raises(Refused):
        await wei.app.records.submit(filed.case_id, Claim())
    told = [colleague(each, WEI) for each in (priya, wei, lina)]
    assert [each.conflicts for each in told if each] == [{"Shop 1"}, {"Shop 1"}, frozenset()]
    # And a workstation that has not heard of it yet is told by the server.
    await priya.app.records.submit("interests:li.na", DeclareConflicts(parties=("Shop 1",)))
    await priya.sync()
    await lina.app.records.submit(filed.case_id, Claim())
    await lina.sync()
    (question,) = await lina.app.questions.asked()
    assert "conflict of interest" in Translator("en").text(question.reason)
    await priya.app.records.submit("interests:wei.ling", SetConflicts(parties=()))
    await priya.sync()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, Claim())
    await wei.sync()
    assert (await wei.case(filed.case_id)).owner == WEI.person


async def test_two_administrators_change_one_person_offline(team: Team) -> None:
    await team.server.user(OTHER)
    admin, other, wei = [await team.seat(each) for each in (ADMIN, OTHER, WEI)]
    for seat in (admin, other):
        seat.wire.cut = True
    await admin.app.records.submit("person:wei.ling", ChangePerson(name="W. Ling"))
    await other.app.records.submit("person:wei.ling", ChangePerson(queues=frozenset({"cn-export"})))
    await other.app.records.submit("person:wei.ling", ChangePerson(name="Wei L."))
    for seat in (admin, other):
        seat.wire.cut = False
        await seat.sync()
    (question,) = (await other.app.records.open("person:wei.ling")).questions
    assert question.stage is CommandStage.CONFLICT
    await wei.sync()
    assert wei.app.session.me is not None
    assert (wei.app.session.me.name, wei.app.session.me.queues) == ("W. Ling", {"cn-export"})


async def test_the_last_administrator_is_told_so_before_anything_is_sent(team: Team) -> None:
    admin = await team.seat(ADMIN)
    admin.wire.cut = True
    with pytest.raises(Refused):
        await admin.app.records.submit("person:admin", LEAVES)
    await admin.app.records.submit("person:wei.ling", ChangePerson(roles=frozenset({Role.ADMIN})))
    await admin.app.records.submit("person:admin", LEAVES)
    admin.wire.cut = False
    await admin.app.sync.now()
    assert {each.id for each in await team.server.store.people.directory()}.isdisjoint({"admin"})


async def test_whose_crew_is_gone_is_in_none(team: Team) -> None:
    admin, wei = await team.seat(ADMIN), await team.seat(WEI)
    await admin.app.records.submit(
        "crew:day", FormCrew(title=Bilingual("Day", "日班"), lead=PRIYA.id)
    )
    await admin.app.records.submit("person:wei.ling", ChangePerson(crew="day"))
    await admin.sync()
    await wei.sync()
    assert wei.app.session.me is not None
    assert wei.app.session.me.crew == "day"
    with pytest.raises(Refused):
        await admin.app.records.submit("crew:day", DissolveCrew())
    await admin.app.records.submit("person:wei.ling", LEAVES)
    await admin.app.records.submit("crew:day", DissolveCrew())
    await admin.sync()
    await admin.app.records.submit("person:wei.ling", OpenAccess())
    await admin.sync()
    person = colleague(admin, WEI)
    assert person is not None
    assert person.crew == ""


async def test_an_administrator_adds_a_colleague_offline(team: Team) -> None:
    admin, wei = await team.seat(ADMIN), await team.seat(WEI)
    admin.wire.cut = True
    added = AddPerson(name="Ada", roles=frozenset({Role.SPECIALIST}))
    await admin.app.records.submit("person:ada", added)
    with pytest.raises(Refused):
        await admin.app.records.submit("person:ada", added)
    admin.wire.cut = False
    await admin.sync()
    await wei.sync()
    assert "ada" in {each.id for each in wei.app.people.directory}
