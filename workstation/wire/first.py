"""The first form of the protocol, of November 2026: commands about cases, and no other records.

What a workstation of then has in its outbox is taken in as ever. Its feed says one thing: that
there is a newer version of the program.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from workstation.domain.actor import Actor
from workstation.wire.codec import encode
from workstation.wire.feed import PROTOCOL, FeedEnd, Hello, Line, SyncRequest
from workstation.wire.push import Envelope, Push


class FirstEnvelope(msgspec.Struct, frozen=True, kw_only=True):
    """One command about a case, of which `kind` is the act; see `push.Envelope`."""

    id: str
    case_id: str
    kind: str
    body: msgspec.Raw
    base_version: int
    device: str
    n: int
    at: datetime
    v: int = 1
    prev: str | None = None


class FirstPush(msgspec.Struct, frozen=True, kw_only=True):
    """Commands about cases; see `push.Push`."""

    device: str
    commands: tuple[FirstEnvelope, ...]
    epoch: str = ""
    latest: str = ""
    cursors: dict[str, int] = {}


class FirstSyncRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a device of then holds; see `feed.SyncRequest`. What else it says is not needed, since
    its program is only told that there is a newer version."""

    device: str
    cursors: dict[str, int]
    epoch: str = ""


class FirstHello(msgspec.Struct, frozen=True, kw_only=True, tag="hello", tag_field="t"):
    """The first line of a response; see `feed.Hello`. It has a list of colleagues (`directory`),
    which are records of people now."""

    epoch: str
    server_time: datetime
    scopes: tuple[str, ...]
    actor: Actor
    directory: tuple[Actor, ...]
    min_client: int
    restored_to: datetime | None


def push(said: FirstPush) -> Push:
    """The commands of a workstation of then, in the present form."""
    return Push(
        device=said.device,
        commands=tuple(map(_envelope, said.commands)),
        epoch=said.epoch,
        latest=said.latest,
        cursors=said.cursors,
    )


def sync(said: FirstSyncRequest) -> SyncRequest:
    """The request of a workstation of then, in the present form."""
    return SyncRequest(device=said.device, cursors={}, epoch=said.epoch)


def line(said: Line) -> bytes:
    """A line of the feed as a workstation of then reads it: the first one, which says that there is
    a newer version, and the last; nothing for the lines between."""
    match said:
        case Hello():
            hello = FirstHello(
                epoch=said.epoch,
                server_time=said.server_time,
                scopes=said.scopes,
                actor=said.actor,
                directory=(said.actor,),
                min_client=PROTOCOL,
                restored_to=said.restored_to,
            )
            return encode(hello) + b"\n"
        case FeedEnd():
            return encode(said) + b"\n"
        case _:
            return b""


def _envelope(said: FirstEnvelope) -> Envelope:
    return Envelope(
        id=said.id,
        record_id=said.case_id,
        kind=said.kind,
        body=said.body,
        base_version=said.base_version,
        device=said.device,
        n=said.n,
        at=said.at,
        v=said.v,
        prev=said.prev,
    )
