"""The house book on the server: one row that is locked to be changed, and every change for good.

The receipt is written in the transaction of the change, as with commands of cases (sync.md 5.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, insert, select, update

from workstation.domain.actor import Actor
from workstation.domain.house import House, HouseChange, change_house
from workstation.domain.problem import Refused
from workstation.drafting.shipped import shipped_house
from workstation.i18n import _
from workstation.server import accounts
from workstation.server.database import insert_into
from workstation.server.sameness import HASH_V, edit_hash
from workstation.server.tables import HOUSE_BOOK, HOUSE_CHANGE, HOUSE_RECEIPT
from workstation.wire.codec import Malformed, decode, encode
from workstation.wire.feed import HouseLine, SyncRequest
from workstation.wire.house import (
    HouseAnswer,
    HouseApplied,
    HouseEdit,
    HouseRefused,
    pack_change,
    pack_house,
    unpack_change,
    unpack_house,
)
from workstation.wire.messages import to_wire

# The version that every installation carries.
SHIPPED = 1
_ONLY = 1


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to an edit, and the version that it made, None where it made none."""

    answer: HouseAnswer
    version: int | None = None


def seed(connection: Connection) -> None:
    """Begin the book with what is shipped; a book that exists stays as it is."""
    house = shipped_house()
    row = insert_into(connection)(HOUSE_BOOK).values(
        id=_ONLY, version=house.version, body=pack_house(house)
    )
    connection.execute(row.on_conflict_do_nothing())


def version_now(connection: Connection) -> int:
    """The version of the book."""
    version: int = connection.execute(select(HOUSE_BOOK.c.version)).scalar_one()
    return version


def book_now(connection: Connection) -> House:
    """The book as it stands."""
    return _read(connection.execute(select(HOUSE_BOOK.c.body)).scalar_one())


def line(connection: Connection, request: SyncRequest, epoch: str) -> Iterator[HouseLine]:
    """The book, for a device that knows books and holds another one than ours."""
    if request.house is None:
        return
    row = connection.execute(select(HOUSE_BOOK.c.version, HOUSE_BOOK.c.body)).one()
    if request.epoch != epoch or request.house != row.version:
        yield HouseLine(version=row.version, body=msgspec.Raw(row.body))


def change(connection: Connection, account: str, edit: HouseEdit, now: datetime) -> Told:
    """Take an edit in, or say what became of it before. Raises `Denied` for a revoked account."""
    actor = accounts.actor_now(connection, account)
    row = insert_into(connection)(HOUSE_RECEIPT).values(
        id=edit.id,
        actor=account,
        request_hash=edit_hash(account, edit),
        hash_v=HASH_V,
        answer=None,
        given_at=edit.at,
        at=now,
    )
    fresh = row.on_conflict_do_nothing().returning(HOUSE_RECEIPT.c.id)
    if connection.execute(fresh).one_or_none() is None:
        return Told(_again(connection, account, edit))
    told = _dispose(connection, actor, edit, now)
    mine = update(HOUSE_RECEIPT).where(HOUSE_RECEIPT.c.id == edit.id)
    connection.execute(mine.values(answer=encode(told.answer)))
    return told


def _again(connection: Connection, account: str, edit: HouseEdit) -> HouseAnswer:
    query = select(HOUSE_RECEIPT.c.request_hash, HOUSE_RECEIPT.c.hash_v, HOUSE_RECEIPT.c.answer)
    row = connection.execute(query.where(HOUSE_RECEIPT.c.id == edit.id)).one()
    if row.request_hash != edit_hash(account, edit, hash_v=row.hash_v):
        return _no(edit, _reused())
    return msgspec.structs.replace(_answer(row.answer), already=True)


def _dispose(connection: Connection, actor: Actor, edit: HouseEdit, now: datetime) -> Told:
    try:
        wish = unpack_change(edit.kind, edit.body, edit.v)
        _rests_on_what_holds(connection, edit)
        return _make(connection, actor, edit, wish, now)
    except Malformed as error:
        remedy = _("Bring this program up to date, then do it again.")
        return Told(_no(edit, Refused(error.what, remedy)))
    except Refused as refused:
        return Told(_no(edit, refused))


def _make(
    connection: Connection, actor: Actor, edit: HouseEdit, wish: HouseChange, now: datetime
) -> Told:
    locked = select(HOUSE_BOOK.c.body).with_for_update()
    before = _read(connection.execute(locked).scalar_one())
    after = change_house(before, wish, actor, now)
    if after is before:
        return Told(HouseApplied(id=edit.id, version=before.version))
    # As it was made, which is tidier than it was sent.
    kind, body = pack_change(after.changes[0].change)
    connection.execute(
        insert(HOUSE_CHANGE).values(
            version=after.version, edit=edit.id, actor=actor.id, kind=kind, body=body, at=now
        )
    )
    connection.execute(update(HOUSE_BOOK).values(version=after.version, body=pack_house(after)))
    return Told(HouseApplied(id=edit.id, version=after.version), after.version)


def _rests_on_what_holds(connection: Connection, edit: HouseEdit) -> None:
    """Its author saw the earlier edit in the book: without that, it would overwrite a stranger's.

    Two people may reach the same revision, each by themselves.
    """
    if edit.prev is None:
        return
    query = select(HOUSE_RECEIPT.c.answer).where(HOUSE_RECEIPT.c.id == edit.prev)
    stored = connection.execute(query).scalar()
    if not stored or not isinstance(_answer(stored), HouseApplied):
        raise Refused(
            _("This rests on an earlier change of yours that was not made."),
            _("Look at it as it is now, and make your change again if it is still needed."),
        )


def _no(edit: HouseEdit, refused: Refused) -> HouseRefused:
    return HouseRefused(id=edit.id, reason=to_wire(refused.reason), remedy=to_wire(refused.remedy))


def _reused() -> Refused:
    return Refused(
        _("Another command was sent under the same number."),
        _("This can happen after a profile was copied or restored. Do it again."),
    )


def _answer(body: bytes) -> HouseAnswer:
    return decode(body, HouseAnswer)  # type: ignore[arg-type]  # to msgspec a union is a type


@lru_cache(maxsize=2)
def _read(body: bytes) -> House:
    """Parsed once a version: every letter that comes in is examined by it."""
    return unpack_house(body)
