"""Where the focus is: whether letters become text there, and how it comes back to where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

# The property of a widget that names the keys of the window which it wants for itself.
OWN_KEYS = "own_keys"
_THICK, _ROUND = 2, 6


def is_typing(widget: QWidget | None) -> bool:
    """Whether letters become text in `widget`, or choose in it."""
    match widget:
        case QLineEdit() | QTextEdit() | QPlainTextEdit():
            return not widget.isReadOnly()
        case QAbstractSpinBox() | QComboBox():
            return True
        case _:
            return False


def focus_in(widget: QWidget) -> QWidget | None:
    """`widget` or the part of it that has the focus; None if it is elsewhere."""
    focus: QWidget | None = QApplication.focusWidget()
    inside = focus is not None and (focus is widget or widget.isAncestorOf(focus))
    return focus if inside else None


class LeftFocus:
    """Remembers the widget that had the focus. One that is deleted meanwhile is forgotten.

    Qt deletes widgets while Python still holds them: whoever comes back to one asks here.
    """

    def __init__(self) -> None:
        self._left: QWidget | None = None

    def keep(self) -> None:
        """Remember which widget has the focus now."""
        self._left = QApplication.focusWidget()

    def take(self) -> QWidget | None:
        """The remembered widget if it can take the focus now; it is forgotten with that."""
        left, self._left = self._left, None
        alive = left is not None and isValid(left) and left.isVisible() and left.isEnabled()
        return left if alive else None

    def give_back(self) -> bool:
        """Give the focus to the remembered widget; answers whether it could take it."""
        left = self.take()
        if left is not None:
            left.setFocus(Qt.FocusReason.PopupFocusReason)
        return left is not None


class FocusRing(QWidget):
    """The ring around a pane that has the focus itself, or by its sheet, over its content.

    The pane gives the focus to its `landing`, if there is one, once that comes into sight. A list
    shows in its own way that it has it, a sheet that scrolls does not.
    """

    def __init__(self, pane: QWidget, landing: QWidget | None = None) -> None:
        super().__init__(pane)
        self._pane = pane
        self._sheet = landing if isinstance(landing, QScrollArea) else None
        if landing is not None:
            landing.installEventFilter(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pane.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: come and go with the focus of the pane, have its size, and hand the focus on."""
        comes = event.type() == QEvent.Type.Show and watched is not self._pane
        if comes and isinstance(watched, QWidget) and self._pane.hasFocus():
            watched.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Resize):
            self._follow()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.accent), _THICK))
        inset = _THICK / 2
        around = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(around, _ROUND, _ROUND)
        painter.end()

    def _follow(self) -> None:
        self.setGeometry(self._pane.rect())
        by_sheet = self._sheet is not None and self._sheet.hasFocus()
        self.setVisible(by_sheet or self._pane.hasFocus())
        self.raise_()


def show_ring(sheet: QWidget) -> None:
    """Ring a frame that scrolls and has the focus, unless its pane is ringed for it."""
    around: QWidget | None = sheet
    own = Qt.FindChildOption.FindDirectChildrenOnly
    while around is not None:
        if any(each.isVisible() for each in around.findChildren(FocusRing, options=own)):
            return
        around = around.parentWidget()
    FocusRing(sheet)
