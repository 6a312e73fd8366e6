"""The lists on the screen: the policies, the clauses that were found, and the drafts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStackedWidget, QStyle, QStyledItemDelegate, QWidget

from ui.activities.policies.state import LibraryState, PolicyRow
from ui.activities.policies.words import in_words, spoken_draft, spoken_policy
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
    one_line,
    row,
)
from ui.widgets.row_list import ROW, RowList, RowModel
from workstation.domain.policies.amendment import AmendmentRow
from workstation.i18n import Message, _, pgettext
from workstation.policies import Hit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

WIDTH, HEIGHT, DRAFT_HEIGHT = 318, 33, 46
_EDGE, _LEFT, _NAME, _RIGHT = 3, 16, 60, 16
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """The ground of a row of one line, and text in it. Reads theme and language at paint time."""

    height = HEIGHT

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(160, theme().scaled(self.height))

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> QRect:
        """Paint the ground; answers with the area of the row."""
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

    def write(
        self, painter: QPainter, box: QRect, text: str, step: Type, tone: Tone = Tone.NEUTRAL
    ) -> None:
        """Write one line, elided where it has no room."""
        font = theme().font(step)
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        said = QFontMetrics(font).elidedText(
            one_line(text), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, _MIDDLE, said)


class PolicyDelegate(LineDelegate):
    """A policy: code, title, and the number in force, or that of its draft with its mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area, row_ = self.ground(painter, option), index.data(ROW)
        left, name = area.left() + _LEFT, theme().scaled(_NAME) - _LEFT
        self.write(painter, QRect(left, area.top(), name, area.height()), row_.code, Type.STRONG)
        text = row_.draft or row_.label
        tone = Tone.MUTED
        if row_.draft:
            tone = Tone.DANGER if row_.held else Tone.ACCENT
        step = Type.META_STRONG if row_.held else Type.META
        width = QFontMetrics(theme().font(step)).horizontalAdvance(text) + 2
        right = area.right() - _RIGHT - width
        self.write(painter, QRect(right, area.top(), width, area.height()), text, step, tone)
        if row_.draft:
            side = theme().scaled(11)
            right -= side + 5
            mark = QRectF(right, area.center().y() - side / 2 + 1, side, side)
            shape = Shape.OVERDUE if row_.held else Shape.WAITING
            draw_shape(painter, mark, shape, theme().tokens.tone(tone))
        start = left + name
        box = QRect(start, area.top(), right - start - 8, area.height())
        self.write(painter, box, row_.title.best(side_of(language().code)), Type.BODY)


class HitDelegate(LineDelegate):
    """A clause that was found: its number, and how it begins."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area, hit = self.ground(painter, option), index.data(ROW)
        left, name = area.left() + _LEFT, theme().scaled(78) - _LEFT
        box = QRect(left, area.top(), name, area.height())
        self.write(painter, box, f"{hit.ref.code} {hit.ref.clause}", Type.STRONG)
        rest = QRect(left + name, area.top(), area.right() - _RIGHT - left - name, area.height())
        self.write(painter, rest, hit.clause.text.best(side_of(language().code)), Type.BODY)


class DraftDelegate(LineDelegate):
    """A draft: policy and number, day of effect, by whom, and whether something holds it."""

    height = DRAFT_HEIGHT

    def __init__(self) -> None:
        super().__init__()
        # The ids of the drafts that a finding holds.
        self.held: Collection[str] = frozenset()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area: QRect = option.rect
        tokens, state = theme().tokens, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.accent_soft))
            edge = QRect(area.left(), area.top(), _EDGE, area.height())
            painter.fillRect(edge, QColor(tokens.accent))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        row_: AmendmentRow = index.data(ROW)
        held, said, code = row_.id in self.held, language().text, row_.policy.partition(":")[2]
        tone = Tone.DANGER if held else Tone.ACCENT
        side = theme().scaled(11)
        box = QRectF(area.left() + 20, area.center().y() - side / 2, side, side)
        shape = Shape.OVERDUE if held else Shape.WAITING
        draw_shape(painter, box, shape, tokens.tone(tone))
        day = _("from {day}", day=date.fromisoformat(row_.day))
        standing = _("held back by a finding") if held else _("being written")
        # Where each piece begins, and how it looks.
        pieces = (
            (40, f"{code} v{row_.label}", Type.STRONG, Tone.NEUTRAL),
            (150, said(day), Type.BODY, Tone.NEUTRAL),
            (330, said(in_words(row_.writers)), Type.BODY, Tone.MUTED),
            (560, said(standing), Type.BODY, tone if held else Tone.MUTED),
        )
        starts = [area.left() + theme().scaled(piece[0]) for piece in pieces]
        ends = [*(start - 12 for start in starts[1:]), area.right() - 16]
        for start, end, (_at, text, step, look) in zip(starts, ends, pieces, strict=True):
            room = QRect(start, area.top(), end - start, area.height())
            self.write(painter, room, text, step, look)


class ListView(QWidget):
    """What is sought, and the policies or what was found; its signals are intents."""

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
            RowModel[PolicyRow](lambda row_: row_.code, spoken_policy),
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
        read = (code, state.clause)
        found = (each for each in state.hits if (each.ref.code, each.ref.clause) == read)
        chosen = next(map(_label, found), "")
        self.hits.show_rows(state.hits, chosen)
        self._found.setCurrentWidget(self.hits if state.query else self.list)
        if state.query and not state.hits:
            if self._nothing is None:
                self._nothing = EmptyPanel(
                    Icon.SEARCH,
                    _("No clause in force says this"),
                    _("Search by number, such as AUT 2.1, or by words in English or Chinese."),
                    _("Clear the search"),
                )
                self._nothing.acted.connect(self.search.clear)
                self._stage.show_panel(self._nothing)
        elif not state.rows:
            self._stage.show_loading()
        else:
            self._nothing = None
            self._stage.show_content()

    @property
    def shown(self) -> RowList:
        """The list that is in sight."""
        return self.hits if self._found.currentWidget() is self.hits else self.list

    def _on_hit(self, label: str) -> None:
        hit = self._hits.get(label)
        if hit is not None:
            self.hit_chosen.emit(hit.ref.code, hit.ref.clause)


class DraftsView(QWidget):
    """All drafts that are written in. Says `opened` with the id of one."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._delegate = DraftDelegate()
        self.list = RowList(
            pgettext("policies", "Drafts"),
            RowModel[AmendmentRow](lambda row_: row_.id, spoken_draft),
            self._delegate,
        )
        self._chosen = ""
        self._stage = ContentStage(self.list, rows=6, row_height=DRAFT_HEIGHT)
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


def _label(hit: Hit) -> str:
    return hit.ref.label()


def _spoken_hit(hit: Hit) -> Message:
    """A clause that was found as a screen reader says it."""
    text = hit.clause.text
    return _("{clause} {en} {zh}", clause=hit.ref.label(), en=text.en, zh=text.zh)
