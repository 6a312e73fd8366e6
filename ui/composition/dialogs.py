"""The dialogs of the window that are about whoever is signed in; none is built before it opens."""

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
    """What was written and has not gone out, and the person's own password."""

    def __init__(self, workstation: Workstation, window: MainWindow, way: Way) -> None:
        super().__init__(window)
        self.kept_words: KeptWordsDialog | None = None
        self.own_password: OwnPasswordDialog | None = None
        self._workstation = workstation
        self._window = window
        self._way = way

    def open_kept_words(self) -> None:
        """Show what was written and has not gone out."""
        if self.kept_words is None:
            from ui.panes.kept_words import KeptWordsDialog

            self.kept_words = KeptWordsDialog(self._workstation, self._way, self._window)
        self.kept_words.open_dialog()

    def open_own_password(self) -> None:
        """Let this person change their password."""
        if self.own_password is None:
            from ui.panes.own_password import OwnPasswordDialog

            self.own_password = OwnPasswordDialog(self._workstation, self._window)
            self.own_password.changed.connect(self._on_password_changed)
        self.own_password.open_dialog()

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        if self.kept_words is not None:
            self.kept_words.take_in(change)
        if change.status and self.own_password is not None:
            self.own_password.take_in()

    def leave(self) -> None:
        """Their person goes."""
        for dialog in (self.kept_words, self.own_password):
            if dialog is not None:
                dialog.leave()
        self.deleteLater()

    def _on_password_changed(self) -> None:
        self._window.toast(_("Password changed. Wherever else you were signed in, that has ended."))
