"""How records come down to a workstation: lines of JSON, all of one snapshot in a response."""

from __future__ import annotations

from datetime import datetime

import msgspec

from workstation.domain.actor import Actor

# One of the heads of a nudge: it moves when what the person may do or see has changed.
ACCESS_HEAD = "access"
# The version of the protocol that this program speaks, and that of the lines that it reads.
PROTOCOL = 2
SCHEMA = 1


class SyncRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What the device holds, so that the server can send the rest.

    cursors: per scope, the sequence up to which the device holds it.
    epoch: the life of the server from which those are; "" before the first sync.
    proto, schema: what the device speaks and reads (`PROTOCOL`, `SCHEMA`).
    max_rows, max_bytes: about how much a response may hold.
    acked: the ids of commands whose dispositions the device has stored.
    latest: the id of the newest command that this life of the server has told the device it
        applied. A server that does not know it has gone back, and begins another life.
    doubted: scopes of which the device does not hold what the server says, each with the digests
        of its parts (`codec.BUCKETS`).
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
    """The first line of a response: who the server is, and what the person may do and read.

    epoch: the life of the server.
    scopes: those that the person may read.
    actor: the person, with what they may do.
    min_client: the oldest protocol that the server speaks.
    restored_to: how far the data went when this life of the server began; None for its first.
    """

    epoch: str
    server_time: datetime
    scopes: tuple[str, ...]
    actor: Actor
    min_client: int = PROTOCOL
    restored_to: datetime | None = None


class ScopeStart(msgspec.Struct, frozen=True, kw_only=True, tag="scope", tag_field="t"):
    """The lines that follow belong to this scope.

    id: the name of the scope.
    snap: whether they are all its members, and replace all that is held of it.
    frm, to: after which sequence they begin, and with which they end.
    buckets: the parts of the scope of which they are all members, and replace what is held of
        them; () for lines that only follow what is held.
    """

    id: str
    snap: bool
    frm: int
    to: int
    buckets: tuple[int, ...] = ()


class RecordLine(msgspec.Struct, frozen=True, kw_only=True, tag="r", tag_field="t"):
    """A record of the scope.

    seq: its place in the feed.
    body: its canonical JSON (`bodies`).

    There is room for lines that bring its parts, or the events since an earlier version, in the
    place of the whole body: they go only to devices whose `SyncRequest.schema` says that they read
    them.
    """

    id: str
    seq: int
    body: msgspec.Raw
    kind: str = "case"


class OutLine(msgspec.Struct, frozen=True, kw_only=True, tag="out", tag_field="t"):
    """A record left the scope, at the place `seq` of the feed."""

    id: str
    seq: int


class More(msgspec.Struct, frozen=True, kw_only=True, tag="more", tag_field="t"):
    """The response is full: the scope goes on after `seq`. Such a response is no checkpoint."""

    scope: str
    seq: int


class ReceiptsLine(msgspec.Struct, frozen=True, kw_only=True, tag="receipts", tag_field="t"):
    """The dispositions of this device's commands that it has not acked, each the canonical JSON of
    a `push.Answer`."""

    answers: tuple[msgspec.Raw, ...]


class ScopeHead(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one scope: its last sequence, the number of its members, and the digest of their
    hashes (`codec.digest`)."""

    seq: int
    count: int
    digest: int


class FeedEnd(msgspec.Struct, frozen=True, kw_only=True, tag="done", tag_field="t"):
    """The last line of a response; `scopes` holds the state of each scope, and is empty unless all
    of them are complete."""

    scopes: dict[str, ScopeHead]


Line = Hello | ScopeStart | RecordLine | OutLine | More | ReceiptsLine | FeedEnd


class Nudge(msgspec.Struct, frozen=True, kw_only=True):
    """Something changed on the server; a nudge that is lost costs only time.

    heads: per scope its last sequence, and under `ACCESS_HEAD` a number that moves with what the
        person may do or see.
    """

    heads: dict[str, int]
