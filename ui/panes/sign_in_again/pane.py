"""Signing in again as the window holds it: a dialog and its presenter, joined."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Tasks
from ui.panes.sign_in_again.presenter import SignInAgainPresenter, SignInAgainVerbs
from ui.panes.sign_in_again.state import SignInAgainState, TypedAgain
from ui.panes.sign_in_again.view import SignInAgainView


class SignInAgainDialog(QObject):
    """Joins a `SignInAgainView` to its presenter; it lives as long as the view.

    The view opens over `host`. `entered` says that there is a session again.
    """

    entered = Signal()

    def __init__(self, desk: SignInAgainVerbs, host: QWidget) -> None:
        self.view = SignInAgainView(host)
        super().__init__(self.view)
        self.presenter = SignInAgainPresenter(desk, self.view.show_state)
        self._tasks = Tasks(self)
        self.view.entered.connect(self._tasks.slot(self.sign_in, "sign in again"))
        self.view.gone_back.connect(self._on_gone_back)

    @property
    def state(self) -> SignInAgainState:
        """What is shown."""
        return self.presenter.state

    def open_dialog(self) -> None:
        """Show the dialog, with empty fields."""
        self.presenter.begin()
        self.view.appear(self.view.password)

    def take_in(self) -> None:
        """Close it where there is a session again, or never will be one."""
        if self.view.isVisible() and not self.state.busy and not self.presenter.is_over:
            self.view.disappear()

    def leave(self) -> None:
        """End it: its person goes."""
        self._tasks.cancel()
        self.view.disappear()
        self.view.deleteLater()

    async def sign_in(self, typed: TypedAgain) -> None:
        """Sign in again, and close; or stay, where something has to be typed again."""
        if await self.presenter.sign_in(typed):
            self.view.disappear()
            self.entered.emit()
        else:
            self.view.begin()

    def _on_gone_back(self) -> None:
        self.presenter.give_up_choosing()
        self.view.begin()
