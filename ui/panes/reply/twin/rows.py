"""The pairs as rows over two pages: kept level, with their ground, their words and their edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from ui.language import language, plain_tip
from ui.panes.reply.twin.pair_appearance import draw_mark
from ui.theme import Tone, Type, theme
from ui.widgets import mark_content, one_line
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QTextEdit

    from ui.panes.reply.twin.page import TwinPage
    from ui.panes.reply.twin.pair_appearance import PairAppearance
    from workstation.i18n import Message

_GAP = 14
_WORDS = 18
_EDGE, _BAR, _MARK = 26, 3, 13


@dataclass(frozen=True, slots=True)
class Area:
    """Where a pair stands in the viewport of a page, in pixels from its top.

    top, bottom: with half of the gap to its neighbours; text, end: its letters alone
    """

    top: float
    text: float
    end: float
    bottom: float


class PairRows:
    """Keeps the pairs of both pages level: the shorter side of each gets the room that it lacks."""

    def __init__(self, en: TwinPage, zh: TwinPage) -> None:
        self._pages = (en, zh)

    def level(self, numbers: Iterable[int]) -> bool:
        """Make these rows as high on both sides as the higher one; says whether any changed.

        A page in which an input method composes keeps its blocks as they are; the other one
        follows it.
        """
        rooms: tuple[dict[int, int], dict[int, int]] = ({}, {})
        count = min(page.document().blockCount() for page in self._pages)
        for number in numbers:
            if number >= count:
                continue
            en_high, zh_high = (
                page.laid_out(number).layout().lineCount() * page.line() for page in self._pages
            )
            own = (en_high, zh_high)
            target = self._target(number, own)
            for page, height, room in zip(self._pages, own, rooms, strict=True):
                below = target - height
                if not page.composing and below != _below(page, number):
                    room[number] = below
        for page, room in zip(self._pages, rooms, strict=True):
            if not page.composing:
                page.give_room(room)
        return any(rooms)

    def reveal(self, number: int) -> None:
        """Scroll as little as it takes to show a whole row, if it is not higher than the page."""
        page = self._pages[0]
        place = area(page, number, page.line())
        bar, room = page.verticalScrollBar(), page.viewport().height()
        if place.bottom > room and place.bottom - place.top <= room:
            bar.setValue(bar.value() + round(place.bottom - room))
        elif place.top < 0 and place.bottom - place.top <= room:
            bar.setValue(bar.value() + round(place.top))

    def _target(self, number: int, own: tuple[int, int]) -> int:
        for page, height in zip(self._pages, own, strict=True):
            if page.composing:
                return max(height + _below(page, number), *own)
        looks = self._pages[0].looks
        worded = number < len(looks) and looks[number].words is not None
        extra = theme().scaled(_WORDS) if worded else 0
        return max(own) + theme().scaled(_GAP) + extra


def _below(page: TwinPage, number: int) -> int:
    return round(page.document().findBlockByNumber(number).blockFormat().bottomMargin())


def area(page: QTextEdit, number: int, line: int) -> Area:
    """Where a row stands in the viewport of its page, half of the gap on either side of it."""
    block = page.document().findBlockByNumber(number)
    half = theme().scaled(_GAP) / 2
    text = block.layout().position().y() - page.verticalScrollBar().value()
    end = text + block.layout().lineCount() * line
    return Area(text - half, text, end, end + block.blockFormat().bottomMargin() - half)


def row_at(page: QTextEdit, y: float) -> int:
    """The number of the row that stands at this height of the viewport, or the last one."""
    document = page.document()
    wanted = y + page.verticalScrollBar().value() + theme().scaled(_GAP) / 2
    low, high = 0, document.blockCount() - 1
    while low < high:
        middle = (low + high + 1) // 2
        top = document.findBlockByNumber(middle).layout().position().y()
        low, high = (middle, high) if top <= wanted else (low, middle - 1)
    return low


def paint_ground(page: TwinPage, exposed: QRect) -> None:
    """Paint the rows that are in `exposed`, a rectangle of the viewport."""
    painter = QPainter(page.viewport())
    painter.fillRect(exposed, QColor(theme().tokens.surface))
    width = page.viewport().width()
    for number in range(row_at(page, exposed.top()), len(page.looks)):
        place = area(page, number, page.line())
        if place.top > exposed.bottom():
            break
        look = page.looks[number]
        if look.ground is not None:
            colour = QColor(theme().tokens.soft(look.ground))
            painter.fillRect(QRectF(0, place.top, width, place.bottom - place.top), colour)
        if look.words is not None and look.words_side is page.side:
            _draw_words(painter, page, place, look)
    hint = _hint(page)
    if hint is not None and not page.composing:
        _draw_hint(painter, page, language().text(hint))
    painter.end()


def painted_texts(page: TwinPage) -> list[str]:
    """The words that `paint_ground` paints."""
    words = [look.words for look in page.looks if look.words_side is page.side]
    return [language().text(one) for one in (*words, _hint(page)) if one is not None]


def _hint(page: TwinPage) -> Message | None:
    """What may be written here, unless words about the emptied pair stand in that place."""
    worded = any(look.words is not None and look.words_side is page.side for look in page.looks)
    return page.hint if page.document().isEmpty() and not worded else None


def _draw_hint(painter: QPainter, page: TwinPage, said: str) -> None:
    """Draw the hint where the text will stand: Qt's placeholder keeps other margins and lines."""
    above = page.laid_out(0).layout().boundingRect().top()
    frame = page.document().rootFrame().frameFormat()
    width = page.viewport().width() - frame.leftMargin() - frame.rightMargin()
    box = QRectF(frame.leftMargin(), frame.topMargin() + above, width, page.height())
    painter.setFont(theme().font(Type.READING))
    painter.setPen(QColor(theme().tokens.muted))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(box, flags, said)


def _draw_words(painter: QPainter, page: TwinPage, place: Area, look: PairAppearance) -> None:
    assert look.words is not None
    font = theme().font(Type.META)
    left = page.document().rootFrame().frameFormat().leftMargin()
    right = page.document().rootFrame().frameFormat().rightMargin()
    below = theme().scaled(1)
    box = QRectF(
        left,
        place.end + below,
        page.viewport().width() - left - right,
        QFontMetrics(font).height() + 2,
    )
    said = language().text(look.words)
    shown = QFontMetrics(font).elidedText(
        one_line(said), Qt.TextElideMode.ElideRight, int(box.width())
    )
    painter.setFont(font)
    painter.setPen(QColor(theme().tokens.tone(look.words_tone)))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


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
        self.setFixedWidth(theme().scaled(_EDGE))

    def show_current(self, number: int) -> bool:
        """Mark the pair that the caret is in; says whether it is another one than before."""
        if number == self._here:
            return False
        self._here = number
        self.update()
        return True

    def sizeHint(self) -> QSize:
        """Qt: narrow."""
        return QSize(theme().scaled(_EDGE), 40)

    def event(self, event: QEvent) -> bool:
        """Qt: the state in words, for whoever points at it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = row_at(self._page, event.pos().y())
            if number < len(self._page.looks):
                said = language().text(self._page.looks[number].state)
                QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the rows that are to be seen."""
        painter = QPainter(self)
        page, tokens = self._page, theme().tokens
        side = theme().scaled(_MARK)
        for number in range(row_at(page, event.rect().top()), len(page.looks)):
            place, look = area(page, number, page.line()), page.looks[number]
            if place.top > event.rect().bottom():
                break
            height = place.bottom - place.top
            if look.ground is not None:
                ground = QRectF(0, place.top, self.width(), height)
                painter.fillRect(ground, QColor(tokens.soft(look.ground)))
            here = number == self._here
            tone = Tone.ACCENT if here and look.tone is Tone.FAINT else look.tone
            colour = tokens.line if tone is Tone.FAINT else tokens.tone(tone)
            painter.fillRect(QRectF(0, place.top, _BAR, height), QColor(colour))
            if look.mark is not None:
                left = _BAR + (self.width() - _BAR - side) / 2 + 1
                box = QRectF(left, place.text + page.line() / 2 - side / 2, side, side)
                draw_mark(painter, box, look.mark, look.tone)
        painter.end()

    def _scrolled(self, _value: int) -> None:
        self.update()
