"""One form at a time, inside the pane: what an act has to know before it can be done."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from ui.casework import ChoiceBox
from ui.language import Source, bind
from ui.panes.appeal.state import CaseAct, Filled, NewEvidence
from ui.panes.appeal.words import asked_words
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    IconButton,
    Label,
    OutlinedButton,
    QuietButton,
    Well,
    column,
    describe,
    row,
    set_role,
)
from workstation.domain.case import Case
from workstation.domain.labels import EVIDENCE, PARTY_ROLE, REOPEN_GROUND, TEAM
from workstation.domain.taxonomy import EvidenceType, ReopenGround, Team
from workstation.domain.text import Bilingual
from workstation.i18n import Duration, Message, _

_OWN_WORDS = _("The party's own words")
_TEAMS = [(team.value, TEAM[team]) for team in Team]
_GROUNDS = [(ground.value, REOPEN_GROUND[ground]) for ground in ReopenGround]
_TIMES = [
    (hours, _("within {span}", span=Duration(timedelta(hours=hours))))
    for hours in (4, 8, 24, 48, 72)
]


class TextField(QTextEdit):
    """A few lines of plain text. `more` puts them into the second place."""

    edited = Signal()

    def __init__(self, name: Source, lines: int = 3, *, more: bool = False) -> None:
        super().__init__()
        self._more = more
        set_role(self, "field")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme().scaled(20 * lines + 16))
        describe(self, name)
        self.textChanged.connect(self.edited)

    def collect(self, filled: Filled) -> Filled:
        """The text."""
        if self._more:
            return replace(filled, more=self.toPlainText())
        return replace(filled, text=self.toPlainText())

    def set_filled(self, filled: Filled) -> None:
        """Show the text; the caret stays where it is."""
        text = filled.more if self._more else filled.text
        before = self.blockSignals(True)
        caret = self.textCursor()
        at = caret.position()
        self.setPlainText(text)
        caret.setPosition(min(at, len(self.toPlainText())))
        self.setTextCursor(caret)
        self.blockSignals(before)


class LineField(QLineEdit):
    """One line: a reference. `more` puts it into the second place."""

    edited = Signal()

    def __init__(self, name: Source, *, more: bool = False) -> None:
        super().__init__()
        self._more = more
        self.textEdited.connect(self.edited)
        bind(self, self.setPlaceholderText, name)
        describe(self, name)

    def collect(self, filled: Filled) -> Filled:
        """The line."""
        if self._more:
            return replace(filled, more=self.text())
        return replace(filled, text=self.text())

    def set_filled(self, filled: Filled) -> None:
        """Show the line, in which texts that came below each other stand beside each other."""
        self.setText(" ".join((filled.more if self._more else filled.text).split("\n")))


class ChoiceField(QWidget):
    """One of a few things, in a box that opens."""

    edited = Signal()

    def __init__(self, name: Source, choices: Sequence[tuple[Hashable, Source]]) -> None:
        super().__init__()
        self.box = ChoiceBox(name, choices)
        self.box.chosen.connect(self.edited)
        self.setLayout(row(Label(name, Type.META, Tone.MUTED), self.box, STRETCH))

    @property
    def value(self) -> Hashable:
        """What is chosen."""
        return self.box.value

    def choose(self, value: Hashable) -> None:
        """Choose by value."""
        self.box.choose(value)

    def collect(self, filled: Filled) -> Filled:
        """A number is a span in hours, all else the choice."""
        if isinstance(self.value, int):
            return replace(filled, hours=self.value)
        return replace(filled, choice=str(self.value))

    def set_filled(self, filled: Filled) -> None:
        """Choose what was chosen; nothing of the kind leaves it as it is."""
        self.choose(filled.hours if isinstance(self.value, int) else filled.choice)


class _Pair(QWidget):
    """A line of `PairsField`: one thing, named in both languages."""

    removed = Signal(object)
    edited = Signal()

    def __init__(self, item: Bilingual) -> None:
        super().__init__()
        self.en, self.zh = QLineEdit(item.en), QLineEdit(item.zh)
        for edit in (self.en, self.zh):
            edit.textEdited.connect(self.edited)
        bind(self.en, self.en.setPlaceholderText, _("In English"))
        bind(self.zh, self.zh.setPlaceholderText, _("In Chinese"))
        self._drop = IconButton(Icon.CLOSE, _("Remove this line"))
        parts = row(self.en, self.zh, self._drop, spacing=6)
        parts.setStretch(0, 1)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self._drop.clicked.connect(self._remove)

    def number(self, number: int) -> None:
        """Be the one with that number among the lines."""
        describe(self.en, _("Item {n}, in English", n=number))
        describe(self.zh, _("Item {n}, in Chinese", n=number))
        self._drop.say(_("Remove item {n}", n=number))

    def _remove(self) -> None:
        self.removed.emit(self)


class PairsField(QWidget):
    """A list of things to send, each named in both languages."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[_Pair] = []
        self._lines = column(spacing=4)
        more = QuietButton(_("Another item"), Icon.PLUS)
        more.clicked.connect(self.add)
        self.setLayout(column(self._lines, row(more, STRETCH), spacing=4))
        self._append(Bilingual())

    def add(self) -> None:
        """One more line."""
        self._append(Bilingual()).en.setFocus()

    def collect(self, filled: Filled) -> Filled:
        """The items that say anything."""
        items = (Bilingual(pair.en.text().strip(), pair.zh.text().strip()) for pair in self._pairs)
        return replace(filled, items=tuple(item for item in items if item.en or item.zh))

    def set_filled(self, filled: Filled) -> None:
        """Show the items; one empty line where there are none."""
        for pair in self._pairs:
            _leave(pair)
        self._pairs.clear()
        for item in filled.items or (Bilingual(),):
            self._append(item)

    def _number(self) -> None:
        for number, pair in enumerate(self._pairs, 1):
            pair.number(number)

    def _append(self, item: Bilingual) -> _Pair:
        pair = _Pair(item)
        pair.removed.connect(self._drop)
        pair.edited.connect(self.edited)
        self._pairs.append(pair)
        self._lines.addWidget(pair)
        self._number()
        return pair

    def _drop(self, pair: _Pair) -> None:
        if len(self._pairs) > 1:
            at = self._pairs.index(pair)
            self._pairs.remove(pair)
            self._pairs[max(at - 1, 0)].en.setFocus()
            _leave(pair)
            self._number()
            self.edited.emit()


def _leave(line: QWidget) -> None:
    """Out of the form at once: what only waits to be deleted could still be given the focus."""
    line.hide()
    line.setParent(None)
    line.deleteLater()


class _Item(QWidget):
    """An item of `EvidenceField`: its kind, its file, and what it shows."""

    removed = Signal(object)
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        kinds = [(each, EVIDENCE[each]) for each in EvidenceType]
        self.kind = ChoiceField(_("Evidence"), [(None, _("Choose what it is")), *kinds])
        self.remove = IconButton(Icon.CLOSE, _("Remove this item"))
        self.remove.clicked.connect(self._remove)
        self.file = QLineEdit()
        bind(self.file, self.file.setPlaceholderText, _("File name"))
        self.en, self.zh = QLineEdit(), QLineEdit()
        for edit, name in ((self.en, _("What it shows, in English")), (self.zh, _("In Chinese"))):
            bind(edit, edit.setPlaceholderText, name)
        head = row(self.kind, self.file, self.remove)
        head.setStretch(1, 1)
        self.setLayout(column(head, row(self.en, self.zh), spacing=4))
        self.kind.edited.connect(self.edited)
        for each in (self.file, self.en, self.zh):
            each.textEdited.connect(self.edited)

    def number(self, number: int) -> None:
        """Be the one with that number among the items."""
        item = _("Item {n}", n=number)
        for part, name in (
            (self.kind.box, _("Evidence")),
            (self.file, _("File name")),
            (self.en, _("What it shows, in English")),
            (self.zh, _("What it shows, in Chinese")),
        ):
            describe(part, _("{what}, {item}", what=name, item=item))
        self.remove.say(_("Remove item {n}", n=number))

    def show_item(self, item: NewEvidence) -> None:
        self.kind.choose(item.type)
        self.file.setText(item.file)
        self.en.setText(item.summary.en)
        self.zh.setText(item.summary.zh)

    def value(self) -> NewEvidence:
        kind = self.kind.value
        return NewEvidence(
            type=kind if isinstance(kind, EvidenceType) else None,
            file=self.file.text().strip(),
            summary=Bilingual(self.en.text().strip(), self.zh.text().strip()),
        )

    def _remove(self) -> None:
        self.removed.emit(self)


class EvidenceField(QWidget):
    """What came with an answer; none at first."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._items: list[_Item] = []
        self._lines = column(spacing=6)
        self._more = QuietButton(_("Evidence that came with it"), Icon.ATTACHMENT)
        self._more.clicked.connect(self.add)
        self.setLayout(column(self._lines, row(self._more, STRETCH), spacing=4))

    def add(self) -> None:
        """One more item."""
        self._append().file.setFocus()

    def collect(self, filled: Filled) -> Filled:
        """The items that have a file or a word on them."""
        values = [item.value() for item in self._items]
        kept = tuple(each for each in values if each.file or each.summary.en or each.summary.zh)
        return replace(filled, evidence=kept)

    def set_filled(self, filled: Filled) -> None:
        """Show the items."""
        for item in self._items:
            _leave(item)
        self._items.clear()
        for each in filled.evidence:
            self._append().show_item(each)

    def _number(self) -> None:
        for number, item in enumerate(self._items, 1):
            item.number(number)

    def _append(self) -> _Item:
        item = _Item()
        item.edited.connect(self.edited)
        item.removed.connect(self._drop)
        self._items.append(item)
        self._lines.addWidget(item)
        self._number()
        return item

    def _drop(self, item: _Item) -> None:
        self._items.remove(item)
        self._more.setFocus()
        _leave(item)
        self._number()
        self.edited.emit()


# Each adds its part to a filled form (`collect`), shows what a form held (`set_filled`), and says
# `edited` when a person changed it.
FormField = TextField | LineField | ChoiceField | PairsField | EvidenceField


class ActForm(Well):
    """The form of one act. Escape leaves it, and what it holds is kept.

    `submit_pressed` says what was filled in; `edited` the act and all that the form holds,
    whenever a part of it changes.
    """

    submit_pressed = Signal(object)
    cancel_pressed = Signal()
    edited = Signal(object, object)

    def __init__(self, act: CaseAct, case: Case, kept: Filled) -> None:
        super().__init__()
        self.act = act
        asked, done = asked_words(act, case)
        parts = column(Label(asked, Type.STRONG, wrap=True), margins=(14, 12, 14, 10), spacing=8)
        self._fields: list[FormField] = []
        for part in _parts(act, case, asked):
            parts.addWidget(part)
            if not isinstance(part, Label):
                self._fields.append(part)
        self.set_filled(kept)
        for field in self._fields:
            field.edited.connect(self._on_edited)
        self.submit = OutlinedButton(done)
        self.submit.clicked.connect(self._on_submit)
        cancel = QuietButton(_("Not now"))
        cancel.show_key("Esc")
        cancel.clicked.connect(self.cancel_pressed)
        parts.addLayout(row(STRETCH, cancel, self.submit))
        self.setLayout(parts)

    def begin(self) -> None:
        """Put the caret into the first field that is typed into."""
        edits = [*self.findChildren(QTextEdit), *self.findChildren(QLineEdit)]
        if edits:
            edits[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def filled(self) -> Filled:
        """What the form holds."""
        filled = Filled()
        for field in self._fields:
            filled = field.collect(filled)
        return filled

    def set_filled(self, filled: Filled) -> None:
        """Hold this instead, without saying so; the caret stays in its field."""
        for each in self._fields:
            each.set_filled(filled)

    def _on_edited(self) -> None:
        self.edited.emit(self.act, self.filled)

    def _on_submit(self) -> None:
        self.submit_pressed.emit(self.filled)


def _parts(act: CaseAct, case: Case, asked: Message) -> tuple[FormField | Label, ...]:
    """The fields of an act, from the top down; a label stands above a field that needs one."""
    match act:
        case CaseAct.REQUEST_INFORMATION:
            return _party_choice(case), PairsField()
        case CaseAct.EXTEND:
            return (PairsField(),)
        case CaseAct.RECORD_ACTION:
            statement = _("Statement of reasons (EU and EEA, new restrictions)")
            reference = LineField(_("Reference in the source system"))
            return reference, LineField(statement, more=True)
        case CaseAct.REFER:
            team, time = ChoiceField(_("Team"), _TEAMS), ChoiceField(_("Answer"), _TIMES)
            time.choose(24)
            return team, time, TextField(asked)
        case CaseAct.REOPEN:
            return ChoiceField(_("Ground"), _GROUNDS), TextField(asked)
        case CaseAct.RECORD_ANSWER:
            return TextField(asked), EvidenceField()
        case CaseAct.WITHDRAW:
            own_words = Label(_OWN_WORDS, Type.STRONG, wrap=True)
            return TextField(asked), own_words, TextField(_OWN_WORDS, more=True)
        case _:
            return (TextField(asked),)


def _party_choice(case: Case) -> ChoiceField:
    choices = [
        (party.id, _("{name} ({role})", name=party.name, role=PARTY_ROLE[party.role]))
        for party in case.parties
    ]
    field = ChoiceField(_("Ask"), choices)
    field.choose(case.applicant)
    return field
