"""`ChangesFeed`: tells the window what changed, at most thirty times a second."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 34


class ChangesFeed(QObject):
    """Collects the ids of what changed and announces each batch once, on the UI thread.

    The first change is announced at once, those within the next 34 ms together.
    """

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: set[Hashable] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self._arrived.connect(self._take)

    def announce(self, ids: Iterable[Hashable]) -> None:
        """Say that these changed. May be called from any thread."""
        self._arrived.emit(frozenset(ids))

    def _take(self, ids: frozenset[Hashable]) -> None:
        self._waiting |= ids
        if not self._pause.isActive():
            self._say()

    def _say(self) -> None:
        if self._waiting:
            said, self._waiting = frozenset(self._waiting), set()
            self._pause.start()
            self.changed.emit(said)
