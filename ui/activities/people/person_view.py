"""One person, to be read: who they are, their conflicts of interest, and how they get in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.activities.people.entry_view import EntryView
from ui.activities.people.interests_view import InterestsView
from ui.activities.people.state import EntryState, InterestsState, PeopleState, PersonRow
from ui.activities.people.words import (
    NONE,
    PARTS,
    UNSAVED,
    WAITING,
    crew_text,
    ended_words,
    languages_words,
    lead_words,
    plain,
    refused_words,
    roles_words,
    teams_words,
)
from ui.casework import initials
from ui.language import Text, language
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Avatar,
    Edge,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    PrimaryButton,
    QuietButton,
    Shape,
    column,
    refuse_input_method,
    row,
    rule,
    set_edge,
)
from workstation.i18n import Message, _, pgettext


def scrolled(inside: QWidget) -> QScrollArea:
    """The widget in a frame that scrolls up and down."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    refuse_input_method(scroll)
    return scroll


class PersonFacts(QWidget):
    """What is so of somebody, a line each: its name, and what it is."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[Label, Label]] = []

    def show_facts(self, facts: list[tuple[Message, Text]]) -> None:
        """Show these."""
        while len(self._lines) < len(facts):
            name = Label(type=Type.META, tone=Tone.MUTED)
            said = Label(wrap=True, selectable=True)
            at = len(self._lines)
            self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, at, 1)
            self._lines.append((name, said))
        for at, (name, said) in enumerate(self._lines):
            name.setVisible(at < len(facts))
            said.setVisible(at < len(facts))
            if at < len(facts):
                name.say(facts[at][0])
                text = facts[at][1]
                if isinstance(text, str):
                    said.content(text)
                else:
                    said.say(text)


class PersonView(QWidget):
    """Fully built at once; its signals are intents."""

    change_pressed = Signal()
    end_pressed = Signal()
    open_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row: PersonRow | None = None
        self._avatar = Avatar(pixels=30)
        self._name = Label(type=Type.TITLE, wrap=True)
        self._user = Label(type=Type.META, tone=Tone.MUTED, selectable=True)
        self._mark = Pill()
        self._ended = NoticeBar()
        self._notice = NoticeBar()
        self._facts = PersonFacts()
        self.interests, self.entry = InterestsView(), EntryView()
        self._rules = [rule(), rule()]
        self.change = PrimaryButton(pgettext("person", "Change"), Icon.DRAFT)
        self.change.show_key("e")
        self.end = QuietButton(_("End the access..."), Icon.SIGN_OUT)
        self.end.show_key("Shift+E")
        self.open = OutlinedButton(_("Open the access again"), Icon.REOPEN)
        self.open.show_key("Shift+E")
        self._last = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._build()
        self.change.clicked.connect(self.change_pressed)
        self.end.clicked.connect(self.end_pressed)
        self.open.clicked.connect(self.open_pressed)
        language().changed.connect(self._retell)

    def _build(self) -> None:
        names = column(self._name, self._user, spacing=1)
        head = row(self._avatar, names, self._mark, spacing=12)
        head.setStretch(1, 1)
        inside = QWidget()
        parts = column(
            *(head, self._ended, self._notice, self._facts),
            *(self._rules[0], self.interests, self._rules[1], self.entry),
            margins=(20, 16, 20, 16),
            spacing=14,
        )
        parts.addStretch(1)
        inside.setLayout(parts)
        self._foot = QWidget()
        set_edge(self._foot, Edge.TOP)
        buttons = row(self.change, self.open, STRETCH, self.end)
        self._foot.setLayout(column(self._last, buttons, margins=(20, 9, 14, 9), spacing=6))
        whole = column(scrolled(inside), self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_person(
        self,
        people: PeopleState,
        interests: InterestsState,
        entry: EntryState,
        *,
        may_change: bool,
    ) -> None:
        """Show whoever is chosen."""
        chosen = people.chosen
        self._row = chosen
        if chosen is None:
            return
        self._retell()
        self._show_mark(chosen)
        if people.notice is not None:
            self._notice.say(refused_words(people.notice), Tone.WARN, dismissable=False)
        else:
            self._notice.clear()
        self.interests.show_interests(interests)
        self.entry.show_entry(entry, chosen.person.name)
        self._rules[0].setVisible(interests.parties is not None)
        self._rules[1].setVisible(entry.shown)
        works = chosen.person.works
        self._foot.setVisible(may_change)
        self.change.setVisible(works)
        self.open.setVisible(not works)
        self.end.setVisible(works and people.last is None)
        self._last.setVisible(works and people.last is not None)
        if people.last is not None:
            self._last.say(refused_words(people.last))

    def _show_mark(self, chosen: PersonRow) -> None:
        self._mark.setVisible(True)
        if chosen.unsaved:
            self._mark.show_state(Shape.WORKING, UNSAVED, Tone.WARN)
        elif chosen.waiting:
            self._mark.show_state(Shape.WAITING, WAITING, Tone.ACCENT)
        else:
            self._mark.setVisible(False)
        ended = ended_words(chosen.person)
        if ended is not None:
            self._ended.say(ended, Tone.NEUTRAL, dismissable=False)
        else:
            self._ended.clear()

    def _retell(self) -> None:
        chosen = self._row
        if chosen is None:
            return
        person = chosen.person
        self._avatar.show_initials(initials(person.name))
        self._name.content(person.name)
        self._user.content(person.user)
        crew, lead = crew_text(chosen), lead_words(chosen)
        if lead is not None:
            crew = _("{said}, {more}", said=crew, more=lead)
        self._facts.show_facts(
            [
                (PARTS["roles"], roles_words(person.roles)),
                (PARTS["queues"], plain(sorted(person.queues))),
                (PARTS["crew"], crew),
                (PARTS["teams"], teams_words(person.teams)),
                (PARTS["languages"], languages_words(person.languages)),
                (PARTS["markets"], plain(sorted(person.markets)) if person.markets else NONE),
            ]
        )
