"""`Autosave`: what is typed is on the disk when typing pauses, and within a second in any case."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from contextlib import suppress
from time import monotonic
from typing import Any, Generic, TypeVar

from workstation.cache.problem import ProfileProblem

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

QUIET = 0.4
CEILING = 0.8
# How long after the disk took nothing it is tried again.
AGAIN = 2.0


class Autosave(Generic[K, V]):
    """Saves the newest value of each key, soon after typing pauses.

    That is `QUIET` seconds after the last key stroke, and at the latest `CEILING` seconds after
    the first one that is not saved; both leave the disk time within the promised second. `save`
    runs once at a time, `spawn` starts the work that waits. What the disk does not take
    (`ProfileProblem`) is held, and tried again until it does.
    """

    def __init__(
        self,
        save: Callable[[K, V], Awaitable[None]],
        spawn: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]],
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._save = save
        self._spawn = spawn
        self._clock = clock
        self._sleep = sleep
        self._unsaved: dict[K, V] = {}
        self._first = 0.0
        self._last = 0.0
        self._running: asyncio.Task[None] | None = None
        self._writing = asyncio.Lock()

    @property
    def clean(self) -> bool:
        """Whether everything typed has been handed to `save`, and `save` has returned."""
        return not self._unsaved and not self._writing.locked()

    def typed(self, key: K, value: V) -> None:
        """Take in that the text of this key is now `value`, to be saved in a moment."""
        self._last = self._clock()
        if not self._unsaved:
            self._first = self._last
        self._unsaved[key] = value
        if self._running is None or self._running.done():
            self._running = self._spawn(self._wait(), "autosave")

    def forget(self, key: K) -> None:
        """What was typed under this key is not to be saved any more (it was sent)."""
        self._unsaved.pop(key, None)

    def held(self, key: K) -> V | None:
        """What was typed under this key and is not on the disk."""
        return self._unsaved.get(key)

    async def try_flush(self) -> None:
        """Save now what the disk takes: the person turns to another text."""
        with suppress(ProfileProblem):
            await self.flush()

    async def flush(self) -> None:
        """Save now: the text is sent, or the window closes. Raises `ProfileProblem`: then it is
        held, and tried again.
        """
        async with self._writing:
            while self._unsaved:
                key, value = next(iter(self._unsaved.items()))
                await self._save(key, value)
                if self._unsaved.get(key) is value:
                    del self._unsaved[key]

    async def _wait(self) -> None:
        """Save when typing pauses or has gone on too long, until nothing is left to be saved."""
        while self._unsaved:
            due = min(self._last + QUIET, self._first + CEILING)
            rest = due - self._clock()
            if rest > 0:
                await self._sleep(rest)
                continue
            try:
                await self.flush()
            except ProfileProblem:
                # Whoever saves has told the person; the text must not wait for the next key.
                await self._sleep(AGAIN)
            self._first = self._clock()
