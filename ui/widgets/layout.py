"""Box layouts without margins, and one that wraps."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.look import set_role


class Filler:
    """Takes the room that is left."""


STRETCH: Final = Filler()

Part = QWidget | QLayout | Filler
Margins = tuple[int, int, int, int]
Box = TypeVar("Box", bound=QBoxLayout)


def row(*parts: Part, margins: Margins = (0, 0, 0, 0), spacing: int = 8) -> QHBoxLayout:
    """Lay `parts` beside each other, without margins unless they are given."""
    return _filled(QHBoxLayout(), parts, margins, spacing)


def column(*parts: Part, margins: Margins = (0, 0, 0, 0), spacing: int = 8) -> QVBoxLayout:
    """Lay `parts` below each other, without margins unless they are given."""
    return _filled(QVBoxLayout(), parts, margins, spacing)


def _filled(box: Box, parts: tuple[Part, ...], margins: Margins, spacing: int) -> Box:
    box.setContentsMargins(QMargins(*margins))
    box.setSpacing(spacing)
    for part in parts:
        match part:
            case Filler():
                box.addStretch(1)
            case QWidget():
                box.addWidget(part)
            case _:
                box.addLayout(part)
    return box


def rule(orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QFrame:
    """Make the one-pixel line between two surfaces."""
    line = QFrame()
    set_role(line, "rule")
    if orientation is Qt.Orientation.Horizontal:
        line.setFixedHeight(1)
    else:
        line.setFixedWidth(1)
    return line


class FlowLayout(QLayout):
    """Parts beside each other that wrap like words: tags, filters, short buttons."""

    def __init__(self, spacing: int = 4) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt: take one more part."""
        self._items.append(item)

    def count(self) -> int:
        """Qt: how many parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt: one part, or nothing past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt: give one part back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Qt: the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: the height of all lines at this width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Qt: put the parts in their places."""
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        """Qt: as small as the largest part."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Qt: as small as the largest part."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, area: QRect, *, move: bool) -> int:
        x, y, line = area.x(), area.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if x > area.x() and x + hint.width() > area.right() + 1:
                x, y, line = area.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - area.y()
