"""The people at the left: search, what the list is narrowed to, and the list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.activities.people import PeopleAction
from ui.activities.people.choices import ChosenList, OfferBox
from ui.activities.people.row_delegates import HEIGHT, PersonDelegate
from ui.activities.people.state import Doing, Narrowed, PeopleState, PersonRow
from ui.activities.people.words import counted, spoken_person, title_of
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    ContentStage,
    EmptyPanel,
    Label,
    OutlinedButton,
    SearchField,
    SegmentedSwitch,
    SwitchChoice,
    column,
    describe_one,
    mark_content,
    row,
)
from ui.widgets.column_names import ColumnNames
from ui.widgets.row_list import RowModel
from workstation.domain.actor import PEOPLES_ROLES
from workstation.domain.labels import ROLE
from workstation.i18n import _, pgettext

_ALL_ROLES = pgettext("filter", "All roles")
_ALL_QUEUES = pgettext("filter", "All queues")
_ALL_CREWS = pgettext("filter", "All crews")
# What an empty list says, by why it is empty.
_NOBODY_PASSES = (
    Icon.SEARCH,
    _("Nobody passes"),
    _("Search by name, user name, role, queue or crew, in English or Chinese."),
    _("Show everybody"),
)
_NOBODY_ENDED = (
    Icon.PEOPLE,
    _("Nobody is here"),
    _("Whoever loses their access stands here, with when and why."),
)


class PeopleList(QWidget):
    """Search, what the list is narrowed to, and the list; its signals are intents."""

    narrowed = Signal(object)
    chosen = Signal(str)
    went_in = Signal()
    add_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._narrowed = Narrowed()
        self.search = SearchField(_("Name, user name, role, queue or crew"))
        self.role = OfferBox(pgettext("of a person", "Role"), (None, _ALL_ROLES))
        self.role.offer([(each, ROLE[each]) for each in PEOPLES_ROLES])
        self.queue = OfferBox(pgettext("of a person", "Queue"), ("", _ALL_QUEUES))
        self.crew = OfferBox(pgettext("of a person", "Crew"), ("", _ALL_CREWS))
        for box in (self.queue, self.crew):
            mark_content(box)
        self._name_filters()
        self.standing = SegmentedSwitch(
            [
                SwitchChoice(False, pgettext("people", "With access")),
                SwitchChoice(True, pgettext("people", "Access ended")),
            ],
            _("Whom the list shows"),
        )
        self._count = Label(type=Type.META, tone=Tone.MUTED)
        self.add = OutlinedButton(_("Add a person"), Icon.PLUS)
        self.add.show_key_of(PeopleAction.ADD)
        self._delegate = PersonDelegate()
        self.list = ChosenList(
            pgettext("tab", "People"),
            RowModel[PersonRow](lambda row: row.person.user, spoken_person),
            self._delegate,
        )
        self._names = ColumnNames(self.list, self._delegate.columns)
        self._stage = ContentStage(self.list, rows=9, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        first = row(self.search, self._count, self.add, margins=(14, 10, 14, 6), spacing=12)
        first.setStretch(0, 1)
        boxes = (self.role, self.queue, self.crew)
        second = row(*boxes, STRETCH, self.standing, margins=(14, 0, 14, 10), spacing=8)
        parts = column(first, second, self._names, self._stage, spacing=0)
        parts.setStretch(3, 1)
        self.setLayout(parts)
        self.setMinimumWidth(420)
        self._wire()
        self._stage.show_loading()

    def _name_filters(self) -> None:
        """Tell the boxes from those of the form, which say the same."""
        for box, name in (
            (self.role, pgettext("of a person", "Role")),
            (self.queue, pgettext("of a person", "Queue")),
            (self.crew, pgettext("of a person", "Crew")),
        ):
            describe_one(box, _("Filter the list"), name)

    def _wire(self) -> None:
        self.search.searched.connect(lambda text: self._narrow(query=text))
        self.search.entered.connect(self.list.take_first)
        self.role.chosen.connect(lambda role: self._narrow(role=role))
        self.queue.chosen.connect(lambda queue: self._narrow(queue=queue))
        self.crew.chosen.connect(lambda crew: self._narrow(crew=crew))
        self.standing.chosen.connect(lambda ended: self._narrow(ended=ended))
        self.list.chosen.connect(self.chosen)
        self.list.went_in.connect(self.went_in)
        self.add.clicked.connect(self.add_pressed)

    def show_state(self, state: PeopleState, *, known: bool, may_change: bool) -> None:
        """Show the list, and what it is narrowed to."""
        self._narrowed = state.narrowed
        self._count.say(counted(len(state.rows), state.total))
        self.add.setVisible(may_change)
        self.add.say(_("Go on adding") if state.begun else _("Add a person"))
        self.queue.offer([(each.name, partial(title_of, each)) for each in state.offered.queues])
        self.crew.offer([(each.name, partial(title_of, each)) for each in state.offered.crews])
        for box, value in (
            (self.role, state.narrowed.role),
            (self.queue, state.narrowed.queue),
            (self.crew, state.narrowed.crew),
        ):
            box.choose(value)
        self.standing.choose(state.narrowed.ended)
        if self._delegate.conflicts is not state.shows_conflicts:
            self._delegate.conflicts = state.shows_conflicts
            self._names.update()
        adds = state.doing is Doing.WRITING and state.form.new
        chosen = state.chosen if not adds else None
        user = chosen.person.user if chosen is not None else ""
        self.list.show_rows(state.rows, user)
        if known and state.rows:
            self._nothing = None
            self._stage.show_content()
        elif known and self._nothing is None:
            narrowed = state.narrowed not in (Narrowed(), Narrowed(ended=True))
            self._nothing = EmptyPanel(*(_NOBODY_PASSES if narrowed else _NOBODY_ENDED))
            self._nothing.acted.connect(self.clear)
            self._stage.show_panel(self._nothing)

    def clear(self) -> bool:
        """Narrow the list no longer; whether it was narrowed."""
        if self._narrowed in (Narrowed(), Narrowed(ended=True)):
            return False
        self._narrowed = Narrowed(ended=self._narrowed.ended)
        self.search.clear()
        self.narrowed.emit(self._narrowed)
        return True

    def _narrow(self, **parts: Any) -> None:  # Any: each part has a type of its own
        # Another reason for an empty list is another panel.
        self._nothing = None
        self.narrowed.emit(replace(self._narrowed, **parts))
