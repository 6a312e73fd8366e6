"""The door for people: accounts are made, passwords checked, tokens given out and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from workstation.domain.actor import SYSTEM, Actor
from workstation.server import accounts
from workstation.server.accounts import Caller, Passwords
from workstation.server.database import Database
from workstation.server.problem import revoked, wrong_password
from workstation.wire.session import Session, SignIn


class People:
    """Everybody who may use the server. `moved` hears of everybody whose access has changed."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        token: Callable[[], str],
        passwords: Passwords,
        moved: Callable[[Mapping[str, int]], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._token = token
        self._passwords = passwords
        self._moved = moved

    async def create(self, actor: Actor, password: str) -> None:
        """Make an account, or give an existing one a new password, roles and queues.

        Raises `ValueError` for the platform's own id: nobody may sign in as what files by itself.
        """
        if actor.id == SYSTEM.id:
            raise ValueError(actor.id)
        hashed = await self._database.step(lambda: self._passwords.hash(password))
        self._moved(await self._database.write(lambda c: accounts.put(c, actor, hashed)))

    async def change(self, actor: Actor) -> None:
        """Give somebody other roles, queues or languages. They hold from the next request on."""
        self._moved(await self._database.write(lambda c: accounts.change(c, actor)))

    async def revoke(self, account: str) -> None:
        """Take somebody's access away; their sessions get nothing but that word."""
        self._moved(await self._database.write(lambda c: accounts.revoke(c, account)))

    async def directory(self) -> tuple[Actor, ...]:
        """Everybody who works here now."""
        return await self._database.read(accounts.directory)

    async def sign_in(self, asked: SignIn, place: str) -> Session:
        """A token for the right password.

        `place` is where the request came from. Raises `Denied`: 401, 403, or 429 after too
        many attempts.
        """
        now = self._clock()
        await self._database.write(lambda c: accounts.note_try(c, asked.user, place, now))
        known = await self._database.read(lambda c: accounts.password_of(c, asked.user))
        stored, closed = known or (None, False)
        if not await self._database.step(lambda: self._passwords.fits(stored, asked.password)):
            raise wrong_password()
        if closed:
            raise revoked()
        token = self._token()

        def begin(connection: Connection) -> Session:
            accounts.forgive(connection, asked.user, place)
            until = accounts.start_session(connection, asked.user, asked.device, token, now)
            actor = accounts.actor_now(connection, asked.user)
            return Session(token=token, expires_at=until, actor=actor)

        return await self._database.write(begin)

    async def sign_out(self, token: str) -> None:
        """End a session; ending one that is over is no fault."""
        await self._database.write(lambda c: accounts.end_session(c, token))

    async def caller(self, token: str) -> Caller:
        """Whose token this is. Raises `Denied`."""
        now = self._clock()
        return await self._database.read(lambda c: accounts.caller(c, token, now))
