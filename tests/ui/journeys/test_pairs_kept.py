"""What was written as pairs is found as the same pairs: after a restart, after a death."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.bench import WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.journeys.test_choices_kept import after_a_kill
from tests.ui.pages.hands import ALT, CTRL, button_of, click, until
from tests.ui.pages.writer import Writer
from tests.workstation.server.test_push import truth
from ui.language import WindowLanguage
from ui.panes.reply.state import ReplyState
from ui.panes.reply.twin.pair_appearance import PairMark
from workstation.bilingual.bead import BeadState, Lock, Side
from workstation.domain.commands import Claim
from workstation.domain.send_gate import FindingOverrides
from workstation.domain.text import Bilingual

PASTED = (
    "Thank you for the photo. It shows the tray.\n感谢您提供的照片。照片显示了该置物架。\n"
    "You may file an appeal. Please write within 7 days.\n您可以提出上诉。请在10天内来信。\n"
)
WHOLE = Bilingual(
    "Thank you for the photo. It shows your tray.\n\nYou may file an appeal. Please write within "
    "7 days.\n\n{clause}",
    "感谢您提供的照片。照片显示了该置物架。\n\n您可以提出上诉。请在10天内来信。\n\n{clause}",
)
MARKS = [PairMark.TICK, PairMark.HALF, PairMark.HALF, PairMark.TICK, PairMark.LOCK]
REASON = "She was given ten days by telephone."


async def written(wei: Writer) -> ReplyState:
    """Pasted in both languages, the pairs accepted; confirmed but one that was changed since;
    a clause quoted; one finding let pass, one warning looked at; all of it on the disk."""
    QGuiApplication.clipboard().setText(PASTED)
    QTest.keyClick(wei.here, Qt.Key.Key_V, CTRL)
    await until(lambda: len(wei.reply.view.editors.draft.beads) == 4)
    QTest.keyClick(wei.here, Qt.Key.Key_Return, ALT)
    for at in range(4):
        await wei.go_to(at, Side.EN)
        wei.confirm(at)
    await wei.go_to(1, Side.EN)
    wei.here.put_caret((1, len("It shows ")), len("It shows the"))
    wei.write("your")
    await wei.go_to(3, Side.EN)
    await wei.quote("LST 2.4")
    await wei.checked()
    await wei.go_to(3, Side.EN)
    await wei.let_pass("Ignore here", REASON)
    wei.press_send()
    await until(wei.reply.view.review.isVisible)
    click(button_of(wei.reply.view.review, "Seen, it is right"))
    await until(lambda: wei.reply.state.unseen == ())
    await until(lambda: not wei.reply.state.saving)
    return wei.reply.state


def assert_is_as_it_was(state: ReplyState, was: ReplyState) -> None:
    assert state.draft == was.draft
    assert state.settled == was.settled
    confirmed, pending = BeadState.CONFIRMED, BeadState.PENDING
    beads = state.draft.beads
    assert [bead.state for bead in beads[:4]] == [confirmed, pending, confirmed, confirmed]
    assert [state.draft.runs_on(bead.id) for bead in beads] == [False, True, False, True, False]
    assert state.draft.drifted(beads[1].id) == {Side.EN}
    assert beads[4].lock == Lock("LST 2.4", "2.0")
    assert [each.reason for each in state.settled.overrides] == [REASON]
    assert len(state.settled.seen) == 1


async def begun(team: Team, folder: Path) -> tuple[str, Desk, ReplyState]:
    case_id = (await team.server.file_case((WEI, Claim()))).case_id
    desk = Desk(await team.seat(WEI), folder)
    await desk.enter()
    await desk.open(case_id)
    wei = Writer(desk)
    await wei.begin()
    return case_id, desk, await written(wei)


async def test_pairs_survive_a_restart_and_go_out_as_they_were(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """The window is closed and opened again: pairs, states, lock, paragraphs and what was settled
    are there, and the letter can be sent as it is."""
    case_id, desk, was = await begun(team, tmp_path)
    seat = desk.seat
    assert_is_as_it_was(was, was)
    await desk.leave()
    await seat.restart()
    again = Desk(seat, tmp_path)
    await again.enter()
    await again.open(case_id)
    await until(lambda: again.place.reply.state.written)
    assert_is_as_it_was(again.place.reply.state, was)

    wei = Writer(again)
    await wei.front()
    await wei.checked()
    assert wei.reply.state.passed == was.passed
    await until(lambda: [look.mark for look in wei.pages[Side.EN].looks] == MARKS)
    assert button_of(wei.letter.foot, "1 let pass")
    await wei.go_to(4, Side.EN)
    wei.write("x")
    assert wei.reply.view.editors.draft == was.draft
    await wei.go_to(1, Side.ZH)
    wei.confirm(1)
    await wei.send()
    team.clock.advance(seconds=11)
    await seat.sync()
    letter = (await truth(team.server, case_id)).letters[-1]
    clause = was.draft.beads[4]
    assert letter.text == Bilingual(
        WHOLE.en.format(clause=clause.en), WHOLE.zh.format(clause=clause.zh)
    )
    assert [each.reason for each in letter.overrides] == [REASON]
    await again.leave()


async def test_pairs_survive_the_death_of_the_workstation(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    case_id, desk, was = await begun(team, tmp_path)
    killed = Desk(await after_a_kill(team, desk.seat, "killed"), tmp_path / "killed")
    await killed.enter()
    await killed.open(case_id)
    await until(lambda: killed.place.reply.state.written)
    assert_is_as_it_was(killed.place.reply.state, was)
    await killed.leave()
    await desk.leave()


async def test_a_letter_that_is_taken_back_is_the_same_pairs(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Sent, and taken back within its seconds: also the reason, the tick and the lock are back."""
    _case_id, desk, was = await begun(team, tmp_path)
    wei = Writer(desk)
    await wei.go_to(1, Side.EN)
    wei.confirm(1)
    was = wei.reply.state
    await wei.send()
    assert wei.reply.state.settled == FindingOverrides()
    assert desk.window.undo_last()
    await until(lambda: wei.reply.state.written)
    assert wei.reply.state.draft == was.draft
    assert wei.reply.state.settled == was.settled
    assert [bead.en for bead in wei.reply.view.editors.draft.beads] == [
        bead.en for bead in was.draft.beads
    ]
    await wei.checked()
    assert wei.reply.view.send.isEnabled()
    assert wei.reply.view.send.text() == "Send"
    await desk.leave()
