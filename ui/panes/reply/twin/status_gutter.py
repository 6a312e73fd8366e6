"""The left edge of the twin draft: the state of each pair as colour and shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from ui.language import language
from ui.panes.reply.twin.marks import draw_mark
from ui.panes.reply.twin.rows import area, row_at
from ui.theme import Tone, theme
from ui.widgets import mark_content

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.panes.reply.twin.page import TwinPage

_WIDTH, _BAR, _MARK = 26, 3, 13


class StateEdge(QWidget):
    """A bar along each pair, and its shape beside the first line."""

    def __init__(self, page: TwinPage) -> None:
        super().__init__()
        self._page = page
        self._here = -1
        mark_content(self)
        self.dress()
        page.verticalScrollBar().valueChanged.connect(self._scrolled)

    def dress(self) -> None:
        """Be as wide as the size of the text asks."""
        self.setFixedWidth(theme().scaled(_WIDTH))

    def show_current(self, number: int) -> bool:
        """Mark the pair that the caret is in; says whether it is another one than before."""
        if number == self._here:
            return False
        self._here = number
        self.update()
        return True

    def sizeHint(self) -> QSize:
        """Qt: narrow."""
        return QSize(theme().scaled(_WIDTH), 40)

    def event(self, event: QEvent) -> bool:
        """Qt: the state in words, for whoever points at it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = row_at(self._page, event.pos().y())
            if number < len(self._page.looks):
                said = language().text(self._page.looks[number].state)
                QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the rows that are to be seen."""
        painter = QPainter(self)
        for number in range(row_at(self._page, event.rect().top()), len(self._page.looks)):
            if area(self._page, number, self._page.line()).top > event.rect().bottom():
                break
            self._paint_row(painter, number)
        painter.end()

    def _paint_row(self, painter: QPainter, number: int) -> None:
        look = self._page.looks[number]
        place = area(self._page, number, self._page.line())
        tokens = theme().tokens
        height = place.bottom - place.top
        if look.ground is not None:
            ground = QRectF(0, place.top, self.width(), height)
            painter.fillRect(ground, QColor(tokens.soft(look.ground)))
        here = number == self._here
        tone = Tone.ACCENT if here and look.tone is Tone.FAINT else look.tone
        colour = tokens.line if tone is Tone.FAINT else tokens.tone(tone)
        painter.fillRect(QRectF(0, place.top, _BAR, height), QColor(colour))
        if look.mark is not None:
            side = theme().scaled(_MARK)
            middle = place.text + self._page.line() / 2
            box = QRectF(_BAR + (self.width() - _BAR - side) / 2 + 1, middle - side / 2, side, side)
            draw_mark(painter, box, look.mark, look.tone)

    def _scrolled(self, _value: int) -> None:
        self.update()
