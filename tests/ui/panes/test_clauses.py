"""Quoting a policy clause: found by number or words, put in under a lock, turned where needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from tests.workstation.domain import world as w
from ui.activities.cases import CaseAction
from ui.panes.reply.clauses import ClausePicker
from workstation.bilingual.bead import BeadOrigin, BeadState, Lock, Side
from workstation.bilingual.clause_quote import quotation
from workstation.domain.policy import ClauseRef
from workstation.policies import narrowed, quotable

CTRL = Qt.KeyboardModifier.ControlModifier
EN, ZH = "Please read this rule.", "请阅读以下规则。"


def picker(office: Office) -> ClausePicker:
    made = office.window.findChild(ClausePicker)
    assert isinstance(made, ClausePicker)
    return made


async def opened(office: Office, story: str = "S01") -> ClausePicker:
    """The picker over a letter, opened by its key from the English side."""
    await office.open(story)
    reply = office.place.reply
    write(reply, EN, ZH)
    english = page(reply, Side.EN)
    english.setFocus()
    await until(english.hasFocus)
    QTest.keyClick(english, Qt.Key.Key_P, CTRL)
    await until(lambda: picker(office).isVisible())
    return picker(office)


def test_the_clauses_of_the_case_come_first_then_those_of_the_day_then_todays() -> None:
    case = w.told("S01")
    assert case.enforcement is not None
    offers = quotable(w.LIBRARY, case, date(2026, 11, 23))
    cited = [each.ref for each in offers if each.cited]
    assert [each.ref for each in offers[: len(cited)]] == list(dict.fromkeys(cited))
    assert cited[0] == case.enforcement.clauses[0]
    later = [each for each in offers if not each.then and not each.cited]
    assert later
    assert all(each.today for each in later)
    assert offers[-1] == later[-1]
    same = {(each.ref.code, each.ref.clause, each.ref.version) for each in offers}
    assert len(same) == len(offers)


def test_a_clause_is_found_by_its_number_and_by_words_of_either_language() -> None:
    offers = quotable(w.LIBRARY, w.told("S01"), date(2026, 11, 23))
    for text in ("AUT 2.1", "aut2.1"):
        first = narrowed(offers, text)[0]
        assert (first.ref.code, first.ref.clause) == ("AUT", "2.1")
    for text in ("counterfeit", "假冒"):
        assert {each.ref.code for each in narrowed(offers, text)} >= {"AUT"}
    assert narrowed(offers, "no such words") == ()


async def test_the_key_puts_a_clause_in_as_one_locked_pair(office: Office) -> None:
    popup = await opened(office)
    QTest.keyClicks(popup.field, "AUT 3.2")
    await until(lambda: popup.shown()[0].id.ref.clause == "3.2")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    reply = office.place.reply
    await until(lambda: len(reply.state.draft.beads) == 2)
    quoted = reply.state.draft.beads[1]
    ref = ClauseRef("AUT", "3.2", quoted.lock.version)
    clause = office.desk.library.clause(ref)
    assert quoted == quotation(ref, clause, quoted.id)
    assert quoted.lock == Lock("AUT 3.2", ref.version)
    assert quoted.origin is BeadOrigin.CLAUSE
    english = page(reply, Side.EN)
    await until(english.hasFocus)
    QTest.keyClick(english, Qt.Key.Key_Z, CTRL)
    await until(lambda: [bead.en for bead in reply.state.draft.beads] == [EN])


async def test_writing_into_the_quoted_clause_asks_first(office: Office) -> None:
    popup = await opened(office)
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    reply = office.place.reply
    await until(lambda: len(reply.state.draft.beads) == 2)
    english = page(reply, Side.EN)
    await until(english.hasFocus)
    said = reply.state.draft.beads[1]
    QTest.keyClicks(english, "x")
    assert reply.view.editors.draft.beads[1] == said
    QTest.keyClick(english, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    await until(lambda: reply.state.draft.beads[1].lock is None)


async def test_escape_goes_back_to_the_text(office: Office) -> None:
    popup = await opened(office)
    QTest.keyClicks(popup.field, "refund")
    QTest.keyClick(popup.field, Qt.Key.Key_Escape)
    english = page(office.place.reply, Side.EN)
    await until(english.hasFocus)
    assert not popup.isVisible()
    QTest.keyClicks(english, "Now: ")
    await until(lambda: "Now: " in office.place.reply.state.text.en)


async def test_the_picker_waits_for_an_input_method(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, ZH)
    chinese = page(reply, Side.ZH)
    chinese.setFocus()
    await until(chinese.hasFocus)
    QApplication.sendEvent(chinese, QInputMethodEvent("nihao", []))
    QTest.keyClick(chinese, Qt.Key.Key_P, CTRL)
    office.actions.trigger(CaseAction.INSERT_CLAUSE)
    assert office.window.findChild(ClausePicker) is None
    done = QInputMethodEvent("", [])
    done.setCommitString("你好")
    QApplication.sendEvent(chinese, done)
    QTest.keyClick(chinese, Qt.Key.Key_P, CTRL)
    await until(lambda: picker(office).isVisible())


async def test_a_party_in_taiwan_gets_the_clause_in_traditional(office: Office) -> None:
    case = office.desk.table["S01"]
    there = tuple(replace(each, region="TW") for each in case.parties)
    office.desk.table["S01"] = replace(case, parties=there)
    popup = await opened(office)
    QTest.keyClicks(popup.field, "AUT 3.2")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    reply = office.place.reply
    await until(lambda: len(reply.state.draft.beads) == 2)
    quoted = reply.state.draft.beads[1]
    assert "發票" in quoted.zh
    assert quoted.lock is not None
    assert (quoted.converted, quoted.state) == (True, BeadState.PENDING)
