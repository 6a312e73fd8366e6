"""What stands against a backup or a restore, as sentences for whoever runs the command."""

from __future__ import annotations


class BackupUnsound(Exception):
    """The file is not a backup, not a whole one, or one of a later version. Says which."""


class DatabaseUnfit(Exception):
    """The database cannot be saved or replaced as it is. Says why and what to do."""
