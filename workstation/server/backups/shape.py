"""Which tables a backup holds, and what their columns are called and hold in any database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    func,
    inspect,
    literal,
    select,
)
from sqlalchemy.types import TypeEngine

from workstation.server.backups.archive import ColumnHead, ColumnKind, TableHead
from workstation.server.backups.problem import DatabaseUnfit
from workstation.server.migrations import HEAD, migrate, version
from workstation.server.tables import DEPOSIT_KEY, METADATA, SESSION, SIGN_IN_FAILURE, Instant

_REVISION = "alembic_version"
# A token that was taken back after the backup must not come alive again, so none is saved:
# after a restore everybody signs in anew. Failed attempts have lost their meaning by then.
_NOT_SAVED = frozenset({SESSION.name, DEPOSIT_KEY.name, SIGN_IN_FAILURE.name})
_TYPES: dict[ColumnKind, type[TypeEngine[Any]]] = {
    ColumnKind.TEXT: Text,
    ColumnKind.INTEGER: BigInteger,
    ColumnKind.TRUTH: Boolean,
    ColumnKind.BYTES: LargeBinary,
    ColumnKind.INSTANT: Instant,
}


def saved_tables(connection: Connection) -> tuple[TableHead, ...]:
    """The tables of a database that are saved, also of one of an earlier revision.

    Raises `DatabaseUnfit` if it holds something that this program has no place for.
    """
    seen = inspect(connection)
    there = set(seen.get_table_names()) - {_REVISION}
    heads: list[TableHead] = []
    for table in _tables(version(connection)).sorted_tables:
        if table.name not in there:
            continue
        there.remove(table.name)
        columns = {column["name"] for column in seen.get_columns(table.name)}
        if columns - set(table.columns.keys()):
            there.add(table.name)
        elif table.name not in _NOT_SAVED:
            rows = connection.execute(select(func.count()).select_from(table)).scalar_one()
            mine = [column for column in table.columns if column.name in columns]
            told = tuple(ColumnHead(str(column.name), _kind(column)) for column in mine)
            heads.append(TableHead(name=str(table.name), rows=rows, columns=told))
    if there:
        raise DatabaseUnfit(
            f"The database holds what this program does not know: {', '.join(sorted(there))}. "
            "Start the server on it once, so that it is brought up to date; then try again."
        )
    return tuple(heads)


def _tables(revision: str | None) -> MetaData:
    """The tables of a revision; for an earlier one, those that its own steps build."""
    if revision is None or revision == HEAD:
        return METADATA
    earlier = MetaData()
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            migrate(connection, revision)
            earlier.reflect(connection)
    finally:
        engine.dispose()
    return earlier


def table_of(head: TableHead) -> Table:
    """The table as a backup describes it, whatever this program calls its columns now."""
    columns = (Column(each.name, _TYPES[each.kind]) for each in head.columns)
    return Table(head.name, MetaData(), *columns)


def holds_something(connection: Connection) -> bool:
    """Whether a restore would take anything away from a database. Accounts alone are something.

    Raises `DatabaseUnfit` for tables that are not ours.
    """
    there = set(inspect(connection).get_table_names())
    if there and _REVISION not in there:
        raise DatabaseUnfit(
            f"The database is not one of Recourse: it holds {', '.join(sorted(there))}. "
            "Give another one."
        )
    # A server that was started once and never used has a name and a book of its own.
    kept = ("account", "case_lookup", "command_receipt")
    tables = (METADATA.tables[name] for name in kept if name in there)
    return any(
        connection.execute(select(literal(1)).select_from(table).limit(1)).first() is not None
        for table in tables
    )


def _kind(column: Column[object]) -> ColumnKind:
    match column.type:
        case Instant() | DateTime():
            return ColumnKind.INSTANT
        case Boolean():
            return ColumnKind.TRUTH
        case Integer():
            return ColumnKind.INTEGER
        case LargeBinary():
            return ColumnKind.BYTES
        case Text():
            return ColumnKind.TEXT
        case other:
            raise TypeError(f"{column}: no kind of a backup for {other}")
