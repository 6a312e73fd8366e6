"""Somebody who types until the machine dies: run as a process, killed by the test."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from tests.ui.pages.letter import page
from ui.bench import in_window
from workstation.app.sample import case_id
from workstation.bilingual.bead import Side

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.composition.workplace import Workplace
    from ui.shell import MainWindow

STROKE_MS = 25


async def work(_app: QApplication, _window: MainWindow, place: Workplace) -> None:
    """Type a letter a stroke, and say after each how many there are, and when."""
    place.open_case(case_id(0))
    while place.reply.state.case is None:
        await asyncio.sleep(0)
    edit = page(place.reply, Side.EN)
    edit.setFocus()

    def stroke() -> None:
        QTest.keyClicks(edit, "x")
        print(len(edit.toPlainText()), time.monotonic(), flush=True)

    timer = QTimer(edit)
    timer.setInterval(STROKE_MS)
    timer.timeout.connect(stroke)
    timer.start()
    await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    in_window(Path(sys.argv[1]), work)
