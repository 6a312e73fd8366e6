"""The connection to the server over HTTP; every failure becomes a `SyncProblem`."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from functools import cache
from typing import TypeVar, cast
from urllib.parse import urlencode

import httpx
import msgspec

from workstation.cache.page import FeedPage
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
    SESSION_ENDED,
    SESSION_RAN_OUT,
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
_FAULTS_OF_A_PROXY: Mapping[int, Fault] = {413: Fault.HELD_UP, 429: Fault.BUSY}
# Of these the server's own words say more than ours.
_SAID_BY_THE_SERVER = frozenset({Fault.UNFIT, Fault.FORBIDDEN, Fault.NOT_THERE, Fault.CLASH})
_WHY_SIGNED_OUT = frozenset({SESSION_ENDED.id, SESSION_RAN_OUT.id})
_LONGEST_WAIT = 300.0
# How httpx words that an HTTP response broke off, as opposed to an answer that is no HTTP.
_BROKE_OFF = ("disconnected", "peer closed connection")
# Shared by all connections, and not before there is one: to make it costs 45-108 ms.
_tls = cache(ssl.create_default_context)
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


class HttpTransport:
    """The `Transport` to the server at `base_url`; `inner` replaces the network in tests.

    Every verb raises `SyncProblem`, and so does making one with an address that cannot be one.
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
            trust_env=inner is None and host not in _THIS_MACHINE,
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
        """Ask for what has changed; the response is parsed as it comes in."""
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
        """Hand in the unsent work of somebody whose access has ended."""
        return await self._ask("POST", NOW.address("deposit"), Deposited, request)

    async def job_results(self, job: str, after: int) -> Results:
        """Ask what became of some members of a job, of those that follow the `after`-th."""
        path = f"{NOW.address(f'jobs/{job}/results')}?after={after}"
        return await self._ask("GET", path, Results)

    async def sessions(self, user: str) -> Sessions:
        """Ask on which devices somebody is signed in."""
        path = f"{NOW.address('sessions')}?{urlencode({'user': user})}"
        return await self._ask("GET", path, Sessions)

    async def end_sessions(self, user: str, device: str) -> SessionsEnded:
        """End the sessions of somebody on a device; on all devices with ""."""
        path = f"{NOW.address('sessions')}?{urlencode({'user': user, 'device': device})}"
        return await self._ask("DELETE", path, SessionsEnded)

    async def give_password(self, user: str) -> OneTimePassword:
        """Have the server make a password that lets somebody in once."""
        asked = PasswordRequest(user=user)
        return await self._ask("POST", NOW.address("password"), OneTimePassword, asked)

    async def nudges(self) -> AsyncGenerator[Nudge, None]:
        """The heads of the feeds as they change, from a stream of server-sent events."""
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
        """Ask whether the server is well, and for its time and version."""
        return await self._ask("GET", "/health", Health)

    async def close(self) -> None:
        """Close all connections to the server."""
        await self._client.aclose()

    async def _ask(
        self, method: str, path: str, kind: type[T], body: msgspec.Struct | None = None
    ) -> T:
        """Send one request. Returns the whole response, decoded as a `kind`."""
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
        """Send one request and give its response, to be read inside. Raises `SyncProblem`, also
        for what goes wrong while it is read, and when it lasts longer than `deadline`."""
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
    """An iterator of httpx as the generator that it is: it must be closed when it is left early."""
    return cast("AsyncGenerator[T, None]", iterator)


def _parsed(data: bytes, kind: type[T]) -> T:
    """Decode a response. Raises `SyncProblem` for one that is no `kind`."""
    try:
        return decode(data, kind)
    except Malformed as error:
        raise SyncProblem(Fault.MALFORMED, error.detail) from error


def _problem(response: httpx.Response, body: bytes) -> SyncProblem:
    """The problem that a response which is no success stands for.

    Whoever answers without a `Trouble` is not our server but a proxy, or the page of a hotel's
    network: it decides nothing about what was in the request.
    """
    status = response.status_code
    trouble, said = None, None
    with suppress(Malformed, ValueError):
        trouble = decode(body, Trouble)
        said = from_wire(trouble.reason), from_wire(trouble.remedy)
    if status >= 500:
        fault = Fault.SERVER_FAILED
    elif trouble is None or said is None:
        fault = _FAULTS_OF_A_PROXY.get(status, Fault.MALFORMED)
    elif status == 403 and trouble.needs == NEW_PASSWORD:
        fault = Fault.NEW_PASSWORD
    elif status == 404 and trouble.reason.id == NO_SUCH_ADDRESS.id:
        fault = Fault.SERVER_OUTDATED
    else:
        fault = _FAULTS.get(status, Fault.REJECTED)
    tells = fault in _SAID_BY_THE_SERVER
    if fault is Fault.SIGNED_OUT and trouble is not None:
        tells = trouble.reason.id in _WHY_SIGNED_OUT
    wait = response.headers.get("retry-after", "")
    return SyncProblem(
        fault,
        f"{response.request.method} {response.request.url.path}: {status}",
        retry_after=min(float(wait), _LONGEST_WAIT) if wait.isdigit() else None,
        said=said if tells else None,
        deposits_with=(trouble.deposits_with or "") if trouble and said else "",
    )


def _unreachable(error: Exception) -> SyncProblem:
    """The problem that a failure of the connection stands for."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) or "CERTIFICATE_VERIFY" in str(cause):
            return SyncProblem(Fault.UNTRUSTED, str(error))
        cause = cause.__cause__ or cause.__context__
    broke_off = any(words in str(error) for words in _BROKE_OFF)
    if isinstance(error, httpx.RemoteProtocolError) and not broke_off:
        # Something else than our server answered.
        return SyncProblem(Fault.MALFORMED, str(error))
    return SyncProblem(Fault.UNREACHABLE, f"{type(error).__name__}: {error}")
