"""`DemoRooms`: copies a prepared server and its workstations for each picture.

Seeding a server and signing two people in takes two seconds; a copy of the files takes none.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx
    from litestar import Litestar

    from workstation.app import Workstation
    from workstation.server.accounts import Passwords
    from workstation.server.store import Store

Clock = Callable[[], datetime]

SERVER = "http://demo.local"
_CASES = 48
# One person may sit at two workstations.
_ELSEWHERE = " elsewhere"


class Cable:
    """The connection to the server in this process, which can be pulled like a cable."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        import httpx as library

        self._inner = inner
        self.pulled = False
        outer = self

        class Transport(library.AsyncBaseTransport):
            async def handle_async_request(self, request: library.Request) -> library.Response:
                if outer.pulled:
                    raise library.ConnectError("the cable is pulled", request=request)
                return await outer._inner.handle_async_request(request)

        self.transport = Transport()


class DemoRoom:
    """A server with its files in `folder`, and the workstations of the people of one picture.

    Whoever is opened is closed with the room.
    """

    def __init__(
        self,
        folder: Path,
        server: httpx.AsyncBaseTransport,
        clock: Clock,
        other: str,
    ) -> None:
        self.folder = folder
        self.cable = Cable(server)
        self.people = AsyncExitStack()
        self._server = server
        self._clock = clock
        self._other = other
        self._colleague: Workstation | None = None

    async def resume(self, seat: str, transport: httpx.AsyncBaseTransport) -> Workstation:
        """Open the workstation of a person signed in when the room was prepared, and sync it."""
        opened = await self._open(seat, transport)
        await opened.session.resume(SERVER)
        await opened.sync.now()
        return opened

    async def colleague(self) -> Workstation:
        """The workstation of the person who works elsewhere meanwhile, opened on the first call."""
        if self._colleague is None:
            self._colleague = await self.resume(self._other + _ELSEWHERE, self._server)
        return self._colleague

    async def sign_in(self, user: str) -> Workstation:
        """Sign another person in, at a workstation of their own."""
        opened = await self._open(user, self._server)
        await _sign_in(opened, user)
        return opened

    async def _open(self, seat: str, transport: httpx.AsyncBaseTransport) -> Workstation:
        opened = await _workstation(self.folder / seat, transport, self._clock)
        self.people.push_async_callback(opened.close)
        return opened


@dataclass(slots=True)
class DemoRooms:
    """Makes rooms by a clock that stands still. Ends with `close`."""

    clock: Clock
    _folder: Path = field(
        default_factory=lambda: Path(tempfile.mkdtemp(prefix="recourse-picture-"))
    )
    _known: set[str] = field(default_factory=set)
    _application: Litestar | None = None
    _passwords: Passwords | None = None

    def close(self) -> None:
        """Delete the prepared files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @asynccontextmanager
    async def room(self, mine: str, other: str) -> AsyncIterator[tuple[DemoRoom, Workstation]]:
        """A room with a fresh demo server, and the workstation of the person at the window."""
        prepared = self._folder / "prepared"
        await self._prepare(prepared, mine, other + _ELSEWHERE)
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            folder = Path(name)
            shutil.copy2(prepared / "server.db", folder)
            for seat in (mine, other + _ELSEWHERE):
                shutil.copytree(prepared / seat, folder / seat)
            store, server = await self._server(folder)
            room = DemoRoom(folder, server, self.clock, other)
            try:
                async with room.people:
                    yield room, await room.resume(mine, room.cable.transport)
            finally:
                await store.close()

    async def _prepare(self, folder: Path, *seats: str) -> None:
        new = [seat for seat in seats if seat not in self._known]
        if not new:
            return
        folder.mkdir(exist_ok=True)
        store, server = await self._server(folder)
        try:
            if not self._known:
                from workstation.server.demo import seed

                await seed(store, _CASES, self.clock())
            for seat in new:
                person = await _workstation(folder / seat, server, self.clock)
                await _sign_in(person, seat.removesuffix(_ELSEWHERE))
                await person.close()
                self._known.add(seat)
        finally:
            await store.close()

    async def _server(self, folder: Path) -> tuple[Store, httpx.AsyncBaseTransport]:
        import httpx

        from workstation.server.accounts import Passwords
        from workstation.server.app import build
        from workstation.server.store import Store

        # They take a fifth of a second to make, and one room stands at a time.
        if self._passwords is None:
            self._passwords = Passwords(cheap=True)
        url = f"sqlite:///{folder / 'server.db'}"
        store = await Store.open(url, clock=self.clock, passwords=self._passwords)
        if self._application is None:
            self._application = build(store, demo=True)
        self._application.state["store"] = store
        asgi = httpx.ASGITransport(app=self._application)  # type: ignore[arg-type]  # Litestar's own Scope type
        return store, asgi


async def _workstation(
    folder: Path, transport: httpx.AsyncBaseTransport, clock: Clock
) -> Workstation:
    from workstation.app import Workstation

    return await Workstation.open(folder, transport=transport, clock=clock)


async def _sign_in(opened: Workstation, user: str) -> None:
    from workstation.server.demo.users import PASSWORD

    await opened.session.sign_in(SERVER, user, PASSWORD)
    await opened.sync.now()
