"""What every test is held to: no unexpected log line, no task and no window left behind."""

import asyncio
import gc
import inspect
import logging
import os
import re
import sys
from collections.abc import AsyncIterator, Iterator

import pytest

# Before anything imports Qt. A caller may choose another platform on purpose.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Qt and Python read these once: a test must not depend on the developer's own.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "UTC"


class LogTrap(logging.Handler):
    """Keeps the warnings and errors that no test has announced."""

    def __init__(self, expected: tuple[str, ...]) -> None:
        super().__init__(logging.WARNING)
        self._expected = tuple(re.compile(pattern) for pattern in expected)
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if not any(pattern.search(line) for pattern in self._expected):
            self.unexpected.append(line)


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """`@pytest.mark.expects_log("pattern")` announces a line; all others fail the test."""
    marks = request.node.iter_markers("expects_log")
    trap = LogTrap(tuple(pattern for mark in marks for pattern in mark.args))
    root = logging.getLogger()
    root.addHandler(trap)
    try:
        yield
    finally:
        root.removeHandler(trap)
    if trap.unexpected:
        pytest.fail("logged without being expected:\n" + "\n".join(trap.unexpected))


@pytest.fixture
async def _no_task_left() -> AsyncIterator[None]:
    """Set up first and torn down last, so that fixtures may end what they began."""
    before = asyncio.all_tasks()
    yield
    # A cancelled task needs a turn of the loop to notice.
    await asyncio.sleep(0)
    mine = asyncio.current_task()
    left = [task for task in asyncio.all_tasks() - before if task is not mine and not task.done()]
    if left:
        pytest.fail("still running after the test:\n" + "\n".join(map(repr, left)))


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    """A top-level widget that outlives its test is a leak, or a window on the next test."""
    before = set(map(id, _top_level_widgets()))
    yield
    _empty_clipboard()
    left = [widget for widget in _top_level_widgets() if id(widget) not in before]
    if left:
        names = [f"{type(widget).__name__} {widget.objectName()}" for widget in left]
        for widget in left:
            widget.close()
            widget.deleteLater()
        _delete_what_is_due()
        pytest.fail("windows left behind: " + ", ".join(names))


def _top_level_widgets() -> list:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    _delete_what_is_due()
    if found := _own(widgets.QApplication.topLevelWidgets()):
        # Only widgets in a reference cycle can still be here without an owner.
        found.clear()
        gc.collect()
        _delete_what_is_due()
        found = _own(widgets.QApplication.topLevelWidgets())
    return found


def _empty_clipboard() -> None:
    """What one test copied is not pasted by the next, nor released after Python has ended."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and isinstance(gui.QGuiApplication.instance(), gui.QGuiApplication):
        gui.QGuiApplication.clipboard().clear()


def _own(widgets: list) -> list:
    """Qt keeps its one tool tip window for the whole process."""
    return [
        widget
        for widget in widgets
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    ]


def _delete_what_is_due() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent  # only with a window

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Coroutine tests get the task check; it would start a loop for each of the others."""
    if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.function):
        item.fixturenames.insert(0, "_no_task_left")
