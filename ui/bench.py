"""`python -m ui.bench`: measures what a person waits for in a profile with many cases.

Prints each figure with its target. Start-up is measured in processes of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from workstation.app.bench import Figure, line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.activities.cases.pane import CasesPane
    from ui.bench_keystroke import Key
    from ui.shell import MainWindow
    from workstation.app import Workstation

_STARTS, _STEPS, _SWITCHES = 3, 60, 10
_IMPORTS = "import PySide6.QtWidgets, sqlalchemy"
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named benches and print their figures. Returns 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="ui.bench")
    parser.add_argument("names", nargs="+", choices=(*_BENCHES, "painted"))
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--profile", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if asked.names == ["painted"]:
        return in_window(asked.profile, _paint_once)
    with tempfile.TemporaryDirectory(prefix="recourse-bench-") as folder:
        profile = Path(folder)
        asyncio.run(_fill(profile, asked.cases))
        figures = [figure for name in asked.names for figure in _BENCHES[name](profile)]
    for figure in figures:
        print(line(figure, asked.cases, as_json=asked.json), flush=True)
    return 0 if all(figure.met for figure in figures) else 1


async def _fill(profile: Path, cases: int) -> None:
    from workstation.app.sample import sampled

    await (await sampled(profile, cases)).close()


def _startup(profile: Path) -> list[Figure]:
    """Measure the time from the start of the process to the first painted rows."""
    command = [sys.executable, "-m", "ui.bench", "painted", "--profile", str(profile)]
    bare_command = [sys.executable, "-c", _IMPORTS]
    # The first of each compiles what no installed program compiles again.
    starts = sorted([_timed(command) for _ in range(_STARTS + 1)][1:])
    imports = sorted([_timed(bare_command) for _ in range(_STARTS + 1)][1:])
    start, bare = median(starts), median(imports)
    return [
        Figure("startup", start, 1.0, "s", f"median of {_STARTS}"),
        Figure("startup / imports", start / bare, 1.6, "x", f"imports alone {bare:.2f} s"),
    ]


def _timed(command: list[str]) -> float:
    kept = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    begun = perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=kept)
    return perf_counter() - begun


def _next_case(profile: Path) -> list[Figure]:
    """Measure how long going to the next case takes, and scrolling by a page of rows."""
    times: list[float] = []
    frames: list[float] = []

    async def work(app: QApplication, _window: MainWindow, place: CasesPane) -> None:
        for _step in range(_STEPS):
            before = place.appeal.state.case
            begun = perf_counter()
            place.queue.step(1)
            await _until(partial(_shows_another, place, before))
            # What has to be painted is painted by the events that are posted now.
            app.sendPostedEvents()
            times.append((perf_counter() - begun) * 1000)
            await asyncio.sleep(0)
        bar = place.queue.view.table.verticalScrollBar()
        for _step in range(_STEPS):
            begun = perf_counter()
            bar.setValue(bar.value() + bar.pageStep())
            place.queue.view.table.viewport().repaint()
            frames.append((perf_counter() - begun) * 1000)
            await asyncio.sleep(0)

    in_window(profile, work)
    return [
        Figure("next case p95", _p95(times), 50.0, "ms", f"median {median(times):.1f}"),
        Figure("queue scroll p95", _p95(frames), 8.0, "ms", f"median {median(frames):.1f}"),
    ]


def _shows_another(place: CasesPane, before: object) -> bool:
    now = place.appeal.state.case
    return (
        now is not None
        and now is not before
        and place.reply.state.case is not None
        and place.reply.state.case.id == now.id
    )


def _language(profile: Path) -> list[Figure]:
    """Measure how long it takes until the whole window is painted in the other language."""
    times: list[float] = []

    async def work(app: QApplication, window: MainWindow, _place: CasesPane) -> None:
        from ui.language import language

        for step in range(_SWITCHES):
            begun = perf_counter()
            language().switch("zh_Hans" if step % 2 == 0 else "en")
            window.grab()
            times.append((perf_counter() - begun) * 1000)
            await asyncio.sleep(0)
            app.sendPostedEvents()

    in_window(profile, work)
    worst = max(times)
    return [Figure("language switch", median(times), 100.0, "ms", f"longest {worst:.0f}")]


def _twin(profile: Path) -> list[Figure]:
    """Measure what a key costs in a bilingual letter of 2,000 words, with all that it sets off."""
    keys: list[Key] = []

    async def work(_app: QApplication, _window: MainWindow, place: CasesPane) -> None:
        from ui.bench_keystroke import typed

        place.queue.step(1)
        keys.extend(await typed(place, _until))

    in_window(profile, work)
    painted, after = [key.painted for key in keys], [key.after for key in keys]
    return [
        Figure("key to painted p95", _p95(painted), 8.0, "ms", f"median {median(painted):.1f}"),
        Figure("key to painted max", max(painted), 16.0, "ms"),
        Figure("a beat after it p95", _p95(after), 8.0, "ms", f"median {median(after):.1f}"),
    ]


async def _paint_once(_app: QApplication, window: MainWindow, _place: CasesPane) -> None:
    window.repaint()


Work = Callable[["QApplication", "MainWindow", "CasesPane"], Awaitable[None]]


def in_window(profile: Path, work: Work) -> int:
    """Do `work` in a window on `profile` without a server. Returns 1 if something failed."""
    gc.disable()
    from workstation.app import Workstation

    # isort: split
    from PySide6.QtWidgets import QApplication

    from ui.bridge import Failure, run
    from ui.language import WindowLanguage
    from ui.theme import Mode, Theme

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
    from datetime import UTC, datetime

    from ui.activities import ACTIVITIES
    from ui.activities.cases.pane import CasesPane
    from ui.composition.workplace import Workplace
    from ui.shell import Actions, MainWindow, WindowMemory
    from workstation.domain.views import View

    def now() -> datetime:
        return datetime.now(UTC)

    def new_id() -> str:
        return str(uuid.uuid4())

    actions = Actions()
    memory = WindowMemory(profile / "bench.ini")
    window = MainWindow(actions, memory, now)
    window.resize(1440, 900)
    workplace = Workplace(workstation, window, memory, now, new_id, ACTIVITIES)
    place = workplace.stack.pane("cases")
    assert isinstance(place, CasesPane)
    window.show()
    gc.freeze()
    gc.enable()
    place.queue.choose_view(View.ALL_OPEN)
    await _until(lambda: _has_rows(place))
    await work(app, window, place)
    await workplace.flush()
    workplace.leave()
    window.close()
    window.deleteLater()


def _has_rows(place: CasesPane) -> bool:
    keys = place.queue.state.keys
    return bool(keys) and place.queue.view.table.model().index(0, 0).data(_ROW) is not None


async def _until(met: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not met():
            # A loop that never rests keeps the interpreter's lock from the lanes of the disk,
            # which no window does: 1 ms of error instead.
            await asyncio.sleep(0.001)


def _p95(times: list[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


_ROW = 0x0100  # Qt.ItemDataRole.UserRole, before Qt is imported
_BENCHES: dict[str, Callable[[Path], list[Figure]]] = {
    "startup": _startup,
    "next-case": _next_case,
    "language": _language,
    "twin": _twin,
}

if __name__ == "__main__":
    sys.exit(main())
