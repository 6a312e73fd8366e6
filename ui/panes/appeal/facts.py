"""The body of the appeal pane: decided and claimed, evidence and timeline, and what followed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.casework import WidgetPool, days_words, measures_words, side_of
from ui.language import language
from ui.panes.appeal.cells import (
    Cell,
    ClauseButton,
    EvidenceRow,
    NoteRow,
    StatementBlock,
    TimelineRow,
)
from ui.panes.appeal.outcome import OutcomeCell, PartiesCell
from ui.panes.appeal.words import by_whom, waits_for
from ui.theme import Tone, Type
from ui.widgets import FlowLayout, Label, Surface, column, row, rule, set_surface
from workstation.domain.case import Case
from workstation.domain.labels import OBJECT_TYPE
from workstation.domain.rules.conduct import conducts
from workstation.i18n import _


class DecidedCell(Cell):
    """The decision that is being appealed."""

    clause_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("What was decided"))
        self._case: Case | None = None
        self._measures = Label(type=Type.READING, wrap=True)
        self._facts = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        self._by = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._day = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._object = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._clauses = QWidget()
        self._flow = FlowLayout(4)
        self._clauses.setLayout(self._flow)
        for part in (self._measures, self._clauses, self._facts, self._by, self._day):
            self.inside.addWidget(part)
        self.inside.addWidget(self._object)
        self._buttons: list[ClauseButton] = []
        language().changed.connect(self._tell)

    def show_case(self, case: Case) -> None:
        """Fill it."""
        self._case = case
        first = case.enforcement
        subject = OBJECT_TYPE[case.subject.type]
        self._object.say(
            _(
                "{object} {id}, {title}",
                object=subject,
                id=case.subject.id,
                title=case.subject.title,
            )
        )
        for part in (self._by, self._day, self._clauses):
            part.setVisible(first is not None)
        if first is None:
            self._measures.say(_("No decision is appealed here"))
        else:
            self._measures.say(measures_words(first.measures))
            self._by.say(by_whom(first))
            self._day.say(days_words(conducts(case), case.subject.type))
        self._show_clauses(case)
        self._tell()

    def _show_clauses(self, case: Case) -> None:
        refs = case.enforcement.clauses if case.enforcement else ()
        while len(self._buttons) < len(refs):
            button = ClauseButton()
            button.picked.connect(self.clause_chosen)
            self._buttons.append(button)
            self._flow.addWidget(button)
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(refs))
            if at < len(refs):
                button.show_clause(refs[at])

    def _tell(self) -> None:
        first = self._case.enforcement if self._case else None
        facts = first.facts.best(side_of(language().code)) if first else ""
        self._facts.content(facts)
        self._facts.setVisible(bool(facts))


class CaseFacts(QWidget):
    """Everything about the case below its head, in two columns parted by one line."""

    clause_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self.decided = DecidedCell()
        self.decided.clause_chosen.connect(self.clause_chosen)
        self._said = Cell(_("What they say"), spacing=12)
        self._statements = WidgetPool(self._said.inside, StatementBlock)
        self._waits = Label(type=Type.BODY, tone=Tone.INFO, wrap=True)
        self._evidence = Cell(_("Evidence"), spacing=10)
        self._items = WidgetPool(self._evidence.inside, EvidenceRow)
        self._none = Label(_("The file holds no evidence."), Type.BODY, Tone.MUTED)
        self._evidence.inside.addWidget(self._none)
        self._timeline = Cell(_("Timeline"), spacing=8)
        self._timeline.inside.addWidget(self._waits)
        self._entries = WidgetPool(self._timeline.inside, TimelineRow)
        self.outcome = OutcomeCell()
        self._notes_cell = Cell(_("Notes, never shown to a party"), spacing=8)
        self._notes = WidgetPool(self._notes_cell.inside, NoteRow)
        self._parties = PartiesCell()
        self._arrange()

    def _arrange(self) -> None:
        # Two columns that scroll together but do not wait for each other: a long claim must
        # not push the evidence out of sight.
        self._outcome_line = rule()
        left = column(self.decided, rule(), self._evidence, rule(), self._parties, spacing=0)
        right = column(self._said, rule(), self._timeline, rule(), self._notes_cell, spacing=0)
        for side in (left, right):
            side.addStretch(1)
        pair = row(left, rule(Qt.Orientation.Vertical), right, spacing=0)
        pair.setStretch(0, 1)
        pair.setStretch(2, 1)
        self._whole = column(self.outcome, self._outcome_line, pair, spacing=0)
        self._whole.setStretch(2, 1)
        self.setLayout(self._whole)

    def place_above(self, widget: QWidget) -> None:
        """Let something that concerns this case scroll with its facts, above them."""
        self._whole.insertWidget(0, widget)

    def show_case(self, case: Case) -> None:
        """Fill everything anew."""
        self.decided.show_case(case)
        for block, said in zip(
            self._statements.need(len(case.statements)), case.statements, strict=True
        ):
            block.show_statement(said, case)
        for shown, item in zip(self._items.need(len(case.evidence)), case.evidence, strict=True):
            shown.show_item(item)
        self._evidence.heading.count(len(case.evidence) or None)
        self._none.setVisible(not case.evidence)
        latest = tuple(reversed(case.timeline))
        for line, entry in zip(self._entries.need(len(latest)), latest, strict=True):
            line.show_entry(entry)
        waits = waits_for(case)
        self._waits.setVisible(waits is not None)
        if waits is not None:
            self._waits.say(waits)
        for remark, note in zip(self._notes.need(len(case.notes)), case.notes, strict=True):
            remark.show_note(note)
        self._notes_cell.heading.count(len(case.notes) or None)
        self._parties.show_case(case)
        decided = self.outcome.show_case(case)
        self.outcome.setVisible(decided)
        self._outcome_line.setVisible(decided)
