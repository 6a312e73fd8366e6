"""An event loop with one thread and no time of its own: the same run comes out the same again."""

import asyncio
import contextvars
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from tests.simulation.violation import Violation

P = ParamSpec("P")
T = TypeVar("T")
# A step takes some hundreds of turns.
_MOST_TURNS = 50_000


class Inline(ThreadPoolExecutor):
    """Workers without a thread: work is done when it is handed in."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Do it now; the future is done already. A simulated crash travels in it too."""
        future: Future[T] = Future()
        try:
            result = fn(*args, **kwargs)
        except BaseException as error:
            future.set_exception(error)
            return future
        future.set_result(result)
        return future


class _Idle(selectors.DefaultSelector):
    """Tells the loop whenever nothing can go on by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.idle: Callable[[float | None], None] = lambda _timeout: None
        self._turns = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        self._turns += 1
        if self._turns > _MOST_TURNS:
            self._turns = 0
            raise Violation("never-rests", f"{_MOST_TURNS} turns, and still something goes on")
        if not events and (timeout is None or timeout > 0):
            self._turns = 0
            self.idle(timeout)
        return events


class Stuck(Exception):
    """Somebody waits for what never comes: a fault of the simulation."""


class QuietLoop(asyncio.SelectorEventLoop):
    """Runs until everybody waits; only then does time pass, or the simulation go on.

    `born` is told of every task, with the context that it runs in.
    """

    def __init__(self) -> None:
        selector = _Idle()
        super().__init__(selector)
        selector.idle = self._nothing_left
        self._passed = 0.0
        self._watchers: list[asyncio.Future[None]] = []
        self.born: Callable[[asyncio.Task[Any], contextvars.Context | None], None] | None = None
        self.set_default_executor(Inline(1))
        self.set_task_factory(self._task)

    def time(self) -> float:
        """Virtual seconds."""
        return self._passed

    async def quiet(self) -> None:
        """Return once every task waits for somebody outside."""
        watcher = self.create_future()
        self._watchers.append(watcher)
        await watcher

    async def shutdown_default_executor(self) -> None:
        """There is no thread to wait for."""

    def _nothing_left(self, timeout: float | None) -> None:
        watchers, self._watchers = self._watchers, []
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)
        if watchers:
            return
        if timeout is None:
            raise Stuck
        self._passed += timeout

    def _task(
        self,
        _loop: asyncio.AbstractEventLoop,
        work: Coroutine[Any, Any, T],
        context: contextvars.Context | None = None,
    ) -> "asyncio.Task[T]":
        task = asyncio.Task(work, loop=self, context=context)
        if self.born is not None:
            self.born(task, context)
        return task


def quiet_loop() -> QuietLoop:
    """The loop that runs now."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, QuietLoop)
    return loop
