"""Why a backup or a restore cannot be done, in sentences for whoever runs the command."""

from __future__ import annotations


class BackupUnsound(Exception):
    """A file is not a backup, not a whole one, or one of a later version. Says which."""


class DatabaseUnfit(Exception):
    """A database cannot be saved or replaced as it is. Says why and what to do."""
