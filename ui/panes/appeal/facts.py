"""The body of the appeal pane: decided and claimed, evidence and timeline, and what followed.

Rows are kept from case to case, and filled anew.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.casework import (
    WidgetPool,
    days_words,
    in_language,
    measures_words,
    side_of,
    verdict_tone,
    will_be_sent,
)
from ui.language import Source, Text, language
from ui.panes.appeal.words import (
    both,
    by_whom,
    details_words,
    event_words,
    party_words,
    planned_words,
    proposed_words,
    returned_words,
    signed_words,
    waits_for,
    word_on,
)
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    FlowLayout,
    Heading,
    IconMark,
    Label,
    OutlinedButton,
    ReadingView,
    Surface,
    TextButton,
    column,
    describe,
    row,
    rule,
    set_surface,
    set_tone,
)
from workstation.domain.case import (
    Case,
    Evidence,
    Note,
    Party,
    Ruling,
    Statement,
    SupersededProposal,
    TimelineEntry,
)
from workstation.domain.confirmation import Confirmation
from workstation.domain.labels import EVIDENCE, LANGUAGE, OBJECT_TYPE, OUTCOME, PARTY_ROLE, VERDICT
from workstation.domain.policy import ClauseRef
from workstation.domain.rules.communication import owed_word
from workstation.domain.rules.conduct import conducts
from workstation.domain.taxonomy import EvidenceType, Language
from workstation.i18n import Message, _, isolated, pgettext

# A line of the timeline says so many characters of a word on it.
_LONGEST = 400
_TOP = Qt.AlignmentFlag.AlignTop
_ICONS = {
    EvidenceType.PRODUCT_PHOTO: Icon.IMAGE,
    EvidenceType.LABEL_PHOTO: Icon.IMAGE,
    EvidenceType.SCREENSHOT: Icon.IMAGE,
    EvidenceType.VIDEO_ORIGINAL: Icon.VIDEO,
}


class Cell(QWidget):
    """A section of the facts: its heading and what stands below it."""

    def __init__(self, heading: Source, *, spacing: int = 6) -> None:
        super().__init__()
        self.heading = Heading(heading)
        self.inside = column(spacing=spacing)
        parts = column(self.heading, self.inside, margins=(20, 14, 20, 16), spacing=8)
        parts.addStretch(1)
        self.setLayout(parts)
        # Columns share the width equally, whatever stands in them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


class _StatementBlock(QWidget):
    """What a party said, in its own words."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ReadingView()
        self._meta = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.setLayout(column(self._text, self._meta, spacing=4))

    def show_statement(self, statement: Statement, of: Confirmation[Case]) -> None:
        """Show what was said, by whom and when."""
        case = of.shown
        party = case.party(statement.party) or case.applicant_party
        code = "zh" if statement.language is Language.ZH else "en"
        self._text.show_text(statement.text, code)
        said = _(
            "{name} · {role} · {language} · {at}",
            name=party.name,
            role=PARTY_ROLE[party.role],
            language=LANGUAGE[statement.language],
            at=statement.at,
        )
        sent = of.holds(lambda each: each.statements, statement)
        self._meta.say(will_be_sent(said, sent=sent))
        describe(self._text, _("What {name} says, {at}", name=party.name, at=statement.at))


class _EvidenceRow(QWidget):
    """An item of evidence: what it is, what it shows, and what it was found to be worth."""

    def __init__(self) -> None:
        super().__init__()
        self._item: Evidence | None = None
        self._mark = IconMark(Icon.DOCUMENT, Tone.MUTED, 18)
        self._kind = Label(type=Type.BODY, wrap=True)
        self._verdict = Label(type=Type.META_STRONG)
        self._summary = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        head = row(self._kind, self._verdict, spacing=8)
        head.setStretch(0, 1)
        parts = row(self._mark, column(head, self._summary, spacing=1), spacing=10)
        parts.setAlignment(self._mark, _TOP)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        language().changed.connect(self._tell)

    def show_item(self, item: Evidence, sent: bool) -> None:
        """Show an item of evidence, and whether the server has it as it is."""
        self._item = item
        self._mark.show_icon(_ICONS.get(item.type, Icon.DOCUMENT), Tone.MUTED)
        self._kind.say(EVIDENCE[item.type])
        tone = verdict_tone(item.verdict)
        set_tone(self._verdict, Tone.MUTED if tone is Tone.FAINT else tone)
        verdict = VERDICT[item.verdict] if item.verdict else _("Not weighed yet")
        self._verdict.say(will_be_sent(verdict, sent=sent))
        self._tell()

    def _tell(self) -> None:
        if self._item is not None:
            said = self._item.summary.best(side_of(language().code))
            parts = [isolated(part) for part in (self._item.file, said) if part]
            self._summary.content("  ".join(parts))
            self._summary.setVisible(bool(parts))


class _TimelineRow(QWidget):
    """A line of the timeline: when, what, by whom, and a word on it."""

    def __init__(self) -> None:
        super().__init__()
        self._at = Label(type=Type.META, tone=Tone.MUTED)
        self._at.setMinimumWidth(theme().scaled(86))
        self._what = Label(type=Type.BODY, wrap=True)
        self._detail = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        parts = row(self._at, column(self._what, self._detail, spacing=0), spacing=10)
        parts.setAlignment(self._at, _TOP)
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def show_entry(self, entry: TimelineEntry, sent: bool) -> None:
        """Show what happened, or what will once it is sent: then it has the time of the server."""
        self._at.say(_("{at}", at=entry.at) if sent else _("Not sent"))
        self._what.say(event_words(entry) if sent else planned_words(entry))
        set_tone(self._what, Tone.NEUTRAL if sent else Tone.MUTED)
        word = word_on(entry, side_of(language().code))
        if word:
            if len(word) > _LONGEST:
                word = f"{word[: _LONGEST - 1]}…"
            self._detail.say(_("{name}: {word}", name=entry.by.name, word=word))
        else:
            self._detail.say(_("{name}", name=entry.by.name))


class _NoteRow(QWidget):
    """An internal remark."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(type=Type.BODY, wrap=True, selectable=True)
        self._meta = Label(type=Type.META, tone=Tone.MUTED)
        self.setLayout(column(self._text, self._meta, spacing=0))

    def show_note(self, note: Note, sent: bool) -> None:
        """Show a note, and whether the server has it."""
        self._text.content(note.text)
        said = _("{name}, {at}", name=note.by.name, at=note.at)
        self._meta.say(will_be_sent(said, sent=sent))


class _ClauseButton(TextButton):
    """A clause that opens in the policy pane."""

    picked = Signal(object)

    def __init__(self) -> None:
        self._ref: ClauseRef | None = None
        super().__init__(self._words, Icon.POLICY)
        self.clicked.connect(self._on_click)

    def show_clause(self, ref: ClauseRef) -> None:
        """Name the clause."""
        self._ref = ref
        self.say(self._words)

    def _words(self) -> Text:
        return _("{clause}", clause=self._ref.label()) if self._ref else _("Clause")

    def _on_click(self) -> None:
        self.picked.emit(self._ref)


class _DecidedCell(Cell):
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
        self._clauses, flow = QWidget(), FlowLayout(4)
        self._clauses.setLayout(flow)
        self._buttons = WidgetPool(flow, self._make)
        for part in (self._measures, self._clauses, self._facts, self._by, self._day):
            self.inside.addWidget(part)
        self.inside.addWidget(self._object)
        language().changed.connect(self._tell)

    def show_case(self, case: Case) -> None:
        """Show what the case appeals."""
        self._case = case
        first = case.enforcement
        subject = case.subject
        kind = OBJECT_TYPE[subject.type]
        said = _("{object} {id}, {title}", object=kind, id=subject.id, title=subject.title)
        self._object.say(said)
        for part in (self._by, self._day, self._clauses):
            part.setVisible(first is not None)
        if first is None:
            self._measures.say(_("No decision is appealed here"))
        else:
            self._measures.say(measures_words(first.measures))
            self._by.say(by_whom(first))
            self._day.say(days_words(conducts(case), case.subject.type))
        refs = first.clauses if first is not None else ()
        for button, ref in zip(self._buttons.need(len(refs)), refs, strict=True):
            button.show_clause(ref)
        self._tell()

    def _make(self) -> _ClauseButton:
        button = _ClauseButton()
        button.picked.connect(self.clause_chosen)
        return button

    def _tell(self) -> None:
        first = self._case.enforcement if self._case else None
        facts = first.facts.best(side_of(language().code)) if first else ""
        self._facts.content(facts)
        self._facts.setVisible(bool(facts))


class RulingBlock(QWidget):
    """A ruling: outcome, reason, measures, clauses, and the reasoning in its languages.

    `take_up_pressed` says a kept proposal that its reader wants to go on from.
    """

    take_up_pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._who = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._outcome = Label(type=Type.STRONG, wrap=True)
        self._detail = Label(type=Type.BODY, tone=Tone.MUTED, wrap=True)
        self._sides = {"en": ReadingView(Type.BODY), "zh": ReadingView(Type.BODY)}
        texts = row(*self._sides.values(), spacing=20)
        self._why = Label(type=Type.BODY, tone=Tone.WARN, wrap=True)
        self.take_up = OutlinedButton(pgettext("act", "Take up"), Icon.DECIDE)
        self.take_up.clicked.connect(self._on_take_up)
        self._kept: SupersededProposal | None = None
        self.setLayout(
            column(
                *(self._outcome, self._why, self._detail, texts, self._who),
                row(self.take_up, STRETCH),
                spacing=4,
            )
        )

    def show_ruling(
        self, ruling: Ruling, who: Message, kept: SupersededProposal | None, sent: bool
    ) -> None:
        """Show a ruling and whose it is, and whether the server has it; of a `kept` proposal also
        why it was returned."""
        self._kept = kept
        returned = kept.returned if kept is not None else None
        self._why.setVisible(returned is not None)
        if returned is not None:
            self._why.say(will_be_sent(returned_words(returned), sent=sent))
        self._outcome.say(will_be_sent(OUTCOME[ruling.outcome], sent=sent))
        self._detail.say(details_words(ruling))
        self._who.say(will_be_sent(who, sent=sent))
        reasoned = ruling.rationale.en.strip() or ruling.rationale.zh.strip()
        said = dict(both(ruling.rationale if reasoned else ruling.route))
        for code, view in self._sides.items():
            view.setVisible(code in said)
            if code in said:
                view.show_text(said[code], code)
            reasons = _("{what}, {who}", what=_("Reasons"), who=who)
            describe(view, in_language(reasons, code))

    def offer(self, offered: bool) -> None:
        """Whether this reader can go on from a kept proposal."""
        self.take_up.setVisible(offered and self._kept is not None)

    def _on_take_up(self) -> None:
        self.take_up_pressed.emit(self._kept)


class OutcomeCell(Cell):
    """What was decided or proposed, the newest of each kind first.

    `take_up_pressed` says a kept proposal that its reader wants to go on from.
    """

    take_up_pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Decision"), spacing=12)
        self._blocks = WidgetPool(self.inside, self._make)
        self._number = 0

    def show_case(self, of: Confirmation[Case]) -> bool:
        """Show what was decided on the case; False if there is nothing to show."""
        shown: list[tuple[Ruling, Message, SupersededProposal | None, bool]] = []
        case, decision = of.shown, of.shown.decision
        if decision is not None:
            sent = of.of(lambda each: each.decision)
            shown.append((decision.finding, signed_words(decision), None, sent))
        for kept in reversed(case.kept):
            sent = of.holds(lambda each: each.kept, kept)
            shown.append((kept.finding, proposed_words(kept), kept, sent))
        for earlier in reversed(case.earlier_decisions):
            words = signed_words(earlier)
            # Before the server has opened the case again it is the decision of the case.
            if of.holds(lambda each: each.earlier_decisions, earlier):
                words = _("Earlier decision. {signed}", signed=words)
            shown.append((earlier.finding, words, None, True))
        self._number = len(shown)
        for block, each in zip(self._blocks.need(len(shown)), shown, strict=True):
            block.show_ruling(*each)
        return bool(shown)

    def offer(self, offered: bool) -> None:
        """Whether this reader can go on from what was kept."""
        for block in self._blocks.need(self._number):
            block.offer(offered)

    def _make(self) -> RulingBlock:
        block = RulingBlock()
        block.take_up_pressed.connect(self.take_up_pressed)
        return block


class _PartyRow(QWidget):
    """A party, and whether it was told."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Label(type=Type.BODY, wrap=True)
        self._role = Label(type=Type.META, tone=Tone.MUTED)
        self._told = Label(type=Type.META, tone=Tone.MUTED)
        parts = row(column(self._name, self._role, spacing=0), self._told)
        parts.setStretch(0, 1)
        self.setLayout(parts)

    def show_party(self, party: Party, of: Confirmation[Case]) -> None:
        case = of.shown
        self._name.content(party.name)
        self._role.say(party_words(party))
        letters = [letter for letter in case.letters if letter.party == party.id]
        owed = party.id in owed_word(case)
        decided = case.decision is not None
        set_tone(self._told, Tone.WARN if owed and decided else Tone.MUTED)
        if owed and decided:
            self._told.say(_("Has to be told"))
        elif letters and not of.holds(lambda each: each.letters, letters[-1]):
            self._told.say(_("Letter will be sent"))
        elif letters:
            self._told.say(_("Last letter {at}", at=letters[-1].sent_at))
        else:
            self._told.say(_("No letter yet"))


class _PartiesCell(Cell):
    """Everybody the case concerns, and whether they were told."""

    def __init__(self) -> None:
        super().__init__(_("Parties"), spacing=8)
        self._rows = WidgetPool(self.inside, _PartyRow)

    def show_case(self, of: Confirmation[Case]) -> None:
        """Show the parties of the case."""
        parties = of.shown.parties
        for line, party in zip(self._rows.need(len(parties)), parties, strict=True):
            line.show_party(party, of)


class CaseFacts(QWidget):
    """Everything about the case below its head, in two columns parted by one line."""

    clause_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self.decided = _DecidedCell()
        self.decided.clause_chosen.connect(self.clause_chosen)
        self._said = Cell(_("What they say"), spacing=12)
        self._statements = WidgetPool(self._said.inside, _StatementBlock)
        self._waits = Label(type=Type.BODY, tone=Tone.INFO, wrap=True)
        self._evidence = Cell(_("Evidence"), spacing=10)
        self._items = WidgetPool(self._evidence.inside, _EvidenceRow)
        self._none = Label(_("The file holds no evidence."), Type.BODY, Tone.MUTED)
        self._evidence.inside.addWidget(self._none)
        self._timeline = Cell(_("Timeline"), spacing=8)
        self._timeline.inside.addWidget(self._waits)
        self._entries = WidgetPool(self._timeline.inside, _TimelineRow)
        self.outcome = OutcomeCell()
        self._notes_cell = Cell(_("Notes, never shown to a party"), spacing=8)
        self._notes = WidgetPool(self._notes_cell.inside, _NoteRow)
        self._parties = _PartiesCell()
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

    def show_case(self, of: Confirmation[Case]) -> None:
        """Show the case; what the server has not confirmed is marked."""
        case = of.shown
        self.decided.show_case(case)
        for block, said in zip(
            self._statements.need(len(case.statements)), case.statements, strict=True
        ):
            block.show_statement(said, of)
        for shown, item in zip(self._items.need(len(case.evidence)), case.evidence, strict=True):
            shown.show_item(item, of.holds(lambda each: each.evidence, item))
        held = [each for each in case.evidence if of.holds(lambda case: case.evidence, each)]
        self._evidence.heading.count(len(held) or None)
        self._none.setVisible(not case.evidence)
        latest = tuple(reversed(case.timeline))
        for line, entry in zip(self._entries.need(len(latest)), latest, strict=True):
            line.show_entry(entry, of.holds(lambda each: each.timeline, entry))
        waits = waits_for(of)
        self._waits.setVisible(waits is not None)
        if waits is not None:
            self._waits.say(waits)
        for remark, note in zip(self._notes.need(len(case.notes)), case.notes, strict=True):
            remark.show_note(note, of.holds(lambda each: each.notes, note))
        kept = [each for each in case.notes if of.holds(lambda case: case.notes, each)]
        self._notes_cell.heading.count(len(kept) or None)
        self._parties.show_case(of)
        decided = self.outcome.show_case(of)
        self.outcome.setVisible(decided)
        self._outcome_line.setVisible(decided)
