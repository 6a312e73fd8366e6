"""`python -m ui.bench_window PROFILE`: opens a window on a profile, paints it and closes it.

This is what start-up is measured by, so the process carries nothing that the program does not.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.plain_import import import_qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.activities.cases.pane import CasesPane
    from ui.bridge import Failure
    from ui.shell import MainWindow
    from workstation.app import Workstation

_ROW = 0x0100  # Qt.ItemDataRole.UserRole, before Qt is imported
Work = Callable[["QApplication", "MainWindow", "CasesPane"], Awaitable[None]]


def in_window(profile: Path, work: Work) -> int:
    """Do `work` in a window on `profile` without a server. Returns 1 if something failed."""
    gc.disable()
    import_qt()
    from PySide6.QtWidgets import QApplication

    from ui.bridge import run
    from ui.language import WindowLanguage
    from ui.theme import Mode, Theme, even_out_stems
    from workstation.app import Workstation

    even_out_stems()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["recourse"])
    WindowLanguage(app, "en")
    Theme(app, Mode.LIGHT)
    failures: list[Failure] = []

    async def whole() -> int:
        workstation = await Workstation.open(profile)
        try:
            await workstation.session.resume()
            await _work(app, workstation, profile, work)
        finally:
            await workstation.close()
        return 0

    code = run(app, whole, failures.append)
    for failure in failures:
        print(f"{failure.doing}: {failure.error!r}", file=sys.stderr)
    return code or int(bool(failures))


async def _work(app: QApplication, workstation: Workstation, profile: Path, work: Work) -> None:
    import uuid

    from ui.activities import ACTIVITIES
    from ui.activities.cases.pane import CasesPane
    from ui.bridge import Collector
    from ui.composition.workplace import Workplace
    from ui.shell import Actions, MainWindow, WindowMemory
    from workstation.domain.views import View

    def new_id() -> str:
        return str(uuid.uuid4())

    actions = Actions()
    memory = WindowMemory(profile / "bench.ini")
    window = MainWindow(actions, memory)
    window.resize(1440, 900)
    workplace = Workplace(workstation, window, memory, new_id, ACTIVITIES)
    place = workplace.stack.pane("cases")
    assert isinstance(place, CasesPane)
    window.show()
    gc.freeze()
    Collector(window)
    place.queue.choose_view(View.ALL_OPEN)
    await until(lambda: _has_rows(place))
    await work(app, window, place)
    await workplace.flush()
    workplace.leave()
    window.close()
    window.deleteLater()


def _has_rows(place: CasesPane) -> bool:
    keys = place.queue.state.keys
    return bool(keys) and place.queue.view.table.model().index(0, 0).data(_ROW) is not None


async def until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not met():
            # A loop that never rests keeps the interpreter's lock from the lanes of the disk,
            # which no window does: 1 ms of error instead.
            await asyncio.sleep(0.001)


async def _paint(_app: QApplication, window: MainWindow, _place: CasesPane) -> None:
    window.repaint()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(in_window(Path(sys.argv[1]), _paint))
