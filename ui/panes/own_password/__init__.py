"""One's own password: changed in the window, with the server."""

from ui.panes.own_password.pane import OwnPasswordDialog

__all__ = ["OwnPasswordDialog"]
