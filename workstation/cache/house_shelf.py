"""The house book in `cache.db`: as the server sent it, with a hash that tells of damage."""

from __future__ import annotations

import logging

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from workstation.cache.cache_tables import meta
from workstation.cache.file import File
from workstation.domain.house import House
from workstation.wire.codec import Malformed, body_hash, decode, encode
from workstation.wire.feed import HouseLine
from workstation.wire.house import unpack_house

_LOG = logging.getLogger(__name__)
_NAME = "house"


class _Held(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    hash: int
    body: msgspec.Raw


class HouseShelf:
    """Where the book stands. An absent or damaged one is fetched again with the next round.

    One that is whole and from a later version than this program stays: it would come the same.
    """

    def __init__(self, writes: File, reads: File) -> None:
        self._writes = writes
        self._reads = reads

    async def book(self) -> House | None:
        """The book, None if there is none that can be read."""
        held = await self._reads.run(_held)
        if held is None:
            return None
        body = bytes(held.body)
        if body_hash(body) != held.hash:
            _LOG.error("the house book is damaged")
            await self._writes.run(clear_book)
            return None
        try:
            return unpack_house(body)
        except Malformed as error:
            _LOG.error("the house book cannot be read: %s", error.detail)
            return None


def put_book(connection: Connection, line: HouseLine | None) -> None:
    """Keep the book, if the server sent it, in the transaction of all that came with it."""
    if line is None:
        return
    body = bytes(line.body)
    held = _Held(version=line.version, hash=body_hash(body), body=msgspec.Raw(body))
    row = insert(meta).values(name=_NAME, value=encode(held))
    connection.execute(
        row.on_conflict_do_update(index_elements=["name"], set_={"value": row.excluded.value})
    )


def clear_book(connection: Connection) -> None:
    """Forget it."""
    connection.execute(meta.delete().where(meta.c.name == _NAME))


def book_version(connection: Connection) -> int:
    """The version that is held; 0 for none, which no book has."""
    held = _held(connection)
    return held.version if held is not None else 0


def _held(connection: Connection) -> _Held | None:
    stored = connection.execute(select(meta.c.value).where(meta.c.name == _NAME)).scalar()
    try:
        return decode(stored, _Held) if stored else None
    except Malformed:
        return None
