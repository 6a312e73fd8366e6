"""An input method hands its letters over late: they land in the letter they were written for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import WEI
from tests.journeys.team import Seat, Team
from tests.ui.journeys.conftest import Desk
from tests.ui.journeys.test_choices_kept import after_a_kill
from tests.ui.journeys.test_gate_by_hand import MERCHANT, OWNER
from tests.ui.pages.hands import compose, until
from tests.ui.pages.writer import Writer
from ui.language import WindowLanguage
from workstation.bilingual.bead import Side
from workstation.domain.commands import Claim

EN, ZH = "Your parcel came.", "您的包裹已到，请查收"
LATE = "物流单"


async def composing(team: Team, folder: Path) -> tuple[Writer, list[str]]:
    """Wei Ling holds three cases; in the letter about the first her input method is at work."""
    cases = [(await team.server.file_case((WEI, Claim()))).case_id for _case in range(3)]
    desk = Desk(await team.seat(WEI), folder)
    await desk.enter()
    await desk.open(cases[0])
    writer = Writer(desk)
    await writer.begin()
    await writer.pair(EN, ZH)
    await writer.turn(Side.ZH)
    compose(writer.here, "wuliu dan")
    assert writer.reply.view.editors.composing
    return writer, cases


async def on_the_disk(team: Team, seat: Seat, cases: list[str]) -> list[str]:
    """The Chinese of each letter, as a workstation finds it that is started on these files."""
    again = await after_a_kill(team, seat, "again")
    return [(await again.app.drafts.read(case, "M1")).zh for case in cases]


@pytest.mark.parametrize("way", [(1,), (1, 2), (1, 0), (1, 2, 0)])
async def test_letters_come_late_while_other_cases_are_opened(
    team: Team, dressed: WindowLanguage, tmp_path: Path, way: tuple[int, ...]
) -> None:
    """She opens one case after the other while she composes; the letters are handed over then.
    They stand in the first case's letter, on the disk, and in no other."""
    writer, cases = await composing(team, tmp_path)
    for at in way:
        await writer.desk.open(cases[at])
    here = writer.pages[Side.ZH]
    assert here.textCursor().block().layout().preeditAreaText() == "wuliu dan"
    compose(here, "", LATE)
    shown = ZH + LATE if way[-1] == 0 else ""
    await until(lambda: here.toPlainText() == shown)
    assert writer.reply.state.text.zh == shown
    await writer.reply.flush()
    assert await on_the_disk(team, writer.desk.seat, cases) == [ZH + LATE, "", ""]
    await writer.desk.open(cases[0])
    await until(lambda: here.toPlainText() == ZH + LATE)
    await writer.desk.leave()


async def test_a_composition_that_is_given_up_changes_nothing(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    writer, cases = await composing(team, tmp_path)
    await writer.desk.open(cases[1])
    here = writer.pages[Side.ZH]
    compose(here, "", "")
    await until(lambda: here.toPlainText() == "")
    await writer.reply.flush()
    assert await on_the_disk(team, writer.desk.seat, cases) == [ZH, "", ""]
    await writer.desk.leave()


async def test_letters_come_late_while_another_party_is_written_to(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Each party of a case has a letter of its own; what is late is not the other one's."""
    filed = await team.server.file_case((WEI, Claim()), parties=(MERCHANT, OWNER))
    desk = Desk(await team.seat(WEI), tmp_path)
    await desk.enter()
    await desk.open(filed.case_id)
    writer = Writer(desk)
    await writer.begin()
    await writer.pair(EN, ZH)
    await writer.turn(Side.ZH)
    here = writer.here
    compose(here, "wuliu dan")
    await writer.letter.address(OWNER.name)
    await until(lambda: writer.reply.state.party == OWNER)
    compose(here, "", LATE)
    await until(lambda: here.toPlainText() == "")
    await writer.reply.flush()
    again = await after_a_kill(team, desk.seat, "again")
    letters = [(await again.app.drafts.read(filed.case_id, each)).zh for each in ("M1", "RO1")]
    assert letters == [ZH + LATE, ""]
    await desk.leave()
