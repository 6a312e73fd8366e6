"""The queue: its views, rows and counts, with the person's own pending work in them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress

from workstation.app.desk import Desk
from workstation.app.values import Change
from workstation.cache.overlay import Overlaid
from workstation.cache.problem import DiskTrouble
from workstation.cache.rows import matches
from workstation.cache.values import WAITING, Filter, QueueRow, StoredRow
from workstation.domain.views import View

EVERYTHING = Filter()


class Queue(Desk):
    """What there is to do."""

    async def row_ids(self, view: View, wanted: Filter = EVERYTHING) -> array[int]:
        """Keys of a view's cases by due time, paused ones last; finished ones newest first."""
        if self._office.signed is None:
            # Whose cases these were is not for whoever comes next to see.
            return array("q")
        overlays = tuple(self._office.overlays.values())
        shown = [
            (over.sort, over.key)
            for over in overlays
            if view in over.views and matches(over.row, wanted)
        ]
        touched = [over.key for over in overlays if over.key > 0]
        return await self._office.truths.keys(view, wanted, touched, shown)

    async def rows(self, keys: Sequence[int]) -> tuple[QueueRow, ...]:
        """The rows of these keys in their order; a case that has gone is left out."""
        stored = await self._office.truths.rows([key for key in keys if key > 0])
        over = {each.key: each for each in self._office.overlays.values()}
        signed = self._office.signed
        drafted = {case_id for case_id, _party in signed.drafted} if signed is not None else set()
        found = (self._row(stored.get(key), over.get(key), drafted) for key in keys)
        return tuple(row for row in found if row is not None)

    def _row(
        self, stored: StoredRow | None, over: Overlaid | None, drafted: set[str]
    ) -> QueueRow | None:
        if over is None:
            if stored is None:
                return None
            return QueueRow(
                key=stored.key,
                row=stored.row,
                unread=stored.unread,
                draft=stored.row.id in drafted,
            )
        return QueueRow(
            key=over.key,
            row=over.row,
            unread=stored is not None and stored.unread,
            pending=any(entry.stage in WAITING for entry in over.pending),
            draft=over.row.id in drafted,
            asks=over.asks,
        )

    async def counts(self) -> Mapping[View, int]:
        """How many cases each view shows."""
        truths = self._office.truths
        counts = await truths.counts()
        overlays = tuple(self._office.overlays.values())
        if not overlays:
            return counts
        stored = await truths.rows([over.key for over in overlays])
        for over in overlays:
            before = stored[over.key].views if over.key in stored else frozenset()
            for view in before - over.views:
                counts[view] -= 1
            for view in over.views - before:
                counts[view] += 1
        return counts

    async def key_of(self, case_id: str) -> int | None:
        """The key of a case, None if it is not in this person's sight."""
        sight = await self._office.sight(case_id)
        return sight.key if sight is not None else None

    async def mark_read(self, case_id: str) -> None:
        """The person has looked at the case as it is now. A full disk does not note it."""
        with suppress(DiskTrouble):
            if await self._office.truths.mark_seen(case_id):
                self._office.announcer.say(Change(frozenset({case_id}), rows=True))
