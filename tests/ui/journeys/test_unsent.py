"""What waits to be sent is listed with its reasons, and told to whoever goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.bench import MARCUS, PASSWORD, SERVER, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import click, said, until
from tests.ui.pages.unsent import open_unsent_by_key
from tests.ui.sweep import assert_speaks
from ui.language import WindowLanguage
from ui.shell import ActionId
from workstation.app import SyncState
from workstation.domain.commands import AddNote, Claim


async def cut_off(team: Team, folder: Path) -> tuple[Desk, str, str]:
    """Wei, offline, after she claimed a case that Marcus took, and wrote notes in two."""
    seat, marcus = await team.seat(WEI), await team.seat(MARCUS)
    lost = (await team.server.file_case()).case_id
    mine = (await team.server.file_case((WEI, Claim()))).case_id
    await team.sync()
    seat.wire.cut = True
    await marcus.app.records.submit(lost, Claim())
    await marcus.sync()
    await seat.app.records.submit(lost, Claim())
    await seat.app.records.submit(lost, AddNote(text="Mine now."))
    await seat.app.records.submit(mine, AddNote(text="Called the brand."))
    await seat.app.sync.now()
    desk = Desk(seat, folder)
    await desk.enter()
    return desk, lost, mine


async def listed(desk: Desk, number: int) -> list[str]:
    await until(lambda: desk.screen.lists_unsent and len(desk.screen.unsent.rows) == number)
    return desk.screen.unsent.rows


async def test_each_change_has_its_reason_and_leads_to_what_it_is_about(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, lost, mine = await cut_off(team, tmp_path)
    open_unsent_by_key(desk.window)
    rows = await listed(desk, 3)
    assert ["claiming the case" in rows[0], "your note" in rows[1]] == [True, True]
    assert "It waits for the network" in rows[0]
    assert "It goes out after an earlier change of yours." in rows[1]
    assert "It waits for the network" in rows[2]
    assert "Bamboo bath tray" in rows[2]
    assert all("since" in each for each in rows)
    assert "your note" in desk.screen.unsent.heard[2]
    assert "waits for the network" in desk.screen.unsent.heard[2]
    assert_speaks(desk.screen.unsent.dialog.view, dressed)
    # The network is back: the list follows, and what Marcus was faster with asks.
    desk.seat.wire.cut = False
    await desk.seat.app.sync.now()
    rows = await listed(desk, 2)
    assert "It waits for your answer." in rows[0]
    assert "It goes out after a change that waits for your answer." in rows[1]
    desk.screen.unsent.press(Qt.Key.Key_J)
    desk.screen.unsent.press(Qt.Key.Key_Return)
    await until(lambda: not desk.screen.lists_unsent)
    await until(lambda: desk.place.appeal.state.case is not None)
    shown = desk.place.appeal.state.case
    assert shown is not None
    assert shown.id == lost
    assert mine != lost
    await desk.leave()


async def test_the_status_line_opens_it_and_it_is_empty_when_all_is_sent(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, *_cases = await cut_off(team, tmp_path)
    assert desk.screen.status_line.unsent.text() == "3 changes wait to be sent"
    click(desk.screen.status_line.unsent)
    await listed(desk, 3)
    desk.screen.unsent.press(Qt.Key.Key_Escape)
    await until(lambda: not desk.screen.lists_unsent)
    await desk.leave()


async def test_signing_out_tells_what_waits_and_the_next_sign_in_sends_it(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, *_cases = await cut_off(team, tmp_path)
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.screen.tells_before_leaving)
    assert "3 changes of yours have not been sent." in desk.screen.leaving.said
    assert "goes out when you sign in here again" in desk.screen.leaving.said
    assert_speaks(desk.screen.leaving.dialog, dressed)
    desk.screen.leaving.escape()
    await until(lambda: not desk.screen.tells_before_leaving)
    assert desk.seat.app.session.me == WEI
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.screen.tells_before_leaving)
    desk.screen.leaving.press("Show what waits")
    await listed(desk, 3)
    desk.screen.unsent.press(Qt.Key.Key_Escape)
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.screen.tells_before_leaving)
    desk.screen.leaving.press("Sign out")
    await until(lambda: desk.screen.signs_in)
    desk.seat.wire.cut = False
    await desk.seat.app.session.sign_in(SERVER, WEI.id, PASSWORD)
    await desk.seat.app.sync.now()
    assert desk.seat.app.sync.status.state is SyncState.SYNCED
    assert len(await desk.seat.app.questions.asked()) == 1
    await desk.leave()


async def test_closing_tells_it_too_and_what_is_sent_closes_at_once(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, *_cases = await cut_off(team, tmp_path)
    for how in (desk.window.close, lambda: desk.actions.trigger(ActionId.QUIT)):
        how()
        await until(lambda: desk.screen.tells_before_leaving)
        assert "goes out when you open Recourse here again" in desk.screen.leaving.said
        desk.screen.leaving.press("Stay")
        await until(lambda: not desk.screen.tells_before_leaving)
        assert desk.window.isVisible()
        assert not desk.sitting.ended.is_set()
    desk.window.close()
    await until(lambda: desk.screen.tells_before_leaving)
    desk.screen.leaving.press("Close")
    await until(desk.sitting.ended.is_set)
    assert not desk.window.isVisible()
    await desk.leave()


async def test_with_nothing_waiting_nothing_is_asked(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    seat = await team.seat(WEI)
    desk = Desk(seat, tmp_path)
    await desk.enter()
    open_unsent_by_key(desk.window)
    await until(lambda: desk.screen.lists_unsent and "Nothing waits" in desk.screen.unsent.said)
    assert not desk.screen.status_line.unsent.isVisible()
    desk.screen.unsent.press(Qt.Key.Key_Escape)
    assert "Nothing waits" not in said(desk.window)
    desk.window.close()
    assert desk.sitting.ended.is_set()
    await desk.leave()
