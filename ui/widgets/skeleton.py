"""`ContentStage`: shows the content of a pane, grey rows while it loads, or why it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from ui.theme import theme
from ui.widgets.focus import focus_in, is_typing
from ui.widgets.look import describe
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

SHOWN_AFTER_MS = 150


class SkeletonRows(QWidget):
    """Grey shapes where rows will be; still, because movement would say that something works."""

    def __init__(self, rows: int = 6, row_height: int = 56) -> None:
        super().__init__()
        self._rows = rows
        self._row_height = row_height
        describe(self, _("Loading"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the rows that fit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme().scaled(self._row_height)
        for at in range(min(self._rows, self.height() // height + 1)):
            draw_skeleton(painter, QRectF(0, at * height, self.width(), height), at)
        painter.end()


def draw_skeleton(painter: QPainter, area: QRectF, seed: int = 0) -> None:
    """Draw one row that has not arrived; `seed` varies the lengths."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().tokens.raised))
    bar = min(10.0, area.height() / 5)
    for line, share in ((0.32, 0.62 - 0.09 * (seed % 3)), (0.66, 0.38 + 0.07 * (seed % 4))):
        middle = area.top() + area.height() * line
        width = (area.width() - 56) * share
        painter.drawRoundedRect(QRectF(area.left() + 38, middle - bar / 2, width, bar), 4, 4)
    painter.drawEllipse(QRectF(area.left() + 14, area.top() + area.height() * 0.32 - 5, 10, 10))
    painter.restore()


class ContentStage(QWidget):
    """Shows one of: the content, skeleton rows, or a panel that says why there is none."""

    def __init__(self, content: QWidget, *, rows: int = 6, row_height: int = 56) -> None:
        super().__init__()
        self._content = content
        self._skeleton = SkeletonRows(rows, row_height)
        self._panel: QWidget | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(content)
        self._stack.addWidget(self._skeleton)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._show_skeleton)

    def show_content(self) -> None:
        """Show what the pane is for."""
        self._show(self._content)

    def show_loading(self) -> None:
        """Show skeleton rows if it takes longer than a blink (150 ms)."""
        self._patience.start()

    def show_panel(self, panel: QWidget) -> None:
        """Show an empty, offline or error panel instead."""
        if self._stack.indexOf(panel) < 0:
            if self._panel is not None:
                self._stack.removeWidget(self._panel)
                self._panel.deleteLater()
            self._panel = panel
            self._stack.addWidget(panel)
        self._show(panel)

    def _show_skeleton(self) -> None:
        self._show(self._skeleton)

    def _show(self, widget: QWidget) -> None:
        self._patience.stop()
        if widget is self._stack.currentWidget():
            return
        focused = focus_in(self) is not None
        self._stack.setCurrentWidget(widget)
        focus: QWidget | None = QApplication.focusWidget()
        if focused and focus is not None and is_typing(focus):
            # Qt gives it back to the field that once had it, which holds another text by now.
            focus.clearFocus()
