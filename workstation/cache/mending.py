"""Parts of a scope: which of them differ from the server's, and what is sent of those.

A scope whose digest does not match is not fetched again as a whole: both ends sum up its members
in parts by their ids, and the server sends all that it has of the parts that differ.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from workstation.cache.unreadable import unreadable
from workstation.wire.codec import bucket_of, digests_of


def digests(connection: Connection, scope: str) -> tuple[int, ...]:
    """The digest of each part of a scope, as it is held."""
    (id_,) = connection.exec_driver_sql("SELECT id FROM scope WHERE name = ?", (scope,)).one()
    members = _members(connection, id_)
    return tuple(digests_of((case_id, hash_) for case_id, _key, hash_ in members))


def sweep(
    connection: Connection, scope: int, buckets: Collection[int], came: Collection[str]
) -> set[int]:
    """All of these parts came: what is held of them besides is not in the scope, nor is a member
    of which nothing is known but its number. Returns the keys that lost a membership."""
    members = _members(connection, scope)
    wrong = {
        key
        for case_id, key, _hash in members
        if case_id not in came and bucket_of(case_id) in buckets
    }
    held = connection.exec_driver_sql("SELECT key FROM member WHERE scope = ?", (scope,)).scalars()
    nameless = set(held) - {key for _id, key, _hash in members}
    for key in wrong | nameless:
        connection.exec_driver_sql("DELETE FROM member WHERE scope = ? AND key = ?", (scope, key))
    return wrong | nameless


def ghosts(connection: Connection) -> set[int]:
    """The keys of rows and bodies that no scope holds."""
    return set(
        connection.exec_driver_sql(
            "SELECT key FROM (SELECT key FROM body UNION SELECT key FROM case_row)"
            " WHERE key NOT IN (SELECT key FROM member)"
        ).scalars()
    )


def _members(connection: Connection, scope: int) -> list[tuple[str, int, int]]:
    named = connection.exec_driver_sql(
        "SELECT case_row.id, member.key, member.hash FROM member"
        " JOIN case_row ON case_row.key = member.key WHERE member.scope = ?",
        (scope,),
    ).fetchall()
    found = [(id_, key, hash_) for id_, key, hash_ in named]
    for id_, key in unreadable(connection).items():
        hashes = connection.exec_driver_sql(
            "SELECT hash FROM member WHERE scope = ? AND key = ?", (scope, key)
        ).scalars()
        found += [(id_, key, hash_) for hash_ in hashes]
    return found
