"""The quiet line above a pane, the announcement at the bottom, and the list to pick from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.ui.pages.hands import click, in_sight, part, said
from ui.widgets import IconButton, NoticeBar, Pick, PickPopup, TextButton
from ui.widgets.buttons import Button
from ui.widgets.toast import Toast


class Notice:
    """A line above a pane, with one thing to do about it at most."""

    def __init__(self, bar: NoticeBar) -> None:
        self.bar = bar

    @property
    def shown(self) -> bool:
        """Whether it says anything."""
        return self.bar.isVisible()

    @property
    def text(self) -> str:
        """What it says."""
        return said(self.bar)

    def press(self) -> None:
        """Do what it offers."""
        (button,) = in_sight(self.bar, TextButton)
        click(button)

    def dismiss(self) -> None:
        """Close it."""
        (button,) = in_sight(self.bar, IconButton)
        click(button)


class Announcement:
    """One toast: what it says, and its way back."""

    def __init__(self, toast: Toast) -> None:
        self.toast = toast

    @property
    def text(self) -> str:
        """What it says."""
        return said(self.toast)

    @property
    def undo(self) -> QAbstractButton:
        """The button that takes back what was announced."""
        return part(self.toast, Button)


class PickList:
    """The list over the window that narrows as one types."""

    def __init__(self, popup: PickPopup) -> None:
        self.popup = popup

    @property
    def offered(self) -> dict[object, Pick]:
        """What there is to pick now, by its id."""
        return {pick.id: pick for pick in self.popup.shown()}

    def pick(self, words: str) -> None:
        """Type this, and take the first that fits."""
        QTest.keyClicks(self.popup.field, words)
        QTest.keyClick(self.popup.field, Qt.Key.Key_Return)


def picks_over(window: QWidget) -> list[PickList]:
    """The lists that are open."""
    return [PickList(popup) for popup in in_sight(window, PickPopup)]
