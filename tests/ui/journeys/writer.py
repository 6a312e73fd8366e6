"""Somebody who writes a letter pair by pair: English by keys, Chinese by an input method."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.journeys.conftest import Desk
from tests.ui.panes.conftest import page, until
from ui.panes.reply import ReplyPane
from ui.panes.reply.clauses import ClausePicker
from ui.panes.reply.twin.page import Page
from ui.panes.reply.twin.strip import FindingStrip
from ui.widgets import Menu
from workstation.drafting.bead import BeadState, Side
from workstation.drafting.history import Place

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
# A phrase is as much as somebody composes at once.
_PHRASE = 6


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method holds, and what it hands over."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def type_letters(widget: QWidget, text: str) -> None:
    """Press the keys of an English text; a line break is Shift+Enter."""
    for letter in text:
        if letter == "\n":
            QTest.keyClick(widget, Qt.Key.Key_Return, SHIFT)
        elif letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            # QTest has no keys for “ ” and ’, keyboards have.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, key)


def type_han(widget: QWidget, text: str) -> None:
    """Compose a Chinese text phrase by phrase: Latin letters, candidates, then the characters."""
    for line_number, line in enumerate(text.split("\n")):
        if line_number:
            QTest.keyClick(widget, Qt.Key.Key_Return, SHIFT)
        for at in range(0, len(line), _PHRASE):
            phrase = line[at : at + _PHRASE]
            compose(widget, "pin yin")
            compose(widget, phrase)
            compose(widget, "", phrase)


def click(button: QWidget, at: QPoint | None = None) -> None:
    """Press a button that is in sight and may be pressed."""
    assert button.isVisible(), button
    assert button.isEnabled(), button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=at or button.rect().center())


def button_of(parent: QWidget, words: str) -> QAbstractButton:
    """The button that says this."""
    found = [each for each in parent.findChildren(QAbstractButton) if each.isVisible()]
    named = [each for each in found if each.text() == words]
    assert named, (words, [each.text() for each in found])
    return named[0]


def has_button(parent: QWidget, words: str) -> bool:
    """Whether such a button is in sight."""
    found = parent.findChildren(QAbstractButton)
    return any(each.text() == words and each.isVisible() for each in found)


def choose(parent: QWidget, words: str) -> None:
    """Press an entry of the menu that is open."""
    menu = next(each for each in parent.findChildren(Menu) if each.isVisible())
    entry = next(each for each in menu.actions() if words in each.text())
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    # Off screen nobody gives the window back what a closed menu took from it.
    parent.window().activateWindow()


class Writer:
    """One person's hands on the letter of one window."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.reply: ReplyPane = desk.place.reply
        self.pages = {side: page(self.reply, side) for side in Side}
        strip = self.reply.editors.findChild(FindingStrip)
        assert isinstance(strip, FindingStrip)
        self.strip = strip

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
    def here(self) -> Page:
        """The page of the caret."""
        return self.pages[self.side]

    async def turn(self, side: Side) -> None:
        """Go to a side of the pair by Tab."""
        if self.side is not side:
            key = Qt.Key.Key_Tab if side is Side.ZH else Qt.Key.Key_Backtab
            QTest.keyClick(self.here, key)
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
        bead = self.reply.editors.draft.beads[at]
        assert (bead.en, bead.zh) == (en, zh)
        self.confirm(at)

    def confirm(self, at: int) -> None:
        """Confirm a pair at which the caret is."""
        assert self.here.spot()[0] == at
        QTest.keyClick(self.here, Qt.Key.Key_Return, CTRL)
        assert self.reply.editors.draft.beads[at].state is BeadState.CONFIRMED

    def next_pair(self) -> None:
        """Begin another pair after the last one."""
        count = len(self.reply.editors.draft.beads)
        QTest.keyClick(self.here, Qt.Key.Key_Return)
        beads = self.reply.editors.draft.beads
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
        self.reply.editors.put_caret(Place(self.reply.editors.draft.beads[at].id, side, 0))
        middle = where.cursorRect().center()
        QTest.mouseClick(where.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        await until(where.hasFocus)
        await until(lambda: where.spot()[0] == at)

    async def quote(self, clause: str) -> None:
        """Put a clause after the pair of the caret, by its number."""
        count = len(self.reply.editors.draft.beads)
        here = self.here
        QTest.keyClick(here, Qt.Key.Key_P, CTRL)
        picker = self.desk.window.findChild(ClausePicker)
        assert isinstance(picker, ClausePicker)
        await until(picker.isVisible)
        QTest.keyClicks(picker.field, clause)
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
        await until(lambda: len(self.reply.editors.draft.beads) == count + 1)
        await until(here.hasFocus)

    async def checked(self) -> None:
        """Wait until the whole letter was read by the checks as it is now."""
        checks = self.reply._presenter._checks
        await until(lambda: checks._whole == self.reply.state.draft)

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
        panel = self.reply.reason
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
        await until(self.reply.send.isEnabled)
        self.press_send()
        await until(lambda: not self.reply.state.written)
        await until(lambda: self.pages[Side.EN].toPlainText() == "")
