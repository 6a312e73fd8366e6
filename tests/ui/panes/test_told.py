"""What stands above the facts: why somebody cannot sign, and what their team was asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.hands import click, in_sight, until
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import NOW, SOFIA, WEI, do
from tests.ui.panes.test_proposals import finding
from ui.activities.cases.actions import ACTIONS, CaseAction
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.widgets import EmptyPanel
from workstation.app.values import Change
from workstation.domain import commands as c
from workstation.domain.actor import Actor
from workstation.domain.taxonomy import Role, State, Team

QUESTION = "Is a reseller's invoice enough here?"
ANSWER = "Yes, if it names the maker."
Opened = Callable[[Actor], Office]


@pytest.fixture
async def opened(dressed: WindowLanguage, tmp_path: Path) -> AsyncIterator[Opened]:
    made: list[Office] = []

    def open_for(me: Actor) -> Office:
        made.append(Office(tmp_path, me))
        return made[-1]

    yield open_for
    for each in made:
        await each.leave()


async def test_the_first_decider_is_told_why_they_do_not_sign(opened: Opened) -> None:
    office = opened(Actor(id="marcus.tan", name="Marcus Tan", roles=frozenset({Role.SPECIALIST})))
    case = office.desk.table["S01"]
    first = replace(case.enforcement, decided_by=office.desk.me.person, automated=False)
    case = replace(case, enforcement=first)
    case = do(case, c.Decide(finding=finding(office, case)))
    office.desk.table["S01"] = case
    assert case.state is State.SECOND_REVIEW
    await office.begin()
    await office.open("S01")
    told = office.place.appeal.view.told
    assert told.unsigned.isVisible()
    assert "You took an earlier decision in this matter." in told.unsigned.text()
    assert CaseAct.AGREE not in office.place.appeal.state.acts
    QTest.keyClick(office.place.appeal.view, Qt.Key.Key_D)
    await until(lambda: "You took an earlier decision" in office.screen.banner.text)


async def test_what_is_proposed_already_is_not_decided_again(office: Office) -> None:
    case = do(office.desk.table["S01"], c.Decide(finding=finding(office, office.desk.table["S01"])))
    office.desk.table["S01"] = case
    assert case.state is State.SECOND_REVIEW
    await office.open("S01")
    QTest.keyClick(office.place.appeal.view, Qt.Key.Key_D)
    await until(lambda: "proposed already" in office.screen.banner.text)


async def test_why_one_case_cannot_be_decided_is_not_said_about_the_next(office: Office) -> None:
    await office.open("S02")
    QTest.keyClick(office.place.appeal.view, Qt.Key.Key_D)
    await until(lambda: office.screen.banner.shown)
    await office.open("S01")
    await until(lambda: not office.screen.banner.shown)
    assert not office.place.appeal.view.told.isVisible()


async def referred(office: Office) -> None:
    question = c.Refer(team=Team.POLICY, question=QUESTION, due_at=NOW + timedelta(hours=24))
    office.desk.table["S04"] = do(office.desk.table["S04"], question)


async def test_a_team_sees_its_question_and_gives_its_answer(opened: Opened) -> None:
    office = opened(SOFIA)
    await referred(office)
    await office.begin()
    await office.open("S04")
    told = office.place.appeal.view.told
    assert told.question.isVisible()
    assert QUESTION in told.question.text()
    assert WEI.name in told.question.text()
    click(office.screen.case.head.act("Answer the question"))
    await until(lambda: office.place.appeal.state.form is CaseAct.RECORD_ANSWER)
    form = office.screen.case.form
    assert form.submit.text() == "Give the answer"
    assert not told.isVisible()
    assert any(QUESTION in words for words in form.words)
    QTest.keyClicks(office.window.focusWidget(), ANSWER)
    form.give()
    await until(lambda: office.desk.table["S04"].state is State.IN_REVIEW)
    await until(lambda: not told.isVisible())
    del office.desk.table["S04"]
    office.desk.tell(Change(case_ids=frozenset({"S04"}), rows=True))
    await until(lambda: office.place.appeal.state.answered)
    said = in_sight(office.place.appeal.view, EmptyPanel)
    assert len(said) == 1
    assert not office.place.appeal.state.missing


async def test_the_owner_records_the_answer_of_a_team_by_its_question(office: Office) -> None:
    await referred(office)
    await office.open("S04")
    assert not office.place.appeal.view.told.isVisible()
    office.place.act(CaseAct.RECORD_ANSWER)
    await until(lambda: office.place.appeal.state.form is CaseAct.RECORD_ANSWER)
    assert office.screen.case.form.submit.text() == "Give the answer"


async def test_the_answer_of_a_party_is_recorded_in_the_words_for_one(office: Office) -> None:
    await office.open("S02")
    office.place.act(CaseAct.RECORD_ANSWER)
    await until(lambda: office.place.appeal.state.form is CaseAct.RECORD_ANSWER)
    assert office.screen.case.form.submit.text() == "Record the answer"


def test_the_palette_returns_a_decision_not_a_referral() -> None:
    (found,) = [each for each in ACTIONS if each.id == CaseAction.RETURN]
    assert found.text.id == "Return the proposed decision"
