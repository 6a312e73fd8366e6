"""Marks above the text: findings underlined, a value and its twin lit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.panes.reply.twin.findings import span_on
from ui.panes.reply.twin.pair_appearance import FAULTS, PairMark, mark_of
from ui.theme import theme
from workstation.bilingual.bead import Side
from workstation.bilingual.blanks import spans

if TYPE_CHECKING:
    from ui.panes.reply.twin.page import TwinPage
    from ui.panes.reply.twin.twins import Lit
    from workstation.bilingual.checks.finding import Finding

_Style = QTextCharFormat.UnderlineStyle
# The line differs by its form too, for whoever cannot tell the colours.
_LINES = {
    PairMark.TRIANGLE: _Style.SingleUnderline,
    PairMark.HALF: _Style.DashUnderline,
    PairMark.DOT: _Style.DotLine,
    PairMark.RING: _Style.DotLine,
}


def underlined(
    page: TwinPage, rows: Iterable[tuple[int, Iterable[Finding]]]
) -> list[QTextEdit.ExtraSelection]:
    """One mark for each finding that names a place on this side."""
    marks = []
    for number, findings in rows:
        for finding in findings:
            span = span_on(finding, page.side)
            if span is not None and span[0] < span[1]:
                shape = QTextCharFormat()
                fault = mark_of(finding)
                shape.setUnderlineStyle(_LINES[fault])
                shape.setUnderlineColor(QColor(theme().tokens.tone(FAULTS[fault])))
                marks.append(_mark(page, number, span, shape))
    return marks


def lighted(page: TwinPage, number: int, lit: Lit | None) -> list[QTextEdit.ExtraSelection]:
    """The value at the caret, or its twin on this page."""
    span = None if lit is None else span_on_page(page, lit)
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


def span_on_page(page: TwinPage, lit: Lit) -> tuple[int, int] | None:
    """The lit span of this side."""
    return lit.en if page.side is Side.EN else lit.zh


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
