"""The disk is full while somebody writes: they are told, go on, and give nothing up unasked."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench import WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.panes.conftest import page, until
from ui.composition.unsaved import UnsavedDialog
from ui.language import Language
from workstation.cache.work import Work
from workstation.drafting.bead import Side


class FullDisk:
    """A file that may not grow by a page more, as on a disk without room."""

    def __init__(self, work: Work) -> None:
        self._work, self._pragmas = work, work._pragmas
        limit = "max_page_count = 1"
        work._pragmas = (*work._pragmas, limit)
        work.outside(lambda bare: bare.execute(f"PRAGMA {limit}").fetchall())

    def free(self) -> None:
        """Somebody made room."""
        self._work._pragmas = self._pragmas
        self._work._engine.dispose()


async def test_a_full_disk_is_said_and_what_is_typed_waits_for_room(
    team: Team, dressed: Language, tmp_path: Path
) -> None:
    case_id = (await team.server.file_case()).case_id
    other = (await team.server.file_case()).case_id
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    notice = desk.window._page._notice
    disk = FullDisk(seat.app._office.work)
    letter = "We have read what you sent. " * 400
    editor = page(desk.place.reply, Side.EN)
    editor.setFocus()
    editor.insertPlainText(letter.strip())
    await until(lambda: "disk is full" in notice._text.text())
    assert "saved as soon as there is room" in notice._text.text()
    # Another case and back: the text is the one on the screen, not the one on the disk.
    await desk.open(other)
    await desk.open(case_id)
    await until(lambda: page(desk.place.reply, Side.EN).toPlainText() == letter.strip())
    assert (await seat.app.draft(case_id, "M1")).en == ""
    leaving = asyncio.ensure_future(desk.leave())
    await until(lambda: bool(_asked(desk)))
    dressed.switch("zh_Hans")
    _asked(desk)[0].again.click()
    await until(lambda: bool(_asked(desk)))
    assert not leaving.done()
    disk.free()
    _asked(desk)[0].again.click()
    await leaving
    assert (await seat.app.draft(case_id, "M1")).en == letter.strip()
    assert seat.app.status.unsaved is None


async def test_what_was_not_saved_is_given_up_only_by_the_button_that_says_so(
    team: Team, dressed: Language, tmp_path: Path
) -> None:
    case_id = (await team.server.file_case()).case_id
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    disk = FullDisk(seat.app._office.work)
    editor = page(desk.place.reply, Side.EN)
    editor.setFocus()
    editor.insertPlainText("Too long for this disk. " * 400)
    leaving = asyncio.ensure_future(desk.leave())
    await until(lambda: bool(_asked(desk)))
    QTest.keyClick(_asked(desk)[0], Qt.Key.Key_Escape)
    await until(lambda: bool(_asked(desk)))
    _asked(desk)[0].leave.click()
    await leaving
    assert (await seat.app.draft(case_id, "M1")).en == ""
    disk.free()


def _asked(desk: Desk) -> list[UnsavedDialog]:
    return [each for each in desk.window.findChildren(UnsavedDialog) if each.isVisible()]
