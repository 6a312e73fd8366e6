"""The queries of `cache.db`: they filter and sort by what was stored, and decide nothing."""

from __future__ import annotations

import logging
from array import array
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, ScalarSelect, bindparam, select

from workstation.cache.cache_tables import body, member, meta, record, scope
from workstation.cache.lists import RowTable
from workstation.cache.values import (
    Account,
    Contact,
    Copy,
    Narrowing,
    Position,
    StoredActor,
    StoredRow,
    Truth,
)
from workstation.domain.context import ReferenceSet
from workstation.domain.record import Kind, Record, Registry
from workstation.i18n import _
from workstation.wire.bodies import unpack_record
from workstation.wire.codec import Malformed, body_hash, decode

NOT_READ = _("A record received could not be read.")
_LOG = logging.getLogger(__name__)
_STAFF = msgspec.json.Decoder(StoredActor)


def _fact(name: str) -> ScalarSelect[bytes]:
    return select(meta.c.value).where(meta.c.name == name).scalar_subquery()


_LIVES, _EPOCH = _fact("lives").label("lives"), _fact("epoch").label("epoch")
_BY_ID = (
    select(record.c.key, record.c.kind, body.c.body, body.c.life, _LIVES, _EPOCH)
    .join(body, body.c.key == record.c.key)
    .where(record.c.id == bindparam("id"), record.c.readable)
)


def position(connection: Connection) -> Position:
    """Up to where each feed is held."""
    columns = (scope.c.name, scope.c.seq, scope.c.partial, scope.c.doubted)
    scopes = connection.execute(select(*columns).order_by(scope.c.name)).all()
    held = {row.name: row.seq for row in scopes}
    partial = frozenset(row.name for row in scopes if row.partial)
    doubted = frozenset(row.name for row in scopes if row.doubted)
    return Position(epoch(connection), held, partial, doubted)


def epoch(connection: Connection) -> str:
    """The life of the server that the feeds are of, "" before the first response."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "epoch")).scalar()
    return decode(stored, str) if stored else ""


def lives(connection: Connection) -> tuple[str, ...]:
    """The lives of the server that the copies come from; a copy carries the number of its life."""
    return _lives(connection.execute(select(_LIVES, _EPOCH)).one())


def _lives(row: Row[*tuple[Any, ...]]) -> tuple[str, ...]:
    if row.lives:
        return decode(row.lives, tuple[str, ...])
    return (decode(row.epoch, str) if row.epoch else "",)


def contact(connection: Connection) -> Contact | None:
    """The last contact with the server, None for none."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "contact")).scalar()
    return decode(stored, Contact) if stored else None


def staff(connection: Connection) -> StoredActor:
    """Who is signed in, as the server last said."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "staff")).scalar()
    return _STAFF.decode(stored) if stored else StoredActor(None)


def account(connection: Connection) -> Account | None:
    """Whose records these are; None for a file that nobody has used."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "account")).scalar()
    return decode(stored, Account) if stored else None


# Any: of whichever rows.
def keys(
    connection: Connection,
    table: RowTable[Any],
    view: str,
    wanted: Narrowing,
    without: Collection[int] = (),
    extra: Collection[tuple[int, int]] = (),
) -> array[int]:
    """The keys of a view in its order.

    Leaves the keys in `without` out and puts `extra` in: pairs of place in the order, and key.
    """
    # Twice as much to fetch: the places are needed only to put `extra` in.
    columns = "listed.key, listed.sort" if extra else "listed.key"
    listed, values = _listed(table, view, wanted, without)
    query = f"SELECT {columns} {listed} ORDER BY listed.sort, listed.key"
    found = _plain(connection, query, values)
    in_order = array("q", (row[0] for row in found))
    if extra:
        places = array("q", (row[1] for row in found))
        for place, key in sorted(extra, reverse=True):
            at = bisect_left(places, place)
            while at < len(places) and places[at] == place and in_order[at] < key:
                at += 1
            in_order.insert(at, key)
    return in_order


# Any: as above.
def _listed(
    table: RowTable[Any], view: str, wanted: Narrowing, without: Collection[int]
) -> tuple[str, list[str]]:
    """Which stored records a view shows, in SQL, and the values for it."""
    joined = f" JOIN {table.name} AS shown ON shown.key = listed.key" if wanted else ""
    narrowed, values = _narrowed(wanted)
    if without:
        # Written out: there may be more of them than a statement takes values.
        narrowed += f" AND listed.key NOT IN ({', '.join(map(str, without))})"
    return f"FROM listed{joined} WHERE listed.view = {table.views[view]}{narrowed}", values


def _plain(connection: Connection, query: str, values: Sequence[Any]) -> list[Any]:
    """Rows as the driver gives them: three times as fast, where there are a hundred thousand."""
    cursor = connection.exec_driver_sql(query, tuple(values)).cursor
    assert cursor is not None
    return list(cursor.fetchall())


def _narrowed(wanted: Narrowing) -> tuple[str, list[str]]:
    """The conditions of a filter in SQL, and the values for them."""
    narrowed = ""
    values: list[str] = []
    for name, passing in sorted(wanted.picked.items()):
        narrowed += f' AND shown."{name}" IN ({", ".join("?" * len(passing))})'
        values.extend(sorted(passing))
    if wanted.sought:
        narrowed += " AND instr(shown.sought, ?) > 0"
        values.append(wanted.sought)
    return narrowed, values


def rows(
    connection: Connection, table: RowTable[Any], wanted: Sequence[int]
) -> dict[int, StoredRow]:
    """The rows of these keys; a key that is gone is left out."""
    columns = ", ".join(f'shown."{name}"' for name in table.columns)
    places = ", ".join("?" * len(wanted))
    found = _plain(
        connection,
        f"SELECT shown.key, record.touched > record.seen, shown.views, {columns}"
        f" FROM {table.name} AS shown JOIN record ON record.key = shown.key"
        f" WHERE shown.key IN ({places})",
        wanted,
    )
    return {
        key: StoredRow(key, table.row(values), bool(unread), table.names_of(views))
        for key, unread, views, *values in found
    }


def counts(
    connection: Connection, table: RowTable[Any], wanted: Narrowing, without: Collection[int] = ()
) -> dict[str, int]:
    """How many keys each view has, by the rule by which `keys` finds them."""
    counted: dict[str, int] = {}
    for name in table.views:
        listed, values = _listed(table, name, wanted, without)
        ((counted[name],),) = _plain(connection, f"SELECT count(*) {listed}", values)
    return counted


# Any: of whichever kind.
def truth(connection: Connection, kinds: Registry, id_: str) -> Truth[Any] | None:
    """A record as the server last sent it, None if it is not held. Raises `Malformed`."""
    row = connection.execute(_BY_ID, {"id": id_}).first()
    kind = kinds.named(row.kind) if row is not None else None
    if row is None or kind is None:
        return None
    return Truth(row.key, unpack_record(kind, row.body), _lives(row)[row.life])


def truths(connection: Connection, kinds: Registry, ids: Sequence[str]) -> dict[str, Truth[Any]]:
    """The records of these ids as the server last sent them, where they are held."""
    found = ((id_, truth(connection, kinds, id_)) for id_ in ids)
    return {id_: each for id_, each in found if each is not None}


def references(connection: Connection, kinds: Registry) -> tuple[ReferenceSet, bool]:
    """The records of reference kinds, and whether one of them is damaged.

    All are compared with their hashes: they are few, and everything is judged by them.
    """
    found: list[Record] = []
    damaged = False
    for kind in kinds.kinds:
        if kind.reference:
            query = select(record.c.id, body.c.body, member.c.hash)
            query = query.join(body, body.c.key == record.c.key)
            query = query.outerjoin(member, member.c.key == record.c.key)
            held = query.where(record.c.kind == kind.name, record.c.readable)
            for row in connection.execute(held):
                try:
                    # Before its first feed, a record has no hash.
                    if row.hash not in (None, body_hash(row.body)):
                        raise Malformed(NOT_READ, "not what was sent")
                    found.append(unpack_record(kind, row.body))
                except Malformed as error:
                    _LOG.error("%s %s is damaged: %s", kind.name, row.id, error.detail)
                    damaged = True
    return ReferenceSet(found), damaged


# Any: of whichever kind.
def all_of(connection: Connection, kind: Kind[Any]) -> dict[str, Record]:
    """Every record of a kind that is held and can be read, by id."""
    query = select(record.c.id, body.c.body).join(body, body.c.key == record.c.key)
    rows = connection.execute(query.where(record.c.kind == kind.name, record.c.readable))
    return {row.id: unpack_record(kind, row.body) for row in rows}


def copies(connection: Connection, ids: Sequence[str]) -> Mapping[str, Copy]:
    """The versions of the held copies of these records, each with the life it came from."""
    held = select(record.c.id, record.c.version, body.c.life)
    held = held.join(body, body.c.key == record.c.key)
    known = lives(connection)
    wanted = held.where(record.c.id.in_(ids), record.c.readable)
    return {row.id: Copy(row.version, known[row.life]) for row in connection.execute(wanted)}


def mark_seen(connection: Connection, id_: str) -> bool:
    """Note that the person has the newest version of a record before their eyes. Returns whether
    that is news."""
    done = connection.exec_driver_sql(
        "UPDATE record SET seen = version WHERE id = ? AND seen < touched", (id_,)
    )
    return done.rowcount > 0
