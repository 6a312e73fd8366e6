"""One clause on the screen: its number, and both languages in columns of the same width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.activities.policies.compare import Compared
from ui.activities.policies.marks import light, marked
from ui.activities.policies.words import (
    UNSAVED,
    alone_words,
    folded_words,
    kind_words,
    short_kind_words,
)
from ui.casework import side_of
from ui.language import language
from ui.theme import Tone, Type, theme
from ui.widgets import (
    Label,
    ReadingView,
    Surface,
    TextButton,
    column,
    describe,
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


def languages() -> tuple[Language, Language]:
    """Both, that of the window first."""
    first = side_of(language().code)
    return (first, Language.ZH if first is Language.EN else Language.EN)


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
        """The language of the window first; both columns equally wide."""
        for at, each in enumerate(languages(), start=1):
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
        self._mark.setVisible(unsaved)
        self.show_edge(_edge(line, comparing=comparing, chosen=chosen, held=held))
        set_surface(self._cell, Surface.SOFT if chosen else Surface.SURFACE)
        alone = line.alone if comparing else None
        self.setToolTip(language().text(alone_words(alone)) if alone is not None else "")
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
        """Name them."""
        self._words.say(folded_words(lines, before))


def _edge(line: Compared, *, comparing: bool, chosen: bool, held: bool) -> Tone | None:
    if held:
        return Tone.DANGER
    if comparing and line.differs:
        return Tone.DANGER if line.alone is not None or line.now is None else Tone.OK
    return Tone.ACCENT if chosen else None
