"""`Watchdog`: says when the UI thread was blocked, and by what."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

_log = logging.getLogger(__name__)
_BEAT_MS = 50

Warn = Callable[[float, str], None]


class Watchdog(QObject):
    """Beats on the UI thread; a second thread looks whether the beats come.

    After `threshold` seconds without one it takes the UI thread's stack, and `warn(seconds,
    stack)` is called on the UI thread once that goes on. Costs one wake-up in 50 ms.
    """

    def __init__(self, parent: QObject, threshold: float = 0.2, warn: Warn | None = None) -> None:
        super().__init__(parent)
        self._pulse = _Pulse(threshold)
        self._warn = warn or _log_it
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._beat.start()
        self.destroyed.connect(self._pulse.stop)
        self._pulse.start()

    def stop(self) -> None:
        """Stop looking, for instance before a debugger holds the thread."""
        self._beat.stop()
        self._pulse.stop()

    def _on_beat(self) -> None:
        blocked = self._pulse.beat()
        if blocked is not None:
            self._warn(*blocked)


class _Pulse:
    """What the UI thread and the watching thread share: the last beat, and the stack since."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._watched = threading.get_ident()
        self._last = monotonic()
        self._stack = ""
        self._ended = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._look, name="ui-watchdog", daemon=True).start()

    def stop(self) -> None:
        self._ended.set()

    def beat(self) -> tuple[float, str] | None:
        """The UI thread is alive; answers with how long it was not, and where."""
        since, self._last = monotonic() - self._last, monotonic()
        stack, self._stack = self._stack, ""
        return (since, stack) if stack else None

    def _look(self) -> None:
        while not self._ended.wait(_BEAT_MS / 1000):
            late = monotonic() - self._last > self._threshold + _BEAT_MS / 1000
            frame = sys._current_frames().get(self._watched) if late else None
            if frame is not None and not self._stack:
                self._stack = "".join(traceback.format_stack(frame))


def _log_it(seconds: float, stack: str) -> None:
    _log.warning("the window was blocked for %.0f ms by\n%s", seconds * 1000, stack)
