"""The head of the open case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.ui.panes.table import NOW
from ui.language import Language
from ui.panes.appeal.header import Head
from ui.panes.appeal.state import AppealState
from workstation.app.sample import sample_cases
from workstation.domain.clocks import next_due


@pytest.mark.usefixtures("ui_theme")
def test_the_time_that_is_left_follows_the_clock(dressed: Language) -> None:
    case = next(case for case in sample_cases(8) if next_due(case) is not None)
    due = next_due(case)
    assert due is not None
    head = Head()
    state = replace(AppealState(now=NOW), case=case)
    head.show_state(replace(state, now=case.filed_at))
    early = head._due.text()
    head.show_time(case.filed_at + timedelta(minutes=7))
    later = head._due.text()
    head.show_time(case.filed_at + timedelta(days=400))
    assert early
    assert len({early, later, head._due.text()}) == 3
