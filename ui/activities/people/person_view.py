"""One person on the screen: who they are, their conflicts of interest, and how they get in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.activities.people import PeopleAction
from ui.activities.people.entry_view import EntryView
from ui.activities.people.state import EntryState, InterestsState, PeopleState, PersonRow
from ui.activities.people.words import (
    NONE,
    PARTS,
    crew_text,
    ended_words,
    languages_words,
    lead_words,
    plain,
    roles_words,
    teams_words,
)
from ui.casework import initials, refused_words, show_refused, show_unsent, will_be_sent
from ui.language import Text, language
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Avatar,
    Heading,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    PrimaryButton,
    QuietButton,
    Shape,
    ShapeMark,
    TextButton,
    column,
    describe_one,
    foot,
    row,
    rule,
    sheet,
)
from ui.widgets.fields import LinesField, named
from workstation.i18n import Message, _, pgettext


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
        """Show these facts, each a name and what is so."""
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


class InterestsView(QWidget):
    """The conflicts of interest of somebody: the list, and the field of whoever may write in it.

    Says `write_asked` with whether to write, `typed` and `saved` with the text.
    """

    write_asked = Signal(bool)
    typed = Signal(str)
    saved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self._heading = Heading(_("Conflicts of interest"))
        self._mark = Pill()
        self._shape = ShapeMark(Shape.OVERDUE, Tone.WARN)
        self._parties = Label(wrap=True, selectable=True)
        self._who = Label(
            _("Only they, supervisors and administrators see this."),
            Type.META,
            Tone.MUTED,
            wrap=True,
        )
        self.write = TextButton(pgettext("interests", "Change"))
        self.write.show_key_of(PeopleAction.INTERESTS)
        self.field = LinesField(4)
        self._all = named(_("All parties that they must not decide about, one a line"), self.field)
        self.save = OutlinedButton(pgettext("interests", "Save"))
        self.save.show_key("Ctrl+Enter")
        self._leave = QuietButton(pgettext("interests", "Not now"))
        self._refused = NoticeBar()
        self._writing = QWidget()
        self._hint = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._writing.setLayout(
            column(self._all, self._hint, row(STRETCH, self._leave, self.save), spacing=6)
        )
        head = row(self._heading, self._mark, self.write)
        head.setStretch(0, 1)
        line = row(self._shape, self._parties, spacing=6)
        line.setStretch(1, 1)
        self.setLayout(column(head, line, self._who, self._refused, self._writing, spacing=6))
        self.write.clicked.connect(lambda: self.write_asked.emit(True))
        self._leave.clicked.connect(lambda: self.write_asked.emit(False))
        self.save.clicked.connect(lambda: self.saved.emit(self.field.toPlainText()))
        self.field.edited.connect(lambda: self.typed.emit(self.field.toPlainText()))

    def show_interests(self, state: InterestsState) -> None:
        """Show them, to whoever may see them."""
        self.setVisible(state.parties is not None)
        if state.parties is None:
            return
        self._parties.say(plain(state.parties))
        self._shape.setVisible(bool(state.parties))
        show_unsent(self._mark, waiting=state.waiting)
        self.write.setVisible((state.may_set or state.may_declare) and not state.writing)
        words = pgettext("interests", "Change") if state.may_set else _("Declare one")
        self.write.say(words)
        describe_one(self.write, words, _("Conflicts of interest"))
        if state.may_set:
            self._hint.say(_("Whoever is taken out of the list may be decided about again."))
        else:
            self._hint.say(
                _("Write whom it is about, one a line. Taking one off is for somebody else.")
            )
        self._writing.setVisible(state.writing)
        show_refused(self._refused, state.refused)

    def begin(self, text: str, ticket: int) -> None:
        """Put the text and the caret into the field."""
        if ticket != self._ticket:
            self._ticket = ticket
            self.field.set_text(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class PersonView(QWidget):
    """Whoever is chosen, to be read; its signals are intents."""

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
        self.change.show_key_of(PeopleAction.CHANGE)
        self.end = QuietButton(_("End the access..."), Icon.SIGN_OUT)
        self.end.show_key_of(PeopleAction.END)
        self.open = OutlinedButton(_("Open the access again"), Icon.REOPEN)
        self.open.show_key_of(PeopleAction.END)
        self._last = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        names = column(self._name, self._user, spacing=1)
        head = row(self._avatar, names, self._mark, spacing=12)
        head.setStretch(1, 1)
        read = sheet(
            *(head, self._ended, self._notice, self._facts),
            *(self._rules[0], self.interests, self._rules[1], self.entry),
            spacing=14,
        )
        buttons = row(self.change, self.open, STRETCH, self.end)
        self._foot = foot(column(self._last, buttons, spacing=6))
        whole = column(read, self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.change.clicked.connect(self.change_pressed)
        self.end.clicked.connect(self.end_pressed)
        self.open.clicked.connect(self.open_pressed)
        language().changed.connect(self._retell)

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
        show_unsent(self._mark, unsaved=chosen.unsaved, waiting=chosen.waiting)
        ended = ended_words(chosen.person)
        if ended is not None:
            # Of somebody without access nothing but this can wait.
            said = will_be_sent(ended, sent=not chosen.waiting)
            self._ended.say(said, Tone.NEUTRAL, dismissable=False)
        else:
            self._ended.clear()
        show_refused(self._notice, people.notice)
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
