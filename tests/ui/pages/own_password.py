"""The dialog in which somebody changes their password."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.ui.pages.hands import choose, click, in_sight, part, said
from ui.panes.own_password import OwnPasswordDialog
from ui.shell.top_bar import AvatarButton


def open_by_menu(window: QWidget, words: str = "Change the password") -> None:
    """Open the menu of the person, and choose it there."""
    (person,) = in_sight(window, AvatarButton)
    click(person)
    choose(window, words)


class ChosenPassword:
    """The two fields of the next password, wherever they stand."""

    def __init__(self, parent: QWidget) -> None:
        self.new = part(parent, QLineEdit, "new")
        self.again = part(parent, QLineEdit, "again")

    def type(self, password: str, again: str | None = None) -> None:
        """Type both by the keys; Enter goes from one to the next."""
        _type(self.new, password)
        _type(self.again, password if again is None else again)

    @property
    def texts(self) -> tuple[str, str]:
        """What stands in them."""
        return self.new.text(), self.again.text()


class OwnPasswordPage:
    """The password until now, the next one twice, and the button."""

    def __init__(self, dialog: OwnPasswordDialog) -> None:
        self.dialog = dialog
        self.now = part(dialog.view, QLineEdit, "now")
        self.own = ChosenPassword(dialog.view)

    @property
    def said(self) -> str:
        """What it says."""
        return said(self.dialog.view)

    def change(self, now: str, chosen: str, again: str | None = None) -> None:
        """Fill in all three, and press the button."""
        _type(self.now, now)
        self.own.type(chosen, again)
        click(self.dialog.view.change)


def _type(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
