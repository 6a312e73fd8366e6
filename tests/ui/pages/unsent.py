"""The list of what waits to be sent, and the dialog that tells of it when somebody goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.pages.hands import CTRL, SHIFT, button_of, click, said
from ui.composition.unsent_work import UnsentWorkDialog
from ui.panes.unsent import UnsentDialog


def open_unsent_by_key(window: QWidget) -> None:
    """Press the key of the list, wherever the focus is."""
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_O, CTRL | SHIFT)


class UnsentPage:
    """Each change, and the way to what it is about."""

    def __init__(self, dialog: UnsentDialog) -> None:
        self.dialog = dialog

    @property
    def said(self) -> str:
        """Everything that it says."""
        return said(self.dialog.view)

    @property
    def rows(self) -> list[str]:
        """What each row says, the oldest first."""
        found = (self.dialog.view.list.item(n) for n in range(self.dialog.view.list.count()))
        return [said(self.dialog.view.list.itemWidget(each)) for each in found]

    @property
    def heard(self) -> list[str]:
        """What a screen reader says of each row."""
        found = (self.dialog.view.list.item(n) for n in range(self.dialog.view.list.count()))
        return [str(each.data(Qt.ItemDataRole.AccessibleTextRole)) for each in found]

    @property
    def open(self) -> QAbstractButton:
        """The button that goes there."""
        return self.dialog.view.open

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.dialog.view, key)


class LeavingPage:
    """What is said to whoever signs out or closes the window while something waits."""

    def __init__(self, dialog: UnsentWorkDialog) -> None:
        self.dialog = dialog

    @property
    def said(self) -> str:
        """What it says."""
        return said(self.dialog)

    def press(self, words: str) -> None:
        """Press the button that says this."""
        click(button_of(self.dialog, words))

    def escape(self) -> None:
        """Stay, by the key."""
        QTest.keyClick(self.dialog, Qt.Key.Key_Escape)
