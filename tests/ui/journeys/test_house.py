"""The glossary in whole windows, over real workstations and the server between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench import SOFIA, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from ui.activities.cases import CaseAction
from ui.activities.glossary.pane import GlossaryPane
from ui.activities.glossary.state import Section
from ui.language import WindowLanguage
from workstation.domain.commands import Claim
from workstation.domain.glossary.acts import LetPass, PutTerm

CTRL = Qt.KeyboardModifier.ControlModifier


def focus(desk: Desk) -> QWidget | None:
    """What has the focus in the window of this person, if it is the one in front."""
    widget = QApplication.focusWidget()
    return widget if widget is not None and desk.window.isAncestorOf(widget) else None


async def book(desk: Desk) -> GlossaryPane:
    """Open the glossary with its keys, as a person does."""
    desk.window.activateWindow()
    await until(lambda: focus(desk) is not None)
    for _key in range(2):
        QTest.keyClick(focus(desk), Qt.Key.Key_G)
    pane = desk.book
    await until(lambda: pane.state.terms.total > 0)
    return pane


async def test_a_policy_user_changes_a_term_and_everybody_reads_it(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Written offline, it waits; taken in, a colleague's open book shows it by itself."""
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    here, there = Desk(sofia, tmp_path), Desk(wei, tmp_path)
    await there.enter()
    reading = await book(there)
    await here.enter()
    writing = await book(here)
    sofia.wire.cut = True
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Slash)
    QTest.keyClicks(QApplication.focusWidget(), "appeal")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    form = writing.view.terms.form
    assert form.en.text() == "appeal"
    form.forbidden_en.setFocus()
    form.forbidden_en.selectAll()
    QTest.keyClicks(form.forbidden_en, "plea")
    QTest.keyClick(form.forbidden_en, Qt.Key.Key_Return, CTRL)
    await until(lambda: writing.state.waiting == 1)
    await sofia.app.sync.now()
    assert writing.state.waiting == 1
    sofia.wire.cut = False
    await team.sync()
    await until(lambda: writing.state.waiting == 0)
    await until(lambda: reading.view.terms.form.forbidden_en.toPlainText() == "plea")
    assert reading.state.history[0].changed.by == SOFIA.person
    assert not reading.view.terms.form.save.isVisible()
    await here.leave()
    await there.leave()


async def test_a_change_that_came_too_late_is_told_and_stands_on_top(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Two policy users change one term; the second hears it with a case before her."""
    first, second = await team.seat(SOFIA, name="first"), await team.seat(SOFIA, name="second")
    desk = Desk(second, tmp_path)
    await desk.enter()
    term = next(each for each in second.app.glossary.current.terms if each.en == "appeal")
    await second.app.glossary.change(PutTerm(replace(term, note="hers"), term.revision))
    await first.app.glossary.change(PutTerm(replace(term, note="his"), term.revision))
    await first.sync()
    await second.sync()
    await until(lambda: desk.screen.news.shown)
    desk.screen.news.press()
    pane = desk.book
    await until(pane.view.refused_changes.isVisible)
    assert pane.state.refused_changes[0].subject == "appeal"
    (card,) = pane.view.refused_changes.cards.need(1)
    card.redo.click()
    await until(lambda: not pane.state.refused_changes)
    await team.sync()
    assert (
        next(each for each in first.app.glossary.current.terms if each.id == term.id).note == "hers"
    )
    await desk.leave()


async def test_keys_of_a_case_rest_while_the_book_is_read(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """j and k walk through the terms, c claims nothing, and u is back where it was."""
    case_id = (await team.server.file_case()).case_id
    wei = await team.seat(WEI)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    pane = await book(desk)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_C, Qt.Key.Key_R):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert pane.state.terms.form.key == wei.app.glossary.current.terms[1].id
    assert (await wei.case(case_id)).owner is None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert pane.view.terms.form.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert pane.view.terms.list.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert desk.active == "cases"
    assert not pane.view.isVisible()
    await book(desk)
    desk.actions.trigger(CaseAction.CLAIM)
    await until(lambda: not pane.view.isVisible())
    await until(lambda: bool(desk.place.appeal.state.pending))
    assert isinstance(desk.place.appeal.state.pending[0].command, Claim)
    await desk.leave()


async def test_what_a_specialist_lets_pass_is_ended_by_a_policy_user(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    await wei.app.glossary.change(LetPass("appeal=上诉", "the court's own word"))
    await team.sync()
    desk = Desk(sofia, tmp_path)
    await desk.enter()
    pane = await book(desk)
    pane.view.section_chosen.emit(Section.PASSES)
    QTest.keyClick(pane.view.passes.list, Qt.Key.Key_Down)
    pane.view.passes.stop.click()
    await until(lambda: not pane.state.passes)
    await team.sync()
    assert wei.app.glossary.current.passes == ()
    await desk.leave()


async def test_what_is_written_and_not_saved_is_there_after_a_restart(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    sofia = await team.seat(SOFIA)
    desk = Desk(sofia, tmp_path)
    await desk.enter()
    pane = await book(desk)
    pane.view.terms.form.note.setFocus()
    QTest.keyClicks(pane.view.terms.form.note, "half a thought ")
    await desk.leave()
    await sofia.restart()
    desk = Desk(sofia, tmp_path)
    await desk.enter()
    # The window comes back where it was left.
    assert desk.active == "glossary"
    pane = desk.book
    await until(lambda: pane.state.terms.total > 0)
    assert pane.view.terms.form.note.toPlainText().startswith("half a thought ")
    assert pane.view.terms.form.save.isEnabled()
    await desk.leave()
