"""The list of the queue: rows of two lines, painted, and what the mouse does to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.casework import due_look, due_short, initials, state_look, title_in
from ui.language import language
from ui.panes.queue.model import ROW, QueueModel
from ui.theme import Icon, Tone, Type, icon_pixmap, theme
from ui.widgets import (
    describe,
    draw_avatar,
    draw_check,
    draw_shape,
    draw_skeleton,
    draw_tag,
    language_mark,
    one_line,
    refuse_input_method,
    set_role,
)
from workstation.domain.labels import PARTY_ROLE
from workstation.domain.taxonomy import Severity
from workstation.i18n import _

if TYPE_CHECKING:
    from workstation.app.values import QueueRow

HEIGHT = 56
# Left of the words: the state above, the check below it.
_MARGIN = 36
_REMEMBERED = 4000
_LEFT, _EDGE, _RIGHT, _GAP = 38, 3, 14, 6
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_URGENT = {Severity.P0: Tone.DANGER, Severity.P1: Tone.WARN}
_NONE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints a row with one `data()` call, and computes nothing twice.

    It reads the clock, the theme and the language at paint time, so that none is out of date.
    `show_owner` says whether rows show who holds the case, `marked` the ids of marked cases.
    """

    def __init__(self, now: Callable[[], datetime], owner: QObject) -> None:
        super().__init__(owner)
        self._now = now
        self._fonts: dict[Type, tuple[QFont, QFontMetrics]] = {}
        self._elided: dict[tuple[str, Type, int], str] = {}
        self.show_owner = True
        self.marked: frozenset[str] = frozenset()
        theme().changed.connect(self._forget)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(200, theme().scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        row: QueueRow | None = index.data(ROW)
        area: QRect = option.rect
        self._ground(painter, area, option, row)
        if row is None:
            draw_skeleton(painter, QRectF(area), index.row())
            return
        half = area.height() // 2
        lift = theme().scaled(3)
        first = QRect(area.left(), area.top() + lift + 2, area.width(), half - lift)
        second = QRect(area.left(), area.top() + half - 1, area.width(), half - lift - 1)
        self._first_line(painter, first, row)
        self._second_line(painter, second, row)
        self._check(painter, second, option, row)

    def _ground(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, row: QueueRow | None
    ) -> None:
        tokens = theme().tokens
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or (row is not None and row.row.id in self.marked):
            painter.fillRect(area, QColor(tokens.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.raised))
        if selected or (row is not None and row.unread):
            edge = QRect(area.left(), area.top(), _EDGE, area.height())
            painter.fillRect(edge, QColor(tokens.accent))
        line = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(line, QColor(tokens.line))

    def _check(
        self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, row: QueueRow
    ) -> None:
        """The box to tick: full where the row is marked, empty below the mouse."""
        marked = row.row.id in self.marked
        if not marked and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        tokens = theme().tokens
        # Large text makes it larger, but never so that it reaches the words.
        side = min(theme().scaled(14), _MARGIN - 14)
        box = QRectF(area.left() + 14, area.center().y() - side / 2 + 1, side, side)
        colour = tokens.accent if marked else tokens.muted
        draw_check(painter, box, colour, tokens.on_accent if marked else None)

    def _first_line(self, painter: QPainter, area: QRect, row: QueueRow) -> None:
        shown, sure, now = row.row, row.sure, self._now()
        # At the server the clock runs on until it hears of what was done here.
        look = state_look(sure.state, sure.due, now)
        side = theme().scaled(11)
        mark = QRectF(area.left() + 15, area.center().y() - side / 2 + 1, side, side)
        draw_shape(painter, mark, look.shape, theme().tokens.tone(look.tone))
        right: float = area.right() - _RIGHT
        due = due_short(sure.state, sure.due, now)
        if due is not None:
            tone = due_look(sure.due, now)
            loud = tone in (Tone.DANGER, Tone.WARN)
            step = Type.META_STRONG if loud else Type.META
            right = self._right(painter, area, right, language().text(due), step, tone) - 10
        title = title_in(language().code, shown.title_en, shown.title_zh)
        self._left(
            painter,
            area,
            right,
            title,
            Type.STRONG if row.unread else Type.BODY,
            Tone.NEUTRAL,
        )

    def _second_line(self, painter: QPainter, area: QRect, row: QueueRow) -> None:
        shown = row.row
        middle = area.center().y() + 0.5
        right = draw_tag(
            painter, area.right() - _RIGHT + 1, middle, language_mark([shown.language.lower()])
        )
        if self.show_owner and shown.owner_name:
            side = theme().scaled(17)
            right -= side + _GAP
            disc = QRectF(right, middle - side / 2, side, side)
            draw_avatar(painter, disc, initials(shown.owner_name))
        for wanted, icon in (
            (shown.evidence > 0, Icon.ATTACHMENT),
            (row.draft, Icon.DRAFT),
            (row.pending, Icon.SEND),
        ):
            if wanted:
                side = theme().scaled(14)
                right -= _GAP + side
                colour = theme().tokens.tone(Tone.ACCENT if icon is Icon.SEND else Tone.MUTED)
                pixmap = icon_pixmap(icon, colour, side, painter.device().devicePixelRatioF())
                painter.drawPixmap(round(right), round(middle - side / 2), pixmap)
        reference = shown.reference
        left = self._left(painter, area, right, reference, Type.META, Tone.MUTED) + 8
        step = Type.META_STRONG if shown.severity in _URGENT else Type.META
        tone = _URGENT.get(shown.severity, Tone.MUTED)
        left = self._left(painter, area, right, shown.severity.value, step, tone, left) + 8
        role = f"{language().text(PARTY_ROLE[shown.party_role])} · "
        left = self._left(painter, area, right - 8, role, Type.META, Tone.MUTED, left)
        self._left(painter, area, right - 8, shown.party_name, Type.META, Tone.MUTED, left)

    def _left(
        self,
        painter: QPainter,
        area: QRect,
        right: float,
        text: str,
        step: Type,
        tone: Tone,
        left: float | None = None,
    ) -> float:
        """Draw from the left, elided at `right`; answers with where the text ends."""
        font, metrics = self._font(step)
        start = round(left) if left is not None else area.left() + _LEFT
        room = round(right) - start
        if room < 12:
            return start
        shown = self._elided.get((text, step, room))
        if shown is None:
            if len(self._elided) > _REMEMBERED:
                self._elided.clear()
            shown = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideMiddle, room)
            self._elided[text, step, room] = shown
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        painter.drawText(QRect(start, area.top(), room, area.height()), _MIDDLE_LEFT, shown)
        return start + metrics.horizontalAdvance(shown)

    def _right(
        self, painter: QPainter, area: QRect, right: float, text: str, step: Type, tone: Tone
    ) -> float:
        """Draw up to `right`; answers with where the text begins."""
        font, metrics = self._font(step)
        width = metrics.horizontalAdvance(text)
        box = QRect(round(right) - width, area.top(), width + 1, area.height())
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        painter.drawText(box, _MIDDLE_RIGHT, text)
        return right - width

    def _font(self, step: Type) -> tuple[QFont, QFontMetrics]:
        held = self._fonts.get(step)
        if held is None:
            font = theme().font(step)
            held = self._fonts[step] = (font, QFontMetrics(font))
        return held

    def _forget(self) -> None:
        self._fonts.clear()
        self._elided.clear()


class RowsTable(QTableView):
    """One column of painted rows. Tab leaves it; it never starts an input method.

    A click opens a case. On the margin, where the check is drawn, or with Ctrl it is `ticked`
    instead, with Shift `reached`: both carry the number of the row, and open nothing.
    """

    ticked = Signal(int)
    reached = Signal(int)

    def __init__(self, model: QueueModel, delegate: RowDelegate) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        set_role(self, "rows")
        refuse_input_method(self)
        describe(self, _("Cases"))
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give every row the height of the text size in use."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme().scaled(HEIGHT))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt would choose the first row of a list without a choice, and so open a case."""
        selection = self.selectionModel()
        chosen = self.currentIndex().isValid()
        before = selection.blockSignals(True)
        super().focusInEvent(event)
        if not chosen:
            selection.clear()
        selection.blockSignals(before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where the list gets shorter, the row of the open case stays in sight."""
        super().resizeEvent(event)
        row = self.visualRect(self.currentIndex())
        if row.isValid() and row.top() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a press that marks a row goes no further."""
        at = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        index = self.indexAt(at) if left else _NONE
        held = event.modifiers()
        if index.isValid() and held & Qt.KeyboardModifier.ShiftModifier:
            self.reached.emit(index.row())
        elif index.isValid() and (at.x() < _MARGIN or held & Qt.KeyboardModifier.ControlModifier):
            self.ticked.emit(index.row())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: hovering never drags a selection along."""
        if not event.buttons():
            super().mouseMoveEvent(event)
