"""The two pages of a twin draft side by side, level row by row, and the edge that marks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.language import language
from ui.panes.reply.twin.edge import StateEdge
from ui.panes.reply.twin.looks import Look
from ui.panes.reply.twin.page import Page
from ui.panes.reply.twin.rows import Rows
from ui.widgets import describe, row, rule
from workstation.drafting.bead import Side
from workstation.drafting.draft import Draft
from workstation.drafting.history import Place
from workstation.i18n import _

Selections = dict[Side, list[QTextEdit.ExtraSelection]]


class Board(QWidget):
    """Shows a draft; knows the caret as a `Place`. `moved` says that the caret is elsewhere."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pages = {side: Page(side) for side in Side}
        self._active = Side.EN
        self._ids: list[str] = []
        en, zh = self._pages[Side.EN], self._pages[Side.ZH]
        self._rows = Rows(en, zh)
        self._edge = StateEdge(en)
        _name(en, zh)
        en.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        en.verticalScrollBar().valueChanged.connect(zh.verticalScrollBar().setValue)
        zh.verticalScrollBar().valueChanged.connect(en.verticalScrollBar().setValue)
        parts = row(self._edge, en, rule(Qt.Orientation.Vertical), zh, spacing=0)
        parts.setStretch(1, 1)
        parts.setStretch(3, 1)
        self.setLayout(parts)
        for page in self._pages.values():
            page.relaid.connect(self._relaid)
            page.cursorPositionChanged.connect(self._caret_moved)
            page.installEventFilter(self)
        self.setFocusProxy(en)
        language().changed.connect(self._repaint)

    @property
    def composing(self) -> bool:
        """Whether an input method is at work on either side."""
        return any(page.composing for page in self._pages.values())

    def page(self, side: Side) -> Page:
        """The editor of one side."""
        return self._pages[side]

    def active(self) -> Page:
        """The editor that has the caret, or had it last."""
        return self._pages[self._active]

    def place(self) -> Place:
        """Where the caret is."""
        number, at = self.active().spot()
        return Place(self._ids[min(number, len(self._ids) - 1)], self._active, at)

    def selected(self) -> tuple[Place, Place]:
        """Both ends of the selection."""
        first, last = self.active().selected()
        side = self._active
        return Place(self._ids[first[0]], side, first[1]), Place(self._ids[last[0]], side, last[1])

    def put(self, place: Place) -> None:
        """Set the caret, on the side and in the bead that it names, if that bead is there."""
        if place.bead not in self._ids:
            return
        self._active = place.side
        page = self.active()
        if any(one.hasFocus() for one in self._pages.values()):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        page.put_caret((self._ids.index(place.bead), place.at))

    def show_draft(self, draft: Draft, looks: Sequence[Look]) -> None:
        """Show what the beads say and how they look; the caret stays where it can."""
        self._ids = [bead.id for bead in draft.beads]
        self._lock(draft)
        for side, page in self._pages.items():
            page.looks = looks
            page.show_texts([bead.side(side) for bead in draft.beads])
        self.level()

    def show_looks(self, looks: Sequence[Look], draft: Draft, changed: Iterable[int]) -> None:
        """The beads look otherwise, and say what they said."""
        self._lock(draft)
        for page in self._pages.values():
            page.looks = looks
        self._rows.level(changed)
        self._repaint()

    def show_marks(self, selections: Selections) -> None:
        """Underline findings and light values: marks above the text that are no part of it."""
        for side, page in self._pages.items():
            page.setExtraSelections(selections.get(side, []))

    def level(self) -> None:
        """Make all rows level again."""
        self._rows.level(range(len(self._ids)))
        self._repaint()

    def dress(self) -> None:
        """Take fonts and sizes from the theme anew."""
        for page in self._pages.values():
            page.dress()
        self.level()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the side that gets the focus has the caret."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Page):
            self._active = watched.side
            self._announce()
        return super().eventFilter(watched, event)

    def _lock(self, draft: Draft) -> None:
        locked = frozenset(n for n, bead in enumerate(draft.beads) if bead.lock is not None)
        for page in self._pages.values():
            page.locked = locked

    def _caret_moved(self) -> None:
        if self.sender() is self.active():
            self._announce()

    def _announce(self) -> None:
        self._edge.show_current(self.active().spot()[0])
        self.moved.emit()

    def _relaid(self, first: int, last: int) -> None:
        if self._rows.level(range(first, last + 1)):
            self._repaint()

    def _repaint(self) -> None:
        self._edge.update()
        for page in self._pages.values():
            page.viewport().update()


def _name(en: Page, zh: Page) -> None:
    en.hint = _("Write the letter in English. Enter begins a new pair.")
    zh.hint = _("Write the same in Chinese. Ctrl+Enter confirms the pair.")
    describe(en, _("English text of the letter"), en.hint)
    describe(zh, _("Chinese text of the letter"), zh.hint)
