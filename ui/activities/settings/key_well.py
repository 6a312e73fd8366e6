"""`KeyWell`: where the next key that is pressed is not done, but taken down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.language import bind
from ui.shell.keys import pressed
from ui.theme import Tone, Type, theme
from ui.widgets import (
    OVERLAY,
    STRETCH,
    KeyCap,
    Label,
    column,
    describe,
    mark_content,
    row,
    set_type,
)
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

_HEIGHT = 92
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyWell(QWidget):
    """While it has the focus, no key of the window is done. Tab leaves it.

    key_pressed: carries the key as actions write it.
    kept, left: Enter and Escape.
    entered: it has the focus now.
    """

    key_pressed = Signal(str)
    kept = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(OVERLAY, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        describe(self, _("Press the new key"))
        # The names of keys are the same in every language.
        mark_content(self)
        asked = Label(_("Press the new key"), Type.BODY, Tone.MUTED)
        self._line = row(STRETCH, STRETCH, spacing=6)
        self._made: list[KeyCap] = []
        self.setMinimumHeight(theme().scaled(_HEIGHT))
        self.setLayout(
            column(row(STRETCH, asked, STRETCH), self._line, margins=(12, 12, 12, 12), spacing=10)
        )

    def show_keys(self, parts: Sequence[str]) -> None:
        """Show what was pressed, each part as it stands on the keyboard."""
        bind(self, self.setAccessibleDescription, lambda: " ".join(parts))
        for cap in self._made:
            cap.hide()
            cap.deleteLater()
        self._made = []
        for part in parts:
            cap = KeyCap()
            set_type(cap, Type.TITLE)
            self._made.append(cap)
            self._line.insertWidget(len(self._made), cap)
            cap.setText(part)
            cap.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter keeps, Escape leaves, and every other key is taken down."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.kept.emit()
        elif key := pressed(event):
            self.key_pressed.emit(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring shows, and the next key counts."""
        super().focusInEvent(event)
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring goes."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the ring of the focus, or the line of a field."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        focused = self.hasFocus()
        colour = QColor(tokens.accent if focused else tokens.line)
        painter.setPen(QPen(colour, 2 if focused else 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()
