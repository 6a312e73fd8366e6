"""A supervisor selects more cases than a few, gives them to somebody, and takes that back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.bench import PRIYA, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from ui.language import WindowLanguage
from workstation.domain.commands import Claim
from workstation.domain.views import View

CASES = 24
GUTTER, WORDS = 20, 120


def click(desk: Desk, row: int, held=Qt.KeyboardModifier.NoModifier, at: int = WORDS) -> None:
    table = desk.place.queue.view.table
    table.scrollTo(table.model().index(row, 0))
    y = table.rowViewportPosition(row) + table.rowHeight(row) // 2
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, QPoint(at, y))


async def test_the_server_gives_many_away_and_takes_them_back(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    cases = await team.server.file_many(CASES)
    wei, priya = await team.seat(WEI), await team.seat(PRIYA)
    desk = Desk(priya, tmp_path)
    await desk.enter()
    table = desk.place.queue.view.table
    desk.place.queue.choose_view(View.UNASSIGNED)
    await until(lambda: len(desk.place.queue.state.keys) == CASES)
    click(desk, 0, at=GUTTER)
    await until(lambda: len(desk.place.queue.state.marked) == 1)
    click(desk, CASES - 1, Qt.KeyboardModifier.ShiftModifier)
    await until(lambda: len(desk.place.queue.state.marked) == CASES)
    table.setFocus()
    QTest.mouseClick(desk.place.queue.view.marks.assign, Qt.MouseButton.LeftButton)
    await until(lambda: desk.screen.picking)
    desk.screen.picks.pick(WEI.name)
    await until(lambda: bool(desk.screen.announcements))
    assert desk.screen.announcements[-1].text == f"{CASES} cases are being given away"
    # One of them is taken meanwhile: that one is said, with the reason.
    await wei.app.records.submit(cases[5], Claim())
    await wei.sync()
    reference = (await wei.case(cases[5])).reference
    await priya.sync()
    assert await team.server.work_jobs() == 1
    await priya.sync()
    done = f"{CASES - 1} cases given to {WEI.name}"
    await until(lambda: desk.screen.announcements[-1].text.startswith(done))
    assert f"{reference}: Wei Ling claimed this case on " in desk.screen.announcements[-1].text
    await wei.sync()
    assert len(await wei.view(View.MINE)) == CASES
    desk.screen.announcements[-1].undo.click()
    await until(lambda: priya.app.sync.status.waiting == 1)
    await priya.sync()
    await team.server.work_jobs()
    await priya.sync()
    back = f"{CASES - 1} cases given back"
    await until(lambda: desk.screen.announcements[-1].text.startswith(back))
    await wei.sync()
    assert await wei.view(View.MINE) == [cases[5]]
    await desk.leave()
