"""What is shown about the text a beat after the key: underlines, lights, and the strip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.panes.reply.findings import LetterFindings
from ui.panes.reply.twin.pair_appearance import FAULTS, PairMark, gravest, mark_of
from ui.panes.reply.twin.rows import row_at
from ui.panes.reply.twin.terms import terms_in
from ui.theme import theme
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.blanks import spans
from workstation.bilingual.draft import Draft

if TYPE_CHECKING:
    from ui.panes.reply.twin.board import Board
    from ui.panes.reply.twin.page import TwinPage
    from ui.panes.reply.twin.strip import FindingStrip
    from ui.panes.reply.twin.twins import Lit
    from workstation.bilingual.checks.finding import Finding
    from workstation.bilingual.checks.glossary import TermIndex
    from workstation.bilingual.history import CaretPlace

_Style = QTextCharFormat.UnderlineStyle
# The line differs by its form too, for whoever cannot tell the colours.
_LINES = {
    PairMark.TRIANGLE: _Style.SingleUnderline,
    PairMark.HALF: _Style.DashUnderline,
    PairMark.DOT: _Style.DotLine,
    PairMark.RING: _Style.DotLine,
}
# `Check.MISSING`, by its id: the checks load with the first finding, not with the editor.
_ONE_SIDED = "seg.missing"


class ShownFindings:
    """The findings of the letter as somebody sees them who writes it.

    known: the findings, as the pane last handed them over
    writing: the pair at the caret. That it has one side only is no fault yet: nobody can write
        both at once
    """

    def __init__(self) -> None:
        self.known = LetterFindings()
        self.writing = ""

    def show(self, draft: Draft, known: LetterFindings) -> list[str]:
        """Show these in place of the last ones; answers with the pairs of the draft whose
        findings are others now."""
        before, self.known = self.known, known
        return [
            bead.id
            for bead in draft.beads
            if before.pairs.get(bead.id) is not known.pairs.get(bead.id)
            and before.of(bead) != known.of(bead)
        ]

    def of(self, bead: Bead) -> tuple[Finding, ...]:
        """The findings of a bead as it is now."""
        findings = self.known.of(bead)
        if findings and bead.id == self.writing and not (bead.en.strip() and bead.zh.strip()):
            return tuple(one for one in findings if one.check.value != _ONE_SIDED)
        return findings

    def counts(self, draft: Draft) -> Counter[PairMark]:
        """How many of each severity in the whole draft, by its shape."""
        return Counter(mark_of(one) for bead in draft.beads for one in self.of(bead))

    def next_after(self, draft: Draft, bead: str) -> str | None:
        """The next bead with a finding, the gravest first, round the end to the start."""
        at = draft.index(bead)
        order = draft.beads[at + 1 :] + draft.beads[: at + 1]
        worst = [(one.id, gravest(self.of(one))) for one in order]
        for fault in FAULTS:
            for bead_id, mark in worst:
                if mark is fault:
                    return bead_id
        return None


class TextMarks:
    """Marks the text of a board and fills the strip below it."""

    def __init__(self, board: Board, strip: FindingStrip, shown: ShownFindings) -> None:
        self._board = board
        self._strip = strip
        self._shown = shown

    def show(self, draft: Draft, place: CaretPlace, glossary: TermIndex | None) -> None:
        """Light the value at the caret and its twin, underline findings, list those of the
        pair."""
        at = draft.index(place.bead)
        bead = draft.beads[at]
        near = self._in_sight(len(draft.beads))
        found = [(n, findings) for n in near if (findings := self._shown.of(draft.beads[n]))]
        light = self._light(bead, place)
        for page in map(self._board.page, Side):
            rows = [(n, draft.beads[n].side(page.side)) for n in near]
            marks = [*open_blanks(page, rows), *lighted(page, at, light), *underlined(page, found)]
            page.setExtraSelections(marks)
        counts = self._shown.counts(draft)
        checked = bool(self._shown.known.pairs)
        self._strip.show_findings(self._shown.of(bead), counts, checked=checked)
        self._strip.show_terms(terms_in(bead, glossary))
        blanks = sum(max(len(spans(one.en)), len(spans(one.zh))) for one in draft.beads)
        self._strip.show_blanks(blanks)
        self._strip.show_place(at + 1, len(draft.beads))

    def _in_sight(self, count: int) -> range:
        """The pairs on the screen, with as many before and after: a long letter costs no more."""
        page = self._board.page(Side.EN)
        first, last = row_at(page, 0), row_at(page, page.viewport().height())
        shown = last - first + 1
        return range(max(0, first - shown), min(count, last + shown + 1))

    def _light(self, bead: Bead, place: CaretPlace) -> Lit | None:
        """The value at the caret, for somebody who writes: reading values loads the language
        parts."""
        if not self._board.page(place.side).hasFocus():
            return None
        from ui.panes.reply.twin.twins import lit

        return lit(bead, place.side, place.at)


def underlined(
    page: TwinPage, rows: Iterable[tuple[int, Sequence[Finding]]]
) -> list[QTextEdit.ExtraSelection]:
    """One mark for each finding that names a place on this side."""
    marks = []
    for number, findings in rows:
        for finding in findings:
            span = finding.en if page.side is Side.EN else finding.zh
            if span is not None and span[0] < span[1]:
                shape = QTextCharFormat()
                fault = mark_of(finding)
                shape.setUnderlineStyle(_LINES[fault])
                shape.setUnderlineColor(QColor(theme().tokens.tone(FAULTS[fault])))
                marks.append(_mark(page, number, span, shape))
    return marks


def lighted(page: TwinPage, number: int, lit: Lit | None) -> list[QTextEdit.ExtraSelection]:
    """The value at the caret, or its twin on this page."""
    span = None if lit is None else lit.en if page.side is Side.EN else lit.zh
    if span is None:
        return []
    shape = QTextCharFormat()
    tokens = theme().tokens
    shape.setForeground(QColor(tokens.violet))
    shape.setBackground(QColor(tokens.violet_soft))
    return [_mark(page, number, span, shape)]


def open_blanks(page: TwinPage, rows: Iterable[tuple[int, str]]) -> list[QTextEdit.ExtraSelection]:
    """The blanks that a template left, as fields: an empty one looks like nothing else."""
    shape = QTextCharFormat()
    shape.setForeground(QColor(theme().tokens.accent))
    shape.setBackground(QColor(theme().tokens.accent_soft))
    return [_mark(page, number, span, shape) for number, text in rows for span in spans(text)]


def _mark(
    page: TwinPage, number: int, span: tuple[int, int], shape: QTextCharFormat
) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(page.document())
    cursor.setPosition(page.position((number, span[0])))
    cursor.setPosition(page.position((number, span[1])), QTextCursor.MoveMode.KeepAnchor)
    mark = QTextEdit.ExtraSelection()
    mark.cursor = cursor
    mark.format = shape
    return mark
