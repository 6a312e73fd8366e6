"""The program does not begin: a window says why in both languages, and its ways on lead on."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench import START
from tests.ui.pages.hands import until
from tests.ui.pages.start import choose_folder, start_page, start_page_stands
from tests.workstation.cache.test_damaged_work import DAMAGES, used
from ui.bridge.doorbell import Doorbell, is_attended, ring
from ui.composition.entrance import Entrance
from ui.language import WindowLanguage
from ui.shell import Actions, MainWindow, WindowMemory
from workstation.app import Workstation
from workstation.cache.problem import WayOn
from workstation.i18n import LANGUAGES, Translator

pytestmark = pytest.mark.expects_log("recourse: ")


class Start:
    """The beginning of a program with this profile."""

    def __init__(self, profile: Path) -> None:
        self.moved: list[Path] = []
        self.entrance = Entrance(profile, lambda: START, self.moved.append)
        self.opening = asyncio.create_task(self.entrance.open())

    async def stands(self) -> str:
        """The profile is open; what was done on the way."""
        workstation = await self.opening
        assert workstation is not None
        await workstation.close()
        done = self.entrance.done
        return Translator("en").text(done) if done is not None else ""

    async def ended(self) -> bool:
        return await self.opening is None


@pytest.mark.parametrize("damage", DAMAGES)
async def test_damaged_work_is_put_back_by_one_key(
    dressed: WindowLanguage, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    await used(tmp_path)
    damage(tmp_path / "work.db")
    start = Start(tmp_path)
    page = await start_page_stands()
    assert page.ways() == [WayOn.PUT_BACK, WayOn.BEGIN_EMPTY]
    assert [each.text() for each in page.backups] == [
        "2 Sep 04:10, 10 min ago: 1 draft, 0 unsent changes",
        "2 Sep 04:00, 0 min ago: 0 drafts, 0 unsent changes",
    ]
    QTest.keyClick(page.dialog, Qt.Key.Key_Return)
    assert "was put back: 1 draft" in await start.stands()


async def test_an_older_backup_can_be_chosen_and_escape_leaves_all(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    await used(tmp_path)
    (tmp_path / "work.db").write_bytes(b"")
    before = {each.name for each in tmp_path.iterdir()}
    left = Start(tmp_path)
    page = await start_page_stands()
    QTest.keyClick(page.dialog, Qt.Key.Key_Escape)
    assert await left.ended()
    assert {each.name for each in tmp_path.iterdir()} == before
    start = Start(tmp_path)
    page = await start_page_stands()
    page.backups[1].click()
    page.take(WayOn.PUT_BACK)
    assert "was put back: 0 drafts" in await start.stands()


async def test_a_missing_file_is_said_and_one_can_begin_empty(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    await used(tmp_path)
    (tmp_path / "work.db").unlink()
    start = Start(tmp_path)
    page = await start_page_stands()
    assert "is gone" in page.said
    page.take(WayOn.BEGIN_EMPTY)
    assert "begin without drafts" in await start.stands()


async def test_another_folder_leads_on_and_is_remembered(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    good = tmp_path / "good"
    good.mkdir()
    start = Start(tmp_path / "file")
    page = await start_page_stands()
    assert page.ways()[0] is WayOn.OTHER_FOLDER
    page.take(WayOn.OTHER_FOLDER)
    await choose_folder(str(good))
    assert str(good) in await start.stands()
    assert start.moved == [good]
    assert (good / "work.db").exists()


async def test_trying_again_finds_what_was_mended(dressed: WindowLanguage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    start = Start(tmp_path / "file")
    page = await start_page_stands()
    page.take(WayOn.TRY_AGAIN)
    await until_another(page.dialog)
    (tmp_path / "file").unlink()
    page = await start_page_stands()
    page.take(WayOn.TRY_AGAIN)
    assert await start.stands() == ""


async def until_another(dialog: object) -> None:
    await until(lambda: (page := start_page()) is not None and page.dialog is not dialog)


async def test_the_window_that_has_the_profile_open_comes_to_the_front(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    first = await Workstation.open(tmp_path)
    window = MainWindow(Actions(), WindowMemory(tmp_path / "window.ini"))
    bell = Doorbell(tmp_path, window)
    calls: list[int] = []
    bell.rung.connect(lambda: calls.append(1))
    start = Start(tmp_path)
    page = await start_page_stands()
    assert page.ways()[0] is WayOn.SHOW_OTHER
    assert "It was opened by" in page.said
    assert calls == []
    page.take(WayOn.SHOW_OTHER)
    assert await start.ended()
    assert start.entrance.is_elsewhere
    await until(lambda: calls == [1])
    window.deleteLater()
    await first.close()


async def test_a_window_that_nobody_can_call_is_not_offered(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    first = await Workstation.open(tmp_path)
    assert not is_attended(tmp_path)
    assert not ring(tmp_path)
    start = Start(tmp_path)
    page = await start_page_stands()
    assert WayOn.SHOW_OTHER not in page.ways()
    await first.close()
    page.take(WayOn.TRY_AGAIN)
    assert await start.stands() == ""


async def test_what_nobody_foresaw_ends_in_the_window_with_a_report(
    dressed: WindowLanguage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    profile = tmp_path / "profile"
    await used(profile)
    # Not one of the faults that are told apart.
    entrance = Entrance(profile, lambda: START, lambda _folder: None)
    monkeypatch.setattr(os, "supports_effective_ids", None)
    opening = asyncio.create_task(entrance.open())
    page = await start_page_stands()
    (report,) = (tmp_path / "state").rglob("fault-*.txt")
    assert report.name in page.said.replace("\u200b", "")
    assert "TypeError" in report.read_text()
    assert report.stat().st_mode & 0o077 == 0
    page.leave()
    assert await opening is None


@pytest.mark.parametrize("code", LANGUAGES)
async def test_all_of_it_is_in_the_language_and_switches(
    dressed: WindowLanguage, tmp_path: Path, code: str
) -> None:
    await used(tmp_path)
    (tmp_path / "work.db").write_bytes(b"garbage" * 1000)
    start = Start(tmp_path)
    page = await start_page_stands()
    dressed.switch(code)
    other = "文件work.db已损坏" if code == "zh_Hans" else "is damaged"
    assert other in page.said.replace(" ", "" if code == "zh_Hans" else " ")
    assert ("备份" in page.said) is (code == "zh_Hans")
    page.leave()
    assert await start.ended()
