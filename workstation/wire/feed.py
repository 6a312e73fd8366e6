"""Truth coming down: one snapshot a response, as lines of JSON."""

from __future__ import annotations

from datetime import datetime

import msgspec

from workstation.domain.actor import Actor

# Among the heads of a nudge: the roles, queues or languages of the person have changed.
ACCESS_HEAD = "access"
PROTOCOL = 2
SCHEMA = 1


class SyncRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What the device holds: the server's epoch and, per scope, up to which sequence.

    `acked` are command ids whose dispositions the device has stored. `latest` is the newest
    command that this life of the server has told the device it applied: one that does not know it
    has gone back, and begins another life. `doubted` are scopes of which the device does not hold
    what the server says, each with the digests of its `BUCKETS` parts.
    """

    device: str
    cursors: dict[str, int]
    epoch: str = ""
    proto: int = PROTOCOL
    schema: int = SCHEMA
    max_rows: int = 5000
    max_bytes: int = 8 * 1024 * 1024
    acked: tuple[str, ...] = ()
    latest: str = ""
    doubted: dict[str, tuple[int, ...]] = {}


class Hello(msgspec.Struct, frozen=True, kw_only=True, tag="hello", tag_field="t"):
    """First line: who the server is, and what the person may do and read.

    `restored_to` is how far the data went when this life of the server began, if it had another
    before.
    """

    epoch: str
    server_time: datetime
    scopes: tuple[str, ...]
    actor: Actor
    min_client: int = PROTOCOL
    restored_to: datetime | None = None


class ScopeStart(msgspec.Struct, frozen=True, kw_only=True, tag="scope", tag_field="t"):
    """The lines that follow belong to this scope. `snap` replaces all that is held of it.

    With `buckets`, they are all members of these parts of it, and replace what is held of them.
    """

    id: str
    snap: bool
    frm: int
    to: int
    buckets: tuple[int, ...] = ()


class RecordLine(msgspec.Struct, frozen=True, kw_only=True, tag="r", tag_field="t"):
    """A record of the scope, at its place in the feed; `body` is canonical.

    There is room for lines that bring its parts, or the events since an earlier version, in the
    place of the whole body: they go only to devices whose `SyncRequest.schema` says that they read
    them.
    """

    id: str
    seq: int
    body: msgspec.Raw
    kind: str = "case"


class OutLine(msgspec.Struct, frozen=True, kw_only=True, tag="out", tag_field="t"):
    """A record that left the scope."""

    id: str
    seq: int


class More(msgspec.Struct, frozen=True, kw_only=True, tag="more", tag_field="t"):
    """The response is full: the scope goes on after `seq`. Such a response is no checkpoint."""

    scope: str
    seq: int


class ReceiptsLine(msgspec.Struct, frozen=True, kw_only=True, tag="receipts", tag_field="t"):
    """Dispositions of this device's commands that it has not acked, canonical `Answer`s."""

    answers: tuple[msgspec.Raw, ...]


class ScopeHead(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one scope: sequence, number of members, digest of their hashes."""

    seq: int
    count: int
    digest: int


class FeedEnd(msgspec.Struct, frozen=True, kw_only=True, tag="done", tag_field="t"):
    """Last line. `scopes` is filled only if all of them are complete at one snapshot."""

    scopes: dict[str, ScopeHead]


Line = Hello | ScopeStart | RecordLine | OutLine | More | ReceiptsLine | FeedEnd


class Nudge(msgspec.Struct, frozen=True, kw_only=True):
    """Something changed: the heads of the scopes. Losing one costs only time.

    `ACCESS_HEAD` comes among them.
    """

    heads: dict[str, int]
