"""One form at a time, inside the pane: what an act has to know before it can be done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from ui.panes.appeal.fields import (
    ChoiceField,
    EvidenceField,
    FormField,
    LineField,
    PairsField,
    TextField,
)
from ui.panes.appeal.state import CaseAct, Filled
from ui.panes.appeal.words import asked_words
from ui.theme import Type
from ui.widgets import STRETCH, Label, OutlinedButton, QuietButton, Well, column, row
from workstation.domain.case import Case
from workstation.domain.labels import PARTY_ROLE, REOPEN_GROUND, TEAM
from workstation.domain.taxonomy import ReopenGround, Team
from workstation.i18n import Duration, Message, _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_HOURS = (4, 8, 24, 48, 72)
_OWN_WORDS = _("The party's own words")


class ActForm(Well):
    """Says `submitted` with what was filled in; Escape leaves it, and what it holds is kept:
    `edited` says all of it whenever a part changes."""

    submitted = Signal(object)
    cancelled = Signal()
    edited = Signal(object)

    def __init__(self, act: CaseAct, case: Case, kept: Filled) -> None:
        super().__init__()
        self.act = act
        asked, done = asked_words(act, case)
        self._fields: list[FormField] = []
        self.submit = OutlinedButton(done)
        self.submit.clicked.connect(self._on_submit)
        leave = QuietButton(_("Not now"))
        leave.show_key("Esc")
        leave.clicked.connect(self.cancelled)
        parts = column(Label(asked, Type.STRONG, wrap=True), margins=(14, 12, 14, 10), spacing=8)
        self._asked = asked
        for field in self._build(act, case):
            parts.addWidget(field)
        self.set_filled(kept)
        for each in self._fields:
            each.edited.connect(self._say)
        parts.addLayout(row(STRETCH, leave, self.submit))
        self.setLayout(parts)

    def begin(self) -> None:
        """Put the caret into the first field that is typed into."""
        edits = [*self.findChildren(QTextEdit), *self.findChildren(QLineEdit)]
        if edits:
            edits[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def filled(self) -> Filled:
        """What it holds."""
        filled = Filled()
        for field in self._fields:
            filled = field.collect(filled)
        return filled

    def set_filled(self, filled: Filled) -> None:
        """Hold this instead, without saying so; the caret stays in its field."""
        for each in self._fields:
            each.set_filled(filled)

    def submit_now(self) -> None:
        """As if its button had been pressed."""
        self.submit.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _build(self, act: CaseAct, case: Case) -> list[QWidget]:
        match act:
            case CaseAct.REQUEST_INFORMATION:
                return self._with(_party_choice(case), PairsField())
            case CaseAct.EXTEND:
                return self._with(PairsField())
            case CaseAct.RECORD_ACTION:
                return self._with(
                    LineField(_("Reference in the source system")),
                    LineField(_("Statement of reasons (EU and EEA, new restrictions)"), more=True),
                )
            case CaseAct.REFER:
                return self._with(_team_choice(), _time_choice(), self._text())
            case CaseAct.REOPEN:
                return self._with(_ground_choice(), self._text())
            case CaseAct.RECORD_ANSWER:
                return self._with(self._text(), EvidenceField())
            case CaseAct.WITHDRAW:
                return self._with_two_texts(_OWN_WORDS)
            case _:
                return self._with(self._text())

    def _with(self, *fields: QWidget) -> list[QWidget]:
        self._fields += fields  # type: ignore[arg-type]  # each is a widget and a Field
        return list(fields)

    def _with_two_texts(self, second: Message) -> list[QWidget]:
        own = TextField(second, more=True)
        text, _own = self._with(self._text(), own)
        return [text, Label(second, Type.STRONG, wrap=True), own]

    def _text(self) -> TextField:
        return TextField(self._asked)

    def _say(self) -> None:
        self.edited.emit(self.filled)

    def _on_submit(self) -> None:
        self.submitted.emit(self.filled)


def _party_choice(case: Case) -> ChoiceField:
    choices = [
        (party.id, _("{name} ({role})", name=party.name, role=PARTY_ROLE[party.role]))
        for party in case.parties
    ]
    field = ChoiceField(_("Ask"), choices)
    field.choose(case.applicant)
    return field


def _team_choice() -> ChoiceField:
    return ChoiceField(_("Team"), [(team.value, TEAM[team]) for team in Team])


def _time_choice() -> ChoiceField:
    def within(hours: int) -> Message:
        return _("within {span}", span=Duration(timedelta(hours=hours)))

    field = ChoiceField(_("Answer"), [(hours, within(hours)) for hours in _HOURS])
    field.choose(24)
    return field


def _ground_choice() -> ChoiceField:
    grounds = [(ground.value, REOPEN_GROUND[ground]) for ground in ReopenGround]
    return ChoiceField(_("Ground"), grounds)
