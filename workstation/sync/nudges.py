"""Listens for nudges, so that a change is fetched within a second. Losing all costs only time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass

from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.feed import Nudge


@dataclass(slots=True)
class NudgeListener:
    """The nudge channel. `listening` is whether it is open: polling slows down while it is."""

    transport: Transport
    nudged: Callable[[Nudge], Awaitable[None]]
    opened: Callable[[], None]
    listening: bool = False

    async def round(self) -> None:
        """Listen until the connection ends, which is always a problem. Raises `SyncProblem`."""
        try:
            async with aclosing(self.transport.nudges()) as nudges:
                async for nudge in nudges:
                    if not self.listening:
                        self.listening = True
                        self.opened()
                    await self.nudged(nudge)
        finally:
            self.listening = False
        raise SyncProblem(Fault.UNREACHABLE, "the nudge channel ended")
