"""`Drawer`: shows a pane over the right edge of a window that is too narrow for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.theme import Icon, theme
from ui.widgets.buttons import IconButton
from ui.widgets.layout import STRETCH, column, row
from ui.widgets.look import Edge, Surface, set_edge, set_surface
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SHADE = 12


class Drawer(QWidget):
    """A panel over the right edge of `host`, as high as that. Its button shuts it.

    The signal `shut` carries whether the focus was in the drawer.
    """

    shut = Signal(bool)

    def __init__(self, host: QWidget, width: int = 380) -> None:
        super().__init__(host)
        self._host = host
        self._wide = width
        self._inside = QFrame()
        set_surface(self._inside, Surface.SURFACE)
        set_edge(self._inside, Edge.LEFT)
        self._shut = IconButton(Icon.CLOSE, _("Close"))
        self._shut.show_key("Esc")
        self._shut.clicked.connect(self._on_shut)
        self._layout = column(
            row(STRETCH, self._shut, margins=(0, 6, 8, 0)), margins=(1, 0, 0, 0), spacing=0
        )
        self._inside.setLayout(self._layout)
        self.setLayout(column(self._inside, margins=(_SHADE, 0, 0, 0)))
        host.installEventFilter(self)
        self.hide()

    def hold(self, content: QWidget) -> None:
        """Show `content` in the drawer; its owner may take it out again."""
        self._layout.addWidget(content)
        content.show()

    def pull(self, out: bool) -> None:
        """Show the drawer if `out`, else hide it."""
        if out:
            self._place()
            self.show()
            self.raise_()
        elif self.isVisible():
            focus = QApplication.focusWidget()
            inside = focus is not None and self.isAncestorOf(focus)
            self.hide()
            self.shut.emit(inside)

    def _on_shut(self) -> None:
        self.pull(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: keep to the edge of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the shade that says it floats."""
        dark = QColor(theme().tokens.shade)
        clear = QColor(dark)
        clear.setAlpha(0)
        dark.setAlpha(50)
        fade = QLinearGradient(0, 0, _SHADE, 0)
        fade.setColorAt(0, clear)
        fade.setColorAt(1, dark)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, _SHADE, self.height()), fade)
        painter.end()

    def _place(self) -> None:
        width = min(theme().scaled(self._wide) + _SHADE, self._host.width())
        self.setGeometry(self._host.width() - width, 0, width, self._host.height())
