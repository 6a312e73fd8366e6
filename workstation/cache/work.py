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
from workstation.cache.folder import prepare_folder, refuse_foreign_file
from workstation.cache.holder import holder_of
from workstation.cache.problem import (
    Corrupt,
    DiskTrouble,
    InUse,
    Missing,
    ProfileFile,
    ProfileProblem,
)
from workstation.cache.profile import BACKUPS as BACKUP_FOLDER
from workstation.cache.profile import (
    JOURNALS,
    all_backups_of,
    delete_set_aside,
    work_set_aside,
)
from workstation.cache.work_tables import STEPS, bring_forward, device
from workstation.cache.work_tables import work as tables
from workstation.i18n import _

T = TypeVar("T")
# The tables that every layout has had.
_ALWAYS = frozenset({"device", "account", "outbox", "draft", "incident"})
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
        *,
        anew: bool = False,
    ) -> Work:
        """Open the file of a profile, check it, and bring it to the present layout.

        Raises `ProfileProblem`; the file is then as it was, and a new one is not there. On a full
        disk only a file that is new or of an older layout cannot be opened: any other can be read,
        and `can_save` says no. A profile that was used before and has no such file needs `anew`.
        """
        new = (not profile.exists(), not (profile / ProfileFile.WORK.value).exists())
        prepare_folder(profile)
        work = cls(profile, threads)
        try:
            work._look_at_file(anew=anew)
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

    def _look_at_file(self, *, anew: bool) -> None:
        """Look at what SQLite would pass over: it makes a missing or empty file anew, and throws
        the journal of that away. Raises `ProfileProblem`."""
        with self.faults_told():
            if self.path.exists() and not self.path.is_file():
                raise Corrupt(ProfileFile.WORK, finding=_("A folder stands in its place."))
            refuse_foreign_file(self.path)
            size = self.path.stat().st_size if self.path.exists() else 0
            used = self._was_used()
            if used and not self.path.exists() and not anew:
                raise Missing
            if used and size == 0 and self.path.exists():
                raise Corrupt(ProfileFile.WORK, finding=_("It is empty."))
            for journal in (self._journal(), self.path.with_name(f"{self.path.name}-journal")):
                if journal.is_dir():
                    raise Corrupt(
                        ProfileFile.WORK, finding=_("A folder stands in the place of its journal.")
                    )
                refuse_foreign_file(journal)

    def _was_used(self) -> bool:
        """Whether this profile shows that it had the file already."""
        journal = self._journal()
        return (
            bool(all_backups_of(self._profile))
            or (self._profile / ProfileFile.CACHE.value).exists()
            or (journal.is_file() and journal.stat().st_size > 0)
        )

    def _check(self) -> None:
        """Check every page of the file, and that it has the tables of its layout. Raises
        `Corrupt`; what a newer program made is left to `bring_forward`."""
        found = self.outside(lambda bare: bare.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise Corrupt(ProfileFile.WORK, str(found))
        layout, lacking = self.outside(_tables_lacking)
        if lacking and layout <= len(STEPS):
            raise Corrupt(
                ProfileFile.WORK,
                f"layout {layout} lacks {', '.join(sorted(lacking))}",
                _("It does not hold what this program keeps in it."),
            )

    def _problem(self, error: Exception) -> ProfileProblem | None:
        problem = super()._problem(error)
        if isinstance(problem, InUse):
            return InUse(ProfileFile.WORK, holder_of(self._profile))
        return problem

    def back_up(self, now: datetime) -> Path:
        """Copy the file without the cases, and keep the newest six copies. Returns the copy."""
        folder = self._profile / BACKUP_FOLDER
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
            (self._profile / BACKUP_FOLDER / UNFINISHED).unlink(missing_ok=True)
            for copy in all_backups_of(self._profile):
                try:
                    if holds_cases(copy):
                        rewrite(copy)
                except dbapi2.Error as error:
                    if not isinstance(self._problem(error), Corrupt):
                        raise
                    # It could restore nothing, and there may be cases in it.
                    copy.unlink()
            self._clean_aside()
        self.ended_badly = False

    def forget_set_aside(self) -> None:
        """Delete what was set aside and cannot be read: a case may not be on this machine any more,
        and nobody knows whether it is in there. What can be read is cleaned with the copies."""
        for part in work_set_aside(self._profile):
            self.ended_badly = True
            try:
                readable = part.is_file() and not part.name.endswith(JOURNALS)
                if readable:
                    holds_cases(part)
            except dbapi2.Error:
                readable = False
            if not readable:
                delete_set_aside(part)

    def _clean_aside(self) -> None:
        """Take the cases out of the files that were set aside and can be read."""
        for part in work_set_aside(self._profile):
            if part.is_file() and not part.name.endswith(JOURNALS):
                try:
                    if holds_cases(part):
                        rewrite(part)
                except dbapi2.Error as error:
                    if isinstance(self._problem(error), DiskTrouble):
                        raise


def _name_device(connection: Connection, new_id: Callable[[], str]) -> None:
    """Give the profile its id as a device, if it has none yet."""
    if connection.execute(select(func.count()).select_from(device)).scalar_one() == 0:
        connection.execute(insert(device).values(id=new_id(), n=0, server="", user=""))


# Any: sqlcipher3 has no types.
def _tables_lacking(bare: Any) -> tuple[int, set[str]]:
    """The layout of the file, and what it lacks of that: the tables that every layout has, and for
    an empty one none but its own."""
    layout = bare.execute("PRAGMA user_version").fetchone()[0]
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = {name for (name,) in bare.execute(named).fetchall()}
    if layout == 0:
        return layout, {"nothing else"} if names else set()
    lacking = set(_ALWAYS - names)
    if layout == len(STEPS):
        for table in tables.sorted_tables:
            held = {each[1] for each in bare.execute(f"PRAGMA table_info({table.name})").fetchall()}
            lacking |= {f"{table.name}.{each.name}" for each in table.columns} - {
                f"{table.name}.{name}" for name in held
            }
    return layout, lacking


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
    """Whether this copy has cases in it, as one of an earlier version of the program has. Nothing
    is made beside it."""
    with closing(_bare(f"{copy.absolute().as_uri()}?mode=ro&immutable=1")) as bare:
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
