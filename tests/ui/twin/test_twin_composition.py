"""Input methods: nothing reaches a text while its letters are in the making."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.twin.conftest import LETTER, Bench
from ui.language import WindowLanguage
from ui.theme import Mode, Theme
from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.bilingual.draft import Draft, edited
from workstation.bilingual.history import CaretPlace
from workstation.i18n import _

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def compose(bench: Bench, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(bench.zh, event)


def preedit(bench: Bench) -> str:
    return bench.zh.textCursor().block().layout().preeditAreaText()


@pytest.fixture
def composing(bench: Bench, qtbot: QtBot) -> Bench:
    bench.zh.setFocus()
    qtbot.waitUntil(bench.zh.hasFocus)
    bench.editor.put_caret(CaretPlace("b", Side.ZH, 2))
    compose(bench, "wuliu")
    assert bench.editor.composing
    return bench


def test_what_is_committed_is_typed(composing: Bench) -> None:
    assert composing.editor.draft == LETTER
    compose(composing, "wuliu dan")
    assert composing.editor.draft == LETTER
    compose(composing, "", "物流单")
    assert composing.editor.draft.bead("b").zh == "发票物流单在期限内。"
    assert not composing.editor.composing
    composing.editor.undo()
    assert composing.editor.draft == LETTER


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Return, NONE),
        (Qt.Key.Key_Enter, NONE),
        (Qt.Key.Key_Return, CTRL),
        (Qt.Key.Key_Return, CTRL | SHIFT),
        (Qt.Key.Key_Return, ALT),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_Backspace, NONE),
        (Qt.Key.Key_Delete, NONE),
    ],
)
def test_no_key_acts_while_composing(
    composing: Bench, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    with (
        qtbot.assertNotEmitted(composing.editor.send_pressed),
        qtbot.assertNotEmitted(composing.editor.changed),
    ):
        qtbot.keyClick(composing.zh, key, modifiers)
    assert composing.editor.draft == LETTER
    assert preedit(composing) == "wuliu"


def finding() -> Finding:
    return Finding("b", Check.NUMBER, Severity.S1, _("Saved"), (0, 4), (0, 2))


def test_everything_from_outside_waits(
    composing: Bench, qtbot: QtBot, ui_language: WindowLanguage, ui_theme: Theme
) -> None:
    editor = composing.editor
    other = edited(LETTER, "a", Side.ZH, "结果：维持原决定。")
    composing.show_findings({"b": (finding(),)})
    editor.set_draft(other)
    editor.undo()
    editor.confirm()
    editor.put_caret(CaretPlace("e", Side.EN, 0))
    ui_language.switch("zh_Hans")
    ui_theme.wear(Mode.DARK)
    composing.settle(qtbot)
    assert preedit(composing) == "wuliu"
    assert editor.draft == LETTER
    assert composing.zh.extraSelections() == []
    compose(composing, "", "物流")
    assert editor.draft.bead("a").zh == "结果：维持原决定。"
    assert editor.place == CaretPlace("e", Side.EN, 0)


def test_a_finding_that_arrives_while_composing_is_shown_after(
    composing: Bench, qtbot: QtBot
) -> None:
    composing.show_findings({"a": (replace(finding(), bead="a"),)})
    compose(composing, "", "")
    qtbot.waitUntil(lambda: len(composing.zh.extraSelections()) == 1)
    assert composing.editor.draft == LETTER


def test_a_finding_for_the_text_before_the_composition_is_not(
    composing: Bench, qtbot: QtBot
) -> None:
    composing.show_findings({"b": (finding(),)})
    compose(composing, "", "物流")
    composing.settle(qtbot)
    assert composing.zh.extraSelections() == []


def test_a_listener_that_answers_at_once_does_not_break_the_next_letter(
    composing: Bench,
) -> None:
    editor = composing.editor
    editor.bead_changed.connect(lambda bead: composing.show_findings({bead: ()}))
    compose(composing, "", "物")
    compose(composing, "liu")
    assert preedit(composing) == "liu"
    compose(composing, "", "流")
    assert editor.draft.bead("b").zh == "发票物流在期限内。"


def test_rows_stay_level_while_composing(composing: Bench) -> None:
    compose(composing, "wuliu" * 60)
    tops = [
        [page.laid_out(n).layout().position().y() for n in range(5)]
        for page in (composing.en, composing.zh)
    ]
    assert tops[0] == tops[1]
    compose(composing, "", "")
    assert composing.editor.draft == LETTER


def test_composing_over_a_selection_of_beads_keeps_the_pairs(bench: Bench, qtbot: QtBot) -> None:
    bench.zh.setFocus()
    qtbot.waitUntil(bench.zh.hasFocus)
    bench.editor.put_caret(CaretPlace("a", Side.ZH, 2))
    cursor = bench.zh.textCursor()
    cursor.setPosition(bench.zh.position((1, 2)), cursor.MoveMode.KeepAnchor)
    bench.zh.setTextCursor(cursor)
    compose(bench, "xin")
    compose(bench, "", "新")
    assert [bead.zh for bead in bench.editor.draft.beads[:2]] == ["结果新", "在期限内。"]
    assert len(bench.editor.draft.beads) == 5


def test_no_composition_begins_in_a_locked_clause(bench: Bench, qtbot: QtBot) -> None:
    bench.zh.setFocus()
    qtbot.waitUntil(bench.zh.hasFocus)
    bench.editor.put_caret(CaretPlace("d", Side.ZH, 2))
    compose(bench, "xin")
    assert not bench.editor.composing
    compose(bench, "", "新")
    assert bench.editor.draft == LETTER


def test_leaving_the_side_ends_the_composition(composing: Bench, qtbot: QtBot) -> None:
    composing.en.setFocus()
    qtbot.waitUntil(composing.en.hasFocus)
    compose(composing, "", "")
    assert not composing.editor.composing


def test_composing_makes_a_confirmed_pair_pending_only_when_done(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.zh.setFocus()
    qtbot.waitUntil(bench.zh.hasFocus)
    bench.editor.put_caret(CaretPlace("a", Side.ZH, 2))
    compose(bench, "xin")
    assert bench.editor.draft.bead("a").state is BeadState.CONFIRMED
    compose(bench, "", "新")
    assert bench.editor.draft.bead("a").state is BeadState.PENDING


def test_a_draft_set_while_composing_shows_itself_after(composing: Bench) -> None:
    composing.editor.set_draft(Draft(LETTER.beads[:2]))
    compose(composing, "", "")
    assert composing.editor.draft == Draft(LETTER.beads[:2])
    assert composing.zh.document().blockCount() == 2
