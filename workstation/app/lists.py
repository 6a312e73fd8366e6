"""Lists of any kind: views, rows and counts, with the person's own pending work in them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Any

from workstation.app.desk import Port
from workstation.app.values import Change
from workstation.cache.overlay import Overlaid
from workstation.cache.problem import DiskTrouble
from workstation.cache.values import WAITING, Narrowing, QueueRow


# Any, here and below: rows and records of whichever kind.
class ListPort(Port):
    """The lists of any kind: which records a view shows, and their rows."""

    async def keys(
        self,
        kind: str,
        view: str,
        wanted: Narrowing | None = None,
        passes: Callable[[Any], bool] = lambda _row: True,
    ) -> array[int]:
        """Keys of the records in a view, in its order; `passes` says of rows that are not stored
        what `wanted` says of those that are. None while nobody is signed in."""
        if self._profile.session is None:
            # Whose records these were is not for whoever comes next to see.
            return array("q")
        touched, passing = self._touched(kind, passes)
        shown = [(each.sort, each.key) for each in passing if view in each.views]
        return await self._profile.truths.keys(kind, view, wanted or Narrowing(), touched, shown)

    async def listed(self, kind: str, keys: Sequence[int]) -> tuple[QueueRow, ...]:
        """The rows of these keys in their order; one that has gone is left out."""
        stored = await self._profile.truths.rows(kind, [key for key in keys if key > 0])
        overlays = {each.key: each for each in self._overlays(kind)}
        session = self._profile.session
        drafted = {id_ for id_, _slot in session.drafted} if session is not None else set()
        rows: list[QueueRow] = []
        for key in keys:
            row, over = stored.get(key), overlays.get(key)
            unread = row is not None and row.unread
            if over is not None:
                rows.append(
                    QueueRow(
                        key=over.key,
                        row=over.row,
                        confirmed=over.confirmed_row,
                        unread=unread,
                        pending=any(entry.stage in WAITING for entry in over.pending),
                        draft=over.row.id in drafted,
                        asks=over.asks,
                    )
                )
            elif row is not None:
                draft = row.row.id in drafted
                rows.append(QueueRow(key=row.key, row=row.row, unread=unread, draft=draft))
        return tuple(rows)

    async def counted(
        self,
        kind: str,
        wanted: Narrowing | None = None,
        passes: Callable[[Any], bool] = lambda _row: True,
    ) -> dict[str, int]:
        """How many keys each view of a kind's list has, by the rule of `keys`."""
        touched, passing = self._touched(kind, passes)
        counts = await self._profile.truths.counts(kind, wanted, touched)
        for over in passing:
            for view in over.views:
                counts[view] += 1
        return counts

    def _touched(
        self, kind: str, passes: Callable[[Any], bool]
    ) -> tuple[list[int], list[Overlaid[Any]]]:
        """The keys of the stored rows in whose place the person's own work stands, and the rows
        of that work that pass."""
        overlays = self._overlays(kind)
        stored = [over.key for over in overlays if over.key > 0]
        return stored, [over for over in overlays if passes(over.row)]

    def _overlays(self, kind: str) -> Collection[Overlaid[Any]]:
        """The records of a kind that the person has worked on, as far as they have a row."""
        overlays = tuple(self._profile.overlays.values())
        return [each for each in overlays if each.kind == kind and each.row is not None]

    async def key_of(self, id_: str) -> int | None:
        """The key of a record, None if it is not in this person's sight."""
        sight = await self._profile.visible_record(id_)
        return sight.key if sight is not None else None

    async def mark_read(self, id_: str) -> None:
        """Note that the person has looked at a record as it is now, if the disk takes that."""
        with suppress(DiskTrouble):
            if await self._profile.truths.mark_seen(id_):
                self._profile.announcer.say(Change(frozenset({id_}), rows=True))
