"""The marks in the text of a clause: what is new and gone, and what the checks found where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.theme import Tone, theme
from workstation.bilingual.bead import Side
from workstation.policies import StretchFate, TextStretch

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding, Span


def marked(stretches: Iterable[TextStretch]) -> str:
    """A text as HTML: what is new underlined, what is gone struck through."""
    return "".join(map(_one, stretches)).replace("\n", "<br>")


def _one(stretch: TextStretch) -> str:
    tokens = theme().tokens
    text = escape(stretch.text)
    match stretch.kept:
        case StretchFate.NEW:
            look = f"background-color:{tokens.ok_soft};text-decoration:underline"
        case StretchFate.GONE:
            look = (
                f"background-color:{tokens.danger_soft};color:{tokens.muted};"
                "text-decoration:line-through"
            )
        case StretchFate.SAME:
            return text
    return f'<span style="{look}">{text}</span>'


def light(
    view: QTextEdit, side: Side, findings: Sequence[Finding], stretches: Sequence[TextStretch]
) -> None:
    """Mark in `view` where the findings are; it shows `stretches`, of which what is gone is no
    part of the text that was checked."""
    view.setExtraSelections(
        [
            _selection(view, span, look, stretches)
            for finding in findings
            for span, look in _places(finding, side)
        ]
    )


def _places(finding: Finding, side: Side) -> list[tuple[Span, QTextCharFormat]]:
    span = finding.en if side is Side.EN else finding.zh
    if span is None or span[0] == span[1]:
        return []
    # A repair says on which side the fault is: what stands on the other is what it goes by.
    mended = {fix.side for fix in finding.fixes}
    other = finding.zh if side is Side.EN else finding.en
    right = mended == {side.other} or (not mended and other is None)
    return [(span, _right() if right else _wrong())]


def _right() -> QTextCharFormat:
    tokens, look = theme().tokens, QTextCharFormat()
    look.setBackground(QColor(tokens.violet_soft))
    look.setForeground(QColor(tokens.tone(Tone.VIOLET)))
    return look


def _wrong() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(QColor(theme().tokens.danger))
    look.setBackground(QColor(theme().tokens.danger_soft))
    return look


def _selection(
    view: QTextEdit, span: Span, look: QTextCharFormat, stretches: Sequence[TextStretch]
) -> QTextEdit.ExtraSelection:
    start, end = (_shown_at(at, stretches) for at in span)
    cursor = QTextCursor(view.document())
    last = view.document().characterCount() - 1
    cursor.setPosition(min(start, last))
    cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
    selection = QTextEdit.ExtraSelection()
    selection.cursor, selection.format = cursor, look
    return selection


def _shown_at(at: int, stretches: Sequence[TextStretch]) -> int:
    """Where the code point `at` of the text stands on the screen, in UTF-16 units."""
    shown = left = 0
    for stretch in stretches:
        if stretch.kept is StretchFate.GONE:
            shown += _units(stretch.text)
        elif left + len(stretch.text) < at:
            shown, left = shown + _units(stretch.text), left + len(stretch.text)
        else:
            return shown + _units(stretch.text[: at - left])
    return shown


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
