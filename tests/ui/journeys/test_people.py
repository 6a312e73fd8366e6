"""Somebody comes, changes, leaves with unsent work, and comes back: in whole windows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench import ADMIN, LINA, PASSWORD, PRIYA, SERVER, WEI
from tests.journeys.team import Seat, Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import CTRL, SHIFT, until
from tests.ui.pages.people import PeoplePage
from tests.ui.sweep import assert_speaks
from ui.activities.people.pane import PeoplePane
from ui.activities.people.state import PeopleTab
from ui.language import WindowLanguage
from workstation.domain.commands import AddNote, Claim
from workstation.domain.people.crew import FormCrew
from workstation.domain.people.interests import DeclareConflicts, SetConflicts
from workstation.domain.people.person import ChangePerson, EndAccess
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of

OWN = "tide lamp orbit 7"
WORDS = Bilingual("We look at the photo again.", "我们将重新查看照片。")
OTHER = replace(PRIYA, id="hana.ito", name="Hana Ito", roles=frozenset({Role.ADMIN}))


def focus(desk: Desk) -> QWidget | None:
    """What has the focus in the window of this person, if it is the one in front."""
    widget = QApplication.focusWidget()
    return widget if widget is not None and desk.window.isAncestorOf(widget) else None


def pane_of(desk: Desk) -> PeoplePane:
    assert desk.sitting.place is not None
    found = desk.sitting.place.stack.pane("people")
    assert isinstance(found, PeoplePane)
    return found


async def people(desk: Desk) -> PeoplePage:
    """Go to the people with the keys, as a person does."""
    desk.window.activateWindow()
    await until(lambda: focus(desk) is not None)
    for key in (Qt.Key.Key_G, Qt.Key.Key_W):
        QTest.keyClick(focus(desk), key)
    page = PeoplePage(pane_of(desk))
    await until(lambda: bool(page.names) and focus(desk) is not None)
    return page


async def sat(team: Team, folder: Path, actor=ADMIN) -> tuple[Seat, Desk, PeoplePage]:
    """Somebody's window, with the people in sight."""
    seat = await team.seat(actor)
    desk = Desk(seat, folder)
    await desk.enter()
    return seat, desk, await people(desk)


async def led(admin: Seat, lead: str = LINA.id) -> None:
    """Wei is given a crew with that lead."""
    title = Bilingual("Team one", "甲组")
    await admin.app.records.submit("crew:one", FormCrew(title=title, lead=lead))
    await admin.app.records.submit("person:wei.ling", ChangePerson(crew="one"))
    await admin.sync()


async def shown(page: PeoplePage, user: str) -> None:
    await until(lambda: page.chosen == user)


async def test_an_administrator_adds_somebody_who_gets_in_with_the_first_password(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    _admin, desk, page = await sat(team, tmp_path)
    page.key(Qt.Key.Key_N)
    form = page.pane.view.form
    page.type("Ada.King")
    page.key(Qt.Key.Key_Tab)
    page.type("Ada King")
    page.tick(form.roles, Role.SPECIALIST)
    page.tick(form.queues, "cn-export")
    form.markets.setFocus()
    page.type("sg my")
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: bool(page.password))
    assert page.chosen == "ada.king"
    assert "cn-export" in page.said
    assert "MY, SG" in page.said
    password = page.password
    await until(lambda: "have not set a password of their own yet" in page.said)
    # It is never seen again.
    page.key(Qt.Key.Key_Escape)
    assert page.password == ""
    body = {"user": "ada.king", "password": password, "device": "d"}
    http = (await team.server.client(PRIYA)).http
    assert (await http.post("/api/v1/session", json=body)).json()["needs"] == "new_password"
    answer = await http.post("/api/v1/session", json={**body, "new_password": OWN})
    assert answer.status_code == 200
    assert answer.json()["actor"]["queues"] == ["cn-export"]
    await desk.leave()


async def test_offline_somebody_new_waits_and_the_password_is_given_when_they_are_there(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    admin.wire.cut = True
    page.key(Qt.Key.Key_N)
    page.type("ada")
    page.key(Qt.Key.Key_Tab)
    page.type("Ada King")
    page.tick(page.pane.view.form.roles, Role.QUALITY)
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: "added when the server can be reached" in page.said)
    assert not page.has("One-time password...")
    assert "waiting to send" in page.said
    admin.wire.cut = False
    await admin.sync()
    await until(lambda: page.has("One-time password..."))
    page.key(Qt.Key.Key_O)
    page.key(Qt.Key.Key_Return)
    await until(lambda: bool(page.password))
    await desk.leave()


async def test_what_is_not_named_stays_and_what_was_refused_keeps_its_words(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Two administrators change one person: of other parts both hold, of the same one is asked."""
    await team.server.user(OTHER)
    other = await team.seat(OTHER)
    admin, desk, page = await sat(team, tmp_path)
    page.choose("wei.ling")
    await shown(page, "wei.ling")
    admin.wire.cut = True
    page.key(Qt.Key.Key_E)
    form = page.pane.view.form
    page.type("W. Ling")
    page.tick(form.queues, "cn-export")
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: "waiting to send" in page.said)
    await other.app.records.submit(
        "person:wei.ling", ChangePerson(name="Wei L.", markets=frozenset({"SG"}))
    )
    await other.sync()
    admin.wire.cut = False
    await admin.app.sync.now()
    await until(lambda: bool(page.turned))
    (card,) = page.turned
    assert "changed this on 2 Sep 04:00" in page.told
    assert "W. Ling" in page.told
    await until(lambda: "Wei L." in page.names)
    card.edit.click()
    await until(form.isVisible)
    assert form.name.text() == "W. Ling"
    assert form.markets.text() == "SG"
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: not form.isVisible())
    await team.sync()
    await until(lambda: "W. Ling" in page.names)
    person = next(each for each in other.app.people.staff.people if each.user == "wei.ling")
    assert (person.name, person.markets) == ("W. Ling", {"SG"})
    assert person.queues == WEI.queues - {"cn-export"}
    assert person.roles == WEI.roles
    await until(lambda: not page.turned)
    await desk.leave()


async def test_somebody_is_shut_out_their_lead_reads_what_was_unsent_and_they_come_back(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    await led(admin)
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    case = (await team.server.file_case((WEI, Claim()))).case_id
    await team.sync()
    wei.wire.cut = True
    await wei.app.records.submit(case, AddNote(text="The seller rang."))
    await wei.app.drafts.save(case, "M1", WORDS.en, WORDS.zh)
    page.choose("wei.ling")
    await shown(page, "wei.ling")
    page.key(Qt.Key.Key_E, SHIFT)
    await until(page.pane.view.ending.isVisible)
    await until(lambda: "1 session" in page.said)
    for words in ("1 open case", "Only Li Na, the lead", "Stays valid"):
        assert words in page.said
    assert not page.pane.view.ending.end.isEnabled()
    page.type("Left the house.")
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: page.names == ["Wei Ling"])
    await admin.sync()
    await until(lambda: "Left the house." in page.said)
    await team.server.work_jobs()
    # Their device is back: the case leaves it, and what was unsent is with the lead.
    wei.wire.cut = False
    await wei.app.sync.now()
    there = Desk(lina, tmp_path)
    await there.enter()
    await lina.sync()
    await until(lambda: there.screen.news.shown)
    assert "Wei Ling had work that was not sent" in there.screen.news.text
    there.screen.news.press()
    reading = PeoplePage(pane_of(there))
    await until(lambda: "The seller rang." in reading.read)
    assert WORDS.zh in reading.read
    assert "Nothing of this is carried out" in reading.told
    assert (await lina.case(case)).notes == ()
    word = reading.pane.view.deposits.detail.word
    word.setFocus()
    QTest.keyClicks(word, "I rang the seller myself.")
    QTest.keyClick(word, Qt.Key.Key_Return, CTRL)
    await until(lambda: "Dealt with: I rang the seller myself." in reading.told)
    await there.leave()
    # They are let in again, and find their drafts.
    desk.window.activateWindow()
    await until(lambda: focus(desk) is not None)
    page.key(Qt.Key.Key_E, SHIFT)
    await until(lambda: len(page.names) == 7)
    await admin.sync()
    await wei.sign_in()
    await wei.sync()
    draft = await wei.app.drafts.read(case, "M1")
    assert (draft.en, draft.zh) == (WORDS.en, WORDS.zh)
    await desk.leave()


async def test_the_last_administrator_stays_and_the_pane_says_why(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    page.choose("admin")
    await until(lambda: "You are the last administrator." in page.said)
    assert not page.has("End the access...")
    page.key(Qt.Key.Key_E, SHIFT)
    assert not page.pane.view.ending.isVisible()
    # Taking the role is refused as well, in the form.
    page.key(Qt.Key.Key_E)
    page.tick(page.pane.view.form.roles, Role.ADMIN)
    page.tick(page.pane.view.form.roles, Role.QUALITY)
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: "You are the last administrator." in page.said)
    assert Role.ADMIN in next(p for p in admin.app.people.staff.people if p.user == "admin").roles
    await desk.leave()


async def test_a_specialist_reads_and_declares_and_nothing_else(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    priya = await team.seat(PRIYA)
    secret = SetConflicts(parties=("Shop 9",))
    await priya.app.records.submit("interests:li.na", secret)
    await priya.sync()
    wei, desk, page = await sat(team, tmp_path, WEI)
    assert "Only an administrator changes who works here." in page.told
    page.choose("li.na")
    await shown(page, "li.na")
    assert "Shop 9" not in page.told
    assert "Conflicts of interest" not in page.said
    for words in ("Add a person", "Change", "End the access...", "One-time password..."):
        assert not page.has(words), words
    for key in (Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_O, Qt.Key.Key_I):
        page.key(key)
    assert not page.pane.view.form.isVisible()
    page.choose("wei.ling")
    await until(lambda: page.has("Declare one"))
    page.key(Qt.Key.Key_I)
    page.type("Shop 1\nShop 2")
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: "Shop 1, Shop 2" in page.said)
    await wei.sync()
    await priya.sync()
    found = priya.app.people.interests("wei.ling")
    assert found is not None
    assert found.conflicts == ("Shop 1", "Shop 2")
    await desk.leave()


async def test_a_supervisor_takes_a_conflict_off_and_sessions_are_ended(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    wei = await team.seat(WEI)
    await admin.app.records.submit("interests:wei.ling", SetConflicts(parties=("Shop 1", "Shop 2")))
    await admin.sync()
    page.choose("wei.ling")
    await until(lambda: "Shop 1, Shop 2" in page.said)
    page.key(Qt.Key.Key_I)
    field = page.pane.view.person.interests.field
    assert field.toPlainText() == "Shop 1\nShop 2"
    field.selectAll()
    page.type("Shop 2")
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: "Shop 1" not in page.said)
    await until(lambda: page.has("End"))
    page.key(Qt.Key.Key_X)
    page.key(Qt.Key.Key_Return)
    await until(lambda: "Signed in nowhere." in page.said)
    await wei.app.sync.now()
    assert wei.app.sync.status.remedy is not None
    await desk.leave()


async def test_what_another_declared_meanwhile_is_not_taken_off_unseen(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    priya, desk, page = await sat(team, tmp_path, PRIYA)
    page.choose("li.na")
    await until(lambda: page.pane.state.interests.may_set)
    page.choose("wei.ling")
    # Nothing that a key could be meant for is of the one before any more.
    assert page.pane.state.interests.parties is None
    assert page.pane.state.entry.sessions is None
    await until(lambda: page.pane.state.interests.may_set)
    page.key(Qt.Key.Key_I)
    await until(lambda: page.pane.state.interests.writing)
    page.type("Shop 1")
    await wei.app.records.submit("interests:wei.ling", DeclareConflicts(parties=("Shop 2",)))
    await wei.sync()
    await priya.sync()
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: page.pane.state.interests.writing is False)
    # The window sends by itself too: what it has under way is answered in a later round.
    for _round in range(100):
        await priya.sync()
        if await priya.app.questions.asked():
            break
    (question,) = await priya.app.questions.asked()
    assert question.text.en == "Shop 1"
    await until(lambda: page.pane.state.interests.parties == ("Shop 2",))
    await desk.leave()


async def test_crews_and_queues_are_formed_changed_and_closed(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    page.key(Qt.Key.Key_BracketRight)
    assert page.pane.state.tab is PeopleTab.CREWS
    page.key(Qt.Key.Key_N)
    page.type("night")
    page.key(Qt.Key.Key_Tab)
    page.type("Night")
    page.key(Qt.Key.Key_Return, CTRL)
    # Both names are needed.
    await until(lambda: "The name is missing." in page.told)
    page.key(Qt.Key.Key_Tab)
    page.type("Ye ban")
    page.key(Qt.Key.Key_Return, CTRL)
    await until(lambda: "Ye ban" in page.told and not page.pane.view.crews.form.isVisible())
    page.press("Dissolve...")
    page.press("Dissolve the crew")
    await until(lambda: page.has("Form it again"))
    page.key(Qt.Key.Key_BracketRight)
    page.pane.view.queues.list.setFocus()
    page.key(Qt.Key.Key_J)
    await until(lambda: page.has("Close it..."))
    page.press("Close it...")
    page.press("Close the queue")
    await until(lambda: "works on this queue." in page.told)
    await admin.sync()
    assert {each.name: each.stands for each in admin.app.people.staff.crews}["night"] is False
    await desk.leave()


async def test_whose_crew_is_gone_is_shown_so_and_a_change_leaves_it(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    from workstation.domain.people.crew import DissolveCrew

    admin, desk, page = await sat(team, tmp_path)
    await led(admin)
    leaves = EndAccess(reason="Left.", day=day_of(admin.clock()))
    await admin.app.records.submit("person:wei.ling", leaves)
    await admin.app.records.submit("crew:one", DissolveCrew())
    await admin.sync()
    page.press("Access ended")
    await until(lambda: page.names == ["Wei Ling"])
    page.choose("wei.ling")
    await until(lambda: "one (this crew is gone)" in page.said)
    page.press("Open the access again")
    await until(lambda: "Crew\nnone" in page.said)
    await desk.leave()


async def test_what_is_typed_is_there_after_a_restart(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    page.choose("marcus.tan")
    await shown(page, "marcus.tan")
    page.key(Qt.Key.Key_E)
    page.type("Marcus T.")
    await desk.leave()
    await admin.restart()
    desk = Desk(admin, tmp_path)
    await desk.enter()
    assert desk.active == "people"
    page = PeoplePage(pane_of(desk))
    await until(lambda: bool(page.names))
    page.choose("marcus.tan")
    await until(page.pane.view.form.isVisible)
    assert page.pane.view.form.name.text() == "Marcus T."
    assert page.pane.view.form.save.isEnabled()
    await desk.leave()


async def test_searching_finds_people_by_role_queue_and_crew_in_both_languages(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    await led(admin)
    for typed, names in (
        ("主管", ["Priya Nair"]),
        ("甲组", ["Wei Ling"]),
        ("quality", ["Chen Hao"]),
        ("li na", ["Li Na", "Wei Ling"]),
        ("zzz", []),
    ):
        page.key(Qt.Key.Key_Slash)
        page.pane.view.people.search.setText(typed)
        page.key(Qt.Key.Key_Return)
        await until(lambda names=names: page.names == names)
        assert page.pane.view.people.list.hasFocus() is bool(names)
    assert "Nobody passes" in page.told
    page.key(Qt.Key.Key_Escape)
    assert page.pane.view.people.search.text() == "zzz"
    page.key(Qt.Key.Key_Escape)
    await until(lambda: len(page.names) == 7)
    await desk.leave()


async def test_every_part_speaks_the_language_of_the_window(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    admin, desk, page = await sat(team, tmp_path)
    await led(admin)
    await admin.app.records.submit("interests:wei.ling", SetConflicts(parties=("Shop 1",)))
    await admin.sync()
    pane = page.pane
    page.choose("wei.ling")
    await until(lambda: page.has("One-time password..."))
    assert_speaks(pane.view, dressed)
    page.key(Qt.Key.Key_O)
    await until(pane.view.person.entry.ask.isVisible)
    assert_speaks(pane.view, dressed)
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_I)
    assert_speaks(pane.view, dressed)
    page.key(Qt.Key.Key_Escape)
    assert not pane.state.interests.writing
    page.key(Qt.Key.Key_E)
    assert_speaks(pane.view, dressed)
    page.key(Qt.Key.Key_Escape)
    page.key(Qt.Key.Key_E, SHIFT)
    await until(pane.view.ending.isVisible)
    assert_speaks(pane.view, dressed)
    page.key(Qt.Key.Key_Escape)
    for _tab in range(3):
        page.key(Qt.Key.Key_BracketRight)
        await until(lambda: True)
        assert_speaks(pane.view, dressed)
        if pane.state.tab is not PeopleTab.DEPOSITS:
            page.key(Qt.Key.Key_N)
            assert_speaks(pane.view, dressed)
            page.key(Qt.Key.Key_Escape)
    await desk.leave()


async def test_a_person_signs_in_and_finds_the_people_where_they_left_them(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """By hand from the sign-in page, and back to the cases with the keys."""
    wei = await team.seat(WEI, signed_in=False)
    desk = Desk(wei, tmp_path)
    await desk.sign_in_by_hand(SERVER, PASSWORD)
    page = await people(desk)
    page.key(Qt.Key.Key_Escape)
    assert desk.active == "cases"
    await desk.leave()
