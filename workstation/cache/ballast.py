"""Room that is given back when the disk is full, so that what is being typed can still be saved."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

BALLAST_BYTES = 4 * 1024 * 1024
_BLOCK = 512


class Ballast:
    """A file of a profile that holds room on the disk and nothing else."""

    def __init__(self, profile: Path) -> None:
        self._path = profile / "ballast"

    @property
    def held(self) -> int:
        """How many bytes of the disk the file takes; a sparse one is long and takes nothing."""
        try:
            found = self._path.stat()
        except OSError:
            return 0
        return min(found.st_size, found.st_blocks * _BLOCK)

    @property
    def whole(self) -> bool:
        """Whether it holds all that it should."""
        return self.held >= BALLAST_BYTES

    def lay(self) -> bool:
        """Make the file if it is missing or short. Returns whether it is whole now.

        It takes no more than half of the room there is, so that it does not fill the disk itself.
        """
        if self.whole:
            return True
        try:
            if shutil.disk_usage(self._path.parent).free < 2 * BALLAST_BYTES:
                return False
            with self._path.open("ab") as file:
                os.posix_fallocate(file.fileno(), 0, BALLAST_BYTES)
        except OSError:
            self.throw_off()
        return self.whole

    def throw_off(self) -> bool:
        """Give the room back. Returns whether there was any to give."""
        gave = self.held > 0
        with suppress(OSError):
            self._path.unlink()
        return gave
