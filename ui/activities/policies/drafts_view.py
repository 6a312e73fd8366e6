"""All drafts that are written in: policy, number, day of effect, by whom, and what holds them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QWidget

from ui.activities.policies.words import in_words, spoken_draft
from ui.language import language
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import ContentStage, EmptyPanel, Shape, column, draw_shape
from ui.widgets.row_list import ROW, RowList, RowModel
from workstation.domain.policies.amendment import AmendmentRow
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

HEIGHT = 46
_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class DraftDelegate(QStyledItemDelegate):
    """One draft in a line. `held` are the ids of those that a finding holds."""

    def __init__(self) -> None:
        super().__init__()
        self.held: Collection[str] = frozenset()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(300, theme().scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area: QRect = option.rect
        tokens, state = theme().tokens, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.accent_soft))
            painter.fillRect(
                QRect(area.left(), area.top(), 3, area.height()), QColor(tokens.accent)
            )
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        row: AmendmentRow = index.data(ROW)
        held = row.id in self.held
        tone = Tone.DANGER if held else Tone.ACCENT
        side = theme().scaled(11)
        box = QRectF(area.left() + 20, area.center().y() - side / 2, side, side)
        shape = Shape.OVERDUE if held else Shape.WAITING
        draw_shape(painter, box, shape, tokens.tone(tone))
        cells = _cells(row, held=held, tone=tone)
        starts = [area.left() + theme().scaled(each[0]) for each in cells]
        for at, (_x, text, step, each) in enumerate(cells):
            end = starts[at + 1] - 12 if at + 1 < len(starts) else area.right() - 16
            room = QRect(starts[at], area.top(), end - starts[at], area.height())
            self._write(painter, room, text, step, each)

    def _write(self, painter: QPainter, box: QRect, text: str, step: Type, tone: Tone) -> None:
        font = theme().font(step)
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        said = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _MIDDLE, said)


class DraftsView(QWidget):
    """Says `opened` with the id of a draft."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._delegate = DraftDelegate()
        self.list = RowList(
            pgettext("policies", "Drafts"),
            RowModel[AmendmentRow](_id, spoken_draft),
            self._delegate,
        )
        self._chosen = ""
        self._stage = ContentStage(self.list, rows=6, row_height=HEIGHT)
        self._none: EmptyPanel | None = None
        self.setLayout(column(self._stage))
        self.list.chosen.connect(self._on_chosen)
        self.list.clicked.connect(self._open)
        self.list.went_in.connect(self._open)

    def show_drafts(self, rows: Sequence[AmendmentRow], held: Collection[str]) -> None:
        """Show them, the earliest day first."""
        self._delegate.held = held
        ids = [each.id for each in rows]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else ""
        self.list.show_rows(rows, self._chosen)
        if rows:
            self._none = None
            self._stage.show_content()
        elif self._none is None:
            self._none = EmptyPanel(
                Icon.DRAFT,
                _("Nothing is drafted"),
                _("Open a policy in the library and draft its next version."),
            )
            self._stage.show_panel(self._none)

    def _on_chosen(self, id_: str) -> None:
        self._chosen = id_

    def _open(self) -> None:
        if self._chosen:
            self.opened.emit(self._chosen)


def _id(row: AmendmentRow) -> str:
    return row.id


def _held_words(held: bool) -> Message:
    return _("held back by a finding") if held else _("being written")


def _cells(row: AmendmentRow, *, held: bool, tone: Tone) -> tuple[tuple[int, str, Type, Tone], ...]:
    """What stands in a row: where it begins, and how it looks."""
    said, code = language().text, row.policy.partition(":")[2]
    day = date.fromisoformat(row.day)
    return (
        (40, f"{code} v{row.label}", Type.STRONG, Tone.NEUTRAL),
        (150, said(_("from {day}", day=day)), Type.BODY, Tone.NEUTRAL),
        (330, said(in_words(row.writers)), Type.BODY, Tone.MUTED),
        (560, said(_held_words(held)), Type.BODY, tone if held else Tone.MUTED),
    )
