"""Crews, or queues, on the screen: the list, the one that is chosen, and its form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.activities.people import PeopleAction
from ui.activities.people.choices import ChosenList, OfferBox
from ui.activities.people.person_view import PersonFacts
from ui.activities.people.row_delegates import HEIGHT, GroupDelegate
from ui.activities.people.state import GroupRow, GroupsState, GroupText
from ui.activities.people.words import NOBODY, plain, spoken_group, title_of
from ui.casework import show_refused, show_unsent
from ui.language import Text, language
from ui.pane_keys import PaneKeys
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    ContentStage,
    DangerButton,
    EmptyPanel,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    PrimaryButton,
    QuietButton,
    Splitter,
    Well,
    column,
    foot,
    mark_content,
    row,
    sheet,
)
from ui.widgets.fields import WordField, named
from ui.widgets.row_list import RowModel
from workstation.domain.people.records import Crew
from workstation.i18n import Message, _, pgettext

SIDE = 416


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWords:
    """What crews and queues are called, each in their own words.

    name: of the list.
    about: what they are for.
    add: the button, and the title of the form, that begins one.
    nothing: head and text where there is none.
    unchosen: head and text while none is chosen.
    end: the button that asks whether the chosen one shall end.
    ends: what that does, and the button that does it.
    again: the button that begins one anew that has ended.
    leads: whether somebody leads it.
    """

    name: Message
    about: Message
    add: Message
    nothing: tuple[Message, Message]
    unchosen: tuple[Message, Message]
    end: Message
    ends: tuple[Message, Message]
    again: Message
    leads: bool


CREW_WORDS = GroupWords(
    name=pgettext("tab", "Crews"),
    about=_("The lead of a crew reads what its people had not sent when their access ended."),
    add=_("Form a crew"),
    nothing=(_("There is no crew yet"), _("A crew is people who work together under a lead.")),
    unchosen=(_("No crew is chosen"), _("Choose one to see who leads it and who is in it.")),
    end=_("Dissolve..."),
    ends=(
        _("There is no such crew any more then. Everybody in it needs another one before."),
        _("Dissolve the crew"),
    ),
    again=_("Form it again"),
    leads=True,
)
QUEUE_WORDS = GroupWords(
    name=pgettext("tab", "Queues"),
    about=_("Cases are filed into a queue, and whoever works on it sees them."),
    add=_("Open a queue"),
    nothing=(_("There is no queue yet"), _("Open one, so that cases can be filed into it.")),
    unchosen=(_("No queue is chosen"), _("Choose one to see who works on it.")),
    end=_("Close it..."),
    ends=(
        _("It takes no further cases and people. Take it from everybody who works on it before."),
        _("Close the queue"),
    ),
    again=_("Open it again"),
    leads=False,
)


class CloseAsk(Well):
    """Asks whether the chosen one shall end. Says `closed`, or `left`."""

    closed = Signal()
    left = Signal()

    def __init__(self, words: Message, button: Message) -> None:
        super().__init__()
        leave = QuietButton(pgettext("group", "Not now"))
        self.close_it = DangerButton(button)
        leave.clicked.connect(self.left)
        self.close_it.clicked.connect(self.closed)
        self.setLayout(
            column(
                *(Label(words, wrap=True), row(STRETCH, leave, self.close_it)),
                margins=(14, 12, 14, 10),
                spacing=6,
            )
        )


class GroupDetail(QWidget):
    """The chosen one, to be read: what it is called, who leads, who is in it."""

    change_pressed = Signal()
    open_pressed = Signal()
    close_asked = Signal(bool)
    closed = Signal()

    def __init__(self, words: GroupWords) -> None:
        super().__init__()
        self._row: GroupRow | None = None
        self._title = Label(type=Type.TITLE, wrap=True)
        self._mark = Pill()
        self._refused = NoticeBar()
        self._facts = PersonFacts()
        self.ask = CloseAsk(*words.ends)
        self.change = PrimaryButton(pgettext("group", "Change"), Icon.DRAFT)
        self.change.show_key_of(PeopleAction.CHANGE)
        self.open = OutlinedButton(words.again, Icon.REOPEN)
        self.end = QuietButton(words.end, Icon.CLOSE)
        head = row(self._title, self._mark)
        head.setStretch(0, 1)
        read = sheet(head, self._facts, self._refused, self.ask, spacing=14)
        self._foot = foot(self.change, self.open, STRETCH, self.end)
        whole = column(read, self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.change.clicked.connect(self.change_pressed)
        self.open.clicked.connect(self.open_pressed)
        self.end.clicked.connect(self._on_ask)
        self.ask.left.connect(lambda: self.close_asked.emit(False))
        self.ask.closed.connect(self.closed)
        language().changed.connect(self._retell)

    def show_group(self, state: GroupsState, *, may_change: bool) -> None:
        """Show the one that is chosen."""
        chosen = state.chosen
        self._row = chosen
        if chosen is None:
            return
        self._retell()
        show_unsent(self._mark, waiting=chosen.waiting)
        self._foot.setVisible(may_change)
        self.change.setVisible(chosen.stands)
        self.open.setVisible(not chosen.stands)
        self.end.setVisible(chosen.stands and not state.closing)
        self.ask.setVisible(state.closing)
        show_refused(self._refused, state.refused)

    def _retell(self) -> None:
        chosen = self._row
        if chosen is None:
            return
        group = chosen.group
        self._title.content(title_of(group))
        facts: list[tuple[Message, Text]] = [
            (_("Short name"), group.name),
            (_("English name"), group.title.en or group.name),
            (_("Chinese name"), group.title.zh or group.name),
        ]
        if isinstance(group, Crew):
            facts.append((_("Lead"), chosen.lead or NOBODY))
        people = plain(each.name for each in chosen.members)
        facts.append((pgettext("group", "People"), people))
        self._facts.show_facts(facts)

    def _on_ask(self) -> None:
        self.close_asked.emit(True)
        self.ask.close_it.setFocus(Qt.FocusReason.OtherFocusReason)


class GroupForm(QWidget):
    """What it is called in both languages, and who leads it."""

    typed = Signal(object)
    save_pressed = Signal()
    revert_pressed = Signal()
    left = Signal()

    def __init__(self, words: GroupWords) -> None:
        super().__init__()
        self._ticket = -1
        self._words = words
        self._title = Label(type=Type.TITLE, wrap=True)
        self._mark = Pill()
        self.name, self.en, self.zh = WordField(), WordField(), WordField()
        self.lead = OfferBox(_("Lead"), ("", NOBODY))
        mark_content(self.lead)
        self._refused = NoticeBar()
        self.save = PrimaryButton(pgettext("group", "Save"))
        self.save.show_key("Ctrl+Enter")
        self.revert = QuietButton(_("Undo my changes"), Icon.UNDO)
        leave = QuietButton(pgettext("group", "Close"))
        leave.show_key("Esc")
        head = row(self._title, self._mark)
        head.setStretch(0, 1)
        self._named = named(_("Short name, as it stands in cases and lists"), self.name)
        lead = named(_("Lead"), self.lead)
        if not words.leads:
            lead.hide()
        written = sheet(
            *(head, self._named, named(_("English name"), self.en)),
            *(named(_("Chinese name"), self.zh), lead, self._refused),
        )
        whole = column(written, foot(self.save, STRETCH, self.revert, leave), spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        for field in (self.name, self.en, self.zh):
            field.edited.connect(self._on_edit)
        self.lead.chosen.connect(self._on_edit)
        self.save.clicked.connect(self.save_pressed)
        self.revert.clicked.connect(self.revert_pressed)
        leave.clicked.connect(self.left)

    def begin(self) -> None:
        """Put the caret into the first field."""
        first = self.name if self.name.isVisible() else self.en
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def show_form(self, state: GroupsState) -> None:
        """Show the form of the one that is written."""
        self.lead.offer([(each.user, partial(str, each.name)) for each in state.people])
        if state.ticket != self._ticket:
            self._ticket = state.ticket
            for field, text in (
                (self.name, state.text.name),
                (self.en, state.text.en),
                (self.zh, state.text.zh),
            ):
                field.set_text(text)
            self.lead.choose(state.text.lead)
        self._named.setVisible(state.new)
        if state.new:
            self._title.say(self._words.add)
        else:
            self._title.content(state.text.name)
        show_unsent(self._mark, unsaved=state.unsaved)
        self.save.setEnabled(state.unsaved)
        self.revert.setVisible(state.unsaved)
        show_refused(self._refused, state.refused)

    def _on_edit(self, _chosen: object = None) -> None:
        text = GroupText(
            name=self.name.text(), en=self.en.text(), zh=self.zh.text(), lead=str(self.lead.value)
        )
        self.typed.emit(text)


class GroupsView(QWidget):
    """All crews, or all queues: the list, and the chosen one or its form beside it."""

    chosen = Signal(str)
    add_pressed = Signal()

    def __init__(self, words: GroupWords) -> None:
        super().__init__()
        self.add = OutlinedButton(words.add, Icon.PLUS)
        self.add.show_key_of(PeopleAction.ADD)
        self._words = words
        about = Label(words.about, Type.META, Tone.MUTED, wrap=True)
        self.list = ChosenList(
            words.name,
            RowModel[GroupRow](lambda row: row.group.name, spoken_group),
            GroupDelegate(),
        )
        self._stage = ContentStage(self.list, rows=6, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self.detail, self.form = GroupDetail(words), GroupForm(words)
        self._unchosen = EmptyPanel(Icon.PEOPLE, *words.unchosen)
        self._side = QStackedWidget()
        for each in (self._unchosen, self.detail, self.form):
            self._side.addWidget(each)
        self._side.setMinimumWidth(360)
        left = QWidget()
        head = row(about, self.add, margins=(18, 10, 14, 10), spacing=12)
        head.setStretch(0, 1)
        parts = column(head, self._stage, spacing=0)
        parts.setStretch(1, 1)
        left.setLayout(parts)
        left.setMinimumWidth(360)
        across = Splitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(self._side)
        across.setStretchFactor(0, 1)
        across.setSizes([900, SIDE])
        self.setLayout(row(across))
        self.list.chosen.connect(self.chosen)
        self.list.went_in.connect(self.detail.change_pressed)
        self.add.clicked.connect(self.add_pressed)

    def show_state(self, state: GroupsState, *, may_change: bool) -> None:
        """Show the list, and the chosen one or its form."""
        self.add.setVisible(may_change)
        chosen = state.chosen.group.name if state.chosen is not None else ""
        self.list.show_rows(state.rows, chosen)
        if state.rows:
            self._stage.show_content()
        elif self._nothing is None:
            self._nothing = EmptyPanel(Icon.PEOPLE, *self._words.nothing)
            self._stage.show_panel(self._nothing)
        self.detail.show_group(state, may_change=may_change)
        self.form.show_form(state)
        if state.writing:
            self._side.setCurrentWidget(self.form)
        elif state.chosen is not None:
            self._side.setCurrentWidget(self.detail)
        else:
            self._side.setCurrentWidget(self._unchosen)

    def parts(self) -> list[PaneKeys]:
        """What F6 goes through."""
        return [PaneKeys(self.list, self.list), PaneKeys(self._side)]
