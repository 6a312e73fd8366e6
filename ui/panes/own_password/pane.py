"""One's own password as the window holds it: a dialog and its presenter, joined."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Tasks
from ui.panes.own_password.presenter import OwnPasswordPresenter, PasswordDesk
from ui.panes.own_password.state import OwnPasswordState, Typed
from ui.panes.own_password.view import OwnPasswordView


class OwnPasswordDialog(QObject):
    """Joins an `OwnPasswordView` to its presenter; it lives as long as the view.

    The view opens over `host`. `changed` says that the password is another one.
    """

    changed = Signal()

    def __init__(self, desk: PasswordDesk, host: QWidget) -> None:
        self.view = OwnPasswordView(host)
        super().__init__(self.view)
        self.presenter = OwnPasswordPresenter(desk, self.view.show_state)
        self._tasks = Tasks(self)
        self.view.change_pressed.connect(self._tasks.slot(self.change, "change the password"))

    @property
    def state(self) -> OwnPasswordState:
        """What is shown."""
        return self.presenter.state

    def open_dialog(self) -> None:
        """Show the dialog, with empty fields."""
        self.presenter.begin()
        self.view.appear(self.view.now)

    def take_in(self) -> None:
        """Follow whether the server is there."""
        if self.view.isVisible():
            self.presenter.follow()

    def leave(self) -> None:
        """End it: its person goes."""
        self._tasks.cancel()
        self.view.disappear()
        self.view.deleteLater()

    async def change(self, typed: Typed) -> None:
        """Change the password, and close; or stay, where something has to be typed again."""
        if await self.presenter.change(typed):
            self.view.disappear()
            self.changed.emit()
        else:
            self.view.begin()
