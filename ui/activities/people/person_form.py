"""The form of a person, somebody new or somebody who is there."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.people.choices import OfferBox, Ticks
from ui.activities.people.state import PeopleState, PersonText
from ui.activities.people.words import PARTS, gone_words, joined, title_of
from ui.casework import show_refused, show_unsent
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Label,
    NoticeBar,
    Pill,
    PrimaryButton,
    QuietButton,
    column,
    foot,
    mark_content,
    row,
    sheet,
)
from ui.widgets.fields import WordField, named
from workstation.domain.actor import PEOPLES_ROLES
from workstation.domain.labels import LANGUAGE, ROLE, TEAM
from workstation.domain.taxonomy import Language, Team
from workstation.i18n import _, pgettext

_UNNAMED = _("What you do not change stays as it is.")
_FIRST = _("Once they are added, a first password is shown, for one time.")


class PersonFormView(QWidget):
    """The form of a person. What is typed is overwritten only where the form has another ticket."""

    typed = Signal(object)
    save_pressed = Signal()
    revert_pressed = Signal()
    rebase_pressed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self._title = Label(type=Type.TITLE, wrap=True)
        self._mark = Pill()
        self.user, self.name = WordField(), WordField()
        self.roles = Ticks(PARTS["roles"], [(each, ROLE[each]) for each in PEOPLES_ROLES])
        self.languages = Ticks(PARTS["languages"], [(each, LANGUAGE[each]) for each in Language])
        self.queues = Ticks(PARTS["queues"])
        self.teams = Ticks(PARTS["teams"], [(each, TEAM[each]) for each in Team])
        self._ticks = (self.roles, self.languages, self.queues, self.teams)
        self.crew = OfferBox(PARTS["crew"], ("", pgettext("people", "none")))
        self.markets = WordField()
        # Queues and crews are called what somebody called them.
        for each in (self.queues, self.crew):
            mark_content(each)
        self._theirs, self._refused = NoticeBar(), NoticeBar()
        self._unnamed = Label(_UNNAMED, Type.META, Tone.MUTED, wrap=True)
        self.save = PrimaryButton(pgettext("person", "Save"))
        self.save.show_key("Ctrl+Enter")
        self.revert = QuietButton(_("Undo my changes"), Icon.UNDO)
        leave = QuietButton(pgettext("person", "Close"))
        leave.show_key("Esc")
        self._named_user = named(_("User name, to sign in with"), self.user)
        self._lay_out(leave)
        for field in (*(self.user, self.name, self.markets), *self._ticks):
            field.edited.connect(self._on_edit)
        self.crew.chosen.connect(self._on_edit)
        self.save.clicked.connect(self.save_pressed)
        self.revert.clicked.connect(self.revert_pressed)
        leave.clicked.connect(self.left)
        self._theirs.acted.connect(self.rebase_pressed)

    def _lay_out(self, leave: QuietButton) -> None:
        head = row(self._title, self._mark)
        head.setStretch(0, 1)
        fields = sheet(
            *(head, self._unnamed, self._named_user),
            named(_("Name that colleagues see"), self.name),
            named(PARTS["roles"], self.roles),
            named(PARTS["queues"], self.queues),
            named(PARTS["crew"], self.crew),
            named(PARTS["languages"], self.languages),
            named(_("Answers questions put to"), self.teams),
            named(_("Markets they know, by two letters"), self.markets),
        )
        told = column(self._theirs, self._refused, margins=(16, 6, 16, 6), spacing=6)
        buttons = foot(self.save, STRETCH, self.revert, leave)
        whole = column(fields, told, buttons, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def begin(self) -> None:
        """Put the caret into the first field."""
        first = self.user if self.user.isVisible() else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def show_form(self, people: PeopleState) -> None:
        """Show the form of whoever is written."""
        form = people.form
        self._offer(people)
        if form.ticket != self._ticket:
            self._ticket = form.ticket
            self._fill(form.text)
        self._named_user.setVisible(form.new)
        self._unnamed.say(_FIRST if form.new else _UNNAMED)
        if form.new:
            self._title.say(_("Add a person"))
        else:
            self._title.content(form.text.name)
        show_unsent(self._mark, unsaved=form.unsaved)
        self.save.say(_("Add them") if form.new else pgettext("person", "Save"))
        self.save.setEnabled(form.unsaved and not form.theirs)
        self.revert.setVisible(form.unsaved)
        if form.theirs:
            what = joined([PARTS[part] for part in form.theirs])
            words = _("Somebody else has changed this of them meanwhile: {what}.", what=what)
            self._theirs.say(words, Tone.WARN, _("Keep mine over it"), dismissable=False)
        else:
            self._theirs.clear()
        show_refused(self._refused, form.refused)

    def _offer(self, people: PeopleState) -> None:
        text, chosen = people.form.text, people.chosen
        there = {each.name for each in people.offered.queues}
        queues: list[Any] = [(q.name, partial(title_of, q)) for q in people.offered.queues]
        # What they have stays theirs, also while a queue is closed.
        closed = sorted(text.queues - there)
        queues += [(each, pgettext("queue", "{name} (closed)", name=each)) for each in closed]
        self.queues.offer(queues)
        crews: list[Any] = [(each.name, partial(title_of, each)) for each in people.offered.crews]
        if text.crew and text.crew not in {each.name for each in people.offered.crews}:
            person = chosen.person if chosen is not None else None
            gone = gone_words(person) if person is not None else None
            crews.append((text.crew, gone or _("{name}", name=text.crew)))
        self.crew.offer(crews)

    def _fill(self, text: PersonText) -> None:
        self.user.set_text(text.user)
        self.name.set_text(text.name)
        self.markets.set_text(text.markets)
        self.roles.set_values(frozenset(text.roles))
        self.languages.set_values(frozenset(text.languages))
        self.queues.set_values(frozenset(text.queues))
        self.teams.set_values(frozenset(text.teams))
        self.crew.choose(text.crew)

    def _on_edit(self, _chosen: object = None) -> None:
        values: dict[str, Any] = {
            name: getattr(self, name).values for name in ("roles", "languages", "queues", "teams")
        }
        self.typed.emit(
            PersonText(
                user=self.user.text(),
                name=self.name.text(),
                crew=str(self.crew.value),
                markets=self.markets.text(),
                **values,
            )
        )
