"""The queue on the screen: views, filter, and the list; its signals are intents."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.language import Text, language
from ui.pane_keys import PaneKeys
from ui.panes.queue.bars import FilterBar, MarksBar, ViewsList
from ui.panes.queue.model import QueueModel
from ui.panes.queue.rows_table import HEIGHT, RowDelegate, RowsTable
from ui.panes.queue.state import QueueState
from ui.panes.queue.words import EMPTY
from ui.theme import Icon, theme
from ui.widgets import (
    ContentStage,
    Edge,
    EmptyPanel,
    Surface,
    TextButton,
    column,
    row,
    set_edge,
    set_surface,
)
from workstation.app.values import Filter
from workstation.domain.views import View
from workstation.i18n import _, ngettext

_MINUTE_MS = 30_000


class QueueView(QWidget):
    """Views, filter, list and marks; `show_state` may be called as often as one likes.

    `page_wanted` says the number of a page whose rows are in sight and not here yet; `row_...`
    say the key of a row.
    """

    view_chosen = Signal(object)
    narrowed = Signal(object)
    page_wanted = Signal(int)
    row_selected = Signal(object)
    row_ticked = Signal(object)
    row_reached = Signal(object)
    refresh_pressed = Signal()
    first_wanted = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._arrived = 0
        self._shown: View | None = None
        self._settling = False
        self._generation = -1
        self._panel_of: tuple[View, bool] | None = None
        self._views = ViewsList()
        set_edge(self._views, Edge.BOTTOM)
        self.filter = FilterBar()
        set_edge(self.filter, Edge.BOTTOM)
        self._refresh = TextButton(self._arrived_words, Icon.REFRESH)
        self._arrived_line = QWidget()
        self._arrived_line.setLayout(row(self._refresh, margins=(8, 2, 8, 2)))
        set_edge(self._arrived_line, Edge.BOTTOM)
        self._arrived_line.hide()
        self.model = QueueModel(now)
        self.model.setParent(self)
        self._delegate = RowDelegate(now, self)
        self.table = RowsTable(self.model, self._delegate)
        self._stage = ContentStage(self.table, rows=9, row_height=HEIGHT)
        self.keys = PaneKeys(self, self.table, primary=self.take_hit)
        self.marks = MarksBar()
        self._marked: frozenset[str] = frozenset()
        above = (self._views, self.filter, self._arrived_line)
        parts = column(*above, self._stage, self.marks, spacing=0)
        parts.setStretch(3, 1)
        self.setLayout(parts)
        self._wire()

    def _wire(self) -> None:
        self._views.view_chosen.connect(self.view_chosen)
        self.filter.narrowed.connect(self.narrowed)
        self.filter.search.entered.connect(self.take_hit)
        self.model.wanted.connect(self.page_wanted)
        self._refresh.clicked.connect(self.refresh_pressed)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.ticked.connect(self._on_ticked)
        self.table.reached.connect(self._on_reached)
        language().changed.connect(self._repaint)
        theme().changed.connect(self._restyle)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._repaint)
        self._minute.start()

    def show_state(self, state: QueueState) -> None:
        """Show the state. The same row stays under the eye, whatever moved around it."""
        self._views.show_views(state.view, state.counts)
        self.filter.show_filter(state.filter)
        self._delegate.show_owner = state.view is not View.MINE
        if state.arrived != self._arrived:
            self._arrived = state.arrived
            self._refresh.say(self._arrived_words)
            self._arrived_line.setVisible(state.arrived > 0)
        if state.keys is not self.model.keys:
            self._hold(state.keys, from_top=state.view is not self._shown)
        elif state.generation != self._generation:
            self.model.refresh()
        self._generation = state.generation
        self._shown = state.view
        self._select(state.selected)
        self._show_marks(state)
        self._choose_stage(state)

    def take_hit(self) -> bool:
        """Go to the first case that fits, where the caret is in the filter."""
        searching = self.filter.search.hasFocus()
        self.filter.search.search_now()
        if searching and self.filter.search.text().strip():
            self.first_wanted.emit()
        elif searching:
            self.keys.land()
        return searching

    def shown_texts(self) -> list[str]:
        """What the delegate paints for the first row, for the language sweep."""
        index = self.model.index(0, 0)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else None
        return [said] if said else []

    def _hold(self, keys: array[int], *, from_top: bool) -> None:
        bar = self.table.verticalScrollBar()
        height = max(1, self.table.verticalHeader().defaultSectionSize())
        top, offset = divmod(bar.value(), height)
        anchor = self.model.keys[top] if top < len(self.model.keys) else None
        self._settling = True
        self.model.hold(keys)
        self._settling = False
        if from_top or anchor is None:
            bar.setValue(0)
        elif anchor in keys:
            bar.setValue(keys.index(anchor) * height + offset)

    def _show_marks(self, state: QueueState) -> None:
        marked = frozenset(state.marked)
        if not marked and self.marks.holds_focus():
            # Else Qt hands the focus to whatever comes next in the window.
            self.table.setFocus()
        self.marks.show_marks(len(marked), state.last_mark, assigns=state.assigns)
        if marked != self._marked:
            self._marked = self._delegate.marked = marked
            self.model.mark(marked)

    def _select(self, key: int | None) -> None:
        selection = self.table.selectionModel()
        at = self.model.keys.index(key) if key is not None and key in self.model.keys else -1
        if at == self.table.currentIndex().row() and at >= 0:
            return
        self._settling = True
        if at < 0:
            selection.clear()
        else:
            index = self.model.index(at, 0)
            flag = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.table.scrollTo(index)
        self._settling = False

    def _choose_stage(self, state: QueueState) -> None:
        if state.loading:
            self._panel_of = None
            self._stage.show_loading()
        elif state.keys:
            self._panel_of = None
            self._stage.show_content()
        elif self._panel_of != (state.view, state.filtered):
            self._panel_of = (state.view, state.filtered)
            self._stage.show_panel(self._panel(state))

    def _panel(self, state: QueueState) -> EmptyPanel:
        if not state.filtered:
            return EmptyPanel(*EMPTY[state.view])
        panel = EmptyPanel(
            Icon.FILTER,
            _("Nothing fits the filter"),
            _("There are cases in this view, but none of this kind."),
            _("Clear the filter"),
        )
        panel.acted.connect(partial(self.narrowed.emit, Filter()))
        return panel

    def _arrived_words(self) -> Text:
        return ngettext("{n} new", "{n} new", self._arrived)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._settling and current.isValid():
            self.row_selected.emit(self.model.keys[current.row()])

    def _on_ticked(self, at: int) -> None:
        self.row_ticked.emit(self.model.keys[at])

    def _on_reached(self, at: int) -> None:
        self.row_reached.emit(self.model.keys[at])

    def _repaint(self) -> None:
        self.table.viewport().update()

    def _restyle(self) -> None:
        self.table.fit_rows()
        self._repaint()
