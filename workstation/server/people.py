"""How people get in: accounts are made, passwords checked, tokens given out and taken back. What
administrators do about sessions and passwords, and everybody about their own sessions, is here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from workstation.domain.actor import SYSTEM, Actor
from workstation.domain.people.entry import gives_password, sees_sessions
from workstation.domain.people.records import user_of
from workstation.domain.taxonomy import Role
from workstation.i18n import _
from workstation.server import accounts, deposits, directory
from workstation.server.accounts import Passwords, StoredPassword
from workstation.server.batch import Batches
from workstation.server.database import Database
from workstation.server.password_rules import names_of, weakness
from workstation.server.problem import (
    Denied,
    account_ended,
    no_such_person,
    one_time,
    own_password,
    revoked,
    role_missing,
    weak_password,
    wrong_password,
)
from workstation.server.staff_office import GivenPassword, StaffAccount, StaffOffice, StaffRefusal
from workstation.wire.session import (
    DeviceSession,
    OneTimePassword,
    Session,
    Sessions,
    SessionsEnded,
    SignInRequest,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request.

    actor: the person, with the rights that they have at this moment
    device: on which of their devices the session was begun
    """

    actor: Actor
    device: str


class People:
    """The accounts of a server, and how somebody signs in with one. `moved` is told which heads a
    change of somebody's record has moved."""

    def __init__(
        self,
        database: Database,
        batches: Batches,
        clock: Callable[[], datetime],
        token: Callable[[], str],
        passwords: Passwords,
        moved: Callable[[Mapping[str, int]], None],
    ) -> None:
        self._database = database
        self._batches = batches
        self._references = batches.references
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
        given = GivenPassword(await self.hashed(password), one_time=False)
        await self.administer(lambda office: office.seed(actor, given))

    async def change(self, actor: Actor) -> None:
        """Give somebody other roles, queues or languages. They hold from the next request on."""
        await self.administer(lambda office: office.seed(actor, None))

    async def revoke(self, account: str) -> None:
        """End somebody's access; their sessions get nothing but that word."""
        await self.administer(lambda office: office.end(office.find(account).person))

    async def look(self, work: Callable[[StaffOffice], T]) -> T:
        """Read what only administrators may."""
        return await self._database.read(lambda c: work(self._office(c)))

    async def administer(self, work: Callable[[StaffOffice], Mapping[str, int]]) -> None:
        """Change accounts as an administrator does; whoever they are of hears of it."""
        self._moved(await self._database.write(lambda c: work(self._office(c))))

    def _office(self, connection: Connection) -> StaffOffice:
        return StaffOffice(connection, self._batches, self._clock())

    async def hashed(self, password: str) -> str:
        """The hash of a password, which takes its time."""
        return await self._database.step(lambda: self._passwords.hash(password))

    async def end_sessions(
        self, account: str, device: str | None = None, *, but: str | None = None
    ) -> int:
        """End somebody's sessions, or those on one device; those on the device `but` go on.
        Returns how many there were."""
        return await self._database.write(
            lambda c: accounts.end_sessions(c, account, device, but=but)
        )

    async def directory(self) -> tuple[Actor, ...]:
        """Everybody who works here now."""
        return await self._database.read(lambda c: directory.everybody(c, self._references))

    async def sign_in(self, asked: SignInRequest, place: str) -> Session:
        """Begin a session for whoever knows the password. One that was given out for one time has
        to be replaced by a new one; then all other sessions end.

        `place` is where the request came from. Raises `Denied`: 400 for a new password that is
        weak; 401; 403, with a key for deposits if the access has just ended; or 429 after too many
        attempts.
        """
        now, name = self._clock(), user_of(asked.user)
        await self._database.write(lambda c: accounts.note_try(c, name, place, now))
        user, known = await self._database.read(lambda c: self._known(c, asked.user))
        stored = known.password if known else None
        fits = await self._database.step(lambda: self._passwords.fits(stored, asked.password))
        if not fits or known is None:
            raise wrong_password()
        try:
            actor = await self._database.read(lambda c: self._actor(c, user))
        except Denied as denied:
            raise await self._with_key(denied, user, asked.device) from None
        fresh = await self._new_password(known, asked, actor, place)
        token = self._token()

        def begin(connection: Connection) -> Session:
            held = accounts.secret_of(connection, user, hold=True)
            if held is None or held.password != known.password:
                # It was changed while it was looked at.
                raise wrong_password()
            actor = self._actor(connection, user)
            accounts.forgive(connection, name, place)
            if fresh:
                accounts.set_password(connection, user, fresh)
            until = accounts.start_session(connection, user, asked.device, token, now)
            return Session(token=token, expires_at=until, actor=actor)

        return await self._database.write(begin)

    async def _with_key(self, denied: Denied, user: str, device: str) -> Denied:
        """The same answer, with a key to deposit the unsent work of this device while there is
        time for that."""
        now, token = self._clock(), self._token()

        def keep(connection: Connection) -> str:
            if not deposits.is_open(directory.member(connection, user), now):
                return ""
            accounts.keep_key(connection, user, device, token, now)
            return token

        return replace(denied, deposits_with=await self._database.write(keep))

    def _known(self, connection: Connection, typed: str) -> tuple[str, StoredPassword | None]:
        """The user name that somebody means by what they typed, and the password stored for it."""
        known = accounts.secret_of(connection, typed)
        if known is not None:
            return typed, known
        user = directory.user_meant(connection, self._references, typed)
        return user, accounts.secret_of(connection, user)

    def _actor(self, connection: Connection, user: str) -> Actor:
        return directory.actor_now(connection, self._references, user)

    async def _new_password(
        self, known: StoredPassword, asked: SignInRequest, actor: Actor, place: str
    ) -> str:
        """The hash of the password that somebody sets for themselves, "" for none.

        Raises `Denied`: 403 if they have to, 400 if they may not have this one.
        """
        try:
            if asked.new_password:
                if asked.new_password == asked.password:
                    raise weak_password(_("The new password is the old one."))
                why = weakness(asked.new_password, names_of(actor))
                if why is not None:
                    raise weak_password(why)
                return await self._database.step(lambda: self._passwords.hash(asked.new_password))
            if known.one_time:
                raise one_time()
        except Denied:
            # What they knew was right: a slip with the new one is no guess.
            name = user_of(asked.user)
            await self._database.write(lambda c: accounts.forgive(c, name, place))
            raise
        return ""

    async def sign_out(self, token: str) -> None:
        """End a session; ending one that is over is no fault."""
        await self._database.write(lambda c: accounts.end_session(c, token))

    async def caller(self, token: str) -> Caller:
        """Who sends a request with this token. Raises `Denied`: 401 for no session, 403 for whose
        access has ended, also where the session had ended before."""
        now = self._clock()

        def look(connection: Connection) -> Caller:
            try:
                user, device = accounts.holder(connection, token, now)
            except Denied as over:
                ended = deposits.end_of_access(connection, token)
                if ended is not None:
                    raise revoked(ended) from over
                raise
            return Caller(self._actor(connection, user), device)

        return await self._database.read(look)


class SessionDoor:
    """What a caller may do about sessions and passwords, of their own or as an administrator.
    `one_time` makes a password that is given out."""

    def __init__(self, people: People, one_time: Callable[[], str]) -> None:
        self._people = people
        self._one_time = one_time

    async def sessions(self, caller: Caller, user: str) -> Sessions:
        """Where somebody is signed in; "" for the caller. Raises `Denied`: 403, 404."""
        wanted = _whose(caller, user)

        def look(office: StaffOffice) -> Sessions:
            account = _account(office, wanted)
            listed = office.sessions(account.actor.id)
            mine = caller.actor.id == account.actor.id
            return Sessions(
                sessions=tuple(
                    DeviceSession(
                        device=each.device,
                        begun=each.begun,
                        until=each.until,
                        is_this=mine and each.device == caller.device,
                    )
                    for each in listed
                ),
                one_time=account.one_time,
            )

        return await self._people.look(look)

    async def end_sessions(self, caller: Caller, user: str, device: str) -> SessionsEnded:
        """End somebody's sessions on a device, or all with "": except the caller's own, which ends
        by signing out. Raises `Denied`: 403, 404."""
        wanted = _whose(caller, user)
        account = await self._people.look(lambda office: _account(office, wanted))
        mine = caller.actor.id == account.actor.id
        ended = await self._people.end_sessions(
            account.actor.id, device or None, but=caller.device if mine else None
        )
        return SessionsEnded(ended=ended)

    async def give_password(self, caller: Caller, user: str) -> OneTimePassword:
        """Give somebody a password for one time, and end their sessions.

        Raises `Denied`: 403 for who is no administrator, 404, and 409 for oneself and for whose
        access has ended.
        """
        if not caller.actor.may(Role.ADMIN):
            raise role_missing()
        account = await self._people.look(lambda office: _account(office, user))
        if not gives_password(caller.actor, account.actor.id):
            raise own_password()
        if account.ended:
            raise account_ended()
        secret = self._one_time()
        given = GivenPassword(await self._people.hashed(secret), one_time=True)

        def enter(office: StaffOffice) -> dict[str, int]:
            try:
                return dict(office.reset(account.actor.id, given))
            except StaffRefusal as unable:
                # It ended while the password was made.
                raise account_ended() from unable

        await self._people.administer(enter)
        return OneTimePassword(user=account.actor.id, password=secret)


def _whose(caller: Caller, user: str) -> str:
    """Whose sessions are meant by `user`, "" for the caller's own. Raises `Denied` for somebody
    else's, unless an administrator asks."""
    wanted = user or caller.actor.id
    if not sees_sessions(caller.actor, wanted):
        raise role_missing()
    return wanted


def _account(office: StaffOffice, user: str) -> StaffAccount:
    """The account of a user. Raises `Denied` (404) for nobody's."""
    try:
        return office.find(user)
    except StaffRefusal as unable:
        raise no_such_person() from unable
