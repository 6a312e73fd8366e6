"""Policies on the screen: the tabs, and list, clauses and the pane beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from ui.activities.policies import PolicyAction
from ui.activities.policies.clauses_view import ClausesView
from ui.activities.policies.lists_view import WIDTH as LIST
from ui.activities.policies.lists_view import DraftsView, ListView
from ui.activities.policies.periods_view import PeriodsView
from ui.activities.policies.policy_form import PolicyForm
from ui.activities.policies.side_pane import WIDTH as SIDE
from ui.activities.policies.side_pane import SidePane
from ui.activities.policies.state import PoliciesState, PoliciesTab
from ui.activities.policies.words import TABS
from ui.joined_pane import PartedView
from ui.language import Text, bind, words_of
from ui.pane_keys import PaneKeys
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Drawer,
    Edge,
    Label,
    OutlinedButton,
    Splitter,
    Surface,
    SwitchChoice,
    Tabs,
    column,
    describe,
    focus_in,
    row,
    set_edge,
    set_surface,
)
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.activity import Memory

_ROOMY = 1280
_ACROSS = "policies"


class PoliciesView(PartedView):
    """The whole activity; `show_state` may be called as often as one likes."""

    closed = Signal()
    tab_chosen = Signal(object)
    clause_left = Signal()
    opening_left = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        describe(self, pgettext("activity", "Policies"))
        self._memory = memory
        self._state: PoliciesState | None = None
        self._roomy = True
        self.tabs = Tabs(
            [
                SwitchChoice(PoliciesTab.LIBRARY, TABS[PoliciesTab.LIBRARY]),
                SwitchChoice(PoliciesTab.DRAFTS, self._drafts_words),
                SwitchChoice(PoliciesTab.PERIODS, TABS[PoliciesTab.PERIODS]),
            ],
            pgettext("activity", "Policies"),
        )
        self.drawer_button = OutlinedButton(_("Draft, and who cites it"), Icon.DRAWER)
        self.drawer_button.show_key_of(PolicyAction.ASIDE)
        self.list, self.clauses, self.side = ListView(), ClausesView(), SidePane()
        self.drafts, self.periods, self.opening = DraftsView(), PeriodsView(), PolicyForm()
        library = self._library()
        self._pages = QStackedWidget()
        self._page = {
            PoliciesTab.LIBRARY: library,
            PoliciesTab.DRAFTS: self.drafts,
            PoliciesTab.PERIODS: self.periods,
        }
        for page in self._page.values():
            self._pages.addWidget(page)
        self._day = Label(type=Type.META, tone=Tone.MUTED)
        title = Label(pgettext("activity", "Policies"), Type.TITLE)
        parts = (title, self.tabs, STRETCH, self._day, self.drawer_button)
        head = QWidget()
        set_edge(head, Edge.BOTTOM)
        head.setLayout(row(*parts, margins=(20, 6, 16, 0), spacing=20))
        head.setMinimumHeight(theme().scaled(48))
        whole = column(head, self._pages, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.tabs.chosen.connect(self.tab_chosen)
        self.drawer_button.clicked.connect(self.toggle_side)

    def _library(self) -> QWidget:
        """The list, the clauses or the form of a new policy, and the pane beside."""
        self._centre = QStackedWidget()
        self._centre.addWidget(self.clauses)
        self._centre.addWidget(self.opening)
        self._across = Splitter(Qt.Orientation.Horizontal)
        for each in (self.list, self._centre, self.side):
            self._across.addWidget(each)
        self._across.setStretchFactor(1, 1)
        self.list.setMinimumWidth(220)
        self._centre.setMinimumWidth(420)
        self.side.setMinimumWidth(280)
        self._across.setSizes(self._memory.splitter_sizes(_ACROSS, (LIST, 720, SIDE)))
        self._across.splitterMoved.connect(self._keep)
        library = QWidget()
        library.setLayout(row(self._across, spacing=0))
        self.drawer = Drawer(library, SIDE)
        self.drawer.shut.connect(self._on_shut)
        return library

    def show_state(self, state: PoliciesState) -> None:
        """Show the state in every part."""
        self._state = state
        self.tabs.choose(state.tab)
        self._day.say(_("{today}", today=state.today))
        drafts = self.tabs.findChildren(QPushButton)[1]
        bind(drafts, words_of(drafts), self._drafts_words)
        drafts.setVisible(state.may_write)
        self.list.show_library(state.library, may_write=state.may_write)
        self.clauses.show_state(state)
        self.side.show_state(state)
        self.drafts.show_drafts(state.drafts, state.held)
        self.periods.show_state(state)
        if state.opening is not None:
            self.opening.show_form(state.opening, state.opening_ticket, state.notice)
        opening = state.opening is not None
        self._centre.setCurrentWidget(self.opening if opening else self.clauses)
        if self._roomy:
            self.side.setVisible(not opening)
        self._pages.setCurrentWidget(self._page[state.tab])
        self.drawer_button.setVisible(not self._roomy and state.tab is PoliciesTab.LIBRARY)

    def toggle_side(self) -> None:
        """Bring the focus into the pane beside, and that into sight; or the focus back."""
        if not self._roomy:
            self.drawer.pull(not self.drawer.isVisible())
        if self.side.isVisible() and focus_in(self.side) is None:
            self._first_of_side().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_open(self) -> bool:
        """Leave the drawer or what is open, the innermost first; whether there was anything."""
        state = self._state
        if self.drawer.isVisible():
            self.drawer.pull(False)
        elif state is None:
            return False
        elif state.tab is PoliciesTab.PERIODS and state.periods.writing:
            self.periods.asked.emit("")
        elif state.opening is not None:
            self.opening_left.emit()
        elif state.draft.discarding:
            self.side.discard_asked.emit(False)
        elif state.draft.beginning:
            self.side.beginning_left.emit()
        elif state.draft.form is not None:
            self.clause_left.emit()
            self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def widen(self) -> bool:
        """Show all policies again; whether a search narrowed them."""
        narrowed = bool(self.list.search.text())
        self.list.search.clear()
        return narrowed

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the pane beside is a drawer where there is little room."""
        super().resizeEvent(event)
        roomy = self.window().width() >= theme().scaled(_ROOMY)
        if roomy is self._roomy:
            return
        self._roomy = roomy
        if roomy:
            self.drawer.hide()
            self._across.addWidget(self.side)
            self.side.show()
        else:
            self.drawer.hold(self.side)
        sizes = self._memory.splitter_sizes(_ACROSS, (LIST, 720, SIDE))
        self._across.setSizes(sizes[: self._across.count()])
        in_library = self._state is None or self._state.tab is PoliciesTab.LIBRARY
        self.drawer_button.setVisible(not roomy and in_library)

    @property
    def in_list(self) -> bool:
        """Whether the focus is in the list at the left."""
        return focus_in(self.list) is not None

    def parts(self) -> list[PaneKeys]:
        """The parts of the tab in sight, and the tabs."""
        page, tabs = self._pages.currentWidget(), PaneKeys(self.tabs, self._first_tab())
        if page is self.drafts:
            return [PaneKeys(self.drafts, self.drafts.list), tabs]
        if page is self.periods:
            return [PaneKeys(self.periods, self.periods.sheet), tabs]
        parts = [PaneKeys(self.list, self.list.shown)]
        if self._centre.currentWidget() is self.opening:
            parts.append(PaneKeys(self.opening))
        else:
            parts.append(PaneKeys(self.clauses, self.clauses.sheet))
        if self.side.isVisible():
            parts.append(PaneKeys(self.side, self._first_of_side()))
        return [*parts, tabs]

    def _first_tab(self) -> QWidget:
        return next(each for each in self.tabs.findChildren(QPushButton) if each.isChecked())

    def _first_of_side(self) -> QWidget:
        side = self.side
        lines = [*side.citing.findChildren(QPushButton), side.draft]
        return next((each for each in lines if each.isVisible()), self.clauses.sheet)

    def _on_shut(self, focused: bool) -> None:
        if focused:
            self.clauses.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        if self._roomy:
            self._memory.keep_splitter(_ACROSS, self._across)

    def _drafts_words(self) -> Text:
        number = len(self._state.drafts) if self._state is not None else 0
        return _("Drafts {n}", n=number) if number else TABS[PoliciesTab.DRAFTS]
