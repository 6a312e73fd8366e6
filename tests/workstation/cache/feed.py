"""A feed as a server would send it, made by hand."""

from collections.abc import Iterable
from dataclasses import replace

import msgspec

from tests.bench import START, WEI, appeal
from tests.workstation.domain.cases import run
from workstation.cache.page import FeedPage, ScopeSegment
from workstation.domain.actor import Actor, system_actor
from workstation.domain.case import Case
from workstation.domain.commands import File
from workstation.domain.kinds import KINDS
from workstation.domain.record import Record
from workstation.policies.library import load
from workstation.wire.bodies import pack_record
from workstation.wire.codec import body_hash, digest
from workstation.wire.feed import FeedEnd, Hello, OutLine, RecordLine, ScopeHead

QUEUE = "queue:sg-commerce"
MINE = "user:wei.ling"
OTHER = "queue:cn-export"


def filed(number: int, **changes: object) -> Case:
    """A case as it comes out of intake."""
    opening = replace(appeal(number), reference=f"SG-{number:04d}", **changes)
    return run(opening, File(opening=opening), system_actor(), START, load())


def packed(record: Record) -> bytes:
    return pack_record(KINDS.of(record), record)


class Feed:
    """What each scope holds, and pages of it."""

    def __init__(self, epoch: str = "epoch-1", actor: Actor = WEI) -> None:
        self.epoch = epoch
        self.actor = actor
        self.held: dict[str, dict[str, Record]] = {QUEUE: {}, MINE: {}}
        self.seq = 0
        # What the server holds instead of the bytes of these records.
        self.bodies: dict[str, bytes] = {}

    def put(self, scope: str, *records: Record) -> list[RecordLine]:
        lines = []
        for record in records:
            self.seq += 1
            self.held[scope][record.id] = record
            body, kind = msgspec.Raw(packed(record)), KINDS.of(record).name
            lines.append(RecordLine(id=record.id, seq=self.seq, body=body, kind=kind))
        return lines

    def out(self, scope: str, record_id: str) -> OutLine:
        self.seq += 1
        del self.held[scope][record_id]
        return OutLine(id=record_id, seq=self.seq)

    def head(self, scope: str) -> ScopeHead:
        total = 0
        for record in self.held[scope].values():
            body = self.bodies.get(record.id) or packed(record)
            total = digest(total, 0, body_hash(body))
        return ScopeHead(seq=self.seq, count=len(self.held[scope]), digest=total)

    def hello(self) -> Hello:
        return Hello(
            epoch=self.epoch,
            server_time=START,
            scopes=tuple(self.held),
            actor=self.actor,
        )

    def page(self, *segments: ScopeSegment, done: bool = True) -> FeedPage:
        heads = {scope: self.head(scope) for scope in self.held} if done else {}
        return FeedPage(self.hello(), FeedEnd(scopes=heads), list(segments))

    def segment(
        self,
        scope: str,
        lines: Iterable[RecordLine | OutLine],
        *,
        snap: bool = False,
        more: int | None = None,
    ) -> ScopeSegment:
        return ScopeSegment(scope, snap, self.seq, list(lines), more)
