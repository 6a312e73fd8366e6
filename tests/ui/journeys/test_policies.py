"""Policies in whole windows: read, drafted, published by a second person, and told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench import EVERYBODY, SOFIA, START, WEI, someone
from tests.journeys.team import Seat, Team, office
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import button_of, click, said, type_han, until
from tests.ui.pages.policies import PoliciesPage
from tests.ui.sweep import assert_speaks
from ui.activities.policies.pane import PoliciesPane
from ui.activity import Place
from ui.language import WindowLanguage
from workstation.app.values import Whereabouts
from workstation.domain.commands import Claim
from workstation.domain.policies.amendment import Issue, SetIssue, WriteClause
from workstation.domain.policies.publication import PublishVersion
from workstation.domain.policy import ClauseRef, policy_id
from workstation.domain.taxonomy import Language, Role
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of

ANNA = someone("anna.berg", Role.POLICY, queues=frozenset())
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
TODAY = day_of(START)
SAYS = Bilingual("The seller shows a photo of the goods.", "商家须出示商品照片。")
NOTE = Bilingual("2.4 asks for a photo of the goods.", "2.4要求提供商品照片。")


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, people=(*EVERYBODY, ANNA)) as people:
        yield people


def focus(desk: Desk) -> QWidget | None:
    """What has the focus in the window of this person, if it is the one in front."""
    widget = QApplication.focusWidget()
    return widget if widget is not None and desk.window.isAncestorOf(widget) else None


async def front(desk: Desk) -> None:
    desk.window.activateWindow()
    await until(lambda: desk.window.isActiveWindow() and focus(desk) is not None)


def key(desk: Desk, which: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(focus(desk) or desk.window, which, held)


async def policies(desk: Desk) -> PoliciesPage:
    """Open the policies with their keys, as a person does."""
    await front(desk)
    key(desk, Qt.Key.Key_G)
    key(desk, Qt.Key.Key_P)
    page = desk.screen.policies
    await until(lambda: page.pane.state.citing.known)
    return page


async def begun(team: Team, tmp_path: Path, actor=SOFIA) -> tuple[Seat, Desk]:
    seat = await team.seat(actor)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    return seat, desk


async def seek(desk: Desk, page: PoliciesPage, words: str) -> None:
    """Find a clause and go into it with keys alone."""
    key(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(focus(desk), words)
    await until(lambda: page.pane.state.library.query == words)
    key(desk, Qt.Key.Key_Tab)
    if page.pane.state.library.clause != words.rpartition(" ")[2]:
        key(desk, Qt.Key.Key_Down)
    key(desk, Qt.Key.Key_Return)


async def drafted(seat: Seat, says: Bilingual = SAYS, label: str = "3.0", **issue) -> str:
    """A draft in which 2.4 of LST says something else."""
    text = Issue(label=label, effective_from=TODAY, change_note=NOTE)
    id_ = await seat.app.policies.draft_version("LST", replace(text, **issue))
    clause = seat.app.policies.library.policy("LST").versions[-1].clause("2.4")
    await seat.app.records.submit(id_, WriteClause(clause=replace(clause, text=says)))
    return id_


async def published(writer: Seat, publisher: Seat, **issue) -> None:
    id_ = await drafted(writer, **issue)
    await writer.sync()
    await publisher.sync()
    await publisher.app.policies.publish_version((await publisher.app.records.open(id_)).record)
    await publisher.sync()


async def read_draft(page: PoliciesPage, id_: str) -> None:
    page.tab("Drafts")
    QTest.keyClick(page.pane.view.drafts.list, Qt.Key.Key_Return)
    await until(lambda: page.read == f"LST {id_}" and page.pane.state.draft.checked)


async def begin_version(desk: Desk, page: PoliciesPage) -> None:
    """Begin the next version of LST with its number, day and note."""
    await seek(desk, page, "LST 2.4")
    assert page.read == "LST 2.0"
    key(desk, Qt.Key.Key_N)
    form = page.pane.view.side.issue
    assert form.number.hasFocus()
    assert form.number.text() == "3.0"
    form.note[Language.EN].setFocus()
    QTest.keyClicks(focus(desk), "2.4 counts days.")
    key(desk, Qt.Key.Key_Tab)
    type_han(focus(desk), "2.4按天计算。")
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: page.pane.state.draft.amendment is not None)
    await until(lambda: page.pane.state.library.comparing)
    assert "The draft changes no clause." in page.beside


async def write_held(desk: Desk, page: PoliciesPage) -> None:
    """Say something in one language alone: it is held, with the place."""
    page.pane.go("LST", page.pane.state.library.chosen, "2.4")
    key(desk, Qt.Key.Key_E)
    await until(lambda: page.writes)
    QTest.keyClicks(focus(desk), "Within 7 days: ")
    await until(lambda: "The period 7 days is missing in Chinese." in page.findings)
    # Off screen nobody gives the window back what an announcement took from it.
    await front(desk)
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not page.writes)
    await until(lambda: "1 finding holds it" in page.beside)
    assert "2.4 says two things" in page.beside
    assert not page.publish.isEnabled()


async def mend(desk: Desk, page: PoliciesPage) -> None:
    """Go to the finding, and say it in the other language too."""
    # Off screen nobody gives the window back what an announcement took from it.
    await front(desk)
    key(desk, Qt.Key.Key_F8)
    await until(lambda: page.writes)
    key(desk, Qt.Key.Key_Tab)
    assert focus(desk) is page.field(Language.ZH)
    type_han(focus(desk), "须在7天内：")
    await until(lambda: not page.pane.state.draft.stops)
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not page.writes)
    await until(lambda: "You wrote in it" in page.beside)
    assert "so Anna Berg signs" in page.beside
    assert not page.publish.isEnabled()


async def sign(desk: Desk, page: PoliciesPage) -> None:
    """Read a colleague's draft, and publish it."""
    page.tab("Drafts 1")
    QTest.keyClick(page.pane.view.drafts.list, Qt.Key.Key_Return)
    await until(page.publish.isEnabled)
    assert "cannot be taken back" in page.beside
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: page.read == "LST 3.0")


async def test_a_version_is_drafted_held_mended_and_published_with_keys(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """One writes, the gate holds what says two things, another publishes, all are told."""
    sofia, here = await begun(team, tmp_path)
    wei, there = await begun(team, tmp_path, WEI)
    page = await policies(here)
    await begin_version(here, page)
    await write_held(here, page)
    await mend(here, page)
    await sofia.sync()
    _anna, second = await begun(team, tmp_path, ANNA)
    await sign(second, await policies(second))
    await team.sync()
    await until(lambda: there.screen.news.shown)
    assert "LST v3.0 was published: from" in there.screen.news.text
    there.screen.news.press()
    reading = there.screen.policies
    await until(lambda: reading.read == "LST 3.0")
    await until(lambda: reading.clauses["2.4"][0].startswith("Within 7 days: "))
    assert reading.clauses["2.4"][1].startswith("须在7天内：")
    assert wei.app.policies.library.policy("LST").versions[-1].published_by == ANNA.person
    for desk in (here, there, second):
        await desk.leave()


async def test_any_policy_is_read_at_any_version_and_compared(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """A specialist reads, compares and finds; nothing there can be written."""
    wei, desk = await begun(team, tmp_path, WEI)
    page = await policies(desk)
    assert [each.split(" ")[0] for each in page.tabs] == ["Library", "Windows"]
    for _step in range(30):
        if page.read.startswith("LST"):
            break
        key(desk, Qt.Key.Key_J)
    assert page.read == "LST 2.0"
    assert "14 days" in page.clauses["4.1"][0]
    assert "最长14天" in page.clauses["4.1"][1]
    key(desk, Qt.Key.Key_BracketLeft)
    assert page.read == "LST 1.0"
    assert "14" not in page.clauses["4.1"][0]
    key(desk, Qt.Key.Key_C)
    assert not page.pane.state.library.comparing  # there is no version before the first
    key(desk, Qt.Key.Key_BracketRight)
    key(desk, Qt.Key.Key_C)
    assert list(page.clauses) == ["4.1"]
    assert "1 of 9 clauses differs" in page.middle
    page.press("Unfold")
    assert len(page.clauses) == 9
    key(desk, Qt.Key.Key_N)
    key(desk, Qt.Key.Key_E)
    assert not page.writes
    assert not page.pane.view.side.issue.isVisible()
    assert not page.offers("New policy")
    await seek(desk, page, "AUT 3.3")
    assert page.read.startswith("AUT")
    assert page.pane.state.library.clause == "3.3"
    key(desk, Qt.Key.Key_J)
    assert page.pane.state.library.clause == "3.4"
    key(desk, Qt.Key.Key_Slash)
    QTest.keyClicks(focus(desk), "zebra")
    await until(lambda: "No clause in force says this" in page.listed)
    key(desk, Qt.Key.Key_Escape)
    assert page.pane.state.library.query == "zebra"
    key(desk, Qt.Key.Key_Escape)
    assert not page.pane.state.library.query
    key(desk, Qt.Key.Key_Escape)
    assert desk.active == "cases"
    assert await wei.app.policies.amendments() == ()
    await desk.leave()


async def test_who_cites_a_clause_is_one_press_away(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    case = await team.server.file_case((WEI, Claim()))
    _wei, desk = await begun(team, tmp_path, WEI)
    page = await policies(desk)
    await seek(desk, page, "LST 2.4")
    await until(lambda: len(page.citing) == 1)
    assert "1 open case keeps the version of its day of conduct" in page.beside
    await seek(desk, page, "LST 2.5")
    await until(lambda: not page.citing)
    assert "No open case in your sight" in page.beside
    await seek(desk, page, "LST 2.4")
    await until(lambda: bool(page.citing))
    page.open_citing(page.citing[0])
    await until(lambda: desk.active == "cases")
    await until(
        lambda: (
            desk.place.appeal.state.case is not None
            and desk.place.appeal.state.case.id == case.case_id
        )
    )
    await desk.leave()


async def test_a_draft_waits_while_there_is_no_server(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Written offline, it waits; what is typed and not saved outlives the window."""
    sofia, desk = await begun(team, tmp_path)
    sofia.wire.cut = True
    id_ = await drafted(sofia)
    page = await policies(desk)
    await read_draft(page, id_)
    assert "waiting to send" in page.beside
    page.pane.write_clause("2.5")
    await until(lambda: page.writes)
    QTest.keyClicks(focus(desk), "Half a thought. ")
    assert "not saved" in page.beside
    key(desk, Qt.Key.Key_Escape)
    assert not page.writes
    assert "2.5 is not saved" in page.beside
    await desk.leave()
    await sofia.restart()
    desk = Desk(sofia, tmp_path)
    await desk.enter()
    page = desk.screen.policies
    await until(lambda: bool(page.pane.state.drafts))
    await read_draft(page, id_)
    assert page.clauses["2.5"][0].startswith("Half a thought. ")
    assert "2.5 is not saved" in page.beside
    sofia.wire.cut = False
    await sofia.sync()
    await until(lambda: not page.pane.state.draft.waiting)
    assert (await sofia.app.records.open(id_)).record.clause("2.5").text.en.startswith("Changing")
    await desk.leave()


async def test_a_clause_that_was_not_taken_goes_back_into_its_fields(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Two write in one clause; the second decides what becomes of her words."""
    sofia, desk = await begun(team, tmp_path)
    anna = await team.seat(ANNA)
    id_ = await drafted(sofia)
    await team.sync()
    draft = (await sofia.app.records.open(id_)).record
    clause = draft.clause("2.4")
    theirs = replace(clause, text=Bilingual("A video is shown.", "须出示视频。"))
    mine = replace(clause, text=Bilingual("Two photos are shown.", "须出示两张照片。"))
    sofia.wire.cut = True
    await sofia.app.records.submit(id_, WriteClause(clause=mine))
    await anna.app.records.submit(id_, WriteClause(clause=theirs))
    await anna.sync()
    sofia.wire.cut = False
    await sofia.sync()
    await until(lambda: desk.screen.news.shown)
    assert "was not taken" in desk.screen.news.text
    desk.screen.news.press()
    page = desk.screen.policies
    await until(lambda: len(page.turned) == 1)
    click(button_of(page.turned[0], "Take it into the clause"))
    await until(lambda: page.writes)
    await until(lambda: not page.turned)
    assert page.field(Language.EN).toPlainText() == "Two photos are shown."
    click(page.pane.view.clauses.editor.save)
    await until(lambda: not page.writes)
    await team.sync()
    assert (await anna.app.records.open(id_)).record.clause("2.4").text == mine.text
    await desk.leave()


async def test_who_publishes_second_sees_the_first_and_compares(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    hers = await drafted(sofia, label="3.1", effective_from=TODAY + timedelta(days=9))
    await published(sofia, anna)
    await team.sync()
    desk = Desk(sofia, tmp_path)
    await desk.enter()
    page = await policies(desk)
    await read_draft(page, hers)
    assert "v3.0 was published since this draft was begun" in page.beside
    page.press("Compared: go on from it")
    await until(lambda: "was published since" not in page.beside)
    assert (await sofia.app.records.open(hers)).record.base == "3.0"
    await desk.leave()


async def test_a_draft_whose_day_is_over_says_so_and_is_not_published(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Nobody publishes late: the day has to be one that people can still keep to."""
    sofia = await team.seat(SOFIA)
    id_ = await drafted(sofia, effective_from=TODAY + timedelta(days=1))
    await sofia.sync()
    team.clock.advance(days=3)
    anna, desk = await begun(team, tmp_path, ANNA)
    page = await policies(desk)
    await read_draft(page, id_)
    assert "is over" in page.beside
    assert not page.publish.isEnabled()
    publish = PublishVersion(amendment=id_, read=(await anna.app.records.open(id_)).record.version)
    answer = await (await team.server.client(ANNA)).push(
        (await team.server.client(ANNA)).envelope(policy_id("LST"), publish)
    )
    assert answer.json()["answers"][0]["disposition"]["status"] == "refused"
    await desk.leave()


async def test_a_finding_is_repaired_in_either_language(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """A period that differs: either side may be the right one; a clause cannot be let pass."""
    sofia, desk = await begun(team, tmp_path)
    wrong = Bilingual("A photo within 7 days.", "须在8天内提供照片。")
    id_ = await drafted(sofia, wrong)
    page = await policies(desk)
    await read_draft(page, id_)
    assert "A clause cannot be let pass" in page.beside
    assert "The other 8 clauses agree in both languages" in page.beside
    card = page.pane.view.side.held
    assert card.fix.isVisible()
    click(card.other_fix)
    await until(lambda: not page.pane.state.draft.stops)
    assert page.field(Language.EN).toPlainText() == "A photo within 8 days."
    click(page.pane.view.clauses.editor.revert)
    await until(lambda: bool(page.pane.state.draft.stops))
    await front(desk)
    key(desk, Qt.Key.Key_Period, CTRL)
    await until(lambda: not page.pane.state.draft.stops)
    assert page.field(Language.ZH).toPlainText() == "须在7天内提供照片。"
    assert page.field(Language.EN).toPlainText() == wrong.en
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not page.writes)
    assert (await sofia.app.records.open(id_)).record.clause("2.4").text.zh == "须在7天内提供照片。"
    await desk.leave()


async def test_a_publication_waits_while_there_is_no_server(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Published offline it waits; what somebody else published meanwhile turns it back."""
    sofia, lone = await team.seat(SOFIA), await team.seat(SOFIA, name="lone")
    anna, desk = await begun(team, tmp_path, ANNA)
    id_ = await drafted(sofia)
    other = await drafted(anna, label="3.1", effective_from=TODAY + timedelta(days=2))
    await team.sync()
    page = await policies(desk)
    anna.wire.cut = True
    page.pane.go_to_draft(id_)
    await until(page.publish.isEnabled)
    click(page.publish)
    await until(lambda: page.read == "LST 3.0")
    await until(lambda: "waiting to send" in page.middle)
    await lone.app.policies.publish_version((await lone.app.records.open(other)).record)
    await lone.sync()
    anna.wire.cut = False
    await anna.sync()
    await until(lambda: len(page.turned) == 1)
    assert "published a version of this policy on 2 Sep 04:00." in said(page.turned[0])
    click(button_of(page.turned[0], "Give it up"))
    await until(lambda: not page.turned)
    await until(lambda: "waiting to send" not in page.middle)
    page.pane.go("LST")
    assert [each.split(",")[0] for each in page.versions][:2] == ["v1.0", "v2.0 in force"]
    await desk.leave()


async def test_who_cites_what_changed_is_told_how_much(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """A case and the draft of its decision cite the clause: both are counted."""
    case = await team.server.file_case((WEI, Claim()))
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    wei, desk = await begun(team, tmp_path, WEI)
    await desk.open(case.case_id)
    desk.place.begin_decision()
    await until(lambda: desk.place.decide.state.case is not None and desk.place.deciding)
    citation = wei.app.policies.library.cite(ClauseRef("LST", "2.4", "2.0"))
    assert citation is not None
    desk.place.decide.cite(citation)
    await until(lambda: bool(desk.place.decide.state.composed.citations))
    await desk.place.flush()
    assert desk.window.findChild(PoliciesPane) is None  # nobody went there yet
    await published(sofia, anna)
    await wei.sync()
    await until(lambda: desk.screen.news.shown)
    told = desk.screen.news.text
    assert "1 draft of yours and 1 open case in your sight cite what changes." in told
    assert desk.window.findChild(PoliciesPane) is None
    desk.screen.news.press()
    await until(lambda: desk.screen.policies.read == "LST 3.0")
    await desk.leave()


async def test_what_is_typed_while_a_clause_is_saved_stays_typed(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """The fields stay open, and nothing is taken for somebody else's."""
    sofia, desk = await begun(team, tmp_path)
    id_ = await drafted(sofia)
    page = await policies(desk)
    await read_draft(page, id_)
    page.pane.write_clause("2.4")
    await until(lambda: page.writes)
    field = page.field(Language.EN)
    field.setFocus()
    QTest.keyClicks(field, "One. ")
    key(desk, Qt.Key.Key_Return, CTRL)
    QTest.keyClicks(field, "Two. ")
    await until(lambda: (clause_in(page) or "").startswith("One. "))
    assert page.writes
    assert field.toPlainText().startswith("One. Two. ")
    assert page.pane.state.draft.unsaved == {"2.4"}
    assert page.pane.state.draft.form.theirs is None
    # Off screen nobody gives the window back what an announcement took from it.
    await front(desk)
    assert focus(desk) is field
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not page.writes)
    assert (clause_in(page) or "").startswith("One. Two. ")
    await desk.leave()


def clause_in(page: PoliciesPage) -> str | None:
    """What 2.4 says in the draft as it was saved."""
    draft = page.pane.state.draft.amendment
    clause = draft.clause("2.4") if draft is not None else None
    return clause.text.en if clause is not None else None


async def test_what_a_colleague_wrote_meanwhile_stands_above_what_is_typed(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Nothing typed is overwritten; it is said what stands there by now."""
    sofia, desk = await begun(team, tmp_path)
    anna = await team.seat(ANNA)
    id_ = await drafted(sofia)
    await team.sync()
    page = await policies(desk)
    await read_draft(page, id_)
    page.pane.write_clause("2.4")
    await until(lambda: page.writes)
    QTest.keyClicks(focus(desk), "Mine. ")
    clause = (await anna.app.records.open(id_)).record.clause("2.4")
    theirs = Bilingual("A video is shown.", "须出示视频。")
    await anna.app.records.submit(id_, WriteClause(clause=replace(clause, text=theirs)))
    await anna.sync()
    await sofia.sync()
    await until(lambda: "Somebody wrote in this clause while you did" in page.findings)
    assert "A video is shown." in page.findings
    assert page.field(Language.EN).toPlainText() == f"Mine. {SAYS.en}"
    await save_is_refused(sofia, desk, page, id_, theirs)
    page.press("Keep mine over it")
    await until(lambda: "Somebody wrote" not in page.findings)
    page.press("Undo my changes")
    await until(lambda: page.field(Language.EN).toPlainText() == theirs.en)
    QTest.keyClicks(page.field(Language.EN), "Ours. ")
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not page.writes)
    await team.sync()
    ours = (await anna.app.records.open(id_)).record.clause("2.4").text.en
    assert ours == f"Ours. {theirs.en}"
    assert await sofia.app.questions.asked() == ()
    await desk.leave()


async def save_is_refused(
    sofia: Seat, desk: Desk, page: PoliciesPage, id_: str, theirs: Bilingual
) -> None:
    """Neither the key nor a button writes over what somebody else wrote."""
    await front(desk)
    assert not page.pane.view.clauses.editor.save.isEnabled()
    assert not page.pane.view.clauses.editor.leave_out.isEnabled()
    key(desk, Qt.Key.Key_Return, CTRL)
    await page.idle()
    await sofia.sync()
    assert page.writes
    assert (await sofia.app.records.open(id_)).record.clause("2.4").text == theirs


async def test_how_grave_a_clause_is_is_not_reverted_by_what_was_typed_before(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """What was typed goes with the version that it was typed over: the change is asked about."""
    sofia, desk = await begun(team, tmp_path)
    anna = await team.seat(ANNA)
    id_ = await drafted(sofia)
    await team.sync()
    page = await policies(desk)
    await read_draft(page, id_)
    page.pane.write_clause("2.4")
    await until(lambda: page.writes)
    QTest.keyClicks(focus(desk), "Mine. ")
    clause = (await anna.app.records.open(id_)).record.clause("2.4")
    graver = "S1" if clause.severity != "S1" else "S2"
    await anna.app.records.submit(id_, WriteClause(clause=replace(clause, severity=graver)))
    await anna.sync()
    await sofia.sync()
    key(desk, Qt.Key.Key_Return, CTRL)
    await page.idle()
    await team.sync()
    assert (await anna.app.records.open(id_)).record.clause("2.4").severity == graver
    (question,) = await sofia.app.questions.asked()
    assert question.text.en == f"Mine. {SAYS.en}"
    await desk.leave()


async def test_what_a_colleague_set_around_the_clauses_is_not_reverted(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Another field follows what she set; of the same one it is asked."""
    anna, desk = await begun(team, tmp_path, ANNA)
    sofia = await team.seat(SOFIA)
    id_ = await drafted(sofia)
    await team.sync()
    page = await policies(desk)
    await read_draft(page, id_)
    form = page.pane.view.side.issue
    note = form.note[Language.EN]
    note.setFocus()
    QTest.keyClicks(note, "Hers. ")
    later = TODAY + timedelta(days=9)
    issue = Issue(label="3.0", effective_from=later, change_note=NOTE)
    await sofia.app.records.submit(id_, SetIssue(issue=issue))
    await team.sync()
    await until(lambda: form.day.day == later)
    assert note.toPlainText().startswith("Hers. ")
    assert "Somebody else" not in said(form)
    other = replace(issue, change_note=Bilingual("A photo is asked for.", NOTE.zh))
    await sofia.app.records.submit(id_, SetIssue(issue=other))
    await team.sync()
    await until(lambda: "Somebody else wrote here while you did" in said(form))
    assert "A photo is asked for." in said(form)
    page.pane.confirm()
    assert not page.pane.view.side.save_issue.isEnabled()
    await page.idle()
    await team.sync()
    assert (await sofia.app.records.open(id_)).record.issue == other
    assert note.toPlainText().startswith("Hers. ")
    page.press("Keep mine over it")
    await until(lambda: "Somebody else" not in said(form))
    click(page.pane.view.side.save_issue)
    await until(lambda: not page.pane.state.draft.unsaved)
    await team.sync()
    now = (await sofia.app.records.open(id_)).record.issue
    assert now.effective_from == later
    assert now.change_note.en.startswith("Hers. ")
    assert await anna.app.questions.asked() == ()
    await desk.leave()


async def test_a_clause_is_added_left_out_and_brought_back(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    sofia, desk = await begun(team, tmp_path)
    id_ = await drafted(sofia)
    page = await policies(desk)
    page.pane.go_to_draft(id_)
    await until(lambda: page.pane.state.draft.checked)
    await front(desk)
    page.pane.go("LST", id_, "2.5")
    key(desk, Qt.Key.Key_A)
    await until(lambda: page.writes)
    assert page.pane.view.clauses.editor.number.text() == "2.6"
    QTest.keyClicks(focus(desk), "One photo a listing.")
    type_han(page.field(Language.ZH), "每条商品信息一张照片。")
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not page.writes)
    assert (await sofia.app.records.open(id_)).record.clause(
        "2.6"
    ).text.zh == "每条商品信息一张照片。"
    page.pane.write_clause("2.6")
    await until(lambda: page.writes)
    page.press("Leave it out")
    await until(lambda: not page.writes)
    assert (await sofia.app.records.open(id_)).record.clause("2.6") is None
    said_last = desk.screen.announcements[-1]
    assert "Clause 2.6 left out" in said_last.text
    click(said_last.undo)
    await until(lambda: "2.6" in {each.no for each in page.pane.state.library.lines})
    assert (await sofia.app.records.open(id_)).record.clause("2.6") is not None
    await desk.leave()


async def test_in_a_narrow_window_the_pane_beside_is_a_drawer(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """`p` brings it and the focus, Escape takes both back; in Chinese the Chinese comes first."""
    _sofia, desk = await begun(team, tmp_path)
    desk.window.resize(1120, 760)
    page = await policies(desk)
    await until(lambda: not page.pane.view.side.isVisible())
    await seek(desk, page, "LST 2.4")
    key(desk, Qt.Key.Key_P)
    await until(page.pane.view.side.isVisible)
    assert page.pane.view.side.isAncestorOf(focus(desk))
    key(desk, Qt.Key.Key_Escape)
    await until(lambda: not page.pane.view.side.isVisible())
    assert focus(desk) is page.pane.view.clauses.sheet
    first = next(each for each in page.pane.view.clauses.rows if each.no == "2.4")
    english, chinese = first.texts[Language.EN], first.texts[Language.ZH]

    def left(of: QWidget) -> int:
        return of.mapTo(desk.window, of.rect().topLeft()).x()

    assert left(english) < left(chinese)
    assert abs(english.width() - chinese.width()) <= 1  # an odd pixel
    dressed.switch("zh_Hans")
    await until(lambda: left(chinese) < left(english))
    dressed.switch("en")
    await desk.leave()


async def test_a_draft_is_given_up_with_a_reason(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    sofia, desk = await begun(team, tmp_path)
    id_ = await drafted(sofia)
    page = await policies(desk)
    await read_draft(page, id_)
    page.press("Give up...")
    key(desk, Qt.Key.Key_Return)
    await until(lambda: page.pane.state.draft.refused is not None)
    assert "No reason is given." in page.beside
    QTest.keyClicks(page.pane.view.side.ask.reason, "another way was found")
    page.press("Give the draft up")
    await until(lambda: not page.pane.state.drafts)
    page.tab("Drafts")
    assert "Nothing is drafted" in said(page.pane.view.drafts)
    await desk.leave()


async def test_house_settings_are_set_from_a_day_on(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """The windows to appeal and the targets, by a policy user; everybody reads them."""
    _sofia, desk = await begun(team, tmp_path)
    wei, there = await begun(team, tmp_path, WEI)
    reading = await policies(there)
    reading.tab("Windows and targets")
    assert "30 days" in said(reading.pane.view.periods)
    assert not reading.offers("Set from a day on")
    page = await policies(desk)
    page.tab("Windows and targets")
    part = page.pane.view.periods.parts["appeal_windows"]
    click(part.set)
    assert part.form.day.hasFocus()
    part.form.numbers[0].setFocus()
    part.form.numbers[0].selectAll()
    QTest.keyClicks(part.form.numbers[0], "45")
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: page.pane.state.periods.refused is not None)
    assert "No reason is given." in said(part.form)
    QTest.keyClicks(part.form.reason, "More time for parties.")
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not part.form.isVisible())
    await until(lambda: "45 days" in said(part.table))
    await team.sync()
    await until(lambda: "45 days" in said(reading.pane.view.periods))
    assert wei.app.policies.library.windows.periods[-1].first_days == 45
    await desk.leave()
    await there.leave()


async def test_a_note_that_was_not_taken_goes_back_into_its_fields(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """It is over the day that a colleague set meanwhile: that is not reverted by it."""
    anna, desk = await begun(team, tmp_path, ANNA)
    sofia = await team.seat(SOFIA)
    id_ = await drafted(sofia)
    await team.sync()
    issue = (await anna.app.records.open(id_)).record.issue
    later = replace(issue, effective_from=TODAY + timedelta(days=9))
    mine = replace(issue, change_note=Bilingual("A photo is asked for.", NOTE.zh))
    anna.wire.cut = True
    await anna.app.records.submit(id_, SetIssue(issue=mine))
    await sofia.app.records.submit(id_, SetIssue(issue=later))
    await sofia.sync()
    anna.wire.cut = False
    await anna.sync()
    page = await policies(desk)
    await until(lambda: len(page.turned) == 1)
    await read_draft(page, id_)
    note = page.pane.view.side.issue.note[Language.EN]
    note.setFocus()
    QTest.keyClicks(note, "Begun since. ")
    click(button_of(page.turned[0], "Take it into the fields"))
    await until(lambda: "is not saved" in page.beside and page.pane.state.notice is not None)
    assert note.toPlainText().startswith("Begun since. ")
    assert len(page.turned) == 1
    note.undo()
    await until(lambda: not page.pane.state.draft.unsaved)
    click(button_of(page.turned[0], "Take it into the fields"))
    await until(lambda: not page.turned)
    assert note.toPlainText() == "A photo is asked for."
    assert page.pane.view.side.issue.day.day == later.effective_from
    click(page.pane.view.side.save_issue)
    await until(lambda: not page.pane.state.draft.unsaved)
    await team.sync()
    now = (await sofia.app.records.open(id_)).record.issue
    assert now == replace(later, change_note=mine.change_note)
    assert await anna.app.questions.asked() == ()
    await desk.leave()


async def test_a_new_policy_and_a_period_that_were_left_come_back(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Leaving, another activity and a new start lose nothing that was typed into them."""
    sofia, desk = await begun(team, tmp_path)
    page = await policies(desk)
    page.press("New policy")
    QTest.keyClicks(page.pane.view.opening.code, "rep")
    QTest.keyClicks(page.pane.view.opening.en, "Repairs")
    key(desk, Qt.Key.Key_Escape)
    assert not page.pane.view.opening.isVisible()
    page.tab("Windows and targets")
    part = page.pane.view.periods.parts["appeal_windows"]
    click(part.set)
    part.form.numbers[0].setFocus()
    part.form.numbers[0].selectAll()
    QTest.keyClicks(part.form.numbers[0], "45")
    QTest.keyClicks(part.form.reason, "More time for parties.")
    click(part.form.leave)
    assert not part.form.isVisible()
    await desk.leave()
    await sofia.restart()
    kept = {each.record_id: each for each in await sofia.app.kept_words.kept()}
    assert "Repairs" in kept["policy:"].text.en
    assert "More time for parties." in kept["appeal_windows"].text.en
    assert {each.stands for each in kept.values()} == {Whereabouts.IN_FORM}
    desk = Desk(sofia, tmp_path)
    await desk.enter()
    page = await policies(desk)
    assert desk.sitting.place.stack.go(Place("policy", "policy:", "opening"))
    await until(page.pane.view.opening.isVisible)
    assert (page.pane.view.opening.code.text(), page.pane.view.opening.en.text()) == (
        "rep",
        "Repairs",
    )
    page.pane.view.opening.zh.insert("维修")
    page.pane.view.opening.zh.textEdited.emit("维修")
    page.pane.confirm()
    await until(lambda: page.read == "REP")
    page.press("New policy")
    assert page.pane.view.opening.code.text() == ""
    page.tab("Windows and targets")
    part = page.pane.view.periods.parts["appeal_windows"]
    click(part.set)
    assert part.form.numbers[0].value() == 45
    assert part.form.reason.text() == "More time for parties."
    page.pane.confirm()
    await until(lambda: not part.form.isVisible())
    click(part.set)
    assert part.form.reason.text() == ""
    await page.idle()
    await desk.leave()
    assert await sofia.app.kept_words.kept() == ()


async def test_a_policy_of_its_own_begins_without_a_version(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    sofia, desk = await begun(team, tmp_path)
    page = await policies(desk)
    page.press("New policy")
    form = page.pane.view.opening
    assert form.code.hasFocus()
    QTest.keyClicks(form.code, "lst")
    QTest.keyClicks(form.en, "Repairs")
    form.zh.insert("维修")
    form.zh.textEdited.emit("维修")
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: page.pane.state.notice is not None)
    assert "There is a policy LST already." in said(form)
    form.code.selectAll()
    QTest.keyClicks(form.code, "rep")
    key(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: page.read == "REP")
    assert "No version yet" in page.middle
    await sofia.sync()
    assert sofia.app.policies.library.policy("REP").title == Bilingual("Repairs", "维修")
    key(desk, Qt.Key.Key_N)
    page.pane.view.side.issue.note[Language.EN].setFocus()
    assert page.pane.view.side.issue.number.text() == "1.0"
    page.pane.confirm()
    await until(lambda: "No clause yet" in page.middle)
    key(desk, Qt.Key.Key_A)
    await until(lambda: page.writes)
    await desk.leave()


async def test_every_word_is_said_in_both_languages(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    sofia, desk = await begun(team, tmp_path)
    id_ = await drafted(sofia, Bilingual("Within 7 days: a photo.", "须出示照片。"))
    page = await policies(desk)
    await read_draft(page, id_)
    page.pane.write_clause("2.4")
    await until(lambda: page.writes)
    assert_speaks(page.pane.view, dressed)
    for tab in ("Drafts", "Windows"):
        page.tab(tab)
        assert_speaks(page.pane.view, dressed)
    await desk.leave()
