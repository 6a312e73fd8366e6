"""The findings of one pair, row by row: the gravest in sight, all of them on demand."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.panes.reply.twin.marks import MarkWidget
from ui.panes.reply.twin.pair_appearance import FAULTS, by_gravity, mark_of
from ui.theme import Tone, theme
from ui.widgets import Label, Menu, TextButton, column, describe, row, set_tone
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from workstation.bilingual.checks.finding import Finding

_MOST = 3
_MOST_FIXES = 3
_ROOM = 190


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
        return QSize(width, min(max(height, inside.minimumSizeHint().height()), self._room()))

    def minimumSizeHint(self) -> QSize:
        """Qt: never less than that: the letter above it gives way."""
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lines wrap elsewhere, so the rows have another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _room(self) -> int:
        return theme().scaled(_ROOM)

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
        buttons = [self._fix_button(at, n) for n in range(len(finding.fixes[:_MOST_FIXES]))]
        rest = finding.fixes[_MOST_FIXES:]
        if rest:
            more = TextButton(ngettext("{n} more", "{n} more", len(rest)))
            more.clicked.connect(partial(self._open_fixes, at, more))
            buttons.append(more)
        settling = [] if finding.firm else [(_("Ignore here"), Ignoring.HERE)]
        if finding.term is not None:
            settling.append((_("Always for this term"), Ignoring.ALWAYS))
        for words, ignoring in settling:
            button = TextButton(words)
            set_tone(button, Tone.MUTED)
            button.clicked.connect(partial(self._ignore, at, ignoring))
            buttons.append(button)
        return buttons

    def _fix_button(self, at: int, n: int) -> TextButton:
        button = TextButton(self._findings[at].fixes[n].label)
        button.clicked.connect(partial(self._fix, at, n))
        return button

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
