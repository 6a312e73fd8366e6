"""The door for people: accounts are made, passwords checked, tokens given out and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from workstation.domain.actor import SYSTEM, Actor
from workstation.i18n import _
from workstation.server import accounts
from workstation.server.accounts import Caller, Passwords, Secret
from workstation.server.database import Database
from workstation.server.password_rules import names_of, weakness
from workstation.server.problem import Denied, one_time, revoked, weak_password, wrong_password
from workstation.wire.session import Session, SignIn

T = TypeVar("T")


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
        """Make an account with any password, or change everything about one: for the demo.

        Raises `ValueError` for the platform's own id: nobody may sign in as what files by itself.
        """
        if actor.id == SYSTEM.id:
            raise ValueError(actor.id)
        hashed = await self.hashed(password)
        self._moved(await self._database.write(lambda c: accounts.put(c, actor, hashed)))

    async def change(self, actor: Actor) -> None:
        """Give somebody other roles, queues or languages. They hold from the next request on."""
        self._moved(await self._database.write(lambda c: accounts.change(c, actor)))

    async def revoke(self, account: str) -> None:
        """Take somebody's access away; their sessions get nothing but that word."""
        self._moved(await self._database.write(lambda c: accounts.revoke(c, account)))

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Read what only administrators may: see `staffing`."""
        return await self._database.read(work)

    async def administer(self, work: Callable[[Connection], Mapping[str, int]]) -> None:
        """Have accounts changed as `staffing` does; whoever it is about hears of it."""
        self._moved(await self._database.write(work))

    async def hashed(self, password: str) -> str:
        """What is stored of a password; it takes its time."""
        return await self._database.step(lambda: self._passwords.hash(password))

    async def end_sessions(self, account: str, device: str | None = None) -> int:
        """End somebody's sessions, or those on one device. Returns how many there were."""
        return await self._database.write(lambda c: accounts.end_sessions(c, account, device))

    async def directory(self) -> tuple[Actor, ...]:
        """Everybody who works here now."""
        return await self._database.read(accounts.directory)

    async def sign_in(self, asked: SignIn, place: str) -> Session:
        """A token for the right password; one that was given out for one time needs a new one.

        With a new password everybody else who came in by the old one is out. `place` is where the
        request came from. Raises `Denied`: 400 for a new password that is weak, 401, 403, or 429
        after too many attempts.
        """
        now = self._clock()
        await self._database.write(lambda c: accounts.note_try(c, asked.user, place, now))
        known = await self._database.read(lambda c: accounts.secret_of(c, asked.user))
        stored = known.password if known else None
        fits = await self._database.step(lambda: self._passwords.fits(stored, asked.password))
        if not fits or known is None:
            raise wrong_password()
        if known.revoked:
            raise revoked()
        fresh = await self._own(known, asked, place)
        token = self._token()

        def begin(connection: Connection) -> Session:
            held = accounts.secret_of(connection, asked.user, hold=True)
            if held is None or held.password != known.password:
                # It was changed while it was looked at.
                raise wrong_password()
            actor = accounts.actor_now(connection, asked.user)
            accounts.forgive(connection, asked.user, place)
            if fresh:
                accounts.set_password(connection, asked.user, fresh)
            until = accounts.start_session(connection, asked.user, asked.device, token, now)
            return Session(token=token, expires_at=until, actor=actor)

        return await self._database.write(begin)

    async def _own(self, known: Secret, asked: SignIn, place: str) -> str:
        """The hash of the password that somebody sets for themselves, "" for none.

        Raises `Denied`: 403 if they have to, 400 if they may not have this one.
        """
        try:
            if asked.new_password:
                actor = await self._database.read(lambda c: accounts.actor_now(c, asked.user))
                _strong(asked, names_of(actor))
                return await self._database.step(lambda: self._passwords.hash(asked.new_password))
            if known.one_time:
                raise one_time()
        except Denied:
            # What they knew was right: a slip with the new one is no guess.
            await self._database.write(lambda c: accounts.forgive(c, asked.user, place))
            raise
        return ""

    async def sign_out(self, token: str) -> None:
        """End a session; ending one that is over is no fault."""
        await self._database.write(lambda c: accounts.end_session(c, token))

    async def caller(self, token: str) -> Caller:
        """Whose token this is. Raises `Denied`."""
        now = self._clock()
        return await self._database.read(lambda c: accounts.caller(c, token, now))


def _strong(asked: SignIn, names: Iterable[str]) -> None:
    """Raises `Denied` if the new password is the old one, or none that they may have."""
    if asked.new_password == asked.password:
        raise weak_password(_("The new password is the old one."))
    why = weakness(asked.new_password, names)
    if why is not None:
        raise weak_password(why)
