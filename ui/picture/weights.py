"""Draws both weights of both scripts beside each other, light and dark."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import DARK, LIGHT, Tokens, Type, font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.picture.scene import PictureScene

_ENGLISH = "Listing removed on 18 August"
_CHINESE = "8月18日下架商品，考量证据"
_STEPS = (
    (Type.META, Type.META_STRONG),
    (Type.BODY, Type.STRONG),
    (Type.READING, Type.TITLE),
)
_COLUMN, _ROW, _EDGE = 290, 34, 20


class WeightSpecimen(QWidget):
    """Lines of the same words in both weights: the left half is light, the right one dark."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(4 * _COLUMN + 4 * _EDGE, 2 * len(_STEPS) * _ROW + 2 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Qt: draw the lines, one step of the type scale after the other."""
        painter = QPainter(self)
        half = self.width() // 2
        for at, tokens in enumerate((LIGHT, DARK)):
            self._draw_half(painter, QRect(at * half, 0, half, self.height()), tokens)
        painter.end()

    def _draw_half(self, painter: QPainter, area: QRect, tokens: Tokens) -> None:
        painter.fillRect(area, QColor(tokens.surface))
        painter.setPen(QColor(tokens.text))
        for row, step in enumerate(step for pair in _STEPS for step in pair):
            painter.setFont(font(step))
            for column, words in enumerate((_ENGLISH, _CHINESE)):
                left = area.left() + _EDGE + column * _COLUMN
                line = QRect(left, _EDGE + row * _ROW, _COLUMN, _ROW)
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)


async def _weights(scene: PictureScene) -> QWidget:  # noqa: ARG001
    return WeightSpecimen()


WEIGHTS: dict[str, Callable[[PictureScene], Awaitable[QWidget | None]]] = {"weights": _weights}
