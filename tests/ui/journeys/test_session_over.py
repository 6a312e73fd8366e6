"""The server has ended the session of somebody who is in the middle of a letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench import PASSWORD, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import CTRL, click, said, until
from tests.ui.pages.letter import write
from tests.ui.sweep import assert_speaks
from ui.language import WindowLanguage
from workstation.app import SyncState
from workstation.domain.commands import AddNote, Claim

OWN, GIVEN = "tide lamp orbit 7", "hmkwd-rtpae-zzyqb-fcnnu"


async def writing(team: Team, folder: Path) -> tuple[Desk, str]:
    """Wei's window with a letter begun and a note given, after her session was ended."""
    seat = await team.seat(WEI)
    case = (await team.server.file_case((WEI, Claim()))).case_id
    await seat.sync()
    desk = Desk(seat, folder)
    await desk.enter()
    await desk.open(case)
    desk.window.activateWindow()
    await until(lambda: QApplication.activeWindow() is desk.window)
    write(desk.place.reply, "Dear shop", "您好")
    await team.server.store.people.end_sessions(WEI.id)
    await seat.app.records.submit(case, AddNote(text="Called the brand."))
    await seat.app.sync.now()
    await until(lambda: desk.screen.banner.shown and "was ended" in desk.screen.banner.text)
    return desk, case


def letter(desk: Desk) -> tuple[str, str]:
    (bead,) = desk.place.reply.view.editors.draft.beads
    return bead.en, bead.zh


async def test_it_is_said_everywhere_and_one_signs_in_again_in_place(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, _case = await writing(team, tmp_path)
    place, before = desk.sitting.place, letter(desk)
    mark = desk.screen.connection
    assert mark.accessibleName() == "Session over · 1 change waits to be sent"
    assert "Your session was ended" in mark.accessibleDescription()
    assert mark.toolTip() == mark.accessibleDescription()
    assert "Session over since" in said(desk.screen.status_line)
    assert "Offline" not in said(desk.window)
    assert "Synced" not in said(desk.window)
    assert "Everything that you did is kept." in desk.screen.banner.text
    desk.screen.banner.press()
    page = desk.screen.sign_in_again
    assert page.password.hasFocus()
    assert "Wei Ling" in page.said
    assert "1 change waits to be sent." in page.said
    page.enter("not it")
    await until(lambda: "The password is another one." in page.said)
    assert page.password.hasFocus()
    page.enter(PASSWORD)
    await until(lambda: not desk.screen.asks_again)
    assert page.password.text() == ""
    await until(lambda: mark.accessibleName() == "Synced just now")
    assert not desk.screen.banner.shown
    assert desk.seat.app.sync.status.waiting == 0
    assert desk.sitting.place is place
    assert letter(desk) == before == ("Dear shop", "您好")
    await desk.leave()


async def test_f5_asks_for_the_password_and_escape_leaves_everything(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, _case = await writing(team, tmp_path)
    for press in (
        lambda: QTest.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_F5),
        lambda: click(desk.screen.connection),
    ):
        press()
        await until(lambda: desk.screen.asks_again)
        # Out of the field, then out of the dialog.
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
        assert desk.screen.asks_again
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
        await until(lambda: not desk.screen.asks_again)
    assert desk.seat.app.sync.status.waiting == 1
    assert letter(desk) == ("Dear shop", "您好")
    await desk.leave()


@pytest.mark.parametrize("code", ["en", "zh_Hans"])
async def test_a_password_that_was_given_out_is_replaced_there(
    team: Team, dressed: WindowLanguage, tmp_path: Path, code: str
) -> None:
    desk, _case = await writing(team, tmp_path)
    dressed.switch(code)
    await team.server.hand_out(WEI, GIVEN)
    desk.screen.banner.press()
    page = desk.screen.sign_in_again
    page.enter(GIVEN)
    await until(page.own.new.isVisible)
    assert page.own.new.hasFocus()
    assert_speaks(page.dialog.view, dressed)
    dressed.switch(code)
    page.own.type(OWN)
    QTest.keyClick(page.own.again, Qt.Key.Key_Return, CTRL)
    await until(lambda: not desk.screen.asks_again)
    await until(lambda: desk.seat.app.sync.status.state is SyncState.SYNCED)
    assert desk.seat.app.sync.status.waiting == 0
    dressed.switch("en")
    await desk.leave()


async def test_whose_access_has_ended_is_told_so_and_where_the_words_are(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, _case = await writing(team, tmp_path)
    await team.server.store.people.revoke(WEI.id)
    desk.screen.banner.press()
    page = desk.screen.sign_in_again
    page.enter(PASSWORD)
    await until(lambda: "Your access was taken away." in desk.screen.banner.text)
    assert "handed in for the lead of your crew or a supervisor" in desk.screen.banner.text
    mark = desk.screen.connection
    await until(lambda: mark.accessibleName() == "Access ended")
    assert "handed in" in mark.toolTip()
    assert "Offline" not in said(desk.window)
    assert "Access ended" in said(desk.screen.status_line)
    desk.window.close()
    assert not desk.screen.tells_before_leaving
    await desk.leave()
