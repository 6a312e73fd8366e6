"""The way between workstations and server: whatever is sent stays in the air until somebody moves
it on, in any order, or loses it.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto

import httpx

from tests.simulation.loop import quiet_loop


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    status: int
    body: bytes
    torn: bool = False


@dataclass(eq=False)
class Message:
    """A request, and its answer once it was served. `held`: it travels slowly."""

    line: "Line"
    method: str
    path: str
    body: bytes
    token: str
    future: asyncio.Future[Reply]
    reply: Reply | None = None
    held: bool = False
    # Which life of the server answered, and whether it said that this is all.
    life: int = 0
    complete: bool = False

    def __str__(self) -> str:
        return f"{self.line.name} {self.method} {self.endpoint.removeprefix('/')}"

    @property
    def endpoint(self) -> str:
        """Its address without the version, which differs between sessions and work: `/push`."""
        return self.path[len("/api/v2") :]


class Fate(Enum):
    """What becomes of a message."""

    PROMPT = auto()
    DROPPED = auto()
    LOST = auto()
    DOUBLED = auto()
    SLOW_REQUEST = auto()
    SLOW_ANSWER = auto()
    TORN = auto()


class _Body(httpx.AsyncByteStream):
    """A body as it arrives, and at times breaks off."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._reply.body
        if self._reply.torn:
            raise httpx.ReadError("the answer broke off")


class Line(httpx.AsyncBaseTransport):
    """The cable of one workstation. `cut`: nothing gets through."""

    def __init__(self, name: str, network: "Network") -> None:
        self.name = name
        self.cut = False
        # What came down whole: of which life of the server, and whether that was all.
        self.heard: list[tuple[int, bool]] = []
        self._network = network

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Put the request into the air and wait for what comes of it."""
        # Nudges only cost time; their stream would never end.
        if self.cut or request.url.path.endswith("/nudges"):
            raise httpx.ConnectError("the cable is cut", request=request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        body = await request.aread()
        future: asyncio.Future[Reply] = quiet_loop().create_future()
        message = Message(self, request.method, request.url.path, body, token, future)
        self._network.air.append(message)
        reply = await future
        return httpx.Response(reply.status, stream=_Body(reply), request=request)


Serve = Callable[[Message], Awaitable[Reply | None]]


class Network:
    """All messages in the air, the oldest first. `serve` gives None if the server died of it."""

    def __init__(self, serve: Serve) -> None:
        self.air: list[Message] = []
        self._serve = serve

    def waiting(self, line: Line) -> list[Message]:
        """What of this workstation travels at its ordinary speed."""
        return [each for each in self.air if each.line is line and not each.held]

    async def carry(self, message: Message, fate: Fate, chance: random.Random) -> None:
        """Have it meet its fate."""
        match fate:
            case Fate.DROPPED:
                self.lose(message, "the request was lost")
            case Fate.SLOW_REQUEST:
                message.held = True
            case Fate.LOST | Fate.DOUBLED | Fate.SLOW_ANSWER | Fate.TORN | Fate.PROMPT:
                if fate is Fate.DOUBLED:
                    await self._serve(message)
                message.reply = await self._serve(message)
                self._arrive(message, fate, chance)

    def _arrive(self, message: Message, fate: Fate, chance: random.Random) -> None:
        if message not in self.air or message.reply is None:
            # The server died meanwhile, and every connection with it.
            return
        if fate is Fate.LOST:
            self.lose(message, "the answer was lost")
        elif fate is Fate.SLOW_ANSWER:
            message.held = True
        elif fate is Fate.TORN and message.reply.body:
            part = message.reply.body[: chance.randrange(len(message.reply.body))]
            message.reply = Reply(message.reply.status, part, torn=True)
            self.deliver(message)
        else:
            self.deliver(message)

    def deliver(self, message: Message) -> None:
        """The answer arrives, if whoever asked still lives."""
        self.air.remove(message)
        if not message.future.done():
            assert message.reply is not None
            message.future.set_result(message.reply)
            whole = message.reply.status == 200 and not message.reply.torn
            if message.endpoint == "/sync" and whole:
                message.line.heard.append((message.life, message.complete))

    def lose(self, message: Message, why: str) -> None:
        """Whoever asked finds that the connection broke."""
        self.air.remove(message)
        if not message.future.done():
            message.future.set_exception(httpx.ReadError(why))

    def break_all(self) -> None:
        """The server is gone: so is everything that was on its way."""
        for message in tuple(self.air):
            self.lose(message, "the server went away")
