"""The list of the queue as a table: what the mouse does to a row, and what it must not do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.panes.queue.delegate import HEIGHT, MARGIN, RowDelegate
from ui.panes.queue.model import QueueModel
from ui.theme import theme
from ui.widgets import describe, refuse_input_method, set_role
from workstation.i18n import _

_NONE = QModelIndex()


class RowsTable(QTableView):
    """One column of painted rows. Tab leaves it; it never starts an input method.

    A click opens a case. On the margin, where the check is drawn, or with Ctrl it is `ticked`
    instead, with Shift `reached`: both carry the number of the row, and open nothing.
    """

    ticked = Signal(int)
    reached = Signal(int)

    def __init__(self, model: QueueModel, delegate: RowDelegate) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        set_role(self, "rows")
        refuse_input_method(self)
        describe(self, _("Cases"))
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give every row the height of the text size in use."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme().scaled(HEIGHT))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt would choose the first row of a list without a choice, and so open a case."""
        selection = self.selectionModel()
        chosen = self.currentIndex().isValid()
        before = selection.blockSignals(True)
        super().focusInEvent(event)
        if not chosen:
            selection.clear()
        selection.blockSignals(before)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where the list gets shorter, the row of the open case stays in sight."""
        super().resizeEvent(event)
        row = self.visualRect(self.currentIndex())
        if row.isValid() and row.top() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a press that marks a row goes no further."""
        at = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        index = self.indexAt(at) if left else _NONE
        held = event.modifiers()
        if index.isValid() and held & Qt.KeyboardModifier.ShiftModifier:
            self.reached.emit(index.row())
        elif index.isValid() and (at.x() < MARGIN or held & Qt.KeyboardModifier.ControlModifier):
            self.ticked.emit(index.row())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: hovering never drags a selection along."""
        if not event.buttons():
            super().mouseMoveEvent(event)
