"""Reads of `cache.db`. Nothing here decides: it filters and sorts by what was stored."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    select,
    text,
    true,
)

from workstation.cache.cache_tables import VIEW_COLUMNS, body, case_row, meta, scope
from workstation.cache.house_shelf import book_version
from workstation.cache.rows import COLUMNS, folded, row_from, touched_in, views_in
from workstation.cache.values import Account, Copy, Filter, Position, Staff, StoredRow, Truth
from workstation.domain.views import View
from workstation.wire.codec import decode, decode_case

_STAFF = msgspec.json.Decoder(Staff)


def _fact(name: str) -> ScalarSelect[bytes]:
    return select(meta.c.value).where(meta.c.name == name).scalar_subquery()


_LIVES, _EPOCH = _fact("lives").label("lives"), _fact("epoch").label("epoch")
_BY_ID = (
    select(case_row.c.key, body.c.body, body.c.life, _LIVES, _EPOCH)
    .join(body, body.c.key == case_row.c.key)
    .where(case_row.c.id == bindparam("id"))
)


def position(connection: Connection) -> Position:
    """What is held of the feeds."""
    columns = (scope.c.name, scope.c.seq, scope.c.partial, scope.c.doubted)
    scopes = connection.execute(select(*columns).order_by(scope.c.name)).all()
    held = {row.name: row.seq for row in scopes}
    partial = frozenset(row.name for row in scopes if row.partial)
    doubted = frozenset(row.name for row in scopes if row.doubted)
    return Position(epoch(connection), held, book_version(connection), partial, doubted)


def epoch(connection: Connection) -> str:
    """The life of the server that the feeds are of, "" before the first response."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "epoch")).scalar()
    return decode(stored, str) if stored else ""


def lives(connection: Connection) -> tuple[str, ...]:
    """The lives of the server that copies here come from, by the number that each carries."""
    return _lives(connection.execute(select(_LIVES, _EPOCH)).one())


def _lives(row: Row[*tuple[Any, ...]]) -> tuple[str, ...]:
    if row.lives:
        return decode(row.lives, tuple[str, ...])
    return (decode(row.epoch, str) if row.epoch else "",)


def staff(connection: Connection) -> Staff:
    """Who is signed in, and their colleagues, as the server last said."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "staff")).scalar()
    return _STAFF.decode(stored) if stored else Staff(None, ())


def account(connection: Connection) -> Account | None:
    """Whose cases these are; None for a file that nobody has used."""
    stored = connection.execute(select(meta.c.value).where(meta.c.name == "account")).scalar()
    return decode(stored, Account) if stored else None


def keys(
    connection: Connection,
    view: View,
    wanted: Filter,
    without: Collection[int] = (),
    extra: Collection[tuple[int, int]] = (),
) -> array[int]:
    """The keys of a view in its order.

    Leaves the keys in `without` out and puts `extra` in: pairs of place in the order, and key.
    """
    columns = (case_row.c.key, case_row.c.sort) if extra else (case_row.c.key,)
    query = _narrowed(select(*columns), view, wanted)
    if without:
        # Written out: there may be more of them than a statement takes values.
        query = query.where(text(f"key NOT IN ({', '.join(map(str, without))})"))
    found = _plain(connection, query)
    in_order = array("q", (row[0] for row in found))
    if extra:
        places = array("q", (row[1] for row in found))
        for place, key in sorted(extra, reverse=True):
            at = bisect_left(places, place)
            while at < len(places) and places[at] == place and in_order[at] < key:
                at += 1
            in_order.insert(at, key)
    return in_order


def _plain(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Any]:
    """Rows as the driver gives them: three times as fast, where there are a hundred thousand."""
    cursor = connection.execute(query).cursor
    assert cursor is not None
    return list(cursor.fetchall())


def _narrowed(
    query: Select[*tuple[int, ...]], view: View, wanted: Filter
) -> Select[*tuple[int, ...]]:
    # Written as a literal, since a partial index is not used for a bound value.
    shown = query.where(text(f"{VIEW_COLUMNS[view]} = 1"), _passes(wanted))
    return shown.order_by(case_row.c.sort, case_row.c.key)


def _passes(wanted: Filter) -> ColumnElement[bool]:
    passes: ColumnElement[bool] = true()
    for column, values in (
        (case_row.c.kind, wanted.kinds),
        (case_row.c.severity, wanted.severities),
        (case_row.c.language, wanted.languages),
    ):
        if values:
            passes = passes & column.in_(sorted(value.value for value in values))
    sought = folded(wanted.text.strip())
    if sought:
        passes = passes & case_row.c.sought.contains(sought, autoescape=True)
    return passes


def rows(connection: Connection, wanted: Sequence[int]) -> dict[int, StoredRow]:
    """The rows of these keys; a key that is gone is left out."""
    query = select(case_row.c.key, case_row.c.seen, *(case_row.c[name] for name in COLUMNS))
    found = _plain(connection, query.where(case_row.c.key.in_(wanted)))
    return {
        key: StoredRow(key, row_from(values), touched_in(values) > seen, views_in(values))
        for key, seen, *values in found
    }


def counts(connection: Connection) -> dict[View, int]:
    """How many cases each view holds."""
    return {
        view: connection.exec_driver_sql(
            f"SELECT count(*) FROM case_row WHERE {column} = 1"
        ).scalar_one()
        for view, column in VIEW_COLUMNS.items()
    }


def truth(connection: Connection, case_id: str) -> Truth | None:
    """A case as the server last sent it. Raises `Malformed`."""
    row = connection.execute(_BY_ID, {"id": case_id}).first()
    if row is None:
        return None
    return Truth(row.key, decode_case(row.body), _lives(row)[row.life])


def truths(connection: Connection, case_ids: Sequence[str]) -> dict[str, Truth]:
    """Several of them; what is not held is left out."""
    found = ((id_, truth(connection, id_)) for id_ in case_ids)
    return {id_: each for id_, each in found if each is not None}


def copies(connection: Connection, case_ids: Sequence[str]) -> Mapping[str, Copy]:
    """What is held of these cases, where anything is."""
    held = select(case_row.c.id, case_row.c.version, body.c.life)
    held = held.join(body, body.c.key == case_row.c.key).where(case_row.c.id.in_(case_ids))
    known = lives(connection)
    return {row.id: Copy(row.version, known[row.life]) for row in connection.execute(held)}


def mark_seen(connection: Connection, case_id: str) -> bool:
    """Its person has the newest version of a case before their eyes. True if that is news."""
    done = connection.exec_driver_sql(
        "UPDATE case_row SET seen = version WHERE id = ? AND seen < touched", (case_id,)
    )
    return done.rowcount > 0
