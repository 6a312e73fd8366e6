"""Everything that a person can do now, by name, with its key, and who does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.activity import MOVING, WINDOW, ActionSpec, Answers, Enabled, Intent
from ui.shell.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.shell.activity_stack import ActivityStack


class Actions(QObject):
    """Joins each action to the one who serves it: the window its own, each activity the rest.

    What is in sight comes first: a key means what the activity in sight says. An action that
    nobody serves is not shown. `keys` replaces the default keys of the actions that it names.
    """

    changed = Signal()

    def __init__(self, keys: Mapping[str, tuple[str, ...]] | None = None) -> None:
        super().__init__()
        self._keys = dict(keys or {})
        self._own = Answers()
        self._stack: ActivityStack | None = None

    def ask(self, stack: ActivityStack | None) -> None:
        """Ask these activities too, from sign-in to sign-out."""
        self._stack = stack
        if stack is not None:
            stack.changed.connect(self.changed)
        self.changed.emit()

    def on(self, action: str, intent: Intent, enabled: Enabled | None = None) -> None:
        """`intent` serves an `action` of the window from now on, while `enabled()` holds."""
        self._own.on(action, intent, enabled)
        self.changed.emit()

    def off(self, action: str) -> None:
        """Nobody serves `action` any more."""
        self._own.off(action)
        self.changed.emit()

    def refresh(self) -> None:
        """Something that `enabled` depends on has changed."""
        self.changed.emit()

    def served(self) -> tuple[ActionSpec, ...]:
        """All that somebody serves, in sight or not, by category."""
        return _once(self._known())

    def at_hand(self) -> tuple[ActionSpec, ...]:
        """What can be done with a key where the window stands now, by category."""
        return _once(self._at_hand())

    def _known(self) -> Iterator[ActionSpec]:
        yield from self._at_hand()
        if self._stack is not None:
            yield from self._stack.all_actions

    def _at_hand(self) -> Iterator[ActionSpec]:
        if self._stack is not None:
            yield from self._stack.in_sight_actions
            yield from self._stack.ways
        yield from (spec for spec in CATALOGUE if spec.id in self._own)
        if self._stack is not None:
            yield from (spec for spec in self._stack.all_actions if spec.everywhere)

    def spec(self, action: str) -> ActionSpec | None:
        """What is known of an action, as what is in sight calls it; None if nobody serves it."""
        return next((each for each in self._known() if each.id == action), None)

    def is_served(self, action: str) -> bool:
        """Whether somebody serves it."""
        return self.spec(action) is not None

    def is_enabled(self, action: str) -> bool:
        """Whether it can be done now."""
        if action in self._own:
            return self._own.can(action)
        return self._stack is not None and self._stack.can(action)

    def trigger(self, action: str) -> bool:
        """Do it, if it can be done now; whether it was."""
        if action in self._own:
            return self._own.trigger(action)
        return self._stack is not None and self._stack.trigger(action)

    def for_key(self, key: str) -> ActionSpec | None:
        """The action on a key, written as `pressed` writes it."""
        return next((each for each in self._at_hand() if key in self._keys_of(each)), None)

    def begins(self, key: str) -> bool:
        """Whether `key` is the first of two."""
        first = f"{key} "
        return any(
            each.startswith(first) for spec in self._at_hand() for each in self._keys_of(spec)
        )

    def key(self, action: str) -> str:
        """Its first key as people read it, or nothing."""
        spec = self.spec(action)
        keys = self._keys_of(spec) if spec is not None else ()
        return keys[0].replace("Return", "Enter") if keys else ""

    def _keys_of(self, spec: ActionSpec) -> tuple[str, ...]:
        return self._keys.get(spec.id, spec.keys)


def _once(specs: Iterable[ActionSpec]) -> tuple[ActionSpec, ...]:
    known: dict[str, ActionSpec] = {}
    for spec in specs:
        known.setdefault(spec.id, spec)
    return tuple(sorted(known.values(), key=_rank))


def _rank(spec: ActionSpec) -> int:
    if spec.category is MOVING:
        return 0
    return 2 if spec.category is WINDOW else 1
