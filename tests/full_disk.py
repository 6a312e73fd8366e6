"""A disk that takes nothing more: the kernel refuses every write of this process to a file.

It does so for an ordinary user as for root, without a mount; what is open stays open.
"""

import resource
import shutil
from pathlib import Path

import pytest


class FullDisk:
    """Full from here on, until `free`; use it with `with`, so that nothing else finds it full."""

    def __init__(self, *ballasts: Path) -> None:
        """`ballasts` are thrown off: the room that they held is somebody else's now."""
        for ballast in ballasts:
            ballast.unlink(missing_ok=True)
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def __enter__(self) -> "FullDisk":
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._limits[1]))
        return self

    def __exit__(self, *_error: object) -> None:
        self.free()

    def free(self) -> None:
        """Somebody made room."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)


def little_room(monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    """The disk says that only so much is free; it takes what comes all the same."""
    whole = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: whole._replace(free=left))
