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
from workstation.domain.people.crew import ChangeCrew, DissolveCrew, FormCrew
from workstation.domain.people.deposit import DEPOSIT, WAITING, DealWith, Deposit
from workstation.domain.people.person import ChangePerson, EndAccess, OpenAccess
from workstation.domain.people.records import crew_id, person_id
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of
from workstation.i18n import Translator

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
    await admin.app.records.submit(crew_id("one"), FormCrew(title=title, lead=lead))
    await admin.app.records.submit(person_id(WEI.id), ChangePerson(crew="one"))
    await admin.sync()
    return admin


async def at_work(team: Team) -> tuple[Seat, str]:
    """Wei, cut off, with a note, a decision and a letter that nobody else has seen."""
    wei = await team.seat(WEI)
    case = (await team.server.file_case((WEI, Claim()))).case_id
    await wei.sync()
    wei.wire.cut = True
    await wei.app.records.submit(case, AddNote(text="The seller rang."))
    await wei.app.records.submit(case, Decide(finding=finding(await wei.case(case))))
    await wei.app.drafts.save(case, "M1", WORDS.en, WORDS.zh)
    return wei, case


async def ended(admin: Seat, user: str = WEI.id) -> None:
    end = EndAccess(reason="Left the house.", day=day_of(admin.clock()))
    await admin.app.records.submit(person_id(user), end)
    await admin.sync()


async def laid_down(seat: Seat) -> list[Deposit]:
    await seat.sync()
    keys = await seat.app.lists.keys(DEPOSIT.name, WAITING)
    rows = await seat.app.lists.listed(DEPOSIT.name, keys)
    return [(await seat.app.records.open(each.row.id)).record for each in rows]


async def test_the_lead_reads_it_and_nobody_else_and_nothing_is_carried_out(team: Team) -> None:
    admin = await led(team)
    lina, priya = await team.seat(LINA), await team.seat(PRIYA)
    wei, case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync.now()
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
    await lina.app.records.submit(deposit.id, DealWith(word="I decided the case myself."))
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
    await wei.app.sync.now()
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
    await wei.app.sync.now()
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
    await wei.app.sync.now()
    await admin.app.records.submit(person_id(WEI.id), OpenAccess())
    await admin.sync()
    await wei.sign_in(PASSWORD)
    draft = await wei.app.drafts.read(case, "M1")
    assert (draft.en, draft.zh) == (WORDS.en, WORDS.zh)


async def test_work_of_whoever_signed_out_before_reaches_the_lead(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei, case = await at_work(team)
    await wei.app.session.sign_out()
    await ended(admin)
    wei.wire.cut = False
    with pytest.raises(SignInProblem):
        await wei.sign_in("a guess")
    assert await laid_down(lina) == []
    with pytest.raises(SignInProblem):
        await wei.sign_in()
    (deposit,) = await laid_down(lina)
    assert {item.record_id for item in deposit.items} == {case}
    assert {item.act for item in deposit.items} == {"note", "decide", ""}


async def test_after_a_broken_line_it_is_laid_down_with_the_next_try(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei, _case = await at_work(team)
    await wei.app.session.sign_out()
    await ended(admin)
    wei.wire.cut = False
    wei.wire.barring["/deposit"] = 1
    with pytest.raises(SignInProblem):
        await wei.sign_in()
    assert await laid_down(lina) == []
    with pytest.raises(SignInProblem):
        await wei.sign_in()
    assert len(await laid_down(lina)) == 1


async def test_work_of_whoever_signed_in_offline_reaches_the_lead(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei = await team.seat(WEI)
    case = (await team.server.file_case((WEI, Claim()))).case_id
    await wei.sync()
    await wei.app.session.sign_out()
    wei.wire.cut = True
    await wei.sign_in()
    await wei.app.records.submit(case, AddNote(text="The seller rang."))
    await wei.app.drafts.save(case, "M1", WORDS.en, WORDS.zh)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync.now()
    (deposit,) = await laid_down(lina)
    assert {item.act for item in deposit.items} == {"note", ""}


async def test_a_session_that_ran_out_lays_down_and_loses_its_cases(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei, case = await at_work(team)
    team.clock.now += timedelta(days=6)
    await admin.sign_in()
    await ended(admin)
    team.clock.now += timedelta(hours=30)
    await lina.sign_in()
    wei.wire.cut = False
    await wei.app.sync.now()
    assert len(await laid_down(lina)) == 1
    with pytest.raises(KeyError):
        await wei.case(case)


async def test_sessions_that_were_ended_first_lay_down_all_the_same(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei, _case = await at_work(team)
    await admin.app.people.end_sessions(WEI.id)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync.now()
    assert len(await laid_down(lina)) == 1


async def test_where_a_crew_loses_its_lead_supervisors_read_it(team: Team) -> None:
    admin = await led(team)
    lina, priya = await team.seat(LINA), await team.seat(PRIYA)
    wei, _case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync.now()
    assert len(await laid_down(lina)) == 1
    await admin.app.records.submit(crew_id("one"), ChangeCrew(lead=""))
    await admin.sync()
    (deposit,) = await laid_down(priya)
    assert await laid_down(lina) == []
    await priya.app.records.submit(deposit.id, DealWith(word="Told the seller."))
    await priya.sync()
    assert await laid_down(priya) == []
    assert await team.server.store.verify() == ()


async def test_where_a_crew_is_dissolved_supervisors_read_it(team: Team) -> None:
    admin = await led(team)
    priya = await team.seat(PRIYA)
    wei, _case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync.now()
    await admin.app.records.submit(crew_id("one"), DissolveCrew())
    await admin.sync()
    assert len(await laid_down(priya)) == 1


async def test_where_the_access_of_the_lead_ends_supervisors_read_it(team: Team) -> None:
    admin = await led(team)
    priya = await team.seat(PRIYA)
    wei, _case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync.now()
    assert await laid_down(priya) == []
    await ended(admin, LINA.id)
    assert len(await laid_down(priya)) == 1


async def test_each_end_of_access_has_a_deposit_of_its_own(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei, case = await at_work(team)
    await ended(admin)
    wei.wire.cut = False
    await wei.app.sync.now()
    (first,) = await laid_down(lina)
    await lina.app.records.submit(first.id, DealWith(word="Done."))
    await lina.sync()
    await admin.app.records.submit(person_id(WEI.id), OpenAccess())
    await admin.sync()
    await wei.sign_in()
    await wei.app.drafts.save(case, "M1", "Another letter.", "另一封信。")
    await ended(admin)
    await wei.app.sync.now()
    (second,) = await laid_down(lina)
    assert second.id != first.id
    assert "Another letter." in {text.en for item in second.items for text in item.words}


async def test_drafts_of_another_server_are_not_laid_down(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei = await team.seat(WEI)
    case = (await team.server.file_case((WEI, Claim()))).case_id
    await wei.app.session.sign_in("http://elsewhere.test", WEI.id, PASSWORD)
    await wei.sync()
    await wei.app.drafts.save("case-elsewhere", "M1", "For the other house.", "")
    await wei.sign_in()
    await wei.sync()
    await wei.app.drafts.save(case, "M1", WORDS.en, WORDS.zh)
    await ended(admin)
    await wei.app.sync.now()
    (deposit,) = await laid_down(lina)
    assert {item.record_id for item in deposit.items} == {case}


async def test_words_in_a_form_that_nobody_knows_are_laid_down(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei = await team.seat(WEI)
    form = '{"text":"What became of it","later":{"more":["第二句话"]}}'
    await wei.app.drafts.save("people", "line person:x", "", "", form=form)
    await ended(admin)
    await wei.app.sync.now()
    (deposit,) = await laid_down(lina)
    (item,) = deposit.items
    said = "\n".join(text.en for text in item.words)
    assert "What became of it" in said
    assert "第二句话" in said


async def test_much_work_is_laid_down_in_parts_and_what_is_too_large_is_told(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei, case = await at_work(team)
    for n in range(3):
        await wei.app.drafts.save(case, f"form:more{n}", f"{n} " + "long " * 160_000, "")
    await wei.app.drafts.save(case, "M2", "large " * 400_000, "")
    await wei.app.session.sign_out()
    await ended(admin)
    wei.wire.cut = False
    with pytest.raises(SignInProblem) as told:
        await wei.sign_in()
    (deposit,) = await laid_down(lina)
    assert len(deposit.items) == 2 + 1 + 3
    where = Translator("en").text(told.value.remedy)
    assert "6 pieces of your unsent work were handed in" in where
    assert "1 piece of your work was not taken and stays on this machine." in where
    asked = wei.wire.seen.count("POST /api/v2/deposit")
    await wei.app.sync.now()
    assert wei.wire.seen.count("POST /api/v2/deposit") == asked
