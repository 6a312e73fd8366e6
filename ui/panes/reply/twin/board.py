"""The two pages of a twin draft side by side, level row by row, and the edge that marks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent
from PySide6.QtWidgets import QWidget

from ui.language import language
from ui.panes.reply.twin.blocks import from_block
from ui.panes.reply.twin.page import TwinPage
from ui.panes.reply.twin.pair_appearance import PairAppearance
from ui.panes.reply.twin.rows import PairRows, StateEdge
from ui.widgets import describe, row, rule
from workstation.bilingual.bead import Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace
from workstation.i18n import _

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Board(QWidget):
    """Shows a draft; knows the caret as a `CaretPlace`. `moved` says that the caret moved."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pages = {side: TwinPage(side) for side in Side}
        self._active = Side.EN
        self._ids: list[str] = []
        en, zh = self._pages[Side.EN], self._pages[Side.ZH]
        self._rows = PairRows(en, zh)
        self._edge = StateEdge(en)
        en.hint = _("Write the letter in English. Enter begins a new pair.")
        zh.hint = _("Write the same in Chinese. Ctrl+Enter confirms the pair.")
        describe(en, _("English text of the letter"), en.hint)
        describe(zh, _("Chinese text of the letter"), zh.hint)
        en.verticalScrollBar().valueChanged.connect(zh.verticalScrollBar().setValue)
        zh.verticalScrollBar().valueChanged.connect(en.verticalScrollBar().setValue)
        self._sides = row(spacing=0)
        self._rule = rule(Qt.Orientation.Vertical)
        self.setLayout(row(self._edge, self._sides, spacing=0))
        self._left = Side.EN
        self._arrange()
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

    def page(self, side: Side) -> TwinPage:
        """The editor of one side."""
        return self._pages[side]

    def place(self) -> CaretPlace:
        """Where the caret is."""
        number, at = self._pages[self._active].spot()
        return CaretPlace(self._ids[min(number, len(self._ids) - 1)], self._active, at)

    def selected(self) -> tuple[CaretPlace, CaretPlace]:
        """Both ends of the selection."""
        first, last = self._pages[self._active].selected()
        side = self._active
        return CaretPlace(self._ids[first[0]], side, first[1]), CaretPlace(
            self._ids[last[0]], side, last[1]
        )

    def put_caret(self, place: CaretPlace, end: int | None = None) -> None:
        """Set the caret, on the side and in the bead that it names, if that bead is there.

        With `end` the text of that bead up to there is selected.
        """
        if place.bead not in self._ids:
            return
        self._active = place.side
        page = self._pages[self._active]
        if any(one.hasFocus() for one in self._pages.values()):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        number = self._ids.index(place.bead)
        page.put_caret((number, place.at), end)
        self._rows.reveal(number)

    def go_home(self) -> None:
        """Both carets to the start: the text under them is another one."""
        for page in self._pages.values():
            page.put_caret((0, 0))

    def begin(self, side: Side) -> None:
        """Give the keys to one side."""
        self._active = side
        self._pages[self._active].setFocus(Qt.FocusReason.OtherFocusReason)

    def lead(self, side: Side) -> None:
        """Let one side stand at the left."""
        if side is not self._left:
            self.swap()

    def swap(self) -> None:
        """What stood at the left stands at the right; the scroll bar stays at the right."""
        self._left = self._left.other
        self._arrange()

    def show_draft(self, draft: Draft, looks: Sequence[PairAppearance]) -> None:
        """Show what the beads say and how they look; the caret stays where it can."""
        self._ids = [bead.id for bead in draft.beads]
        self._lock(draft)
        for side, page in self._pages.items():
            page.looks = looks
            page.show_texts([bead.side(side) for bead in draft.beads])
        self.level()

    def show_looks(
        self, looks: Sequence[PairAppearance], draft: Draft, changed: Iterable[int]
    ) -> None:
        """The beads look otherwise, and say what they said."""
        self._lock(draft)
        for page in self._pages.values():
            page.looks = looks
        self._rows.level(changed)
        self._repaint()

    def level(self) -> None:
        """Make all rows level again."""
        self._rows.level(range(len(self._ids)))
        self._repaint()

    def dress(self) -> None:
        """Take fonts and sizes from the theme anew."""
        self._edge.dress()
        for page in self._pages.values():
            page.dress()
        self.level()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the side that gets the focus has the caret; by Tab it comes to the same pair."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and isinstance(watched, TwinPage):
            number = self._pages[self._active].spot()[0]
            self._active = watched.side
            if event.reason() in _BY_TAB and watched.spot()[0] != number:
                text = watched.document().findBlockByNumber(number).text()
                watched.put_caret((number, len(from_block(text))))
            self._announce()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        left, right = self._pages[self._left], self._pages[self._left.other]
        for part in (left, self._rule, right):
            self._sides.removeWidget(part)
            self._sides.addWidget(part, 0 if part is self._rule else 1)
        left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _lock(self, draft: Draft) -> None:
        locked = frozenset(n for n, bead in enumerate(draft.beads) if bead.lock is not None)
        for page in self._pages.values():
            page.locked = locked

    def _caret_moved(self) -> None:
        if self.sender() is self._pages[self._active]:
            self._announce()

    def _announce(self) -> None:
        number = self._pages[self._active].spot()[0]
        if self._edge.show_current(number):
            self._speak(number)
        self.moved.emit()

    def _speak(self, number: int) -> None:
        """Tell a screen reader where the caret has come to, and how that pair is."""
        looks = self._pages[self._active].looks
        if not QAccessible.isActive() or number >= len(looks):
            return
        said = _(
            "Pair {number} of {count}: {state}",
            number=number + 1,
            count=len(looks),
            state=looks[number].state,
        )
        event = QAccessibleAnnouncementEvent(self._pages[self._active], language().text(said))
        QAccessible.updateAccessibility(event)

    def _relaid(self, first: int, last: int) -> None:
        if self._rows.level(range(first, last + 1)):
            self._repaint()

    def _repaint(self) -> None:
        self._edge.update()
        for page in self._pages.values():
            page.viewport().update()
