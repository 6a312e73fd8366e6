"""The people on the screen: the tabs, what was not taken, and the part that is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from ui.activities.people.deposits_view import DepositsView
from ui.activities.people.ending_view import EndingView
from ui.activities.people.groups_view import CREW_WORDS, QUEUE_WORDS, SIDE, GroupsView
from ui.activities.people.list_view import PeopleList
from ui.activities.people.person_form import PersonFormView
from ui.activities.people.person_view import PersonView
from ui.activities.people.state import Doing, PeopleTab, StaffState
from ui.activities.people.words import TABS, given_words, written_words
from ui.casework import RefusedChange, RefusedChanges, refused_words, show_refused
from ui.joined_pane import PartedView
from ui.pane_keys import PaneKeys
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
    foot,
    row,
    set_edge,
    set_surface,
)
from workstation.app.values import Question
from workstation.domain.people.person import AddPerson, ChangePerson, EndAccess
from workstation.domain.people.records import key_of
from workstation.i18n import _, ngettext, pgettext

if TYPE_CHECKING:
    from ui.activity import Memory

_ACROSS = "people"
# So many refused changes are shown; each that is answered lets the next one in.
_REFUSED = 2


class StaffView(PartedView):
    """The whole activity; `show_state` may be called as often as one likes."""

    closed = Signal()
    tab_chosen = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        describe(self, pgettext("activity", "People"))
        self._shown = StaffState()
        self._waiting = Pill()
        self.tabs = Tabs(
            [SwitchChoice(each, words) for each, words in TABS.items()],
            pgettext("activity", "People"),
        )
        self.close_button = IconButton(Icon.CLOSE, _("Back to the cases"))
        self.close_button.show_key("Esc")
        self._reader = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.refused_changes, self._notice = RefusedChanges(), NoticeBar()
        self.people, self.person = PeopleList(), PersonView()
        self.form, self.ending = PersonFormView(), EndingView()
        self.crews, self.queues = GroupsView(CREW_WORDS), GroupsView(QUEUE_WORDS)
        self.deposits = DepositsView()
        self._unchosen = EmptyPanel(
            Icon.PERSON,
            _("Nobody is chosen"),
            _("Choose somebody to see their roles, queues and crew."),
        )
        self._pages, self._side = QStackedWidget(), QStackedWidget()
        self._lay_out(memory)
        self.tabs.chosen.connect(self.tab_chosen)
        self.close_button.clicked.connect(self.closed)

    def _lay_out(self, memory: Memory) -> None:
        for each in (self._unchosen, self.person, self.form, self.ending):
            self._side.addWidget(each)
        self._side.setMinimumWidth(360)
        self._across = Splitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.people)
        self._across.addWidget(self._side)
        self._across.setStretchFactor(0, 1)
        self._across.setSizes(memory.splitter_sizes(_ACROSS, (900, SIDE)))
        self._across.splitterMoved.connect(lambda: memory.keep_splitter(_ACROSS, self._across))
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
        line = row(IconMark(Icon.INFO, Tone.MUTED, 16), self._reader)
        line.setStretch(1, 1)
        self._foot = foot(line, margins=(18, 8, 18, 8))
        above = (self.head, self.refused_changes, self._notice)
        whole = column(*above, self._pages, self._foot, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def show_state(self, state: StaffState) -> None:
        """Show the state in every part."""
        self._shown = state
        may_change = state.may_change
        self.tabs.choose(state.tab)
        self._waiting.setVisible(state.waiting > 0)
        words = ngettext(
            "{n} change waits to be sent", "{n} changes wait to be sent", state.waiting
        )
        self._waiting.show_state(Shape.WAITING, words, Tone.ACCENT)
        self._foot.setVisible(state.closed is not None)
        if state.closed is not None:
            self._reader.say(refused_words(state.closed))
        refused = state.refused_changes[:_REFUSED]
        self.refused_changes.show_changes([_refused_change(each) for each in refused])
        show_refused(self._notice, state.notice, dismissable=True)
        self.people.show_state(state.people, known=state.known, may_change=may_change)
        self.person.show_person(state.people, state.interests, state.entry, may_change=may_change)
        self.form.show_form(state.people)
        self.ending.show_ending(state.people, state.entry)
        self.crews.show_state(state.crews, may_change=may_change)
        self.queues.show_state(state.queues, may_change=may_change)
        self.deposits.show_state(state.deposits)
        if state.people.doing is Doing.WRITING and may_change:
            beside: QWidget = self.form
        elif state.people.chosen is None:
            beside = self._unchosen
        else:
            ending = state.people.doing is Doing.ENDING and may_change
            beside = self.ending if ending else self.person
        self._side.setCurrentWidget(beside)
        self._pages.setCurrentWidget(self._page[state.tab])

    def step(self, by: int) -> None:
        """Choose the next row of the list in sight, or the one before with -1."""
        lists = {
            PeopleTab.PEOPLE: self.people.list,
            PeopleTab.CREWS: self.crews.list,
            PeopleTab.QUEUES: self.queues.list,
            PeopleTab.DEPOSITS: self.deposits.list,
        }
        lists[self._shown.tab].step(by)

    def widen(self) -> bool:
        """Show everybody again; whether a search narrowed the list."""
        return self._shown.tab is PeopleTab.PEOPLE and self.people.clear()

    def parts(self) -> list[PaneKeys]:
        """The parts of the tab in sight, and the head."""
        match self._shown.tab:
            case PeopleTab.PEOPLE:
                found = [PaneKeys(self.people, self.people.list), PaneKeys(self._side)]
            case PeopleTab.CREWS:
                found = self.crews.parts()
            case PeopleTab.QUEUES:
                found = self.queues.parts()
            case PeopleTab.DEPOSITS:
                found = self.deposits.parts()
        tab = next(each for each in self.tabs.findChildren(QPushButton) if each.isChecked())
        return [*found, PaneKeys(self.head, tab)]


def _refused_change(question: Question) -> RefusedChange:
    """A refused change as its card says it, with what its author wrote."""
    written = written_words(question)
    has_form = isinstance(question.command, AddPerson | ChangePerson | EndAccess)
    return RefusedChange(
        id=question.command_id,
        title=_(
            "This was not taken ({at}): {what} ({name})",
            what=given_words(question),
            name=key_of(question.record_id),
            at=question.given_at,
        ),
        why=_("{reason} {remedy}", reason=question.reason, remedy=question.remedy),
        notes=(_("You wrote: {what}", what=written),) if written is not None else (),
        edit=pgettext("act", "Edit first") if has_form else None,
    )
