"""Who has signed in on this profile: enough to let them in again without a network."""

from __future__ import annotations

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from workstation.cache.file import DatabaseFile
from workstation.cache.values import Account
from workstation.cache.work_tables import account, device
from workstation.domain.actor import Actor
from workstation.value_class import dataclass
from workstation.wire.codec import decode, encode


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account that the server vouched for.

    `actor`: who it is, as the server said when they last signed in.
    `password`: an argon2 hash; "" for an account that was closed, so that no password fits it
    until the server vouches for it again.
    `token`: that of the last session, "" once it was signed out.
    """

    account: Account
    actor: Actor
    password: str
    token: str

    @property
    def closed(self) -> bool:
        """Whether the server has taken the person's access away."""
        return not self.password


class Accounts:
    """The accounts that have signed in on this profile, and which of them is the present one.

    Every verb raises `ProfileProblem`.
    """

    def __init__(self, file: DatabaseFile) -> None:
        self._file = file

    async def device(self) -> str:
        """The id of this profile as a device."""
        return await self._file.run(
            lambda connection: str(connection.execute(select(device.c.id)).scalar_one())
        )

    async def known(self, wanted: Account) -> KnownAccount | None:
        """What this profile knows of an account, None if it never signed in here."""

        def work(connection: Connection) -> KnownAccount | None:
            row = connection.execute(
                select(account).where(
                    account.c.server == wanted.server, account.c.user == wanted.user
                )
            ).first()
            if row is None:
                return None
            actor = decode(row.actor, Actor)
            return KnownAccount(Account(row.server, row.user), actor, row.password, row.token)

        return await self._file.run(work)

    async def remember(self, known: KnownAccount) -> None:
        """Keep an account that the server has just vouched for, and make it the present one."""

        def work(connection: Connection) -> None:
            values = {
                "actor": encode(known.actor),
                "password": known.password,
                "token": known.token,
            }
            where = {"server": known.account.server, "user": known.account.user}
            row = insert(account).values(**where, **values)
            connection.execute(
                row.on_conflict_do_update(index_elements=["server", "user"], set_=values)
            )
            connection.execute(update(device).values(**where))

        await self._file.run(work)

    async def renew(self, wanted: Account, actor: Actor, token: str) -> None:
        """Keep what the server said of a known account when it vouched for it again."""
        same = (account.c.server == wanted.server) & (account.c.user == wanted.user)
        fresh = update(account).where(same).values(actor=encode(actor), token=token)
        await self._file.run(lambda connection: connection.execute(fresh))

    async def close(self, gone: Account) -> None:
        """Forget the password of an account that the server has closed: nobody signs in to it
        here without the server.

        The token stays until unsent work is handed in with it; it opens nothing else.
        """
        same = (account.c.server == gone.server) & (account.c.user == gone.user)
        closed = update(account).where(same).values(password="")
        await self._file.run(lambda connection: connection.execute(closed))

    async def keep_token(self, gone: Account, token: str) -> None:
        """Keep the token that the server gave for handing in unsent work."""
        same = (account.c.server == gone.server) & (account.c.user == gone.user)
        await self._file.run(lambda c: c.execute(update(account).where(same).values(token=token)))

    async def forget_token(self, gone: Account) -> None:
        """Forget the token: the unsent work is handed in, or never will be."""
        same = (account.c.server == gone.server) & (account.c.user == gone.user)
        await self._file.run(lambda c: c.execute(update(account).where(same).values(token="")))

    async def servers_of(self, user: str) -> frozenset[str]:
        """The servers where a user of this name has signed in from this profile."""
        query = select(account.c.server).where(account.c.user == user)
        return await self._file.run(lambda c: frozenset(c.execute(query).scalars()))

    async def present(self) -> Account | None:
        """The account that was used last, unless it signed out."""

        def work(connection: Connection) -> Account | None:
            row = connection.execute(select(device.c.server, device.c.user)).one()
            return Account(row.server, row.user) if row.user else None

        return await self._file.run(work)

    async def last_server(self) -> str:
        """The server that was used last, "" on a new profile."""
        return await self._file.run(
            lambda connection: str(connection.execute(select(device.c.server)).scalar_one())
        )

    async def leave(self, gone: Account) -> None:
        """Forget the session; the account stays known for signing in offline."""

        def work(connection: Connection) -> None:
            same = (account.c.server == gone.server) & (account.c.user == gone.user)
            connection.execute(update(account).where(same).values(token=""))
            connection.execute(update(device).values(user=""))

        await self._file.run(work)
