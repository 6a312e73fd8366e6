"""Run as a program: opens the window on the screen that the environment describes.

It prints, as one line of JSON, where the window stands with its frame, what the screen has room
for, and how small the window can be made. Its argument is the folder that remembers its place.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui import placeholder
from ui.language import WindowLanguage
from ui.shell import Actions, MainWindow, WindowMemory
from ui.theme import Mode, Theme


def main() -> None:
    app = QApplication(["recourse"])
    WindowLanguage(app, "en")
    Theme(app, Mode.LIGHT)
    actions, memory = Actions(), WindowMemory(Path(sys.argv[1]) / "window.ini")
    window = MainWindow(actions, memory)
    placeholder.enter(window, memory, placeholder.panes())
    window.show_status(placeholder.OFFLINE)
    window.show()
    window.activateWindow()
    app.processEvents()
    stands, room = window.frameGeometry(), window.screen().availableGeometry()
    in_sight = room.contains(stands)
    size = window.size()
    window.resize(1, 1)
    app.processEvents()
    least = window.size()
    window.resize(size)
    window.close()
    said = {
        "size": (size.width(), size.height()),
        "in_sight": in_sight,
        "least": (least.width(), least.height()),
        "room": (room.width(), room.height()),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
