"""The page of the keys: search, what the list is narrowed to, all acts, and the pane beside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.activities.settings import SettingsAction
from ui.activities.settings.change_view import WIDTH, ChangeView
from ui.activities.settings.key_rows import ActNarrowing, KeyRow, spoken_row
from ui.activities.settings.key_settings import KeysState
from ui.activities.settings.row_delegate import HEIGHT, KeyRowDelegate, columns
from ui.keyboard import action
from ui.language import bind, words_of
from ui.pane_keys import PaneKeys
from ui.theme import Icon
from ui.widgets import (
    STRETCH,
    ContentStage,
    EmptyPanel,
    KeyCap,
    OutlinedButton,
    SearchField,
    column,
    row,
    rule,
    set_role,
)
from ui.widgets.column_names import ColumnNames
from ui.widgets.row_list import RowList, RowModel
from workstation.i18n import _, ngettext


class ActList(RowList):
    """The acts; what names a section is passed over."""

    def __init__(self) -> None:
        model = RowModel[KeyRow](lambda each: each.id, spoken_row)
        super().__init__(_("All acts and their keys"), model, KeyRowDelegate())
        self._rows: tuple[KeyRow, ...] = ()

    def show_acts(self, rows: tuple[KeyRow, ...], chosen: KeyRow | None) -> None:
        """Show these rows, one of them chosen."""
        self._rows = rows
        self.show_rows(rows, chosen.id if chosen is not None else "")

    def step(self, by: int) -> None:
        """Choose the next act, or the one before with -1."""
        at = self.currentIndex().row() + by
        while 0 <= at < len(self._rows) and self._rows[at].heads:
            at += by
        if 0 <= at < len(self._rows):
            self.setCurrentIndex(self.model().index(at, 0))


class NarrowingChips(QWidget):
    """What the list can be narrowed to, each with how many acts that are."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._chips: dict[ActNarrowing, QPushButton] = {}
        for at, narrowing in enumerate(ActNarrowing):
            chip = QPushButton()
            set_role(chip, "filter")
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(chip, at)
            self._chips[narrowing] = chip
        self._group.idClicked.connect(lambda at: self.chosen.emit(tuple(ActNarrowing)[at]))
        self.setLayout(row(*self._chips.values(), spacing=6))

    def show_state(self, state: KeysState) -> None:
        """Show the counts, and which is chosen."""
        counts = state.counts
        for narrowing, chip in self._chips.items():
            number = counts.get(narrowing, 0)
            match narrowing:
                case ActNarrowing.ALL:
                    words = ngettext("All {n}", "All {n}", number)
                case ActNarrowing.CHANGED:
                    words = ngettext("Changed {n}", "Changed {n}", number)
                case ActNarrowing.WITHOUT_KEY:
                    words = ngettext("Without a key {n}", "Without a key {n}", number)
            bind(chip, words_of(chip), words)
        self._chips[state.narrowing].setChecked(True)


class KeysPage(QWidget):
    """Its signals are intents."""

    went_in = Signal()
    reset_all_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("An act or a key, in either language"))
        self.search.setMinimumWidth(220)
        self.search.setMaximumWidth(300)
        cap = KeyCap()
        cap.show_key_of(action.SEARCH)
        cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.search.setLayout(row(STRETCH, cap, margins=(0, 0, 9, 0)))
        self.narrowing = NarrowingChips()
        self.reset_all = OutlinedButton(_("Reset all"), Icon.UNDO)
        self.reset_all.show_key_of(SettingsAction.RESET_ALL)
        self.list = ActList()
        self._stage = ContentStage(self.list, rows=12, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self.change = ChangeView()
        self.change.setFixedWidth(WIDTH)
        top = row(
            *(self.search, self.narrowing, STRETCH, self.reset_all),
            margins=(20, 8, 20, 8),
        )
        top.setStretch(0, 20)
        acts = QWidget()
        names = ColumnNames(self.list, columns)
        parts = column(top, rule(), names, self._stage, spacing=0)
        parts.setStretch(3, 1)
        acts.setLayout(parts)
        self._acts = acts
        whole = row(acts, rule(Qt.Orientation.Vertical), self.change, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.search.returnPressed.connect(self._to_first)
        self.list.went_in.connect(self.went_in)
        self.reset_all.clicked.connect(self.reset_all_pressed)

    def show_state(self, state: KeysState) -> None:
        """Show the whole of it."""
        self.narrowing.show_state(state)
        self.list.show_acts(state.rows, state.chosen)
        self.reset_all.setEnabled(bool(state.table.own.changed or state.table.own.others))
        self.change.show_state(state)
        if state.rows:
            self._nothing = None
            self._stage.show_content()
        elif self._nothing is None:
            self._nothing = EmptyPanel(
                Icon.KEYBOARD,
                _("No act fits"),
                _("Search by what it does, in English or Chinese, or by its key."),
                _("Show all acts"),
            )
            self._nothing.acted.connect(self.clear)
            self._stage.show_panel(self._nothing)

    def clear(self) -> None:
        """Show all acts again."""
        self.search.clear()
        self.narrowing.chosen.emit(ActNarrowing.ALL)
        self.list.setFocus()

    def parts(self) -> list[PaneKeys]:
        """The list and the pane beside."""
        first = self.list if self.list.isVisible() else self.reset_all
        beside = self.change.well if self.change.well.isVisible() else self.change.reset
        return [PaneKeys(self._acts, first), PaneKeys(self.change, beside)]

    def _to_first(self) -> None:
        if self.list.isVisible():
            self.list.setFocus()
