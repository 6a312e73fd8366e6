"""Copies of `work.db`: all the words of its people, and none of the cases that they worked on.

A case that leaves a person's sight could not be taken out of a copy in time; so none goes in.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

UNFINISHED = "unfinished"


def finish(part: Path, copy: Path) -> None:
    """Put a copy under its name once it is whole and on the disk: what restores takes the newest
    one there is."""
    _take_cases_out(part)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(copy)


def holds_cases(copy: Path) -> bool:
    """Whether this copy, of an earlier version of the program, has cases in it."""
    with closing(_bare(f"{copy.absolute().as_uri()}?mode=ro")) as bare:
        found = bare.execute("SELECT 1 FROM outbox WHERE seen IS NOT NULL LIMIT 1").fetchone()
        return found is not None


def rewrite(copy: Path) -> None:
    """Take the cases out of a copy. It is as it was until it is without them."""
    part = copy.with_name(UNFINISHED)
    try:
        shutil.copyfile(copy, part)
        finish(part, copy)
    finally:
        part.unlink(missing_ok=True)


def _take_cases_out(part: Path) -> None:
    with closing(_bare(part.absolute().as_uri())) as bare:
        # Nobody else knows the file yet: there is no way back from here, nor need for one.
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF"):
            bare.execute(f"PRAGMA {pragma}").fetchall()
        bare.execute("UPDATE outbox SET seen = NULL WHERE seen IS NOT NULL")
        bare.execute("VACUUM")


def _bare(uri: str) -> Any:
    # Any: the wheel has no types.
    return dbapi2.connect(uri, uri=True, isolation_level=None)
