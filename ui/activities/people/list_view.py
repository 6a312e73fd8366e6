"""The people at the left: search, what the list is narrowed to, and the list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.activities.people.choices import OfferBox
from ui.activities.people.chosen_list import ChosenList
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
    mark_content,
    row,
)
from ui.widgets.column_names import ColumnNames
from ui.widgets.row_list import RowModel
from workstation.domain.actor import PEOPLES_ROLES
from workstation.domain.labels import ROLE
from workstation.domain.taxonomy import Role
from workstation.i18n import _, pgettext

_ALL_ROLES = pgettext("filter", "All roles")
_ALL_QUEUES = pgettext("filter", "All queues")
_ALL_CREWS = pgettext("filter", "All crews")


class PeopleList(QWidget):
    """Fully built at once; its signals are intents."""

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
        self.standing = SegmentedSwitch(
            [
                SwitchChoice(False, pgettext("people", "With access")),
                SwitchChoice(True, pgettext("people", "Access ended")),
            ]
        )
        self._count = Label(type=Type.META, tone=Tone.MUTED)
        self.add = OutlinedButton(_("Add a person"), Icon.PLUS)
        self.add.show_key("n")
        self._delegate = PersonDelegate()
        self.list = ChosenList(
            pgettext("tab", "People"), RowModel[PersonRow](_key, spoken_person), self._delegate
        )
        self._names = ColumnNames(self.list, self._delegate.columns)
        self._stage = ContentStage(self.list, rows=9, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self._build()
        self._wire()
        self._stage.show_loading()

    def _build(self) -> None:
        first = row(self.search, self._count, self.add, margins=(14, 10, 14, 6), spacing=12)
        first.setStretch(0, 1)
        boxes = (self.role, self.queue, self.crew)
        second = row(*boxes, STRETCH, self.standing, margins=(14, 0, 14, 10), spacing=8)
        parts = column(first, second, self._names, self._stage, spacing=0)
        parts.setStretch(3, 1)
        self.setLayout(parts)
        self.setMinimumWidth(420)

    def _wire(self) -> None:
        self.search.searched.connect(self._on_search)
        self.role.chosen.connect(self._on_role)
        self.queue.chosen.connect(self._on_queue)
        self.crew.chosen.connect(self._on_crew)
        self.standing.chosen.connect(self._on_standing)
        self.list.chosen.connect(self.chosen)
        self.list.went_in.connect(self.went_in)
        self.add.clicked.connect(self.add_pressed)

    def show_state(self, state: PeopleState, *, known: bool, may_change: bool) -> None:
        """Show the whole of it."""
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
        if known:
            self._choose_stage(state)

    def clear(self) -> bool:
        """Narrow nothing any more; whether there was anything."""
        if self._narrowed in (Narrowed(), Narrowed(ended=True)):
            return False
        self._narrowed = Narrowed(ended=self._narrowed.ended)
        self.search.clear()
        self.narrowed.emit(self._narrowed)
        return True

    def _choose_stage(self, state: PeopleState) -> None:
        if state.rows:
            self._nothing = None
            self._stage.show_content()
        elif self._nothing is None:
            narrowed = state.narrowed not in (Narrowed(), Narrowed(ended=True))
            self._nothing = _nobody_passes() if narrowed else _nobody_ended()
            self._nothing.acted.connect(self.clear)
            self._stage.show_panel(self._nothing)

    def _on_search(self, text: str) -> None:
        self._narrow(replace(self._narrowed, query=text))

    def _on_role(self, role: Role | None) -> None:
        self._narrow(replace(self._narrowed, role=role))

    def _on_queue(self, queue: str) -> None:
        self._narrow(replace(self._narrowed, queue=queue))

    def _on_crew(self, crew: str) -> None:
        self._narrow(replace(self._narrowed, crew=crew))

    def _on_standing(self, ended: bool) -> None:
        self._narrow(replace(self._narrowed, ended=ended))

    def _narrow(self, narrowed: Narrowed) -> None:
        # Another reason for an empty list is another panel.
        self._nothing = None
        self.narrowed.emit(narrowed)


def _nobody_passes() -> EmptyPanel:
    return EmptyPanel(
        Icon.SEARCH,
        _("Nobody passes"),
        _("Search by name, user name, role, queue or crew, in English or Chinese."),
        _("Show everybody"),
    )


def _nobody_ended() -> EmptyPanel:
    return EmptyPanel(
        Icon.PEOPLE,
        _("Nobody is here"),
        _("Whoever loses their access stands here, with when and why."),
    )


def _key(row: PersonRow) -> str:
    return row.person.user
