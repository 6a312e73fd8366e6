"""Fills an empty store with the demo: its people, the nine stories, and generated cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from workstation.server.demo.generate import plans
from workstation.server.demo.scenarios import living
from workstation.server.demo.users import PASSWORD, USERS
from workstation.server.filing import Filing
from workstation.server.store import Store

_AT_ONCE = 200
_SEED = 20261122


async def seed(store: Store, cases: int, now: datetime) -> None:
    """People, stories and `cases` generated cases as of `now`; a second time adds nothing.

    Raises `Refused` if the stories no longer fit the rules, which a test rules out.
    """
    for actor in USERS:
        await store.people.create(actor, PASSWORD)
    await store.file(list(living(now)))
    for some in _batches(plans(cases, _SEED, now)):
        await store.file(some)


def _batches(filings: Iterator[Filing]) -> Iterator[list[Filing]]:
    while some := list(islice(filings, _AT_ONCE)):
        yield some
