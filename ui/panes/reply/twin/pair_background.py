"""What lies below the text of a page: the ground of each pair, and the words about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from ui.language import language
from ui.panes.reply.twin.rows import Area, area, row_at
from ui.theme import Type, theme

if TYPE_CHECKING:
    from ui.panes.reply.twin.page import TwinPage
    from ui.panes.reply.twin.pair_appearance import PairAppearance
    from workstation.i18n import Message


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
    """What `paint_ground` says in words."""
    words = [look.words for look in page.looks if look.words_side is page.side]
    return [language().text(one) for one in (*words, _hint(page)) if one is not None]


def _hint(page: TwinPage) -> Message | None:
    """What may be written here, unless words about the emptied pair stand in that place."""
    worded = any(look.words is not None and look.words_side is page.side for look in page.looks)
    return page.hint if page.document().isEmpty() and not worded else None


def _draw_hint(painter: QPainter, page: TwinPage, said: str) -> None:
    """Where the text will stand: Qt's own placeholder keeps other margins and lines."""
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
    shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.setFont(font)
    painter.setPen(QColor(theme().tokens.tone(look.words_tone)))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
