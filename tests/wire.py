"""A network cable to a server in this process, that can be cut, slow, or lose an answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx

from workstation.i18n import Message, _
from workstation.wire.codec import encode
from workstation.wire.messages import to_wire
from workstation.wire.session import NO_SUCH_ADDRESS, Trouble

__all__ = ["NO_SUCH_ADDRESS", "Late", "Wire", "no"]

NO = _("No.")


def no(status: int, reason: Message = NO) -> httpx.Response:
    """What the server answers when it cannot do what it is asked."""
    said = Trouble(reason=to_wire(reason), remedy=to_wire(_("Ask Priya.")))
    return httpx.Response(status, content=encode(said))


class Late:
    """Answers that arrive late: `written` is set once one is under way, `go` lets it through."""

    def __init__(self) -> None:
        self.written = asyncio.Event()
        self.go = asyncio.Event()


class Wire(httpx.AsyncBaseTransport):
    """Calls an ASGI application, streaming both ways. Each fault holds until it is used or undone.

    `cut`: nothing gets through, open streams break. `losing`: that many requests are applied but
    their answers are lost. `doubling`: that many are sent twice, the second answer counts.
    `break_after`: the next answer's body breaks off after so many bytes. `answering`: the next
    requests get these answers and never reach the server. `hold`/`release`: nothing arrives in
    the meantime (a slow network, without a sleep). `window`: the server can send that many bytes
    more than were read, as over a real socket. `barring`: so many requests to the addresses
    that end so find no way. `late`: the answers of the addresses that end so. `passing` sees the
    address and body of every request that gets through, and may send another body instead.
    """

    def __init__(self, app: Any, address: str = "127.0.0.1") -> None:
        self.app = app
        self.address = address
        self.losing = 0
        self.doubling = 0
        self.break_after: int | None = None
        self.window: int | None = None
        self.answering: list[httpx.Response] = []
        self.seen: list[str] = []
        self.barring: dict[str, int] = {}
        self.late: dict[str, Late] = {}
        self.passing: Callable[[str, bytes], bytes] | None = None
        self._cut = False
        self._open = asyncio.Event()
        self._open.set()
        self._streams: set[_Stream] = set()

    @property
    def cut(self) -> bool:
        return self._cut

    @cut.setter
    def cut(self, cut: bool) -> None:
        self._cut = cut
        if cut:
            for stream in list(self._streams):
                stream.break_off()

    def hold(self) -> None:
        self._open.clear()

    def release(self) -> None:
        self._open.set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self._open.wait()
        self._find_way(request)
        if self.answering:
            return self.answering.pop(0)
        body = await request.aread()
        if self.passing is not None:
            body = self.passing(request.url.path, body)
        if self.doubling:
            self.doubling -= 1
            await (await self._call(request, body)).aread()
        response = await self._call(request, body)
        if self.losing:
            self.losing -= 1
            await response.aread()
            raise httpx.ReadError("the answer was lost", request=request)
        for end, late in self.late.items():
            if request.url.path.endswith(end):
                return await self._held_up(response, late)
        return response

    def _find_way(self, request: httpx.Request) -> None:
        path = request.url.path
        if self._cut:
            raise httpx.ConnectError("the cable is cut", request=request)
        self.seen.append(f"{request.method} {path}")
        for end, left in self.barring.items():
            if left and path.endswith(end):
                self.barring[end] = left - 1
                raise httpx.ConnectError("no way there", request=request)

    async def _held_up(self, response: httpx.Response, late: Late) -> httpx.Response:
        assert isinstance(response.stream, httpx.AsyncByteStream)
        whole = b"".join([part async for part in response.stream])
        await response.aclose()
        late.written.set()
        await late.go.wait()
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=httpx.ByteStream(whole),
            request=response.request,
        )

    async def _call(self, request: httpx.Request, body: bytes) -> httpx.Response:
        stream = _Stream(self, request, self.break_after)
        self.break_after = None
        self._streams.add(stream)
        status, headers = await stream.start(body)
        if self._cut:
            await stream.aclose()
            raise httpx.ReadError("the cable is cut", request=request)
        return httpx.Response(status, headers=headers, stream=stream, request=request)

    def closed(self, stream: "_Stream") -> None:
        self._streams.discard(stream)

    async def aclose(self) -> None:
        for stream in list(self._streams):
            await stream.aclose()


class _Stream(httpx.AsyncByteStream):
    """One request and the body of its answer, part by part; None ends it, an error breaks it."""

    def __init__(self, wire: Wire, request: httpx.Request, limit: int | None) -> None:
        self._wire = wire
        self._request = request
        self._limit = limit
        self._parts: asyncio.Queue[bytes | httpx.ReadError | None] = asyncio.Queue()
        self._begun: asyncio.Future[tuple[int, list[tuple[bytes, bytes]]]] = asyncio.Future()
        self._gone = asyncio.Event()
        self._unread = 0
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._task: asyncio.Task[None] | None = None

    async def start(self, body: bytes) -> tuple[int, list[tuple[bytes, bytes]]]:
        self._task = asyncio.create_task(self._run(body), name=f"server {self._request.url.path}")
        await asyncio.wait({self._begun, self._task}, return_when=asyncio.FIRST_COMPLETED)
        if self._begun.done():
            return self._begun.result()
        # The application ended without an answer: its own error is the story.
        self._wire.closed(self)
        self._task.result()
        raise httpx.RemoteProtocolError("no answer", request=self._request)

    async def _run(self, body: bytes) -> None:
        messages = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict[str, Any]:
            for message in messages:
                return message
            await self._gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self._begun.set_result((message["status"], list(message.get("headers", []))))
                return
            await self._has_room.wait()
            self._parts.put_nowait(message.get("body", b""))
            self._count(len(message.get("body", b"")))
            if not message.get("more_body", False):
                self._parts.put_nowait(None)

        try:
            await self._wire.app(self._scope(), receive, send)
        finally:
            self.break_off()

    def _scope(self) -> dict[str, Any]:
        url = self._request.url
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self._request.method,
            "headers": [(name.lower(), value) for name, value in self._request.headers.raw],
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.split(b"?")[0],
            "query_string": url.query,
            "server": (url.host, url.port or 80),
            "client": (self._wire.address, 50000),
            "root_path": "",
            "state": {},
        }

    def break_off(self) -> None:
        """Whoever still reads hears that the answer is not whole."""
        self._parts.put_nowait(httpx.ReadError("the answer broke off", request=self._request))
        self._gone.set()

    def _count(self, more: int) -> None:
        self._unread += more
        if self._wire.window is None or self._unread <= self._wire.window:
            self._has_room.set()
        else:
            self._has_room.clear()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._limit
        while (part := await self._parts.get()) is not None:
            if isinstance(part, httpx.ReadError):
                raise part
            self._count(-len(part))
            if left is not None and len(part) > left:
                yield part[:left]
                raise httpx.ReadError("the answer broke off", request=self._request)
            left = None if left is None else left - len(part)
            yield part

    async def aclose(self) -> None:
        self._gone.set()
        self._wire.closed(self)
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
