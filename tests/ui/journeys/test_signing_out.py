"""Signing out leaves the page ready for the same person."""

from __future__ import annotations

from pathlib import Path

from tests.bench import PASSWORD, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import said, until
from ui.language import WindowLanguage
from ui.shell import ActionId
from workstation.domain.commands import AddNote


async def test_the_user_name_stands_there_and_the_password_is_asked(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.screen.signs_in)
    page = desk.screen.sign_in
    await until(lambda: page.user.text() == WEI.id)
    assert page.password.text() == ""
    assert page.server.text() == wei.app.session.server
    assert desk.window.focusWidget() is page.password
    await desk.leave()


async def test_a_session_that_a_restored_server_ended_is_said_until_somebody_signs_in(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    desk = Desk(wei, tmp_path)
    await desk.enter()
    await wei.sync()
    await team.server.backup(tmp_path / "a.backup")
    await wei.app.records.submit(filed.case_id, AddNote(text="Called the brand."))
    await wei.sync()
    await team.server.restore(tmp_path / "a.backup")
    await wei.app.sync.now()
    await until(lambda: "ended your session" in desk.screen.banner.text)
    assert "Session over" in said(desk.window)
    assert "Offline" not in said(desk.window)
    await wei.app.session.sign_in(wei.app.session.server, WEI.id, PASSWORD)
    await wei.app.sync.now()
    await until(lambda: "1 change of yours was offered" in desk.screen.banner.text)
    await desk.leave()
