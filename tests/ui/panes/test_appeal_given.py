"""What the pane of an open case says after an acceptance, and when somebody else gave it away."""

from dataclasses import replace

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI, PRIYA, WEI, do
from ui.panes.appeal import CaseAct
from ui.panes.appeal.state import Filled
from workstation.app.values import Change, ChangeOrigin
from workstation.domain import commands as c
from workstation.domain.taxonomy import State
from workstation.domain.views import View


async def test_an_open_case_says_who_gave_it_to_whom(office: Office) -> None:
    await office.open("S01")
    pane = office.place.appeal
    office.desk.others_change(do(office.desk.table["S01"], c.Assign(owner=LI), PRIYA))
    office.desk.tell(Change(case_ids=frozenset({"S01"}), rows=True, origin=ChangeOrigin.SERVER))
    await until(lambda: pane.state.given is not None)
    assert pane.view.told.given.text() == f"{PRIYA.name} gave this case to {LI.name}."
    assert pane.view.told.given.isVisible()


async def test_after_accepting_the_claim_is_one_click_away(office: Office) -> None:
    case = office.desk.table["S03"]
    office.desk.table["S03"] = replace(case, state=State.INTAKE_CHECK, owner=None)
    await office.begin(View.UNASSIGNED)
    await office.open("S03")
    office.place.act(CaseAct.ACCEPT)
    pane = office.place.appeal
    await until(lambda: pane.state.form is CaseAct.ACCEPT)
    pane.view.submit_pressed.emit(Filled(text="The item is ours."))
    await until(lambda: pane.state.next is CaseAct.CLAIM)
    notice = office.screen.case.notice
    assert notice.shown
    notice.press()
    await until(lambda: office.desk.table["S03"].owner == WEI.person)
    await until(lambda: not notice.shown)
