"""One clause on the screen: its number, both languages side by side, and the marks in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from ui.activities.policies.compare import Compared
from ui.activities.policies.words import (
    alone_words,
    folded_words,
    kind_words,
    short_kind_words,
)
from ui.casework import UNSAVED, in_language, languages_in_order
from ui.language import bind, language, tip_of
from ui.theme import Tone, Type, theme
from ui.widgets import (
    Label,
    ReadingView,
    Surface,
    TextButton,
    column,
    describe,
    describe_one,
    row,
    rule,
    set_surface,
)
from workstation.bilingual.bead import Side
from workstation.domain.taxonomy import Language
from workstation.i18n import _
from workstation.policies import StretchFate, TextStretch, woven

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from workstation.bilingual.checks.finding import Finding

NUMBER, _EDGE = 64, 3
_SIDES = {Language.EN: Side.EN, Language.ZH: Side.ZH}


class EdgedRow(QWidget):
    """A row with a line below it and, at its left, an edge that says what became of it."""

    def __init__(self) -> None:
        super().__init__()
        self.edge: Tone | None = None
        theme().changed.connect(self.update)

    def show_edge(self, tone: Tone | None) -> None:
        """Show another edge."""
        if tone is not self.edge:
            self.edge = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the line and the edge."""
        super().paintEvent(event)
        tokens = theme().tokens
        painter = QPainter(self)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(tokens.line))
        if self.edge is not None:
            painter.fillRect(QRect(0, 0, _EDGE, self.height() - 1), QColor(tokens.tone(self.edge)))
        painter.end()


class ClauseRow(EdgedRow):
    """Says `chosen` with its number when it is pressed, `went_in` when it is pressed twice."""

    chosen = Signal(str)
    went_in = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.no = ""
        self._shows: object = None
        self._number = Label(type=Type.STRONG)
        self._kind = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._mark = Label(UNSAVED, Type.META, Tone.WARN, wrap=True)
        self._cell = QWidget()
        # The edge is painted below it, so it stays free.
        self._cell.setFixedWidth(theme().scaled(NUMBER) - _EDGE)
        cell = column(self._number, self._kind, self._mark, margins=(17, 10, 2, 10), spacing=2)
        cell.addStretch(1)
        self._cell.setLayout(cell)
        self.texts = {each: ReadingView() for each in Language}
        self._cells = {each: self._text_cell(view) for each, view in self.texts.items()}
        self._columns = row(self._cell, spacing=0)
        self._in_order()
        self.setLayout(column(self._columns, margins=(_EDGE, 0, 0, 1), spacing=0))
        self._told: tuple[Compared, bool, tuple[Finding, ...]] | None = None
        for view in self.texts.values():
            view.viewport().installEventFilter(self)
        language().changed.connect(self._in_order)
        theme().changed.connect(self._paint_texts)

    def _text_cell(self, view: ReadingView) -> QWidget:
        cell = QWidget()
        inside = column(view, margins=(14, 10, 14, 10), spacing=2)
        inside.addStretch(1)
        holder = row(rule(Qt.Orientation.Vertical), inside, spacing=0)
        holder.setStretch(1, 1)
        cell.setLayout(holder)
        cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return cell

    def _in_order(self) -> None:
        """Put the language of the window first; both columns are equally wide."""
        for at, each in enumerate(languages_in_order(), start=1):
            self._columns.removeWidget(self._cells[each])
            self._columns.insertWidget(at, self._cells[each], 1)

    def show_line(
        self,
        line: Compared,
        findings: Sequence[Finding],
        *,
        comparing: bool,
        chosen: bool,
        unsaved: bool,
        held: bool,
    ) -> None:
        """Show it, compared with how it was, or as it is."""
        told = line, comparing, tuple(findings)
        shows = (told, chosen, unsaved, held)
        if shows == self._shows:
            return
        self._shows = shows
        self.no = line.no
        clause = line.clause
        self._number.content(line.no)
        self._kind.say(short_kind_words(clause.kind, clause.severity))
        describe(self._kind, kind_words(clause.kind))
        for each, view in self.texts.items():
            words = _("Clause {no}", no=line.no)
            describe(view, in_language(words, each.value.lower()))
        self._mark.setVisible(unsaved)
        edge = Tone.ACCENT if chosen else None
        if held:
            edge = Tone.DANGER
        elif comparing and line.differs:
            edge = Tone.DANGER if line.alone is not None or line.now is None else Tone.OK
        self.show_edge(edge)
        set_surface(self._cell, Surface.SOFT if chosen else Surface.SURFACE)
        alone = line.alone if comparing else None
        bind(self, tip_of(self), alone_words(alone) if alone is not None else _nothing)
        if told != self._told:
            self._told = told
            self._paint_texts()

    def stretches(self, side: Language) -> tuple[TextStretch, ...]:
        """The text of one language as it is shown."""
        if self._told is None:
            return ()
        line, comparing, _findings = self._told
        now = line.now.text.side(side) if line.now is not None else ""
        if not comparing:
            return (TextStretch(now or line.clause.text.side(side), StretchFate.SAME),)
        return woven(line.then.text.side(side) if line.then is not None else "", now)

    def _paint_texts(self) -> None:
        if self._told is None:
            return
        for side, view in self.texts.items():
            stretches = self.stretches(side)
            view.show_html(marked(stretches), side.value.lower())
            light(view, _SIDES[side], self._told[2], stretches)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: look at this clause."""
        super().mousePressEvent(event)
        self.chosen.emit(self.no)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: write in it."""
        super().mouseDoubleClickEvent(event)
        self.went_in.emit(self.no)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: a press into the text is one into the row; the text can still be selected."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.chosen.emit(self.no)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.went_in.emit(self.no)
        return super().eventFilter(watched, event)


class FoldRow(EdgedRow):
    """Clauses that are equal, as one line."""

    unfolded = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.BG)
        self._words = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.button = TextButton(_("Unfold"))
        self.button.clicked.connect(self.unfolded)
        parts = row(self._words, self.button, margins=(20, 5, 16, 6))
        parts.setStretch(0, 1)
        self.setLayout(parts)

    def show_lines(self, lines: Sequence[Compared], before: str) -> None:
        """Name the clauses that are equal in both versions."""
        words = folded_words(lines, before)
        self._words.say(words)
        describe_one(self.button, _("Unfold"), words)


def _nothing() -> str:
    return ""


def marked(stretches: Iterable[TextStretch]) -> str:
    """A text as HTML: what is new underlined, what is gone struck through."""
    tokens = theme().tokens
    looks = {
        StretchFate.NEW: f"background-color:{tokens.ok_soft};text-decoration:underline",
        StretchFate.GONE: f"background-color:{tokens.danger_soft};color:{tokens.muted};"
        "text-decoration:line-through",
    }
    said = ""
    for each in stretches:
        text, look = escape(each.text), looks.get(each.kept)
        said += text if look is None else f'<span style="{look}">{text}</span>'
    return said.replace("\n", "<br>")


def light(
    view: QTextEdit, side: Side, findings: Sequence[Finding], stretches: Sequence[TextStretch]
) -> None:
    """Mark in `view` where the findings are; it shows `stretches`, of which what is gone is no
    part of the text that was checked."""
    last = view.document().characterCount() - 1
    selections = []
    for finding in findings:
        span = finding.en if side is Side.EN else finding.zh
        if span is None or span[0] == span[1]:
            continue
        start, end = (min(_shown_at(at, stretches), last) for at in span)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(view.document())
        selection.cursor.setPosition(start)
        selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.format = _look(finding, side)
        selections.append(selection)
    view.setExtraSelections(selections)


def _look(finding: Finding, side: Side) -> QTextCharFormat:
    """How the place of a finding is marked: as what is wrong, or as what the other side goes by."""
    # A repair says on which side the fault is: what stands on the other is what it goes by.
    mended = {fix.side for fix in finding.fixes}
    other = finding.zh if side is Side.EN else finding.en
    tokens, look = theme().tokens, QTextCharFormat()
    if mended == {side.other} or (not mended and other is None):
        look.setBackground(QColor(tokens.violet_soft))
        look.setForeground(QColor(tokens.tone(Tone.VIOLET)))
    else:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(QColor(tokens.danger))
        look.setBackground(QColor(tokens.danger_soft))
    return look


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
    """How many UTF-16 units a text has, which is what Qt counts."""
    return len(text) + sum(char > "\uffff" for char in text)
