"""Runs a round again and again: at once when something is new, later when nothing is."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Protocol

from workstation.cache.problem import ProfileProblem
from workstation.sync.backoff import Backoff
from workstation.sync.problem import SyncProblem

_log = logging.getLogger(__name__)


class WaitFor(Protocol):
    """Waits until `poked` is set or the seconds are over; tests bring their own time."""

    async def __call__(self, poked: asyncio.Event, seconds: float) -> None: ...


async def wait(poked: asyncio.Event, seconds: float) -> None:
    """The real `WaitFor`."""
    try:
        async with asyncio.timeout(seconds):
            await poked.wait()
    except TimeoutError:
        return


class Loop:
    """One direction of sync. A failed round always leaves a time at which it is tried again.

    `rest` says how long to wait after a round that worked; `failed` is told of every failure,
    expected or not; `worked` of every success.
    """

    def __init__(
        self,
        round_: Callable[[], Awaitable[None]],
        rest: Callable[[], float],
        *,
        failed: Callable[[Exception], None],
        worked: Callable[[], None],
        chance: random.Random,
        wait_: WaitFor = wait,
    ) -> None:
        self._round = round_
        self._rest = rest
        self._failed = failed
        self._worked = worked
        self._backoff = Backoff(chance)
        self._wait = wait_
        self._poked = asyncio.Event()

    def poke(self) -> None:
        """Something is new: run the next round now."""
        self._poked.set()

    def freshen(self) -> None:
        """The network is back: forget how often it failed, and run now."""
        self._backoff.reset()
        self._poked.set()

    def steady(self) -> None:
        """It works again, although the round goes on: the next failure is a first one."""
        self._backoff.reset()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._poked.clear()
            seconds = await self.once()
            await self._wait(self._poked, seconds)

    async def once(self) -> float:
        """One round. Returns the seconds until the next."""
        try:
            await self._round()
        except SyncProblem as problem:
            self._failed(problem)
            return self._backoff.failed(problem.retry_after)
        except ProfileProblem as problem:
            self._failed(problem)
            return self._backoff.failed()
        except Exception as error:
            # A bug in one round must not end all syncing.
            _log.exception("a round of sync failed")
            self._failed(error)
            return self._backoff.failed()
        self._backoff.reset()
        self._worked()
        return self._rest()
