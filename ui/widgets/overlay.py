"""`Overlay`: a panel over the whole window that takes all keys until it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from ui.theme import theme
from ui.widgets.focus import FocusRing, LeftFocus, focus_in, is_typing
from ui.widgets.layout import column
from ui.widgets.look import set_role
from ui.widgets.reading_order import go_on
from ui.widgets.search import SearchField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

OVERLAY = "overlay"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Overlay(QWidget):
    """Dims `host` and shows `panel` on it; a click beside it closes.

    Escape leaves a field to the panel, and the panel to what was there before; a search, whose
    words are no work, is left together with the panel. Ctrl+Enter does the `primary` act.
    """

    closed = Signal()

    def __init__(self, host: QWidget, width: int, top: int = 56) -> None:
        super().__init__(host)
        self._host = host
        self._wide = width
        self._top = top
        self._before = LeftFocus()
        self._ring: FocusRing | None = None
        self.panel = QFrame(self)
        set_role(self.panel, "float")
        self.inside = column(spacing=0)
        self.panel.setLayout(self.inside)
        shadow = QGraphicsDropShadowEffect(self.panel)
        shadow.setBlurRadius(32)
        shadow.setOffset(QPoint(0, 8))
        shade = QColor(theme().tokens.shade)
        shade.setAlpha(90)
        shadow.setColor(shade)
        self.panel.setGraphicsEffect(shadow)
        self.setProperty(OVERLAY, True)
        host.installEventFilter(self)
        self.hide()

    def appear(self, focus: QWidget) -> None:
        """Show the panel, put the focus on `focus`, and remember where the focus was."""
        if not self.isVisible():
            self._before.keep()
        self.arrange()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def disappear(self) -> None:
        """Hide the panel and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        self._before.give_back()
        self.closed.emit()

    def arrange(self) -> None:
        """Fit the panel to its content."""
        self.setGeometry(self._host.rect())
        width = min(theme().scaled(self._wide), self._host.width() - 32)
        self.panel.setFixedWidth(width)
        # What is nested in the layout remembers its size of before until it is told.
        self.inside.invalidate()
        self.inside.activate()
        height = self.panel.sizeHint().height()
        if self.inside.hasHeightForWidth():
            # A text that wraps needs as many lines as this width leaves it.
            height = self.inside.totalHeightForWidth(width)
        height = min(height, self._host.height() - self._top - 32)
        self.panel.setGeometry(QRect((self._host.width() - width) // 2, self._top, width, height))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: stay over the whole host."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self.arrange()
        return super().eventFilter(watched, event)

    def step_back(self) -> None:
        """Leave the field that has the focus, else the panel."""
        focus = focus_in(self)
        if is_typing(focus) and not isinstance(focus, SearchField):
            if self._ring is None:
                self._ring = FocusRing(self.panel)
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.disappear()

    def primary(self) -> None:
        """Do what the panel is open for; most are only read."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Escape leaves one step, Ctrl+Enter acts; nothing below sees any key."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        elif event.key() in _ENTER and held == Qt.KeyboardModifier.ControlModifier:
            self.primary()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt: Tab goes round on the panel, not on into what it covers."""
        if not self.isVisible():
            return super().focusNextPrevChild(forward)
        go_on(self, forward=forward)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click beside the panel closes."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.disappear()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: dim what lies below."""
        shade = QColor(theme().tokens.shade)
        shade.setAlpha(110 if theme().tokens.dark else 46)
        painter = QPainter(self)
        painter.fillRect(self.rect(), shade)
        painter.end()
