"""The twin draft in its pane: real keys, findings shown, the gate, and what survives."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from ui.activities.cases import CaseAction
from ui.panes.reply.findings import Allow, See
from ui.panes.reply.twin import Ignoring
from workstation.app.values import Change, ChangeOrigin
from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.checks.finding import Check
from workstation.domain.text import Bilingual

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
# Seven days on one side, ten on the other: an S1.
EN, ZH = "Please answer within 7 days.", "请在10天内答复。"
RIGHT = "请在7天内答复。"


def found(office: Office):
    """The open findings of the letter."""
    return [one for each in office.place.reply.state.open_findings.values() for one in each]


async def test_a_different_number_is_shown_and_holds_the_letter_back(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, ZH)
    await until(lambda: any(one.severity.value == "S1" for one in found(office)))
    assert not reply.view.send.isEnabled()
    assert reply.state.refused is not None
    assert not reply.view.notice.isVisible()
    office.actions.trigger(CaseAction.SEND)
    await until(reply.view.notice.isVisible)
    assert office.desk.given == []


async def test_a_mended_number_lets_the_letter_go(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, ZH)
    await until(lambda: not reply.view.send.isEnabled() and bool(found(office)))
    chinese = page(reply, Side.ZH)
    chinese.setFocus()
    chinese.put_caret((0, 4))
    QTest.keyClick(chinese, Qt.Key.Key_Backspace)
    QTest.keyClick(chinese, Qt.Key.Key_Backspace)
    QTest.keyClicks(chinese, "7")
    await until(lambda: reply.state.text.zh == RIGHT and reply.view.send.isEnabled())
    QTest.keyClick(chinese, Qt.Key.Key_Return, CTRL | SHIFT)
    await until(lambda: bool(office.desk.given))
    assert office.desk.table["S01"].letters[-1].text == Bilingual(EN, RIGHT)


async def test_a_reason_lets_a_finding_pass_and_goes_with_the_letter(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, ZH)
    await until(lambda: bool(found(office)))
    for finding in list(found(office)):
        reply.view.editors.ignore_chosen.emit(finding, Ignoring.HERE)
        assert not reply.view.reason.accept.isEnabled()
        QTest.keyClicks(reply.view.reason.reason, "agreed by telephone")
        QTest.keyClick(reply.view.reason.reason, Qt.Key.Key_Return)
    await until(reply.view.send.isEnabled)
    reply.view.send.click()
    await until(lambda: bool(office.desk.given))
    _case, command = office.desk.given[-1]
    assert {each.reason for each in command.overrides} == {"agreed by telephone"}
    assert [(pair.en, pair.zh) for pair in command.beads] == [(EN, ZH)]


async def test_pairs_their_state_and_reasons_are_there_when_the_letter_is_opened_again(
    office: Office,
) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, f"Dear team,\n\n{EN}", f"您好：\n\n{ZH}")
    english = page(reply, Side.EN)
    english.setFocus()
    english.put_caret((0, 0))
    QTest.keyClick(english, Qt.Key.Key_Return, CTRL)
    await until(lambda: reply.state.draft.beads[0].state is BeadState.CONFIRMED)
    await until(lambda: bool(found(office)))
    first = found(office)[0]
    reply.view.finding_settled.emit(Allow(first, "agreed"))
    reply.view.finding_settled.emit(See(frozenset({"a-key"})))
    was = reply.state
    await office.open("S09")
    assert reply.state.text == Bilingual()
    await office.open("S01")
    await until(lambda: reply.state.text == was.text)
    assert reply.state.draft == was.draft
    assert reply.state.settled == was.settled


async def test_enter_splits_both_sides_and_sends_nothing(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, "First. Second.", "第一。第二。")
    english = page(reply, Side.EN)
    english.setFocus()
    english.put_caret((0, 6))
    QTest.keyClick(english, Qt.Key.Key_Return)
    await until(lambda: len(reply.state.draft.beads) == 2)
    assert [bead.zh for bead in reply.state.draft.beads] == ["第一。", "第二。"]
    assert office.desk.given == []


async def test_letters_that_an_input_method_ends_late_stay_with_their_own_case(
    office: Office,
) -> None:
    """Composed in one case, handed over in the next: only the first one's draft has them."""
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, RIGHT)
    chinese = page(reply, Side.ZH)
    chinese.setFocus()
    await until(chinese.hasFocus)
    chinese.put_caret((0, 0))
    QApplication.sendEvent(chinese, QInputMethodEvent("qing", []))
    await office.open("S09")
    assert chinese.toPlainText() == RIGHT
    late = QInputMethodEvent("", [])
    late.setCommitString("务必")
    QApplication.sendEvent(chinese, late)
    await until(lambda: chinese.toPlainText() == "")
    await reply.flush()
    assert reply.state.text == Bilingual()
    assert office.desk.texts["S01", "M1"].zh == f"务必{RIGHT}"
    assert {case for case, _party in office.desk.texts} == {"S01"}


async def test_letters_for_a_letter_that_was_sent_meanwhile_do_not_bring_it_back(
    office: Office,
) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, RIGHT)
    await until(reply.view.send.isEnabled)
    chinese = page(reply, Side.ZH)
    chinese.setFocus()
    await until(chinese.hasFocus)
    QApplication.sendEvent(chinese, QInputMethodEvent("qing", []))
    office.actions.trigger(CaseAction.SEND)
    await until(lambda: bool(office.desk.given))
    late = QInputMethodEvent("", [])
    late.setCommitString("务必")
    QApplication.sendEvent(chinese, late)
    await until(lambda: chinese.toPlainText() == "")
    await reply.flush()
    assert not reply.state.written
    assert office.desk.texts == {}


async def test_a_book_that_changes_is_followed_in_the_open_letter(office: Office) -> None:
    await office.open("S01")
    reply, house = office.place.reply, office.desk.current
    write(reply, "We have received your appeal.", "我们已收到您的申诉。")
    await until(reply.view.send.isEnabled)
    assert not terms_found(office)
    appeal = replace(house.terms[0], zh_hans="复议", forbidden_zh=("申诉",))
    office.desk.current = replace(house, terms=(appeal, *house.terms[1:]))
    office.desk.tell(Change(references=True, origin=ChangeOrigin.SERVER))
    await until(lambda: bool(terms_found(office)))
    office.desk.terms["appeal=申诉"] = "a brand's own word"
    office.desk.tell(Change(references=True, origin=ChangeOrigin.SERVER))
    await until(lambda: not terms_found(office))
    office.desk.terms.clear()
    office.desk.tell(Change(references=True, origin=ChangeOrigin.SERVER))
    await until(lambda: bool(terms_found(office)))
    office.desk.current = house
    office.desk.tell(Change(references=True, origin=ChangeOrigin.SERVER))
    await until(lambda: not terms_found(office))


def terms_found(office: Office):
    """The findings about terms of the house."""
    return [one for one in found(office) if one.check is Check.TERM]
