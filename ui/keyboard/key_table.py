"""`KeyTable`: which key does what where, after what one person changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ui.keyboard.action import ActionSpec, KeyPlace
from ui.keyboard.own_keys import OwnKeys
from workstation.value_class import dataclass

# These stay, so that no stray key sends a letter and everybody can go back.
FIXED = frozenset({"Esc", "Ctrl+Return", "Ctrl+Shift+Return"})
# With these people write, and go from field to field.
_WRITING = frozenset(
    {
        *("Tab", "Shift+Tab", "Shift+Backtab", "Backtab", "Space", "Shift+Space", "Backspace"),
        *("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Return"),
        *("Shift+Return", "Shift+Up", "Shift+Down", "Shift+Left", "Shift+Right", "Del"),
        *(f"Ctrl+{key}" for key in ("A", "C", "V", "X", "Y", "Z", "Left", "Right", "Home", "End")),
        *("Ctrl+Shift+Z", "Ctrl+Backspace", "Ctrl+Del", "Ctrl+Up", "Ctrl+Down"),
    }
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OFFERED = (("", 2), ("Shift+", 1), ("Alt+", 1))
_OFFERED_WHILE_WRITING = (("Ctrl+", 2), ("Ctrl+Shift+", 2))


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """An action in the place where its key works."""

    place: KeyPlace
    spec: ActionSpec

    def meets(self, other: KeyHolder) -> bool:
        """Whether the same key for both would mean two things in one place."""
        mine, theirs = self.spec, other.spec
        if mine.id == theirs.id:
            return False
        if (mine.category.inner or theirs.category.inner) and mine.category != theirs.category:
            # The keys of a part that has the focus come first, and the others wait.
            return False
        return self._everywhere or other._everywhere or self.place.name == other.place.name

    @property
    def _everywhere(self) -> bool:
        return not self.place.name or self.spec.everywhere


class KeyTable:
    """Answers from the actions of all places and the keys that a person changed; it never changes.

    An own key comes before a default one: where a newer program gave its key to another action,
    that action has none until the person decides.
    """

    def __init__(self, places: Sequence[KeyPlace] = (), own: OwnKeys | None = None) -> None:
        self.places = tuple(places)
        self.own = own or OwnKeys()
        self.holders = tuple(KeyHolder(place, spec) for place in places for spec in place.specs)
        changed = [each for each in self.holders if each.spec.id in self.own.changed]
        self._keys: dict[str, tuple[str, ...]] = {}
        for each in self.holders:
            mine = self._keys.get(each.spec.id, each.spec.keys)
            self._keys[each.spec.id] = self._without_taken(each, mine, changed)

    def keys(self, spec: ActionSpec) -> tuple[str, ...]:
        """The keys of an action."""
        own = self.own.changed.get(spec.id)
        return own.keys if own is not None else self._keys.get(spec.id, spec.keys)

    def named(self, action: str) -> tuple[str, ...]:
        """The keys of the action that is called so, none if nobody serves it."""
        own = self.own.changed.get(action)
        return own.keys if own is not None else self._keys.get(action, ())

    def is_fixed(self, spec: ActionSpec) -> bool:
        """Whether its key cannot be changed."""
        return not FIXED.isdisjoint(spec.keys)

    def taken_by(self, action: str, key: str) -> tuple[KeyHolder, ...]:
        """Who has `key` where `action` would work by it too; each action once."""
        mine = [each for each in self.holders if each.spec.id == action]
        found = {
            other.spec.id: other
            for other in reversed(self.holders)
            if any(each.meets(other) for each in mine)
            and any(_overlap(key, theirs) for theirs in self.keys(other.spec))
        }
        return tuple(reversed(found.values()))

    def elsewhere(self, action: str, key: str) -> tuple[KeyHolder, ...]:
        """Who has `key` in other places, where it may mean something else."""
        clashing = {each.spec.id for each in self.taken_by(action, key)}
        return tuple(
            each
            for each in self.holders
            if key in self.keys(each.spec) and each.spec.id not in clashing | {action}
        )

    def free_for(self, spec: ActionSpec) -> tuple[str, ...]:
        """A few keys that nobody has where `spec` works, those of its own word first."""
        # What is done while writing needs a key that writes nothing.
        kinds = _OFFERED_WHILE_WRITING if writes_nothing(spec.keys) else _OFFERED
        word = spec.text.id.lower()
        letters = [each for each in dict.fromkeys(word + _LETTERS) if each in _LETTERS]
        found: list[str] = []
        for before, number in kinds:
            written = (before + (each.upper() if before else each) for each in letters)
            fits = (key for key in written if self._is_free(spec.id, key))
            found += [key for key, _at in zip(fits, range(number), strict=False)]
        return tuple(found)

    def _is_free(self, action: str, key: str) -> bool:
        return key not in _WRITING and not self.taken_by(action, key)

    def _without_taken(
        self, holder: KeyHolder, keys: tuple[str, ...], changed: Sequence[KeyHolder]
    ) -> tuple[str, ...]:
        taken = set(self._own_keys_beside(holder, changed))
        return tuple(key for key in keys if not any(_overlap(key, own) for own in taken))

    def _own_keys_beside(self, holder: KeyHolder, changed: Sequence[KeyHolder]) -> Iterator[str]:
        for other in changed:
            if holder.meets(other):
                yield from self.own.changed[other.spec.id].keys


def writes_nothing(keys: Sequence[str]) -> bool:
    """Whether one of these keys works also while somebody writes."""
    return any(key.startswith(("Ctrl+", "Meta+")) or _is_function(key) for key in keys)


def belongs_to_writing(key: str) -> bool:
    """Whether people write with `key`, or go from field to field."""
    return key in _WRITING or key.startswith("Ctrl+Alt+")


def _is_function(key: str) -> bool:
    named = key.removeprefix("Shift+")
    return named.startswith("F") and named[1:].isdigit()


def _overlap(one: str, other: str) -> bool:
    """Whether two keys cannot both be meant: the same, or one begins the other."""
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")
