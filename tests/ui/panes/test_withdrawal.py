"""A request ends early only at the party's word: the form asks how that is known, and for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import until
from tests.ui.pages.questions import give
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import NOW
from tests.ui.panes.test_forms_kept import begin, form, kept
from ui.panes.appeal import CaseAct
from ui.panes.appeal.form import TextField
from ui.panes.appeal.state import Filled
from ui.widgets import ReadingView
from workstation.app.values import AnswerKind, CommandStage, Question
from workstation.domain.commands import Withdraw
from workstation.domain.taxonomy import State
from workstation.i18n import _

HOW, WORD = "By chat, this morning.", "Please forget it, 我不申诉了。"


def typed(how: str, word: str) -> None:
    """All of it by keys: the caret is in the first field, Tab leads to the second."""
    QTest.keyClicks(QApplication.focusWidget(), how)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QApplication.focusWidget().insertPlainText(word)


async def test_the_form_asks_for_both_and_the_word_stands_in_the_case(office: Office) -> None:
    await begin(office, "S04", CaseAct.WITHDRAW)
    asked = form(office).words
    assert "How did the party take its request back?" in asked
    assert "The party's own words" in asked
    assert form(office).field(TextField, 1).accessibleName() == "The party's own words"
    typed(HOW, WORD)
    form(office).give()
    await until(lambda: office.desk.table["S04"].state is State.WITHDRAWN)
    assert office.desk.given == [("S04", Withdraw(reason=HOW, word=WORD))]
    said = office.desk.table["S04"].statements[-1]
    assert (said.text, said.party) == (WORD, "")
    facts = office.place.appeal.view.facts
    await until(lambda: WORD in [each.toPlainText() for each in facts.findChildren(ReadingView)])


async def test_without_the_partys_word_it_is_refused_and_both_stay(office: Office) -> None:
    await begin(office, "S04", CaseAct.WITHDRAW)
    typed(HOW, " ")
    form(office).give()
    await until(lambda: office.place.appeal.state.notice is not None)
    assert office.desk.given == []
    assert office.screen.case.notice.text.startswith("The party's own words are missing.")
    typed_more = form(office).field(TextField, 1)
    typed_more.setFocus()
    QTest.keyClicks(typed_more, "No more.")
    found = await kept(office, "S04", CaseAct.WITHDRAW)
    assert (found.text, found.more.strip()) == (HOW, "No more.")


async def test_both_are_kept_while_they_are_typed_and_with_the_form_left(office: Office) -> None:
    await begin(office, "S04", CaseAct.WITHDRAW)
    typed(HOW, WORD)
    assert await kept(office, "S04", CaseAct.WITHDRAW) == Filled(text=HOW, more=WORD)
    await begin(office, "S01", CaseAct.NOTE)
    await begin(office, "S04", CaseAct.WITHDRAW)
    shown = [form(office).field(TextField, at).toPlainText() for at in range(2)]
    assert shown == [HOW, WORD]


async def test_a_withdrawal_that_was_refused_fills_both_fields_again(office: Office) -> None:
    case = office.desk.table["S04"]
    office.desk.open_questions.append(
        Question(
            command_id="q1",
            record_kind="case",
            record_id="S04",
            reference=case.reference,
            title=case.title,
            command=Withdraw(reason=HOW, word=WORD),
            given_at=NOW,
            stage=CommandStage.CONFLICT,
            reason=_("The evidence has changed."),
            remedy=_("Read it first."),
            seen=case,
            now=case,
        )
    )
    await office.open("S04")
    await until(office.place.questions.view.isVisible)
    give(office.place.questions.view, AnswerKind.EDIT)
    await until(lambda: office.place.appeal.state.form is CaseAct.WITHDRAW)
    shown = [form(office).field(TextField, at).toPlainText() for at in range(2)]
    assert shown == [HOW, WORD]
