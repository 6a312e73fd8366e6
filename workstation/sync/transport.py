"""What sync needs of a connection to the server; `HttpTransport` is the real one."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Protocol

from workstation.cache.page import FeedPage
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


class Transport(Protocol):
    """A way to one server. Every verb raises `SyncProblem`, and nothing else, when it fails."""

    async def sign_in(self, request: SignInRequest) -> Session:
        """Exchange a password for a token, which later requests carry."""

    async def sign_out(self) -> None:
        """End the session on the server and forget the token."""

    def carry(self, token: str) -> None:
        """Use this token from now on."""

    async def push(self, push: Push) -> Pushed:
        """Hand commands over."""

    async def pull(self, request: SyncRequest) -> FeedPage:
        """Ask for what has changed."""

    async def deposit(self, request: DepositRequest) -> Deposited:
        """Hand in the unsent work of somebody whose access has ended."""

    async def job_results(self, job: str, after: int) -> Results:
        """Ask what became of some members of a job, of those that follow the `after`-th."""

    async def sessions(self, user: str) -> Sessions:
        """Ask on which devices somebody is signed in."""

    async def end_sessions(self, user: str, device: str) -> SessionsEnded:
        """End the sessions of somebody on a device; on all devices with ""."""

    async def give_password(self, user: str) -> OneTimePassword:
        """Have the server make a password that lets somebody in once."""

    def nudges(self) -> AsyncGenerator[Nudge, None]:
        """The heads of the feeds as they change; ends or raises when the connection does."""

    async def health(self) -> Health:
        """Ask whether the server is well, and for its time and version."""

    async def close(self) -> None:
        """Close all connections to the server."""
