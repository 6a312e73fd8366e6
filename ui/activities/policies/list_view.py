"""The policies at the left: what is sought, the list, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStackedWidget, QStyle, QStyledItemDelegate, QWidget

from ui.activities.policies.state import LibraryState, PolicyRow
from ui.activities.policies.words import spoken_policy
from ui.casework import side_of
from ui.language import language
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    ContentStage,
    EmptyPanel,
    QuietButton,
    SearchField,
    Shape,
    column,
    draw_shape,
    row,
)
from ui.widgets.row_list import ROW, RowList, RowModel
from workstation.i18n import Message, _, pgettext
from workstation.policies import Hit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

WIDTH, HEIGHT = 318, 33
_EDGE, _LEFT, _NAME, _RIGHT = 3, 16, 60, 16
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """The ground of a row of one line. Reads theme and language at paint time."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(160, theme().scaled(HEIGHT))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        area: QRect = option.rect
        tokens, state = theme().tokens, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.accent_soft))
            painter.fillRect(
                QRect(area.left(), area.top(), _EDGE, area.height()), QColor(tokens.accent)
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.raised))
        return area

    def _write(
        self, painter: QPainter, box: QRect, text: str, step: Type, tone: Tone = Tone.NEUTRAL
    ) -> None:
        font = theme().font(step)
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        said = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _MIDDLE, said)


class PolicyDelegate(_Delegate):
    """A policy: code, title, and the number in force, or that of its draft with its mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area, row_ = self._ground(painter, option), index.data(ROW)
        left, name = area.left() + _LEFT, theme().scaled(_NAME) - _LEFT
        self._write(painter, QRect(left, area.top(), name, area.height()), row_.code, Type.STRONG)
        right = self._mark(painter, area, row_)
        start = left + name
        box = QRect(start, area.top(), right - start - 8, area.height())
        self._write(painter, box, row_.title.best(side_of(language().code)), Type.BODY)

    def _mark(self, painter: QPainter, area: QRect, row_: PolicyRow) -> int:
        """Write the number; answers with where it begins."""
        text = row_.draft or row_.label
        tone = Tone.MUTED
        if row_.draft:
            tone = Tone.DANGER if row_.held else Tone.ACCENT
        step = Type.META_STRONG if row_.held else Type.META
        width = QFontMetrics(theme().font(step)).horizontalAdvance(text) + 2
        start = area.right() - _RIGHT - width
        self._write(painter, QRect(start, area.top(), width, area.height()), text, step, tone)
        if not row_.draft:
            return start
        side = theme().scaled(11)
        box = QRectF(start - side - 5, area.center().y() - side / 2 + 1, side, side)
        shape = Shape.OVERDUE if row_.held else Shape.WAITING
        draw_shape(painter, box, shape, theme().tokens.tone(tone))
        return start - side - 5


class HitDelegate(_Delegate):
    """A clause that was found: its number, and how it begins."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area, hit = self._ground(painter, option), index.data(ROW)
        left, name = area.left() + _LEFT, theme().scaled(78) - _LEFT
        box = QRect(left, area.top(), name, area.height())
        self._write(painter, box, f"{hit.ref.code} {hit.ref.clause}", Type.STRONG)
        rest = QRect(left + name, area.top(), area.right() - _RIGHT - left - name, area.height())
        self._write(painter, rest, hit.clause.text.best(side_of(language().code)), Type.BODY)


class ListView(QWidget):
    """Fully built at once; its signals are intents."""

    searched = Signal(str)
    policy_chosen = Signal(str)
    hit_chosen = Signal(str, str)
    went_in = Signal()
    new_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Find a clause or a word"))
        self.list = RowList(
            pgettext("activity", "Policies"),
            RowModel[PolicyRow](_code, spoken_policy),
            PolicyDelegate(),
        )
        self.hits = RowList(
            _("Clauses that were found"), RowModel[Hit](_label, _spoken_hit), HitDelegate()
        )
        self._found = QStackedWidget()
        self._found.addWidget(self.list)
        self._found.addWidget(self.hits)
        self._stage = ContentStage(self._found, rows=18, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self.new = QuietButton(_("New policy"), Icon.PLUS)
        foot = row(self.new, margins=(8, 6, 8, 6))
        foot.addStretch(1)
        head = column(self.search, margins=(16, 9, 16, 9))
        parts = column(head, self._stage, foot, spacing=0)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self._hits: dict[str, Hit] = {}
        self.search.searched.connect(self.searched)
        self.list.chosen.connect(self.policy_chosen)
        self.hits.chosen.connect(self._on_hit)
        for each in (self.list, self.hits):
            each.went_in.connect(self.went_in)
        self.new.clicked.connect(self.new_pressed)

    def show_library(self, state: LibraryState, *, may_write: bool) -> None:
        """Show the list, or what was found."""
        self.new.setVisible(may_write)
        code = state.policy.code if state.policy is not None else ""
        self.list.show_rows(state.rows, code)
        self._hits = {_label(each): each for each in state.hits}
        chosen = next((key for key, each in self._hits.items() if _is_read(each, state)), "")
        self.hits.show_rows(state.hits, chosen)
        self._found.setCurrentWidget(self.hits if state.query else self.list)
        if state.query and not state.hits:
            self._show_nothing()
        elif not state.rows:
            self._stage.show_loading()
        else:
            self._nothing = None
            self._stage.show_content()

    @property
    def shown(self) -> RowList:
        """The list that is in sight."""
        return self.hits if self._found.currentWidget() is self.hits else self.list

    def _show_nothing(self) -> None:
        if self._nothing is None:
            self._nothing = EmptyPanel(
                Icon.SEARCH,
                _("No clause in force says this"),
                _("Search by number, such as AUT 2.1, or by words in English or Chinese."),
                _("Clear the search"),
            )
            self._nothing.acted.connect(self.search.clear)
            self._stage.show_panel(self._nothing)

    def _on_hit(self, label: str) -> None:
        hit = self._hits.get(label)
        if hit is not None:
            self.hit_chosen.emit(hit.ref.code, hit.ref.clause)


def _code(row_: PolicyRow) -> str:
    return row_.code


def _label(hit: Hit) -> str:
    return hit.ref.label()


def _is_read(hit: Hit, state: LibraryState) -> bool:
    policy = state.policy
    return policy is not None and (hit.ref.code, hit.ref.clause) == (policy.code, state.clause)


def _spoken_hit(hit: Hit) -> Message:
    text = hit.clause.text
    return _("{clause} {en} {zh}", clause=hit.ref.label(), en=text.en, zh=text.zh)
