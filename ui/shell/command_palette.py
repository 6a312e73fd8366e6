"""The command palette: every action, in both languages, and whatever else can be found."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.shell.catalogue import CATEGORY_NAMES, ActionId
from ui.shell.words import SEARCH_OR_COMMAND
from ui.theme import Icon
from ui.widgets import Pick, PickPopup
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.actions import Actions

PickSource = Callable[[str], Sequence[Pick]]


@dataclass(frozen=True, slots=True)
class _SearchFor:
    text: str


class CommandPalette(QObject):
    """Opens over the window. Says `searched` and `found`; actions it triggers itself."""

    searched = Signal(str)
    found = Signal(object)

    def __init__(self, host: QWidget, actions: Actions) -> None:
        super().__init__(host)
        self._actions = actions
        self._source: PickSource | None = None
        self._popup = PickPopup(host, SEARCH_OR_COMMAND)
        self._popup.typed.connect(self._offer)
        self._popup.picked.connect(self._on_picked)

    @property
    def popup(self) -> PickPopup:
        """The list itself."""
        return self._popup

    def find_also(self, source: PickSource) -> None:
        """Ask `source` too for what fits the typed text; it must answer at once."""
        self._source = source

    def refresh(self) -> None:
        """What was asked has more to answer now."""
        if self._popup.isVisible():
            self._offer(self._popup.field.text())

    def open(self, text: str = "") -> None:
        """Show it, or hide it if it is there."""
        if self._popup.isVisible():
            self._popup.disappear()
        else:
            self._popup.open(self._picks(text), text)

    def _offer(self, text: str) -> None:
        self._popup.offer(self._picks(text))

    def _picks(self, text: str) -> tuple[Pick, ...]:
        found = tuple(self._source(text)) if self._source is not None and text else ()
        return (*self._commands(), *found, *_search(text))

    def _commands(self) -> tuple[Pick, ...]:
        return tuple(
            Pick(
                spec.id,
                spec.text,
                CATEGORY_NAMES[spec.category],
                self._actions.key(spec.id),
                spec.icon,
                self._actions.is_enabled(spec.id),
            )
            for spec in self._actions.served()
            if spec.id is not ActionId.PALETTE
        )

    def _on_picked(self, picked: Hashable) -> None:
        match picked:
            case ActionId():
                self._actions.trigger(picked)
            case _SearchFor(text):
                self.searched.emit(text)
            case _:
                self.found.emit(picked)


def _search(text: str) -> tuple[Pick, ...]:
    wanted = text.strip()
    if not wanted:
        return ()
    message = _("Search the queue for “{text}”", text=wanted)
    # The typed text among the words makes this fit whatever is typed.
    words = (Message("{text}", (("text", wanted),)),)
    return (Pick(_SearchFor(wanted), message, icon=Icon.SEARCH, words=words, weight=0.05),)
