"""Signing out leaves the page ready for the same person."""

from __future__ import annotations

from pathlib import Path

from tests.bench import WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from ui.language import Language
from ui.shell import ActionId


async def test_the_user_name_stands_there_and_the_password_is_asked(
    team: Team, dressed: Language, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.screen.signs_in)
    page = desk.screen.sign_in
    await until(lambda: page.user.text() == WEI.id)
    assert page.password.text() == ""
    assert page.server.text() == wei.app.server
    assert desk.window.focusWidget() is page.password
    await desk.leave()
