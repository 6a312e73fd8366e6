"""Paints the rows: who, with what they may; crews and queues; deposited work."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.activities.people.words import (
    PARTS,
    crew_text,
    deposit_state_words,
    deposit_words,
    joined,
    lead_words,
    people_words,
    plain,
    role_list,
    title_of,
)
from ui.casework import UNSAVED, WAITING, initials
from ui.language import Text, language
from ui.theme import Tone, Type, theme
from ui.widgets import Shape, draw_avatar, draw_shape, draw_tag, language_mark, one_line
from ui.widgets.column_names import NamedColumn
from ui.widgets.row_list import ROW
from workstation.domain.people.deposit import DepositState
from workstation.domain.people.records import Crew
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from ui.activities.people.state import GroupRow, PersonRow
    from workstation.domain.people.deposit import DepositRow

HEIGHT = 46
_EDGE, _LEFT, _RIGHT, _GAP = 3, 18, 14, 12
_AVATAR = 26
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex
# The columns of the list of people: its name, and its share of the width in hundredths.
_WIDE = (27, 16, 25, 17, 15)
_WITH_CONFLICTS = (22, 15, 21, 15, 14, 13)


class StaffDelegate(QStyledItemDelegate):
    """The ground of a row, and pieces of text in it. Reads theme and language at paint time."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(200, theme().scaled(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area: QRect = option.rect
        tokens, state = theme().tokens, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.accent_soft))
            edge = QRect(area.left(), area.top(), _EDGE, area.height())
            painter.fillRect(edge, QColor(tokens.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.raised))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        self.row(painter, area, index.data(ROW))

    @abstractmethod
    def row(self, painter: QPainter, area: QRect, row: Any) -> None:
        """Write what a row says."""

    def two(
        self, painter: QPainter, box: QRect, first: Text, second: Text | None, strong: bool = False
    ) -> None:
        """Two lines in a box; one in its middle where there is no second."""
        step = Type.STRONG if strong else Type.BODY
        if second is None:
            self.write(painter, box, first, step)
            return
        half = box.height() // 2
        above = QRect(box.left(), box.top() + theme().scaled(4), box.width(), half)
        below = QRect(box.left(), box.top() + half - theme().scaled(3), box.width(), half)
        self.write(painter, above, first, step)
        self.write(painter, below, second, Type.META, Tone.MUTED)

    def write(
        self, painter: QPainter, box: QRect, said: Text, step: Type, tone: Tone = Tone.NEUTRAL
    ) -> int:
        """Write one line, elided; answers with its width."""
        text = language().text(said) if isinstance(said, Message) else said
        font = theme().font(step)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        painter.drawText(box, _MIDDLE, shown)
        return metrics.horizontalAdvance(shown)

    def spread(
        self, painter: QPainter, box: QRect, parts: Sequence[Message], tone: Tone = Tone.NEUTRAL
    ) -> None:
        """Write them on one line, or on two smaller ones where one has no room."""
        whole = joined(parts)
        body, meta = QFontMetrics(theme().font(Type.BODY)), QFontMetrics(theme().font(Type.META))
        if body.horizontalAdvance(language().text(whole)) <= box.width() or len(parts) < 2:
            self.write(painter, box, whole, Type.BODY, tone)
            return
        at = 1
        while at < len(parts) - 1 and box.width() >= meta.horizontalAdvance(
            language().text(joined(parts[: at + 1]))
        ):
            at += 1
        half, lift = box.height() // 2, theme().scaled(4)
        above = QRect(box.left(), box.top() + lift, box.width(), half)
        below = QRect(box.left(), box.top() + half - lift, box.width(), half)
        self.write(painter, above, joined(parts[:at]), Type.META, tone)
        self.write(painter, below, joined(parts[at:]), Type.META, tone)

    def mark(self, painter: QPainter, box: QRect, said: Message, shape: Shape, tone: Tone) -> None:
        """A shape and its word."""
        side = theme().scaled(11)
        middle = box.center().y() - side / 2 + 1
        draw_shape(
            painter, QRectF(box.left(), middle, side, side), shape, theme().tokens.tone(tone)
        )
        self.write(painter, box.adjusted(side + 6, 0, 0, 0), said, Type.META, tone)


class PersonDelegate(StaffDelegate):
    """A person: name and user name, roles, queues, crew with its lead, and how they stand."""

    conflicts = False

    def columns(self, width: int) -> list[NamedColumn]:
        """The columns of a list of this width; conflicts of interest where they may be read."""
        names = [PARTS["name"], PARTS["roles"], PARTS["queues"], PARTS["crew"]]
        if self.conflicts:
            names.append(_("Conflicts of interest"))
        names.append(pgettext("of a person", "Works in"))
        room = width - _LEFT - _RIGHT
        ends = accumulate(_WITH_CONFLICTS if self.conflicts else _WIDE)
        edges = [_LEFT, *(_LEFT + room * end // 100 for end in ends)]
        edges[-1] = width - _RIGHT
        return [
            NamedColumn(left, right, name, to_the_right=name is names[-1])
            for (left, right), name in zip(pairwise(edges), names, strict=True)
        ]

    def row(self, painter: QPainter, area: QRect, row: PersonRow) -> None:
        """Write the row."""
        boxes = [
            QRect(area.left() + each.left, area.top(), each.right - each.left - _GAP, area.height())
            for each in self.columns(area.width())
        ]
        boxes[-1].setWidth(boxes[-1].width() + _GAP)
        self._who(painter, boxes[0], row)
        self.spread(painter, boxes[1], role_list(row.person.roles))
        queues = sorted(row.person.queues)
        tone = Tone.NEUTRAL if queues else Tone.MUTED
        self.spread(painter, boxes[2], [_("{name}", name=each) for each in queues], tone)
        self.two(painter, boxes[3], crew_text(row), lead_words(row))
        if self.conflicts:
            self._conflicts(painter, boxes[4], row)
        self._standing(painter, boxes[-1], row)

    def _who(self, painter: QPainter, box: QRect, row: PersonRow) -> None:
        side = theme().scaled(_AVATAR)
        top = box.center().y() - side / 2
        draw_avatar(painter, QRectF(box.left(), top, side, side), initials(row.person.name))
        rest = box.adjusted(side + 10, 0, 0, 0)
        self.two(painter, rest, row.person.name, row.person.user, strong=True)

    def _conflicts(self, painter: QPainter, box: QRect, row: PersonRow) -> None:
        if row.conflicts:
            self.mark(painter, box, plain(row.conflicts), Shape.OVERDUE, Tone.WARN)
        elif row.conflicts is not None:
            self.write(painter, box, plain(()), Type.BODY, Tone.MUTED)

    def _standing(self, painter: QPainter, box: QRect, row: PersonRow) -> None:
        if row.unsaved:
            self.mark(painter, box, UNSAVED, Shape.WORKING, Tone.WARN)
        elif row.waiting:
            self.mark(painter, box, WAITING, Shape.WAITING, Tone.ACCENT)
        elif row.person.ended is not None:
            self.mark(painter, box, _("{day}", day=row.person.ended.day), Shape.PAUSED, Tone.MUTED)
        else:
            right = float(box.right())
            for each in sorted(row.person.languages, reverse=True):
                right = draw_tag(
                    painter, right, box.center().y(), language_mark([each.value.lower()])
                )
                right -= 4


class GroupDelegate(StaffDelegate):
    """A crew or a queue: what it is called, its lead, and how many are in it."""

    def row(self, painter: QPainter, area: QRect, row: GroupRow) -> None:
        """Write the row."""
        width = area.width() - _LEFT - _RIGHT
        left = QRect(area.left() + _LEFT, area.top(), width * 55 // 100, area.height())
        right = QRect(left.right() + _GAP, area.top(), width - left.width() - _GAP, area.height())
        self.two(painter, left, title_of(row.group), row.group.name, strong=True)
        people: Text = people_words(len(row.members))
        if row.waiting:
            self.mark(painter, right, WAITING, Shape.WAITING, Tone.ACCENT)
        elif not row.stands:
            ended = (
                pgettext("crew", "dissolved")
                if isinstance(row.group, Crew)
                else pgettext("queue", "closed")
            )
            self.mark(painter, right, ended, Shape.PAUSED, Tone.MUTED)
        elif row.unsaved:
            self.mark(painter, right, UNSAVED, Shape.WORKING, Tone.WARN)
        else:
            lead = pgettext("crew", "lead {name}", name=row.lead) if row.lead else None
            self.two(painter, right, people, lead)


class DepositDelegate(StaffDelegate):
    """Deposited work: whose, how much, since when, and whether it is to be read."""

    def row(self, painter: QPainter, area: QRect, row: DepositRow) -> None:
        """Write the row."""
        width = area.width() - _LEFT - _RIGHT
        left = QRect(area.left() + _LEFT, area.top(), width * 65 // 100, area.height())
        right = QRect(left.right() + _GAP, area.top(), width - left.width() - _GAP, area.height())
        since = _("{at}", at=row.laid_at) if row.laid_at is not None else None
        self.two(painter, left, deposit_words(row), since, strong=True)
        if row.state is DepositState.DEALT_WITH:
            self.mark(painter, right, deposit_state_words(row), Shape.DONE, Tone.OK)
        else:
            self.mark(painter, right, deposit_state_words(row), Shape.WAITING, Tone.ACCENT)
