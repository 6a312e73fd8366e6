"""Fetches what has changed, page by page, until the server's checkpoint is reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workstation.cache.page import Page, Written
from workstation.cache.receipts import Receipts
from workstation.cache.truth import Truths
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.codec import Malformed
from workstation.wire.feed import SyncRequest
from workstation.wire.push import Answer

# A scope that is still wrong after it was fetched anew is a fault of the server; so is an answer
# that says there is more and brings nothing.
_HEALINGS = 2


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one response brought."""

    written: Written
    answers: tuple[Answer, ...]
    ahead: timedelta


@dataclass(slots=True)
class Puller:
    """One account's way down. `took` hears of every response that was written."""

    truths: Truths
    receipts: Receipts
    transport: Transport
    device: str
    clock: Callable[[], datetime]
    took: Callable[[Pulled], Awaitable[None]]

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

    async def _page(self) -> Written:
        asked = await self.truths.position()
        acked = await self.receipts.to_ack()
        request = SyncRequest(
            device=self.device,
            cursors=asked.known(),
            epoch=asked.epoch,
            acked=acked,
            house=asked.house,
        )
        page = await self.transport.pull(request)
        try:
            written = await self.truths.write(page, asked)
        except Malformed as error:
            raise SyncProblem(Fault.MALFORMED, error.detail) from error
        if written.stale:
            return written
        await self.receipts.acked(acked)
        await self._remember(page, written)
        ahead = page.hello.server_time - self.clock()
        await self.took(Pulled(written, tuple(page.answers), ahead))
        return written

    async def _remember(self, page: Page, written: Written) -> None:
        now = self.clock()
        for scope in written.wrong:
            head = page.done.scopes[scope]
            detail = f"{scope}: the server holds {head.count} cases, digest {head.digest:x}"
            await self.receipts.report("digest mismatch", detail, now)
        for case_id in sorted(written.unread):
            await self.receipts.report("unreadable case", case_id, now)
        if written.new_epoch:
            again = await self.receipts.reoffer()
            await self.receipts.report("new epoch", f"{again} commands offered again", now)
