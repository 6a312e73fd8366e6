"""`Collector`: collects garbage in the thread of the window, and in no other."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

# Milliseconds between two looks.
_BETWEEN = 1_000


class Collector(QObject):
    """Takes over from Python's own collector, until it is deleted.

    Python collects in whichever thread happens to allocate, such as one that reads the cache, and
    what a closed dialog left behind may be deleted in the window's thread alone.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_BETWEEN)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.destroyed.connect(_give_back)

    def look(self) -> None:
        """Collect the oldest generation of which there is more than Python would let be."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = (each for each in (2, 1, 0) if counts[each] > limits[each])
        generation = next(due, None)
        if generation is not None:
            gc.collect(generation)


def _give_back() -> None:
    gc.enable()
