"""`KeySettings`: the acts with their keys, and what a person does about one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime

from ui.activities.settings.key_change import KeyChange, Settlement, pressed_for
from ui.activities.settings.key_rows import ActNarrowing, KeyRow, found_in, key_rows, passes
from ui.keyboard import Keyboard, KeyTable, OwnKeys
from workstation.value_class import dataclass

Changes = Mapping[str, tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class KeysState:
    """What the page of the keys shows.

    rows: what passes, each section with its name before it.
    counts: how many acts there are of each kind that the list can be narrowed to.
    chosen: the act that is looked at. change: what is being done about its key.
    table: which key does what where.
    """

    rows: tuple[KeyRow, ...] = ()
    counts: Mapping[ActNarrowing, int] = field(default_factory=dict)
    narrowing: ActNarrowing = ActNarrowing.ALL
    sought: str = ""
    chosen: KeyRow | None = None
    change: KeyChange | None = None
    table: KeyTable = field(default_factory=KeyTable)


class KeySettings:
    """Replaces its state and hands the whole of it to `show`; keys change at the keyboard itself.

    What changes keys answers with what they were before, for its undo; None where nothing changed.
    """

    def __init__(
        self, keys: Keyboard, show: Callable[[KeysState], None], now: Callable[[], datetime]
    ) -> None:
        self.state = KeysState()
        self._keys = keys
        self._show = show
        self._now = now

    def refresh(self) -> None:
        """Show the keys as they are now; what was being changed stays, judged anew."""
        table = self._keys.table
        rows = key_rows(table)
        state = replace(self.state, table=table)
        counts = {each: sum(passes(row, each) for row in rows) for each in ActNarrowing}
        found = found_in(rows, state.sought, state.narrowing)
        lines = [row for row in found if not row.heads]
        left = state.chosen.id if state.chosen is not None else ""
        chosen = next((row for row in lines if row.id == left), next(iter(lines), None))
        change = state.change
        if change is not None and (chosen is None or chosen.id != change.row.id):
            change = None
        self._put(replace(state, rows=found, counts=counts, chosen=chosen, change=change))

    def search(self, sought: str) -> None:
        """Show what says this."""
        self.state = replace(self.state, sought=sought)
        self.refresh()

    def narrow(self, narrowing: ActNarrowing) -> None:
        """Show all acts, or those that are changed or have no key."""
        self.state = replace(self.state, narrowing=narrowing)
        self.refresh()

    def choose(self, row_id: str) -> None:
        """Look at another act; what was not kept of the one before is left."""
        chosen = next((row for row in self.state.rows if row.id == row_id), None)
        if chosen is not None and not chosen.heads and chosen != self.state.chosen:
            self._put(replace(self.state, chosen=chosen, change=None))

    def begin(self) -> bool:
        """Let the next key that is pressed be the new one; False if this one stays."""
        row = self.state.chosen
        if row is None or row.fixed:
            return False
        self._put(replace(self.state, change=KeyChange(row)))
        return True

    def press(self, key: str) -> None:
        """Take the key that was pressed for the act."""
        if self.state.change is not None:
            change = pressed_for(self.state.change, key, self.state.table)
            self._put(replace(self.state, change=change))

    def settle(self, settlement: Settlement) -> None:
        """Decide what becomes of whoever has the key."""
        if self.state.change is not None and self.state.change.holders:
            self._put(replace(self.state, change=self.state.change.settled(settlement)))

    def cancel(self) -> bool:
        """Leave the key as it is; whether it was being changed."""
        changing = self.state.change is not None
        if changing:
            self._put(replace(self.state, change=None))
        return changing

    def keep(self) -> OwnKeys | None:
        """Keep the new key."""
        change = self.state.change
        if change is None or not change.can_be_kept:
            return None
        return self._give(change.changes(self.state.table))

    def take_away(self) -> OwnKeys | None:
        """Let the act have no key."""
        row = self.state.chosen
        if row is None or row.fixed or not row.flat_keys:
            return None
        return self._give({spec.id: () for spec in row.specs})

    def reset(self) -> OwnKeys | None:
        """Give the act its default key again."""
        row = self.state.chosen
        if row is None or not row.own:
            return None
        return self._give({spec.id: None for spec in row.specs})

    def reset_all(self) -> OwnKeys | None:
        """Give all acts their default keys again, also those that this program does not know."""
        before = self._keys.table.own
        if before == OwnKeys():
            return None
        self.put_back(OwnKeys())
        return before

    def put_back(self, own: OwnKeys) -> None:
        """Let the keys be as they were."""
        self.state = replace(self.state, change=None)
        self._keys.wear(own)

    def _give(self, changes: Changes) -> OwnKeys:
        self.state = replace(self.state, change=None)
        return self._keys.change(changes, self._now())

    def _put(self, state: KeysState) -> None:
        self.state = state
        self._show(state)
