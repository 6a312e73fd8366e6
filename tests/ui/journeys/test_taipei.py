"""A letter to Taipei: written as at home, quoted, converted, read again, and sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench import WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from tests.ui.pages.letter import page, write
from tests.workstation.server.test_push import truth
from ui.language import WindowLanguage
from ui.panes.reply.clauses import ClausePicker
from ui.panes.reply.preview import PreviewSheet
from ui.widgets import TextButton
from workstation.bilingual.bead import Side as Twin
from workstation.domain.case import Party
from workstation.domain.commands import Claim
from workstation.domain.letters import arrival
from workstation.domain.taxonomy import Language as Side
from workstation.domain.taxonomy import PartyRole

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MERCHANT = Party(id="M1", role=PartyRole.MERCHANT, name="Shop 1", language=Side.ZH, region="TW")
EN = "Thank you for your appeal.\n\nThis rule applies."
ZH = "感谢您的申诉。\n\n适用以下规则。"


async def test_a_letter_to_taipei(team: Team, dressed: WindowLanguage, tmp_path: Path) -> None:
    """Wei Ling writes in the characters of home and quotes the clause by Ctrl+P. The window says
    who reads what; one press converts the letter, each pair is read and confirmed, the preview
    shows the Chinese first, and that is what the server has."""
    filed = await team.server.file_case((WEI, Claim()), parties=(MERCHANT,))
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    await desk.open(filed.case_id)
    reply = desk.place.reply
    write(reply, EN, ZH)
    await until(reply.view.script.isVisible)
    chinese = page(reply, Twin.ZH)
    desk.window.activateWindow()
    chinese.setFocus()
    chinese.put_caret((1, 0))
    await until(chinese.hasFocus)
    reply.view.script.findChild(TextButton).click()
    await until(lambda: all(bead.converted for bead in reply.state.draft.beads))
    QTest.keyClick(chinese, Qt.Key.Key_P, CTRL)
    picker = desk.window.findChild(ClausePicker)
    QTest.keyClicks(picker.field, "LST 2.4")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    await until(lambda: len(reply.state.draft.beads) == 3)
    quoted = reply.state.draft.beads[2]
    assert quoted.lock is not None
    assert quoted.converted
    chinese.put_caret((0, 0))
    for pair in range(3):
        assert not reply.view.send.isEnabled()
        await until(lambda pair=pair: chinese.spot()[0] == pair)
        QTest.keyClick(chinese, Qt.Key.Key_Return, CTRL)
    await until(reply.view.send.isEnabled)
    QTest.keyClick(chinese, Qt.Key.Key_F7)
    sheet = desk.window.findChild(PreviewSheet)
    await until(sheet.isVisible)
    previewed = sheet.shown
    assert previewed[0].language is Side.ZH
    assert previewed[0].text.startswith("感謝您的申訴。\n\n適用以下規則。\n\nLST 2.4 v2.0：")
    QTest.keyClick(sheet.area, Qt.Key.Key_Return, CTRL | SHIFT)
    await until(lambda: page(reply, Twin.EN).toPlainText() == "")
    team.clock.advance(seconds=11)
    await seat.sync()
    letter = (await truth(team.server, filed.case_id)).letters[-1]
    assert arrival(letter.text, letter.first, Side.EN) == previewed
    await desk.leave()
