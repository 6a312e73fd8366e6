"""`work.db`: drafts, outbox, receipts and sign-ins. It is precious: backed up, never repaired.

A copy of it has all the words of its people, and none of the cases that they worked on: a case that
leaves a person's sight could not be taken out of a copy in time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from workstation.cache.ballast import Ballast
from workstation.cache.executor import Threads
from workstation.cache.file import DatabaseFile, set_user_version, user_version
from workstation.cache.problem import Corrupt, DiskTrouble, ProfileFile
from workstation.cache.profile import backups_of
from workstation.cache.work_tables import STEPS, bring_forward, device

T = TypeVar("T")
UNFINISHED = "unfinished"
BACKUPS = 6
BACKUP_EVERY = timedelta(minutes=10)
# Exclusive: one window a profile (two writers of one command stream would race each other).
_PRAGMAS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = 1",
    # Cases that leave the person's sight are overwritten, not only unlinked.
    "secure_delete = 1",
)


class Work(DatabaseFile):
    """The precious file, its backups and its ballast. Every verb raises `ProfileProblem`.

    `ballast`: room that is given back when the disk is full.
    `ended_badly`: what was forgotten may still be in the journal or in a backup.
    """

    def __init__(self, profile: Path, threads: Threads = ThreadPoolExecutor) -> None:
        super().__init__(
            profile / ProfileFile.WORK.value, ProfileFile.WORK, _PRAGMAS, threads=threads
        )
        self.ballast = Ballast(profile)
        self.ended_badly = self._journal().exists()
        self._profile = profile
        self._backed_up_at: datetime | None = None

    @classmethod
    def open(
        cls,
        profile: Path,
        new_id: Callable[[], str],
        now: datetime,
        threads: Threads = ThreadPoolExecutor,
    ) -> Work:
        """Open the file of a profile, check it, and bring it to the present layout.

        Raises `ProfileProblem`; the file is then as it was, and a new one is not there. On a full
        disk only a file that is new or of an older layout cannot be opened: any other can be read,
        and `can_save` says no.
        """
        work = cls(profile, threads)
        new = (not profile.exists(), not work.path.exists())
        try:
            with work.faults_told():
                profile.mkdir(parents=True, exist_ok=True)
                # Drafts and tokens are nobody else's business.
                profile.chmod(0o700)
            work._check()
            bring_forward(work, STEPS, lambda: work.back_up(now))
            work.now(lambda connection: _name_device(connection, new_id))
            if work.ended_badly:
                with suppress(DiskTrouble):
                    work.leave_no_copies()
        except DiskTrouble as problem:
            work.let_go()
            work._undo_making(*new)
            raise DiskTrouble(ProfileFile.WORK, problem.detail, opening=True) from problem
        except BaseException:
            work.let_go()
            raise
        work.ballast.lay()
        return work

    def now(self, work: Callable[[Connection], T]) -> T:
        """As `DatabaseFile.now`; on a full disk the ballast is thrown off and it tries again."""
        try:
            return super().now(work)
        except DiskTrouble:
            if not self.ballast.throw_off():
                raise
            return super().now(work)

    def can_save(self) -> bool:
        """Whether the disk will take the next save; a whole ballast makes sure of that."""
        if self.ballast.lay():
            return True
        try:
            self.now(lambda connection: set_user_version(connection, user_version(connection)))
        except DiskTrouble:
            return False
        return True

    def _connection_dropped(self) -> None:
        # Connect again: else another window could take the profile while this one shows it.
        with suppress(DBAPIError, dbapi2.Error):
            self._engine.raw_connection().close()

    def _undo_making(self, folder_is_new: bool, file_is_new: bool) -> None:
        """Delete the file, and the folder, that were made in vain."""
        with suppress(OSError):
            if file_is_new:
                for path in (self.path, self._journal()):
                    path.unlink(missing_ok=True)
            if folder_is_new:
                self._profile.rmdir()

    def _journal(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def _check(self) -> None:
        """Check every page of the file. Raises `Corrupt`."""
        found = self.outside(lambda bare: bare.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise Corrupt(ProfileFile.WORK, str(found))

    def back_up(self, now: datetime) -> Path:
        """Copy the file without the cases, and keep the newest six copies. Returns the copy."""
        folder = self.path.parent / "backups"
        with self.faults_told():
            folder.mkdir(exist_ok=True)
        copy = folder / f"work-{now:%Y%m%dT%H%M%S}.db"
        self._backed_up_at = now
        if not copy.exists():
            part = copy.with_name(UNFINISHED)
            with self.faults_told():
                part.unlink(missing_ok=True)
                try:
                    self.outside(
                        lambda bare: bare.execute("VACUUM INTO ?", (str(part),)).fetchall()
                    )
                    finish(part, copy)
                finally:
                    part.unlink(missing_ok=True)
        for old in sorted(folder.glob("work-*.db"))[:-BACKUPS]:
            with suppress(OSError):
                old.unlink()
        return copy

    async def back_up_when_due(self, now: datetime) -> None:
        """Back up ten minutes after the last try, and lay the ballast again if it was thrown off.

        Raises `ProfileProblem` on a full disk.
        """

        def keep_safe() -> None:
            try:
                self.back_up(now)
            finally:
                self.ballast.lay()

        last = self._backed_up_at
        if last is None or abs(now - last) >= BACKUP_EVERY:
            await self.in_turn(keep_safe)

    def empty_journal(self) -> None:
        """Remove what was deleted or blanked from the journal. Raises `ProfileProblem`."""
        self.outside(lambda bare: bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    def leave_no_copies(self) -> None:
        """Remove what was deleted or blanked from the file, its journal and its backups.

        Raises `ProfileProblem`; it can be done again at any time.
        """
        self.ended_badly = True
        # Overwritten cells can leave traces in pages that were put in order since.
        self.outside(lambda bare: bare.execute("VACUUM").fetchall())
        self.empty_journal()
        with self.faults_told():
            (self._profile / "backups" / UNFINISHED).unlink(missing_ok=True)
            for copy in backups_of(self._profile):
                try:
                    if holds_cases(copy):
                        rewrite(copy)
                except dbapi2.Error as error:
                    if not isinstance(self._problem(error), Corrupt):
                        raise
                    # It could restore nothing, and there may be cases in it.
                    copy.unlink()
        self.ended_badly = False


def _name_device(connection: Connection, new_id: Callable[[], str]) -> None:
    """Give the profile its id as a device, if it has none yet."""
    if connection.execute(select(func.count()).select_from(device)).scalar_one() == 0:
        connection.execute(insert(device).values(id=new_id(), n=0, server="", user=""))


def finish(part: Path, copy: Path) -> None:
    """Take the cases out of a copy, and give it its name once it is whole and on the disk: the
    newest one of that name is what a lost file is restored from."""
    with closing(_bare(part.absolute().as_uri())) as bare:
        # Nobody else knows the file yet: there is no way back from here, nor need for one.
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF"):
            bare.execute(f"PRAGMA {pragma}").fetchall()
        bare.execute("UPDATE outbox SET seen = NULL WHERE seen IS NOT NULL")
        bare.execute("VACUUM")
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(copy)


def holds_cases(copy: Path) -> bool:
    """Whether this copy has cases in it, as one of an earlier version of the program has."""
    with closing(_bare(f"{copy.absolute().as_uri()}?mode=ro")) as bare:
        found = bare.execute("SELECT 1 FROM outbox WHERE seen IS NOT NULL LIMIT 1").fetchone()
        return found is not None


def rewrite(copy: Path) -> None:
    """Replace a copy by one without cases. Until then it stays as it was."""
    part = copy.with_name(UNFINISHED)
    try:
        shutil.copyfile(copy, part)
        finish(part, copy)
    finally:
        part.unlink(missing_ok=True)


# Any: sqlcipher3 has no types.
def _bare(uri: str) -> Any:
    return dbapi2.connect(uri, uri=True, isolation_level=None)
