"""Runs the program as its command does, tells what its windows say, and closes them.

`python -m tests.ui.onlooker ARGUMENTS...` prints the words of the first window that stands, and
ends with the exit status of the program. `BROKEN` in the environment names a module that cannot be
imported.
"""

from __future__ import annotations

import os
import sys
import threading
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.pages.hands import said


class Onlooker(QObject):
    """Looks at the windows whenever it is sent an event, in the thread of the windows."""

    def __init__(self) -> None:
        super().__init__()
        self.saw = False

    def event(self, event: QEvent) -> bool:
        """Qt: an event came."""
        if event.type() == QEvent.Type.User and not self.saw:
            for window in QApplication.topLevelWidgets():
                if window.isWindow() and window.isVisible() and said(window).strip():
                    self.saw = True
                    print(type(window).__name__, said(window), sep="\n", flush=True)
                    if isinstance(window, QDialog):
                        window.reject()
                    else:
                        window.close()
                    break
        return super().event(event)


def look() -> None:
    """Wait for the application, and look until there was something to see."""
    while QApplication.instance() is None:
        time.sleep(0.02)
    onlooker = Onlooker()
    onlooker.moveToThread(QApplication.instance().thread())
    while not onlooker.saw:
        QCoreApplication.postEvent(onlooker, QEvent(QEvent.Type.User))
        time.sleep(0.1)


if __name__ == "__main__":
    if "BROKEN" in os.environ:
        sys.modules[os.environ["BROKEN"]] = None  # type: ignore[assignment]  # it cannot be
    threading.Thread(target=look, daemon=True).start()
    from ui.__main__ import main

    sys.exit(main(sys.argv[1:]))
