"""`KeyChange`: a new key for an act, from the press to what has to happen for it to be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto

from ui.activities.settings.key_rows import KeyRow
from ui.keyboard import (
    FIXED,
    ActionSpec,
    KeyHolder,
    KeyTable,
    belongs_to_writing,
    read_out,
    writes_nothing,
)
from workstation.i18n import Message, _
from workstation.value_class import dataclass


class Settlement(Enum):
    """What becomes of whoever has the key."""

    OPEN = auto()
    EXCHANGED = auto()
    TAKEN = auto()


@dataclass(frozen=True, slots=True)
class KeyChange:
    """What was pressed for the acts of `row`, and what stands against it.

    key: as actions write it, "" before anything was pressed. Acts on a row of digits all follow.
    refused: why this key can be nobody's here.
    holders: who has it where it would work for the act too.
    settlement: what the person decided about them.
    """

    row: KeyRow
    key: str = ""
    refused: Message | None = None
    holders: tuple[KeyHolder, ...] = ()
    settlement: Settlement = Settlement.OPEN

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        """The acts that get a new key."""
        return self.row.specs

    @property
    def clashes(self) -> bool:
        """Whether somebody has the key and nothing was decided about that."""
        return bool(self.holders) and self.settlement is Settlement.OPEN

    @property
    def can_exchange(self) -> bool:
        """Whether the two can simply change keys."""
        return len(self.specs) == 1 and len(self.holders) == 1 and bool(self.row.keys[0])

    @property
    def can_be_kept(self) -> bool:
        """Whether nothing stands against it."""
        return bool(self.key) and self.refused is None and not self.clashes

    @property
    def writes(self) -> bool:
        """Whether the act works while somebody writes, and by the new key no longer would."""
        now = [key for keys in self.row.keys for key in keys]
        return bool(self.key) and writes_nothing(now) and not writes_nothing([self.key])

    def keys(self) -> tuple[str, ...]:
        """The new key of each act."""
        return _keys_from(self.key, len(self.specs))

    def settled(self, settlement: Settlement) -> KeyChange:
        """The same after the person decided about who has the key."""
        return replace(self, settlement=settlement)

    def changes(self, table: KeyTable) -> Mapping[str, tuple[str, ...] | None]:
        """What has to be changed so that it holds."""
        found: dict[str, tuple[str, ...] | None] = {
            spec.id: (key,) for spec, key in zip(self.specs, self.keys(), strict=True)
        }
        mine = set(self.keys())
        for each in self.holders:
            left = tuple(key for key in table.keys(each.spec) if not _meets(key, mine))
            given = self.row.keys[0][:1] if self.settlement is Settlement.EXCHANGED else ()
            found[each.spec.id] = (*given, *left)
        return found


def pressed_for(change: KeyChange, key: str, table: KeyTable) -> KeyChange:
    """The change after `key` was pressed; a second key follows one that begins others."""
    begun = f"{change.key} "
    follows = any(own.startswith(begun) for each in table.holders for own in table.keys(each.spec))
    whole = f"{change.key} {key}" if change.key and follows and "+" not in key else key
    refused = _refusal(change.specs, whole)
    blank = KeyChange(change.row, whole, refused)
    if refused is not None:
        return blank
    own = {spec.id for spec in change.specs}
    holders = {
        each.spec.id: each
        for spec, each_key in zip(change.specs, blank.keys(), strict=True)
        for each in table.taken_by(spec.id, each_key)
        if each.spec.id not in own
    }
    fixed = next((each for each in holders.values() if table.is_fixed(each.spec)), None)
    if fixed is not None:
        return replace(blank, refused=_STAYS)
    return replace(blank, holders=tuple(holders.values()))


_STAYS = _("This key stays as it is, so that no stray key sends a letter.")
_WRITES = _("With this key people write, or go from field to field.")


def _refusal(specs: tuple[ActionSpec, ...], key: str) -> Message | None:
    if any(stroke in FIXED for stroke in key.split()):
        return _STAYS
    if any(belongs_to_writing(stroke) for stroke in key.split()):
        return _WRITES
    if len(specs) > 1 and not key[-1:].isdigit():
        return _(
            "These {n} acts are a row of digits: press one digit, with Ctrl, Shift or Alt perhaps.",
            n=len(specs),
        )
    return None


def _keys_from(key: str, number: int) -> tuple[str, ...]:
    if number == 1:
        return (key,)
    return tuple(f"{key[:-1]}{at}" for at in range(1, number + 1))


def _meets(key: str, mine: set[str]) -> bool:
    return any(key == own or key.startswith(f"{own} ") or own.startswith(f"{key} ") for own in mine)


def said_keys(change: KeyChange) -> tuple[str, ...]:
    """The parts of the pressed key, each as it stands on the keyboard."""
    parts = []
    for stroke in change.key.split():
        before, plus, last = stroke.rpartition("+")
        if not last:
            before, last = stroke[:-2] if plus else stroke, "+"
        parts += [part for part in before.split("+") if part]
        parts.append(read_out(last).upper() if len(last) == 1 else read_out(last))
    return tuple(parts)
