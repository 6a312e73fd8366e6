"""One's own password as the window holds it: the dialog joined to its presenter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Tasks
from ui.panes.own_password.presenter import OwnPasswordPresenter, PasswordDesk
from ui.panes.own_password.state import OwnPasswordState, Typed
from ui.panes.own_password.view import OwnPasswordView


class OwnPasswordDialog(OwnPasswordView):
    """Opens over the window. Says `changed` when the password is another one."""

    changed = Signal()

    def __init__(self, desk: PasswordDesk, host: QWidget) -> None:
        super().__init__(host)
        self._tasks = Tasks(self)
        self._presenter = OwnPasswordPresenter(desk, self.show_state)
        self.submitted.connect(self._on_submitted)

    @property
    def state(self) -> OwnPasswordState:
        """What is shown."""
        return self._presenter.state

    def open_dialog(self) -> None:
        """Show it, with empty fields."""
        self._presenter.begin()
        self.appear(self.now)

    def take_in(self) -> None:
        """The server may have come or gone."""
        if self.isVisible():
            self._presenter.follow()

    def leave(self) -> None:
        """Its person goes."""
        self._tasks.cancel()
        self.disappear()
        self.deleteLater()

    def _on_submitted(self, typed: Typed) -> None:
        self._tasks.spawn(self._change(typed), "change the password")

    async def _change(self, typed: Typed) -> None:
        if await self._presenter.change(typed):
            self.disappear()
            self.changed.emit()
        else:
            self.begin()
