"""Cases that came and cannot be read: held, in no view, and in nobody's way.

They are held so that the digests agree, and read again when they change.
"""

from __future__ import annotations

from sqlalchemy import Connection

from workstation.wire.codec import decode

# A case that cannot be read has a body and no row.
HIGHEST_KEY = (
    "SELECT max((SELECT coalesce(max(key), 0) FROM case_row),"
    " (SELECT coalesce(max(key), 0) FROM body))"
)


def unreadable(connection: Connection) -> dict[str, int]:
    """Their keys by id."""
    stored = connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'unread'").scalar()
    return decode(stored, dict[str, int]) if stored else {}
