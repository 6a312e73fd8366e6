"""A thread with a queue: what touches one connection runs there, one piece of work at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
# Makes what runs the work: so many workers, under that name. Tests bring one without threads.
Threads = Callable[[int, str], Executor]


class SingleThreadExecutor:
    """Runs work on one thread, in the order in which it was asked for: the event loop never waits
    for the disk."""

    def __init__(self, name: str, threads: Threads = ThreadPoolExecutor) -> None:
        self._worker = threads(1, name)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` after everything that was asked for before.

        Cancelling the caller does not stop work that has begun: what is written is written whole.
        """
        future = self._worker.submit(work, *args, **kwargs)
        return await asyncio.wrap_future(future)

    async def close(self) -> None:
        """Finish what was asked for, then end the thread."""
        await asyncio.to_thread(self._worker.shutdown)
