"""`ChoiceBox`: a box that opens to choose one of a few things, in the language of the window."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox

from ui.language import Source, language
from ui.theme import Icon, Tone, icon_pixmap, theme
from ui.widgets import describe
from workstation.i18n import Message

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent


class ChoiceBox(QComboBox):
    """Sends `chosen` with the value when a person chose it; the wheel needs the focus first."""

    chosen = Signal(object)

    def __init__(self, name: Source, choices: Sequence[tuple[Hashable, Source]]) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Words of the other language are longer; the first showing would fix the width.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
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
