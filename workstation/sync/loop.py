"""Runs a round again and again: at once when something is new, later when nothing is.

After a failure it waits for a random time below a ceiling that grows with every further one.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Protocol

from workstation.cache.problem import ProfileProblem
from workstation.sync.problem import SyncProblem

_log = logging.getLogger(__name__)
FIRST = 1.0
LONGEST = 60.0


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


class Backoff:
    """How long to wait after failures.

    The ceiling doubles from `FIRST` to `LONGEST` seconds; any wait below it is equally likely.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._failures = 0

    def failed(self, wish: float | None = None) -> float:
        """Seconds to wait after another failure; never less than the server's `wish`."""
        ceiling = min(LONGEST, FIRST * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        return max(self._chance.uniform(0, ceiling), wish or 0.0)

    def reset(self) -> None:
        """It worked, or the network is back: the next failure counts as the first one."""
        self._failures = 0


class Loop:
    """Runs one direction of sync. A failed round always leaves a time when it is tried again.

    `round_`: what is done again and again.
    `rest`: says how many seconds to wait after a round that worked.
    `failed`: is told of every failure, expected or not.
    `worked`: is told of every success.
    `wait_`: waits between rounds.
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
        """The network is back: forget how often it failed, and run the next round now."""
        self._backoff.reset()
        self._poked.set()

    def steady(self) -> None:
        """It works again while the round still runs: the next failure counts as the first one."""
        self._backoff.reset()

    async def run(self) -> None:
        """Run round after round until cancelled."""
        while True:
            self._poked.clear()
            seconds = await self.once()
            await self._wait(self._poked, seconds)

    async def once(self) -> float:
        """Run one round, whatever becomes of it. Returns the seconds to wait before the next."""
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
