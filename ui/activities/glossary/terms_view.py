"""The terms on the screen: search, the list, and the form of the chosen one beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.glossary.row_delegates import HEIGHT, TermDelegate, columns
from ui.activities.glossary.state import TermRow, TermsState
from ui.activities.glossary.term_form import TermFormView
from ui.activities.glossary.words import counted, spoken_term
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    ContentStage,
    EmptyPanel,
    Label,
    OutlinedButton,
    SearchField,
    Splitter,
    column,
    row,
)
from ui.widgets.column_names import ColumnNames, NamedColumn
from ui.widgets.row_list import RowList, RowModel
from workstation.i18n import _, pgettext

_FORM, _FORM_MOST = 360, 640
_NAMES = (
    _("English"),
    pgettext("script", "Simplified"),
    pgettext("script", "Traditional"),
    pgettext("of a term", "Field"),
)


def _named_columns(width: int) -> list[NamedColumn]:
    starts = columns(width)
    ends = (*starts[1:], width)
    return [NamedColumn(*each) for each in zip(starts, ends, _NAMES, strict=True)]


class TermsView(QWidget):
    """Fully built at once; its signals are intents."""

    searched = Signal(str)
    chosen = Signal(str)
    new_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Find a term, also by a wrong rendering"))
        self._count = Label(type=Type.META, tone=Tone.MUTED)
        self.new = OutlinedButton(_("New term"), Icon.PLUS)
        self.list = RowList(_("Terms"), RowModel[TermRow](_key, spoken_term), TermDelegate())
        self._stage = ContentStage(self.list, rows=9, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self.form = TermFormView()
        self.left = QWidget()
        head = row(self.search, self._count, self.new, margins=(14, 8, 14, 8), spacing=12)
        head.setStretch(0, 1)
        parts = column(head, ColumnNames(self.list, _named_columns), self._stage, spacing=0)
        parts.setStretch(2, 1)
        self.left.setLayout(parts)
        self.left.setMinimumWidth(420)
        self._fit()
        theme().changed.connect(self._fit)
        self._across = Splitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.left)
        self._across.addWidget(self.form)
        self._across.setStretchFactor(0, 3)
        self._across.setStretchFactor(1, 2)
        self._across.setSizes([720, 480])
        self.setLayout(row(self._across))
        self.search.searched.connect(self.searched)
        self.list.chosen.connect(self.chosen)
        self.list.went_in.connect(self.form.begin)
        self.new.clicked.connect(self.new_pressed)

    def show_state(self, state: TermsState, *, may_write: bool) -> None:
        """Show the whole of it."""
        self._count.say(counted(len(state.rows), state.total))
        self.new.setVisible(may_write)
        self.new.say(_("Go on with the new term") if state.begun else _("New term"))
        self.list.show_rows(state.rows, state.form.key if state.form is not None else "")
        self._choose_stage(state)
        self.form.show_terms(state, may_write=may_write)

    def _fit(self) -> None:
        """Large text needs room in the form first: the list elides."""
        self.form.setMinimumWidth(min(theme().scaled(_FORM), _FORM_MOST))

    def _choose_stage(self, state: TermsState) -> None:
        if state.rows:
            self._nothing = None
            self._stage.show_content()
        elif self._nothing is None:
            self._nothing = EmptyPanel(
                Icon.SEARCH,
                _("No term says this"),
                _("Search in English or Chinese; a wrong rendering finds its term too."),
                _("Clear the search"),
            )
            self._nothing.acted.connect(self.search.clear)
            self._stage.show_panel(self._nothing)


def _key(row: TermRow) -> str:
    return row.term.id
