"""`WindowMemory`: keeps how the window was left, in the folder of the profile."""

from __future__ import annotations

from collections.abc import Container
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QWidget

# More of them are no size that anything in a window has.
_DIGITS = 6


class WindowMemory:
    """Reads and writes a small ini file. A missing or broken value is replaced by its default.

    broken: where a file is kept that could not be read; None for a sound one.
    """

    def __init__(self, path: Path) -> None:
        self.broken: Path | None = None
        self._settings = _settings(path)
        if self._settings.status() is not QSettings.Status.NoError and path.exists():
            self.broken = _put_aside(path)
            self._settings = _settings(path)

    def move(self, path: Path) -> None:
        """Go on in another file, with what is remembered so far where that file says nothing."""
        if Path(self._settings.fileName()) == path:
            return
        before, self._settings = self._settings, _settings(path)
        for key in before.allKeys():
            if not self._settings.contains(key):
                self._settings.setValue(key, before.value(key))

    def choice(self, key: str, choices: Container[str], default: str) -> str:
        """The value under `key` if it is one of `choices`, or `default`."""
        value = self.recall(key, default)
        return value if value in choices else default

    def number(self, key: str, default: int) -> int:
        """The number that was remembered under `key`, or `default`."""
        word = self.recall(key)
        return int(word) if word.isascii() and word.isdigit() and len(word) <= _DIGITS else default

    def recall(self, key: str, default: str = "") -> str:
        """The value that was remembered under `key`, or `default`."""
        value = self._settings.value(key)
        return value if isinstance(value, str) else default

    def remember(self, key: str, value: str) -> None:
        """Keep `value` under `key` for the next start of the program."""
        if self.recall(key) != value:
            self._settings.setValue(key, value)

    def keep_window(self, window: QWidget) -> None:
        """Remember the size and place of `window`."""
        self.remember("window/geometry", bytes(window.saveGeometry().toBase64().data()).decode())

    def restore_window(self, window: QWidget) -> bool:
        """Give `window` its remembered size and place; answers whether there was one."""
        kept = self.recall("window/geometry")
        data = QByteArray.fromBase64(QByteArray(kept.encode()))
        return bool(kept) and window.restoreGeometry(data)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Remember the sizes of the parts of `splitter`, unless one of them is hidden."""
        sizes = splitter.sizes()
        if all(sizes):
            self.remember(f"splitter/{name}", " ".join(map(str, sizes)))

    def splitter_sizes(self, name: str, default: tuple[int, ...]) -> list[int]:
        """The remembered sizes of the parts of a splitter, or `default`."""
        words = self.recall(f"splitter/{name}").split()
        if len(words) == len(default) and all(word.isascii() and word.isdigit() for word in words):
            return [int(word) for word in words]
        return list(default)

    def flush(self) -> None:
        """Write what was remembered to the disk now."""
        self._settings.sync()


def _settings(path: Path) -> QSettings:
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    settings.sync()
    return settings


def _put_aside(path: Path) -> Path | None:
    """Give a file that cannot be read another name. Returns where it is, None if it stays."""
    for n in range(1, 100):
        aside = path.with_name(f"{path.name}.broken-{n}")
        if not aside.exists():
            with suppress(OSError):
                return path.rename(aside)
    return None
