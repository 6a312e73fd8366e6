"""Four days: one in Chinese, one offline, one reassigned, one quit and taken up again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench import LINA, PASSWORD, PRIYA, SERVER, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import click, until
from tests.ui.pages.letter import page, write
from tests.ui.pages.questions import give
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from workstation.app.values import AnswerKind
from workstation.bilingual.bead import Side as Twin
from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import Language as Side
from workstation.domain.taxonomy import State, Verdict
from workstation.domain.text import Bilingual
from workstation.domain.views import View

EN, ZH = "We are looking at your photo.", "我们正在核对您的照片。"


async def test_a_day_in_chinese_from_sign_in_to_decision(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Wei Ling signs in with the window in Chinese, claims a case by key, weighs the photo, cites
    the clause, decides in Chinese, and the server has it."""
    dressed.switch("zh_Hans")
    case_id = (await team.server.file_case()).case_id
    seat = await team.seat(WEI, signed_in=False)
    desk = Desk(seat, tmp_path)
    await desk.sign_in_by_hand(SERVER, PASSWORD)
    desk.place.queue.choose_view(View.UNASSIGNED)
    await until(lambda: len(desk.place.queue.state.keys) == 1)
    table = desk.place.queue.view.table
    desk.window.activateWindow()
    await until(desk.window.isActiveWindow)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_J)
    await until(lambda: desk.place.reply.state.case is not None)
    QTest.keyClick(table, Qt.Key.Key_C)
    await until(lambda: desk.place.appeal.state.case.state is State.IN_REVIEW)
    desk.place.begin_decision()
    panel = desk.place.decide
    await until(lambda: panel.state.case is not None)
    click(desk.screen.decide.outcomes[0])
    for item in panel.state.case.evidence:
        panel.view.evidence.weighed.emit(item.id, Verdict.INSUFFICIENT)
    desk.place.show_clause(ClauseRef("LST", "2.4", "2.0"))
    await until(lambda: desk.place.policy.state.no == "2.4")
    desk.place.policy.view.cite.click()
    await until(lambda: bool(panel.state.composed.citations))
    panel.view.rationale.sides[Side.ZH].setPlainText("照片未能证明规格。")
    await until(panel.view.decide.isEnabled)
    panel.view.decide.click()
    await until(lambda: not desk.place.deciding)
    team.clock.advance(seconds=11)
    await seat.sync()
    case = await seat.case(case_id)
    assert case.state is State.DECIDED
    assert case.decision is not None
    assert case.decision.finding.rationale.zh == "照片未能证明规格。"
    await desk.leave()


async def test_a_supervisor_reassigns_what_an_offline_colleague_has_drafted_in(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Wei Ling writes without a network; Priya gives the case to Li Na. When the cable is back,
    Wei Ling is asked, her text is there, and nobody was written to."""
    case_id = (await team.server.file_case()).case_id
    wei, priya = await team.seat(WEI), await team.seat(PRIYA)
    desk, boss = Desk(wei, tmp_path), Desk(priya, tmp_path)
    await desk.enter()
    await boss.enter()
    await desk.open(case_id)
    desk.place.act(CaseAct.CLAIM)
    await until(lambda: desk.place.appeal.state.case.owner is not None)
    await team.sync()
    wei.wire.cut = True
    write(desk.place.reply, EN, ZH)
    await until(desk.place.reply.view.send.isEnabled)
    desk.place.reply.view.send.click()
    await until(lambda: page(desk.place.reply, Twin.EN).toPlainText() == "")
    team.clock.advance(seconds=11)
    await boss.open(case_id)
    boss.place.act(CaseAct.ASSIGN)
    await until(lambda: boss.screen.picking)
    boss.screen.picks.pick(LINA.name)
    await until(lambda: boss.place.appeal.state.case.owner == LINA.person)
    await priya.sync()
    wei.wire.cut = False
    await wei.app.sync.now()
    questions = desk.place.questions
    await until(lambda: questions.presenter.state.question is not None)
    await until(lambda: desk.place.appeal.state.case.owner == LINA.person)
    asked = questions.presenter.state.question
    assert asked.text == Bilingual(EN, ZH)
    assert all(letter.text.en != EN for letter in (await priya.case(case_id)).letters)
    give(questions.view, AnswerKind.DROP)
    await until(lambda: questions.presenter.state.question is None)
    draft = await wei.app.drafts.read(case_id, "M1")
    assert (draft.en, draft.zh) == (EN, ZH)
    await desk.leave()
    await boss.leave()


async def test_the_window_closed_while_typing_and_opened_again_without_a_server(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """What was typed a moment before the window closed is there the next morning, as is the
    case that was open, although the server is not."""
    case_id = (await team.server.file_case()).case_id
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    write(desk.place.reply, EN)
    await desk.leave()
    seat.wire.cut = True
    await seat.restart()
    again = Desk(seat, tmp_path)
    await again.enter()
    await until(lambda: again.place.reply.state.text.en == EN)
    assert again.place.appeal.state.case.id == case_id
    assert page(again.place.reply, Twin.EN).toPlainText() == EN
    await again.leave()


async def test_a_colleague_claims_and_the_open_window_follows(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """A colleague's change reaches the open window: the state follows, what is typed stays."""
    case_id = (await team.server.file_case()).case_id
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    desk, other = Desk(wei, tmp_path), Desk(lina, tmp_path)
    await desk.enter()
    await other.enter()
    await desk.open(case_id)
    write(desk.place.reply, EN)
    await other.open(case_id)
    other.place.act(CaseAct.CLAIM)
    await until(lambda: other.place.appeal.state.case.owner == LINA.person)
    await team.sync()
    await until(lambda: desk.place.appeal.state.case.owner == LINA.person)
    assert CaseAct.CLAIM not in desk.place.appeal.state.acts
    assert page(desk.place.reply, Twin.EN).toPlainText() == EN
    await desk.leave()
    await other.leave()
