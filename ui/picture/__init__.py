"""`recourse --picture`: draws each view of the window as a PNG, from the demo cases.

The server runs in this process, the workstations are real, and the clock stands still.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ui.bridge import Failure, run
from ui.language import WindowLanguage
from ui.picture.poses import SEATS, VIEWS
from ui.picture.rooms import DemoRooms
from ui.picture.scene import SHOES, PictureScene
from ui.theme import Mode, Theme, even_out_stems

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

NOW = datetime(2026, 9, 8, 3, 2, tzinfo=UTC)


def draw(folder: Path, language: str, size: str, theme: str, views: Sequence[str] = ()) -> int:
    """Write `folder/VIEW.png` for each view, or for those in `views`. Returns the exit status."""
    width, _x, height = size.partition("x")
    wanted = [name for name in VIEWS if not views or name in views]
    if not wanted or not (width.isdigit() and height.isdigit()):
        print(f"views: {', '.join(VIEWS)}; size: 1440x900", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["TZ"] = "Asia/Singapore"
    time.tzset()
    from PySide6.QtWidgets import QApplication

    even_out_stems()
    app = QApplication(["recourse"])
    WindowLanguage(app, language)
    Theme(app, Mode(theme))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"recourse: the pictures cannot be written: {error}", file=sys.stderr)
        return 1
    job = _Job(folder, int(width), int(height), wanted)
    failures: list[Failure] = []
    code = run(app, lambda: job.work(app), failures.append)
    for failure in failures:
        print(f"{failure.doing}: {failure.error!r}", file=sys.stderr)
    return code or bool(failures)


class _Job:
    """Draws one view after the other, each in a window of its own, so that none sees another's."""

    def __init__(self, folder: Path, width: int, height: int, views: Sequence[str]) -> None:
        self._folder = folder
        self._size = (width, height)
        self._views = views

    async def work(self, app: QApplication) -> int:
        """Draw all views. Returns the exit status."""
        rooms = DemoRooms(_clock)
        try:
            for name in self._views:
                async with posed(rooms, name, self._size) as shown:
                    shown.grab().save(str(self._folder / f"{name}.png"))
                app.closeAllWindows()
        finally:
            rooms.close()
        return 0


@asynccontextmanager
async def posed(rooms: DemoRooms, name: str, size: tuple[int, int]) -> AsyncIterator[QWidget]:
    """The view `name` in a window of that size, with a server of its own: the window itself, or
    the part of it that is drawn. Raises `TimeoutError` where the view does not come about."""
    from ui.activities import ACTIVITIES
    from ui.activity import Place
    from ui.composition import Workplace
    from ui.shell import ActionId, Actions, MainWindow, WindowMemory

    mine, other = SEATS.get(name, ("wei.ling", "priya.nair"))
    async with rooms.room(mine, other) as (room, me):
        memory = WindowMemory(room.folder / "window.ini")
        actions = Actions()
        window = MainWindow(actions, memory)
        window.resize(*size)
        for action in (ActionId.SYNC_NOW, ActionId.SIGN_OUT):
            actions.on(action, _nothing)
        first = Place("case", SHOES) if name not in SEATS else None
        place = Workplace(me, window, memory, _ids(), ACTIVITIES, first)
        window.show()
        scene = PictureScene(window, actions, place, me, room)
        try:
            if name not in SEATS:
                await scene.until(lambda: bool(scene.place.queue.state.keys))
            yield await VIEWS[name](scene) or window
        finally:
            await place.flush()
            place.leave()
            window.close()
            window.deleteLater()


def _ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"picture-{next(numbers)}"


def _clock() -> datetime:
    return NOW


def _nothing() -> None:
    """Do nothing, for an action that is shown in a picture but never triggered."""
