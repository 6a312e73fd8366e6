"""Keys in the twin draft: typing, parting, joining, confirming, one history over both sides."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from tests.ui.twin.conftest import LETTER, Bench
from ui.panes.reply.twin.pair_appearance import PairAppearance
from workstation.bilingual.bead import Bead, BeadState, Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace
from workstation.i18n import _

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def at(bench: Bench, bead: str, side: Side, offset: int) -> None:
    bench.editor.put_caret(CaretPlace(bead, side, offset))


def test_typing_changes_one_side_of_one_bead(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "e", Side.EN, 10)
    said: list[object] = []
    bench.editor.changed.connect(said.append)
    bench.editor.bead_changed.connect(said.append)
    qtbot.keyClicks(bench.en, "!")
    assert said == ["e", bench.editor.draft]
    assert bench.texts()[-1] == ("Thank you.!", "谢谢。")
    assert bench.editor.draft.beads[:4] == LETTER.beads[:4]


def test_enter_begins_a_pair_on_both_sides(blank: Bench, qtbot: QtBot) -> None:
    qtbot.keyClicks(blank.en, "One.")
    qtbot.keyClick(blank.en, Qt.Key.Key_Return)
    qtbot.keyClicks(blank.en, "Two.")
    assert blank.texts() == [("One.", ""), ("Two.", "")]
    assert blank.zh.document().blockCount() == 2


def test_enter_parts_the_twin_at_the_same_sentence(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "c", Side.ZH, len("请在7天内来信。😀 "))
    qtbot.keyClick(bench.zh, Qt.Key.Key_Return)
    assert bench.texts()[2:4] == [
        ("Write within 7 days.", "请在7天内来信。😀"),
        ("", "我们会在收到后尽快答复您，并说明理由和后续步骤。"),
    ]
    qtbot.keyClick(bench.zh, Qt.Key.Key_Z, CTRL)
    assert bench.editor.draft == LETTER


def test_shift_enter_breaks_the_line_inside_a_bead(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "e", Side.EN, 5)
    qtbot.keyClick(bench.en, Qt.Key.Key_Return, SHIFT)
    assert bench.texts()[-1][0] == "Thank\n you."
    assert bench.en.document().blockCount() == 5


def test_ctrl_enter_confirms_and_goes_on(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "b", Side.EN, 3)
    qtbot.keyClick(bench.en, Qt.Key.Key_Return, CTRL)
    assert bench.editor.draft.bead("b").state is BeadState.CONFIRMED
    assert bench.editor.place.bead == "c"


def test_half_a_pair_sends_the_caret_to_the_empty_side(blank: Bench, qtbot: QtBot) -> None:
    qtbot.keyClicks(blank.en, "One.")
    qtbot.keyClick(blank.en, Qt.Key.Key_Return, CTRL)
    assert blank.editor.draft.beads[0].state is BeadState.DRAFT
    assert blank.editor.place.side is Side.ZH
    qtbot.waitUntil(blank.zh.hasFocus)


def test_only_ctrl_shift_enter_asks_to_send(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bench.editor.send_pressed):
        qtbot.keyClick(bench.en, Qt.Key.Key_Return)
        qtbot.keyClick(bench.en, Qt.Key.Key_Return, CTRL)
    with qtbot.waitSignal(bench.editor.send_pressed):
        qtbot.keyClick(bench.en, Qt.Key.Key_Return, CTRL | SHIFT)


def test_editing_a_confirmed_pair_makes_it_pending(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "a", Side.EN, 0)
    qtbot.keyClicks(bench.en, "x")
    assert bench.editor.draft.bead("a").state is BeadState.PENDING
    assert bench.editor.draft.drifted("a") == {Side.EN}
    assert bench.zh.looks[0].words is not None
    assert bench.zh.looks[0].words_side is Side.ZH


@pytest.mark.parametrize(("key", "bead"), [(Qt.Key.Key_Up, "c"), (Qt.Key.Key_Down, "b")])
def test_alt_arrows_join_pairs(bench: Bench, qtbot: QtBot, key: Qt.Key, bead: str) -> None:
    at(bench, bead, Side.EN, 2)
    qtbot.keyClick(bench.en, key, ALT)
    joined = bench.editor.draft.bead("b")
    assert joined.en.endswith("the report. Write within 7 days.")
    assert joined.zh.startswith("发票在期限内。请在7天内来信。")
    assert len(bench.editor.draft.beads) == 4
    here = bench.editor.place
    assert joined.en[here.at :][:4] == LETTER.bead(bead).en[2:6]


def test_backspace_at_the_start_joins_and_delete_at_the_end_too(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "c", Side.EN, 0)
    qtbot.keyClick(bench.en, Qt.Key.Key_Backspace)
    assert [bead.id for bead in bench.editor.draft.beads] == ["a", "b", "d", "e"]
    bench.editor.undo()
    at(bench, "b", Side.EN, len(LETTER.bead("b").en))
    qtbot.keyClick(bench.en, Qt.Key.Key_Delete)
    assert [bead.id for bead in bench.editor.draft.beads] == ["a", "b", "d", "e"]


def test_deleting_words_stops_at_the_edge_of_a_bead(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "b", Side.EN, len(LETTER.bead("b").en) - 1)
    qtbot.keyClick(bench.en, Qt.Key.Key_Delete, CTRL)
    assert len(bench.editor.draft.beads) == 5
    assert bench.editor.draft.bead("c") == LETTER.bead("c")


def test_undo_goes_back_across_both_sides_with_the_caret(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "e", Side.EN, 10)
    qtbot.keyClicks(bench.en, " Bye.")
    bench.zh.setFocus()
    at(bench, "e", Side.ZH, 3)
    qtbot.keyClicks(bench.zh, "ab")
    assert bench.texts()[-1] == ("Thank you. Bye.", "谢谢。ab")
    qtbot.keyClick(bench.zh, Qt.Key.Key_Z, CTRL)
    assert bench.texts()[-1] == ("Thank you. Bye.", "谢谢。")
    assert bench.editor.place == CaretPlace("e", Side.ZH, 3)
    qtbot.keyClick(bench.zh, Qt.Key.Key_Z, CTRL)
    assert bench.editor.draft == LETTER
    assert bench.editor.place == CaretPlace("e", Side.EN, 10)
    qtbot.waitUntil(bench.en.hasFocus)
    for _turn in range(2):
        qtbot.keyClick(bench.en, Qt.Key.Key_Z, CTRL | SHIFT)
    assert bench.texts()[-1] == ("Thank you. Bye.", "谢谢。ab")


def test_a_pause_parts_steps(bench: Bench, qtbot: QtBot, now: list[float]) -> None:
    at(bench, "e", Side.EN, 10)
    qtbot.keyClicks(bench.en, "ab")
    now[0] += 60
    qtbot.keyClicks(bench.en, "cd")
    bench.editor.undo()
    assert bench.texts()[-1][0] == "Thank you.ab"


def test_a_selection_over_beads_goes_without_its_twin(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "a", Side.EN, 7)
    cursor = bench.en.textCursor()
    cursor.setPosition(bench.en.position((2, 6)), QTextCursor.MoveMode.KeepAnchor)
    bench.en.setTextCursor(cursor)
    qtbot.keyClicks(bench.en, "X")
    assert bench.texts()[:3] == [
        ("OutcomeX", "结果：撤销原决定。"),
        ("", "发票在期限内。"),
        ("within 7 days.", LETTER.bead("c").zh),
    ]
    bench.editor.undo()
    bench.editor.undo()
    assert bench.editor.draft == LETTER


def test_a_locked_clause_is_not_written_into(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "d", Side.EN, 3)
    qtbot.keyClicks(bench.en, "x")
    qtbot.keyClick(bench.en, Qt.Key.Key_Backspace)
    qtbot.keyClick(bench.en, Qt.Key.Key_Return)
    qtbot.keyClick(bench.en, Qt.Key.Key_Up, ALT)
    assert bench.editor.draft == LETTER
    qtbot.keyClick(bench.en, Qt.Key.Key_Return, ALT)
    assert bench.editor.draft.bead("d").lock is None
    qtbot.keyClicks(bench.en, "x")
    assert bench.editor.draft.bead("d").en.startswith("An xinv")
    assert bench.editor.draft.loosened("d") == LETTER.bead("d").lock


def test_a_line_beside_a_locked_clause_is_free(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "d", Side.EN, len(LETTER.bead("d").en))
    qtbot.keyClick(bench.en, Qt.Key.Key_Return)
    qtbot.keyClicks(bench.en, "ok")
    assert bench.editor.draft.bead("d").lock is not None
    assert bench.texts()[4] == ("ok", "")


def test_copied_beads_are_lines(bench: Bench, qtbot: QtBot) -> None:
    bench.en.selectAll()
    qtbot.keyClick(bench.en, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.split("\n") == [bead.en for bead in LETTER.beads]


def test_cutting_over_beads_keeps_the_pairs(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "a", Side.EN, 0)
    cursor = bench.en.textCursor()
    cursor.setPosition(bench.en.position((1, 5)), QTextCursor.MoveMode.KeepAnchor)
    bench.en.setTextCursor(cursor)
    qtbot.keyClick(bench.en, Qt.Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "Outcome: overturned.\nYour "
    assert bench.texts()[0] == ("", "结果：撤销原决定。")
    assert bench.texts()[1][0].startswith("invoice of")


def test_a_change_by_an_unforeseen_way_loses_nothing(bench: Bench) -> None:
    """Another program may edit through accessibility: blocks come and go behind our back."""
    cursor = QTextCursor(bench.en.document())
    cursor.setPosition(bench.en.position((0, 7)))
    cursor.insertText("\nnew\nlines\n")
    assert [en for en, _ in bench.texts()][:4] == ["Outcome", "new", "lines", ": overturned."]
    assert "".join(zh for _, zh in bench.texts()) == "".join(bead.zh for bead in LETTER.beads)
    assert bench.en.document().blockCount() == bench.zh.document().blockCount() == 8
    bench.editor.undo()
    assert bench.editor.draft == LETTER


def test_set_draft_of_the_same_keeps_caret_and_history(bench: Bench, qtbot: QtBot) -> None:
    at(bench, "e", Side.EN, 5)
    qtbot.keyClicks(bench.en, "x")
    with qtbot.assertNotEmitted(bench.editor.changed):
        bench.editor.set_draft(bench.editor.draft)
    assert bench.editor.place == CaretPlace("e", Side.EN, 6)
    bench.editor.undo()
    assert bench.editor.draft == LETTER


def test_another_letter_begins_at_its_start(bench: Bench) -> None:
    assert bench.editor.place == CaretPlace("a", Side.EN, 0)
    assert bench.zh.spot() == (0, 0)
    bench.editor.put_caret(CaretPlace("e", Side.ZH, 2))
    bench.editor.set_draft(Draft(LETTER.beads[2:]))
    assert bench.editor.place == CaretPlace("e", Side.ZH, 2)
    bench.editor.set_draft(Draft(LETTER.beads[:2]))
    assert bench.editor.place == CaretPlace("a", Side.ZH, 0)


def test_an_empty_draft_has_a_line_to_write_in(bench: Bench) -> None:
    bench.editor.set_draft(Draft())
    assert bench.texts() == [("", "")]
    assert bench.en.shown_texts() == ["Write the letter in English. Enter begins a new pair."]


def test_an_emptied_pair_says_one_thing_in_one_place(bench: Bench) -> None:
    emptied = Bead("a", "", "", BeadState.PENDING)
    bench.editor.set_draft(Draft((emptied,)))
    bench.en.looks = [
        PairAppearance(_("confirmed"), words=_("Both sides changed after they were confirmed"))
    ]
    assert bench.en.shown_texts() == ["Both sides changed after they were confirmed"]
