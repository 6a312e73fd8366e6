"""The workstation dies while somebody decides: what they had chosen is there again."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from tests.bench import WEI, Ids
from tests.journeys.team import Seat, Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.panes.decide.state import Composition, Fate
from workstation.domain.commands import Claim
from workstation.domain.taxonomy import Language as Side
from workstation.domain.taxonomy import Outcome, State
from workstation.domain.text import Bilingual

WHY = "The photo shows the tray."
CTRL = Qt.KeyboardModifier.ControlModifier


async def after_a_kill(team: Team, seat: Seat, name: str) -> Seat:
    """A workstation that finds the files as they lie on the disk now; nothing was closed."""
    folder = team.folder / name
    shutil.copytree(seat.profile, folder)
    again = Seat(seat.actor, folder, team.server.transport(), team.clock, Ids(name))
    await again.start()
    await again.app.session.resume()
    team.seats.append(again)
    return again


async def decide(desk: Desk, case_id: str) -> Composition:
    """Open the case, press d, and wait for its panel."""
    await desk.open(case_id)
    QTest.keyClick(desk.window, Qt.Key.Key_D)
    panel = desk.place.decide
    await until(lambda: panel.state.case is not None and panel.state.case.id == case_id)
    await until(panel.view.isVisible)
    return panel.state.composed


def step(box: QComboBox) -> None:
    """Choose the next entry by key."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)


async def choose_everything(desk: Desk) -> Composition:
    """An outcome, a reason, a verdict, a clause and why: by key and click."""
    panel = desk.place.decide
    QTest.keyClick(panel.view.outcomes, Qt.Key.Key_2, CTRL)
    await until(lambda: panel.state.composed.outcome is Outcome.OVERTURNED)
    step(panel.view.reason)
    for box in panel.view.evidence.findChildren(QComboBox):
        step(box)
    QTest.mouseClick(desk.place.policy.view.cite, Qt.MouseButton.LeftButton)
    await until(lambda: bool(panel.state.composed.citations))
    QTest.keyClicks(panel.view.rationale.sides[Side.EN], WHY)
    composed = panel.state.composed
    assert composed.reason is not None
    assert len(composed.verdicts) == len(panel.state.case.evidence)
    assert set(composed.fates) == {Fate.LIFTED}
    return composed


async def saved(desk: Desk, case_id: str, key: str, newest: str) -> None:
    """The second passes in which everything reaches the disk, up to what is the newest of it;
    nobody leaves the window."""
    async with asyncio.timeout(10):
        while newest not in "\n".join(await _on_the_disk(desk, case_id, key)):
            await until(lambda: True)


async def _on_the_disk(desk: Desk, case_id: str, key: str) -> tuple[str, ...]:
    draft = await desk.seat.app.drafts.read(case_id, key)
    return draft.en, draft.zh, draft.form


async def test_the_choices_of_a_decision_survive_the_death_of_the_workstation(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Two cases are half decided; the machine dies. Both are found as they were left, each with
    its own choices, and a decision that was given is not found again until it is taken back."""
    first = (await team.server.file_case()).case_id
    second = (await team.server.file_case()).case_id
    wei = await team.seat(WEI)
    for case_id in (first, second):
        await wei.app.records.submit(case_id, Claim())
    await team.sync()
    desk = Desk(wei, tmp_path)
    await desk.enter()
    await decide(desk, first)
    chosen = await choose_everything(desk)
    assert (await decide(desk, second)).outcome is None
    QTest.keyClick(desk.place.decide.view.outcomes, Qt.Key.Key_1, CTRL)
    await until(lambda: desk.place.decide.state.composed.outcome is Outcome.UPHELD)
    await saved(desk, first, "decision", WHY)
    await saved(desk, second, "decision", Outcome.UPHELD.value)

    killed = Desk(await after_a_kill(team, wei, "killed"), tmp_path / "killed")
    await killed.enter()
    assert await decide(killed, first) == chosen
    assert (await decide(killed, second)).outcome is Outcome.UPHELD
    assert (await decide(killed, first)) == chosen
    await killed.leave()

    await decide(desk, first)
    await until(desk.place.decide.view.decide.isEnabled)
    QTest.mouseClick(desk.place.decide.view.decide, Qt.MouseButton.LeftButton)
    await until(lambda: not desk.place.deciding)
    given = await after_a_kill(team, wei, "given")
    assert (await given.app.drafts.read(first, "decision")).revision == 0
    assert (await given.app.drafts.read(second, "decision")).revision > 0

    assert desk.window.undo_last()
    await until(lambda: desk.place.appeal.state.case.state is State.IN_REVIEW)
    undone = Desk(await after_a_kill(team, wei, "undone"), tmp_path / "undone")
    await undone.enter()
    assert await decide(undone, first) == chosen
    await undone.leave()
    await desk.leave()


async def test_a_request_for_information_survives_the_death_of_the_workstation(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """A list is begun in both languages; the machine dies, and the list is in the form again."""
    case_id = (await team.server.file_case()).case_id
    wei = await team.seat(WEI)
    await wei.app.records.submit(case_id, Claim())
    await team.sync()
    desk = Desk(wei, tmp_path)
    await desk.enter()
    await desk.open(case_id)
    desk.place.act(CaseAct.REQUEST_INFORMATION)
    await until(lambda: desk.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)
    (line,) = desk.screen.case.form.asked.lines
    QTest.keyClicks(line.en, "The invoice of March")
    await saved(desk, case_id, "form:request_information", "The invoice of March")
    killed = Desk(await after_a_kill(team, wei, "killed"), tmp_path / "killed")
    await killed.enter()
    await killed.open(case_id)
    killed.place.act(CaseAct.REQUEST_INFORMATION)
    await until(lambda: killed.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)
    assert killed.screen.case.form.asked.shown == [("The invoice of March", "")]
    assert killed.place.appeal.state.kept.items == (Bilingual("The invoice of March", ""),)
    await killed.leave()
    await desk.leave()
