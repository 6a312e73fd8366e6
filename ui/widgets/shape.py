"""The shapes that say a state without colour: dot, ring, bars, tick, triangle."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import Tone, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Shape(StrEnum):
    """What is going on: somebody works, we wait for a party, the clock is paused, done, late."""

    WORKING = "working"
    WAITING = "waiting"
    PAUSED = "paused"
    DONE = "done"
    OVERDUE = "overdue"


def draw_shape(painter: QPainter, area: QRectF, shape: Shape, colour: str) -> None:
    """Draw the shape in `colour`, as large as fits into `area`, in its middle."""
    side = min(area.width(), area.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(area.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), max(1.4, side * 0.15))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if shape in (Shape.WORKING, Shape.OVERDUE):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
    else:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = side * 0.1
    match shape:
        case Shape.WORKING:
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        case Shape.WAITING:
            painter.drawEllipse(box.adjusted(inset * 1.6, inset * 1.6, -inset * 1.6, -inset * 1.6))
        case Shape.PAUSED:
            for share in (0.34, 0.66):
                x = box.left() + side * share
                painter.drawLine(
                    QPointF(x, box.top() + side * 0.24), QPointF(x, box.bottom() - side * 0.24)
                )
        case Shape.DONE:
            painter.drawPolyline(_points(box, ((0.16, 0.54), (0.4, 0.78), (0.86, 0.26))))
        case Shape.OVERDUE:
            painter.drawPolygon(_points(box, ((0.5, 0.1), (0.96, 0.88), (0.04, 0.88))))
    painter.restore()


def _points(box: QRectF, shares: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF(
        [QPointF(box.left() + box.width() * x, box.top() + box.height() * y) for x, y in shares]
    )


def draw_check(painter: QPainter, area: QRectF, colour: str, tick: str | None) -> None:
    """Draw an empty box in `colour`; with `tick` a full one, and a tick in that colour in it."""
    side = min(area.width(), area.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(area.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.3))
    painter.setBrush(QColor(colour) if tick is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 3, 3)
    painter.restore()
    if tick is not None:
        inset = side * 0.2
        draw_shape(painter, box.adjusted(inset, inset, -inset, -inset), Shape.DONE, tick)


class ShapeMark(QWidget):
    """One shape as a widget."""

    def __init__(self, shape: Shape = Shape.WORKING, tone: Tone = Tone.ACCENT) -> None:
        super().__init__()
        self._shape = shape
        self._tone = tone

    def show_shape(self, shape: Shape, tone: Tone) -> None:
        """Show another state."""
        self._shape, self._tone = shape, tone
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as high as the digits beside it."""
        side = theme().scaled(11)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Qt: never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw it."""
        side = theme().scaled(11)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        draw_shape(painter, area, self._shape, theme().tokens.tone(self._tone))
        painter.end()
