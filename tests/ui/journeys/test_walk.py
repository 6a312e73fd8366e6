"""Every view that is drawn, in both languages at three sizes: no word is cut, no controls touch."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.hands import until
from tests.ui.walk import faults
from ui.language import WindowLanguage
from ui.picture import posed
from ui.picture.poses import VIEWS
from ui.picture.rooms import DemoRooms
from ui.shell import MainWindow

NOW = datetime(2026, 9, 8, 3, 2, tzinfo=UTC)
SIZES = ((1280, 776), (1440, 900), (1920, 1080))
# A view is drawn in a window of its own; so many share one server, and one test.
_SHARES = 4


async def walked(rooms: DemoRooms, name: str, language: WindowLanguage) -> dict[str, list[str]]:
    """The faults of a view, each with where it shows."""
    found = defaultdict(list)
    async with posed(rooms, name, SIZES[0]) as shown:
        for code in ("en", "zh_Hans"):
            language.switch(code)
            for size in SIZES:
                if isinstance(shown, MainWindow):
                    shown.resize(*size)
                await until(lambda: True)
                for fault in faults(shown):
                    found[fault].append(f"{name} {code} {size[0]}")
        language.switch("en")
        # What that made the panes ask for is answered before their server goes.
        await asyncio.sleep(0)
        await until(lambda: True)
    return found


async def shown_until_done(walk: asyncio.Future[dict[str, list[str]]]) -> None:
    """Let Qt run for as long as a walk takes. Raises `TimeoutError` after ten minutes: the first
    one makes the server with all of its people."""
    try:
        async with asyncio.timeout(600):
            while not walk.done():
                QApplication.processEvents()
                await asyncio.wait([walk], timeout=0.005)
    finally:
        walk.cancel()


@pytest.mark.slow
@pytest.mark.parametrize("share", range(_SHARES))
async def test_nothing_is_cut_and_nothing_touches(dressed: WindowLanguage, share: int) -> None:
    rooms = DemoRooms(lambda: NOW)
    found: dict[str, list[str]] = {}
    try:
        for name in list(VIEWS)[share::_SHARES]:
            walk = asyncio.ensure_future(walked(rooms, name, dressed))
            await shown_until_done(walk)
            found |= walk.result()
    finally:
        rooms.close()
    assert not found, "\n".join(f"{fault} | {', '.join(where)}" for fault, where in found.items())


def test_the_walk_finds_what_is_cut_and_what_touches(qtbot: QtBot, dressed: WindowLanguage) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    root.resize(300, 200)
    cut, whole = QLabel("Norvane Ridge 3 trail shoe", root), QLabel("Norvane", root)
    cut.setGeometry(10, 10, 40, 20)
    whole.setGeometry(10, 40, 200, 20)
    beyond = QPushButton("Send", root)
    beyond.setGeometry(280, 70, 80, 30)
    low, over = QLabel("one", root), QLabel("other", root)
    low.setGeometry(10, 100, 60, 20)
    over.setGeometry(50, 105, 60, 20)
    root.show()
    found = "\n".join(faults(root))
    assert "'Norvane Ridge 3 trail shoe': needs" in found
    assert "'Norvane':" not in found
    assert "'Send': lies beyond" in found
    assert "touch: QLabel in QWidget 'one' and QLabel in QWidget 'other'" in found


def test_the_walk_lets_what_scrolls_scroll(qtbot: QtBot, dressed: WindowLanguage) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    inside.setLayout(QHBoxLayout())
    inside.layout().addWidget(QLabel("far"))
    inside.setFixedSize(900, 900)
    area.setWidget(inside)
    area.resize(200, 200)
    area.show()
    assert faults(area) == []
