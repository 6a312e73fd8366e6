"""Compares the stored cases with what was received, after the program ended without closing them.

The digests compare the hashes that are stored beside the bodies with the server's; this compares
them with the bodies themselves.
"""

from __future__ import annotations

from sqlalchemy import Connection

from workstation.wire.codec import body_hash, encode


def begin(connection: Connection) -> bool:
    """Note that the file is open. Returns whether it was left open the last time."""
    left_open = connection.exec_driver_sql("SELECT 1 FROM meta WHERE name = 'open'").first()
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('open', ?)", (encode(1),))
    return left_open is not None


def end(connection: Connection) -> None:
    """Note that the file was closed in good order."""
    connection.exec_driver_sql("DELETE FROM meta WHERE name = 'open'")


def look_through(connection: Connection) -> int:
    """Doubt every scope that holds a body which is not what its hash says, and drop it from there,
    so that the parts that hold one are fetched again.

    Returns how many scopes that are.
    """
    rows = connection.exec_driver_sql(
        "SELECT member.scope, member.key, member.hash, body.body FROM member"
        " LEFT JOIN body ON body.key = member.key"
    )
    damaged = [
        (scope, key)
        for scope, key, hash_, body in rows
        if not isinstance(body, bytes) or body_hash(body) != hash_
    ]
    for scope, key in damaged:
        connection.exec_driver_sql("DELETE FROM member WHERE scope = ? AND key = ?", (scope, key))
        connection.exec_driver_sql("UPDATE scope SET doubted = 1 WHERE id = ?", (scope,))
    return len({scope for scope, _key in damaged})
