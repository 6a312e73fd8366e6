"""An act is done once, and to the case that it was meant for, however fast the cases change."""

from __future__ import annotations

import asyncio

import pytest

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import WEI
from ui.panes.appeal import CaseAct
from workstation.app import OpenCase
from workstation.domain import commands as c
from workstation.domain.taxonomy import State


class Gate:
    """Holds a verb of the desk back until it is opened."""

    def __init__(self, office: Office, verb: str, patch: pytest.MonkeyPatch) -> None:
        self.reached, self._open = asyncio.Event(), asyncio.Event()
        self._real = getattr(office.desk, verb)
        patch.setattr(office.desk, verb, self._held)

    def open(self) -> None:
        self._open.set()

    async def _held(self, *asked, **more):
        self.reached.set()
        await self._open.wait()
        return await self._real(*asked, **more)


async def write_note(office: Office, text: str) -> None:
    office.place.act(CaseAct.NOTE)
    await until(lambda: office.place.appeal.state.form is CaseAct.NOTE)
    office.screen.case.form.text.setPlainText(text)


async def test_a_second_press_adds_no_second_note(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.open("S01")
    await write_note(office, "Called the distributor.")
    gate = Gate(office, "submit", monkeypatch)
    form = office.screen.case.form
    form.submit.click()
    await gate.reached.wait()
    form.submit.click()
    gate.open()
    await until(lambda: office.place.appeal.state.form is None)
    assert [type(each) for _case, each in office.desk.given] == [c.AddNote]


async def test_a_note_never_goes_to_the_case_that_is_opened_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.open("S01")
    await write_note(office, "Called the distributor.")
    await office.place.appeal.flush()
    gate = Gate(office, "open", monkeypatch)
    office.place.open_case("S09")
    await gate.reached.wait()
    office.screen.case.form.give()
    await until(lambda: office.desk.given != [])
    gate.open()
    await until(lambda: office.shows("S09"))
    assert office.desk.given == [("S01", c.AddNote(text="Called the distributor."))]
    assert office.place.appeal.state.form is None
    assert office.place.appeal.state.given is None


async def test_a_key_that_comes_before_the_case_is_meant_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.open("S01")
    free = [each for each in office.desk.table.values() if each.state is State.QUEUED]
    assert free, "the table has a case that nobody claimed"
    case: OpenCase = await office.desk.case(free[0].id)
    gate = Gate(office, "open", monkeypatch)
    office.place.open_case(case.case.id)
    await gate.reached.wait()
    office.place.act(CaseAct.CLAIM)
    gate.open()
    await until(lambda: office.desk.given != [])
    assert office.desk.given == [(case.case.id, c.Claim())]
    assert office.desk.table[case.case.id].owner == WEI.person
    assert office.place.appeal.state.notice is None


async def test_what_is_taken_up_again_stays_with_its_case(office: Office) -> None:
    await office.open("S09")
    pane = office.place.appeal
    pane.take_up("S01", c.AddNote(text="Called the distributor."), "Called the distributor.")
    await until(lambda: ("S01", "form:note") in office.desk.texts)
    assert pane.state.form is None
    await office.open("S01")
    office.place.act(CaseAct.NOTE)
    await until(lambda: pane.state.form is CaseAct.NOTE)
    assert pane.state.kept.text == "Called the distributor."
