"""Rows are level to the pixel, both sides scroll as one, and nothing else moves them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.sweep import assert_speaks
from tests.ui.twin.conftest import LETTER, Bench
from ui.language import WindowLanguage
from ui.panes.reply.twin.page import TwinPage
from ui.panes.reply.twin.rows import StateEdge, area, row_at
from ui.theme import Mode, Theme
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace

CTRL = Qt.KeyboardModifier.ControlModifier


def tops(page: TwinPage) -> list[float]:
    count = page.document().blockCount()
    return [page.laid_out(n).layout().position().y() for n in range(count)]


def assert_level(bench: Bench) -> None:
    assert tops(bench.en) == tops(bench.zh)
    assert bench.en.document().size().height() == bench.zh.document().size().height()
    for number in range(bench.en.document().blockCount()):
        areas = [area(page, number, page.line()) for page in (bench.en, bench.zh)]
        assert areas[0].top == areas[1].top
        assert areas[0].bottom == areas[1].bottom
        assert areas[0].bottom >= areas[0].end


@pytest.mark.parametrize("width", [520, 700, 1400])
def test_rows_are_level_at_any_width(bench: Bench, qtbot: QtBot, width: int) -> None:
    bench.editor.resize(width, 420)
    qtbot.waitUntil(lambda: bench.editor.width() == width)
    assert_level(bench)


def test_rows_are_level_after_every_kind_of_change(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("c", Side.EN, 5))
    qtbot.keyClicks(bench.en, " and once more, so that the line breaks, which it will do here")
    assert_level(bench)
    qtbot.keyClick(bench.en, Qt.Key.Key_Return)
    assert_level(bench)
    qtbot.keyClick(bench.en, Qt.Key.Key_Return, CTRL)
    assert_level(bench)
    qtbot.keyClick(bench.en, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert_level(bench)
    bench.editor.put_caret(CaretPlace("a", Side.ZH, 0))
    qtbot.keyClicks(bench.zh, "7")
    assert_level(bench)
    for _ in range(6):
        bench.editor.undo()
    assert_level(bench)


def test_larger_letters_and_another_theme_keep_rows_level(bench: Bench, ui_theme: Theme) -> None:
    before = tops(bench.en)
    ui_theme.enlarge(200)
    assert_level(bench)
    assert tops(bench.en)[-1] > before[-1] * 1.5
    ui_theme.enlarge(100)
    ui_theme.wear(Mode.DARK)
    assert tops(bench.en) == before


@pytest.fixture
def long(open_editor: Callable[[Draft], Bench]) -> Bench:
    beads = [
        Bead(f"x{n}", f"Sentence number {n}. " * (1 + n % 4), f"第{n}句。" * (1 + n % 7))
        for n in range(60)
    ]
    return open_editor(Draft(tuple(beads)))


def test_both_sides_scroll_as_one(long: Bench) -> None:
    assert_level(long)
    en, zh = long.en.verticalScrollBar(), long.zh.verticalScrollBar()
    assert en.maximum() == zh.maximum() > 0
    zh.setValue(zh.maximum() // 2)
    assert en.value() == zh.value()
    en.setValue(en.maximum())
    assert zh.value() == zh.maximum()


def test_the_caret_brings_both_sides_along(long: Bench) -> None:
    long.editor.put_caret(CaretPlace("x50", Side.EN, 0))
    assert long.en.verticalScrollBar().value() == long.zh.verticalScrollBar().value() > 0
    place = area(long.zh, 50, long.zh.line())
    assert 0 <= place.text < long.zh.viewport().height()


def test_a_row_is_found_by_its_height(long: Bench) -> None:
    long.zh.verticalScrollBar().setValue(700)
    for number in (0, 1, 20, 59):
        place = area(long.en, number, long.en.line())
        assert row_at(long.en, place.text + 1) == number


def test_a_language_switch_moves_nothing(
    bench: Bench, qtbot: QtBot, ui_language: WindowLanguage
) -> None:
    bench.editor.put_caret(CaretPlace("b", Side.EN, 4))
    qtbot.keyClicks(bench.en, "x")
    cursor = bench.en.textCursor()
    cursor.setPosition(bench.en.position((1, 9)), cursor.MoveMode.KeepAnchor)
    bench.en.setTextCursor(cursor)
    before = (bench.texts(), tops(bench.en), bench.en.selected(), bench.editor.place)
    ui_language.switch("zh_Hans")
    assert (bench.texts(), tops(bench.en), bench.en.selected(), bench.editor.place) == before
    assert bench.en.accessibleName() != ""
    ui_language.switch("en")
    bench.editor.undo()
    assert bench.editor.draft == LETTER


def test_everything_that_is_said_is_translated(bench: Bench, ui_language: WindowLanguage) -> None:
    assert_speaks(bench.editor, ui_language)


def test_controls_have_names(bench: Bench) -> None:
    assert bench.en.accessibleName() == "English text of the letter"
    assert bench.zh.accessibleName() == "Chinese text of the letter"
    assert bench.editor.findChild(StateEdge) is not None


def test_swapped_sides_stay_level_and_scroll_as_one(long: Bench, qtbot: QtBot) -> None:
    left = long.en.mapTo(long.editor, long.en.rect().topLeft()).x()
    long.editor.swap()
    qtbot.waitUntil(lambda: long.zh.mapTo(long.editor, long.zh.rect().topLeft()).x() == left)
    assert_level(long)
    long.en.verticalScrollBar().setValue(300)
    assert long.zh.verticalScrollBar().value() == 300
    long.editor.begin(Side.ZH)
    qtbot.waitUntil(long.zh.hasFocus)
    qtbot.keyClicks(long.zh, "x")
    assert long.editor.draft.beads[0].zh.startswith("x")


def test_tab_goes_to_the_other_side(bench: Bench, qtbot: QtBot) -> None:
    qtbot.keyClick(bench.en, Qt.Key.Key_Tab)
    qtbot.waitUntil(bench.zh.hasFocus)
    assert bench.editor.place.side is Side.ZH
    assert bench.editor.draft == LETTER
