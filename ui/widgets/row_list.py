"""`RowList`: a list of painted rows, as long as it likes; only those in sight cost time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidgetItem, QStyledItemDelegate

from ui.language import Source, language
from ui.theme import theme
from ui.widgets.look import describe, refuse_input_method, set_role
from workstation.i18n import Message

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

R = TypeVar("R")
ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class SpokenItem(QListWidgetItem):
    """An item of a list that draws its rows itself; `spoken` is read out in the language of now."""

    def __init__(self, spoken: Source, height: int) -> None:
        super().__init__()
        self._spoken = spoken
        self.setSizeHint(QSize(100, height))

    def data(self, role: int) -> Any:
        """Qt: its words for a screen reader."""
        if role != Qt.ItemDataRole.AccessibleTextRole:
            return super().data(role)
        said = self._spoken if isinstance(self._spoken, Message) else self._spoken()
        return language().text(said) if isinstance(said, Message) else said


class RowModel(QAbstractListModel, Generic[R]):
    """Holds the rows: `data(ROW)` is a row, `key` its name, `spoken` its text to be read out."""

    def __init__(self, key: Callable[[R], str], spoken: Callable[[R], Message]) -> None:
        super().__init__()
        self._key = key
        self._spoken = spoken
        self._rows: tuple[R, ...] = ()
        self.keys: tuple[str, ...] = ()

    def hold(self, rows: Sequence[R]) -> None:
        """Hold `rows`; where only their content is new, the list does not move."""
        keys = tuple(map(self._key, rows))
        if keys == self.keys:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows, self.keys = tuple(rows), keys
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Qt: how many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the whole row for the delegate, its words for a screen reader."""
        if role == ROW:
            return self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return language().text(self._spoken(self._rows[index.row()]))
        return None


class RowList(QListView):
    """Shows the rows of a model.

    chosen: the signal that a person chose another row; it carries the key of the row.
    went_in: the signal that Enter was pressed on a row.
    """

    chosen = Signal(str)
    went_in = Signal()

    def __init__(self, name: Source, model: RowModel[Any], delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self._held = model
        self._settling = False
        model.setParent(self)
        delegate.setParent(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        set_role(self, "rows")
        refuse_input_method(self)
        describe(self, name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        language().changed.connect(self._repaint)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[Any], chosen: str) -> None:
        """Show `rows` with that of the key `chosen`; the place that is scrolled to stays."""
        top = self.verticalScrollBar().value()
        self._settling = True
        self._held.hold(rows)
        at = self._held.keys.index(chosen) if chosen in self._held.keys else -1
        if at != self.currentIndex().row():
            self.setCurrentIndex(self._held.index(at))
        self._settling = False
        if at < 0:
            self.verticalScrollBar().setValue(top)

    def step(self, by: int) -> None:
        """Choose the next row, or the one before with -1."""
        at = self.currentIndex().row() + by
        if 0 <= at < len(self._held.keys):
            self.setCurrentIndex(self._held.index(at))

    def take_first(self) -> bool:
        """Choose the first row and take the focus; False where there is none."""
        if not self._held.keys:
            return False
        self.setCurrentIndex(self._held.index(0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def shown_texts(self) -> list[str]:
        """The spoken text of the first row, for tests that look for texts in the wrong language."""
        index = self._held.index(0)
        return [index.data(Qt.ItemDataRole.AccessibleTextRole)] if self._held.keys else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter goes on into the row; letters are for the keys of the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_in.emit()
        elif event.key() == Qt.Key.Key_Escape or event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._settling and current.isValid():
            self.chosen.emit(self._held.keys[current.row()])

    def _repaint(self) -> None:
        self.viewport().update()
