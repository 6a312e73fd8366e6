"""Long walks over the keyboard: the screen always says what the draft says, and undo leads home."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.twin.conftest import LETTER, Bench
from ui.panes.reply.twin.blocks import texts_of
from ui.panes.reply.twin.page import TwinPage
from workstation.bilingual.bead import Side
from workstation.bilingual.draft import Draft

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
KEYS = [
    (Qt.Key.Key_Return, NONE),
    (Qt.Key.Key_Return, SHIFT),
    (Qt.Key.Key_Return, CTRL),
    (Qt.Key.Key_Return, ALT),
    (Qt.Key.Key_Up, ALT),
    (Qt.Key.Key_Down, ALT),
    (Qt.Key.Key_Backspace, NONE),
    (Qt.Key.Key_Backspace, CTRL),
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Delete, CTRL),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Z, CTRL | SHIFT),
    (Qt.Key.Key_X, CTRL),
    (Qt.Key.Key_V, CTRL),
    (Qt.Key.Key_K, CTRL),
    (Qt.Key.Key_Escape, NONE),
    (Qt.Key.Key_Home, NONE),
    (Qt.Key.Key_End, CTRL),
    (Qt.Key.Key_Left, SHIFT | CTRL),
    (Qt.Key.Key_Right, SHIFT),
    (Qt.Key.Key_Up, SHIFT),
    (Qt.Key.Key_Down, SHIFT),
    (Qt.Key.Key_Up, NONE),
    (Qt.Key.Key_Down, NONE),
    (Qt.Key.Key_Tab, NONE),
]
PASTED = ["one line", "Dear seller,\nYou have 7 days.", "您好。\n请在7天内来信。", "😀\u200f\n\nx"]


def step(bench: Bench, qtbot: QtBot, chance: random.Random) -> None:
    page = bench.zh if bench.editor.place.side is Side.ZH else bench.en
    match chance.randrange(6):
        case 0 | 1:
            qtbot.keyClicks(page, chance.choice(["a", "7", ". B", "!"]))
        case 2:
            compose(page, chance)
        case 3:
            QGuiApplication.clipboard().setText(chance.choice(PASTED))
        case _:
            qtbot.keyClick(page, *chance.choice(KEYS))


def compose(page: TwinPage, chance: random.Random) -> None:
    QApplication.sendEvent(page, QInputMethodEvent("ni", []))
    event = QInputMethodEvent("", [])
    event.setCommitString(chance.choice(["", "你", "申诉"]))
    QApplication.sendEvent(page, event)


def assert_shown(bench: Bench) -> None:
    draft = bench.editor.draft
    assert texts_of(bench.en.document()) == [bead.en for bead in draft.beads]
    assert texts_of(bench.zh.document()) == [bead.zh for bead in draft.beads]
    assert bench.editor.place.bead in {bead.id for bead in draft.beads}
    assert len(bench.en.looks) == len(draft.beads)
    for number in range(len(draft.beads)):
        tops = {page.laid_out(number).layout().position().y() for page in (bench.en, bench.zh)}
        assert len(tops) == 1


@pytest.mark.parametrize("seed", [*range(8), 64, 149, 163, 219])
def test_a_walk_over_the_keyboard(bench: Bench, qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    seen: list[Draft] = []
    bench.editor.changed.connect(seen.append)
    for _ in range(120):
        step(bench, qtbot, chance)
        assert_shown(bench)
        if seen:
            assert seen[-1] == bench.editor.draft
    last = bench.editor.draft
    steps = 0
    while bench.editor.draft != LETTER and steps < 500:
        bench.editor.undo()
        assert_shown(bench)
        steps += 1
    assert bench.editor.draft == LETTER
    for _ in range(steps):
        QTest.keyClick(bench.en, Qt.Key.Key_Z, CTRL | SHIFT)
    assert_shown(bench)
    assert bench.editor.draft == last
    assert len(set(seen)) > 20
