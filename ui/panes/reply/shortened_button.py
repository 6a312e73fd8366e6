"""A button with a name on it: a long one is shortened at its end, never cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from ui.theme import Icon, theme
from ui.widgets import QuietButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.language import Source

_LEAST = 72


class ShortenedButton(QuietButton):
    """As wide as its name where there is room, at least `least` logical pixels of it. The tooltip
    says the whole of it."""

    def __init__(self, source: Source, least: int = _LEAST) -> None:
        super().__init__(source, Icon.CHEVRON_DOWN)
        self._least = least
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Qt: room for the beginning of a name."""
        whole = self.sizeHint()
        return QSize(min(whole.width(), theme().scaled(self._least)), whole.height())

    def shown(self) -> str:
        """The name as there is room for it."""
        name = self.text().replace("&&", "&")
        metrics = self.fontMetrics()
        beside = self.sizeHint().width() - metrics.size(0, name).width()
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, self.width() - beside)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the button as the style draws it, with the name that fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.shown().replace("&", "&&")
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
