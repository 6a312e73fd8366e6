"""The dialog in which somebody signs in again where they are."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.pages.hands import click, part, said
from tests.ui.pages.own_password import ChosenPassword
from ui.panes.sign_in_again import SignInAgainDialog


class SignInAgainPage:
    """The password, and a password of one's own where the other was for one time."""

    def __init__(self, dialog: SignInAgainDialog) -> None:
        self.dialog = dialog
        self.password = part(dialog.view, QLineEdit, "password")
        self.own = ChosenPassword(dialog.view)

    @property
    def said(self) -> str:
        """What it says."""
        return said(self.dialog.view)

    def enter(self, password: str) -> None:
        """Type the password, and press the button."""
        self.password.setFocus()
        self.password.selectAll()
        QTest.keyClicks(self.password, password)
        click(self.dialog.view.enter)
