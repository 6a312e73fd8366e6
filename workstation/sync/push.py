"""Sends the outbox. Whatever happens to an answer, sending again does no harm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import field
from datetime import datetime

from workstation.cache.ledger import Ledger
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.values import CommandStage, OutboxEntry, Position
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.value_class import dataclass
from workstation.wire.messages import to_wire
from workstation.wire.push import (
    MOST_BYTES,
    MOST_COMMANDS,
    Answer,
    Push,
    Quarantined,
)

# The batch itself is at fault: sent again unchanged it would fail for ever, half of it may pass.
_FAULTS_OF_THE_BATCH = frozenset({Fault.TOO_LARGE, Fault.UNFIT, Fault.HELD_UP})
# Bytes of the frame of a request, and of each envelope besides its body.
_FRAME = 1024
_EACH = 512


@dataclass(slots=True)
class Pusher:
    """Sends the outbox of one account.

    `ledger`, `receipts`: the outbox.
    `device`: the id of this profile as a device.
    `told`: is called with the records whose commands were answered.
    `held`: gives what the cache holds of the feeds.
    `most`: how many commands go into one request; fewer after one that was too large.
    `stuck`: the commands that did not get through alone in this round, and why.
    `tried`: what was sent before this round, and may be what cannot get through.
    """

    ledger: Ledger
    receipts: ReceiptKeeping
    transport: Transport
    device: str
    clock: Callable[[], datetime]
    told: Callable[[frozenset[str]], None]
    held: Callable[[], Awaitable[Position]]
    most: int = MOST_COMMANDS
    stuck: dict[str, SyncProblem] = field(default_factory=dict)
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

    def _batch(self) -> list[OutboxEntry]:
        """The commands of the next request. Those that were not tried before this round go first:
        one that cannot get through shall not keep them from being sent."""
        sendable = self.ledger.sendable(self.clock())
        waiting = [entry for entry in sendable if entry.id not in self.stuck]
        chosen: list[OutboxEntry] = []
        room = MOST_BYTES - _FRAME
        for entry in sorted(waiting, key=lambda entry: entry.id in self.tried):
            room -= len(entry.body) + _EACH
            # One that fills a request by itself travels alone.
            if chosen and (room < 0 or len(chosen) == self.most):
                break
            chosen.append(entry)
        return chosen

    async def _send(self, batch: Sequence[OutboxEntry]) -> bool:
        """Send these commands. Returns whether more may follow, which is not so where the server
        wants one of them later. Raises `SyncProblem`."""
        await self.ledger.sent(batch)
        epoch, held = self.ledger.epoch, await self.held()
        push = Push(
            device=self.device,
            commands=tuple(entry.envelope(self.device) for entry in batch),
            epoch=epoch,
            latest=await self.receipts.latest(epoch, self.clock()) if epoch else "",
            cursors=held.known() if held.epoch == epoch else {},
        )
        try:
            pushed = await self.transport.push(push)
        except SyncProblem as problem:
            if problem.fault not in _FAULTS_OF_THE_BATCH:
                raise
            await self._blame(batch, problem)
            return True
        self.most = MOST_COMMANDS
        ids = {entry.id for entry in batch}
        answers = [answer for answer in pushed.answers if answer.disposition.id in ids]
        self.told(await self.ledger.hear(pushed.epoch, answers, self.clock()))
        return not any(entry.id in ids for entry in self.ledger.sendable(self.clock()))

    async def _blame(self, batch: Sequence[OutboxEntry], problem: SyncProblem) -> None:
        """Send half of a batch that did not get through the next time; a command that does not get
        through alone is at fault."""
        first, *others = batch
        if others:
            self.most = max(1, len(batch) // 2)
        elif problem.fault is Fault.HELD_UP:
            # Only our own server knows that a command cannot be worked with, ever.
            self.stuck[first.id] = problem
        else:
            refusal = Quarantined(
                id=first.id, reason=to_wire(problem.reason), remedy=to_wire(problem.remedy)
            )
            self.told(await self.ledger.hear("", [Answer(disposition=refusal)], self.clock()))
