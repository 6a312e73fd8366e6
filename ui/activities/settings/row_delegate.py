"""Paints the acts with their keys: a name in each language, caps, and what is special."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.activities.settings.key_rows import KeyRow, in_language
from ui.keyboard import key_span
from ui.language import language
from ui.theme import Tone, Type, theme
from ui.widgets import Shape, draw_shape
from ui.widgets.column_names import NamedColumn
from ui.widgets.row_list import ROW
from workstation.i18n import LANGUAGES, SPOKEN, Message, _, pgettext

HEIGHT = 30
_LEFT, _RIGHT, _EDGE, _GAP, _CAP = 20, 20, 3, 12, 6
# The room of the keys, in hundredths of the width and at least; the names share the rest equally.
_KEYS, _LEAST = 34, 212
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex


def languages() -> tuple[str, ...]:
    """The languages of the two names, that of the window first."""
    own = language().code
    return tuple(sorted(LANGUAGES, key=lambda code: code != own))


def columns(width: int) -> tuple[NamedColumn, ...]:
    """The columns of the list: a name in each language, and the key."""
    keys = width - max(_LEAST, width * _KEYS // 100)
    starts = (_LEFT, (_LEFT + keys) // 2, keys)
    names = (*(SPOKEN[code].name for code in languages()), pgettext("column", "Key"))
    ends = (starts[1] - _GAP, starts[2] - _GAP, width - _RIGHT)
    return tuple(map(NamedColumn, starts, ends, names))


class KeyRowDelegate(QStyledItemDelegate):
    """A section or an act. Reads theme and language at paint time."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(200, theme().scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area: QRect = option.rect
        row: KeyRow = index.data(ROW)
        tokens, state = theme().tokens, option.state
        if row.heads:
            painter.fillRect(area, QColor(tokens.bg))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.accent_soft))
            edge = QRect(area.left(), area.top(), _EDGE, area.height())
            painter.fillRect(edge, QColor(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.raised))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        if row.heads:
            self._write(painter, area, _LEFT, language().text(row.section), Type.HEADING)
        else:
            self._act(painter, area, row)

    def _act(self, painter: QPainter, area: QRect, row: KeyRow) -> None:
        first, second, keys = columns(area.width())
        for column, code in zip((first, second), languages(), strict=True):
            box = QRect(area.left(), area.top(), column.right, area.height())
            self._write(painter, box, column.left, in_language(row.text, code), Type.BODY)
        x = area.left() + keys.left
        for cap in caps(row):
            x += draw_cap(painter, x, area, cap) + _CAP
        self._mark(painter, area, row)

    def _write(self, painter: QPainter, area: QRect, at: int, text: str, step: Type) -> None:
        font = theme().font(step)
        room = QRect(area.left() + at, area.top(), area.width() - at, area.height())
        tone = Tone.MUTED if step is Type.HEADING else Tone.NEUTRAL
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, shown)

    def _mark(self, painter: QPainter, area: QRect, row: KeyRow) -> None:
        said = _mark_of(row)
        if said is None:
            return
        words, shape, tone = said
        text, font = language().text(words), theme().font(Type.META)
        width = QFontMetrics(font).horizontalAdvance(text) + 2
        left = area.right() - _RIGHT - width
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        painter.drawText(QRect(left, area.top(), width, area.height()), _MIDDLE, text)
        if shape is not None:
            side = theme().scaled(10)
            box = QRectF(left - side - 5, area.center().y() - side / 2 + 1, side, side)
            draw_shape(painter, box, shape, theme().tokens.tone(tone))


def caps(row: KeyRow) -> tuple[str, ...]:
    """The keys of a row as they are drawn: those of a row of digits in short."""
    names = row.flat_keys
    return (key_span(names).replace("+", " "),) if len(row.specs) > 1 and names else names


def draw_cap(painter: QPainter, left: int, area: QRect, key: str) -> int:
    """Draw a key as on the keyboard, in the middle of `area`; answers with its width."""
    font = theme().font(Type.META_STRONG)
    metrics = QFontMetrics(font)
    said = key if key in ("+", "Ctrl++") else key.replace("+", " ")
    said = said.replace("Ctrl++", "Ctrl +")
    width, height = metrics.horizontalAdvance(said) + 12, metrics.height() + 3
    box = QRectF(left + 0.5, area.center().y() - height / 2 + 0.5, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme().tokens.line), 1))
    painter.setBrush(QColor(theme().tokens.surface))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(theme().tokens.text))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
    painter.restore()
    return width


def _mark_of(row: KeyRow) -> tuple[Message, Shape | None, Tone] | None:
    if row.clash:
        return _("clash"), Shape.OVERDUE, Tone.DANGER
    if row.own:
        return pgettext("key", "yours"), Shape.WORKING, Tone.ACCENT
    if row.fixed:
        return pgettext("key", "stays"), None, Tone.MUTED
    return None
