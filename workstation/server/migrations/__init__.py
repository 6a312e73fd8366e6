"""Brings a database to the schema of this program, one numbered step after another."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0003"
# Any number will do that no other user of the same cluster takes.
_ADVISORY_LOCK = 7_266_173


class NewerDatabase(Exception):
    """The database was written by a later version of the program."""


def migrate(connection: Connection, to: str = HEAD) -> None:
    """Upgrade within the caller's transaction; several starting servers take turns.

    Raises `NewerDatabase` for a schema that this program does not know.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
    found = version(connection)
    if found == to:
        return
    _upgrade(connection, found, to)


def version(connection: Connection) -> str | None:
    """The schema's version, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found


def _upgrade(connection: Connection, found: str | None, to: str) -> None:
    # Imported here: a server whose schema is up to date starts a fifth of a second earlier.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise NewerDatabase(found)
    if found is None or found < to:
        command.upgrade(config, to)
    else:
        command.downgrade(config, to)
