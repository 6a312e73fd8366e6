"""Makes an account from the command line: a new server has nobody who could do it from inside."""

from __future__ import annotations

import asyncio

from workstation.domain.actor import Actor
from workstation.server.store import Store


def enrol(database_url: str, actor: Actor, password: str) -> None:
    """Create somebody's account, or give them a new password, roles and queues.

    Raises `NewerDatabase`, or SQLAlchemy's `DBAPIError` if the database cannot be reached.
    """
    asyncio.run(_enrol(database_url, actor, password))


async def _enrol(database_url: str, actor: Actor, password: str) -> None:
    store = await Store.open(database_url)
    try:
        await store.people.create(actor, password)
    finally:
        await store.close()
