"""`python -m ui.bench`: measures what a person waits for in a profile with many cases.

Prints each figure with its target. Start-up is measured in processes of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from ui.bench_window import in_window, until
from workstation.app.bench import Figure, line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.activities.cases.pane import CasesPane
    from ui.bench_keystroke import Key
    from ui.shell import MainWindow

_STARTS, _STEPS, _SWITCHES = 3, 60, 10
_IMPORTS = "import PySide6.QtWidgets, sqlalchemy"
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the named benches and print their figures. Returns 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="ui.bench")
    parser.add_argument("names", nargs="+", choices=tuple(_BENCHES))
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
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
    command = [sys.executable, "-m", "ui.bench_window", str(profile)]
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
            await until(partial(_shows_another, place, before))
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
        keys.extend(await typed(place, until))

    in_window(profile, work)
    painted, after = [key.painted for key in keys], [key.after for key in keys]
    return [
        Figure("key to painted p95", _p95(painted), 8.0, "ms", f"median {median(painted):.1f}"),
        Figure("key to painted max", max(painted), 16.0, "ms"),
        Figure("a beat after it p95", _p95(after), 8.0, "ms", f"median {median(after):.1f}"),
    ]


def _p95(times: list[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


_BENCHES: dict[str, Callable[[Path], list[Figure]]] = {
    "startup": _startup,
    "next-case": _next_case,
    "language": _language,
    "twin": _twin,
}

if __name__ == "__main__":
    sys.exit(main())
