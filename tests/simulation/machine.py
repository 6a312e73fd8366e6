"""A computer that can die: at any SQL statement or commit, between two of them, or by the power.

Whose code runs is known by the context that it runs in, so that the product need not be told.
"""

import asyncio
import contextvars
import random
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from tests.simulation import disk
from tests.simulation.loop import quiet_loop
from tests.simulation.violation import Violation

T = TypeVar("T")
# One that is cancelled while it tidies up needs to be told again.
_TRIES = 3
HERE: contextvars.ContextVar["Machine"] = contextvars.ContextVar("machine")


class Crash(BaseException):
    """The process is gone. Not an `Exception`: no code of the product may go on after it."""


class Machine:
    """One process and the folder of its files.

    `points` counts the statements and commits that it came to; it dies before the one that
    `fuse` names, but not while it is `resting`, as when it is only looked at. `errors` are what
    its tasks ended with and nobody expected.
    """

    def __init__(self, name: str, folder: Path, aside: Path) -> None:
        self.name = name
        self.folder = folder
        self.points = 0
        self.fuse: int | None = None
        self.power_fails = False
        self.dead = False
        self.resting = False
        self.errors: list[BaseException] = []
        self._aside = aside
        self._tasks: set[asyncio.Task[Any]] = set()
        # Any: connections of the driver, which has no types.
        self._connections: list[Any] = []
        self._synchronous: dict[Path, int] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin a piece of work of this process."""
        context = contextvars.copy_context()
        context.run(HERE.set, self)
        return quiet_loop().create_task(work, context=context)

    def burn(self, points: int, *, power: bool = False) -> None:
        """Die at the so-manyth statement from now on."""
        self.fuse = self.points + points
        self.power_fails = power

    def point(self, what: str) -> None:
        """A statement or a commit is about to be run. Raises `Crash`."""
        if self.dead:
            raise Crash(self.name)
        if self.resting:
            return
        self.points += 1
        if self.fuse is not None and self.points >= self.fuse:
            self.die()
            raise Crash(f"{self.name} at {what}")

    def die(self) -> None:
        """From this moment on nothing it does has an effect; its files are what they are now."""
        if not self.dead:
            self.dead = True
            disk.keep(self.folder, self._aside)

    async def bury(self, chance: random.Random) -> int:
        """Let go of everything that ran, and leave the files as they were found after death.

        Returns how many bytes a power cut took.
        """
        self.die()
        for _try in range(_TRIES):
            for task in tuple(self._tasks):
                task.cancel()
            await quiet_loop().quiet()
        assert not self._tasks, f"{self.name} does not die: {self._tasks}"
        for connection in self._connections:
            connection.close()
        lost = self._cut(chance) if self.power_fails else 0
        disk.put_back(self._aside, self.folder)
        self._connections.clear()
        self._tasks.clear()
        self.fuse, self.power_fails, self.dead = None, False, False
        return lost

    def _cut(self, chance: random.Random) -> int:
        levels = sorted(self._synchronous.items())
        pairs = ((self._aside / path.relative_to(self.folder), level) for path, level in levels)
        return sum(disk.cut_power(path, level, chance) for path, level in pairs if path.exists())

    def opened(self, connection: Any) -> None:
        """A connection of this process. Any: of the driver."""
        self._connections.append(connection)

    def commits(self, connection: Any) -> None:
        """Note how hard this connection sees to it that a commit is on the disk."""
        path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        level = connection.execute("PRAGMA synchronous").fetchone()[0]
        self._synchronous[path] = min(level, self._synchronous.get(path, level))

    def adopt(self, task: asyncio.Task[Any]) -> None:
        """A task of this process was born."""
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not self.dead and not isinstance(error, Crash | Violation):
            self.errors.append(error)


def _born(task: asyncio.Task[Any], context: contextvars.Context | None) -> None:
    machine = context.get(HERE) if context is not None else HERE.get(None)
    if machine is not None:
        machine.adopt(task)


# Any: the arguments of SQLAlchemy's events.
def _statement(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    machine = HERE.get(None)
    if machine is not None:
        machine.point(statement)


def _commit(connection: Connection) -> None:
    machine = HERE.get(None)
    if machine is not None:
        machine.point("COMMIT")
        machine.commits(connection.connection.dbapi_connection)


def _connect(connection: Any, _record: Any) -> None:
    machine = HERE.get(None)
    if machine is not None:
        machine.opened(connection)


_EVENTS = (("before_cursor_execute", _statement), ("commit", _commit), ("connect", _connect))


@contextmanager
def watching() -> Iterator[None]:
    """Watch every statement of every machine while inside."""
    quiet_loop().born = _born
    for name, listener in _EVENTS:
        event.listen(Engine, name, listener)
    try:
        yield
    finally:
        for name, listener in _EVENTS:
            event.remove(Engine, name, listener)
        quiet_loop().born = None
