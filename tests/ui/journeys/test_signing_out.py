"""Signing out leaves the page ready for the same person."""

from __future__ import annotations

from pathlib import Path

from tests.bench import WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.panes.conftest import until
from ui.language import Language
from ui.shell import ActionId


async def test_the_user_name_stands_there_and_the_password_is_asked(
    team: Team, dressed: Language, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.sitting._view is not None)
    page = desk.sitting._view
    assert page is not None
    await until(lambda: page._user.text() == WEI.id)
    assert page._password.text() == ""
    assert page._server.text() == wei.app.server
    assert desk.window.focusWidget() is page._password
    await desk.leave()
