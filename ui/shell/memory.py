"""`WindowMemory`: how the window was left, kept in the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QSplitter, QWidget


class WindowMemory:
    """A small ini file. What is missing, or broken, is as on the first day; never precious."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def recall(self, key: str, default: str = "") -> str:
        """What was remembered under `key`."""
        value = self._settings.value(key)
        return value if isinstance(value, str) else default

    def remember(self, key: str, value: str) -> None:
        """Keep `value` until the next start."""
        if self.recall(key) != value:
            self._settings.setValue(key, value)

    def keep_window(self, window: QWidget) -> None:
        """Remember a window's size and place."""
        self.remember("window/geometry", bytes(window.saveGeometry().toBase64().data()).decode())

    def restore_window(self, window: QWidget) -> bool:
        """Give a window its size and place back; whether there was one."""
        kept = self.recall("window/geometry")
        data = QByteArray.fromBase64(QByteArray(kept.encode()))
        return bool(kept) and window.restoreGeometry(data)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        """Remember where the lines of a splitter are."""
        sizes = splitter.sizes()
        if all(sizes):
            self.remember(f"splitter/{name}", " ".join(map(str, sizes)))

    def splitter_sizes(self, name: str, default: tuple[int, ...]) -> list[int]:
        """Where they were, or `default`."""
        words = self.recall(f"splitter/{name}").split()
        if len(words) == len(default) and all(word.isdigit() for word in words):
            return [int(word) for word in words]
        return list(default)

    def flush(self) -> None:
        """Write to the disk now."""
        self._settings.sync()
