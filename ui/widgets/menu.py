"""A menu whose words and icons follow language and theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.language import bind
from ui.theme import Icon, Tone
from ui.widgets.tint import tint

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.language import Source


class Menu(QMenu):
    """Built once, or anew each time that it opens: both are cheap."""

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
        """Add something to do; `checked` makes it one that can be on or off."""
        action = QAction(self)
        bind(action, action.setText, source)
        action.setEnabled(enabled)
        if icon is not None:
            tint(action, action.setIcon, icon, Tone.MUTED)
        if key is not None:
            action.setShortcut(QKeySequence(key))
            action.setShortcutVisibleInContextMenu(True)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(_Act(action, act).run)
        self.addAction(action)
        return action

    def rule(self) -> None:
        """Part what follows from what came before."""
        self.addSeparator()

    def popup_under(self, button: QWidget, *, right: bool = False) -> None:
        """Open below `button`, its left or right edges in line."""
        x = button.width() - self.sizeHint().width() if right else 0
        self.popup(button.mapToGlobal(QPoint(x, button.height() + 4)))


class _Act(QObject):
    """Holds what an entry does as a child of the entry, so that both die together."""

    def __init__(self, owner: QAction, act: Callable[[], object]) -> None:
        super().__init__(owner)
        self._act = act

    def run(self, _checked: bool = False) -> None:
        """Do it."""
        self._act()
