"""Nudges: tells the workstations that listen that a scope has moved on. Losing a nudge costs only
time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

_LOG = logging.getLogger(__name__)
# How far scopes are, by their names.
Heads = dict[str, int]


class NudgeSubscriber:
    """A workstation that listens, with the newest heads that it was not told yet.

    scopes: of which it is told
    over: set when the server stops, after which there is no more news
    """

    def __init__(self, scopes: frozenset[str]) -> None:
        self.scopes = scopes
        self.over = False
        self._news: Heads = {}
        self._some = asyncio.Event()

    def tell(self, heads: Mapping[str, int]) -> None:
        """Note those of the heads that the workstation is told of. Of a slow one no queue is kept,
        only the newest heads."""
        for scope in self.scopes & heads.keys():
            self._news[scope] = heads[scope]
            self._some.set()

    def end(self) -> None:
        """Let go of whoever waits for news, since nothing comes any more."""
        self.over = True
        self._some.set()

    async def news(self, patience: float) -> Heads:
        """Wait for heads that have moved; none after `patience` seconds without any."""
        try:
            await asyncio.wait_for(self._some.wait(), patience)
        except TimeoutError:
            return {}
        self._some.clear()
        news, self._news = self._news, {}
        return news


class Nudges:
    """Tells whoever listens of the heads that move: at once of those that this process has moved,
    and of others by looking for them.

    `look` reads the heads of all scopes. It is asked every `every` seconds while anybody listens,
    so that any number of replicas on one database serve each other's workstations.
    """

    def __init__(self, look: Callable[[], Awaitable[Heads]], every: float = 0.5) -> None:
        self._look = look
        self._every = every
        self._listeners: set[NudgeSubscriber] = set()
        self._known: Heads = {}
        self._ended = False
        self._task: asyncio.Task[None] | None = None

    def moved(self, heads: Mapping[str, int]) -> None:
        """Note that these scopes are at least so far now, and tell whoever listens."""
        fresh = {scope: seq for scope, seq in heads.items() if seq > self._known.get(scope, 0)}
        self._known |= fresh
        for listener in self._listeners:
            listener.tell(fresh)

    @asynccontextmanager
    async def listening(self, scopes: frozenset[str]) -> AsyncIterator[NudgeSubscriber]:
        """Listen to these scopes. The listener is first told how far they are now."""
        listener = NudgeSubscriber(scopes)
        self.moved(await self._look())
        listener.tell(self._known)
        self._listeners.add(listener)
        if self._ended:
            listener.end()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch(), name="scope heads")
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            if not self._listeners:
                await self.close()

    def end(self) -> None:
        """Let go of all who listen, and of whoever still comes, since the server stops."""
        self._ended = True
        for listener in self._listeners:
            listener.end()

    async def close(self) -> None:
        """Stop looking for heads that others have moved."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            try:
                self.moved(await self._look())
            except DBAPIError as error:
                # The next look may succeed; until then nudges come late, nothing is lost.
                _LOG.warning("cannot look for changes: %s", error)
