"""Paints the rows of the glossary: a ground, two lines, and a mark at the right."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.activities.glossary.words import change_words, part_words, pass_words, wrong_words
from ui.casework import UNSAVED, WAITING
from ui.language import language
from ui.theme import Tone, Type, theme
from ui.widgets import Shape, draw_shape, elide_middle
from ui.widgets.row_list import ROW
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from ui.activities.glossary.state import ChangeRow, PassRow, TermRow

HEIGHT = 56
LEFT = 18
_EDGE, _RIGHT, _GAP = 3, 18, 12
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex


def columns(width: int) -> tuple[int, int, int, int]:
    """Where the columns of a list of terms begin: English, both scripts, the field."""
    room = width - LEFT - _RIGHT
    return (LEFT, LEFT + room * 38 // 100, LEFT + room * 61 // 100, LEFT + room * 84 // 100)


class Line:
    """One line of a row, written piece by piece."""

    def __init__(self, painter: QPainter, area: QRect) -> None:
        self._painter = painter
        self._area = area
        self.width = area.width()
        self.right = area.right() - _RIGHT

    def write(
        self, at: int, text: str, step: Type, tone: Tone = Tone.NEUTRAL, until: int | None = None
    ) -> int:
        """Write from `at`, elided at `until`; answers with where it ends."""
        room = (self.right if until is None else min(until, self.right)) - at
        if room < 12 or not text:
            return at
        font = theme().font(step)
        shown = elide_middle(text, font, room)
        self._painter.setFont(font)
        self._painter.setPen(QColor(theme().tokens.tone(tone)))
        box = QRect(at, self._area.top(), room, self._area.height())
        self._painter.drawText(box, _MIDDLE, shown)
        return at + QFontMetrics(font).horizontalAdvance(shown)

    def mark(self, message: Message, shape: Shape | None, tone: Tone) -> None:
        """Say something at the right, with its shape before it; the rest of the line ends there."""
        text = language().text(message)
        width = QFontMetrics(theme().font(Type.META)).horizontalAdvance(text) + 2
        start = self.right - width
        self.write(start, text, Type.META, tone)
        if shape is not None:
            side = theme().scaled(11)
            middle = self._area.center().y() - side / 2 + 1
            start -= side + 5
            draw_shape(
                self._painter, QRectF(start, middle, side, side), shape, theme().tokens.tone(tone)
            )
        self.right = start - _GAP


class BookDelegate(QStyledItemDelegate):
    """The ground of a row, and its two lines. Reads theme and language at paint time."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(200, theme().scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area: QRect = option.rect
        tokens, state = theme().tokens, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.accent_soft))
            painter.fillRect(
                QRect(area.left(), area.top(), _EDGE, area.height()), QColor(tokens.accent)
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.raised))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        half, lift = area.height() // 2, theme().scaled(4)
        first = QRect(area.left(), area.top() + lift + 1, area.width(), half - lift)
        second = QRect(area.left(), area.top() + half - 1, area.width(), half - lift)
        self.lines(Line(painter, first), Line(painter, second), index.data(ROW))

    @abstractmethod
    def lines(self, first: Line, second: Line, row: Any) -> None:
        """Write both lines of a row."""


class TermDelegate(BookDelegate):
    """A term: its three names and its field; below, what is not to be written."""

    def lines(self, first: Line, second: Line, row: TermRow) -> None:
        """Write both lines."""
        term = row.term
        names = (term.en, term.zh_hans, term.zh_hant, language().text(part_words(term.part)))
        starts = columns(first.width)
        ends = (*starts[1:], first.width)
        looks = (
            (Type.STRONG, Tone.NEUTRAL),
            (Type.BODY, Tone.NEUTRAL),
            (Type.BODY, Tone.MUTED),
            (Type.META, Tone.MUTED),
        )
        for at, end, name, (step, tone) in zip(starts, ends, names, looks, strict=True):
            first.write(at, name, step, tone, until=end - _GAP)
        if row.waiting:
            second.mark(WAITING, Shape.WAITING, Tone.ACCENT)
        if row.unsaved:
            second.mark(UNSAVED, Shape.WORKING, Tone.WARN)
        wrong = wrong_words(term.forbidden_zh, term.forbidden_en)
        said = language().text(wrong) if wrong is not None else term.note
        second.write(LEFT, said, Type.META, Tone.MUTED)


class PassDelegate(BookDelegate):
    """A term that always passes, and since when; below, who let it and why."""

    def lines(self, first: Line, second: Line, row: PassRow) -> None:
        """Write both lines."""
        held = row.passing
        first.mark(_("{day}", day=local_day(held.at)), None, Tone.MUTED)
        first.write(LEFT, language().text(pass_words(held.term)), Type.STRONG)
        if row.waiting:
            second.mark(WAITING, Shape.WAITING, Tone.ACCENT)
        said = _("{name}: {reason}", name=held.by.name, reason=held.reason)
        second.write(LEFT, language().text(said), Type.META, Tone.MUTED)


class ChangeDelegate(BookDelegate):
    """A change: what was done; below, who did it, when, and to which version it led."""

    def lines(self, first: Line, second: Line, row: ChangeRow) -> None:
        """Write both lines."""
        made = row.changed
        first.mark(_("version {n}", n=made.version), None, Tone.MUTED)
        what = language().text(change_words(made.change, row.subject, row.before))
        first.write(LEFT, what, Type.BODY)
        if row.waiting:
            second.mark(WAITING, Shape.WAITING, Tone.ACCENT)
        who = _("{name}, {at}", name=made.by.name, at=made.at)
        second.write(LEFT, language().text(who), Type.META, Tone.MUTED)


def local_day(moment: datetime) -> date:
    """The day of a moment where this workstation stands."""
    return language().translator.local(moment).date()
