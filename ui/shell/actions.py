"""`Actions`: finds who serves an action, whether it can be done now, and which key does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.activity import Answers, Enabled, Intent
from ui.keyboard import MOVING, WINDOW, ActionSpec, KeyPlace, keyboard, read_out
from ui.shell.catalogue import CATALOGUE
from workstation.i18n import pgettext

if TYPE_CHECKING:
    from ui.shell.activity_stack import ActivityStack
    from workstation.i18n import Message


class Actions(QObject):
    """Joins each action to whoever serves it: the window serves its own, each activity the rest.

    The activity in sight comes first: where several know a key, its meaning counts. An action
    that nobody serves is not shown. Which keys an action has is the keyboard's to say.
    The signal `changed` says that other actions are served now, or can be done now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own = Answers()
        self._stack: ActivityStack | None = None

    def ask(self, stack: ActivityStack | None) -> None:
        """Ask these activities too from now on, for one person's session; None asks none."""
        self._stack = stack
        if stack is not None:
            stack.changed.connect(self.changed)
        ways = stack.ways if stack is not None else ()
        here = KeyPlace("", pgettext("keys", "Everywhere"), (*CATALOGUE, *ways))
        keyboard().know((here, *(stack.key_places if stack is not None else ())))
        self.changed.emit()

    def on(self, action: str, intent: Intent, enabled: Enabled | None = None) -> None:
        """Let `intent` serve an `action` of the window, possible while `enabled()` holds."""
        self._own.on(action, intent, enabled)
        self.changed.emit()

    def off(self, action: str) -> None:
        """Stop serving `action` of the window, so that it is no longer shown."""
        self._own.off(action)
        self.changed.emit()

    def refresh(self) -> None:
        """Say that what `enabled` depends on has changed, so that buttons and hints follow."""
        self.changed.emit()

    def served(self) -> tuple[ActionSpec, ...]:
        """Every action that somebody serves, in sight or not, in the order of the categories."""
        return _once(self._known())

    def at_hand(self) -> tuple[ActionSpec, ...]:
        """The actions whose keys work in what is in sight, in the order of the categories."""
        return _once(self._at_hand())

    def _known(self) -> Iterator[ActionSpec]:
        yield from self._at_hand()
        if self._stack is not None:
            yield from self._stack.all_actions

    def _at_hand(self) -> Iterator[ActionSpec]:
        if self._stack is not None:
            yield from self._stack.spec.actions
            yield from self._stack.ways
        yield from (spec for spec in CATALOGUE if spec.id in self._own)
        if self._stack is not None:
            yield from (spec for spec in self._stack.all_actions if spec.everywhere)

    def spec(self, action: str) -> ActionSpec | None:
        """The description of an action, that of the activity in sight first; None if not served."""
        return next((each for each in self._known() if each.id == action), None)

    def is_served(self, action: str) -> bool:
        """Whether somebody serves `action`."""
        return self.spec(action) is not None

    def is_enabled(self, action: str) -> bool:
        """Whether `action` can be done now."""
        if action in self._own:
            return self._own.can(action)
        return self._stack is not None and self._stack.can(action)

    def why_not(self, action: str) -> Message | None:
        """Why `action` cannot be done now, where a rule says so."""
        if action in self._own or self._stack is None:
            return None
        return self._stack.why_not(action)

    def responds(self, action: str) -> bool:
        """Whether `action` can be done now, or says why not."""
        return self.is_enabled(action) or self.why_not(action) is not None

    def trigger(self, action: str) -> bool:
        """Do `action` if it can be done now, or let it say why not; whether either was."""
        if action in self._own:
            return self._own.trigger(action)
        return self._stack is not None and self._stack.trigger(action)

    def for_key(self, key: str) -> ActionSpec | None:
        """The action on `key`, which is written as `ui.shell.keys.pressed` writes it.

        What the part with the focus serves comes first, and what can be done now.
        """
        fits = [each for each in self._at_hand() if key in keyboard().table.keys(each)]
        fits.sort(key=lambda each: not each.category.inner)
        return next((each for each in fits if self.responds(each.id)), next(iter(fits), None))

    def begins(self, key: str) -> bool:
        """Whether `key` is the first of two keys that make an action together."""
        first = f"{key} "
        return any(
            each.startswith(first)
            for spec in self._at_hand()
            for each in keyboard().table.keys(spec)
        )

    def key(self, action: str) -> str:
        """The first key of `action` as people read it, "" where it has none."""
        spec = self.spec(action)
        keys = keyboard().table.keys(spec) if spec is not None else ()
        return read_out(keys[0]) if keys else ""


def _once(specs: Iterable[ActionSpec]) -> tuple[ActionSpec, ...]:
    known: dict[str, ActionSpec] = {}
    for spec in specs:
        known.setdefault(spec.id, spec)
    return tuple(sorted(known.values(), key=_rank))


def _rank(spec: ActionSpec) -> int:
    if spec.category is MOVING:
        return 0
    return 2 if spec.category is WINDOW else 1
