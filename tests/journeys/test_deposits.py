"""Somebody's access ends while they work offline: what they had not sent is laid down."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import ADMIN, LINA, PASSWORD, PRIYA, WEI
from tests.journeys.conftest import fresh_database, postgresql, url
from tests.journeys.team import Seat, Team, finding, office
from workstation.app import SignInProblem
from workstation.domain.commands import AddNote, Claim, Decide
from workstation.domain.people.crew import FormCrew
from workstation.domain.people.deposit import DEPOSIT, WAITING, DealWith, Deposit
from workstation.domain.people.person import ChangePerson, EndAccess, OpenAccess
from workstation.domain.people.records import crew_id, person_id
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of

__all__ = ["fresh_database", "postgresql", "url"]
WORDS = Bilingual("We look at the photo again.", "我们将重新查看照片。")


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url) as found:
        yield found


async def led(team: Team, lead: str = LINA.id) -> Seat:
    """The administrator's seat, after Wei was given a crew with that lead."""
    admin = await team.seat(ADMIN)
    title = Bilingual("Team one", "甲组")
    await admin.app.give(crew_id("one"), FormCrew(title=title, lead=lead))
    await admin.app.give(person_id(WEI.id), ChangePerson(crew="one"))
    await admin.sync()
    return admin


async def at_work(team: Team) -> tuple[Seat, str]:
    """Wei, cut off, with a note, a decision and a letter that nobody else has seen."""
    wei = await team.seat(WEI)
    case = (await team.server.file_case((WEI, Claim()))).case_id
    await wei.sync()
    wei.wire.cut = True
    await wei.app.give(case, AddNote(text="The seller rang."))
    await wei.app.give(case, Decide(finding=finding(await wei.case(case))))
    await wei.app.save_draft(case, "M1", WORDS.en, WORDS.zh)
    return wei, case


async def ended(admin: Seat, user: str = WEI.id) -> None:
    end = EndAccess(reason="Left the house.", day=day_of(admin.clock()))
    await admin.app.give(person_id(user), end)
    await admin.sync()


async def laid_down(seat: Seat) -> list[Deposit]:
    await seat.sync()
    keys = await seat.app.keys(DEPOSIT.name, WAITING)
    rows = await seat.app.listed(DEPOSIT.name, keys)
    return [(await seat.app.record(each.row.id)).record for each in rows]


async def test_the_lead_reads_it_and_nobody_else_and_nothing_is_carried_out(team: Team) -> None:
    admin = await led(team)
    lina, priya = await team.seat(LINA), await team.seat(PRIYA)
    wei, case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync_now()
    with pytest.raises(KeyError):
        await wei.case(case)
    (deposit,) = await laid_down(lina)
    assert deposit.person == WEI.person
    words = {text for item in deposit.items for text in item.words}
    assert {WORDS, Bilingual("The seller rang.", "The seller rang.")} <= words
    assert {item.act for item in deposit.items} == {"note", "decide", ""}
    assert {item.record_id for item in deposit.items} == {case}
    assert await laid_down(priya) == []
    assert await laid_down(admin) == []
    # It is read, and carried out by nobody: the case has no note, and is in its queue again.
    await team.server.work_jobs()
    await lina.sync()
    now = await lina.case(case)
    assert (now.notes, now.decision, now.owner) == ((), None, None)
    await lina.app.give(deposit.id, DealWith(word="I decided the case myself."))
    assert await laid_down(lina) == []
    assert await team.server.store.verify() == ()


async def test_what_does_not_get_through_is_laid_down_at_the_next_contact(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei, _case = await at_work(team)
    await ended(admin)
    # The answer that ends it gets through, and then the line is gone.
    wei.wire.cut = False
    wei.wire.barring["/deposit"] = 99
    await wei.app.sync_now()
    assert await laid_down(lina) == []
    wei.wire.barring.clear()
    await wei.restart()
    with pytest.raises(SignInProblem):
        await wei.sign_in()
    (deposit,) = await laid_down(lina)
    again = len(deposit.items)
    with pytest.raises(SignInProblem):
        await wei.sign_in()
    (deposit,) = await laid_down(lina)
    assert len(deposit.items) == again


async def test_without_a_lead_supervisors_read_it(team: Team) -> None:
    admin = await team.seat(ADMIN)
    lina, priya = await team.seat(LINA), await team.seat(PRIYA)
    wei, _case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync_now()
    assert len(await laid_down(priya)) == 1
    assert await laid_down(lina) == []


async def test_the_door_is_for_nobody_else(team: Team) -> None:
    admin = await led(team)
    wei = await team.server.client(WEI)

    async def lay() -> int:
        body = b'{"items":[]}'
        return (await wei.http.post("/api/v2/deposit", content=body)).status_code

    assert await lay() == 409
    await ended(admin)
    assert await lay() == 200
    team.clock.now += timedelta(hours=73)
    assert await lay() == 409
    wei.http.headers["authorization"] = "Bearer t-unknown"
    assert await lay() == 401


async def test_whoever_is_let_in_again_has_their_drafts(team: Team) -> None:
    admin = await led(team)
    wei, case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync_now()
    await admin.app.give(person_id(WEI.id), OpenAccess())
    await admin.sync()
    await wei.sign_in(PASSWORD)
    draft = await wei.app.draft(case, "M1")
    assert (draft.en, draft.zh) == (WORDS.en, WORDS.zh)
