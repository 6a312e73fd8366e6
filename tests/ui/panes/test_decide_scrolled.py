"""The decide panel begins at its top with every case."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from ui.activities.cases import CaseAction


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
