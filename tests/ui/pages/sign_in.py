"""The page before the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from tests.ui.pages.hands import click, part, words_in
from tests.ui.pages.own_password import ChosenPassword
from ui.shell import SignInView
from ui.widgets import PrimaryButton


class SignInPage:
    """Server, user name, password, and the button."""

    def __init__(self, view: SignInView) -> None:
        self.view = view
        self.server = part(view, QLineEdit, "server")
        self.user = part(view, QLineEdit, "user")
        self.password = part(view, QLineEdit, "password")
        self.button = part(view, PrimaryButton)

    @property
    def said(self) -> str:
        """What the page says."""
        return "\n".join(words_in(self.view))

    @property
    def chooses(self) -> bool:
        """Whether it asks for a password of one's own."""
        return self.own.new.isVisible()

    @property
    def own(self) -> ChosenPassword:
        """The fields of a password of one's own."""
        return ChosenPassword(self.view)

    def set_own(self, password: str, again: str | None = None) -> None:
        """Type a password of one's own twice, and press the button."""
        self.own.type(password, again)
        click(self.button)

    def enter(self, password: str) -> None:
        """Type the password, and press the button."""
        self.password.setFocus()
        self.password.selectAll()
        self.password.insert(password)
        click(self.button)
