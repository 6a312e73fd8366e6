"""`Entrance`: opens the profile, and asks the person where that does not go by itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog

from ui.bridge import shown
from ui.language import language, title_of
from ui.start_trouble import StartTrouble, StartTroubleDialog
from workstation.app import ProfileProblem, Workstation
from workstation.app.repair import Repair, WorkBackup, what_it_holds
from workstation.cache.problem import Unforeseen, WayOn
from workstation.fault_report import keep_report
from workstation.i18n import Duration, Message, Translator, _

_LOG = logging.getLogger("recourse")


class Entrance:
    """Leads to an open workstation, or to the end of the program.

    profile: the folder; another one where the person chose that.
    done: what was done on the way, for the person to read in the window.
    is_elsewhere: whether the person went on in the window that has the profile open.
    moved: called with a folder that the person chose.
    """

    def __init__(
        self, profile: Path, now: Callable[[], datetime], moved: Callable[[Path], None]
    ) -> None:
        self.profile = profile
        self.done: Message | None = None
        self.is_elsewhere = False
        self._now = now
        self._moved = moved

    async def open(self) -> Workstation | None:
        """Open the profile; None where the person leaves it as it is, or goes on elsewhere."""
        while True:
            problem: ProfileProblem
            try:
                return await Workstation.open(self.profile)
            except ProfileProblem as found:
                problem = found
            except Exception as error:
                problem = Unforeseen(error, keep_report(error, self._now()))
            if not await self._go_on(problem):
                return None

    async def _go_on(self, problem: ProfileProblem) -> bool:
        """Ask what to do about `problem`, and do it. Returns whether to open the profile again."""
        said = Translator("en").text(problem.reason)
        _LOG.warning("%s: %s %s", self.profile, said, problem.detail)
        repair = Repair(self.profile, problem, clock=self._now)
        backups = await repair.backups()
        ways = tuple(each for each in problem.ways if self._is_open(each, bool(backups)))
        lines = tuple(self._line_of(each) for each in backups)
        dialog = StartTroubleDialog(StartTrouble(problem, self.profile, ways, lines))
        try:
            while await shown(dialog) == int(QDialog.DialogCode.Accepted):
                try:
                    going = await self._take(dialog, repair, backups)
                except ProfileProblem as next_problem:
                    return await self._go_on(next_problem)
                if going is not None:
                    return going
            return False
        finally:
            dialog.deleteLater()

    def _is_open(self, way: WayOn, has_backups: bool) -> bool:
        match way:
            case WayOn.PUT_BACK:
                return has_backups
            case WayOn.SHOW_OTHER:
                from ui.bridge.doorbell import is_attended  # 20 ms, and only for a second window

                return is_attended(self.profile)
            case _:
                return True

    def _line_of(self, backup: WorkBackup) -> Message:
        """When a backup was made, how long ago that is, and what it holds."""
        old, what = Duration(self._now() - backup.at), what_it_holds(backup)
        return _("{at}, {span} ago: {what}", at=backup.at, span=old, what=what)

    async def _take(
        self, dialog: StartTroubleDialog, repair: Repair, backups: tuple[WorkBackup, ...]
    ) -> bool | None:
        """Take the way that was chosen. Returns whether to open the profile again; None to ask
        once more. Raises `ProfileProblem`."""
        match dialog.way:
            case WayOn.PUT_BACK:
                self.done = await repair.put_back(backups[dialog.backup])
            case WayOn.BEGIN_EMPTY:
                self.done = await repair.begin_empty()
            case WayOn.REBUILD:
                self.done = await repair.rebuild()
            case WayOn.OTHER_FOLDER:
                return await self._move(repair)
            case WayOn.SHOW_OTHER:
                from ui.bridge.doorbell import ring

                self.is_elsewhere = ring(self.profile)
                return not self.is_elsewhere
            case WayOn.TRY_AGAIN:
                # Whoever holds it may just be closing.
                await asyncio.sleep(0)
        return True

    async def _move(self, repair: Repair) -> bool | None:
        chooser = QFileDialog()
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        title_of(chooser)(language().text(_("Choose another folder for your work")))
        try:
            if await shown(chooser) != int(QDialog.DialogCode.Accepted):
                return None
            (chosen,) = chooser.selectedFiles()
        finally:
            chooser.deleteLater()
        folder = Path(chosen)
        self.done = await repair.move_to(folder)
        self.profile = folder
        self._moved(folder)
        return True
