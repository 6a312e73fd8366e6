"""Parts of a scope: which of them differ from the server's, and what is sent of those.

A scope whose digest does not match is not fetched again as a whole: both ends sum up its members
in parts by their ids, and the server sends all that it has of the parts that differ.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from workstation.wire.codec import bucket_of, digests_of


def digests(connection: Connection, scope: str) -> tuple[int, ...]:
    """The digest of each part of a scope, as it is held."""
    (id_,) = connection.exec_driver_sql("SELECT id FROM scope WHERE name = ?", (scope,)).one()
    members = _members(connection, id_)
    return tuple(digests_of((id_, hash_) for id_, _key, hash_ in members))


def sweep(
    connection: Connection, scope: int, buckets: Collection[int], came: Collection[str]
) -> set[int]:
    """Drop what is held of these parts of a scope besides the records that `came`, which are all
    that the server has of them, and members of which nothing is known but the number.

    Returns the keys that lost a membership.
    """
    members = _members(connection, scope)
    wrong = {key for id_, key, _hash in members if id_ not in came and bucket_of(id_) in buckets}
    held = connection.exec_driver_sql("SELECT key FROM member WHERE scope = ?", (scope,)).scalars()
    nameless = set(held) - {key for _id, key, _hash in members}
    for key in wrong | nameless:
        connection.exec_driver_sql("DELETE FROM member WHERE scope = ? AND key = ?", (scope, key))
    return wrong | nameless


def ghosts(connection: Connection) -> set[int]:
    """The keys of records and bodies that no scope holds."""
    return set(
        connection.exec_driver_sql(
            "SELECT key FROM (SELECT key FROM body UNION SELECT key FROM record)"
            " WHERE key NOT IN (SELECT key FROM member)"
        ).scalars()
    )


def _members(connection: Connection, scope: int) -> list[tuple[str, int, int]]:
    """Id, key and hash of every member of a scope."""
    named = connection.exec_driver_sql(
        "SELECT record.id, member.key, member.hash FROM member"
        " JOIN record ON record.key = member.key WHERE member.scope = ?",
        (scope,),
    )
    return [(id_, key, hash_) for id_, key, hash_ in named]
