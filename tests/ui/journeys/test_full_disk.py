"""The disk is full while somebody writes: they are told, go on, and give nothing up unasked."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlcipher3 import dbapi2

from tests.bench import PASSWORD, SERVER, WEI
from tests.full_disk import FullDisk as NoRoom
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from tests.ui.pages.letter import page
from ui.composition.unsaved_work import UnsavedDialog
from ui.language import WindowLanguage
from ui.shell import SignInState
from workstation.bilingual.bead import Side
from workstation.cache.problem import DiskTrouble, ProfileFile

# The most that SQLite knows.
_MOST_PAGES = 2**32 - 2


class Disk:
    """What SQLite is told of the room for `work.db`: on a full disk it grows by no page more."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._pages = _MOST_PAGES
        self._opened: list[dbapi2.Connection] = []
        self._connect = dbapi2.connect
        patch.setattr(dbapi2, "connect", self._listening)

    def fill(self) -> None:
        """No room is left."""
        self._allow(1)

    def free(self) -> None:
        """Somebody made room."""
        self._allow(_MOST_PAGES)

    def _allow(self, pages: int) -> None:
        self._pages = pages
        for connection in self._opened:
            # A connection on which a fault came up is closed by now.
            with suppress(dbapi2.ProgrammingError):
                self._limit(connection)

    def _listening(self, path: str, **how: object) -> dbapi2.Connection:
        connection = self._connect(path, **how)
        if path.endswith("work.db"):
            self._opened.append(connection)
            self._limit(connection)
        return connection

    def _limit(self, connection: dbapi2.Connection) -> None:
        connection.execute(f"PRAGMA max_page_count = {self._pages}").fetchall()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


async def test_a_full_disk_is_said_and_what_is_typed_waits_for_room(
    team: Team, dressed: WindowLanguage, tmp_path: Path, disk: Disk
) -> None:
    case_id = (await team.server.file_case()).case_id
    other = (await team.server.file_case()).case_id
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    disk.fill()
    letter = "We have read what you sent. " * 400
    editor = page(desk.place.reply, Side.EN)
    editor.setFocus()
    editor.insertPlainText(letter.strip())
    await until(lambda: "disk is full" in desk.screen.banner.text)
    assert "saved as soon as there is room" in desk.screen.banner.text
    # Another case and back: the text is the one on the screen, not the one on the disk.
    await desk.open(other)
    await desk.open(case_id)
    await until(lambda: page(desk.place.reply, Side.EN).toPlainText() == letter.strip())
    assert (await seat.app.drafts.read(case_id, "M1")).en == ""
    leaving = asyncio.ensure_future(desk.leave())
    await until(lambda: bool(_asked(desk)))
    dressed.switch("zh_Hans")
    _asked(desk)[0].again.click()
    await until(lambda: bool(_asked(desk)))
    assert not leaving.done()
    disk.free()
    _asked(desk)[0].again.click()
    await leaving
    assert (await seat.app.drafts.read(case_id, "M1")).en == letter.strip()
    assert seat.app.sync.status.unsaved is None


async def test_what_was_not_saved_is_given_up_only_by_the_button_that_says_so(
    team: Team, dressed: WindowLanguage, tmp_path: Path, disk: Disk
) -> None:
    case_id = (await team.server.file_case()).case_id
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    disk.fill()
    editor = page(desk.place.reply, Side.EN)
    editor.setFocus()
    editor.insertPlainText("Too long for this disk. " * 400)
    leaving = asyncio.ensure_future(desk.leave())
    await until(lambda: bool(_asked(desk)))
    QTest.keyClick(_asked(desk)[0], Qt.Key.Key_Escape)
    await until(lambda: bool(_asked(desk)))
    _asked(desk)[0].leave.click()
    await leaving
    assert (await seat.app.drafts.read(case_id, "M1")).en == ""
    disk.free()


async def test_a_profile_on_a_full_disk_opens_to_be_read_and_says_so(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    case_id = (await team.server.file_case()).case_id
    seat = await team.seat(WEI)
    await seat.app.drafts.save(case_id, "M1", "What was saved.", "")
    seat.wire.cut = True
    await seat.app.close()
    with NoRoom(seat.profile / "ballast") as disk:
        await seat.start()
        await seat.app.session.resume()
        desk = Desk(seat, tmp_path)
        await desk.enter()
        notice = desk.screen.banner
        assert "Nothing that you type can be saved" in notice.text
        dressed.switch("zh_Hans")
        await until(lambda: notice.shown)
        dressed.switch("en")
        await desk.open(case_id)
        editor = page(desk.place.reply, Side.EN)
        await until(lambda: editor.toPlainText() == "What was saved.")
        saved = desk.screen.letter.saved
        assert saved.text().startswith("Saved")
        editor.setFocus()
        editor.insertPlainText("More. ")
        await until(lambda: saved.text() == "Not saved")
        await until(lambda: "saved as soon as there is room" in notice.text)
        await desk.place.record.refresh()
        assert saved.text() == "Not saved"
        disk.free()
        await until(lambda: saved.text().startswith("Saved"))
        await until(lambda: not notice.shown)
        assert "More." in (await seat.app.drafts.read(case_id, "M1")).en
        await desk.leave()


async def test_signing_in_on_a_full_disk_is_answered_on_the_page(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)

    async def full(*_account: str) -> None:
        raise DiskTrouble(ProfileFile.CACHE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seat.app.session, "sign_in", full)
        desk.sitting.offer(SignInState(server=SERVER, user=WEI.id))
        desk.screen.sign_in.enter(PASSWORD)
        await until(lambda: "disk is full" in desk.screen.sign_in.said)
    assert desk.screen.sign_in.button.isEnabled()
    await desk.sign_in_by_hand(SERVER, PASSWORD)
    await desk.leave()


def _asked(desk: Desk) -> list[UnsavedDialog]:
    return [each for each in desk.window.findChildren(UnsavedDialog) if each.isVisible()]
