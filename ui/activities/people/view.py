"""The people on the screen: the tabs, what was not taken, and the part that is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from ui.activities.people.deposits_view import DepositsView
from ui.activities.people.ending_view import EndingView
from ui.activities.people.groups_view import SIDE, CrewsView, QueuesView
from ui.activities.people.list_view import PeopleList
from ui.activities.people.person_form import PersonFormView
from ui.activities.people.person_view import PersonView
from ui.activities.people.refused_view import RefusedPersonStrip
from ui.activities.people.state import Doing, PeopleTab, StaffState
from ui.activities.people.words import TABS, refused_words
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Edge,
    EmptyPanel,
    IconButton,
    IconMark,
    Label,
    NoticeBar,
    Pill,
    Shape,
    Splitter,
    Surface,
    SwitchChoice,
    Tabs,
    column,
    describe,
    row,
    set_edge,
    set_surface,
)
from workstation.i18n import _, ngettext, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.activity import Memory

_ACROSS = "people"


class StaffView(QWidget):
    """Fully built at once; `show_state` may be called as often as one likes."""

    closed = Signal()
    escaped = Signal()
    tab_chosen = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        describe(self, pgettext("activity", "People"))
        self._memory = memory
        self._shown = StaffState()
        self._waiting = Pill()
        self.tabs = Tabs([SwitchChoice(each, words) for each, words in TABS.items()])
        self.close_button = IconButton(Icon.CLOSE, _("Back to the cases"))
        self.close_button.show_key("Esc")
        self._reader = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.turned, self._notice = RefusedPersonStrip(), NoticeBar()
        self.people, self.person = PeopleList(), PersonView()
        self.form, self.ending = PersonFormView(), EndingView()
        self.crews, self.queues, self.deposits = CrewsView(), QueuesView(), DepositsView()
        self._unchosen = EmptyPanel(
            Icon.PERSON,
            _("Nobody is chosen"),
            _("Choose somebody to see their roles, queues and crew."),
        )
        self._pages, self._side = QStackedWidget(), QStackedWidget()
        self._build()
        self.tabs.chosen.connect(self.tab_chosen)
        self.close_button.clicked.connect(self.closed)

    def _build(self) -> None:
        for each in (self._unchosen, self.person, self.form, self.ending):
            self._side.addWidget(each)
        self._side.setMinimumWidth(360)
        self._across = Splitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.people)
        self._across.addWidget(self._side)
        self._across.setStretchFactor(0, 1)
        self._across.setSizes(self._memory.splitter_sizes(_ACROSS, (900, SIDE)))
        self._across.splitterMoved.connect(self._keep)
        self._page = {
            PeopleTab.PEOPLE: self._across,
            PeopleTab.CREWS: self.crews,
            PeopleTab.QUEUES: self.queues,
            PeopleTab.DEPOSITS: self.deposits,
        }
        for page in self._page.values():
            self._pages.addWidget(page)
        title = Label(pgettext("activity", "People"), Type.TITLE)
        first = row(title, self.tabs, STRETCH, self._waiting, self.close_button, spacing=18)
        self.head = QWidget()
        set_edge(self.head, Edge.BOTTOM)
        self.head.setLayout(column(first, margins=(18, 6, 10, 0)))
        self._foot = QWidget()
        set_edge(self._foot, Edge.TOP)
        line = row(IconMark(Icon.INFO, Tone.MUTED, 16), self._reader, margins=(18, 8, 18, 8))
        line.setStretch(1, 1)
        self._foot.setLayout(line)
        whole = column(self.head, self.turned, self._notice, self._pages, self._foot, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def show_state(self, state: StaffState) -> None:
        """Show the whole of it."""
        self._shown = state
        may_change = state.known and state.closed is None
        self.tabs.choose(state.tab)
        self._waiting.setVisible(state.waiting > 0)
        words = ngettext(
            "{n} change waits to be sent", "{n} changes wait to be sent", state.waiting
        )
        self._waiting.show_state(Shape.WAITING, words, Tone.ACCENT)
        self._foot.setVisible(state.closed is not None)
        if state.closed is not None:
            self._reader.say(refused_words(state.closed))
        self.turned.show_turned(state.turned)
        if state.notice is not None:
            self._notice.say(refused_words(state.notice), Tone.WARN)
        else:
            self._notice.clear()
        self.people.show_state(state.people, known=state.known, may_change=may_change)
        self.person.show_person(state.people, state.interests, state.entry, may_change=may_change)
        self.form.show_form(state.people)
        self.ending.show_ending(state.people, state.entry)
        self.crews.show_state(state.crews, may_change=may_change)
        self.queues.show_state(state.queues, may_change=may_change)
        self.deposits.show_state(state.deposits)
        self._side.setCurrentWidget(self._beside(state, may_change=may_change))
        self._pages.setCurrentWidget(self._page[state.tab])

    def _beside(self, state: StaffState, *, may_change: bool) -> QWidget:
        if state.people.doing is Doing.WRITING and may_change:
            return self.form
        if state.people.chosen is None:
            return self._unchosen
        if state.people.doing is Doing.ENDING and may_change:
            return self.ending
        return self.person

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Escape leaves what is open, the innermost first."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Put the focus where the part in sight begins."""
        self.parts()[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Choose the next row of the list in sight, or the one before with -1."""
        match self._shown.tab:
            case PeopleTab.PEOPLE:
                self.people.list.step(by)
            case PeopleTab.CREWS:
                self.crews.list.step(by)
            case PeopleTab.QUEUES:
                self.queues.list.step(by)
            case PeopleTab.DEPOSITS:
                self.deposits.list.step(by)

    def cycle(self, by: int) -> None:
        """Put the focus into the next part, or the one before with -1."""
        parts = self.parts()
        # None in a window without focus, whatever Qt's stubs say.
        focus: QWidget | None = self.window().focusWidget()
        here = next(
            (
                at
                for at, (around, _first) in enumerate(parts)
                if focus is not None and (around is focus or around.isAncestorOf(focus))
            ),
            0 if by < 0 else -1,
        )
        parts[(here + by) % len(parts)][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def parts(self) -> list[tuple[QWidget, QWidget]]:
        """What F6 goes through: a part, and what in it takes the focus."""
        found = self._parts_of_tab()
        tab = next(each for each in self.tabs.findChildren(QPushButton) if each.isChecked())
        shown = [(around, first) for around, first in found if first.isVisible()]
        return [*shown, (self.head, tab)]

    def _parts_of_tab(self) -> list[tuple[QWidget, QWidget]]:
        match self._shown.tab:
            case PeopleTab.PEOPLE:
                first = self.people.list if self.people.list.isVisible() else self.people.search
                return [(self.people, first), (self._side, self._first_beside())]
            case PeopleTab.CREWS:
                return self.crews.parts()
            case PeopleTab.QUEUES:
                return self.queues.parts()
            case PeopleTab.DEPOSITS:
                return self.deposits.parts()

    def _first_beside(self) -> QWidget:
        current = self._side.currentWidget()
        if current is self.form:
            return self.form.user if self.form.user.isVisible() else self.form.name
        if current is self.ending:
            return self.ending.reason
        buttons = (
            *(self.person.change, self.person.open, self.person.interests.write),
            self.person.entry.give,
        )
        return next((each for each in buttons if each.isVisible()), self.people.list)

    def _keep(self) -> None:
        self._memory.keep_splitter(_ACROSS, self._across)
