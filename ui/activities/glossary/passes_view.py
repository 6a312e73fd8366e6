"""The terms that always pass on the screen: who let them, when and why; a policy user ends one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.glossary.row_delegates import HEIGHT, PassDelegate
from ui.activities.glossary.state import GlossaryState, PassRow
from ui.activities.glossary.words import WAITING, pass_words, refused_words, spoken_pass
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
    Shape,
    Splitter,
    column,
    row,
)
from ui.widgets.row_list import RowList, RowModel
from workstation.i18n import _


class PassesView(QWidget):
    """Fully built at once; its signals are intents."""

    chosen = Signal(str)
    stop_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(
            _("What always passes"), RowModel[PassRow](_key, spoken_pass), PassDelegate()
        )
        self._stage = ContentStage(self.list, rows=6, row_height=HEIGHT)
        self._none: EmptyPanel | None = None
        self._title = Label(type=Type.TITLE, wrap=True)
        self._mark = Pill()
        self._mark.show_state(Shape.WAITING, WAITING, Tone.ACCENT)
        self._who = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        self._why = ReadingView()
        self._refused = NoticeBar()
        self.stop = OutlinedButton(_("Check it again"), Icon.CHECK)
        self.stop.explain(_("From then on letters are checked for it again, everybody's"))
        self.detail = self._built_detail()
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
        self.list.went_in.connect(self._to_button)
        self.stop.clicked.connect(self.stop_pressed)

    def _built_detail(self) -> QWidget:
        head = row(self._title, self._mark)
        head.setStretch(0, 1)
        detail = QWidget()
        detail.setLayout(
            column(
                *(head, self._who, self._why, self._refused, row(self.stop, STRETCH), STRETCH),
                margins=(20, 16, 20, 16),
                spacing=12,
            )
        )
        return detail

    def show_state(self, state: GlossaryState) -> None:
        """Show the whole of it."""
        self.list.show_rows(state.passes, state.chosen_pass)
        self._choose_stage(any_there=bool(state.passes))
        held = next((each for each in state.passes if each.passing.term == state.chosen_pass), None)
        self.detail.setVisible(held is not None)
        if held is None:
            return
        passing = held.passing
        self._title.say(pass_words(passing.term))
        self._mark.setVisible(held.waiting)
        self._who.say(_("Let pass by {name}, {at}", name=passing.by.name, at=passing.at))
        self._why.show_text(passing.reason, "en" if passing.reason.isascii() else "zh_Hans")
        self.stop.setVisible(state.closed is None)
        if state.pass_refused is not None:
            self._refused.say(refused_words(state.pass_refused), Tone.WARN, dismissable=False)
        else:
            self._refused.clear()

    def _choose_stage(self, *, any_there: bool) -> None:
        if any_there:
            self._none = None
            self._stage.show_content()
        elif self._none is None:
            self._none = EmptyPanel(
                Icon.SHIELD,
                _("Nothing always passes"),
                _(
                    "When a finding about a term is wrong for the house, a specialist lets the"
                    " term pass from the letter, with a reason. It then stands here."
                ),
            )
            self._stage.show_panel(self._none)

    def _to_button(self) -> None:
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)


def _key(row: PassRow) -> str:
    return row.passing.term
