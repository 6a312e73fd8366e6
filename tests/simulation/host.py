"""The server of a simulation: the real store on its file, that can die, be restarted, be restored.

Requests reach the store as bytes and leave it as bytes; what stands between in the product, the
routes, is tested over `tests.wire`.
"""

import random
from collections.abc import Coroutine
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tests.bench import Clock, Ids
from tests.simulation import disk
from tests.simulation.books import Books
from tests.simulation.loop import Inline
from tests.simulation.machine import Crash, Machine
from tests.simulation.network import Message, Reply
from workstation.server.accounts import Passwords
from workstation.server.problem import Denied
from workstation.server.store import Store
from workstation.wire.codec import decode, encode
from workstation.wire.feed import FeedEnd, SyncRequest
from workstation.wire.messages import to_wire
from workstation.wire.push import Push
from workstation.wire.session import SignInRequest, Trouble

T = TypeVar("T")
NAME = "server.db"
_AWAY = Reply(503, b"")


class Host:
    """The server. `life` counts the copies of its data that were put back; `day` is in its ids.

    `most_rows`: so many rows at most in one answer of the feed, as a server may decide.
    `refusing`: the workstations whose commands it does not take.
    """

    def __init__(self, folder: Path, clock: Clock, day: str) -> None:
        self.machine = Machine("server", folder, folder.with_name("server-aside"))
        self.books = Books(folder / NAME)
        self.clock = clock
        self.life = 0
        self.most_rows = 5000
        self.refusing: set[str] = set()
        self.store: Store
        self._day = day
        self._numbers = count(1)
        self._copies: list[Path] = []

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Have the server's process do something."""
        return await self.machine.run(work)

    async def up(self) -> None:
        """Open the file and serve it; again, if it dies of that."""
        number = next(self._numbers)
        name = f"{self._day}-{number}"
        opening = Store.open(
            f"sqlite:///{self.books.path}",
            clock=self.clock,
            new_id=Ids(f"server-{name}"),
            token=Ids(f"token-{name}"),
            passwords=_PASSWORDS,
            threads=Inline,
        )
        try:
            self.store = await self.run(opening)
        except Crash:
            await self.machine.bury(random.Random(number))
            await self.up()

    async def down(self, chance: random.Random) -> int:
        """Die, however far it was. Returns how many bytes a power cut took."""
        return await self.machine.bury(chance)

    def copy(self) -> None:
        """Make a backup."""
        copy = self.machine.folder.with_name(f"copy-{len(self._copies)}")
        disk.keep(self.machine.folder, copy)
        self._copies.append(copy)

    @property
    def has_copy(self) -> bool:
        """Whether there is one."""
        return bool(self._copies)

    async def restore(self, chance: random.Random, epoch: str) -> None:
        """Put an older copy back, under a new epoch or the old one ("")."""
        await self.down(chance)
        # What was made since would be of another life.
        at = chance.randrange(len(self._copies))
        del self._copies[at + 1 :]
        disk.put_back(self._copies[at], self.machine.folder)
        if epoch:
            self.books.rename(epoch)
        self.life += 1
        await self.up()

    async def answer(self, message: Message) -> Reply:
        """What the store says to a request."""
        try:
            return Reply(200, await self._answered(message))
        except Denied as no:
            trouble = Trouble(reason=to_wire(no.reason), remedy=to_wire(no.remedy))
            return Reply(no.status, encode(trouble))

    async def _answered(self, message: Message) -> bytes:
        people = self.store.people
        endpoint = (message.method, message.endpoint)
        if endpoint == ("POST", "/session"):
            return encode(
                await people.sign_in(decode(message.body, SignInRequest), message.line.name)
            )
        caller = (await people.caller(message.token)).actor.id
        match endpoint:
            case ("DELETE", "/session"):
                await people.sign_out(message.token)
                return b""
            case ("POST", "/push"):
                return encode(await self.store.push(caller, decode(message.body, Push)))
            case ("POST", "/sync"):
                body = await self._feed(caller, decode(message.body, SyncRequest))
                message.complete = bool(decode(body.splitlines()[-1], FeedEnd).scopes)
                return body
        raise AssertionError(message)

    async def _feed(self, caller: str, request: SyncRequest) -> bytes:
        smaller = msgspec.structs.replace(request, max_rows=min(request.max_rows, self.most_rows))
        parts = await self.store.sync(caller, smaller, squeeze=False)
        return b"".join([part async for part in parts])

    def refuses(self, message: Message) -> Reply | None:
        """The answer of a server that takes no commands of this workstation now."""
        pushes = message.endpoint == "/push"
        return _AWAY if pushes and message.line.name in self.refusing else None


_PASSWORDS = Passwords(cheap=True)
