"""A decision that took no effect is gone on from: returned by a reviewer, or too late."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.pages.hands import click, said, until, words_in
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI, NOW, PRIYA, do
from tests.workstation.domain import world as w
from workstation.app.values import Change
from workstation.domain import commands as c
from workstation.domain.case import Case, Measure, Ruling, SupersededProposal
from workstation.domain.taxonomy import Action, Outcome, State
from workstation.domain.views import View

REASON = "The invoice is of another shop."


def finding(office: Office, case: Case) -> Ruling:
    cited = office.desk.library.cite(case.enforcement.clauses[0])
    closing = Measure(action=Action.ACCOUNT_CLOSED)
    return w.finding(case, citations=(cited,), imposed=(closing,))


async def returned(office: Office, case_id: str = "S01") -> Case:
    """What Wei proposed in this case, and Priya sent back."""
    case = office.desk.table[case_id]
    case = do(case, c.Decide(finding=finding(office, case)))
    assert case.state is State.SECOND_REVIEW
    back = do(case, c.Return(reason=REASON), PRIYA)
    office.desk.table[case_id] = back
    office.desk.tell(Change(case_ids=frozenset({case_id}), rows=True))
    return back


async def too_late(office: Office, case_id: str = "S01") -> Case:
    """A decision of Li's that came after the case was Wei's."""
    case = office.desk.table[case_id]
    late = SupersededProposal(command="late", finding=finding(office, case), by=LI.person, at=NOW)
    office.desk.table[case_id] = kept = replace(case, kept=(late,), version=case.version + 1)
    return kept


def offered(office: Office) -> list[QPushButton]:
    return [each.take_up for each in office.screen.case.decisions if not each.take_up.isHidden()]


async def test_the_author_goes_on_from_what_came_back(office: Office) -> None:
    await returned(office)
    await office.open("S01")
    QTest.keyClick(office.place.appeal.view, Qt.Key.Key_D)
    await until(lambda: office.place.decide.state.composed.outcome is Outcome.UPHELD)
    composed = office.place.decide.state.composed
    assert composed.rationale == w.BOTH
    assert [each.action for each in composed.imposed] == [Action.ACCOUNT_CLOSED]
    assert composed.citations
    assert office.place.decide.view.rationale.sides[w.Language.EN].toPlainText() == w.BOTH.en
    assert office.place.decide.state.missing is None


async def test_what_comes_back_while_the_panel_is_open_fills_it(office: Office) -> None:
    await office.open("S01")
    office.place.begin_decision()
    await until(lambda: office.place.decide.state.case is not None)
    assert office.place.decide.state.composed.outcome is None
    await returned(office)
    await until(lambda: office.place.decide.state.composed.outcome is Outcome.UPHELD)
    assert office.place.decide.view.rationale.sides[w.Language.ZH].toPlainText() == w.BOTH.zh


async def test_what_was_begun_anew_is_not_replaced_by_what_came_back(office: Office) -> None:
    await office.open("S01")
    office.place.begin_decision()
    await until(lambda: office.place.decide.state.case is not None)
    QTest.keyClicks(office.place.decide.view.rationale.sides[w.Language.EN], "Other reasons")
    await returned(office)
    await until(lambda: bool(office.place.decide.state.case.kept))
    assert office.place.decide.state.composed.rationale.en == "Other reasons"


async def test_a_returned_decision_says_who_returned_it_and_why(office: Office) -> None:
    await returned(office)
    await office.open("S01")
    (block,) = office.screen.case.decisions
    (why,) = [words for words in words_in(block) if REASON in words]
    assert PRIYA.name in why
    assert "too late" not in said(block)
    assert office.place.decide.state.case is None


async def test_the_owner_finds_what_came_back_under_needs_you_until_they_act(
    office: Office,
) -> None:
    await returned(office)
    await office.begin(View.NEEDS_YOU)
    await until(lambda: office.place.queue.state.counts[View.NEEDS_YOU] == 1)
    office.desk.table["S01"] = do(office.desk.table["S01"], c.AddNote(text="Asked the shop."))
    office.desk.tell(Change(case_ids=frozenset({"S01"}), rows=True))
    await until(lambda: office.place.queue.state.counts[View.NEEDS_YOU] == 0)


async def test_the_new_owner_takes_a_late_proposal_up(office: Office) -> None:
    await too_late(office)
    await office.open("S01")
    (button,) = offered(office)
    click(button)
    await until(lambda: office.place.decide.state.composed.outcome is Outcome.UPHELD)
    await until(lambda: office.place.deciding)
    assert office.place.decide.state.composed.rationale == w.BOTH
    assert (
        office.place.decide.view.outcomes.isAncestorOf(office.window.focusWidget())
        or office.place.decide.view.outcomes is office.window.focusWidget()
    )


async def test_what_stood_in_the_panel_comes_back_with_the_undo(office: Office) -> None:
    await too_late(office)
    await office.open("S01")
    office.place.begin_decision()
    await until(lambda: office.place.decide.state.case is not None)
    QTest.keyClicks(office.place.decide.view.rationale.sides[w.Language.EN], "My own reasons")
    click(offered(office)[0])
    await until(lambda: office.place.decide.state.composed.rationale == w.BOTH)
    await office.place.decide.flush()
    assert office.desk.texts["S01", "decision"].en == w.BOTH.en
    assert office.window.undo_last()
    await until(lambda: office.place.decide.state.composed.rationale.en == "My own reasons")
    await office.place.decide.flush()
    assert office.desk.texts["S01", "decision"].en == "My own reasons"


def composes(office: Office, case_id: str) -> bool:
    case = office.place.decide.state.case
    return case is not None and case.id == case_id


async def test_an_undo_in_another_case_leaves_its_panel_alone(office: Office) -> None:
    await too_late(office)
    await office.open("S01")
    click(offered(office)[0])
    await until(lambda: office.place.decide.state.composed.rationale == w.BOTH)
    await office.open("S07")
    office.place.begin_decision()
    await until(lambda: composes(office, "S07"))
    assert office.window.undo_last()
    await until(lambda: office.desk.texts["S01", "decision"].en == "")
    assert office.place.decide.state.case.id == "S07"
    await office.open("S01")
    office.place.begin_decision()
    await until(lambda: composes(office, "S01"))
    assert office.place.decide.state.composed.outcome is None


async def test_nobody_is_offered_what_they_cannot_decide(office: Office) -> None:
    case = await too_late(office, "S06")
    assert case.owner == LI.person
    await office.open("S06")
    assert office.screen.case.decisions
    assert offered(office) == []


async def test_earlier_decisions_stand_newest_first(office: Office) -> None:
    case = await too_late(office)
    first = replace(case.kept[0], command="first", by=PRIYA.person)
    office.desk.table["S01"] = replace(case, kept=(first, *case.kept))
    await office.open("S01")
    proposals = office.screen.case.decisions
    assert [LI.name in said(each) for each in proposals] == [True, False]
