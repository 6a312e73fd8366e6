"""What can be wrong with the files of a profile, said in a way that a person can act on."""

from __future__ import annotations

from enum import StrEnum

from workstation.i18n import Message, _


class ProfileFile(StrEnum):
    """Which of the two files: the precious one, or the one that can be fetched again."""

    WORK = "work.db"
    CACHE = "cache.db"


class ProfileProblem(Exception):
    """A file of the profile cannot be used. Nothing was changed or deleted.

    `rebuildable`: the file can be set aside and fetched from the server again, without touching
    drafts and outbox (`workstation.cache.profile.set_aside`).
    """

    def __init__(
        self, file: ProfileFile, reason: Message, remedy: Message, detail: str = ""
    ) -> None:
        super().__init__(f"{file.value}: {reason.id} {detail}".strip())
        self.file = file
        self.reason = reason
        self.remedy = remedy
        self.detail = detail

    @property
    def rebuildable(self) -> bool:
        """Whether setting the file aside loses nothing."""
        return self.file is ProfileFile.CACHE


class Corrupt(ProfileProblem):
    """The file is damaged."""

    def __init__(self, file: ProfileFile, detail: str = "") -> None:
        remedy = (
            _("It can be set aside and fetched from the server again. Drafts are not touched.")
            if file is ProfileFile.CACHE
            else _("It can be set aside and the newest backup put in its place.")
        )
        super().__init__(file, _("The file {file} is damaged.", file=file.value), remedy, detail)


class Newer(ProfileProblem):
    """The file was written by a newer version of the program."""

    def __init__(self, file: ProfileFile, found: int, known: int) -> None:
        super().__init__(
            file,
            _("The file {file} was written by a newer version.", file=file.value),
            _("Install the newer version again; nothing was changed."),
            f"version {found}, this program knows {known}",
        )


class InUse(ProfileProblem):
    """Another window has this profile open."""

    def __init__(self, file: ProfileFile) -> None:
        super().__init__(
            file,
            _("This profile is open in another window."),
            _("Go on there, or close it first."),
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

    @property
    def rebuildable(self) -> bool:
        """Never: what is built anew needs room, too."""
        return False
