"""A letter to Taiwan: converted in one step, confirmed pair by pair, then sent in Traditional."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.hands import until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from ui.activities.cases import CaseAction
from ui.widgets import TextButton
from workstation.bilingual.bead import BeadState, Side

CTRL = Qt.KeyboardModifier.ControlModifier
EN = "Thank you for your appeal.\n\nWe are reading the invoice now."
ZH = "感谢您的申诉。\n\n我们正在审核发票。"
TURNED = "感謝您的申訴。\n\n我們正在審核發票。"


def moved(office: Office, region: str) -> None:
    """The parties of the first story are there."""
    case = office.desk.table["S01"]
    there = tuple(replace(each, region=region) for each in case.parties)
    office.desk.table["S01"] = replace(case, parties=there)


async def written(office: Office, region: str = "TW") -> None:
    moved(office, region)
    await office.open("S01")
    write(office.place.reply, EN, ZH)


async def convert(office: Office) -> None:
    reply = office.place.reply
    await until(reply.view.script.isVisible)
    reply.view.script.findChild(TextButton).click()
    await until(lambda: all(bead.converted for bead in reply.state.draft.beads))


async def test_simplified_to_a_reader_of_traditional_is_offered_its_conversion(
    office: Office,
) -> None:
    await written(office)
    reply = office.place.reply
    await until(reply.view.script.isVisible)
    assert reply.view.script.findChild(TextButton).text() == "Convert to Traditional (Taiwan)"
    assert reply.state.unseen
    assert office.actions.is_enabled(CaseAction.CONVERT)


async def test_nobody_else_is_offered_anything(office: Office) -> None:
    await written(office, "SG")
    reply = office.place.reply
    await until(lambda: len(reply.state.open_findings) == 2)
    assert not reply.view.script.isVisible()
    assert not office.actions.is_enabled(CaseAction.CONVERT)


async def test_conversion_is_one_step_and_each_pair_waits_to_be_confirmed(office: Office) -> None:
    await written(office)
    reply = office.place.reply
    await convert(office)
    assert reply.state.text.zh == TURNED
    assert {bead.state for bead in reply.state.draft.beads} == {BeadState.PENDING}
    await until(lambda: not reply.view.script.isVisible())
    assert reply.state.refused is not None
    assert not reply.view.send.isEnabled()
    chinese = page(reply, Side.ZH)
    QTest.keyClick(chinese, Qt.Key.Key_Z, CTRL)
    await until(lambda: reply.state.text.zh == ZH)
    assert not any(bead.converted for bead in reply.state.draft.beads)


async def test_confirmed_pair_by_pair_it_goes_out_in_traditional(office: Office) -> None:
    await written(office)
    reply = office.place.reply
    await convert(office)
    chinese = page(reply, Side.ZH)
    chinese.setFocus()
    chinese.put_caret((0, 0))
    QTest.keyClick(chinese, Qt.Key.Key_Return, CTRL)
    await until(lambda: not reply.state.draft.beads[0].converted)
    assert not reply.view.send.isEnabled()
    QTest.keyClick(chinese, Qt.Key.Key_Return, CTRL)
    await until(reply.view.send.isEnabled)
    reply.view.send.click()
    await until(lambda: bool(office.desk.given))
    assert office.desk.table["S01"].letters[-1].text.zh == TURNED


async def test_what_is_written_while_it_is_converted_stays(office: Office) -> None:
    await written(office)
    reply = office.place.reply
    await until(reply.view.script.isVisible)
    before = reply.view.editors.draft
    chinese = page(reply, Side.ZH)
    chinese.setFocus()
    chinese.put_caret((0, 0))
    QTest.keyClicks(chinese, "x")
    mine = reply.view.editors.draft.beads[0]
    turned = tuple(replace(bead, zh="改", converted=True) for bead in before.beads)
    reply.view.editors.put_in(before, turned)
    assert reply.view.editors.draft.beads == (mine, turned[1])
