"""Fetches what has changed, page by page, until the server's checkpoint is reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from workstation.cache.ledger import Ledger
from workstation.cache.page import FeedPage, WrittenPage
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.truth import Truths
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.server_clock import ServerClock
from workstation.sync.transport import Transport
from workstation.value_class import dataclass
from workstation.wire.codec import Malformed
from workstation.wire.feed import Hello, SyncRequest

# A scope that is still wrong after it was fetched anew is a fault of the server; so is an answer
# that says there is more and brings nothing.
_HEALINGS = 2


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one response brought.

    `written`: what writing it changed in the cache.
    `answered`: the records whose commands it answered.
    """

    written: WrittenPage
    answered: frozenset[str]


@dataclass(slots=True)
class Puller:
    """Fetches what has changed for one account.

    `truths`: the cache that responses are written to.
    `ledger`, `receipts`: the outbox, which hears what the server says of commands.
    `device`: the id of this profile as a device.
    `took`: is called with what every response brought, once it is written.
    `reborn`: is called, before that, when the server has another life than the receipts came from.
    """

    truths: Truths
    ledger: Ledger
    receipts: ReceiptKeeping
    transport: Transport
    device: str
    clock: ServerClock
    took: Callable[[Pulled], Awaitable[None]]
    reborn: Callable[[Hello], Awaitable[None]]

    async def round(self) -> None:
        """Fetch page after page until everything is complete at one snapshot.

        Raises `SyncProblem` and `ProfileProblem`.
        """
        healings = 0
        while True:
            written = await self._page()
            if written.complete:
                return
            if written.wrong or not written.changed:
                healings += 1
            if healings > _HEALINGS:
                what = f"digest of {', '.join(written.wrong)}" if written.wrong else "no progress"
                raise SyncProblem(Fault.MALFORMED, what)

    async def _page(self) -> WrittenPage:
        """Fetch one response and write it; a stale one is left out. Raises `SyncProblem`."""
        asked = await self.truths.position()
        # A cache that was lost knows no life: whether the server went back, the receipts tell.
        epoch = asked.epoch or self.ledger.epoch
        acked = await self.receipts.to_ack()
        request = SyncRequest(
            device=self.device,
            cursors=asked.known(),
            epoch=epoch,
            acked=acked,
            latest=await self.receipts.latest(epoch, self.clock()) if epoch else "",
            doubted=await self.truths.digests(asked.doubted) if asked.doubted else {},
        )
        asked_at = self.clock.machine()
        page = await self.transport.pull(request)
        another_time = self.clock.compare(page.hello.server_time, asked_at)
        if await self.truths.position() != asked:
            return WrittenPage(stale=True)
        # What is said of commands is on disk before the cases that they changed. Were a case
        # written first and the program killed in between, it would show its reader's change twice.
        answered = await self.ledger.hear(page.hello.epoch, page.answers, self.clock())
        if self.ledger.offered_again is not None:
            what = f"{self.ledger.offered_again} commands offered again"
            await self.receipts.report("new epoch", what, self.clock())
            await self.reborn(page.hello)
        try:
            written = await self.truths.write(page, asked, self.clock())
        except Malformed as error:
            raise SyncProblem(Fault.MALFORMED, error.detail) from error
        if written.stale:
            return written
        await self.receipts.acked(acked)
        if another_time:
            await self.truths.refile(page.hello.actor, self.clock())
            written = replace(written, refiled=True)
        await self._report_faults(page, written)
        await self.took(Pulled(written, answered))
        return written

    async def _report_faults(self, page: FeedPage, written: WrittenPage) -> None:
        """Keep a note of digests that do not match and of records that cannot be read."""
        now = self.clock()
        for scope in written.wrong:
            head = page.done.scopes[scope]
            detail = f"{scope}: the server holds {head.count} records, digest {head.digest:x}"
            await self.receipts.report("digest mismatch", detail, now)
        for id_ in sorted(written.unread):
            await self.receipts.report("unreadable record", id_, now)
