"""A connection that is made when it is first needed, so that the window is painted before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from workstation.cache.page import FeedPage
from workstation.sync.transport import Transport
from workstation.wire.deposit import Deposited, DepositRequest
from workstation.wire.feed import Nudge, SyncRequest
from workstation.wire.job import Results
from workstation.wire.push import Push, Pushed
from workstation.wire.session import (
    Health,
    OneTimePassword,
    Session,
    Sessions,
    SessionsEnded,
    SignInRequest,
)


class LazyTransport:
    """The `Transport` that `connect` gives, made off the loop at the first request.

    Loading an HTTP library costs more than painting the queue.
    """

    def __init__(self, connect: Callable[[], Transport]) -> None:
        self._connect = connect
        self._inner: Transport | None = None
        self._connecting = asyncio.Lock()
        self._token = ""

    async def sign_in(self, request: SignInRequest) -> Session:
        """Exchange a password for a token."""
        return await (await self._connected()).sign_in(request)

    async def sign_out(self) -> None:
        """End the session on the server."""
        await (await self._connected()).sign_out()

    def carry(self, token: str) -> None:
        """Use this token from now on."""
        self._token = token
        if self._inner is not None:
            self._inner.carry(token)

    async def push(self, push: Push) -> Pushed:
        """Hand commands over."""
        return await (await self._connected()).push(push)

    async def pull(self, request: SyncRequest) -> FeedPage:
        """Ask for what has changed."""
        return await (await self._connected()).pull(request)

    async def deposit(self, request: DepositRequest) -> Deposited:
        """Hand in the unsent work of somebody whose access has ended."""
        return await (await self._connected()).deposit(request)

    async def job_results(self, job: str, after: int) -> Results:
        """Ask what became of some members of a job, of those that follow the `after`-th."""
        return await (await self._connected()).job_results(job, after)

    async def sessions(self, user: str) -> Sessions:
        """Ask on which devices somebody is signed in."""
        return await (await self._connected()).sessions(user)

    async def end_sessions(self, user: str, device: str) -> SessionsEnded:
        """End the sessions of somebody on a device; on all devices with ""."""
        return await (await self._connected()).end_sessions(user, device)

    async def give_password(self, user: str) -> OneTimePassword:
        """Have the server make a password that lets somebody in once."""
        return await (await self._connected()).give_password(user)

    async def nudges(self) -> AsyncGenerator[Nudge, None]:
        """The heads of the feeds as they change."""
        inner = await self._connected()
        async with aclosing(inner.nudges()) as nudges:
            async for nudge in nudges:
                yield nudge

    async def health(self) -> Health:
        """Ask whether the server is well, and for its time and version."""
        return await (await self._connected()).health()

    async def close(self) -> None:
        """Close the connection, if there ever was one."""
        if self._inner is not None:
            await self._inner.close()

    async def _connected(self) -> Transport:
        """The real transport, made at the first call."""
        async with self._connecting:
            if self._inner is None:
                self._inner = await asyncio.to_thread(self._connect)
                self._inner.carry(self._token)
            return self._inner
