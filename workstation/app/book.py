"""The house book as its person sees it: the server's, with their own edits in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.cache.house_edits import HouseEdits, overlaid
from workstation.cache.truth import Truths
from workstation.domain.actor import Actor
from workstation.domain.house import House
from workstation.drafting.shipped import shipped_house
from workstation.wire.house import HouseApplied


@dataclass(slots=True)
class Book:
    """`truth` is what the server sent last in its life `epoch`, None for the book that the
    program carries: before the first round, and where the server's cannot be read.

    What is seen is derived when it is asked for, and again after `turned`.
    """

    edits: HouseEdits
    truth: House | None = None
    epoch: str = ""
    _seen: tuple[Actor, House] | None = None

    @property
    def version(self) -> int:
        """The version of the server's book that this workstation goes by."""
        return self.truth.version if self.truth is not None else 0

    def seen(self, me: Actor) -> House:
        """The book with the edits that the server has not answered, or does not show yet."""
        if self._seen is None or self._seen[0] != me:
            self._seen = me, overlaid(self.truth or shipped_house(), self.edits.entries(), me)
        return self._seen[1]

    @property
    def ahead(self) -> bool:
        """Whether the server has taken an edit in that its book here does not show yet."""
        return any(isinstance(each.answer, HouseApplied) for each in self.edits.entries())

    async def load(self, truths: Truths, now: datetime) -> None:
        """Read all of it again; nothing may be given meanwhile, or it would not be in it."""
        await self._read(truths)
        await self.edits.load(self.version, now, self.epoch)
        self.turned()

    async def take(self, truths: Truths) -> None:
        """The server sent its book: read it, and let go of the edits that it shows."""
        await self._read(truths)
        self.turned()

    async def _read(self, truths: Truths) -> None:
        self.truth = await truths.house.book()
        self.epoch = (await truths.position()).epoch

    def turned(self) -> None:
        """Truth or edits are others now: let go of the edits that the truth shows."""
        self.edits.settle(self.version, self.epoch)
        self._seen = None
