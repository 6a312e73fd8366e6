"""The connection over HTTP. Every failure becomes one of the typed problems."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from functools import cache
from typing import TypeVar, cast
from urllib.parse import urlencode

import httpx
import msgspec

from workstation.cache.page import FeedPage
from workstation.i18n import Message
from workstation.sync.pace import Pace
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.stream import PageReader
from workstation.wire.codec import Malformed, decode, encode
from workstation.wire.deposit import Deposited, DepositRequest
from workstation.wire.feed import Nudge, SyncRequest
from workstation.wire.job import Results
from workstation.wire.messages import from_wire
from workstation.wire.push import Push, Pushed
from workstation.wire.session import (
    NEW_PASSWORD,
    NO_SUCH_ADDRESS,
    Health,
    OneTimePassword,
    PasswordRequest,
    Session,
    Sessions,
    SessionsEnded,
    SignInRequest,
    Trouble,
)
from workstation.wire.versions import NOW

T = TypeVar("T")
_Said = tuple[Message, Message]
_TIMEOUT = httpx.Timeout(connect=5.0, read=30.0, write=30.0, pool=5.0)
# The server sends a heartbeat every 15 s; three missing ones mean that the line is dead.
_NUDGE_TIMEOUT = httpx.Timeout(connect=5.0, read=45.0, write=5.0, pool=5.0)
_FAULTS: Mapping[int, Fault] = {
    400: Fault.UNFIT,
    422: Fault.UNFIT,
    401: Fault.SIGNED_OUT,
    403: Fault.FORBIDDEN,
    404: Fault.NOT_THERE,
    409: Fault.CLASH,
    413: Fault.TOO_LARGE,
    429: Fault.BUSY,
}
# What a proxy before our server says for itself. It knows nothing of what is in a request.
_ANYBODYS: Mapping[int, Fault] = {413: Fault.HELD_UP, 429: Fault.BUSY}
# Of these the server's own words say more than ours.
_TOLD = frozenset({Fault.UNFIT, Fault.FORBIDDEN, Fault.NOT_THERE, Fault.CLASH})
_LONGEST_WAIT = 300.0
# How httpx says that an answer of HTTP broke off, as opposed to one that is none.
_BROKE_OFF = ("disconnected", "peer closed connection")
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


@cache
def _tls() -> ssl.SSLContext:
    """Shared: building one costs 45-108 ms."""
    return ssl.create_default_context()


class HttpTransport:
    """The way to the server at `base_url`. `inner` replaces the network in tests.

    Raises `SyncProblem` for an address that cannot be one.
    """

    def __init__(self, base_url: str, inner: httpx.AsyncBaseTransport | None = None) -> None:
        try:
            host = httpx.URL(base_url).host
        except httpx.InvalidURL as error:
            raise SyncProblem(Fault.UNREACHABLE, str(error)) from error
        verify: ssl.SSLContext | bool = _tls() if base_url.startswith("https:") else False
        self._client = httpx.AsyncClient(
            base_url=base_url,
            transport=inner,
            timeout=_TIMEOUT,
            verify=verify,
            # A proxy of the environment has no business between this machine and itself.
            trust_env=inner is None and host not in _HERE,
            follow_redirects=False,
        )
        self._token = ""

    def carry(self, token: str) -> None:
        """Use this token from now on."""
        self._token = token

    async def sign_in(self, request: SignInRequest) -> Session:
        """Exchange a password for a token."""
        session = await self._ask("POST", "/api/v1/session", Session, request)
        self._token = session.token
        return session

    async def sign_out(self) -> None:
        """End the session on the server."""
        async with self._answer("DELETE", "/api/v1/session") as response:
            await response.aread()
        self._token = ""

    async def push(self, push: Push) -> Pushed:
        """Hand commands over."""
        return await self._ask("POST", NOW.address("push"), Pushed, push)

    async def pull(self, request: SyncRequest) -> FeedPage:
        """Ask for what has changed; the response is taken apart as it comes in."""
        reader = PageReader()
        pace = Pace()
        async with (
            self._answer("POST", NOW.address("sync"), request, deadline=pace.deadline) as response,
            aclosing(_generator(response.aiter_raw())) as chunks,
        ):
            async for chunk in chunks:
                pace.came(len(chunk))
                reader.feed(chunk)
        return reader.page()

    async def deposit(self, request: DepositRequest) -> Deposited:
        """Lay down the unsent work of somebody whose access has ended."""
        return await self._ask("POST", NOW.address("deposit"), Deposited, request)

    async def job_results(self, job: str, after: int) -> Results:
        """What became of some members of a job, after the n-th."""
        path = f"{NOW.address(f'jobs/{job}/results')}?after={after}"
        return await self._ask("GET", path, Results)

    async def sessions(self, user: str) -> Sessions:
        """Where somebody is signed in."""
        path = f"{NOW.address('sessions')}?{urlencode({'user': user})}"
        return await self._ask("GET", path, Sessions)

    async def end_sessions(self, user: str, device: str) -> SessionsEnded:
        """End their sessions on a device, or all with ""."""
        path = f"{NOW.address('sessions')}?{urlencode({'user': user, 'device': device})}"
        return await self._ask("DELETE", path, SessionsEnded)

    async def give_password(self, user: str) -> OneTimePassword:
        """Give somebody a password for one time."""
        asked = PasswordRequest(user=user)
        return await self._ask("POST", NOW.address("password"), OneTimePassword, asked)

    async def nudges(self) -> AsyncGenerator[Nudge, None]:
        """Heads of the feeds, as server-sent events."""
        async with (
            self._answer(
                "GET",
                NOW.address("nudges"),
                timeout=_NUDGE_TIMEOUT,
                accept="text/event-stream",
                # It has no end; the heartbeats show that it goes on.
                deadline=asyncio.timeout(None),
            ) as response,
            aclosing(_generator(response.aiter_lines())) as lines,
        ):
            async for line in lines:
                if line.startswith("data:"):
                    yield _parsed(line.removeprefix("data:").strip().encode(), Nudge)

    async def health(self) -> Health:
        """Whether the server is there."""
        return await self._ask("GET", "/health", Health)

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

    async def _ask(
        self, method: str, path: str, kind: type[T], body: msgspec.Struct | None = None
    ) -> T:
        async with self._answer(method, path, body) as response:
            return _parsed(await response.aread(), kind)

    @asynccontextmanager
    async def _answer(
        self,
        method: str,
        path: str,
        body: msgspec.Struct | None = None,
        *,
        timeout: httpx.Timeout = _TIMEOUT,
        accept: str = "application/json",
        deadline: asyncio.Timeout | None = None,
    ) -> AsyncIterator[httpx.Response]:
        headers = {"accept": accept}
        if self._token:
            headers["authorization"] = f"Bearer {self._token}"
        content = None
        if body is not None:
            headers["content-type"] = "application/json"
            content = encode(body)
        try:
            async with (
                deadline or Pace(len(content or b"")).deadline,
                self._client.stream(
                    method, path, headers=headers, content=content, timeout=timeout
                ) as response,
            ):
                if response.status_code >= 300:
                    raise _problem(response, await response.aread())
                yield response
        except TimeoutError as error:
            raise SyncProblem(Fault.UNREACHABLE, f"{path}: too slow") from error
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
            raise _unreachable(error) from error


def _generator(iterator: AsyncIterator[T]) -> AsyncGenerator[T, None]:
    """httpx's iterators are generators, which must be closed when they are left early."""
    return cast("AsyncGenerator[T, None]", iterator)


def _parsed(data: bytes, kind: type[T]) -> T:
    try:
        return decode(data, kind)
    except Malformed as error:
        raise SyncProblem(Fault.MALFORMED, error.detail) from error


def _problem(response: httpx.Response, body: bytes) -> SyncProblem:
    status = response.status_code
    trouble = _trouble(body)
    fault = _fault(status, trouble)
    wait = response.headers.get("retry-after", "")
    return SyncProblem(
        fault,
        f"{response.request.method} {response.request.url.path}: {status}",
        retry_after=min(float(wait), _LONGEST_WAIT) if wait.isdigit() else None,
        said=_said(trouble) if trouble and fault in _TOLD else None,
        deposits_with=(trouble.deposits_with or "") if trouble else "",
    )


def _fault(status: int, trouble: Trouble | None) -> Fault:
    """Without `trouble` it is a proxy or the page of a hotel's network, which decides nothing."""
    if status >= 500:
        return Fault.SERVER_FAILED
    if trouble is None:
        return _ANYBODYS.get(status, Fault.MALFORMED)
    if status == 403 and trouble.needs == NEW_PASSWORD:
        return Fault.NEW_PASSWORD
    if status == 404 and trouble.reason.id == NO_SUCH_ADDRESS.id:
        return Fault.SERVER_OUTDATED
    return _FAULTS.get(status, Fault.REJECTED)


def _trouble(body: bytes) -> Trouble | None:
    """What our server says, where it says something."""
    try:
        trouble = decode(body, Trouble)
        _said(trouble)
    except (Malformed, ValueError):
        return None
    return trouble


def _said(trouble: Trouble) -> tuple[Message, Message]:
    """The server's own words."""
    return from_wire(trouble.reason), from_wire(trouble.remedy)


def _unreachable(error: Exception) -> SyncProblem:
    if _is_tls(error):
        return SyncProblem(Fault.UNTRUSTED, str(error))
    broke_off = any(words in str(error) for words in _BROKE_OFF)
    if isinstance(error, httpx.RemoteProtocolError) and not broke_off:
        # Something else than our server answered.
        return SyncProblem(Fault.MALFORMED, str(error))
    return SyncProblem(Fault.UNREACHABLE, f"{type(error).__name__}: {error}")


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError) or "CERTIFICATE_VERIFY" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
