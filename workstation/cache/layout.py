"""Layouts of a file, numbered: what is older is brought forward, what is newer is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from workstation.cache.file import DatabaseFile, set_user_version, user_version
from workstation.cache.problem import Newer

Step = Callable[[Connection], None]


def bring_forward(file: DatabaseFile, steps: Sequence[Step], backup: Callable[[], object]) -> None:
    """Run the steps that the file has not seen, all in one transaction, after a backup.

    Step n makes layout n out of n-1; layout 0 is the empty file. Raises `Newer` and changes
    nothing where the file knows more layouts than this program.
    """
    found = file.now(user_version)
    if found > len(steps):
        raise Newer(file.kind, found, len(steps))
    if found == len(steps):
        return
    if found:
        backup()

    def run(connection: Connection) -> None:
        for step in steps[found:]:
            step(connection)
        set_user_version(connection, len(steps))

    file.now(run)
