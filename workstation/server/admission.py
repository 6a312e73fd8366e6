"""Admits requests for large answers: only so many snapshots are open at once, and nobody holds one
in the way of everybody else."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from workstation.server.database import SNAPSHOTS
from workstation.server.problem import Denied, busy

# The soonest and the latest at which whoever is turned away shall ask again: spread, so that
# they do not all come back at once.
_AGAIN = (2, 8)


@dataclass(frozen=True, slots=True)
class AdmissionLimits:
    """The limits of an admission.

    places: how many snapshots for answers may be open at once
    large: how many of them for large answers, so that news always find room
    patience: how many seconds a request waits for a place
    taken_within: how many seconds a chunk waits for its reader
    """

    places: int = SNAPSHOTS
    large: int = SNAPSHOTS - 2
    patience: float = 3.0
    # 64 KB in that time is 3 KB/s: less than any line that one can work on.
    taken_within: float = 20.0


DEFAULT = AdmissionLimits()


class Admittance:
    """What a request was given: it holds it until `leave`, which may be called again and again."""

    def __init__(self, *give_back: Callable[[], None]) -> None:
        self._give_back = list(give_back)

    def also(self, give_back: Callable[[], None]) -> None:
        """Hold one thing more; `give_back` is called to give it back."""
        self._give_back.append(give_back)

    def leave(self) -> None:
        """Give everything back, the last one first."""
        while self._give_back:
            self._give_back.pop()()


class _Lane:
    """A number of places. Knows for how long none has become free, once all of them are taken."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._free = asyncio.Semaphore(most)
        self._clock = clock
        self._moved = clock()

    async def enter(self) -> None:
        """Wait for a free place and take it; where there is one, without any wait."""
        await self._free.acquire()
        self._moved = self._clock()

    def leave(self) -> None:
        """Give a place back."""
        self._free.release()
        self._moved = self._clock()

    @property
    def full(self) -> bool:
        """Whether all places are taken, so that the next request has to wait."""
        return self._free.locked()

    def stuck_for(self) -> float:
        """For how many seconds nobody has come or gone while all places are taken."""
        return self._clock() - self._moved if self.full else 0.0


class Admission:
    """Gives out places for answers. A request that finds none in time is asked to come back, and
    never kept waiting."""

    def __init__(
        self,
        chance: random.Random,
        limits: AdmissionLimits = DEFAULT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits
        self._chance = chance
        self._all = _Lane(limits.places, clock)
        self._large = _Lane(limits.large, clock)
        self._at_it: set[tuple[str, str, str]] = set()

    def turn(self, what: str, account: str, device: str) -> Admittance:
        """Hold the turn of a device of an account for a kind of request: one at a time.

        Raises `Denied` (429) while it has another one under way.
        """
        key = (what, account, device)
        if key in self._at_it:
            raise self._busy()
        self._at_it.add(key)
        return Admittance(lambda: self._at_it.discard(key))

    async def place(self, *, large: bool) -> Admittance:
        """Hold a place for a snapshot; for a large answer, only where news still find one.

        Raises `Denied` (429) if none becomes free for some seconds.
        """
        place = Admittance()
        try:
            async with asyncio.timeout(self.limits.patience):
                for lane in (self._large, self._all) if large else (self._all,):
                    await lane.enter()
                    place.also(lane.leave)
        except TimeoutError:
            place.leave()
            raise self._busy() from None
        except BaseException:
            place.leave()
            raise
        return place

    async def grown(self, place: Admittance) -> bool:
        """Whether an answer that turns out to be large may go on in its place. It does not wait for
        that, since it holds a snapshot.
        """
        if self._large.full:
            return False
        await self._large.enter()
        place.also(self._large.leave)
        return True

    @property
    def stuck(self) -> bool:
        """Whether no place has become free for longer than anybody waits for one."""
        longest = max(self._all.stuck_for(), self._large.stuck_for())
        return longest >= self.limits.patience

    def _busy(self) -> Denied:
        return busy(self._chance.randint(*_AGAIN))
