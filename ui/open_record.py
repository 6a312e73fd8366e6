"""`OpenRecord`: the one place in the window that knows which record is open, and how it stands.

Beside it `refusal_of`, which turns what a command raises into what a form says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from workstation.app import ProfileProblem
from workstation.app.values import Opened
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id, Record

if TYPE_CHECKING:
    from workstation.app.records import RecordPort

# So long what was given can be taken back.
UNDO_FOR = timedelta(seconds=10)

R = TypeVar("R", bound=Record)
Show = Callable[[Opened[R] | None], None]
Spawn = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None]"]


async def refusal_of(act: Awaitable[object]) -> Refused | None:
    """Await `act`; why the rules, the disk or the server did not take it, None where they did."""
    try:
        await act
    except Refused as refused:
        return refused
    except ProfileProblem as problem:
        return Refused(problem.reason, problem.remedy)
    return None


class RecordDesk(Protocol):
    """The verbs of the workstation that this uses."""

    @property
    def records(self) -> RecordPort: ...


class OpenRecord(Generic[R]):
    """Reads the open record once for each change and hands it to every pane that watches.

    A later `open` wins, here and nowhere else: what was read for an earlier one is told to nobody.
    So at every moment `state` is what the watchers were told last, and none of them needs an id, a
    version or a guard of its own. None is told of a record that is out of this person's sight.
    """

    def __init__(self, kind: type[R], desk: RecordDesk, spawn: Spawn) -> None:
        self.state: Opened[R] | None = None
        self._kind = kind
        self._desk = desk
        self._spawn = spawn
        self._id: Id = ""
        self._begun = self._told = 0
        self._next: asyncio.Task[None] | None = None
        self._last: asyncio.Task[None] | None = None
        self._watchers: list[Show[R]] = []

    @property
    def id(self) -> Id:
        """The record that was gone to last, "" before the first; it may still be on its way."""
        return self._id

    def watch(self, show: Show[R]) -> Callable[[], None]:
        """Tell `show` of the record whenever it was read. Returns what ends that."""
        self._watchers.append(show)

        def end() -> None:
            if show in self._watchers:
                self._watchers.remove(show)

        return end

    def open(self, id_: Id) -> asyncio.Future[None]:
        """Go to a record. Whoever awaits the answer goes on when it was read."""
        self._id = id_
        self._next = None  # what was about to be read is another record
        return self.refresh()

    def refresh(self) -> asyncio.Future[None]:
        """Read it again: something changed. Whoever asks before the reading begins shares it."""
        if self._next is None:
            self._begun += 1
            work = self._read(self._id, self._begun)
            self._next = self._last = self._spawn(work, "read the open record")
        # Whoever stops waiting for it stops nobody else.
        return asyncio.shield(self._next)

    async def arrived(self) -> None:
        """Wait for the record that was gone to, if it is still on its way."""
        if self._last is not None and not self._last.done():
            await asyncio.shield(self._last)

    async def submit(
        self, command: Command, hold: bool = False, of: Opened[R] | None = None
    ) -> str:
        """Give a command for what a person has before their eyes; returns its id.

        It goes with the version that they saw. `hold` keeps it back for `UNDO_FOR`. `of` is what
        they saw when they pressed, where something was waited for since. Raises `Refused`, and
        `KeyError` where nothing is open.
        """
        seen = of if of is not None else self.state
        if seen is None:
            raise KeyError(self._id)
        kept = UNDO_FOR if hold else timedelta()
        return await self._desk.records.submit(
            seen.record.id, command, hold=kept, seen=seen.truth_version
        )

    async def _read(self, id_: Id, number: int) -> None:
        if number == self._begun:
            self._next = None  # from here on a change needs another reading
        if not id_ or id_ != self._id:
            return
        try:
            found: Opened[Any] | None = await self._desk.records.open(id_)
        except KeyError:
            found = None
        if found is not None and not isinstance(found.record, self._kind):
            found = None
        if id_ == self._id and number > self._told:
            self._told = number
            self.state = found
            for show in tuple(self._watchers):
                show(found)
