"""The disk is full while somebody writes: they are told, go on, and give nothing up unasked."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench import PASSWORD, SERVER, WEI
from tests.full_disk import FullDisk as NoRoom
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.panes.conftest import page, until
from ui.composition.unsaved import UnsavedDialog
from ui.language import Language
from ui.panes.reply.head import ReplyHead
from ui.shell import SignInState
from workstation.cache.problem import DiskTrouble, Kept
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


async def test_a_profile_on_a_full_disk_opens_to_be_read_and_says_so(
    team: Team, dressed: Language, tmp_path: Path
) -> None:
    case_id = (await team.server.file_case()).case_id
    seat = await team.seat(WEI)
    await seat.app.save_draft(case_id, "M1", "What was saved.", "")
    seat.wire.cut = True
    await seat.app.close()
    with NoRoom(seat.profile / "ballast") as disk:
        await seat.start()
        await seat.app.resume()
        desk = Desk(seat, tmp_path)
        await desk.enter()
        notice = desk.window._page._notice
        assert "Nothing that you type can be saved" in notice._text.text()
        dressed.switch("zh_Hans")
        await until(notice.isVisible)
        dressed.switch("en")
        await desk.open(case_id)
        editor = page(desk.place.reply, Side.EN)
        await until(lambda: editor.toPlainText() == "What was saved.")
        saved = desk.place.reply.findChild(ReplyHead)._saved
        assert saved.text().startswith("Saved")
        editor.setFocus()
        editor.insertPlainText("More. ")
        await until(lambda: saved.text() == "Not saved")
        await until(lambda: "saved as soon as there is room" in notice._text.text())
        desk.place.reply.refresh()
        assert saved.text() == "Not saved"
        disk.free()
        await until(lambda: saved.text().startswith("Saved"))
        await until(lambda: not notice.isVisible())
        assert "More." in (await seat.app.draft(case_id, "M1")).en
        await desk.leave()


async def test_signing_in_on_a_full_disk_is_answered_on_the_page(
    team: Team, dressed: Language, tmp_path: Path
) -> None:
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)

    async def full(*_account: str) -> None:
        raise DiskTrouble(Kept.CACHE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seat.app, "sign_in", full)
        desk.sitting.offer(SignInState(server=SERVER, user=WEI.id))
        view = desk.sitting._view
        assert view is not None
        view._password.setText(PASSWORD)
        view._button.click()
        await until(lambda: desk.sitting._state.notice is not None)
    assert not desk.sitting._state.busy
    await desk.sign_in_by_hand(SERVER, PASSWORD)
    await desk.leave()


def _asked(desk: Desk) -> list[UnsavedDialog]:
    return [each for each in desk.window.findChildren(UnsavedDialog) if each.isVisible()]
