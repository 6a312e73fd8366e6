"""Rows by key: the keys are all here, the rows come a page at a time as they are seen."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ui.language import language
from ui.panes.queue.state import PAGE, no_keys
from ui.panes.queue.words import spoken

if TYPE_CHECKING:
    from workstation.app.values import QueueRow

_PAGES_KEPT = 50
_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class QueueModel(QAbstractTableModel):
    """One column. `data(ROW)` is a `QueueRow`, or None while its page is on the way."""

    wanted = Signal(int)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._keys = no_keys()
        self._pages: OrderedDict[int, tuple[QueueRow | None, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._marked: frozenset[str] = frozenset()

    @property
    def keys(self) -> array[int]:
        """The keys in the order shown."""
        return self._keys

    def hold(self, keys: array[int]) -> None:
        """Show these keys; pages whose keys are the same keep their rows until new ones come."""
        self.beginResetModel()
        self._keys = keys
        for page in list(self._pages):
            held = [row.key if row is not None else None for row in self._pages[page]]
            if held != list(keys[page * PAGE : (page + 1) * PAGE]):
                del self._pages[page]
        self._asked.clear()
        self.endResetModel()
        self.refresh()

    def refresh(self) -> None:
        """The rows may say something new: ask again for those that are looked at."""
        self._stale = set(self._pages)
        self._asked.clear()
        self._touch(0, len(self._keys) - 1)

    def mark(self, marked: frozenset[str]) -> None:
        """The cases with these ids are selected."""
        self._marked = marked
        self._touch(0, len(self._keys) - 1)

    def fill(self, page: int, rows: Sequence[QueueRow]) -> None:
        """Take in the rows of a page."""
        self._asked.discard(page)
        self._stale.discard(page)
        # A case can leave between the two questions: its row stays a skeleton until the keys
        # follow.
        known = {row.key: row for row in rows}
        keys = self._keys[page * PAGE : (page + 1) * PAGE]
        self._pages[page] = tuple(known.get(key) for key in keys)
        self._pages.move_to_end(page)
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        self._touch(page * PAGE, min((page + 1) * PAGE, len(self._keys)) - 1)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Qt: how many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._keys)

    def columnCount(self, _parent: _Index | None = None) -> int:
        """Qt: one."""
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the whole row at once for the delegate, its words for a screen reader."""
        if role == ROW:
            return self.row(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row(index.row())
            if row is None:
                return None
            return spoken(row, language(), self._now(), marked=row.row.id in self._marked)
        return None

    def row(self, at: int) -> QueueRow | None:
        """One row, or None while it is on the way; asks for its page if nobody has."""
        page, place = divmod(at, PAGE)
        rows = self._pages.get(page)
        if (rows is None or page in self._stale) and page not in self._asked:
            self._asked.add(page)
            self.wanted.emit(page)
        return rows[place] if rows is not None and place < len(rows) else None

    def _touch(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
