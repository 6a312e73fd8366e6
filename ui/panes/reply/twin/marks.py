"""Drawing the shapes of the twin draft, in a margin or as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.panes.reply.twin.pair_appearance import PairMark
from ui.theme import Icon, Tone, icon_pixmap, theme
from ui.widgets import Shape, draw_shape

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SHAPES = {
    PairMark.TRIANGLE: Shape.OVERDUE,
    PairMark.TICK: Shape.DONE,
    PairMark.RING: Shape.WAITING,
    PairMark.DOT: Shape.WORKING,
}


def draw_mark(painter: QPainter, box: QRectF, mark: PairMark, tone: Tone) -> None:
    """Draw the shape as large as `box`; a dot is half as large."""
    colour = theme().tokens.tone(tone)
    if mark is PairMark.HALF:
        _draw_half(painter, box, colour)
    elif mark is PairMark.LOCK:
        ratio = painter.device().devicePixelRatio()
        side = round(box.width())
        painter.drawPixmap(box.topLeft(), icon_pixmap(Icon.LOCK, colour, side, ratio))
    elif mark is PairMark.DOT:
        inset = box.width() / 4
        draw_shape(painter, box.adjusted(inset, inset, -inset, -inset), _SHAPES[mark], colour)
    else:
        draw_shape(painter, box, _SHAPES[mark], colour)


def _draw_half(painter: QPainter, box: QRectF, colour: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = box.width() * 0.1
    disc = box.adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(QColor(colour), 1.4))
    painter.drawEllipse(disc)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPie(disc, 90 * 16, 180 * 16)
    painter.restore()


class MarkWidget(QWidget):
    """One shape beside a line of text."""

    def __init__(self, mark: PairMark, tone: Tone) -> None:
        super().__init__()
        self.mark, self._tone = mark, tone

    def sizeHint(self) -> QSize:
        """Qt: as high as the letters beside it."""
        side = theme().scaled(13)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Qt: never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw it in the middle."""
        side = theme().scaled(13)
        painter = QPainter(self)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        draw_mark(painter, box, self.mark, self._tone)
        painter.end()
