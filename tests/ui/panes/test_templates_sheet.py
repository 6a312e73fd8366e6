"""Templates in the reply pane: chosen by key, filled, put into the letter, blanks stepped to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.pages.hands import compose, in_sight, until
from tests.ui.pages.letter import page, write
from tests.ui.pages.templates import TemplatesPage
from tests.ui.panes.conftest import Office
from tests.ui.sweep import assert_speaks
from ui.activities.cases import CaseAction
from ui.language import language
from ui.panes.reply.templates.form import Box
from ui.panes.reply.templates.sheet import TemplateSheet
from ui.panes.reply.twin.board import Board
from ui.panes.reply.twin.questions import OfferBar
from ui.panes.reply.twin.strip import TermChips
from ui.widgets import TextButton
from workstation.bilingual.bead import BeadOrigin, Side
from workstation.bilingual.blanks import names
from workstation.domain.labels import MILESTONE
from workstation.domain.taxonomy import Milestone

CTRL = Qt.KeyboardModifier.ControlModifier


async def sheet_on(office: Office, case_id: str = "S01") -> TemplateSheet:
    await office.open(case_id)
    office.place.begin_reply()
    QTest.keyClick(page(office.place.reply, Side.EN), Qt.Key.Key_T, CTRL)
    templates = office.place.reply.templates
    await until(lambda: templates.sheet is not None and templates.sheet.isVisible())
    assert templates.sheet is not None
    return templates.sheet


def boxes(sheet: TemplateSheet, name: str) -> tuple[Box, ...]:
    return TemplatesPage(sheet).boxes(name)


def enter(box: QWidget, text: str) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    QTest.keyClicks(box, text)


async def test_the_templates_for_the_letter_come_first(office: Office) -> None:
    sheet = await sheet_on(office)
    assert sheet.state.fitting
    milestone = office.place.reply.state.milestone
    assert all(milestone in each.milestones for each in sheet.state.fitting)
    assert not any(milestone in each.milestones for each in sheet.state.others)
    assert sheet.state.chosen == sheet.state.fitting[0]
    sheet.disappear()


async def test_search_narrows_in_either_language_and_arrows_choose(office: Office) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("维持")
    await until(lambda: "outcome-upheld" in [each.id for each in sheet.state.offered])
    sheet.search.setFocus()
    sheet.search.clear()
    QTest.keyClicks(sheet.search, "Upheld")
    before = sheet.state.chosen
    QTest.keyClick(sheet.search, Qt.Key.Key_Down)
    assert sheet.state.chosen != before or len(sheet.state.offered) == 1
    sheet.search.setText("zzz")
    assert sheet.state.chosen is None
    assert not sheet.insert.isEnabled()
    sheet.disappear()


async def test_a_template_is_filled_inserted_and_undone_as_one_step(office: Office) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("延长")
    assert sheet.state.chosen is not None
    assert sheet.state.chosen.id == "m8-delay"
    english, chinese = boxes(sheet, "delay_reason")
    enter(english, "the brand has to confirm the letter")
    chinese.setPlainText("品牌方仍在核实授权书")
    (day,) = boxes(sheet, "new_date")
    enter(day, "2026-11-02")
    shown = [(bead.en, bead.zh) for bead in sheet.state.letter]
    assert any("the brand has to confirm" in en for en, _zh in shown)
    assert any("2026年11月2日" in zh for _en, zh in shown)
    QTest.keyClick(day, Qt.Key.Key_Return, CTRL)
    assert not sheet.isVisible()
    reply = office.place.reply
    beads = reply.view.editors.draft.beads
    assert [(bead.en, bead.zh) for bead in beads] == shown
    assert {bead.origin for bead in beads} == {BeadOrigin.TEMPLATE}
    assert not [name for bead in beads for name in names(bead.en)]
    reply.view.editors.undo()
    assert [(bead.en, bead.zh) for bead in reply.view.editors.draft.beads] == [("", "")]


async def test_a_template_comes_after_what_is_written(office: Office) -> None:
    await office.open("S01")
    write(office.place.reply, "Written by hand.", "手写。")
    sheet = await sheet_on(office)
    sheet.insert.click()
    beads = office.place.reply.view.editors.draft.beads
    assert beads[0].en == "Written by hand."
    assert len(beads) > 2


async def test_what_is_unclear_is_said_and_stays_a_blank(office: Office) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("延长")
    (day,) = boxes(sheet, "new_date")
    enter(day, "soon")
    (why,) = TemplatesPage(sheet).unclear("new_date")
    assert why
    assert any("new_date" in names(bead.en) for bead in sheet.state.letter)
    assert any("blanks are open" in words for words in TemplatesPage(sheet).words)
    sheet.disappear()


async def test_what_the_case_fills_is_shown_and_can_be_changed(office: Office) -> None:
    sheet = await sheet_on(office)
    (reference,) = boxes(sheet, "reference")
    case = office.place.reply.state.case
    assert case is not None
    assert isinstance(reference, QLineEdit)
    assert reference.text() == case.reference
    reference.selectAll()
    QTest.keyClicks(reference, "R-2026-9999")
    assert any("R-2026-9999" in bead.zh for bead in sheet.state.letter)
    sheet.disappear()


async def test_blanks_are_stepped_to_and_hold_the_letter_back(office: Office) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("延长")
    sheet.insert.click()
    reply = office.place.reply
    english = page(reply, Side.EN)
    assert english.textCursor().selectedText() == "{{delay_reason}}"
    await until(lambda: reply.state.refused is not None and bool(reply.state.open_findings))
    refused = reply.state.refused
    assert refused is not None
    said = dict(refused.reason.arguments)["why"]
    assert "{{delay_reason}}" in str(dict(said.arguments)["name"])
    QTest.keyClicks(english, "we wait for the brand")
    assert office.actions.trigger(CaseAction.NEXT_BLANK)
    assert english.textCursor().selectedText() == "{{new_date}}"
    QTest.keyClick(english, Qt.Key.Key_F2)
    QTest.keyClicks(english, "2 November 2026")
    office.actions.trigger(CaseAction.NEXT_BLANK)
    board = reply.view.editors.findChild(Board)
    assert board.page(Side.ZH).textCursor().selectedText() == "{{delay_reason}}"


async def test_an_open_blank_is_painted_as_a_field(office: Office) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("延长")
    sheet.insert.click()
    english = page(office.place.reply, Side.EN)

    def painted() -> list[str]:
        return [mark.cursor.selectedText() for mark in english.extraSelections()]

    await until(lambda: "{{delay_reason}}" in painted())


async def test_a_recipient_in_taiwan_gets_traditional_letters(office: Office) -> None:
    case = office.desk.table["S01"]
    parties = tuple(replace(each, region="TW") for each in case.parties)
    office.desk.table["S01"] = replace(case, parties=parties)
    name = "上海简体贸易有限公司"
    parties = tuple(replace(each, name=name) for each in parties)
    office.desk.table["S01"] = replace(case, parties=parties)
    sheet = await sheet_on(office)
    assert any("審核" in bead.zh for bead in sheet.state.letter)
    assert sheet.state.letter[0].zh.startswith(name)
    english, chinese = boxes(sheet, "item")
    enter(english, "the lamp")
    compose(chinese, "", "台灯")
    assert any("檯燈" in bead.zh or "臺燈" in bead.zh for bead in sheet.state.letter)
    sheet.disappear()


async def test_tab_goes_round_on_the_sheet(office: Office) -> None:
    sheet = await sheet_on(office)
    seen: list[QWidget] = []
    for _step in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert sheet.isAncestorOf(focus)
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert seen.count(sheet.insert) > 1
    assert sheet.search in seen
    sheet.search.setFocus()
    QTest.keyClick(sheet.search, Qt.Key.Key_Backtab)
    assert sheet.isAncestorOf(QApplication.focusWidget())
    sheet.disappear()


async def test_enter_goes_to_the_first_open_box_of_what_was_just_searched(office: Office) -> None:
    sheet = await sheet_on(office)
    QTest.keyClicks(sheet.search, "longer")
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert sheet.state.chosen is not None
    assert sheet.state.chosen.id == "m8-delay"
    assert boxes(sheet, "delay_reason")[0].hasFocus()
    sheet.disappear()


async def test_the_sheet_speaks_both_languages_and_keeps_the_entry(office: Office, dressed) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("延长")
    (day,) = boxes(sheet, "new_date")
    enter(day, "2026-11-02")
    assert_speaks(sheet, dressed)
    assert isinstance(day, QLineEdit)
    assert day.text() == "2026-11-02"
    assert sheet.state.letter[0].zh
    sheet.disappear()


def tell_of_the_delay(office: Office) -> None:
    office.screen.letter.tell(language().text(MILESTONE[Milestone.DELAY]))


async def test_another_milestone_offers_other_templates(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    tell_of_the_delay(office)
    sheet = await sheet_on(office)
    sheet.disappear()
    tell_of_the_delay(office)
    reply.templates.open()
    await until(sheet.isVisible)
    assert sheet.state.fitting[0].id == "m8-delay"
    sheet.disappear()


async def test_what_was_entered_for_one_template_stays_for_the_next(office: Office) -> None:
    sheet = await sheet_on(office)
    (reference,) = boxes(sheet, "reference")
    assert isinstance(reference, QLineEdit)
    reference.setText("R-2026-9999")
    sheet.list.step(1)
    (again,) = boxes(sheet, "reference")
    assert again is not reference
    assert again.text() == "R-2026-9999"
    sheet.disappear()


async def test_chips_come_with_the_checks_and_mend_a_forbidden_rendering(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, "Your appeal has been received.", "您的上诉已收到。")
    await until(lambda: reply.state.glossary is not None)
    line = reply.view.editors.findChild(TermChips)
    assert isinstance(line, TermChips)

    def chip() -> TextButton | None:
        found = [e for e in line.findChildren(TextButton) if e.text() == "appeal → 申诉"]
        return found[0] if found else None

    await until(lambda: chip() is not None)
    button = chip()
    assert button is not None
    assert "上诉" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    await until(lambda: reply.state.text.zh == "您的申诉已收到。")


async def test_both_keys_are_in_the_palette_and_wait_for_a_case(office: Office) -> None:
    assert not office.actions.is_enabled(CaseAction.TEMPLATE)
    await office.open("S01")
    assert office.actions.is_enabled(CaseAction.TEMPLATE)
    assert office.actions.key(CaseAction.TEMPLATE) == "Ctrl+T"
    assert office.actions.key(CaseAction.NEXT_BLANK) == "F2"
    office.place.deciding = True
    assert not office.actions.is_enabled(CaseAction.NEXT_BLANK)
    office.place.deciding = False


async def test_an_input_method_keeps_its_letters_when_a_template_comes(office: Office) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("延长")
    reply = office.place.reply
    english = page(reply, Side.EN)
    QApplication.sendEvent(english, QInputMethodEvent("ni", []))
    before = reply.view.editors.draft
    sheet.insert.click()
    assert reply.view.editors.draft == before
    done = QInputMethodEvent("", [])
    done.setCommitString("Ni")
    QApplication.sendEvent(english, done)
    await until(lambda: len(reply.view.editors.draft.beads) > 2)
    assert reply.view.editors.draft.beads[0].en == "Ni"
    sheet.disappear()


async def test_a_letter_that_the_case_fills_alone_can_be_sent_at_once(office: Office) -> None:
    sheet = await sheet_on(office)
    assert sheet.state.chosen is not None
    assert sheet.state.chosen.id == "m2-review"
    QTest.keyClick(sheet.search, Qt.Key.Key_Return, CTRL)
    reply = office.place.reply
    await until(lambda: bool(reply.state.open_findings) and reply.view.send.isEnabled())
    assert reply.state.unseen == ()
    reply.view.send.click()
    await until(lambda: bool(office.desk.given))
    _case, command = office.desk.given[-1]
    assert {pair.origin for pair in command.beads} == {BeadOrigin.TEMPLATE}
    assert command.overrides == ()
    letter = office.desk.table["S01"].letters[-1].text
    assert letter.en.startswith("Dear ")
    assert letter.zh.endswith("审核服务团队")


async def test_a_filled_blank_is_offered_to_the_other_side(office: Office) -> None:
    sheet = await sheet_on(office)
    sheet.search.setText("延长")
    english_reason, chinese_reason = boxes(sheet, "delay_reason")
    enter(english_reason, "we wait for the brand")
    compose(chinese_reason, "", "仍在等待品牌方")
    sheet.insert.click()
    reply = office.place.reply
    english = page(reply, Side.EN)
    assert english.textCursor().selectedText() == "{{new_date}}"
    QTest.keyClicks(english, "2 November 2026")
    bar = reply.view.editors.findChild(OfferBar)
    assert isinstance(bar, OfferBar)
    await until(lambda: any("2026年11月2日" in each.text() for each in in_sight(bar, TextButton)))
    QTest.keyClick(english, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert any("2026年11月2日" in bead.zh for bead in reply.view.editors.draft.beads)
    assert not [name for bead in reply.view.editors.draft.beads for name in names(bead.zh)]
