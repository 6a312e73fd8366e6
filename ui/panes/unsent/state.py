"""What the list of unsent changes shows: each of them, and the one that is looked at."""

from __future__ import annotations

from workstation.app.values import UnsentChange
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """One change; `opens` says whether one can go to where it is about, or asks."""

    change: UnsentChange
    opens: bool = False

    @property
    def key(self) -> str:
        """Which change it is."""
        return self.change.command_id


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentState:
    """What the list shows.

    rows: the changes, the oldest first
    chosen: the change that is looked at
    loading: whether they are still being read
    """

    rows: tuple[UnsentRow, ...] = ()
    chosen: str | None = None
    loading: bool = True

    @property
    def row(self) -> UnsentRow | None:
        """The change that is looked at."""
        return next((each for each in self.rows if each.key == self.chosen), None)
