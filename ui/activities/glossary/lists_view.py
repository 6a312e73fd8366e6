"""The lists of the glossary on the screen: what always passes, and the last changes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.glossary.row_delegates import HEIGHT, ChangeDelegate, PassDelegate
from ui.activities.glossary.state import ChangeRow, GlossaryState, PassRow
from ui.activities.glossary.words import pass_words, spoken_change, spoken_pass
from ui.casework import show_refused, show_unsent
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    ContentStage,
    EmptyPanel,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    ReadingView,
    Splitter,
    column,
    describe,
    row,
)
from ui.widgets.row_list import RowList, RowModel
from workstation.i18n import _


class PassesView(QWidget):
    """The terms that always pass: who let them, when and why, and the button that ends it."""

    chosen = Signal(str)
    stop_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(
            _("What always passes"),
            RowModel[PassRow](lambda row: row.passing.term, spoken_pass),
            PassDelegate(),
        )
        self._stage = ContentStage(self.list, rows=6, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self._title = Label(type=Type.TITLE, wrap=True)
        self._mark = Pill()
        self._who = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        self._why = ReadingView()
        describe(self._why, _("Reason"))
        self._refused = NoticeBar()
        self.stop = OutlinedButton(_("Check it again"), Icon.CHECK)
        self.stop.explain(_("From then on letters are checked for it again, everybody's"))
        head = row(self._title, self._mark)
        head.setStretch(0, 1)
        parts = (head, self._who, self._why, self._refused, row(self.stop, STRETCH), STRETCH)
        self.detail = QWidget()
        self.detail.setLayout(column(*parts, margins=(20, 16, 20, 16), spacing=12))
        across = Splitter(Qt.Orientation.Horizontal)
        across.addWidget(self._stage)
        across.addWidget(self.detail)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 2)
        across.setSizes([720, 480])
        self._stage.setMinimumWidth(420)
        self.detail.setMinimumWidth(360)
        self.setLayout(row(across))
        self.list.chosen.connect(self.chosen)
        self.list.went_in.connect(self._focus_stop)
        self.stop.clicked.connect(self.stop_pressed)

    def show_state(self, state: GlossaryState) -> None:
        """Show the list, and whoever let the chosen term pass."""
        self.list.show_rows(state.passes, state.chosen_pass)
        if state.passes:
            self._nothing = None
            self._stage.show_content()
        elif self._nothing is None:
            self._nothing = EmptyPanel(
                Icon.SHIELD,
                _("Nothing always passes"),
                _(
                    "When a finding about a term is wrong for the house, a specialist lets the"
                    " term pass from the letter, with a reason. It then stands here."
                ),
            )
            self._stage.show_panel(self._nothing)
        held = next((each for each in state.passes if each.passing.term == state.chosen_pass), None)
        self.detail.setVisible(held is not None)
        if held is None:
            return
        passing = held.passing
        self._title.say(pass_words(passing.term))
        show_unsent(self._mark, waiting=held.waiting)
        self._who.say(_("Let pass by {name}, {at}", name=passing.by.name, at=passing.at))
        self._why.show_text(passing.reason, "en" if passing.reason.isascii() else "zh_Hans")
        self.stop.setVisible(state.closed is None)
        show_refused(self._refused, state.pass_refused)

    def _focus_stop(self) -> None:
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)


class HistoryView(QWidget):
    """The last changes of the glossary: version, who, when and what."""

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(
            _("The last changes"), RowModel[ChangeRow](_version, spoken_change), ChangeDelegate()
        )
        self._stage = ContentStage(self.list, rows=6, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self.setLayout(column(self._stage))

    def show_changes(self, rows: tuple[ChangeRow, ...]) -> None:
        """Show them, the newest first."""
        index = self.list.currentIndex()
        chosen = rows[index.row()] if 0 <= index.row() < len(rows) else None
        self.list.show_rows(rows, _version(chosen) if chosen is not None else "")
        if rows:
            self._nothing = None
            self._stage.show_content()
        elif self._nothing is None:
            self._nothing = EmptyPanel(
                Icon.HISTORY,
                _("No change yet"),
                _("The glossary is as it came with the program. Each change will stand here."),
            )
            self._stage.show_panel(self._nothing)


def _version(row: ChangeRow) -> str:
    return str(row.changed.version)
