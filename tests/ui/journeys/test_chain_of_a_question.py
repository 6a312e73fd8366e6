"""A claim, a decision and a letter that came too late are asked about as one question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench import LINA, PRIYA, WEI
from tests.journeys.team import Seat, Team, finding, reply
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import CTRL, until
from tests.ui.pages.questions import card_of, give
from tests.workstation.server.test_push import truth
from ui.activities.cases.workspace import PaneSlot
from ui.language import WindowLanguage
from workstation.app.values import AnswerKind
from workstation.domain.commands import AddNote, Assign, Claim, Decide, RecordAction
from workstation.domain.taxonomy import State

LETTER = reply()


async def too_late(team: Team, wei: Seat, *, note: bool = False) -> str:
    """Wei Ling does a whole case without a network, an act at a time; Li Na has claimed it."""
    case_id = (await team.server.file_case()).case_id
    await wei.sync()
    wei.wire.cut = True
    await wei.app.records.submit(case_id, Claim())
    team.clock.advance(minutes=2)
    await wei.app.records.submit(case_id, Decide(finding=finding(await wei.case(case_id))))
    if note:
        await wei.app.records.submit(case_id, AddNote(text="Called the shop."))
    await wei.app.records.submit(case_id, RecordAction(reference="ENF-1"))
    await wei.app.records.submit(case_id, LETTER)
    lina = await team.seat(LINA)
    await lina.app.records.submit(case_id, Claim())
    await lina.sync()
    wei.wire.cut = False
    await wei.sync()
    return case_id


@pytest.mark.parametrize("code", ["en", "zh_Hans"])
async def test_one_question_shows_all_that_waits_with_every_text(
    team: Team, dressed: WindowLanguage, tmp_path: Path, code: str
) -> None:
    wei = await team.seat(WEI)
    case_id = await too_late(team, wei)
    (question,) = await wei.app.questions.asked()
    assert [type(each.command) for each in question.chain] == [
        *(Claim, Decide, RecordAction, type(LETTER)),
    ]
    status = wei.app.sync.status
    assert (status.waiting, status.asked, status.behind) == (3, 1, 3)
    dressed.switch(code)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    await until(desk.place.questions.view.isVisible)
    page = desk.screen.questions
    title = page.words
    assert "Li Na claimed this case" in title or "Li Na于" in title
    for text in (LETTER.text.en, LETTER.text.zh, "The photo shows the tray."):
        assert any(text in each for each in page.texts), text
    told = {"en": "4 changes wait for your answer", "zh_Hans": "4项修改等您答复"}[code]
    await until(lambda: told in desk.screen.status)
    # Nothing of it happened, and nothing claims that it will.
    assert desk.place.appeal.state.case.owner == LINA.person
    assert desk.place.appeal.state.case.decision is None
    await desk.leave()
    dressed.switch("en")


async def test_it_is_handed_over_by_keys_and_nothing_reaches_the_party(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    case_id = await too_late(team, wei)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    desk.window.activateWindow()
    await desk.open(case_id)
    view = desk.place.questions.view
    await until(view.isVisible)
    assert card_of(view, AnswerKind.HAND_OVER).isChecked()
    assert not card_of(view, AnswerKind.REDO).isEnabled()
    desk.place.focus(PaneSlot.APPEAL)
    await until(lambda: QApplication.focusWidget() is card_of(view, AnswerKind.HAND_OVER))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    assert card_of(view, AnswerKind.DROP).isChecked()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    await until(lambda: not view.isVisible())
    await wei.sync()
    case = await truth(team.server, case_id)
    (note,) = case.notes
    for text in (
        LETTER.text.en,
        LETTER.text.zh,
        "The photo shows the tray.",
        "照片显示的就是该置物架。",
    ):
        assert text in note.text
    assert (case.owner, case.state, case.decision) == (LINA.person, State.IN_REVIEW, None)
    assert all(letter.automatic for letter in case.letters)
    draft = await wei.app.drafts.read(case_id, "M1")
    assert (draft.en, draft.zh) == (LETTER.text.en, LETTER.text.zh)
    assert wei.app.sync.status.asked == 0
    await desk.leave()


async def test_it_can_be_left_for_later_and_dropped_as_a_whole(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    case_id = await too_late(team, wei, note=True)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    desk.window.activateWindow()
    await desk.open(case_id)
    view = desk.place.questions.view
    await until(view.isVisible)
    desk.place.focus(PaneSlot.APPEAL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    await until(desk.place.reply.view.isVisible)
    (question,) = await wei.app.questions.asked()
    assert AddNote not in {type(each.command) for each in question.chain}
    give(view, AnswerKind.DROP)
    await until(lambda: not view.isVisible())
    await wei.sync()
    case = await truth(team.server, case_id)
    # A remark holds whatever becomes of the rest.
    assert [each.text for each in case.notes] == ["Called the shop."]
    assert wei.app.sync.status.waiting == 0
    assert (await wei.app.drafts.read(case_id, "M1")).en == LETTER.text.en
    await desk.leave()


async def test_what_came_back_to_me_is_done_again_as_a_whole(team: Team) -> None:
    wei = await team.seat(WEI)
    case_id = await too_late(team, wei)
    priya = await team.seat(PRIYA)
    await priya.app.records.submit(case_id, Assign(owner=WEI))
    await priya.sync()
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert AnswerKind.HAND_OVER not in question.answers
    assert question.redo_refused is None
    assert question.advised is AnswerKind.EDIT
    await wei.app.questions.redo(question.command_id)
    await wei.sync()
    case = await truth(team.server, case_id)
    assert (case.state, case.owner) == (State.NOTIFIED, WEI.person)
    assert wei.app.sync.status.waiting == 0
