"""Terms of the house below the twin draft, and a strip that shows all there is to see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame
from pytestqt.qtbot import QtBot

from tests.ui.pages.hands import open_menu
from tests.ui.sweep import assert_speaks
from tests.ui.twin.conftest import Bench
from ui.language import WindowLanguage
from ui.panes.reply.twin.pair_appearance import MarkWidget, PairMark
from ui.panes.reply.twin.strip import FindingList, FindingStrip, TermChips
from ui.panes.reply.twin.terms import TermUse, Use, terms_in
from ui.widgets import TextButton
from workstation.bilingual.bead import Bead, BeadOrigin, Lock, Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.checks.glossary import CheckedTerm, TermIndex
from workstation.bilingual.checks.traditional import glossary_shown
from workstation.bilingual.draft import Draft
from workstation.bilingual.examine import house_glossary
from workstation.bilingual.history import CaretPlace
from workstation.domain.house_style import Script
from workstation.i18n import _

HOUSE = TermIndex(
    (
        CheckedTerm("appeal", ("申诉",), ("上诉", "呼吁")),
        CheckedTerm("evidence", ("证据",), ("证词",)),
        CheckedTerm("merchant", ("商家",), ("商人",), ("vendor",)),
        CheckedTerm("review", ("评价",), ("审核",), sense_bound=True),
        CheckedTerm("Received", ("已收到",), label=True),
    )
)


def uses(en: str, zh: str) -> list[tuple[str, Use]]:
    return [(each.name, each.use) for each in terms_in(Bead("a", en, zh), HOUSE)]


@pytest.mark.parametrize(
    ("en", "zh", "found"),
    [
        ("Your appeal.", "您的申诉。", [("appeal", Use.SAID)]),
        ("Your appeal.", "您的请求。", [("appeal", Use.MISSING)]),
        ("Your appeal.", "您的上诉。", [("appeal", Use.FORBIDDEN)]),
        ("Your appeals.", "", [("appeal", Use.MISSING)]),
        ("Our review.", "我们的审核。", [("review", Use.PERHAPS)]),
        ("Our review.", "我们的评价。", [("review", Use.SAID)]),
        ("We received it.", "我们拿到了。", []),
        ("The vendor wrote.", "商家来信。", [("merchant", Use.FORBIDDEN)]),
        ("The vendor wrote.", "来信。", []),
        ("", "您的申诉及证据。", [("appeal", Use.MISSING), ("evidence", Use.MISSING)]),
        (
            "The evidence of your appeal.",
            "您的上诉及证据。",
            [("appeal", Use.FORBIDDEN), ("evidence", Use.SAID)],
        ),
        ("Nothing here.", "没有。", []),
    ],
)
def test_how_the_terms_of_a_pair_stand(en: str, zh: str, found: list[tuple[str, Use]]) -> None:
    assert uses(en, zh) == found


@pytest.mark.parametrize(
    "zh", ["感谢您的上诉。", "感謝您的上訴。", "感谢您的上诉。我们已收到申诉。"]
)
def test_a_letter_to_taiwan_in_either_script_shows_where_the_wrong_word_stands(zh: str) -> None:
    shown = glossary_shown(HOUSE, Script.HANT_TW)
    (use,) = terms_in(Bead("a", "Thank you for your appeal.", zh), shown)
    assert (use.use, use.text, use.span) == (Use.FORBIDDEN, "申訴", (4, 6))


def test_a_word_of_another_sense_has_no_chip() -> None:
    asked = terms_in(Bead("a", "We have reviewed it.", "我们已审核。"), house_glossary())
    assert asked == ()


def test_without_a_glossary_and_in_a_pair_too_long_nothing_is_looked_for() -> None:
    assert terms_in(Bead("a", "appeal", ""), None) == ()
    assert terms_in(Bead("a", "appeal " * 2000, ""), HOUSE) == ()


def test_a_forbidden_rendering_is_replaced_where_it_stands() -> None:
    (use,) = terms_in(Bead("a", "Your appeal.", "您的上诉。"), HOUSE)
    wrong = ("上诉", "呼吁")
    assert use == TermUse("appeal", "申诉", Use.FORBIDDEN, Side.ZH, "申诉", (2, 4), wrong)


@pytest.fixture
def opened(open_editor: Callable[[Draft], Bench], qtbot: QtBot) -> Callable[..., Bench]:
    def opened(*texts: tuple[str, str]) -> Bench:
        beads = tuple(Bead(f"b{n}", en, zh) for n, (en, zh) in enumerate(texts))
        bench = open_editor(Draft(beads))
        bench.editor.glossary = HOUSE
        bench.show_findings({})
        bench.settle(qtbot)
        return bench

    return opened


def chips(bench: Bench) -> list[QFrame]:
    line = bench.editor.findChild(TermChips)
    assert isinstance(line, TermChips)
    return [
        frame
        for frame in line.findChildren(QFrame)
        if frame.property("role") == "chip" and frame.isVisible()
    ]


def chip(bench: Bench, words: str) -> TextButton:
    for frame in chips(bench):
        button = frame.findChild(TextButton)
        if isinstance(button, TextButton) and button.text() == words:
            return button
    raise AssertionError([each.findChild(TextButton).text() for each in chips(bench)])


def test_a_click_on_a_chip_writes_the_term_at_the_caret_of_the_other_side(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("Your appeal is here.", "您的已收到。"))
    bench.zh.put_caret((0, 2))
    bench.settle(qtbot)
    qtbot.mouseClick(chip(bench, "appeal → 申诉"), Qt.MouseButton.LeftButton)
    assert bench.texts() == [("Your appeal is here.", "您的申诉已收到。")]
    assert bench.zh.hasFocus()
    assert bench.editor.place == CaretPlace("b0", Side.ZH, 4)
    bench.editor.undo()
    assert bench.texts() == [("Your appeal is here.", "您的已收到。")]


def test_enter_on_a_chip_replaces_a_forbidden_rendering(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("Your appeal.", "您的上诉。"))
    button = chip(bench, "appeal → 申诉")
    frame = button.parentWidget()
    mark = frame.findChild(MarkWidget)
    assert isinstance(mark, MarkWidget)
    assert mark.mark is PairMark.HALF
    assert "上诉" in button.toolTip()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert bench.texts() == [("Your appeal.", "您的申诉。")]
    bench.settle(qtbot)
    again = chip(bench, "appeal → 申诉").parentWidget().findChild(MarkWidget)
    assert isinstance(again, MarkWidget)
    assert again.mark is PairMark.TICK


def test_a_chip_is_reached_by_tab(opened: Callable[..., Bench], qtbot: QtBot) -> None:
    bench = opened(("Your appeal.", "您的请求。"))
    button = chip(bench, "appeal → 申诉")
    bench.zh.setFocus()
    for _step in range(6):
        if button.hasFocus():
            break
        QTest.keyClick(bench.editor.window().focusWidget(), Qt.Key.Key_Tab)
    assert button.hasFocus()


def test_who_writes_chinese_first_gets_the_english_term(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("", "您的申诉。"))
    qtbot.mouseClick(chip(bench, "申诉 → appeal"), Qt.MouseButton.LeftButton)
    assert bench.texts() == [("appeal", "您的申诉。")]


def test_an_english_term_keeps_apart_from_its_neighbours(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("The vendor wrote.", "商家来信。"))
    qtbot.mouseClick(chip(bench, "merchant → 商家"), Qt.MouseButton.LeftButton)
    assert bench.texts() == [("The merchant wrote.", "商家来信。")]


def test_a_term_goes_to_the_pair_of_the_caret_not_to_where_the_other_caret_was(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("First.", "第一。"), ("Your appeal", "您的"))
    bench.zh.put_caret((0, 1))
    bench.en.setFocus()
    bench.editor.put_caret(CaretPlace("b1", Side.EN, 3))
    bench.settle(qtbot)
    qtbot.mouseClick(chip(bench, "appeal → 申诉"), Qt.MouseButton.LeftButton)
    assert bench.texts() == [("First.", "第一。"), ("Your appeal", "您的申诉")]


def test_a_locked_clause_takes_no_term(open_editor: Callable[[Draft], Bench], qtbot: QtBot) -> None:
    locked = Bead(
        "a", "An appeal.", "请求。", origin=BeadOrigin.CLAUSE, lock=Lock("APL 1.1", "3.0")
    )
    bench = open_editor(Draft((locked,)))
    bench.editor.glossary = HOUSE
    bench.show_findings({})
    bench.settle(qtbot)
    qtbot.mouseClick(chip(bench, "appeal → 申诉"), Qt.MouseButton.LeftButton)
    assert bench.texts() == [("An appeal.", "请求。")]


def findings(count: int, fixes: int = 0) -> list[Finding]:
    made = tuple(Fix(Side.ZH, (0, 1), str(n), _("Write {value}", value=n)) for n in range(fixes))
    return [
        Finding("b0", Check.TERM, Severity.S3, _("{n} cases", n=n), (0, 1), None, made, key=str(n))
        for n in range(count)
    ]


def test_more_findings_than_fit_are_opened_by_one_press_and_scroll(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("One.", "一。"))
    bench.show_findings({"b0": findings(12)})
    bench.settle(qtbot)
    listed = bench.editor.findChild(FindingList)
    assert isinstance(listed, FindingList)
    closed = listed.height()
    more = [each for each in listed.findChildren(TextButton) if each.text() == "9 more findings"]
    assert len(more) == 1
    qtbot.mouseClick(more[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed.height() > closed)
    ignore = [each for each in listed.findChildren(TextButton) if each.text() == "Ignore here"]
    assert len([each for each in ignore if each.isVisible()]) == 12
    assert listed.verticalScrollBar().maximum() > 0
    bench.show_findings({"b0": findings(2)})
    bench.settle(qtbot)
    assert listed.verticalScrollBar().maximum() == 0


def test_more_fixes_than_fit_are_in_a_menu(opened: Callable[..., Bench], qtbot: QtBot) -> None:
    bench = opened(("One.", "一。"))
    bench.show_findings({"b0": findings(1, fixes=5)})
    bench.settle(qtbot)
    listed = bench.editor.findChild(FindingList)
    assert isinstance(listed, FindingList)
    (more,) = [each for each in listed.findChildren(TextButton) if each.text() == "2 more"]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = open_menu(listed)
    actions = menu.actions()
    assert [each.text() for each in actions] == ["Write 3", "Write 4"]
    actions[1].trigger()
    menu.close()
    assert bench.texts() == [("One.", "4。")]


def test_many_terms_are_behind_one_press(opened: Callable[..., Bench], qtbot: QtBot) -> None:
    many = TermIndex(tuple(CheckedTerm(f"term{chr(97 + n)}", (f"词{n}",)) for n in range(9)))
    bench = opened((" ".join(term.en for term in many.terms), "无。"))
    bench.editor.glossary = many
    bench.show_findings({"b0": ()})
    bench.show_findings({"b0": findings(1)})
    bench.settle(qtbot)
    assert len(chips(bench)) == 6
    line = bench.editor.findChild(TermChips)
    assert isinstance(line, TermChips)
    (more,) = [e for e in line.findChildren(TextButton) if e.text() == "3 more terms"]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(chips(bench)) == 9)


def test_the_strip_counts_blanks_and_asks_for_the_next(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("Dear {{party_name}},", "{{party_name}}，您好："))
    strip = bench.editor.findChild(FindingStrip)
    assert isinstance(strip, FindingStrip)
    (button,) = [e for e in strip.findChildren(TextButton) if e.text() == "Next of 1 blank"]
    with qtbot.waitSignal(bench.editor.blank_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_going_from_pair_to_pair_the_text_stands_still(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(
        ("Your appeal.", "您的申诉。"), ("Thanks.", "谢谢。"), ("The listing is back.", "已恢复。")
    )
    strip = bench.editor.findChild(FindingStrip)
    assert isinstance(strip, FindingStrip)
    for found in ({}, {"b1": findings(1, fixes=1)}):
        bench.show_findings(found)
        heights = set()
        for block in range(3):
            bench.zh.put_caret((block, 0))
            bench.settle(qtbot)
            heights.add(strip.height())
        assert len(heights) == 1, heights


def test_the_strip_speaks_both_languages(
    opened: Callable[..., Bench], qtbot: QtBot, dressed: WindowLanguage
) -> None:
    bench = opened(("Your appeal {{item}}.", "您的上诉{{item}}。"))
    bench.show_findings({"b0": findings(5, fixes=5)})
    bench.settle(qtbot)
    assert_speaks(bench.editor, dressed)


def test_a_press_beside_the_text_waits_for_the_end_of_a_composition(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("Your appeal is here.", "您的已收到。"), ("Thanks.", "谢谢。"))
    bench.zh.setFocus()
    qtbot.waitUntil(bench.zh.hasFocus)
    bench.zh.put_caret((0, 2))
    bench.settle(qtbot)
    QApplication.sendEvent(bench.zh, QInputMethodEvent("he", []))
    qtbot.mouseClick(chip(bench, "appeal → 申诉"), Qt.MouseButton.LeftButton)
    assert bench.editor.composing
    assert bench.zh.textCursor().block().layout().preeditAreaText() == "he"
    assert bench.texts()[0] == ("Your appeal is here.", "您的已收到。")
    done = QInputMethodEvent("", [])
    done.setCommitString("和")
    QApplication.sendEvent(bench.zh, done)
    assert bench.texts()[0] == ("Your appeal is here.", "您的和申诉已收到。")


def test_a_chip_mends_nothing_once_its_word_was_written_over(
    opened: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = opened(("Your appeal.", "您的上诉。"))
    bench.zh.setFocus()
    qtbot.waitUntil(bench.zh.hasFocus)
    bench.zh.put_caret((0, 0), 4)
    button = chip(bench, "appeal → 申诉")
    QApplication.sendEvent(bench.zh, QInputMethodEvent("tamen", []))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    done = QInputMethodEvent("", [])
    done.setCommitString("他们")
    QApplication.sendEvent(bench.zh, done)
    assert bench.texts() == [("Your appeal.", "他们。")]
