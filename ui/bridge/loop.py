"""Runs Qt and asyncio as one loop, with one place where failures are reported."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import qasync

from ui.bridge.failure import Failure, Report

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

Main = Callable[[], Awaitable[int]]


def run(app: QApplication, main: Main, report: Report) -> int:
    """Run `main()` until it answers with an exit code; the only loop of the process.

    End it by returning, never by `app.quit()`: that would stop the loop under the futures
    that still wait. The application is told not to quit when the last window closes, because
    what was typed may still have to reach the disk; `main` waits for the window and then for
    the rest. What remains is cancelled and awaited before the loop closes. What an event, a slot
    or a filter of Qt raises goes to `report` too: PySide hands it to the hook, and goes on.
    """
    app.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(app)
    loop.set_exception_handler(_Handler(report))
    asyncio.set_event_loop(loop)
    hook, sys.excepthook = sys.excepthook, _Hook(report)
    try:
        return int(loop.run_until_complete(main()))
    finally:
        sys.excepthook = hook
        loop.run_until_complete(_end_tasks())
        asyncio.set_event_loop(None)
        loop.close()


async def _end_tasks() -> None:
    mine = asyncio.current_task()
    left = [task for task in asyncio.all_tasks() if task is not mine]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


class _Handler:
    """Reports the failures that asyncio hands over, as `Failure`."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        doing = str(context.get("message", "an event"))
        self._report(Failure(doing, context.get("exception")))


class _Hook:
    """Reports the failures that Qt hands over; what ends the program is none."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self._report(Failure("an event of the window", error))
        else:
            sys.__excepthook__(kind, error, trace)
