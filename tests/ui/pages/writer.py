"""Somebody who writes a letter pair by pair: English by keys, Chinese by an input method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import (
    CTRL,
    SHIFT,
    button_of,
    click,
    has_button,
    part,
    type_han,
    type_letters,
    until,
)
from tests.ui.pages.letter import page
from ui.panes.reply.clauses import ClausePicker
from ui.panes.reply.twin.strip import FindingStrip
from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.history import CaretPlace

if TYPE_CHECKING:
    from tests.ui.journeys.conftest import Desk
    from ui.panes.reply import ReplyPane
    from ui.panes.reply.twin.page import TwinPage
    from workstation.bilingual.checks.finding import Finding


class Writer:
    """One person's hands on the letter of one window."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.reply: ReplyPane = desk.place.reply
        self.editors = self.reply.view.editors
        self.pages = {side: page(self.reply, side) for side in Side}
        self.letter = desk.screen.letter
        self.strip = part(self.editors, FindingStrip)

    async def begin(self) -> None:
        """Go to the letter with the key for it; it is empty."""
        await self.front()
        QTest.keyClick(self.desk.window.focusWidget() or self.desk.window, Qt.Key.Key_R)
        await until(lambda: any(each.hasFocus() for each in self.pages.values()))
        assert not self.reply.state.written

    async def front(self) -> None:
        """Have this window in front of the others."""
        self.desk.window.activateWindow()
        await until(lambda: self.desk.window.isAncestorOf(QApplication.focusWidget()))

    @property
    def side(self) -> Side:
        """Where the caret is."""
        return next(side for side, each in self.pages.items() if each.hasFocus())

    @property
    def here(self) -> TwinPage:
        """The page of the caret."""
        return self.pages[self.side]

    async def turn(self, side: Side) -> None:
        """Go to a side of the pair by Tab."""
        if self.side is not side:
            here, there = (each.mapToGlobal(QPoint()).x() for each in (self.here, self.pages[side]))
            QTest.keyClick(self.here, Qt.Key.Key_Tab if here < there else Qt.Key.Key_Backtab)
            await until(self.pages[side].hasFocus)

    def write(self, text: str) -> None:
        """Write this at the caret, as one writes in that language."""
        (type_letters if self.side is Side.EN else type_han)(self.here, text)

    async def pair(self, en: str, zh: str) -> None:
        """Write both sides of the pair of the caret, the side of the caret first, and confirm."""
        at = self.here.spot()[0]
        first = self.side
        for side in (first, first.other):
            await self.turn(side)
            assert self.here.spot()[0] == at
            self.write(en if side is Side.EN else zh)
        bead = self.editors.draft.beads[at]
        assert (bead.en, bead.zh) == (en, zh)
        self.confirm(at)

    def confirm(self, at: int) -> None:
        """Confirm a pair at which the caret is."""
        assert self.here.spot()[0] == at
        QTest.keyClick(self.here, Qt.Key.Key_Return, CTRL)
        assert self.editors.draft.beads[at].state is BeadState.CONFIRMED

    def next_pair(self) -> None:
        """Begin another pair after the last one."""
        count = len(self.editors.draft.beads)
        QTest.keyClick(self.here, Qt.Key.Key_Return)
        beads = self.editors.draft.beads
        assert len(beads) == count + 1
        assert self.here.spot() == (count, 0)

    async def write_letter(self, pairs: list[tuple[str, str]]) -> None:
        """Write these pairs one after the other, from the pair of the caret on."""
        for number, (en, zh) in enumerate(pairs):
            if number:
                self.next_pair()
            await self.pair(en, zh)

    async def go_to(self, at: int, side: Side) -> None:
        """Click into a pair."""
        where = self.pages[side]
        # Only to bring the pair into sight: a person scrolls.
        self.editors.put_caret(CaretPlace(self.editors.draft.beads[at].id, side, 0))
        middle = where.cursorRect().center()
        QTest.mouseClick(where.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        await until(where.hasFocus)
        await until(lambda: where.spot()[0] == at)

    async def quote(self, clause: str) -> None:
        """Put a clause after the pair of the caret, by its number."""
        count = len(self.editors.draft.beads)
        here = self.here
        QTest.keyClick(here, Qt.Key.Key_P, CTRL)
        picker = part(self.desk.window, ClausePicker)
        await until(picker.isVisible)
        QTest.keyClicks(picker.field, clause)
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
        await until(lambda: len(self.editors.draft.beads) == count + 1)
        await until(here.hasFocus)

    async def checked(self) -> None:
        """Wait until what the checks find in the whole letter, as it is now, is what is shown."""
        state = self.reply.state
        assert state.key is not None
        found = await self.desk.seat.app.letters.examine(*state.key, state.draft.beads)
        assert self.reply.state.draft == state.draft
        await until(lambda: self._shows(found))

    def _shows(self, found: tuple[Finding, ...]) -> bool:
        """Whether these are the findings of the letter, but for those that were let pass."""
        state = self.reply.state
        passed = {(each.key, each.check) for each in state.passed}
        open_ = {(each.key, each.check.value) for each in found} - passed
        open_findings = (each for some in state.open_findings.values() for each in some)
        shown = {(each.key, each.check.value) for each in open_findings}
        read = set(state.open_findings) == {bead.id for bead in state.draft.beads}
        return read and shown == open_

    def offers(self, words: str) -> bool:
        """Whether the strip offers this."""
        return has_button(self.strip, words)

    async def press(self, words: str) -> None:
        """Press a button of the strip as soon as it is there."""
        try:
            await until(lambda: self.offers(words))
        finally:
            click(button_of(self.strip, words))

    async def let_pass(self, words: str, reason: str) -> None:
        """Let the finding of the strip pass, and say why."""
        await self.press(words)
        panel = self.reply.view.reason
        await until(panel.reason.hasFocus)
        QTest.keyClicks(panel.reason, reason)
        QTest.keyClick(panel.reason, Qt.Key.Key_Return)
        await until(lambda: not panel.isVisible())

    def press_send(self) -> None:
        """The key that sends."""
        QTest.keyClick(self.here, Qt.Key.Key_Return, CTRL | SHIFT)

    async def send(self) -> None:
        """Send; the letter leaves the editor."""
        await self.checked()
        await until(self.reply.view.send.isEnabled)
        self.press_send()
        await until(lambda: not self.reply.state.written)
        await until(lambda: self.pages[Side.EN].toPlainText() == "")
