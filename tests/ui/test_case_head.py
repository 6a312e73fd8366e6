"""The head of the open case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.ui.pages.case import HeadPage
from tests.ui.panes.ports import OneForAll
from tests.ui.panes.table import NOW, PEOPLE, WEI, opener
from tests.workstation.domain.world import LIBRARY
from ui.bridge import Tasks
from ui.language import WindowLanguage
from ui.panes.appeal.header import CaseHead
from ui.panes.appeal.presenter import AppealPresenter
from ui.panes.appeal.state import AppealState, CaseAct
from workstation.app.sample import sample_cases
from workstation.app.values import Opened, StoredDraft
from workstation.domain.case import Case
from workstation.domain.clocks import next_due


@pytest.mark.usefixtures("ui_theme")
def test_the_time_that_is_left_follows_the_clock(dressed: WindowLanguage) -> None:
    case = next(case for case in sample_cases(8) if next_due(case) is not None)
    due = next_due(case)
    assert due is not None
    head = CaseHead()
    state = replace(AppealState(now=NOW), case=case)
    head.show_state(replace(state, now=case.filed_at))
    early = HeadPage(head).due
    head.show_time(case.filed_at + timedelta(minutes=7))
    later = HeadPage(head).due
    head.show_time(case.filed_at + timedelta(days=400))
    assert early
    assert len({early, later, HeadPage(head).due}) == 3


class _Desk(OneForAll):
    """One case, as the sample has it."""

    me = WEI
    directory = PEOPLE
    library = LIBRARY

    def __init__(self, case: Case) -> None:
        self.held = Opened(key=1, record=case, confirmed=case, truth_version=case.version)

    async def open(self, record_id: str) -> Opened[Case]:
        return self.held

    async def mark_read(self, case_id: str) -> None:
        return None

    async def read(self, case_id: str, party_id: str) -> StoredDraft:
        return StoredDraft()


@pytest.mark.usefixtures("ui_theme")
async def test_opening_a_form_does_not_set_the_time_back(dressed: WindowLanguage) -> None:
    case = next(case for case in sample_cases(8) if next_due(case) is not None)
    at = [case.filed_at]
    head = CaseHead()
    desk = _Desk(case)
    tasks = Tasks(head)
    record = opener(desk)  # type: ignore[arg-type]  # it has the verb that opening a case uses
    presenter = AppealPresenter(
        desk,  # type: ignore[arg-type]  # it has the verbs that opening a form uses
        record,
        head.show_state,
        lambda _id: None,
        tasks.spawn,
        lambda: at[0],
        lambda: "id",
    )
    await record.open(case.id)
    at[0] += timedelta(minutes=7)
    head.show_time(at[0])
    said = HeadPage(head).due
    await record.refresh()
    await presenter.begin(CaseAct.NOTE)
    assert presenter.state.form is CaseAct.NOTE
    assert HeadPage(head).due == said
    dressed.switch("zh_Hans")
    dressed.switch("en")
    assert HeadPage(head).due == said
