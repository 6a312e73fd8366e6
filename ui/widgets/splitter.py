"""`Splitter`: panes beside or below each other, with a thin line that is easy to grasp."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ui.theme import theme
from ui.widgets.look import describe
from workstation.i18n import _


class Splitter(QSplitter):
    """A splitter whose line is one pixel wide; Qt widens the grip to five."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """Qt: the line."""
        return _Line(self.orientation(), self)


class _Line(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, splitter: QSplitter) -> None:
        super().__init__(orientation, splitter)
        describe(self, _("Resize the panes"))
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw one pixel in the middle."""
        area = self.rect()
        line = (
            QRect(area.center().x(), area.top(), 1, area.height())
            if self.orientation() is Qt.Orientation.Horizontal
            else QRect(area.left(), area.center().y(), area.width(), 1)
        )
        painter = QPainter(self)
        painter.fillRect(line, QColor(theme().tokens.line))
        painter.end()
