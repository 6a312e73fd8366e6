"""`LeftFocus`: remembers which widget had the focus, to give it back later."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class LeftFocus:
    """Remembers which part of `inside` had the focus. A part that is deleted gets it no more."""

    def __init__(self, inside: QWidget) -> None:
        self._inside = inside
        self._left: QWidget | None = None

    def keep(self) -> None:
        """Remember which widget has the focus now."""
        self._left = QApplication.focusWidget()

    def give_back(self) -> bool:
        """Give the focus to the remembered widget; answers whether it could take it."""
        left, self._left = self._left, None
        if left is None or not isValid(left):
            return False
        if not (self._inside.isAncestorOf(left) and left.isVisible()):
            return False
        left.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
