"""Listens for nudges, so that a change is fetched within a second; without them it is later."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import aclosing

from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.value_class import dataclass
from workstation.wire.feed import Nudge


@dataclass(slots=True)
class NudgeListener:
    """Listens at the channel on which the server says that there is something to fetch.

    `nudged`: is called with every nudge.
    `opened`: is called when the channel is heard for the first time in a round.
    `listening`: whether the channel is open; the workstation polls less often while it is.
    """

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
