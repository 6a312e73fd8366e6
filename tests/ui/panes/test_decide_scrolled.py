"""The decide panel begins at its top with every case, and at the line that asks for an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from ui.activities.cases import CaseAction
from workstation.domain.taxonomy import Verdict


async def test_the_next_case_begins_at_the_top_and_the_same_one_stays(office: Office) -> None:
    office.window.resize(1280, 700)
    await office.open("S04")
    office.actions.trigger(CaseAction.DECIDE)
    decide = office.place.decide
    await until(decide.view.decide.isVisible)
    bar = decide.view.findChild(QScrollArea).verticalScrollBar()
    await until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    decide.choose_nth(1)
    await until(lambda: decide.state.composed.outcome is not None)
    assert bar.value() > 0
    await office.open("S01")
    office.actions.trigger(CaseAction.DECIDE)
    await until(lambda: decide.state.case is not None and decide.state.case.id == "S01")
    assert bar.value() == 0


def focus(office: Office) -> QWidget:
    widget = office.window.focusWidget()
    assert widget is not None
    return widget


async def test_deciding_begins_at_the_first_line_without_an_answer(office: Office) -> None:
    await office.open("S01")
    office.actions.trigger(CaseAction.DECIDE)
    decide = office.place.decide
    await until(lambda: focus(office) in office.screen.decide.outcomes[:1])
    office.place.begin_reply()
    decide.choose_nth(1)
    await until(lambda: decide.state.composed.outcome is not None)
    items = decide.state.case.evidence
    decide.presenter.weigh(items[0].id, Verdict.SUFFICIENT)
    office.actions.trigger(CaseAction.DECIDE)
    await until(lambda: focus(office).accessibleName().startswith("Verdict for "))
    here = focus(office)
    assert (items[1].file or items[1].id) in here.accessibleName()
    assert here.visibleRegion().boundingRect() == here.rect()


async def test_an_outcome_by_key_opens_the_panel_at_the_line_after_it(office: Office) -> None:
    await office.open("S01")
    office.actions.trigger(CaseAction.OUTCOME_1)
    await until(lambda: office.place.decide.view.isAncestorOf(focus(office)))
    await until(lambda: focus(office) not in office.screen.decide.outcomes)
    assert office.place.decide.state.composed.outcome is not None
