"""A workstation of a simulation: the real one, that can be killed and started again."""

import asyncio
import random
from collections.abc import Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tests.bench import PASSWORD, SERVER, Clock
from tests.simulation.loop import Inline
from tests.simulation.machine import Crash, Machine
from tests.simulation.network import Line
from workstation.app import Change, SignInProblem, Workstation
from workstation.domain.actor import Actor

CACHE = "cache.db"


class SeatClock:
    """The clock on the wall, as far off as this machine's is."""

    def __init__(self, clock: Clock, off: timedelta) -> None:
        self._clock = clock
        self.off = off

    def __call__(self) -> datetime:
        return self._clock.now + self.off


class Names:
    """Ids in a row, and which were given out."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(f"{self._prefix}-{len(self.given) + 1:05d}")
        return self.given[-1]


class Seat:
    """One workstation and its person. `by_itself`: it keeps in step without being told to.

    `life` is that of the server whose data it holds.
    """

    def __init__(self, name: str, actor: Actor, folder: Path, line: Line, clock: SeatClock) -> None:
        self.name = name
        self.actor = actor
        self.machine = Machine(name, folder / name, folder / f"{name}-aside")
        self.line = line
        self.clock = clock
        self.names = Names(name)
        self.by_itself = False
        self.life = 0
        # Rounds that its person asked for and that are under way.
        self.syncing = 0
        # The cases that were announced as changed since somebody looked; None for all of them.
        self.news: set[str] | None = None
        self.app: Workstation
        self._sleeping: dict[asyncio.Event, datetime] = {}

    @property
    def profile(self) -> Path:
        """Where its files are."""
        return self.machine.folder

    def run(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Begin something on this machine."""
        return self.machine.run(work)

    async def start(self) -> None:
        """Open the profile and let in whoever worked here; again, if it dies of that."""
        try:
            await self.run(self._start())
        except Crash:
            await self.machine.bury(random.Random(self.machine.points))
            await self.start()

    async def _start(self) -> None:
        self.app = await Workstation.open(
            self.profile,
            transport=self.line,
            clock=self.clock,
            new_id=self.names,
            chance=random.Random(self.name),
            wait_=self._wait,
            threads=Inline,
        )
        self.news = None
        self.app.watch(self._changed)
        if await self.app.session.resume(SERVER) is not None and self.by_itself:
            await self.app.sync.start()

    async def bury(self, chance: random.Random) -> int:
        """The process ends here and now. Returns how many bytes a power cut took."""
        self._sleeping.clear()
        self.syncing = 0
        lost = await self.machine.bury(chance)
        if lost:
            # What it had fetched last may be gone, and with it the newest life.
            self.life = -1
        return lost

    def settle(self, *, died: bool = False) -> bool:
        """All is quiet: whose data does it hold now? -1 where that is not one life's alone.

        True if versions that were seen before say nothing now.
        """
        before = self.life
        for life, complete in self.line.heard:
            if life != self.life:
                self.life = life if complete and not died else -1
        self.line.heard.clear()
        return self.life != before or self.life == -1

    async def sign_in(self) -> None:
        """Come in with the password, if the server or the profile lets them."""
        try:
            await self.app.session.sign_in(SERVER, self.actor.id, PASSWORD)
        except SignInProblem:
            return

    def lose_cache(self) -> None:
        """Somebody deletes what can be fetched again. Only while the machine is off."""
        for path in self.profile.glob(f"{CACHE}*"):
            path.unlink()

    def age_cache(self) -> None:
        """The program is brought up to date: the cache has a layout that it does not know."""
        if (self.profile / CACHE).exists():
            connection = dbapi2.connect(str(self.profile / CACHE))
            connection.execute("PRAGMA user_version = 1").fetchall()
            connection.close()

    def tick(self) -> None:
        """Time has passed: whatever rested until now goes on."""
        for poked, due in self._sleeping.items():
            if due <= self.clock():
                poked.set()

    def _changed(self, change: Change) -> None:
        if change.keys_changed or (change.questions and not change.case_ids):
            self.news = None
        elif self.news is not None:
            self.news |= change.case_ids

    async def _wait(self, poked: asyncio.Event, seconds: float) -> None:
        self._sleeping[poked] = self.clock() + timedelta(seconds=seconds)
        await poked.wait()
