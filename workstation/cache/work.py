"""Opens `work.db`: drafts, outbox, receipts, sign-ins. Precious: backed up, never repaired."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, func, insert, select

from workstation.cache.file import File
from workstation.cache.lane import Threads
from workstation.cache.layout import bring_forward
from workstation.cache.problem import Corrupt, DiskTrouble, Kept
from workstation.cache.work_tables import STEPS, device

T = TypeVar("T")
BACKUPS = 6
BACKUP_EVERY = timedelta(minutes=10)
# Room that is given back when the disk is full, so that what is being typed can still be saved.
BALLAST_BYTES = 4 * 1024 * 1024
# Exclusive: one window a profile (two writers of one command stream would race each other).
_PRAGMAS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = 1",
)


class Work(File):
    """The precious file, its backups and its ballast."""

    def __init__(self, profile: Path, threads: Threads = ThreadPoolExecutor) -> None:
        super().__init__(profile / Kept.WORK.value, Kept.WORK, _PRAGMAS, threads=threads)
        self._ballast = profile / "ballast"
        self._backed_up_at: datetime | None = None

    @classmethod
    def open(
        cls,
        profile: Path,
        new_id: Callable[[], str],
        now: datetime,
        threads: Threads = ThreadPoolExecutor,
    ) -> Work:
        """Open, check and bring forward. Raises `ProfileProblem`; the file is then as it was."""
        work = cls(profile, threads)
        try:
            with work.faults_told():
                profile.mkdir(parents=True, exist_ok=True)
                # Drafts and tokens are nobody else's business.
                profile.chmod(0o700)
            work._check()
            bring_forward(work, STEPS, lambda: work.back_up(now))
            work.now(lambda connection: _name_device(connection, new_id))
            work._lay_ballast()
        except BaseException:
            work.let_go()
            raise
        return work

    def now(self, work: Callable[[Connection], T]) -> T:
        """As `File.now`; when the disk is full, the ballast is thrown off and it tries again."""
        try:
            return super().now(work)
        except DiskTrouble:
            if not self._ballast.exists():
                raise
            with suppress(OSError):
                self._ballast.unlink()
            return super().now(work)

    def _check(self) -> None:
        found = self.outside(lambda bare: bare.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise Corrupt(Kept.WORK, str(found))

    def _lay_ballast(self) -> None:
        if self._ballast.exists():
            return
        with suppress(OSError), self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, BALLAST_BYTES)

    def back_up(self, now: datetime) -> Path:
        """Copy the file as it is and keep the newest six copies. Returns the copy."""
        folder = self.path.parent / "backups"
        with self.faults_told():
            folder.mkdir(exist_ok=True)
        copy = folder / f"work-{now:%Y%m%dT%H%M%S}.db"
        self._backed_up_at = now
        if not copy.exists():
            self._copy_to(copy)
        for old in sorted(folder.glob("work-*.db"))[:-BACKUPS]:
            with suppress(OSError):
                old.unlink()
        return copy

    def _copy_to(self, copy: Path) -> None:
        """Under its name only once it is whole: what restores takes the newest one there is."""
        part = copy.with_name("unfinished")
        with self.faults_told():
            part.unlink(missing_ok=True)
            try:
                self.outside(lambda bare: bare.execute("VACUUM INTO ?", (str(part),)).fetchall())
                with part.open("rb+") as file:
                    os.fsync(file.fileno())
                part.replace(copy)
            except BaseException:
                part.unlink(missing_ok=True)
                raise

    async def back_up_when_due(self, now: datetime) -> None:
        """A backup, ten minutes after the last try. Raises `ProfileProblem` on a full disk."""
        last = self._backed_up_at
        if last is None or abs(now - last) >= BACKUP_EVERY:
            await self.on_lane(lambda: self.back_up(now))


def _name_device(connection: Connection, new_id: Callable[[], str]) -> None:
    if connection.execute(select(func.count()).select_from(device)).scalar_one() == 0:
        connection.execute(insert(device).values(id=new_id(), n=0, server="", user=""))
