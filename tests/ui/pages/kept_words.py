"""The dialog of the kept words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.pages.hands import CTRL, SHIFT, button_of, click, in_sight, said
from ui.panes.kept_words import KeptWordsDialog
from ui.widgets import ReadingView


def open_by_key(window: QWidget) -> None:
    """Press the key of the kept words, wherever the focus is."""
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_K, CTRL | SHIFT)


class KeptWordsPage:
    """The pieces, the one that is looked at, and what can be done with it."""

    def __init__(self, dialog: KeptWordsDialog) -> None:
        self.dialog = dialog

    @property
    def said(self) -> str:
        """Everything that it says beside the texts."""
        return said(self.dialog.view)

    @property
    def rows(self) -> list[str]:
        """What each row says, the latest first."""
        found = (self.dialog.view.list.item(n) for n in range(self.dialog.view.list.count()))
        return [said(self.dialog.view.list.itemWidget(each)) for each in found]

    @property
    def texts(self) -> list[str]:
        """The texts of the piece that is looked at."""
        return [view.toPlainText() for view in in_sight(self.dialog.view.text, ReadingView)]

    @property
    def copied(self) -> str:
        """What the clipboard holds."""
        return QGuiApplication.clipboard().text()

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.dialog.view, key)

    def button(self, words: str) -> QAbstractButton:
        """The button that says this."""
        return button_of(self.dialog.view, words)

    def click(self, words: str) -> None:
        """Press the button that says this."""
        click(self.button(words))

    def point_at(self, n: int) -> None:
        """Click on the n-th row."""
        found = self.dialog.view.list
        at = found.visualItemRect(found.item(n)).center()
        QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=at)
