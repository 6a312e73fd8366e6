"""A window on a machine whose clock is a day fast shows what every other window shows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import PASSWORD, SERVER, WEI, Clock
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import said, until
from ui.language import WindowLanguage
from ui.shell import SignInState
from workstation.domain.commands import Claim
from workstation.domain.views import View


async def open_window(team: Team, folder: Path, off: timedelta, case: str) -> Desk:
    """Wei's window with her case open, after a first sign-in at a machine that is so far off."""
    seat = await team.seat(WEI, signed_in=False)
    await seat.app.close()
    seat.clock = Clock(team.clock() + off)
    await seat.start()
    desk = Desk(seat, folder)
    desk.sitting.offer(SignInState(server=SERVER, user=WEI.id))
    desk.screen.sign_in.enter(PASSWORD)
    await until(lambda: desk.sitting.place is not None)
    await seat.app.sync.stop()
    await seat.sync()
    desk.place.queue.choose_view(View.MINE)
    await until(lambda: bool(desk.place.queue.state.keys))
    await desk.open(case)
    return desk


@pytest.mark.parametrize("days", [-1, 1, 30])
async def test_nothing_is_overdue_and_the_last_sync_is_now(
    team: Team, dressed: WindowLanguage, tmp_path: Path, days: int
) -> None:
    filed = await team.server.file_case()
    right = await team.seat(WEI)
    await right.app.records.submit(filed.case_id, Claim())
    await right.sync()
    heads = []
    for off in (timedelta(0), timedelta(days=days)):
        desk = await open_window(team, tmp_path, off, filed.case_id)
        desk.window.grab()
        heads.append(desk.screen.case.head.due)
        assert "Synced just now" in said(desk.window)
        told = f"This computer's clock is {abs(days)} d {'slow' if days < 0 else 'fast'}."
        assert (told in desk.screen.banner.text) is bool(off)
        await desk.leave()
    assert heads[0] == heads[1]
    assert heads[0].startswith("Due in")
