"""Signing in again in place, after the server has ended the session: a password, nothing else."""

from ui.panes.sign_in_again.pane import SignInAgainDialog

__all__ = ["SignInAgainDialog"]
