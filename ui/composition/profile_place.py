"""Where the profile is if no folder is named: where the person moved it, or in the usual place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


class ProfilePlace:
    """The folder of the person's work, or of the demonstration, if none is named at the start.

    A folder that was chosen instead is remembered in the person's settings of the machine.
    """

    def __init__(self, *, demo: bool) -> None:
        self._name = "demo" if demo else "profile"

    def folder(self) -> Path:
        """Where the profile is."""
        from platformdirs import user_data_path

        with suppress(OSError, UnicodeDecodeError):
            chosen = self._note().read_text("utf-8").strip()
            if chosen:
                return Path(chosen)
        return user_data_path("recourse") / self._name

    def move(self, folder: Path) -> None:
        """Remember that it is in `folder` now, if the disk takes that."""
        with suppress(OSError):
            self._note().parent.mkdir(parents=True, exist_ok=True)
            self._note().write_text(f"{folder}\n", "utf-8")

    def _note(self) -> Path:
        from platformdirs import user_config_path

        return user_config_path("recourse") / f"{self._name}-folder.txt"
