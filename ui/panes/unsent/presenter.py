"""The unsent changes: looked at one by one. The workstation says which they are, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ui.panes.unsent.state import UnsentRow, UnsentState
from workstation.app.values import UnsentChange

if TYPE_CHECKING:
    from workstation.app.unsent import UnsentPort

Show = Callable[[UnsentState], None]


class UnsentVerbs(Protocol):
    """The verbs of the workstation that the list uses."""

    @property
    def unsent(self) -> UnsentPort: ...


class UnsentPresenter:
    """Replaces its frozen state and hands it to `show`; `opens` says whether one can go to what a
    change is about."""

    def __init__(
        self, desk: UnsentVerbs, opens: Callable[[UnsentChange], bool], show: Show
    ) -> None:
        self.state = UnsentState()
        self._desk = desk
        self._opens = opens
        self._show = show

    def expect(self) -> None:
        """Show that the changes come; the oldest is looked at first."""
        self._put(UnsentState(rows=self.state.rows))

    async def refresh(self) -> None:
        """Show what waits now; what is looked at stays, or gives way to what is in its place."""
        at = self._at()
        rows = tuple(
            UnsentRow(each, self._opens(each)) for each in await self._desk.unsent.changes()
        )
        chosen = self.state.chosen
        if not any(row.key == chosen for row in rows):
            chosen = rows[min(at, len(rows) - 1)].key if rows else None
        self._put(UnsentState(rows=rows, chosen=chosen, loading=False))

    def choose(self, key: str) -> None:
        """Look at another change."""
        self._put(replace(self.state, chosen=key))

    def step(self, by: int) -> None:
        """Look at the next change, or with -1 at the one before."""
        rows = self.state.rows
        if rows:
            self.choose(rows[max(0, min(len(rows) - 1, self._at() + by))].key)

    def _at(self) -> int:
        keys = [each.key for each in self.state.rows]
        return keys.index(self.state.chosen) if self.state.chosen in keys else 0

    def _put(self, state: UnsentState) -> None:
        self.state = state
        self._show(state)
