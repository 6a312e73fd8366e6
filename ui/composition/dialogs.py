"""`Dialogs`: opens the dialogs about the signed-in person, and builds each when first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.activity import Way
from ui.shell import MainWindow
from workstation.app import Change, Workstation
from workstation.i18n import _

if TYPE_CHECKING:
    from ui.panes.kept_words import KeptWordsDialog
    from ui.panes.own_password import OwnPasswordDialog
    from ui.panes.sign_in_again import SignInAgainDialog
    from ui.panes.unsent import UnsentDialog


class Dialogs(QObject):
    """The dialogs that belong to one signed-in person rather than to an activity.

    kept_words: the texts that they wrote and that stand in no form; None before it was opened.
    own_password: the form to change their password; None before it was opened.
    signed_in_again: the signal that there is another session, after the server had ended theirs.
    sign_in_again: the form for another session; None before it was opened.
    unsent: the list of what waits to be sent; None before it was opened.
    """

    signed_in_again = Signal()

    def __init__(self, workstation: Workstation, window: MainWindow, way: Way) -> None:
        super().__init__(window)
        self.kept_words: KeptWordsDialog | None = None
        self.own_password: OwnPasswordDialog | None = None
        self.sign_in_again: SignInAgainDialog | None = None
        self.unsent: UnsentDialog | None = None
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

    def open_unsent(self) -> None:
        """Show what waits to be sent, and why."""
        if self.unsent is None:
            from ui.panes.unsent import UnsentDialog

            self.unsent = UnsentDialog(self._workstation, self._way, self._window)
        self.unsent.open_dialog()

    def open_sign_in_again(self) -> None:
        """Ask for the password of the person, whose session the server has ended."""
        if self.sign_in_again is None:
            from ui.panes.sign_in_again import SignInAgainDialog

            self.sign_in_again = SignInAgainDialog(self._workstation, self._window)
            self.sign_in_again.entered.connect(self.signed_in_again)
        self.sign_in_again.open_dialog()

    def take_in(self, change: Change) -> None:
        """Bring open dialogs up to date after `change`."""
        for listed in (self.kept_words, self.unsent):
            if listed is not None:
                listed.take_in(change)
        for dialog in (self.own_password, self.sign_in_again):
            if change.status and dialog is not None:
                dialog.take_in()

    def leave(self) -> None:
        """Close the dialogs, because their person signs out or closes the window."""
        for dialog in (self.kept_words, self.own_password, self.sign_in_again, self.unsent):
            if dialog is not None:
                dialog.leave()
        self.deleteLater()

    def _on_password_changed(self) -> None:
        self._window.toast(_("Password changed. Wherever else you were signed in, that has ended."))
