"""`CommandPalette`: finds actions by their words in both languages, and cases or people too."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.shell.catalogue import ActionId
from ui.shell.words import SEARCH_OR_COMMAND
from ui.widgets import Pick, PickPopup

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.actions import Actions


class _Command(str):
    """The id of an action, a type of its own to tell it apart from the ids of other picks."""

    __slots__ = ()


PickSource = Callable[[str], Sequence[Pick]]


class CommandPalette(QObject):
    """A list over the window. A picked action is triggered here.

    The signal `found` carries the id of any other pick.
    """

    found = Signal(object)

    def __init__(self, host: QWidget, actions: Actions) -> None:
        super().__init__(host)
        self._actions = actions
        self._source: PickSource | None = None
        self._host = host
        self._made: PickPopup | None = None

    @property
    def popup(self) -> PickPopup:
        """The list that opens over the window; it is made when it is first asked for."""
        if self._made is None:
            self._made = PickPopup(self._host, SEARCH_OR_COMMAND)
            self._made.typed.connect(self._offer)
            self._made.picked.connect(self._on_picked)
        return self._made

    def find_also(self, source: PickSource) -> None:
        """Ask `source` too for what fits the typed text; it must answer at once."""
        self._source = source

    def refresh(self) -> None:
        """Ask the sources again for an open palette, because they have more to answer now."""
        if self._made is not None and self._made.isVisible():
            self._offer(self._made.field.text())

    def open(self, text: str = "") -> None:
        """Show the palette with `text` in its field, or hide it if it is shown."""
        if self.popup.isVisible():
            self.popup.disappear()
        else:
            self.popup.open(self._picks(text), text)

    def _offer(self, text: str) -> None:
        self.popup.offer(self._picks(text))

    def _picks(self, text: str) -> tuple[Pick, ...]:
        found = tuple(self._source(text)) if self._source is not None and text else ()
        commands = tuple(
            Pick(
                _Command(spec.id),
                spec.text,
                self._actions.why_not(spec.id) or spec.category.name,
                self._actions.key(spec.id),
                spec.icon,
                self._actions.is_enabled(spec.id),
            )
            for spec in self._actions.served()
            if spec.id != ActionId.PALETTE
        )
        return (*commands, *found)

    def _on_picked(self, picked: Hashable) -> None:
        match picked:
            case _Command():
                self._actions.trigger(picked)
            case _:
                self.found.emit(picked)
