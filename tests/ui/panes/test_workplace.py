"""The panes in their window: real clicks and keys, two languages, an input method."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import click, compose, until
from tests.ui.pages.letter import page
from tests.ui.pages.questions import card_of, give
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI, PRIYA, do
from tests.ui.sweep import assert_speaks
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.panes.policy.state import VersionSide
from workstation.app.values import AnswerKind, Change, ChangeOrigin, CommandStage, Filter, Question
from workstation.bilingual.bead import Side as TwinSide
from workstation.domain import commands as c
from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import Language as Side2
from workstation.domain.taxonomy import Milestone, Outcome, State, Verdict
from workstation.domain.text import Bilingual
from workstation.domain.views import View
from workstation.i18n import _

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
EN, ZH = "Dear team, we are reading it.", "您好，我们正在审核。"


def press(widget, key: Qt.Key, text: str = "", modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier) if not text else QTest.keyClicks(widget, text)


async def test_a_click_on_a_row_opens_the_case_in_every_pane(office: Office) -> None:
    table = office.place.queue.view.table
    names = list(office.desk.table)
    second = names[office.place.queue.state.keys[1]]
    y = table.rowHeight(0) + 20
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, y))
    await until(lambda: office.shows(second))
    assert office.memory.recall("open case") == second


async def test_j_and_k_go_through_the_list_also_with_an_input_method_on(office: Office) -> None:
    table = office.place.queue.view.table
    names = [list(office.desk.table)[key] for key in office.place.queue.state.keys]
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    table.setFocus()
    press(table, Qt.Key.Key_J)
    await until(lambda: office.shows(names[0]))
    press(table, Qt.Key.Key_J)
    await until(lambda: office.shows(names[1]))
    press(table, Qt.Key.Key_K)
    await until(lambda: office.shows(names[0]))


async def test_keys_are_letters_while_somebody_types(office: Office) -> None:
    await office.begin(View.UNASSIGNED)
    await office.open("S03")
    edit = page(office.place.reply, TwinSide.EN)
    edit.setFocus()
    QTest.keyClicks(edit, "cjkdn?/")
    await until(lambda: edit.toPlainText() == "cjkdn?/")
    assert office.desk.given == []
    assert office.place.appeal.state.form is None
    assert office.shows("S03")


async def test_typed_text_caret_and_selection_survive_language_and_sync(
    office: Office, dressed: WindowLanguage
) -> None:
    await office.open("S01")
    edit = page(office.place.reply, TwinSide.EN)
    edit.setFocus()
    QTest.keyClicks(edit, EN)
    cursor = edit.textCursor()
    cursor.setPosition(5)
    cursor.setPosition(9, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    dressed.switch("zh_Hans")
    office.desk.others_change(do(office.desk.table["S01"], c.AddNote(text="Seen"), LI))
    office.desk.tell(Change(case_ids=frozenset({"S01"}), rows=True, origin=ChangeOrigin.SERVER))
    await until(lambda: len(office.place.appeal.state.case.notes) == 2)
    assert edit.toPlainText() == EN
    assert (edit.textCursor().anchor(), edit.textCursor().position()) == (5, 9)
    press(edit, Qt.Key.Key_Z, modifier=CTRL)
    await until(lambda: edit.toPlainText() == "")


async def test_a_composition_is_never_broken_and_never_sent(
    office: Office, dressed: WindowLanguage
) -> None:
    await office.open("S01")
    edit = page(office.place.reply, TwinSide.ZH)
    edit.setFocus()
    QApplication.sendEvent(edit, QInputMethodEvent("ni hao", []))
    office.desk.tell(Change(case_ids=frozenset({"S01"}), rows=True, origin=ChangeOrigin.SERVER))
    dressed.switch("zh_Hans")
    await until(lambda: True)
    assert edit.textCursor().block().layout().preeditAreaText() == "ni hao"
    press(edit, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    await until(lambda: True)
    assert office.desk.given == []
    done = QInputMethodEvent()
    done.setCommitString("您好")
    QApplication.sendEvent(edit, done)
    await until(lambda: office.place.reply.state.text.zh == "您好")


async def test_a_letter_goes_out_by_key_and_comes_back_by_undo(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    edit, chinese = page(reply, TwinSide.EN), page(reply, TwinSide.ZH)
    edit.setFocus()
    QTest.keyClicks(edit, EN)
    chinese.setFocus()
    compose(chinese, "", ZH)
    await until(reply.view.send.isEnabled)
    press(chinese, Qt.Key.Key_Return, modifier=CTRL | SHIFT)
    await until(lambda: bool(office.desk.given))
    await until(lambda: edit.toPlainText() == "")
    assert office.desk.table["S01"].letters[-1].text == Bilingual(EN, ZH)
    assert office.window.undo_last()
    await until(lambda: edit.toPlainText() == EN)
    assert office.desk.table["S01"].letters[-1].text.en != EN


async def test_claiming_by_the_button(office: Office) -> None:
    await office.begin(View.UNASSIGNED)
    await office.open("S03")
    click(office.screen.case.head.act("Claim"))
    await until(lambda: office.desk.table["S03"].owner is not None)
    await until(lambda: CaseAct.CLAIM not in office.place.appeal.state.acts)
    assert office.desk.table["S03"].state is State.IN_REVIEW


async def test_what_is_not_allowed_says_why_and_what_would_help(office: Office) -> None:
    await office.open("S06")
    office.place.act(CaseAct.CLAIM)
    await until(lambda: office.place.appeal.state.notice is not None)
    assert CaseAct.CLAIM not in office.place.appeal.state.acts
    assert "Li Na" in office.screen.case.notice.text


async def test_a_note_is_typed_kept_and_left(office: Office) -> None:
    await office.open("S01")
    office.place.act(CaseAct.NOTE)
    await until(lambda: office.place.appeal.state.form is CaseAct.NOTE)
    form = office.screen.case.form
    QTest.keyClicks(form.text, "Called the distributor")
    await office.place.appeal.flush()
    assert office.desk.texts["S01", "form:note"].en == "Called the distributor"
    form.give()
    await until(lambda: office.place.appeal.state.form is None)
    assert office.desk.table["S01"].notes[-1].text == "Called the distributor"
    assert ("S01", "form:note") not in office.desk.texts


async def test_the_key_that_sends_submits_the_form_that_is_filled_in(office: Office) -> None:
    await office.open("S01")
    office.place.act(CaseAct.NOTE)
    await until(lambda: office.place.appeal.state.form is CaseAct.NOTE)
    edit = QApplication.focusWidget()
    QTest.keyClicks(edit, "Seen the invoice.")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: office.place.appeal.state.form is None)
    assert office.desk.table["S01"].notes[-1].text == "Seen the invoice."
    assert not any(isinstance(command, c.SendReply) for _case, command in office.desk.given)
    assert office.place.appeal.view.isAncestorOf(QApplication.focusWidget())


async def test_deciding_with_the_mouse(office: Office) -> None:
    await office.open("S01")
    click(office.place.reply.view.decide)
    panel = office.place.decide
    await until(lambda: panel.state.case is not None and panel.view.isVisible())
    click(office.screen.decide.outcomes[0])
    await until(lambda: panel.state.composed.outcome is Outcome.UPHELD)
    for item in panel.state.case.evidence:
        panel.view.evidence.weighed.emit(item.id, Verdict.INSUFFICIENT)
    click(office.place.policy.view.cite)
    await until(lambda: bool(panel.state.composed.citations))
    QTest.keyClicks(panel.view.rationale.sides[Side2.EN], "The chain has a gap.")
    await until(panel.view.decide.isEnabled)
    click(panel.view.decide)
    await until(lambda: office.desk.table["S01"].state is State.DECIDED)
    await until(lambda: not office.place.deciding)
    assert office.window.undo_last()
    await until(lambda: office.desk.table["S01"].state is State.IN_REVIEW)


async def test_the_clause_as_it_stood_beside_today(office: Office) -> None:
    await office.open("S01")
    policy = office.place.policy
    await until(lambda: policy.state.then is not None)
    office.place.show_clause(ClauseRef("AUT", "4.1", "2.0"))
    policy.view.side_chosen.emit(VersionSide.COMPARE)
    await until(lambda: policy.state.side is VersionSide.COMPARE)
    assert policy.state.changed
    _then, now = office.screen.policy.texts
    assert "underline" in now[0].toHtml()
    assert [each.no for each in policy.state.newer] == ["3.5"]


async def test_a_conflict_shows_both_versions_and_my_text(office: Office) -> None:
    case = office.desk.table["S01"]
    letter = c.SendReply(letter="l", party="M1", milestone=Milestone.REVIEW, text=Bilingual(EN, ZH))
    office.desk.open_questions.append(
        Question(
            command_id="q1",
            record_kind="case",
            record_id="S01",
            reference=case.reference,
            title=case.title,
            command=letter,
            given_at=case.filed_at,
            stage=CommandStage.CONFLICT,
            reason=_("The case was given to somebody else while you worked on it."),
            remedy=_("Your text is kept. Ask a supervisor to give you the case again, or drop it."),
            seen=case,
            now=replace(case, owner=LI.person),
            text=letter.text,
        )
    )
    await office.open("S01")
    questions = office.place.questions.view
    await until(questions.isVisible)
    assert office.screen.questions.texts == [EN, ZH]
    give(questions, AnswerKind.DROP)
    await until(lambda: not questions.isVisible())
    assert office.desk.open_questions == []


async def test_what_has_nothing_to_edit_is_only_done_again_or_dropped(office: Office) -> None:
    case = office.desk.table["S03"]
    for id_, command in (("q1", c.Claim()), ("q2", c.AddNote(text="Seen"))):
        office.desk.open_questions.append(
            Question(
                command_id=id_,
                record_kind="case",
                record_id="S03",
                reference=case.reference,
                title=case.title,
                command=command,
                given_at=case.filed_at,
                stage=CommandStage.CONFLICT,
                reason=_("The case moved on while you worked on it."),
                remedy=_("Look at where it stands now."),
                seen=case,
                now=case,
                text=Bilingual(),
            )
        )
    await office.open("S03")
    questions = office.place.questions.view
    await until(questions.isVisible)
    assert not card_of(questions, AnswerKind.EDIT).isVisible()
    give(questions, AnswerKind.DROP)
    await until(card_of(questions, AnswerKind.EDIT).isVisible)


async def test_an_empty_view_says_what_to_do(office: Office) -> None:
    office.place.queue.view.narrowed.emit(Filter(text="nothing has this"))
    await until(lambda: not office.place.queue.state.keys)
    assert not office.place.queue.view.table.isVisible()


async def test_a_supervisor_assigns_and_sees_who_cannot(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    office = Office(tmp_path, PRIYA)
    await office.begin(View.ALL_OPEN)
    await office.open("S01")
    click(office.screen.case.head.act("Assign to..."))
    await until(lambda: office.screen.picking)
    picks = office.screen.picks
    assert picks.offered["li.na"].enabled
    assert not picks.offered["wei.ling"].enabled
    picks.pick("Li Na")
    await until(lambda: office.desk.table["S01"].owner == LI.person)
    await office.leave()


@pytest.mark.parametrize("deciding", [False, True])
async def test_every_pane_speaks_the_language_of_the_window(
    office: Office, dressed: WindowLanguage, deciding: bool
) -> None:
    await office.open("S01")
    if deciding:
        office.place.begin_decision()
        await until(lambda: office.place.decide.state.case is not None)
    for pane in (office.place.queue.view, office.place.appeal.view, office.place.policy.view):
        assert_speaks(pane, dressed)
    below = office.place.decide.view if deciding else office.place.reply.view
    assert_speaks(below, dressed)


@pytest.mark.parametrize("act", [CaseAct.REFER, CaseAct.WITHDRAW, CaseAct.RELEASE, CaseAct.NOTE])
async def test_every_form_speaks_the_language_of_the_window(
    office: Office, dressed: WindowLanguage, act: CaseAct
) -> None:
    await office.open("S04")
    office.place.act(act)
    await until(lambda: office.place.appeal.state.form is act)
    assert_speaks(office.place.appeal.view, dressed)


async def test_after_a_click_on_a_view_keys_are_no_letters_of_the_draft(office: Office) -> None:
    editor = page(office.place.reply, TwinSide.EN)
    editor.setFocus()
    entry = office.screen.queue.view("Done")
    click(entry)
    await until(lambda: office.place.queue.state.view is View.DONE)
    assert entry.hasFocus()
    QTest.keyClick(office.window.focusWidget(), Qt.Key.Key_J)
    assert editor.toPlainText() == ""
