"""What can be wrong with the files of a profile, said in a way that a person can act on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from workstation.i18n import Message, _

if TYPE_CHECKING:
    from pathlib import Path

    from workstation.cache.holder import Holder


class ProfileFile(StrEnum):
    """Which of the two files: the precious one, or the one that can be fetched again."""

    WORK = "work.db"
    CACHE = "cache.db"


class WayOn(StrEnum):
    """What a person can do about a profile that does not open, besides leaving it as it is."""

    PUT_BACK = "put back"
    BEGIN_EMPTY = "begin empty"
    REBUILD = "rebuild"
    OTHER_FOLDER = "other folder"
    TRY_AGAIN = "try again"
    SHOW_OTHER = "show other"


class ProfileProblem(Exception):
    """A profile, or a file of it, cannot be used. Nothing was changed or deleted.

    `reason`, `remedy`: what is the matter, and what to do.
    `finding`: what was found, where that tells a person more than the reason; None for nothing.
    `detail`: the same in the words of the system, for the log.
    `ways`: what can be done about it, the best first.
    """

    ways: tuple[WayOn, ...] = (WayOn.TRY_AGAIN, WayOn.OTHER_FOLDER)

    def __init__(
        self,
        file: ProfileFile,
        reason: Message,
        remedy: Message,
        detail: str = "",
        finding: Message | None = None,
    ) -> None:
        super().__init__(f"{file.value}: {reason.id} {detail}".strip())
        self.file = file
        self.reason = reason
        self.remedy = remedy
        self.detail = detail
        self.finding = finding

    @property
    def rebuildable(self) -> bool:
        """Whether the file can be set aside and fetched from the server again, without touching
        drafts and outbox."""
        return WayOn.REBUILD in self.ways


class Corrupt(ProfileProblem):
    """The file is damaged."""

    def __init__(self, file: ProfileFile, detail: str = "", finding: Message | None = None) -> None:
        cache = file is ProfileFile.CACHE
        remedy = (
            _("It can be set aside and fetched from the server again. Drafts are not touched.")
            if cache
            else _("Put a backup in its place, or begin empty. The damaged file is kept aside.")
        )
        said = finding or _damage(detail)
        reason = _("The file {file} is damaged.", file=file.value)
        super().__init__(file, reason, remedy, detail, said)
        self.ways = (WayOn.REBUILD,) if cache else (WayOn.PUT_BACK, WayOn.BEGIN_EMPTY)


def _damage(said: str) -> Message:
    """What SQLite says of a damaged file, as far as a person can do anything with it."""
    words = said.lower()
    if "not a database" in words or "encrypted" in words:
        return _("Its beginning is not that of a file of this program.")
    return _("A part of it cannot be read.")


class Missing(ProfileProblem):
    """The precious file is not there, although the profile was used before."""

    ways = (WayOn.PUT_BACK, WayOn.BEGIN_EMPTY, WayOn.TRY_AGAIN)

    def __init__(self) -> None:
        super().__init__(
            ProfileFile.WORK,
            _(
                "The file {file} is gone. It held your drafts and what was not sent.",
                file="work.db",
            ),
            _("If it was moved, move it back and try again; else put a backup in its place."),
        )


class Newer(ProfileProblem):
    """The file was written by a newer version of the program."""

    def __init__(self, file: ProfileFile, found: int, known: int) -> None:
        super().__init__(
            file,
            _("The file {file} was written by a newer version.", file=file.value),
            _("Install the newer version again; nothing was changed."),
            f"version {found}, this program knows {known}",
            _("Its layout is {found}; this version knows {known}.", found=found, known=known),
        )
        cache = file is ProfileFile.CACHE
        self.ways = (WayOn.REBUILD,) if cache else (WayOn.OTHER_FOLDER, WayOn.PUT_BACK)


class InUse(ProfileProblem):
    """Another window has this profile open; `holder` says whose it is, None where nobody knows."""

    ways = (WayOn.SHOW_OTHER, WayOn.TRY_AGAIN, WayOn.OTHER_FOLDER)

    def __init__(self, file: ProfileFile, holder: Holder | None = None) -> None:
        super().__init__(
            file,
            _("This profile is open in another window."),
            _("Go on there, or close it first."),
            finding=None
            if holder is None
            else _(
                "It was opened by {user} on {host} on {at}.",
                user=holder.user,
                host=holder.host,
                at=holder.at,
            ),
        )


class DiskTrouble(ProfileProblem):
    """The disk is full or cannot be written. What was saved before is still there.

    `opening`: there was nothing yet that could be saved again.
    """

    def __init__(self, file: ProfileFile, detail: str = "", *, opening: bool = False) -> None:
        super().__init__(
            file,
            _("The disk is full or cannot be written."),
            _("Free some space and start again; what was saved before is kept.")
            if opening
            else _("Free some space and save again; what was saved before is kept."),
            detail,
        )


class FolderProblem(ProfileProblem):
    """The folder of the profile cannot be used."""

    ways = (WayOn.OTHER_FOLDER, WayOn.TRY_AGAIN)

    def __init__(self, reason: Message, remedy: Message, detail: str = "") -> None:
        super().__init__(ProfileFile.WORK, reason, remedy, detail)


class NoFolder(FolderProblem):
    """The folder cannot be made."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            _("The folder {folder} cannot be made.", folder=str(folder)),
            _("Choose another folder for your work."),
            detail,
        )


class NotAFolder(FolderProblem):
    """A file stands where the folder should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path} is a file, not a folder.", path=str(path)),
            _("Choose another folder, or give the file another name and try again."),
        )


class ReadOnly(FolderProblem):
    """The folder is on a disk that takes nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            _("The disk of the folder {folder} can only be read.", folder=str(folder)),
            _("What you write could not be kept. Choose another folder."),
        )


class NoRight(FolderProblem):
    """The person may not read or write a folder or file, since it is somebody else's."""

    def __init__(self, path: Path, owner: str, detail: str = "") -> None:
        super().__init__(
            _("{path} belongs to {owner}, and you may not use it.", path=str(path), owner=owner)
            if owner
            else _("You may not use {path}.", path=str(path)),
            _("Choose another folder, or have somebody give you the right and try again."),
            detail,
        )


class NetworkShare(FolderProblem):
    """The folder is on another machine, where two programs could write one file at once."""

    def __init__(self, folder: Path, system: str) -> None:
        super().__init__(
            _(
                "The folder {folder} is on a network share ({system}).",
                folder=str(folder),
                system=system,
            ),
            _("Drafts are not safe there. Choose a folder on a disk of this machine."),
            system,
        )


class Unforeseen(ProfileProblem):
    """Something went wrong that nobody expected; `report` is the file that tells what."""

    def __init__(self, error: BaseException, report: Path | None) -> None:
        super().__init__(
            ProfileFile.WORK,
            _("Something went wrong in this program before its window could open."),
            _("Try again. If that does not help, send the report to whoever looks after it."),
            repr(error),
            _("The report is in {file}.", file=str(report)) if report is not None else None,
        )
        self.report = report
