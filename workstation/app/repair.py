"""What can be done about a profile that does not open. Nothing that was written is deleted."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from workstation.cache.problem import (
    DiskTrouble,
    NetworkShare,
    ProfileFile,
    ProfileProblem,
    ReadOnly,
    WayOn,
)
from workstation.cache.profile import set_aside
from workstation.cache.work import Work
from workstation.cache.work_backups import WorkBackup, put_back, usable_backups
from workstation.i18n import Message, _, ngettext
from workstation.sync.server_clock import machine_time

__all__ = ["Repair", "WorkBackup", "what_it_holds"]

# What a window keeps open in a profile belongs to its process alone.
_NOT_TAKEN_ALONG = ("ballast", "holder.json", "*-shm")


def _new_id() -> str:
    return str(uuid.uuid4())


class Repair:
    """The ways on with a profile that could not be opened because of `problem`.

    Each verb answers with what was done, for the person to read once the profile is open.
    """

    def __init__(
        self,
        profile: Path,
        problem: ProfileProblem,
        *,
        clock: Callable[[], datetime] = machine_time,
        new_id: Callable[[], str] = _new_id,
    ) -> None:
        self.profile = profile
        self.problem = problem
        self._clock = clock
        self._new_id = new_id

    async def backups(self) -> tuple[WorkBackup, ...]:
        """The backups that can be put back, the newest first; none where that is no way on."""
        if WayOn.PUT_BACK not in self.problem.ways:
            return ()
        return await asyncio.to_thread(usable_backups, self.profile)

    async def put_back(self, backup: WorkBackup) -> Message:
        """Put the backup in the place of `work.db`. Raises `ProfileProblem`."""
        aside = await self._done(lambda: put_back(self.profile, backup, self._clock()))
        return _(
            "The backup of {at} was put back: {what}. {aside}",
            at=backup.at,
            what=what_it_holds(backup),
            aside=_kept_as(aside),
        )

    async def begin_empty(self) -> Message:
        """Begin without drafts and unsent work. Raises `ProfileProblem`."""

        def begin() -> Path:
            aside = set_aside(self.profile, ProfileFile.WORK, self._clock())
            Work.open(self.profile, self._new_id, self._clock(), anew=True).let_go()
            return aside

        aside = await self._done(begin)
        return _("You begin without drafts. {aside}", aside=_kept_as(aside))

    async def rebuild(self) -> Message:
        """Set the cache aside, to be fetched again. Raises `ProfileProblem`."""
        now = self._clock()
        aside = await self._done(lambda: set_aside(self.profile, ProfileFile.CACHE, now))
        return _("The cases are fetched again. {aside}", aside=_kept_as(aside))

    async def move_to(self, folder: Path) -> Message:
        """Go on in another folder. What the old one holds is taken along where it can be read and
        nobody can go on working in it; else it stays there. Raises `ProfileProblem`."""
        old = self.profile
        taken = isinstance(self.problem, NetworkShare | ReadOnly) and _holds_work(old)
        if not taken or _holds_work(folder):
            return _("Your work is in {folder} from now on.", folder=str(folder))
        ignored = shutil.ignore_patterns(*_NOT_TAKEN_ALONG)
        await self._done(lambda: shutil.copytree(old, folder, ignore=ignored, dirs_exist_ok=True))
        return _(
            "Your work was copied to {folder} and goes on there; {old} is as it was.",
            folder=str(folder),
            old=str(old),
        )

    async def _done(self, work: Callable[[], Path]) -> Path:
        """Do `work` on a thread. Raises `ProfileProblem` where the disk does not take it."""
        try:
            return await asyncio.to_thread(work)
        except (OSError, shutil.Error) as error:
            raise DiskTrouble(self.problem.file, str(error), opening=True) from error


def what_it_holds(backup: WorkBackup) -> Message:
    """How many drafts and unsent changes a backup holds."""
    return _(
        "{drafts}, {unsent}",
        drafts=ngettext("{n} draft", "{n} drafts", backup.drafts),
        unsent=ngettext("{n} unsent change", "{n} unsent changes", backup.unsent),
    )


def _holds_work(folder: Path) -> bool:
    return (folder / ProfileFile.WORK.value).is_file()


def _kept_as(aside: Path) -> Message:
    """Where the file is now that was set aside; nothing for one that was not there."""
    if not aside.exists():
        return _("Nothing was deleted.")
    return _("The old file is kept as {name}.", name=aside.name)
