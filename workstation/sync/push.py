"""Sends the outbox. Whatever happens to an answer, sending again does no harm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from workstation.cache.ledger import Ledger
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.values import CommandStage, OutboxEntry, Position
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.messages import to_wire
from workstation.wire.push import (
    MOST_BYTES,
    MOST_COMMANDS,
    Answer,
    Envelope,
    Push,
    Quarantined,
)

# Room for the frame of the request and for each envelope besides its body.
# Sent again unchanged it would fail for ever; half of it may pass.
_BLAMES_THE_BATCH = frozenset({Fault.TOO_LARGE, Fault.UNFIT, Fault.HELD_UP})
_FRAME = 1024
_EACH = 512


@dataclass(slots=True)
class Pusher:
    """One account's way up. `told` hears of the records whose commands were answered; `held` is
    what the cache holds."""

    ledger: Ledger
    receipts: ReceiptKeeping
    transport: Transport
    device: str
    clock: Callable[[], datetime]
    told: Callable[[frozenset[str]], None]
    held: Callable[[], Awaitable[Position]]
    most: int = MOST_COMMANDS
    # What did not get through alone in this round, and why.
    stuck: dict[str, SyncProblem] = field(default_factory=dict)
    # What was sent before this round, and may be what cannot get through: fresh ones go first.
    tried: frozenset[str] = frozenset()

    async def round(self) -> None:
        """Send until nothing can go out any more. Raises `SyncProblem`.

        Of each record only the first waiting command travels: what comes after it may rest on it.
        A command that the server wants later (`wait`) ends the round. One that something on the
        way does not let through keeps no other from being sent; it is raised when they are.
        """
        sendable = self.ledger.sendable(self.clock())
        self.tried = frozenset(each.id for each in sendable if each.stage is CommandStage.SENT)
        while batch := self._batch():
            if not await self._send(batch):
                break
        for problem in self.stuck.values():
            raise problem

    def _batch(self) -> list[Envelope]:
        chosen: list[Envelope] = []
        room = MOST_BYTES - _FRAME
        for entry in self._fresh_first():
            envelope = self._envelope(entry)
            room -= len(bytes(envelope.body)) + _EACH
            # One that fills a request by itself travels alone.
            if chosen and (room < 0 or len(chosen) == self.most):
                break
            chosen.append(envelope)
        return chosen

    def _fresh_first(self) -> list[OutboxEntry]:
        sendable = self.ledger.sendable(self.clock())
        waiting = [entry for entry in sendable if entry.id not in self.stuck]
        return sorted(waiting, key=lambda entry: entry.id in self.tried)

    def _envelope(self, entry: OutboxEntry) -> Envelope:
        return Envelope(
            id=entry.id,
            record_kind=entry.record_kind,
            record_id=entry.record_id,
            kind=entry.name,
            body=msgspec.Raw(entry.body),
            v=entry.v,
            base_version=entry.base_version,
            device=self.device,
            n=entry.n,
            at=entry.at,
            prev=entry.prev,
            rests_on=entry.rests_on,
            seen=dict(entry.others),
        )

    async def _push(self, batch: Sequence[Envelope]) -> Push:
        epoch, held = self.ledger.epoch, await self.held()
        return Push(
            device=self.device,
            commands=tuple(batch),
            epoch=epoch,
            latest=await self.receipts.latest(epoch, self.clock()) if epoch else "",
            cursors=held.known() if held.epoch == epoch else {},
        )

    async def _send(self, batch: Sequence[Envelope]) -> bool:
        """Whether everything got an answer, so that more may follow."""
        entries = [self.ledger.get(envelope.id) for envelope in batch]
        await self.ledger.sent(entry for entry in entries if entry is not None)
        try:
            pushed = await self.transport.push(await self._push(batch))
        except SyncProblem as problem:
            if problem.fault not in _BLAMES_THE_BATCH:
                raise
            return await self._smaller(batch, problem)
        self.most = MOST_COMMANDS
        known = {envelope.id for envelope in batch}
        answers = [answer for answer in pushed.answers if answer.disposition.id in known]
        self.told(await self.ledger.hear(pushed.epoch, answers, self.clock()))
        return self._all_answered(known)

    def _all_answered(self, ids: set[str]) -> bool:
        return not any(entry.id in ids for entry in self.ledger.sendable(self.clock()))

    async def _smaller(self, batch: Sequence[Envelope], problem: SyncProblem) -> bool:
        if len(batch) > 1:
            self.most = max(1, len(batch) // 2)
            return True
        if problem.fault is Fault.HELD_UP:
            # Only our own server knows that a command cannot be worked with, ever.
            self.stuck[batch[0].id] = problem
            return True
        refusal = Quarantined(
            id=batch[0].id, reason=to_wire(problem.reason), remedy=to_wire(problem.remedy)
        )
        self.told(await self.ledger.hear("", [Answer(disposition=refusal)], self.clock()))
        return True
