"""`WindowMemory`: keeps how the window was left, in the folder of the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QSplitter, QWidget


class WindowMemory:
    """Reads and writes a small ini file. A missing or broken value is replaced by its default."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

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
        if len(words) == len(default) and all(word.isdigit() for word in words):
            return [int(word) for word in words]
        return list(default)

    def flush(self) -> None:
        """Write what was remembered to the disk now."""
        self._settings.sync()
