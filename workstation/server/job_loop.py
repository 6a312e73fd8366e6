"""Works jobs for as long as the server runs: one that fails stops neither the others nor the
loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import perf_counter

from workstation.server.database import Database, is_lost
from workstation.server.job_worker import JobWorker
from workstation.server.scopes import Effects

_LOG = logging.getLogger(__name__)
# How often to look for a job that was begun.
_LOOK = 1.0
# Between two pieces at least so long, and as long as a piece took: others have half of the time for
# themselves.
_LEAST_PAUSE = 0.05
# Lets so many seconds pass.
Wait = Callable[[float], Awaitable[None]]


async def go_on(_seconds: float) -> None:
    """Leave no time between two pieces of work."""


@dataclass(frozen=True, slots=True)
class JobRounds:
    """Works a piece of each job of a server in turn.

    database, worker, clock: what they are worked with
    moved: is told which heads a piece has moved
    """

    database: Database
    worker: JobWorker
    clock: Callable[[], datetime]
    moved: Callable[[Effects], None]

    async def work(self, pause: Wait) -> bool:
        """Work one piece of each job that waits. Returns whether there was any.

        `pause` is called after each piece, with the seconds that it took. Raises what the database
        raises when it is gone.
        """
        waiting = await self.database.read(lambda c: self.worker.waiting(c, self.clock()))
        for id_ in waiting:
            now, began = self.clock(), perf_counter()
            try:
                self.moved(await self.database.write(partial(self.worker.work, id_=id_, now=now)))
            except Exception as error:
                # Whatever it is, it is no reason not to work the others.
                if is_lost(error):
                    raise
                self.worker.put_off(id_, now, error)
            await pause(perf_counter() - began)
        return bool(waiting)


async def keep_working(work: Callable[[Wait], Awaitable[bool]], wait: Wait = asyncio.sleep) -> None:
    """Work all jobs there are and look for more, for ever. A job that is cut short goes on after
    the next start of the server."""

    async def give_way(seconds: float) -> None:
        await wait(max(_LEAST_PAUSE, seconds))

    while True:
        try:
            while await work(give_way):
                pass
        except Exception:
            # Otherwise nobody would notice that no job is worked any more.
            _LOG.exception("jobs could not be worked")
        await wait(_LOOK)
