"""The backups of `work.db`: what each of them holds, and putting one in the place of the file."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from workstation.cache.problem import ProfileFile
from workstation.cache.profile import all_backups_of, set_aside
from workstation.cache.values import ASKING, WAITING
from workstation.cache.work_tables import STEPS
from workstation.value_class import dataclass

_PART = "work.db-part"
_UNSENT = ", ".join(f"'{stage}'" for stage in sorted(WAITING | ASKING))


@dataclass(frozen=True, slots=True)
class WorkBackup:
    """A backup that is whole, and of a layout that this program knows.

    `at`: when it was made.
    `drafts`, `unsent`: how many drafts it holds, and how many changes that no server took.
    """

    path: Path
    at: datetime
    drafts: int
    unsent: int


def usable_backups(profile: Path) -> tuple[WorkBackup, ...]:
    """The backups of a profile that can be put back, the newest first."""
    found = (_look_into(path) for path in reversed(all_backups_of(profile)))
    return tuple(each for each in found if each is not None)


def put_back(profile: Path, backup: WorkBackup, now: datetime) -> Path:
    """Set `work.db` aside and put the backup in its place. Returns where the file is now.

    Whatever it is cut short by, the backup is there for the next try. Raises `OSError`.
    """
    part = profile / _PART
    try:
        shutil.copyfile(backup.path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        aside = set_aside(profile, ProfileFile.WORK, now)
        part.replace(profile / ProfileFile.WORK.value)
    finally:
        part.unlink(missing_ok=True)
    return aside


def _look_into(path: Path) -> WorkBackup | None:
    """What a backup holds; None for one that is damaged, or of a newer layout."""
    try:
        at = datetime.strptime(path.stem[:20], "work-%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        with closing(_opened(path)) as bare:
            if bare.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return None
            if not 0 < bare.execute("PRAGMA user_version").fetchone()[0] <= len(STEPS):
                return None
            drafts = bare.execute("SELECT count(*) FROM draft").fetchone()[0]
            unsent = bare.execute(
                f"SELECT count(*) FROM outbox WHERE stage IN ({_UNSENT})"
            ).fetchone()[0]
    except (ValueError, OSError, dbapi2.Error):
        return None
    return WorkBackup(path, at, int(drafts), int(unsent))


# Any: sqlcipher3 has no types.
def _opened(path: Path) -> Any:
    # Nothing beside the file is made or looked at: it may be on a disk that takes nothing.
    return dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
