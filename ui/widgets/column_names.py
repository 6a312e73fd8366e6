"""`ColumnNames`: paints the names over the columns of a list whose rows are painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from ui.language import language
from ui.theme import Tone, Type, theme
from ui.widgets.look import Edge, set_edge
from workstation.i18n import Message

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column of painted rows.

    left, right: where it begins and ends, in pixels from the left of the rows.
    name: what stands over it.
    to_the_right: whether its content and its name end at `right`.
    """

    left: int
    right: int
    name: Message
    to_the_right: bool = False


class ColumnNames(QWidget):
    """Paints the names where the columns of `rows` begin; `columns` places them in a width."""

    def __init__(
        self, rows: QAbstractItemView, columns: Callable[[int], Sequence[NamedColumn]]
    ) -> None:
        super().__init__()
        self._rows = rows
        self._columns = columns
        set_edge(self, Edge.BOTTOM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        language().changed.connect(self.update)
        theme().changed.connect(self.updateGeometry)
        # A scroll bar that comes or goes moves the columns.
        rows.verticalScrollBar().rangeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        """Qt: one line."""
        return QSize(200, theme().scaled(_HEIGHT))

    def shown_texts(self) -> list[str]:
        """The painted names, for tests that look for texts in the wrong language."""
        return [language().text(each.name) for each in self._columns(self.width())]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the names."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(theme().font(Type.META))
        painter.setPen(QColor(theme().tokens.tone(Tone.MUTED)))
        seen = self._rows.viewport()
        for each in self._columns(seen.width()):
            box = QRect(each.left + seen.x(), 0, each.right - each.left, self.height() - 1)
            end = Qt.AlignmentFlag.AlignRight if each.to_the_right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | end, language().text(each.name))
        painter.end()
