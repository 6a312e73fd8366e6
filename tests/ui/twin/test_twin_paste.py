"""Pasting: lines become pairs that a person accepts; what is too large is refused."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.twin.conftest import LETTER, Bench
from ui.panes.reply.twin.paste import LIMIT, InWorker, proposed, told_apart
from ui.panes.reply.twin.questions import OfferBar
from ui.theme import Tone
from ui.widgets import Label
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.draft_form import letter
from workstation.bilingual.history import CaretPlace

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
EN = "Dear seller,\nThe listing is back. You have 7 days.\nThank you."
ZH = "尊敬的商家：\n商品已恢复。您有7天时间。\n谢谢。"


def paste(bench: Bench, qtbot: QtBot, text: str, side: Side = Side.EN) -> None:
    page = bench.en if side is Side.EN else bench.zh
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(page, Qt.Key.Key_V, CTRL)


def bar(bench: Bench) -> OfferBar:
    found = bench.editor.findChild(OfferBar)
    assert isinstance(found, OfferBar)
    return found


def test_one_line_is_typed_in(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("e", Side.EN, 5))
    paste(bench, qtbot, " all\n")
    assert bench.texts()[-1][0] == "Thank all you."
    assert not bar(bench).isVisible()


def test_both_languages_at_once_are_told_apart_and_aligned(blank: Bench, qtbot: QtBot) -> None:
    paste(blank, qtbot, f"{EN}\n\n{ZH}")
    assert blank.texts() == [
        ("Dear seller,", "尊敬的商家："),
        ("The listing is back.", "商品已恢复。"),
        ("You have 7 days.", "您有7天时间。"),
        ("Thank you.", "谢谢。"),
    ]
    assert bar(blank).isVisible()
    assert {look.ground for look in blank.en.looks} == {Tone.ACCENT}


def test_accepting_keeps_the_pairs_and_the_paragraphs(blank: Bench, qtbot: QtBot) -> None:
    paste(blank, qtbot, f"{EN}\n\n{ZH}")
    pairs = blank.texts()
    qtbot.keyClick(blank.en, Qt.Key.Key_Return, ALT)
    assert not bar(blank).isVisible()
    assert {look.ground for look in blank.en.looks} == {None}
    assert blank.texts() == pairs
    assert letter(blank.editor.draft, Side.EN) == EN.replace("\n", "\n\n")
    assert letter(blank.editor.draft, Side.ZH) == ZH.replace("\n", "\n\n")


def test_chinese_pasted_beside_english_is_aligned_with_it(blank: Bench, qtbot: QtBot) -> None:
    paste(blank, qtbot, EN)
    qtbot.keyClick(blank.en, Qt.Key.Key_Return, ALT)
    blank.editor.put_caret(CaretPlace(blank.editor.draft.beads[0].id, Side.ZH, 0))
    paste(blank, qtbot, ZH, Side.ZH)
    assert blank.texts()[0] == ("Dear seller,", "尊敬的商家：")
    assert blank.texts()[-1] == ("Thank you.", "谢谢。")
    assert all(en and zh for en, zh in blank.texts())


def test_keeping_it_as_one(blank: Bench, qtbot: QtBot) -> None:
    paste(blank, qtbot, f"{EN}\n\n{ZH}")
    bar(blank).declined.emit()
    assert blank.texts() == [(EN, ZH)]
    assert blank.en.document().blockCount() == 1


def test_pasting_is_one_step_to_undo(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("c", Side.EN, 6))
    paste(bench, qtbot, EN)
    joined = "".join(en for en, _ in bench.texts())
    assert "Write" in joined
    assert "within 7 days." in joined
    qtbot.keyClick(bench.en, Qt.Key.Key_Z, CTRL)
    assert bench.editor.draft == LETTER
    assert not bar(bench).isVisible()


def test_escape_closes_the_offer_and_only_then_goes_on(blank: Bench, qtbot: QtBot) -> None:
    paste(blank, qtbot, EN)
    assert blank.en.holds_escape
    qtbot.keyClick(blank.en, Qt.Key.Key_Escape)
    assert not bar(blank).isVisible()
    assert not blank.en.holds_escape
    assert len(blank.editor.draft.beads) == 4


@pytest.mark.parametrize("text", ["x" * 1_000_000, "Line of a letter.\n" * 60_000])
def test_a_megabyte_is_refused_in_a_sentence(bench: Bench, qtbot: QtBot, text: str) -> None:
    before = time.perf_counter()
    paste(bench, qtbot, text)
    assert time.perf_counter() - before < 5
    assert bench.editor.draft == LETTER
    assert bar(bench).isVisible()


def test_one_endless_line_becomes_sentences(blank: Bench, qtbot: QtBot) -> None:
    paste(blank, qtbot, "You have 7 days to answer. " * 100)
    assert len(blank.editor.draft.beads) == 100
    assert letter(blank.editor.draft, Side.EN).count("\n") == 0


def test_what_fits_is_taken(blank: Bench, qtbot: QtBot) -> None:
    line = "You have 7 days to send the invoice of 12 March. "
    paste(blank, qtbot, "\n".join([line] * (LIMIT // len(line) // 4)))
    assert len(blank.editor.draft.beads) > 200
    assert blank.zh.document().blockCount() == len(blank.editor.draft.beads)


@pytest.mark.parametrize(
    "text",
    [
        "a\ud800b",
        "\u202eevil\u202c \u200f\u061cمرحبا",
        "emoji 👩‍👩‍👧 \U0001f600 end",
        "zero\u200bwidth \ue000private",
        "tab\tand\u00a0space",
    ],
)
def test_strange_letters_are_kept_where_they_are(blank: Bench, qtbot: QtBot, text: str) -> None:
    paste(blank, qtbot, f"{text}\nsecond")
    kept = text.replace("\ud800", "\ufffd")
    assert blank.texts()[0][0] in (kept, text.replace("\ud800", ""))
    qtbot.keyClicks(blank.en, "!")
    assert blank.texts()[1][0] == "second!"
    assert blank.editor.place.at == 7


def test_an_emoji_is_one_letter_to_the_caret(blank: Bench, qtbot: QtBot) -> None:
    paste(blank, qtbot, "a\U0001f600b")
    assert blank.editor.place.at == 3
    blank.editor.put_caret(CaretPlace(blank.editor.draft.beads[0].id, Side.EN, 2))
    qtbot.keyClicks(blank.en, "x")
    assert blank.texts()[0][0] == "a\U0001f600xb"
    qtbot.keyClick(blank.en, Qt.Key.Key_Backspace)
    qtbot.keyClick(blank.en, Qt.Key.Key_Backspace)
    assert blank.texts()[0][0] == "ab"


def test_only_text_is_taken_from_the_clipboard(blank: Bench) -> None:
    rich = QMimeData()
    rich.setHtml("<b>bold</b><img src='x'>")
    rich.setText("bold")
    blank.en.insertFromMimeData(rich)
    assert blank.texts() == [("bold", "")]
    assert not blank.en.canInsertFromMimeData(QMimeData())


def test_lines_that_do_not_match_are_aligned_over_the_whole() -> None:
    pairs = proposed("One day. Two days.\nSend 3 papers.", "一天。两天。请寄3份文件。")
    assert "".join(pair.zh for pair in pairs) == "一天。两天。请寄3份文件。"
    assert not pairs[0].runs_on
    assert not pairs[-1].runs_on


def test_one_language_is_that_of_its_page() -> None:
    assert told_apart("7\n8", Side.ZH) == ("", "7\n8")
    assert told_apart("Dear Li 李,\n您好", Side.EN) == ("Dear Li 李,", "您好")


LONG = "\n".join(["You have 7 days to send the invoice of 12 March."] * 40)


def said(bench: Bench) -> str:
    label = bar(bench).findChild(Label)
    assert isinstance(label, Label)
    return label.text() if bar(bench).isVisible() else ""


def test_a_long_text_is_aligned_aside_and_the_keys_go_on(blank: Bench, qtbot: QtBot) -> None:
    blank.worker.slow = True
    paste(blank, qtbot, LONG)
    assert "Aligning" in said(blank)
    assert len(blank.editor.draft.beads) == 1
    blank.worker.finish()
    assert len(blank.editor.draft.beads) == 40
    assert "40 pairs" in said(blank)


def test_a_letter_that_changed_meanwhile_is_left_as_it_is(bench: Bench, qtbot: QtBot) -> None:
    bench.worker.slow = True
    bench.editor.put_caret(CaretPlace("e", Side.EN, 10))
    paste(bench, qtbot, LONG)
    qtbot.keyClicks(bench.en, "!")
    assert "Paste it again" in said(bench)
    bench.worker.finish()
    assert bench.texts()[-1][0] == "Thank you.!"


@pytest.mark.parametrize("way", ["button", "escape", "another draft"])
def test_a_paste_can_be_called_off(blank: Bench, qtbot: QtBot, way: str) -> None:
    blank.worker.slow = True
    paste(blank, qtbot, LONG)
    if way == "button":
        bar(blank).declined.emit()
    elif way == "escape":
        qtbot.keyClick(blank.en, Qt.Key.Key_Escape)
    else:
        blank.editor.set_draft(LETTER)
    before = blank.editor.draft
    blank.worker.finish()
    assert blank.editor.draft is before
    assert said(blank) == ""


def test_the_key_that_accepts_does_not_call_off(blank: Bench, qtbot: QtBot) -> None:
    blank.worker.slow = True
    paste(blank, qtbot, LONG)
    qtbot.keyClick(blank.en, Qt.Key.Key_Return, ALT)
    blank.worker.finish()
    assert len(blank.editor.draft.beads) == 40


def test_pasting_waits_for_the_input_method(blank: Bench, qtbot: QtBot) -> None:
    blank.worker.slow = True
    paste(blank, qtbot, LONG)
    QApplication.sendEvent(blank.en, QInputMethodEvent("shen", []))
    blank.worker.finish()
    assert len(blank.editor.draft.beads) == 1
    QApplication.sendEvent(blank.en, QInputMethodEvent("", []))
    assert len(blank.editor.draft.beads) == 40


def test_a_letter_has_a_length_whatever_way_text_comes(blank: Bench, qtbot: QtBot) -> None:
    line = "You have 7 days to send the invoice of 12 March. "
    full = Draft((Bead("a", (line * LIMIT)[: LIMIT - 10], "完。"), Bead("b", "", "")))
    blank.editor.set_draft(full)
    blank.editor.put_caret(CaretPlace("b", Side.EN, 0))
    paste(blank, qtbot, "One line more.")
    assert "at most 60,000" in said(blank)
    qtbot.keyClicks(blank.en, "12345678")
    assert blank.texts()[1] == ("12345678", "")
    qtbot.keyClicks(blank.en, "9")
    assert blank.texts()[1] == ("12345678", "")
    assert blank.en.document().lastBlock().text() == "12345678"
    blank.editor.insert_beads([Bead("c", "A clause.", "条款。")])
    assert len(blank.editor.draft.beads) == 2
    qtbot.keyClick(blank.en, Qt.Key.Key_Backspace)
    assert blank.texts()[1] == ("1234567", "")


async def test_a_worker_aligns_and_ends_with_its_owner() -> None:
    owner = QObject()
    told: list[str] = []
    threads: list[int] = []
    aside = InWorker(owner)

    def work() -> str:
        threads.append(threading.get_ident())
        return "pairs"

    aside(work, told.append, "align")
    async with asyncio.timeout(10):
        while not told:
            await asyncio.sleep(0)
    assert threading.get_ident() not in threads
    aside(work, told.append, "align")
    async with asyncio.timeout(10):
        while len(threads) < 2:
            await asyncio.sleep(0)
        shiboken6.delete(owner)
        while len(asyncio.all_tasks()) > 1:
            await asyncio.sleep(0)
    assert told == ["pairs"]
