"""Two people share a machine and no key; what one changed is there after a restart, offline too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench import LINA, PASSWORD, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import said, until
from ui.case_action import CaseAction
from ui.keyboard import keyboard
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.shell import ActionId
from workstation.domain.commands import Claim


async def sign_in(desk: Desk, user: str) -> None:
    """Sign in at the machine, as whoever comes next."""
    page = desk.screen.sign_in
    page.user.setText(user)
    page.enter(PASSWORD)
    await until(lambda: desk.sitting.place is not None)
    await desk.seat.app.sync.stop()


async def sign_out(desk: Desk) -> None:
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.screen.signs_in)


async def test_each_has_keys_of_their_own(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    desk = Desk(wei, tmp_path)
    await desk.enter()
    desk.sitting.place.stack.show_activity("settings")
    keyboard().change({CaseAction.CLAIM: ("v",), CaseAction.NOTE: ()}, team.clock())
    assert "v claims it" in desk.screen.banner.text
    await sign_out(desk)

    await sign_in(desk, LINA.id)
    assert keyboard().name(CaseAction.CLAIM) == "c"
    keyboard().change({CaseAction.CLAIM: ("h",)}, team.clock())
    await sign_out(desk)

    await sign_in(desk, WEI.id)
    assert keyboard().name(CaseAction.CLAIM) == "v"
    assert keyboard().name(CaseAction.NOTE) == ""
    await desk.leave()


async def test_they_are_there_after_a_restart_without_a_network(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    case_id = (await team.server.file_case()).case_id
    wei = await team.seat(WEI)
    await wei.app.records.submit(case_id, Claim())
    await team.sync()
    desk = Desk(wei, tmp_path)
    await desk.enter()
    keyboard().change({CaseAction.NOTE: ("h",)}, team.clock())
    await desk.leave()
    assert keyboard().name(CaseAction.NOTE) == "n"

    wei.wire.cut = True
    again = Desk(wei, tmp_path)
    await again.enter()
    await again.open(case_id)
    assert again.screen.case.head.act("Note").toolTip().endswith("(h)")
    QTest.keyClick(again.window, Qt.Key.Key_N)
    QTest.keyClick(again.window, Qt.Key.Key_H)
    await until(lambda: again.place.appeal.state.form is CaseAct.NOTE)
    assert "Note for colleagues" in said(again.window)
    await again.leave()


async def test_what_the_machine_cannot_read_leaves_the_default_keys(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    desk = Desk(wei, tmp_path)
    desk.memory.remember(f"keys/{WEI.id}", "{ torn")
    await desk.enter()
    assert keyboard().name(CaseAction.CLAIM) == "c"
    keyboard().change({CaseAction.CLAIM: ("v",)}, team.clock())
    await desk.leave()
    again = Desk(wei, tmp_path)
    await again.enter()
    assert keyboard().name(CaseAction.CLAIM) == "v"
    await again.leave()
