"""The first password is for one time, and one's own is changed in the window."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.bench import PASSWORD, SERVER, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import button_of, click, until
from tests.ui.pages.own_password import open_by_menu
from tests.ui.pages.sign_in import SignInPage
from tests.ui.sweep import assert_speaks
from ui.language import WindowLanguage
from ui.shell import SignInState
from workstation.app import SyncState

GIVEN = "hmkwd-rtpae-zzyqb-fcnnu"
OWN, OTHER = "tide lamp orbit 7", "granite violin maps 3"


async def given_out(team: Team, folder: Path) -> tuple[Desk, SignInPage]:
    """Wei's window at the sign-in page, after her password was reset and typed there."""
    await team.server.hand_out(WEI, GIVEN)
    desk = Desk(await team.seat(WEI, signed_in=False), folder)
    desk.sitting.offer(SignInState(server=SERVER, user=WEI.id))
    page = desk.screen.sign_in
    page.enter(GIVEN)
    await until(lambda: page.chooses)
    return desk, page


async def says(page: SignInPage, words: str) -> None:
    """Wait until the page says this, and can be used again."""
    await until(lambda: words in page.said and page.button.isEnabled())


async def inside(desk: Desk) -> None:
    """Wait for the panes."""
    await until(lambda: desk.sitting.place is not None)
    await desk.seat.app.sync.stop()
    await desk.seat.sync()


async def test_who_was_given_a_password_chooses_their_own(
    team: Team, dressed: WindowLanguage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Wei types what she was given; the page asks for her own. One is too short, one is common,
    two differ, the network goes: each time she reads why, and what she typed stands."""
    caplog.set_level(logging.DEBUG)
    desk, page = await given_out(team, tmp_path)
    assert WEI.id in page.said
    assert not page.password.isVisible()
    for field in (page.own.new, page.own.again):
        assert field.echoMode() is QLineEdit.EchoMode.Password
    assert page.own.new.hasFocus()
    page.set_own("short")
    await says(page, "at least 12 characters. Choose another one")
    page.set_own("Password-2026!")
    await says(page, "one of the first that are tried")
    assert page.own.texts == ("Password-2026!", "Password-2026!")
    page.set_own(OWN, "tide lamp orbit 8")
    await says(page, "The two new passwords are not the same.")
    assert page.own.texts == (OWN, "tide lamp orbit 8")
    desk.seat.wire.cut = True
    page.set_own(OWN)
    await says(page, "only changed with the server")
    assert page.own.texts == (OWN, OWN)
    desk.seat.wire.cut = False
    QTest.keyClick(page.own.again, Qt.Key.Key_Return)
    await inside(desk)
    await desk.leave()
    for secret in (GIVEN, OWN, "Password-2026!"):
        assert secret not in caplog.text
        assert not any(
            secret.encode() in each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()
        )


async def test_the_choice_can_be_left_and_speaks_chinese(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Wei goes back, as the password was somebody else's after all; nothing was set."""
    dressed.switch("zh_Hans")
    desk, page = await given_out(team, tmp_path)
    page.set_own("wei.ling.2026")
    await says(page, "密码不得由您的姓名组成")
    click(button_of(page.view, "返回"))
    await until(lambda: not page.chooses)
    assert page.own.texts == ("", "")
    page.enter("wrong")
    await says(page, "用户名或密码不正确。")
    page.enter(GIVEN)
    await until(lambda: page.chooses)
    page.set_own(OWN)
    await inside(desk)
    await desk.leave()


async def test_ones_own_password_is_changed_from_the_menu(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Wei thinks that somebody knows her password. She changes it, goes on with her work, and
    whoever came in by the old one is out."""
    desk = Desk(await team.seat(WEI), tmp_path)
    thief = await team.seat(WEI, name="thief")
    await desk.enter()
    await desk.seat.app.sync.start()
    open_by_menu(desk.window)
    await until(lambda: desk.screen.changes_password)
    page = desk.screen.own_password
    assert page.now.hasFocus()
    page.change("not it", OWN)
    await until(lambda: "The password that you have now is another one." in page.said)
    assert page.own.texts == (OWN, OWN)
    assert page.now.hasFocus()
    page.change(PASSWORD, "short")
    await until(lambda: "at least 12 characters. Choose another one" in page.said)
    page.change(PASSWORD, OWN, OTHER)
    await until(lambda: "The two new passwords are not the same." in page.said)
    page.change(PASSWORD, OWN)
    await until(lambda: not desk.screen.changes_password)
    assert any("Password changed" in each.text for each in desk.screen.announcements)
    assert (page.now.text(), *page.own.texts) == ("", "", "")
    await desk.seat.app.sync.stop()
    await desk.seat.sync()
    await thief.app.sync.now()
    assert thief.app.sync.status.state is SyncState.SIGNED_OUT
    await desk.leave()


async def test_without_the_server_the_dialog_says_so_at_once(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk = Desk(await team.seat(WEI), tmp_path)
    await desk.enter()
    desk.seat.wire.cut = True
    await desk.seat.app.sync.now()
    open_by_menu(desk.window)
    await until(lambda: desk.screen.changes_password)
    page = desk.screen.own_password
    assert "A password is only changed with the server" in page.said
    page.change(PASSWORD, OWN)
    await until(page.dialog.view.change.isEnabled)
    assert "A password is only changed with the server" in page.said
    assert_speaks(page.dialog.view, dressed)
    desk.seat.wire.cut = False
    await desk.seat.app.sync.now()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert desk.screen.changes_password
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    await until(lambda: not desk.screen.changes_password)
    assert page.own.texts == ("", "")
    await desk.seat.sync()
    await desk.leave()
