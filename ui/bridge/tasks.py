"""`Tasks`: coroutines that belong to a widget and end with it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class Tasks(QObject):
    """The running coroutines of one owner, cancelled when it is destroyed.

    An exception in one of them goes to the loop's exception handler, the one reporter. A task
    that is cancelled says nothing.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._running: set[asyncio.Task[Any]] = set()
        self.destroyed.connect(_Cancel(self._running))

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Start `work`; `name` stands in the report if it fails."""
        task = asyncio.get_running_loop().create_task(_guarded(work, name), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        # Cancelled before its first step it never came to `work`, which Python would complain of.
        task.add_done_callback(lambda _task: work.close())
        return task

    def slot(self, work: Callable[..., Coroutine[Any, Any, Any]], name: str) -> Callable[..., None]:
        """A slot that starts `work` with the values of the signal; `name` as for `spawn`."""

        def start(*values: Any) -> None:
            self.spawn(work(*values), name)

        return start

    def cancel(self) -> None:
        """End all that are running."""
        for task in tuple(self._running):
            task.cancel()

    def running(self) -> int:
        """How many have not ended."""
        return len(self._running)


class _Cancel:
    """Outlives the owner by a moment, holding its tasks and nothing else of it."""

    def __init__(self, running: set[asyncio.Task[Any]]) -> None:
        self._running = running

    def __call__(self) -> None:
        for task in tuple(self._running):
            task.cancel()


async def _guarded(work: Coroutine[Any, Any, Any], name: str) -> Any:
    try:
        return await work
    except Exception as error:
        loop = asyncio.get_running_loop()
        loop.call_exception_handler({"message": name, "exception": error})
