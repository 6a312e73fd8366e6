"""The strip below the twin draft: findings and terms of the pair at the caret, and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.case_action import CaseAction
from ui.panes.reply.twin.pair_appearance import FAULTS, MarkWidget, PairMark, by_gravity, mark_of
from ui.panes.reply.twin.terms import TermUse, Use
from ui.theme import Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Edge,
    FlowLayout,
    Label,
    Menu,
    TextButton,
    column,
    describe,
    describe_one,
    row,
    set_edge,
    set_role,
    set_tone,
)
from workstation.bilingual.bead import Side
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workstation.bilingual.checks.finding import Finding

_MOST = 3
_MOST_FIXES = 3
_MOST_TERMS = 6
_ROOM = 190
# The height of a chip.
_CHIP = 31
_MARKS = {
    Use.FORBIDDEN: (PairMark.HALF, Tone.WARN),
    Use.MISSING: (PairMark.DOT, Tone.INFO),
    Use.PERHAPS: (PairMark.RING, Tone.MUTED),
    Use.SAID: (PairMark.TICK, Tone.OK),
}


class Ignoring(Enum):
    """For this text only, or whenever the term comes up; both want a reason from the caller."""

    HERE = auto()
    ALWAYS = auto()


class FindingList(QScrollArea):
    """`fix_chosen` (Finding, Fix), `ignore_chosen` (Finding, Ignoring). As high as its rows, up
    to a limit; then it scrolls."""

    fix_chosen = Signal(object, object)
    ignore_chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._findings: tuple[Finding, ...] = ()
        self._looks: tuple[object, ...] = ()
        self._all = False
        self._menu: Menu | None = None
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these of one pair, the gravest first."""
        wanted = tuple(by_gravity(findings))
        self._findings = wanted
        # The places of findings shift with every key; rows are made anew only for other words.
        look = tuple(map(_look, wanted))
        if look != self._looks:
            self._looks = look
            self._all = False
            self._build()

    def sizeHint(self) -> QSize:
        """Qt: as high as the rows are at this width."""
        inside = self.widget()
        if inside is None:
            return QSize(100, 0)
        width = max(self.width(), 200)
        layout = inside.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        most = theme().scaled(_ROOM)
        return QSize(width, min(max(height, inside.minimumSizeHint().height()), most))

    def minimumSizeHint(self) -> QSize:
        """Qt: never less than that: the letter above it gives way."""
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lines wrap elsewhere, so the rows have another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _build(self) -> None:
        if self._menu is not None:
            # It offers what was found before.
            self._menu.close()
        inside = QWidget()
        inside.setAutoFillBackground(False)
        shown = len(self._findings) if self._all else min(_MOST, len(self._findings))
        rows = column(*(self._row(at) for at in range(shown)), spacing=2)
        left = len(self._findings) - shown
        if left:
            more = TextButton(ngettext("{n} more finding", "{n} more findings", left))
            more.clicked.connect(self._show_all)
            rows.addWidget(more)
        inside.setLayout(rows)
        self.setWidget(inside)
        self.setVisible(bool(self._findings))
        self.updateGeometry()

    def _show_all(self) -> None:
        self._all = True
        self._build()

    def _row(self, at: int) -> QWidget:
        finding = self._findings[at]
        holder = QWidget()
        mark = mark_of(finding)
        why = Label(finding.why, wrap=True)
        why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        parts = row(MarkWidget(mark, FAULTS[mark]), why, *self._buttons(at), spacing=8)
        parts.setStretch(1, 1)
        holder.setLayout(parts)
        describe(holder, partial(_said, finding.why))
        return holder

    def _buttons(self, at: int) -> list[TextButton]:
        finding = self._findings[at]
        buttons: list[TextButton] = []
        for n, fix in enumerate(finding.fixes[:_MOST_FIXES]):
            buttons.append(TextButton(fix.label))
            describe_one(buttons[-1], fix.label, finding.why)
            buttons[-1].clicked.connect(partial(self._fix, at, n))
        rest = finding.fixes[_MOST_FIXES:]
        if rest:
            more = TextButton(ngettext("{n} more", "{n} more", len(rest)))
            describe_one(more, ngettext("{n} more", "{n} more", len(rest)), finding.why)
            more.clicked.connect(partial(self._open_fixes, at, more))
            buttons.append(more)
        settling = [] if finding.firm else [(_("Ignore here"), Ignoring.HERE)]
        if finding.term is not None:
            settling.append((_("Always for this term"), Ignoring.ALWAYS))
        for words, ignoring in settling:
            button = TextButton(words)
            set_tone(button, Tone.MUTED)
            describe_one(button, words, finding.why)
            button.clicked.connect(partial(self._ignore, at, ignoring))
            buttons.append(button)
        return buttons

    def _fix(self, at: int, n: int) -> None:
        finding = self._findings[at]
        self.fix_chosen.emit(finding, finding.fixes[n])

    def _ignore(self, at: int, ignoring: Ignoring) -> None:
        self.ignore_chosen.emit(self._findings[at], ignoring)

    def _open_fixes(self, at: int, under: QWidget) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self)
        fixes = self._findings[at].fixes
        for n in range(_MOST_FIXES, len(fixes)):
            self._menu.entry(fixes[n].label, partial(self._fix, at, n))
        self._menu.popup_under(under)


def _look(finding: Finding) -> object:
    """What a row shows of a finding."""
    fixes = tuple(fix.label for fix in finding.fixes)
    return (mark_of(finding), finding.why, fixes, finding.firm, finding.term is not None)


def _said(why: Message) -> Message:
    return why


class TermChips(QWidget):
    """A line of chips; what does not fit is behind "n more". Says `chosen` (TermUse)."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Terms of this pair"))
        self._uses: tuple[TermUse, ...] = ()
        self._all = False
        self._flow = FlowLayout(6)
        self.setLayout(self._flow)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        # Room for a line of chips also where a pair has none: going from one pair to another, a
        # person sees the text at rest.
        self.setMinimumHeight(theme().scaled(_CHIP))

    def show_terms(self, uses: Sequence[TermUse]) -> None:
        """Show the terms of another pair, or of this one as it is now."""
        if tuple(uses) == self._uses:
            return
        self._uses = tuple(uses)
        self._all = False
        self._build()

    def _build(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._uses if self._all else self._uses[:_MOST_TERMS]
        for each in shown:
            self._flow.addWidget(self._chip(each))
        left = len(self._uses) - len(shown)
        if left:
            more = TextButton(ngettext("{n} more term", "{n} more terms", left))
            more.clicked.connect(self._show_all)
            self._flow.addWidget(more)
        self.updateGeometry()

    def _chip(self, use: TermUse) -> QWidget:
        chip = QFrame()
        set_role(chip, "chip")
        mark, tone = _MARKS[use.use]
        first, second = use.name, use.rendering
        if use.side is Side.EN and use.span is None:
            first, second = second, first
        button = TextButton(_("{term} → {rendering}", term=first, rendering=second))
        set_tone(button, Tone.NEUTRAL)
        button.explain(_told(use))
        button.clicked.connect(partial(self.chosen.emit, use))
        chip.setLayout(row(MarkWidget(mark, tone), button, margins=(7, 1, 4, 1), spacing=3))
        return chip

    def _show_all(self) -> None:
        self._all = True
        self._build()


def _told(use: TermUse) -> Message:
    """What a press of the chip does, and which words the house does not write."""
    if use.use is Use.SAID:
        said = _("The pair says {rendering}. Write it once more.", rendering=use.rendering)
    elif use.span is not None:
        said = _("Put {text} in place of what stands there.", text=use.text)
    else:
        said = _("Write {value}", value=use.text)
    if not use.unwanted:
        return said
    return _("{what} Not: {words}.", what=said, words=", ".join(use.unwanted))


class FindingStrip(QFrame):
    """A line of counts, the findings with what mends them, and the house's terms.

    Signals: `fix_chosen` (Finding, Fix), `ignore_chosen` (Finding, Ignoring), `next_wanted`,
    `blank_wanted`, `term_chosen` (TermUse).
    """

    fix_chosen = Signal(object, object)
    ignore_chosen = Signal(object, object)
    next_wanted = Signal()
    blank_wanted = Signal()
    term_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_edge(self, Edge.TOP)
        describe(self, _("Findings"))
        self._counts = {fault: _Count(fault) for fault in FAULTS}
        self._calm = Label(_("Nothing found by the checks so far"), Type.META, Tone.MUTED)
        self._where = Label(None, Type.META, Tone.MUTED)
        self._next = TextButton(_("Next finding"))
        self._next.clicked.connect(self.next_wanted)
        self._blank = TextButton(ngettext("Next of {n} blank", "Next of {n} blanks", 0))
        self._blank.show_key_of(CaseAction.NEXT_BLANK)
        self._blank.clicked.connect(self.blank_wanted)
        self._listed = FindingList()
        self._listed.fix_chosen.connect(self.fix_chosen)
        self._listed.ignore_chosen.connect(self.ignore_chosen)
        self._none_here = Label(_("Nothing found in this pair"), Type.META, Tone.MUTED)
        self._chips = TermChips()
        self._chips.chosen.connect(self.term_chosen)
        left = row(*self._counts.values(), self._calm)
        counts = row(left, STRETCH, self._blank, self._next, self._where)
        parts = column(
            self._listed, self._none_here, self._chips, counts, margins=(14, 5, 14, 5), spacing=4
        )
        self.setLayout(parts)
        self.show_blanks(0)
        self.show_findings((), {}, checked=False)

    def show_findings(
        self, here: Sequence[Finding], counts: Mapping[PairMark, int], *, checked: bool
    ) -> None:
        """Show those of one pair, the gravest first, and how many there are in the draft."""
        found = any(counts.values())
        for fault, label in self._counts.items():
            label.show_count(counts.get(fault, 0))
        self._calm.setVisible(checked and not found)
        self._next.setVisible(found)
        self._listed.show_findings(here)
        # As high as a finding: going from one pair to another, a person sees the text at rest.
        self._none_here.setMinimumHeight(self._next.sizeHint().height())
        self._none_here.setVisible(found and not here)

    def show_terms(self, uses: Sequence[TermUse]) -> None:
        """Show the house's terms of one pair."""
        self._chips.show_terms(uses)

    def show_blanks(self, count: int) -> None:
        """Say how many blanks the draft has, where it has any."""
        self._blank.setVisible(count > 0)
        self._blank.say(ngettext("Next of {n} blank", "Next of {n} blanks", count))

    def show_place(self, number: int, count: int) -> None:
        """Say where the caret is."""
        self._where.say(_("Pair {number} of {count}", number=number, count=count))


class _Count(QWidget):
    """A shape, a number and a word; hidden at nought."""

    def __init__(self, fault: PairMark) -> None:
        super().__init__()
        self._fault = fault
        tone = FAULTS[fault]
        self._label = Label(None, Type.META_STRONG, tone)
        self.setLayout(row(MarkWidget(fault, tone), self._label, spacing=4))

    def show_count(self, count: int) -> None:
        """Show how many findings of this severity there are."""
        match self._fault:
            case PairMark.TRIANGLE:
                said = ngettext("{n} to fix", "{n} to fix", count)
            case PairMark.HALF:
                said = ngettext("{n} to look at", "{n} to look at", count)
            case PairMark.DOT:
                said = ngettext("{n} small thing", "{n} small things", count)
            case _:
                said = ngettext("{n} matter of style", "{n} matters of style", count)
        self._label.say(said)
        self.setVisible(count > 0)
