"""After the program ended without saying so: are the stored cases still what was received?

The digests compare the hashes that are stored beside the bodies; this compares them with the
bodies themselves (sync.md 5.3).
"""

from __future__ import annotations

from sqlalchemy import Connection

from workstation.wire.codec import body_hash, encode


def begin(connection: Connection) -> bool:
    """Note that the file is open. Whether it was left open the last time."""
    left_open = connection.exec_driver_sql("SELECT 1 FROM meta WHERE name = 'open'").first()
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('open', ?)", (encode(1),))
    return left_open is not None


def end(connection: Connection) -> None:
    """Note that the file was closed in good order."""
    connection.exec_driver_sql("DELETE FROM meta WHERE name = 'open'")


def look_through(connection: Connection) -> int:
    """Have every scope fetched anew that holds a body which is not what its hash says.

    Returns how many scopes that are.
    """
    rows = connection.exec_driver_sql(
        "SELECT member.scope, member.hash, body.body FROM member"
        " LEFT JOIN body ON body.key = member.key"
    )
    damaged = {
        scope
        for scope, hash_, body in rows
        if not isinstance(body, bytes) or body_hash(body) != hash_
    }
    for scope in damaged:
        connection.exec_driver_sql("UPDATE scope SET seq = NULL WHERE id = ?", (scope,))
    return len(damaged)
