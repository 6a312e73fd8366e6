"""The hands and eyes of a person: keys, clicks, an input method, and the words in sight."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from ui.widgets import Menu

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
# A loop that never rests keeps the interpreter's lock from the workers it waits for.
_REST = 0.001
# A phrase is as much as somebody composes at once.
_PHRASE = 6

P = TypeVar("P", bound=QObject)
W = TypeVar("W", bound=QWidget)


async def until(met: Callable[[], bool]) -> None:
    """Let Qt and the tasks run until `met`. Raises `TimeoutError`."""
    async with asyncio.timeout(10):
        while not met():
            QApplication.processEvents()
            await asyncio.sleep(_REST)
    for _turn in range(3):
        QApplication.processEvents()
        await asyncio.sleep(0)


def part(parent: QObject, kind: type[P], name: str | None = None) -> P:
    """The one part of that kind below `parent`, or the one that is called `name`."""
    found = parent.findChild(kind) if name is None else parent.findChild(kind, name)
    assert isinstance(found, kind), (kind, name)
    return found


def in_sight(parent: QWidget, kind: type[W], name: str = "") -> list[W]:
    """The parts of that kind that are shown; with `name` those that a screen reader calls so."""
    found = [each for each in parent.findChildren(kind) if each.isVisible()]
    return [each for each in found if not name or each.accessibleName() == name]


def words_in(parent: QWidget) -> list[str]:
    """What each of the labels below `parent` says that are shown."""
    return [label.text() for label in in_sight(parent, QLabel)]


def said(parent: QWidget) -> str:
    """Everything that the labels below `parent` say, one below the other."""
    return "\n".join(words_in(parent))


def click(button: QWidget, at: QPoint | None = None) -> None:
    """Press a button that is in sight and may be pressed."""
    assert button.isVisible(), button
    assert button.isEnabled(), button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=at or button.rect().center())


def button_of(parent: QWidget, words: str) -> QAbstractButton:
    """The button that says this."""
    found = in_sight(parent, QAbstractButton)
    named = [each for each in found if each.text() == words]
    assert named, (words, [each.text() for each in found])
    return named[0]


def has_button(parent: QWidget, words: str) -> bool:
    """Whether such a button is in sight."""
    return any(each.text() == words for each in in_sight(parent, QAbstractButton))


def open_menu(parent: QWidget) -> Menu:
    """The menu that is open."""
    (menu,) = in_sight(parent, Menu)
    return menu


def choose(parent: QWidget, words: str) -> None:
    """Press an entry of the menu that is open."""
    menu = open_menu(parent)
    entry = next(each for each in menu.actions() if words in each.text())
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    # Off screen nobody gives the window back what a closed menu took from it.
    parent.window().activateWindow()


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
