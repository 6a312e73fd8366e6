"""Who has signed in on this profile: enough to let them in again without a network."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from workstation.cache.file import DatabaseFile
from workstation.cache.values import Account
from workstation.cache.work_tables import account, device
from workstation.domain.actor import Actor
from workstation.wire.codec import decode, encode


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account that the server vouched for. `password` is an argon2 hash, `token` may be "".

    A closed account has no password: none fits it until the server vouches for it again.
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
    """Known sign-ins, and which of them is the present one."""

    def __init__(self, file: DatabaseFile) -> None:
        self._file = file

    async def device(self) -> str:
        """The id of this profile as a device."""
        return await self._file.run(
            lambda connection: str(connection.execute(select(device.c.id)).scalar_one())
        )

    async def known(self, wanted: Account) -> KnownAccount | None:
        """What this profile knows of an account."""

        def work(connection: Connection) -> KnownAccount | None:
            row = connection.execute(
                select(account).where(
                    account.c.server == wanted.server, account.c.user == wanted.user
                )
            ).first()
            return _known(row) if row is not None else None

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
        """The server vouched for a known account again."""
        same = (account.c.server == wanted.server) & (account.c.user == wanted.user)
        fresh = update(account).where(same).values(actor=encode(actor), token=token)
        await self._file.run(lambda connection: connection.execute(fresh))

    async def close(self, gone: Account) -> None:
        """The server has taken the person's access away: no signing in here without it.

        The token stays until what was not sent is laid down with it; it opens nothing else.
        """
        same = (account.c.server == gone.server) & (account.c.user == gone.user)
        closed = update(account).where(same).values(password="")
        await self._file.run(lambda connection: connection.execute(closed))

    async def keep_token(self, gone: Account, token: str) -> None:
        """The server gave this one to lay down with what was not sent."""
        same = (account.c.server == gone.server) & (account.c.user == gone.user)
        await self._file.run(lambda c: c.execute(update(account).where(same).values(token=token)))

    async def forget_token(self, gone: Account) -> None:
        """What was not sent is laid down, or never will be."""
        same = (account.c.server == gone.server) & (account.c.user == gone.user)
        await self._file.run(lambda c: c.execute(update(account).where(same).values(token="")))

    async def servers_of(self, user: str) -> frozenset[str]:
        """Where somebody of this name has signed in from this profile."""
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


def _known(row: Row[tuple[object, ...]]) -> KnownAccount:
    return KnownAccount(
        Account(row.server, row.user), decode(row.actor, Actor), row.password, row.token
    )
