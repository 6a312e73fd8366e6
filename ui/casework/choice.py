"""`ChoiceBox`: a box that opens to choose one of a few things, in the language of the window."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from ui.language import Source, language
from ui.theme import Icon, Tone, icon_pixmap, theme
from ui.widgets import describe
from workstation.i18n import Message

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QStyleOptionViewItem


# What the line around the choices and the room within it take.
_FRAME = 8
_TICK = 14


class _ChoiceDelegate(QStyledItemDelegate):
    """Draws the choices; the one that is chosen wears a tick."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt: the words, and the tick."""
        super().paint(painter, option, index)
        if index.row() == self._box.currentIndex():
            side = theme().scaled(_TICK)
            colour = theme().tokens.tone(Tone.ACCENT)
            tick = icon_pixmap(Icon.CHECK, colour, side, self._box.devicePixelRatioF())
            area: QRect = option.rect
            at = area.topRight() + QPoint(-side - 6, (area.height() - side) // 2)
            painter.drawPixmap(at, tick)


class ChoiceBox(QComboBox):
    """Sends `chosen` with the value when a person chose it; the wheel needs the focus first."""

    chosen = Signal(object)

    def __init__(self, name: Source, choices: Sequence[tuple[Hashable, Source]]) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Words of the other language are longer; the first showing would fix the width.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setItemDelegate(_ChoiceDelegate(self))
        describe(self, name)
        for _value, _words in self._choices:
            self.addItem("")
        self._retell()
        language().changed.connect(self._retell)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> Hashable:
        """The value that is chosen."""
        return self._choices[self.currentIndex()][0]

    def choose(self, value: Hashable) -> None:
        """Choose by value, without sending `chosen`."""
        for at, (each, _words) in enumerate(self._choices):
            if each == value:
                self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn with the wheel only where the box has the focus (Qt's override)."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def showPopup(self) -> None:
        """Qt: the choices, below the box and as wide as the longest of them."""
        wide = self.view().sizeHintForColumn(self.modelColumn())
        self.view().setMinimumWidth(max(wide, self.width() - _FRAME))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and a chevron that says that it opens (Qt's override)."""
        super().paintEvent(event)
        side = theme().scaled(14)
        colour = theme().tokens.tone(Tone.MUTED)
        mark = icon_pixmap(Icon.CHEVRON_DOWN, colour, side, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - side - 9, (self.height() - side) // 2, mark)
        painter.end()

    def _retell(self) -> None:
        for at, (_value, source) in enumerate(self._choices):
            said = source if isinstance(source, Message) else source()
            self.setItemText(at, language().text(said) if isinstance(said, Message) else said)

    def _on_activated(self, at: int) -> None:
        self.chosen.emit(self._choices[at][0])
