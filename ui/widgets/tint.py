"""Keeps a widget's icon in the colours of the theme, for as long as the widget lives."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon

from ui.theme import Icon, Tone, theme, tinted_icon


class Tint(QObject):
    """Renders the icon of its parent, a widget or an action, anew when the theme changes."""

    def __init__(self, owner: QObject, setter: Callable[[QIcon], object]) -> None:
        super().__init__(owner)
        self._setter = setter
        self._icon: Icon | None = None
        self._tone = Tone.NEUTRAL
        theme().changed.connect(self.render)

    def wear(self, icon: Icon, tone: Tone) -> None:
        """Show this icon in this tone from now on."""
        self._icon, self._tone = icon, tone
        self.render()

    def render(self) -> None:
        """Draw the icon in the colours that the theme wears now."""
        if self._icon is not None:
            tokens = theme().tokens
            self._setter(tinted_icon(self._icon, tokens.tone(self._tone), tokens.faint))


def tint(owner: QObject, setter: Callable[[QIcon], object], icon: Icon, tone: Tone) -> None:
    """Show `icon` through `setter` now and after each change of theme, in place of the last."""
    kept = owner.findChild(Tint, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if kept is None:
        kept = Tint(owner, setter)
    kept.wear(icon, tone)
