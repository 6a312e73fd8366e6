"""The lists of `cache.db`: a table of rows for each kind, and which records each view shows.

Columns, views and order come from the declaration of the kind. A list whose layout has changed is
made anew of the bodies that are held; nothing is fetched for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from enum import Enum
from operator import attrgetter
from types import UnionType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from sqlalchemy import Connection

from workstation.cache.file import moment_of
from workstation.domain.actor import Actor
from workstation.domain.record import Kind, Record, RecordList, Registry
from workstation.value_class import dataclass
from workstation.wire.bodies import unpack_record
from workstation.wire.codec import Malformed, decode, encode

_LOG = logging.getLogger(__name__)
W = TypeVar("W")
_AT_ONCE = 500
# After the columns of a row: its place, its views as bits, when it is to be looked at again, and
# the text in which a filter looks.
_BESIDE = ("sort", "views", "wakes", "sought")
# Any: what the driver takes and gives.
Values = tuple[Any, ...]


class RowTable(Generic[W]):
    """The rows of one kind, as they are stored.

    `listing`: the declaration of the list.
    `name`: the name of the table.
    `views`: the number of each view in the table `listed`.
    `columns`: the fields of a row.
    """

    def __init__(self, kind: Kind[Any], listing: RecordList[Any, W], views: dict[str, int]) -> None:
        self.kind = kind
        self.listing = listing
        self.name = f"row_{kind.name}"
        self.views = views
        hints = get_type_hints(listing.row)
        # Any: a dataclass, as its declaration demands.
        row: Any = listing.row
        self.columns = tuple(each.name for each in fields(row))
        self._fields = attrgetter(*self.columns)
        stored = [_column(hints[name]) for name in self.columns]
        self._types = tuple(sql for sql, _to, _from in stored)
        self._to = [(at, to) for at, (_sql, to, _from) in enumerate(stored) if to is not None]
        named = zip(self.columns, stored, strict=True)
        self._from = [(name, read) for name, (_sql, _to, read) in named if read is not None]
        places = ", ".join("?" * (1 + len(self.columns) + len(_BESIDE)))
        self._insert = f"INSERT OR REPLACE INTO {self.name} VALUES ({places})"

    @property
    def layout(self) -> str:
        """The layout of the table in words: where they differ, the table has to be made anew."""
        return f"{self.listing.layout} {' '.join((*self.columns, '|', *self.listing.views))}"

    def make(self, connection: Connection) -> None:
        """Make the table, in place of one of another layout."""
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {self.name}")
        columns = (f'"{name}" {sql}' for name, sql in zip(self.columns, self._types, strict=True))
        connection.exec_driver_sql(
            f"CREATE TABLE {self.name} (key INTEGER PRIMARY KEY, {', '.join(columns)},"
            " sort INTEGER NOT NULL, views INTEGER NOT NULL, wakes REAL, sought TEXT NOT NULL)"
        )
        connection.exec_driver_sql(
            f"CREATE INDEX {self.name}_wakes ON {self.name} (wakes) WHERE wakes IS NOT NULL"
        )

    def values(self, row: W) -> list[Any]:
        """The values that the columns hold of a row."""
        values = list(self._fields(row))
        for at, to in self._to:
            values[at] = to(values[at])
        return values

    def row(self, values: Sequence[Any]) -> W:
        """The row that the values of the columns hold."""
        made = dict(zip(self.columns, values, strict=False))
        for name, read in self._from:
            made[name] = read(made[name])
        return self.listing.row(**made)

    def write(
        self, connection: Connection, rows: Sequence[tuple[int, W | None]], me: Actor, now: datetime
    ) -> None:
        """Store rows by their keys, in the place of what was stored of them; for None, nothing."""
        self.drop(connection, [key for key, _row in rows])
        stored: list[Values] = []
        shown: list[Values] = []
        for key, row in rows:
            if row is None:
                continue
            sort, views = self.listing.sort(row), self.listing.views_of(row, me, now)
            wakes = self.listing.wakes(row)
            bits = sum(1 << at for at, name in enumerate(self.listing.views) if name in views)
            beside = (sort, bits, wakes.timestamp() if wakes else None, self.listing.sought(row))
            stored.append((key, *self.values(row), *beside))
            shown.extend((self.views[name], sort, key) for name in views)
        execute_many(connection, self._insert, stored)
        execute_many(connection, "INSERT INTO listed (view, sort, key) VALUES (?, ?, ?)", shown)

    def drop(self, connection: Connection, keys: Sequence[int]) -> None:
        """Take rows out of every view, and away."""
        for some in _chunks(keys):
            found = connection.exec_driver_sql(
                f"SELECT sort, key, views FROM {self.name} WHERE key IN ({_places(some)})",
                tuple(some),
            ).fetchall()
            gone = [
                (number, sort, key)
                for sort, key, bits in found
                for at, number in enumerate(self.views[name] for name in self.listing.views)
                if bits >> at & 1
            ]
            execute_many(
                connection, "DELETE FROM listed WHERE view = ? AND sort = ? AND key = ?", gone
            )
            if found:
                connection.exec_driver_sql(
                    f"DELETE FROM {self.name} WHERE key IN ({_places(some)})", tuple(some)
                )

    def names_of(self, bits: int) -> frozenset[str]:
        """The names of the views whose bits are set."""
        return frozenset(name for at, name in enumerate(self.listing.views) if bits >> at & 1)

    def stored(self, connection: Connection, where: str = "", *given: Any) -> list[Values]:
        """Key and columns of the rows that are stored, or of those for which `where` holds."""
        columns = ", ".join(f'"{name}"' for name in ("key", *self.columns))
        rows = connection.exec_driver_sql(f"SELECT {columns} FROM {self.name} {where}", given)
        return [tuple(row) for row in rows.fetchall()]


class Lists:
    """The lists of all kinds that have one, in one file."""

    def __init__(self, kinds: Registry) -> None:
        self.kinds = kinds
        self._tables: dict[str, RowTable[Any]] = {}
        number = 0
        for kind in kinds.kinds:
            if kind.listing is not None:
                views = {name: number + at for at, name in enumerate(kind.listing.views)}
                number += len(views)
                self._tables[kind.name] = RowTable(kind, kind.listing, views)

    def of(self, kind: str) -> RowTable[Any] | None:
        """The rows of a kind, None for one without a list."""
        return self._tables.get(kind)

    def tables(self) -> Iterable[RowTable[Any]]:
        """The rows of every kind that has a list."""
        return self._tables.values()

    def lay_out(self, connection: Connection, me: Actor, now: datetime) -> None:
        """Make the lists as they are declared now, of the bodies that are held.

        Where they are so already, only what could not be read is read again: this program may be
        able to, and it is never sent again, since the digests agree.
        """
        stored = connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'lists'").scalar()
        held = decode(stored, dict[str, str]) if stored else {}
        wanted = {name: table.layout for name, table in self._tables.items()}
        if held == wanted:
            self.read_again(connection, me, now, where="WHERE NOT readable")
            return
        connection.exec_driver_sql("DELETE FROM listed")
        connection.exec_driver_sql("DELETE FROM view")
        for name in held.keys() - wanted.keys():
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS row_{name}")
        for table in self._tables.values():
            numbered = [
                (number, f"{table.kind.name}:{name}") for name, number in table.views.items()
            ]
            execute_many(connection, "INSERT INTO view (id, name) VALUES (?, ?)", numbered)
            table.make(connection)
        self.read_again(connection, me, now)
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO meta (name, value) VALUES ('lists', ?)", (encode(wanted),)
        )

    def read_again(
        self, connection: Connection, me: Actor, now: datetime, *, where: str = ""
    ) -> None:
        """Read the bodies that are held as if they came now: version, row, whether it is readable.

        `where` narrows it to some of the records.
        """
        query = f"SELECT key FROM record {where} ORDER BY key"
        keys = connection.exec_driver_sql(query).scalars().all()
        for some in _chunks(keys):
            found = connection.exec_driver_sql(
                "SELECT record.key, record.kind, record.id, body.body FROM record"
                f" JOIN body ON body.key = record.key WHERE record.key IN ({_places(some)})",
                tuple(some),
            )
            told: list[Values] = []
            rows: dict[str, list[tuple[int, Any]]] = {}
            for key, kind, id_, body in found.fetchall():
                read = self.read(kind, id_, body, me)
                told.append((read.version, read.touched, read.readable, key))
                if read.row is not None:
                    rows.setdefault(kind, []).append((key, read.row))
            statement = "UPDATE record SET version = ?, touched = ?, readable = ? WHERE key = ?"
            execute_many(connection, statement, told)
            for kind, listed in rows.items():
                self._tables[kind].write(connection, listed, me, now)

    def read(self, kind_name: str, id_: str, body: bytes, me: Actor) -> BodyContent:
        """What the body of a record says; `UNREADABLE` for one that cannot be read."""
        kind = self.kinds.named(kind_name)
        if kind is None:
            _LOG.error("record %s is of the unknown kind %s", id_, kind_name)
            return UNREADABLE
        try:
            record = unpack_record(kind, body)
            row = kind.listing.row_of(record) if kind.listing is not None else None
        except Malformed as error:
            _LOG.error("%s %s cannot be read: %s", kind_name, id_, error.detail)
            return UNREADABLE
        except (ArithmeticError, LookupError, ValueError) as error:
            # A case can be well-formed and still be none, without an applicant.
            _LOG.error("%s %s cannot be read: %s", kind_name, id_, error)
            return UNREADABLE
        return BodyContent(record.version, touched_by_others(record, me), row, readable=True)

    def see_as(self, connection: Connection, me: Actor, now: datetime) -> None:
        """File all rows anew: `me` has other roles, teams or queues than they were filed for."""
        for table in self._tables.values():
            rows = [(key, table.row(values)) for key, *values in table.stored(connection)]
            for some in _chunks(rows):
                table.write(connection, some, me, now)

    def wake(self, connection: Connection, me: Actor, now: datetime) -> bool:
        """File the rows anew whose time has come. Whether there were any."""
        woken = False
        for table in self._tables.values():
            due = table.stored(connection, "WHERE wakes <= ?", now.timestamp())
            rows = [(key, table.row(values)) for key, *values in due]
            table.write(connection, rows, me, now)
            woken |= bool(rows)
        return woken


@dataclass(slots=True)
class BodyContent:
    """What the body of a record says.

    `touched`: the version at which somebody else last changed what people rely on.
    `row`: its row, None if its kind has no list. Any: of whichever list.
    `readable`: whether it could be read at all.
    """

    version: int
    touched: int
    row: Any
    readable: bool


UNREADABLE = BodyContent(0, 0, None, readable=False)


def touched_by_others(record: Record, me: Actor) -> int:
    """The version at which anybody else last changed what people rely on."""
    return max((mark.version for mark in record.marks if mark.actor != me.id), default=0)


# Any: a type hint, and what the driver takes and gives.
_Column = tuple[str, Callable[[Any], Any] | None, Callable[[Any], Any] | None]


def _column(hint: Any) -> _Column:
    """How a field is stored: its type, how it is written and how read; None for as it is."""
    parts = [each for each in get_args(hint) if each is not type(None)]
    if get_origin(hint) is UnionType and len(parts) == 1:
        sql, to, read = _column(parts[0])
        return sql, _or_none(to), _or_none(read)
    if get_origin(hint) is tuple:
        return "TEXT", "\n".join, lambda text: tuple(text.split("\n")) if text else ()
    if isinstance(hint, type) and issubclass(hint, Enum):
        # By value from a table: calling an enumeration costs ten times as much.
        return "TEXT", attrgetter("value"), {each.value: each for each in hint}.__getitem__
    plain: dict[Any, _Column] = {
        str: ("TEXT", None, None),
        int: ("INTEGER", None, None),
        float: ("REAL", None, None),
        bool: ("INTEGER", None, bool),
        datetime: ("REAL", datetime.timestamp, moment_of),
    }
    return plain[hint]


def _or_none(convert: Callable[[Any], Any] | None) -> Callable[[Any], Any] | None:
    if convert is None:
        return None
    return lambda value: convert(value) if value is not None else None


V = TypeVar("V")


def _chunks(values: Sequence[V]) -> Iterator[Sequence[V]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _places(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))


def execute_many(connection: Connection, statement: str, values: Sequence[Values]) -> None:
    """Run a statement once with each of these values."""
    if values:
        connection.exec_driver_sql(statement, list(values))
