"""`Menu`: a menu whose words and icons follow the language and the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.language import bind, without_mnemonics
from ui.theme import Icon, Tone
from ui.widgets.tint import tint

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.language import Source


class Menu(QMenu):
    """A menu of entries with words, icons and keys. It may be built anew each time it opens."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)

    def entry(
        self,
        source: Source,
        act: Callable[[], object],
        icon: Icon | None = None,
        key: str | None = None,
        checked: bool | None = None,
        enabled: bool = True,
    ) -> QAction:
        """Add an entry that does something; with `checked` the entry can be on or off."""
        action = _Entry(self, key.replace("+", " ") if key else "")
        bind(action, action.show_words, source)
        action.setEnabled(enabled)
        # A style sheet draws either the icon or the check mark: one that is on wears the tick.
        if checked:
            tint(action, action.setIcon, Icon.CHECK, Tone.ACCENT)
        elif icon is not None:
            tint(action, action.setIcon, icon, Tone.MUTED)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(_Act(action, act).run)
        self.addAction(action)
        return action

    def rule(self) -> None:
        """Draw a line between the entries so far and those that follow."""
        self.addSeparator()

    def popup_under(self, button: QWidget, *, right: bool = False) -> None:
        """Open below `button`, with the left or the `right` edges in line."""
        x = button.width() - self.sizeHint().width() if right else 0
        self.popup(button.mapToGlobal(QPoint(x, button.height() + 4)))


class _Entry(QAction):
    """An entry with its words and its key, which is only shown: `KeyRouter` listens to keys."""

    def __init__(self, owner: QMenu, key: str) -> None:
        super().__init__(owner)
        self._key = key

    def show_words(self, text: str) -> None:
        """Show the words, the key at the right."""
        said = without_mnemonics(text.replace("\t", " "))
        self.setText(f"{said}\t{self._key}" if self._key else said)


class _Act(QObject):
    """Holds what an entry does as a child of the entry, so that both die together."""

    def __init__(self, owner: QAction, act: Callable[[], object]) -> None:
        super().__init__(owner)
        self._act = act

    def run(self, _checked: bool = False) -> None:
        """Do what the entry is for."""
        self._act()
