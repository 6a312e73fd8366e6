"""While letters are in the making, the whole office may go on: the composition stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench import LINA, SOFIA, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import CTRL, SHIFT, button_of, compose, until
from tests.ui.pages.writer import Writer
from tests.workstation.server.test_push import truth
from ui.language import WindowLanguage
from ui.theme import Mode, Theme
from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.checks.finding import Check
from workstation.domain.commands import AddNote, Claim
from workstation.domain.glossary.acts import PutTerm

KEYS = (
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Return, CTRL),
    (Qt.Key.Key_Return, CTRL | SHIFT),
    (Qt.Key.Key_P, CTRL),
    (Qt.Key.Key_T, CTRL),
    (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Z, CTRL),
)


def checks(wei: Writer) -> set[Check]:
    return {each.check for some in wei.reply.state.open_findings.values() for each in some}


async def test_a_composition_outlives_checks_languages_colleagues_and_the_house_book(
    team: Team, dressed: WindowLanguage, ui_theme: Theme, tmp_path: Path
) -> None:
    """She composes in the second pair. The checks come back about the first, the window turns
    Chinese and dark, a colleague's note and a new term arrive, and she presses every key that
    does something to a letter. Then the letters are made, and all of it is there."""
    case_id = (await team.server.file_case((WEI, Claim()))).case_id
    wei_seat, lina, sofia = await team.seat(WEI), await team.seat(LINA), await team.seat(SOFIA)
    desk = Desk(wei_seat, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    wei = Writer(desk)
    await wei.begin()
    await wei.pair("Please answer within 7 days.", "请在10天内答复，并附上面单。")
    wei.next_pair()
    await wei.turn(Side.EN)
    wei.write("The waybill is enough.")
    await wei.turn(Side.ZH)
    here = wei.here
    compose(here, "mian dan ji ke")
    was = wei.reply.view.editors.draft

    await wei.checked()
    await until(lambda: Check.NUMBER in checks(wei) or Check.DURATION in checks(wei))
    dressed.switch("zh_Hans")
    ui_theme.wear(Mode.DARK)
    await lina.app.records.submit(case_id, AddNote(text="The party called."))
    term = next(each for each in sofia.app.glossary.current.terms if each.en == "appeal")
    await sofia.app.glossary.change(PutTerm(replace(term, note="on the parcel"), term.revision))
    await team.sync()
    await until(lambda: len(desk.place.appeal.state.case.notes) == 1)
    for key, modifier in KEYS:
        QTest.keyClick(here, key, modifier)
    assert here.hasFocus()
    assert here.textCursor().block().layout().preeditAreaText() == "mian dan ji ke"
    assert wei.reply.view.editors.draft == was

    compose(here, "", "凭面单即可。")
    assert wei.reply.view.editors.draft.beads[1].zh == "凭面单即可。"
    wei.confirm(1)
    assert wei.reply.view.editors.draft.beads[0].state is BeadState.CONFIRMED
    await wei.checked()
    assert not wei.reply.view.send.isEnabled()
    await until(lambda: wei.reply.view.send.text() == "发送")
    await wei.go_to(0, Side.ZH)
    await until(lambda: wei.offers("中文改为7天"))
    button_of(wei.strip, "中文改为7天").click()
    wei.confirm(0)
    await wei.send()
    team.clock.advance(seconds=11)
    await wei_seat.sync()
    text = (await truth(team.server, case_id)).letters[-1].text
    assert text.zh == "请在7天内答复，并附上面单。\n\n凭面单即可。"
    await desk.leave()
