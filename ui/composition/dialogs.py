"""`Dialogs`: opens the dialogs about the signed-in person, and builds each when first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.activity import Way
from ui.shell import MainWindow
from workstation.app import Change, Workstation
from workstation.i18n import _

if TYPE_CHECKING:
    from ui.panes.kept_words import KeptWordsDialog
    from ui.panes.own_password import OwnPasswordDialog


class Dialogs(QObject):
    """The dialogs that belong to one signed-in person rather than to an activity.

    kept_words: the texts that they wrote and that stand in no form; None before it was opened.
    own_password: the form to change their password; None before it was opened.
    """

    def __init__(self, workstation: Workstation, window: MainWindow, way: Way) -> None:
        super().__init__(window)
        self.kept_words: KeptWordsDialog | None = None
        self.own_password: OwnPasswordDialog | None = None
        self._workstation = workstation
        self._window = window
        self._way = way

    def open_kept_words(self) -> None:
        """Show the texts that the person wrote and that stand in no form now."""
        if self.kept_words is None:
            from ui.panes.kept_words import KeptWordsDialog

            self.kept_words = KeptWordsDialog(self._workstation, self._way, self._window)
        self.kept_words.open_dialog()

    def open_own_password(self) -> None:
        """Show the form in which the person changes their password."""
        if self.own_password is None:
            from ui.panes.own_password import OwnPasswordDialog

            self.own_password = OwnPasswordDialog(self._workstation, self._window)
            self.own_password.changed.connect(self._on_password_changed)
        self.own_password.open_dialog()

    def take_in(self, change: Change) -> None:
        """Bring open dialogs up to date after `change`."""
        if self.kept_words is not None:
            self.kept_words.take_in(change)
        if change.status and self.own_password is not None:
            self.own_password.take_in()

    def leave(self) -> None:
        """Close the dialogs, because their person signs out or closes the window."""
        for dialog in (self.kept_words, self.own_password):
            if dialog is not None:
                dialog.leave()
        self.deleteLater()

    def _on_password_changed(self) -> None:
        self._window.toast(_("Password changed. Wherever else you were signed in, that has ended."))
