"""The bridge runs one loop, ends tasks with their owner, batches changes and tells of blocks."""

import asyncio
import gc
import inspect
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from ui.bridge import ChangesFeed, Failure, Tasks, Watchdog, run, shown

Main = Callable[[], object]


@pytest.fixture
def reports() -> list[Failure]:
    return []


@pytest.fixture
def go(qapp: QApplication, reports: list[Failure]) -> Iterator[Callable[[Main], int]]:
    def play(main: Main) -> int:
        return run(qapp, main, reports.append)

    yield play
    qapp.setQuitOnLastWindowClosed(True)


def test_main_answers_with_its_code(go) -> None:
    async def main() -> int:
        assert isinstance(asyncio.get_running_loop(), qasync.QEventLoop)
        return 3

    assert go(main) == 3


def test_what_still_runs_is_ended_before_the_loop(go) -> None:
    ended: list[str] = []

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    async def main() -> int:
        Tasks(QCoreApplication.instance()).spawn(forever(), "forever")
        await asyncio.sleep(0)
        return 0

    assert go(main) == 0
    assert ended == ["ended"]


def test_an_exception_goes_to_the_one_reporter(go, reports: list[Failure]) -> None:
    async def breaks() -> None:
        raise ValueError("torn")

    async def main() -> int:
        owner = QObject()
        await Tasks(owner).spawn(breaks(), "tear")
        return 0

    go(main)
    assert [(each.doing, str(each.error)) for each in reports] == [("tear", "torn")]


class Torn(QLineEdit):
    """A field that breaks at the key `a`, as a filter of its own keys and as their receiver."""

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self._on_text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_F:
            raise ValueError("filter")
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A:
            raise ValueError("override")
        super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        if text.endswith("s"):
            raise ValueError("slot")


def test_what_breaks_in_qt_goes_to_the_one_reporter_and_the_keys_go_on(
    go, reports: list[Failure]
) -> None:
    typed: list[str] = []

    async def main() -> int:
        field = Torn()
        field.installEventFilter(field)
        field.show()
        for key, text in ((Qt.Key.Key_F, "f"), (Qt.Key.Key_A, "a"), (Qt.Key.Key_S, "s")):
            press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.postEvent(field, press)
            turned = asyncio.get_running_loop().create_future()
            QTimer.singleShot(0, partial(turned.set_result, None))
            await turned
        typed.append(field.text())
        field.deleteLater()
        return 0

    before = sys.excepthook
    go(main)
    assert [str(each.error) for each in reports] == ["filter", "override", "slot"]
    assert {each.doing for each in reports} == {"an event of the window"}
    assert typed == ["fs"]
    assert sys.excepthook is before


def test_a_slot_starts_work_with_what_the_signal_says(go) -> None:
    done: list[tuple[object, ...]] = []

    class Button(QObject):
        pressed = Signal(str, int)

    async def main() -> int:
        button = Button()
        tasks = Tasks(button)
        ended = asyncio.Event()

        async def press(*values: object) -> None:
            done.append(values)
            ended.set()

        button.pressed.connect(tasks.slot(press, "press"))
        button.pressed.emit("once", 2)
        await ended.wait()
        return 0

    go(main)
    assert done == [("once", 2)]


def test_tasks_end_with_their_owner(go, reports: list[Failure]) -> None:
    async def forever() -> None:
        await asyncio.Event().wait()

    async def main() -> int:
        owner = QObject()
        tasks = Tasks(owner)
        task = tasks.spawn(forever(), "forever")
        await asyncio.sleep(0)
        assert tasks.running() == 1
        owner.deleteLater()
        QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
        with pytest.raises(asyncio.CancelledError):
            await task
        return 0

    go(main)
    assert reports == []


def test_what_is_ended_before_it_began_leaves_nothing_unawaited(go) -> None:
    async def never() -> None:
        raise AssertionError

    async def main() -> int:
        tasks, work = Tasks(QObject()), never()
        task = tasks.spawn(work, "never")
        tasks.cancel()
        await asyncio.wait({task})
        assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED
        return 5

    assert go(main) == 5


def test_an_owner_that_is_gone_is_not_held(go) -> None:
    gone: list[weakref.ref[QObject]] = []

    async def nothing() -> None:
        return

    async def main() -> int:
        for _number in range(50):
            owner = QObject()
            await Tasks(owner).spawn(nothing(), "nothing")
            gone.append(weakref.ref(owner))
            del owner
        gc.collect()
        return sum(ref() is not None for ref in gone)

    assert go(main) == 0


def test_a_dialog_is_awaited_without_a_loop_inside(go) -> None:
    async def main() -> int:
        dialog = QDialog()
        QTimer.singleShot(0, dialog.accept)
        code = await shown(dialog)
        dialog.deleteLater()
        return code

    assert go(main) == QDialog.DialogCode.Accepted.value


def test_a_dialog_whose_task_is_cancelled_is_rejected(go) -> None:
    async def main() -> int:
        dialog = QDialog()
        task = asyncio.ensure_future(shown(dialog))
        await asyncio.sleep(0)
        assert dialog.isVisible()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        still = dialog.isVisible()
        dialog.deleteLater()
        return int(still)

    assert go(main) == 0


def test_changes_come_in_batches(qtbot) -> None:
    owner = QObject()
    feed = ChangesFeed(owner)
    said: list[frozenset[str]] = []
    feed.changed.connect(said.append)
    feed.announce(["a"])
    for number in range(500):
        feed.announce([f"c{number % 3}"])
    assert said == [frozenset({"a"})]
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == frozenset({"c0", "c1", "c2"})


def test_changes_may_come_from_another_thread(qtbot) -> None:
    owner = QObject()
    feed = ChangesFeed(owner)
    heard: list[tuple[frozenset[str], int]] = []
    feed.changed.connect(lambda ids: heard.append((ids, threading.get_ident())))
    thread = threading.Thread(target=feed.announce, args=(["a"],))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(frozenset({"a"}), threading.get_ident())]


def test_the_watchdog_names_who_blocked(qtbot) -> None:
    barked: list[tuple[float, str]] = []
    owner = QObject()
    dog = Watchdog(owner, 0.05, lambda seconds, stack: barked.append((seconds, stack)))

    def hog_the_thread() -> None:
        assert not threading.Event().wait(0.4)

    QTimer.singleShot(0, hog_the_thread)
    qtbot.waitUntil(lambda: bool(barked))
    dog.stop()
    seconds, stack = barked[0]
    assert seconds > 0.2
    assert "hog_the_thread" in stack
