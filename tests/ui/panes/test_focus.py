"""The keys go where the work goes, and never to a button that somebody did not choose."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from tests.ui.pages.hands import until
from tests.ui.pages.letter import page, write
from tests.ui.pages.questions import give
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI
from ui.activities.cases.workspace import PaneSlot
from ui.panes.reply.twin.page import TwinPage
from ui.widgets import Menu
from workstation.app.values import AnswerKind, CommandStage, Question
from workstation.bilingual.bead import Side
from workstation.domain import commands as c
from workstation.domain.taxonomy import Milestone, Outcome, State, Verdict
from workstation.domain.text import Bilingual
from workstation.i18n import _

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
EN, ZH = "Dear team, we are reading it.", "您好，我们正在审核。"


def focus(office: Office) -> QWidget:
    widget = office.window.focusWidget()
    assert widget is not None
    return widget


def reads_the_case(office: Office) -> bool:
    return isinstance(focus(office), QScrollArea) and office.place.appeal.view.isAncestorOf(
        focus(office)
    )


async def test_opening_a_case_by_key_gives_the_keys_to_its_facts(office: Office) -> None:
    await office.open("S01")
    office.place.appeal.view.head.acts.findChildren(QAbstractButton)[0].setFocus()
    office.place.queue.view.table.setFocus()
    QTest.keyClick(focus(office), Qt.Key.Key_Return)
    await until(lambda: reads_the_case(office))


async def test_a_pane_gives_its_keys_to_no_button(office: Office) -> None:
    await office.open("S01")
    for slot in PaneSlot:
        office.place.focus(slot)
        assert not isinstance(focus(office), QAbstractButton)
    office.place.focus(PaneSlot.REPLY)
    assert office.place.reply.view.hasFocus()


async def test_after_a_decision_the_keys_are_with_the_case(office: Office) -> None:
    await office.open("S01")
    write(office.place.reply, "We have read it.", "")
    office.place.begin_decision()
    panel = office.place.decide
    await until(lambda: panel.state.case is not None and panel.view.isVisible())
    office.screen.decide.outcomes[0].click()
    await until(lambda: panel.state.composed.outcome is Outcome.UPHELD)
    for item in panel.state.case.evidence:
        panel.view.evidence.weighed.emit(item.id, Verdict.INSUFFICIENT)
    office.place.policy.view.cite.click()
    await until(lambda: bool(panel.state.composed.citations))
    QTest.keyClicks(next(iter(panel.view.rationale.sides.values())), "The chain has a gap.")
    await until(panel.view.decide.isEnabled)
    panel.decide()
    await until(lambda: office.desk.table["S01"].state is State.DECIDED)
    await until(lambda: not office.place.deciding)
    assert reads_the_case(office)
    assert office.place.reply.view.editors.draft.beads[0].en == "We have read it."


async def test_another_case_while_deciding_opens_no_menu_by_enter(office: Office) -> None:
    await office.open("S01")
    office.place.begin_decision()
    await until(office.place.decide.view.isVisible)
    table = office.place.queue.view.table
    names = list(office.desk.table)
    at = next(n for n, key in enumerate(office.place.queue.state.keys) if names[key] != "S01")
    where = QPoint(60, table.rowHeight(0) * at + 20)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    await until(lambda: not office.place.deciding)
    assert not office.place.reply.view.isAncestorOf(focus(office))
    QTest.keyClick(focus(office), Qt.Key.Key_Return)
    await until(lambda: True)
    assert not any(menu.isVisible() for menu in office.window.findChildren(Menu))


async def test_the_next_case_by_key_while_deciding_is_read_first(office: Office) -> None:
    await office.open("S01")
    office.place.begin_decision()
    await until(office.place.decide.view.isVisible)
    office.place.open_case("S09")
    await until(lambda: office.shows("S09"))
    assert reads_the_case(office)


async def test_after_sending_the_keys_are_with_the_case(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, ZH)
    await until(reply.view.send.isEnabled)
    reply.begin()
    QTest.keyClick(page(reply, Side.EN), Qt.Key.Key_Return, CTRL | SHIFT)
    await until(lambda: bool(office.desk.given))
    await until(lambda: reads_the_case(office))


async def test_a_letter_to_edit_first_has_the_caret(office: Office) -> None:
    case = office.desk.table["S01"]
    letter = c.SendReply(letter="l", party="M1", milestone=Milestone.REVIEW, text=Bilingual(EN, ZH))
    office.desk.open_questions.append(
        Question(
            command_id="q1",
            record_kind="case",
            record_id="S01",
            reference=case.reference,
            title=case.title,
            command=letter,
            given_at=case.filed_at,
            stage=CommandStage.CONFLICT,
            reason=_("The case was given to somebody else while you worked on it."),
            remedy=_("Your text is kept. Hand it over, or ask for the case back."),
            seen=case,
            now=replace(case, owner=LI.person),
            text=letter.text,
        )
    )
    await office.open("S01")
    questions = office.place.questions.view
    await until(questions.isVisible)
    give(questions, AnswerKind.EDIT)
    await until(lambda: isinstance(office.window.focusWidget(), TwinPage))
