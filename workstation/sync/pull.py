"""Fetches what has changed, page by page, until the server's checkpoint is reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workstation.cache.ledger import Ledger
from workstation.cache.page import FeedPage, WrittenPage
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.truth import Truths
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.codec import Malformed
from workstation.wire.feed import Hello, SyncRequest

# A scope that is still wrong after it was fetched anew is a fault of the server; so is an answer
# that says there is more and brings nothing.
_HEALINGS = 2


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one response brought; `answered` are the records whose commands it answered."""

    written: WrittenPage
    answered: frozenset[str]
    ahead: timedelta


@dataclass(slots=True)
class Puller:
    """One account's way down. `took` hears of every response that was written, and `reborn`,
    before it is, that the server has another life than the receipts came from."""

    truths: Truths
    ledger: Ledger
    receipts: ReceiptKeeping
    transport: Transport
    device: str
    clock: Callable[[], datetime]
    took: Callable[[Pulled], Awaitable[None]]
    reborn: Callable[[Hello], Awaitable[None]]

    async def round(self) -> None:
        """Fetch until everything is complete at one snapshot. Raises `SyncProblem`."""
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
        page = await self.transport.pull(request)
        if await self.truths.position() != asked:
            return WrittenPage(stale=True)
        # What is said of commands is on disk before the cases that they changed: a case that had
        # come first would show its reader's own change twice over a kill in between.
        answered = await self.ledger.hear(page.hello.epoch, page.answers, self.clock())
        if self.ledger.offered_again is not None:
            await self._remember_rebirth(page.hello)
        try:
            written = await self.truths.write(page, asked, self.clock())
        except Malformed as error:
            raise SyncProblem(Fault.MALFORMED, error.detail) from error
        if written.stale:
            return written
        await self.receipts.acked(acked)
        await self._remember(page, written)
        ahead = page.hello.server_time - self.clock()
        await self.took(Pulled(written, answered, ahead))
        return written

    async def _remember(self, page: FeedPage, written: WrittenPage) -> None:
        now = self.clock()
        for scope in written.wrong:
            head = page.done.scopes[scope]
            detail = f"{scope}: the server holds {head.count} records, digest {head.digest:x}"
            await self.receipts.report("digest mismatch", detail, now)
        for id_ in sorted(written.unread):
            await self.receipts.report("unreadable record", id_, now)

    async def _remember_rebirth(self, hello: Hello) -> None:
        again = self.ledger.offered_again
        await self.receipts.report("new epoch", f"{again} commands offered again", self.clock())
        await self.reborn(hello)
