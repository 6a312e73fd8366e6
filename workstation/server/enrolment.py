"""Opens a database for the command line: a new server has nobody who could do it from inside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from workstation.server.backups.save import sqlite_file
from workstation.server.people import People
from workstation.server.staff_office import GivenPassword, StaffAccount, StaffRefusal, Wanted
from workstation.server.store import Store, system_clock


def enrol(database_url: str, user: str, wanted: Wanted, password: str) -> StaffAccount:
    """Create somebody's account, or give them a new password and what is `wanted`.

    Raises `StaffRefusal`, `NewerDatabase`, or SQLAlchemy's error if the database cannot be reached.
    """
    return asyncio.run(_enrol(database_url, user, wanted, password))


async def _enrol(database_url: str, user: str, wanted: Wanted, password: str) -> StaffAccount:
    async with opened(database_url, begin=True) as people:
        given = GivenPassword(await people.hashed(password), one_time=False)
        await people.administer(lambda office: office.enrol(user, wanted, given))
        return await account_of(people, user)


@asynccontextmanager
async def opened(
    database_url: str, clock: Callable[[], datetime] = system_clock, *, begin: bool = False
) -> AsyncIterator[People]:
    """The people of a database; `begin` makes one where there is none. Raises `StaffRefusal`."""
    file = sqlite_file(database_url)
    if file is not None and not begin and not file.is_file():
        raise StaffRefusal(f"There is no database {file}.")
    store = await Store.open(database_url, clock=clock)
    try:
        yield store.people
    finally:
        await store.close()


async def account_of(people: People, user: str) -> StaffAccount:
    """Whose account this is. Raises `StaffRefusal`."""
    return await people.look(lambda office: office.find(user))
