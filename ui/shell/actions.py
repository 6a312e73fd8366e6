"""Everything that a person can do, by name, with its key, and who does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.shell.catalogue import CATALOGUE, ActionId, Spec

if TYPE_CHECKING:
    from collections.abc import Mapping

Intent = Callable[[], object]
Enabled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Served:
    intent: Intent
    enabled: Enabled | None


class Actions(QObject):
    """Joins each action to the one who serves it. An action that nobody serves is not shown.
    Says `triggered` with each before it is done.

    `keys` replaces the default keys of the actions that it names.
    """

    changed = Signal()
    triggered = Signal(object)

    def __init__(self, keys: Mapping[ActionId, tuple[str, ...]] | None = None) -> None:
        super().__init__()
        self._keys = {each: spec.keys for each, spec in CATALOGUE.items()} | dict(keys or {})
        self._by_key = {key: each for each, keys in self._keys.items() for key in keys}
        self._served: dict[ActionId, _Served] = {}

    def on(self, action: ActionId, intent: Intent, enabled: Enabled | None = None) -> None:
        """`intent` serves `action` from now on, while `enabled()` holds."""
        self._served[action] = _Served(intent, enabled)
        self.changed.emit()

    def off(self, action: ActionId) -> None:
        """Nobody serves `action` any more."""
        self._served.pop(action, None)
        self.changed.emit()

    def refresh(self) -> None:
        """Something that `enabled` depends on has changed."""
        self.changed.emit()

    def served(self) -> tuple[Spec, ...]:
        """The actions that somebody serves, in the order of the catalogue."""
        return tuple(spec for each, spec in CATALOGUE.items() if each in self._served)

    def is_served(self, action: ActionId) -> bool:
        """Whether somebody serves it."""
        return action in self._served

    def is_enabled(self, action: ActionId) -> bool:
        """Whether it can be done now."""
        served = self._served.get(action)
        return served is not None and (served.enabled is None or served.enabled())

    def trigger(self, action: ActionId) -> bool:
        """Do it, if it can be done now; whether it was."""
        if not self.is_enabled(action):
            return False
        self.triggered.emit(action)
        self._served[action].intent()
        return True

    def for_key(self, key: str) -> ActionId | None:
        """The action on a key, written as `pressed` writes it."""
        return self._by_key.get(key)

    def key(self, action: ActionId) -> str:
        """Its first key as people read it, or nothing."""
        keys = self._keys[action]
        return keys[0].replace("Return", "Enter") if keys else ""
