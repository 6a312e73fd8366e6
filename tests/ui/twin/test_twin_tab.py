"""Tab goes from a text to its twin, wherever the caret of the other side was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.twin.conftest import LETTER, Bench
from workstation.bilingual.bead import Side
from workstation.bilingual.history import CaretPlace


@pytest.mark.parametrize("bead", ["b", "c", "e"])
def test_tab_comes_to_the_end_of_the_twin(bench: Bench, qtbot: QtBot, bead: str) -> None:
    bench.editor.put_caret(CaretPlace(bead, Side.EN, 4))
    assert bench.zh.spot()[0] == 0
    qtbot.keyClick(bench.en, Qt.Key.Key_Tab)
    qtbot.waitUntil(bench.zh.hasFocus)
    assert bench.editor.place == CaretPlace(bead, Side.ZH, len(LETTER.bead(bead).zh))
    qtbot.keyClicks(bench.zh, "x")
    assert bench.editor.draft.bead(bead).zh == LETTER.bead(bead).zh + "x"


def test_tab_back_comes_to_the_same_place_in_the_same_pair(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("b", Side.EN, 4))
    qtbot.keyClick(bench.en, Qt.Key.Key_Tab)
    qtbot.waitUntil(bench.zh.hasFocus)
    qtbot.keyClick(bench.zh, Qt.Key.Key_Backtab)
    qtbot.waitUntil(bench.en.hasFocus)
    assert bench.editor.place == CaretPlace("b", Side.EN, 4)
    bench.editor.put_caret(CaretPlace("a", Side.EN, 1))
    bench.editor.begin(Side.ZH)
    bench.editor.put_caret(CaretPlace("c", Side.ZH, 2))
    qtbot.keyClick(bench.zh, Qt.Key.Key_Backtab)
    qtbot.waitUntil(bench.en.hasFocus)
    assert bench.editor.place == CaretPlace("c", Side.EN, len(LETTER.bead("c").en))


def test_a_click_stays_where_it_was_made(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("e", Side.EN, 3))
    qtbot.mouseClick(
        bench.zh.viewport(), Qt.MouseButton.LeftButton, pos=bench.zh.cursorRect().center()
    )
    qtbot.waitUntil(bench.zh.hasFocus)
    assert bench.editor.place.bead == "a"
