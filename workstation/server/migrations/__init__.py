"""Brings a database to the schema of this program, one numbered step after another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0011"
# Any number will do that no other user of the same cluster takes.
_ADVISORY_LOCK = 7_266_173


class NewerDatabase(Exception):
    """The database was written by a later version of the program."""


def migrate(connection: Connection, to: str = HEAD) -> None:
    """Bring a database to a revision of the schema, within the caller's transaction. Servers that
    start at the same time take turns.

    Raises `NewerDatabase` for a schema that this program does not know.
    """
    take_turn(connection)
    found = version(connection)
    if found == to:
        return
    # Imported here: a server whose schema is up to date starts a fifth of a second earlier.
    from alembic import command

    if found is not None and found not in revisions():
        raise NewerDatabase(found)
    if found is None or found < to:
        command.upgrade(_config(connection), to)
    else:
        command.downgrade(_config(connection), to)


def take_turn(connection: Connection) -> None:
    """Wait until nobody else changes the schema, and keep it so to the end of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))


def version(connection: Connection) -> str | None:
    """The revision of a database's schema, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found


def clear(connection: Connection) -> None:
    """Drop all tables of a database, with everything in them. Raises `NewerDatabase`."""
    from alembic import command

    found = version(connection)
    if found is None:
        return
    if found not in revisions():
        raise NewerDatabase(found)
    command.downgrade(_config(connection), "base")


def revisions() -> frozenset[str]:
    """All revisions of the schema that this program knows."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return frozenset(script.revision for script in scripts)


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
