"""A lane: everything that touches one connection runs there, one piece of work at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Lane:
    """One thread with a queue. Work keeps its order, and the event loop never waits for disk."""

    def __init__(self, name: str) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` after everything that was asked for before.

        Cancelling the caller does not stop work that has begun: a journal entry is written
        whole or not at all.
        """
        future = self._worker.submit(work, *args, **kwargs)
        return await asyncio.wrap_future(future)

    async def close(self) -> None:
        """Finish what was asked for, then end the thread."""
        await asyncio.to_thread(self._worker.shutdown)
