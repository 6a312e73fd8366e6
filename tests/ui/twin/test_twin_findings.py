"""Findings and values in the twin draft: underlined, lit, offered, fixed, ignored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.twin.conftest import LETTER, Bench
from ui.language import WindowLanguage
from ui.panes.reply.twin import Ignoring
from ui.panes.reply.twin.page import TwinPage
from ui.panes.reply.twin.pair_appearance import PairMark
from ui.panes.reply.twin.questions import OfferBar
from ui.panes.reply.twin.rows import StateEdge
from ui.panes.reply.twin.strip import FindingStrip
from ui.theme import LIGHT, Tone
from ui.widgets import Button, Label
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace
from workstation.i18n import _

ALT = Qt.KeyboardModifier.AltModifier
FIX = Fix(Side.ZH, (2, 3), "10", _("Write 10"))
GRAVE = Finding("c", Check.NUMBER, Severity.S1, _("Saved"), (13, 14), (2, 3), (FIX,), term="days")
MILD = Finding("e", Check.REGISTER, Severity.S2, _("Sent"), (0, 5), None)
SMALL = Finding("e", Check.READABILITY, Severity.S3, _("Pinned"), None, (0, 2))


def marked(page: TwinPage) -> list[tuple[str, QTextCharFormat.UnderlineStyle]]:
    selections: list[QTextEdit.ExtraSelection] = page.extraSelections()
    return [
        (mark.cursor.selectedText(), mark.format.underlineStyle())
        for mark in selections
        if mark.format.underlineStyle() is not QTextCharFormat.UnderlineStyle.NoUnderline
    ]


def lit(page: TwinPage) -> list[str]:
    return [
        mark.cursor.selectedText()
        for mark in page.extraSelections()
        if mark.format.background().color().name().upper() == LIGHT.violet_soft
    ]


def button(bench: Bench, words: str) -> Button:
    strip = bench.editor.findChild(FindingStrip)
    assert isinstance(strip, FindingStrip)
    found = [one for one in strip.findChildren(Button) if one.text() == words and one.isVisible()]
    assert found, words
    return found[0]


def bar_text(bench: Bench) -> str:
    bar = bench.editor.findChild(OfferBar)
    assert isinstance(bar, OfferBar)
    return " ".join(label.text() for label in bar.findChildren(Label)) if bar.isVisible() else ""


def test_findings_are_underlined_by_form_and_marked_at_the_edge(bench: Bench, qtbot: QtBot) -> None:
    bench.show_findings({"c": (GRAVE,), "e": (MILD, SMALL)})
    bench.settle(qtbot)
    style = QTextCharFormat.UnderlineStyle
    assert marked(bench.en) == [("7", style.SingleUnderline), ("Thank", style.DashUnderline)]
    assert marked(bench.zh) == [("7", style.SingleUnderline), ("谢谢", style.DotLine)]
    looks = bench.en.looks
    assert [look.mark for look in looks] == [
        PairMark.TICK,
        None,
        PairMark.TRIANGLE,
        PairMark.LOCK,
        PairMark.HALF,
    ]
    assert looks[2].ground is Tone.DANGER
    assert bench.editor.draft == LETTER
    bench.editor.undo()
    assert bench.editor.draft == LETTER


def test_editing_a_bead_drops_its_findings_and_no_others(bench: Bench, qtbot: QtBot) -> None:
    bench.show_findings({"c": (GRAVE,), "e": (MILD,)})
    bench.editor.put_caret(CaretPlace("c", Side.EN, 0))
    qtbot.keyClicks(bench.en, "x")
    bench.settle(qtbot)
    assert [text for text, _ in marked(bench.en)] == ["Thank"]
    assert bench.en.looks[2].mark is None
    bench.show_findings({"e": ()})
    bench.settle(qtbot)
    assert marked(bench.en) == []


def test_a_late_answer_about_another_text_is_not_shown(bench: Bench, qtbot: QtBot) -> None:
    checked = Draft((Bead("e", "Thanks.", "谢谢。"),))
    bench.show_findings({"e": (MILD,), "gone": (MILD,)}, checked)
    bench.settle(qtbot)
    assert marked(bench.en) == []
    bench.show_findings({"e": (MILD,)}, LETTER)
    bench.settle(qtbot)
    assert [text for text, _ in marked(bench.en)] == ["Thank"]


def test_a_fix_by_key_gives_the_keys_back_to_the_text(bench: Bench, qtbot: QtBot) -> None:
    other = Fix(Side.ZH, (4, 5), "X", _("Write X"))
    second = Finding("c", Check.DATE, Severity.S1, _("Date"), None, (4, 5), (other,))
    bench.editor.put_caret(CaretPlace("c", Side.ZH, 0))
    bench.show_findings({"c": (GRAVE, second)})
    qtbot.waitUntil(lambda: bool(marked(bench.zh)))
    fix = button(bench, "Write 10")
    fix.setFocus()
    qtbot.keyClick(fix, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.editor.window().focusWidget() is bench.zh)


def test_a_fix_is_one_step_and_is_told(bench: Bench, qtbot: QtBot) -> None:
    bench.show_findings({"c": (GRAVE,)})
    bench.editor.put_caret(CaretPlace("c", Side.EN, 0))
    bench.settle(qtbot)
    with qtbot.waitSignal(bench.editor.fix_chosen) as told:
        qtbot.mouseClick(button(bench, "Write 10"), Qt.MouseButton.LeftButton)
    assert told.args == [GRAVE, FIX]
    assert bench.editor.draft.bead("c").zh.startswith("请在10天内来信。")
    bench.editor.undo()
    assert bench.editor.draft == LETTER


def test_ignoring_is_told_with_how_far_it_goes(bench: Bench, qtbot: QtBot) -> None:
    bench.show_findings({"c": (GRAVE,)})
    bench.editor.put_caret(CaretPlace("c", Side.EN, 0))
    bench.settle(qtbot)
    told: list[tuple[Finding, Ignoring]] = []
    bench.editor.ignore_chosen.connect(lambda finding, how: told.append((finding, how)))
    qtbot.mouseClick(button(bench, "Ignore here"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(bench, "Always for this term"), Qt.MouseButton.LeftButton)
    assert told == [(GRAVE, Ignoring.HERE), (GRAVE, Ignoring.ALWAYS)]
    assert bench.editor.draft == LETTER


def test_next_finding_goes_to_the_gravest_first(bench: Bench, qtbot: QtBot) -> None:
    bench.show_findings({"a": (SMALL,), "c": (GRAVE,), "e": (MILD,)})
    bench.editor.put_caret(CaretPlace("d", Side.EN, 0))
    bench.settle(qtbot)
    qtbot.mouseClick(button(bench, "Next finding"), Qt.MouseButton.LeftButton)
    assert bench.editor.place.bead == "c"


def test_the_why_follows_the_language(
    bench: Bench, qtbot: QtBot, ui_language: WindowLanguage
) -> None:
    bench.show_findings({"c": (GRAVE,)})
    bench.editor.put_caret(CaretPlace("c", Side.EN, 0))
    bench.settle(qtbot)
    strip = bench.editor.findChild(FindingStrip)
    assert isinstance(strip, FindingStrip)
    assert "Saved" in [label.text() for label in strip.findChildren(Label)]
    ui_language.switch("qps")
    assert "Saved" not in [label.text() for label in strip.findChildren(Label)]


def test_a_value_lights_its_twin(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("c", Side.EN, len("Write within 7")))
    bench.settle(qtbot)
    assert lit(bench.en) == ["7 days"]
    assert lit(bench.zh) == ["7天"]
    bench.editor.put_caret(CaretPlace("c", Side.EN, 1))
    bench.settle(qtbot)
    assert lit(bench.en) == lit(bench.zh) == []


def test_changing_a_value_offers_the_other_side(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("c", Side.EN, len("Write within 7")))
    qtbot.keyClick(bench.en, Qt.Key.Key_Backspace)
    qtbot.keyClicks(bench.en, "10")
    qtbot.waitUntil(lambda: "7 → 10" in bar_text(bench))
    caret = bench.editor.place
    qtbot.keyClick(bench.en, Qt.Key.Key_Return, ALT)
    assert bench.editor.draft.bead("c").zh.startswith("请在10天内来信。")
    assert bench.editor.place == caret
    assert bar_text(bench) == ""
    bench.editor.undo()
    assert bench.editor.draft.bead("c").zh == LETTER.bead("c").zh
    assert bench.editor.draft.bead("c").en == "Write within 10 days."


def test_the_offer_goes_when_it_is_dismissed_or_left(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("c", Side.EN, len("Write within 7")))
    qtbot.keyClicks(bench.en, "0")
    qtbot.waitUntil(lambda: "7 → 70" in bar_text(bench))
    qtbot.keyClick(bench.en, Qt.Key.Key_Escape)
    bench.settle(qtbot)
    assert bar_text(bench) == ""
    qtbot.keyClicks(bench.en, "0")
    bench.settle(qtbot)
    assert bar_text(bench) == ""
    bench.editor.put_caret(CaretPlace("e", Side.EN, 0))
    bench.editor.put_caret(CaretPlace("c", Side.EN, 0))
    bench.settle(qtbot)
    assert bar_text(bench) == ""


def test_an_inserted_clause_is_one_locked_pair(
    open_editor: Callable[[Draft], Bench], qtbot: QtBot
) -> None:
    bench = open_editor(LETTER)
    bench.editor.put_caret(CaretPlace("a", Side.EN, 3))
    clause = LETTER.bead("d")
    bench.editor.insert_beads((Bead("z", clause.en, clause.zh, lock=clause.lock),))
    assert [bead.id for bead in bench.editor.draft.beads][:3] == ["a", "z", "b"]
    qtbot.keyClicks(bench.en, "no")
    assert bench.editor.draft.bead("z").en == clause.en
    bench.editor.undo()
    assert bench.editor.draft == LETTER


def test_a_pair_being_written_may_have_one_side(bench: Bench, qtbot: QtBot) -> None:
    half = Draft((Bead("a", "Thank you.", "谢谢。"), Bead("b", "Only English yet.", "")))
    missing = Finding("b", Check.MISSING, Severity.S1, _("Saved"), (0, 4), None)
    bench.editor.set_draft(half)
    bench.editor.put_caret(CaretPlace("a", Side.EN, 0))
    bench.show_findings({"b": (missing,)})
    bench.settle(qtbot)
    assert bench.en.looks[1].mark is PairMark.TRIANGLE
    bench.editor.put_caret(CaretPlace("b", Side.EN, 3))
    bench.settle(qtbot)
    assert bench.en.looks[1].mark is None
    assert marked(bench.en) == []
    bench.editor.put_caret(CaretPlace("a", Side.EN, 0))
    bench.settle(qtbot)
    assert bench.en.looks[1].mark is PairMark.TRIANGLE


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_finding_that_outlives_a_key_is_not_painted_away_and_back(
    bench: Bench, qtbot: QtBot
) -> None:
    # As the pane does: the pair is checked before the key is painted.
    bench.editor.changed.connect(lambda _draft: bench.show_findings({"c": (GRAVE,)}))
    bench.show_findings({"c": (GRAVE,)})
    bench.editor.put_caret(CaretPlace("c", Side.EN, 20))
    bench.settle(qtbot)
    edge = bench.editor.findChild(StateEdge)
    assert isinstance(edge, StateEdge)
    paints = Paints(edge)
    QTest.keyClick(bench.en, "!")
    bench.settle(qtbot)
    assert bench.editor.draft.beads[2].en == "Write within 7 days.!"
    assert bench.en.looks[2].tone is Tone.DANGER
    assert paints.count == 0
    bench.show_findings({"c": ()})
    qtbot.waitUntil(lambda: paints.count > 0)
