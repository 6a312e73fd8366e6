"""`Keyboard`: the keys of the actions as whoever is signed in has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ui.keyboard.action import PALETTE, KeyPlace
from ui.keyboard.key_table import KeyTable
from ui.keyboard.own_keys import OwnKeys
from ui.language import language

# So many keys at least are said in short.
_SPAN = 3


class Keyboard(QObject):
    """Holds one `KeyTable`, and says when another counts. The last one constructed counts.

    Every bound text is said anew then, because it may name a key.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        global _used  # noqa: PLW0603 - a person has one keyboard
        _used = self
        self.table = KeyTable()

    def know(self, places: Sequence[KeyPlace]) -> None:
        """Know the actions of these places from now on."""
        if tuple(places) != self.table.places:
            self._take(KeyTable(places, self.table.own))

    def wear(self, own: OwnKeys) -> None:
        """Let these be the keys that the person changed."""
        if own != self.table.own:
            self._take(KeyTable(self.table.places, own))

    def change(self, changes: Mapping[str, tuple[str, ...] | None], now: datetime) -> OwnKeys:
        """Give actions other keys, or with None their default ones; returns what was before."""
        before = self.table.own
        self.wear(before.replaced(changes, now))
        return before

    def name(self, action: str) -> str:
        """The first key of `action` as people read it, "" where it has none."""
        return read_out(next(iter(self.table.named(action)), ""))

    def way_to(self, action: str) -> str:
        """The key of `action`; where it has none that of the palette, which finds everything."""
        return self.name(action) or self.name(PALETTE)

    def _take(self, table: KeyTable) -> None:
        self.table = table
        self.changed.emit()
        language().say_again()


def read_out(key: str) -> str:
    """A key as people read it."""
    return key.replace("Return", "Enter").replace("Del", "Delete")


def key_span(names: Sequence[str]) -> str:
    """Several keys in short: `Ctrl+1–9` where they differ in the last digit alone."""
    kept = [name for name in names if name]
    if len(kept) < _SPAN:
        return " ".join(kept)
    row = all(name == f"{kept[0][:-1]}{at}" for at, name in enumerate(kept, 1))
    return f"{kept[0]}–{len(kept)}" if row else " ".join(kept)


_used: Keyboard | None = None


def keyboard() -> Keyboard:
    """The keyboard of the application."""
    return _used or Keyboard()
