"""`LeftFocus`: where the focus was when somebody left, for when they come back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class LeftFocus:
    """Remembers which part of `inside` had the focus; what is gone since gets it no more."""

    def __init__(self, inside: QWidget) -> None:
        self._inside = inside
        self._left: QWidget | None = None

    def keep(self) -> None:
        """Remember where it is now."""
        self._left = QApplication.focusWidget()

    def give_back(self) -> bool:
        """Put it there again; whether that could be done."""
        left, self._left = self._left, None
        if left is None or not isValid(left):
            return False
        if not (self._inside.isAncestorOf(left) and left.isVisible()):
            return False
        left.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
