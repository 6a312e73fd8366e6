"""A term that is right for the house: let pass for good and for all, until somebody ends it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.bench import LINA, SOFIA, WEI
from tests.journeys.team import Seat, Team
from tests.ui.journeys.conftest import Desk
from tests.ui.journeys.test_house import book
from tests.ui.pages.hands import button_of, click, until
from tests.ui.pages.writer import Writer
from tests.workstation.server.test_push import truth
from ui.language import WindowLanguage
from workstation.bilingual.checks.finding import Check, Finding
from workstation.domain.case import Case, Letter
from workstation.domain.commands import Claim

ALWAYS = "Always for this term"
REASON = "The court's own word in these cases."


async def at_letter(team: Team, desk: Desk) -> tuple[str, Writer]:
    """They hold another case, and the caret is in the empty letter about it."""
    case_id = (await team.server.file_case((desk.seat.actor, Claim()))).case_id
    await desk.seat.sync()
    await desk.open(case_id)
    writer = Writer(desk)
    await writer.begin()
    return case_id, writer


async def entered(seat: Seat, folder: Path) -> Desk:
    desk = Desk(seat, folder)
    await desk.enter()
    return desk


def terms(writer: Writer) -> list[Finding]:
    """The open findings about terms of the house."""
    found = [each for some in writer.reply.state.open_findings.values() for each in some]
    return [each for each in found if each.check is Check.TERM]


async def arrived(team: Team, seat: Seat, case_id: str) -> Letter:
    """The newest letter of the case, as the server has it."""
    team.clock.advance(seconds=11)
    await seat.sync()
    case: Case = await truth(team.server, case_id)
    return case.letters[-1]


async def test_a_term_let_pass_for_good_passes_everywhere_until_it_is_ended(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Wei Ling says why in the strip. It passes in her next case, and after a sync in Li Na's
    open letter; each letter says the reason in the history of its case. Sofia Lind ends it."""
    wei, lina, sofia = await team.seat(WEI), await team.seat(LINA), await team.seat(SOFIA)
    here, there = await entered(wei, tmp_path), await entered(lina, tmp_path)
    hers_id, hers = await at_letter(team, there)
    await hers.pair("An appeal can be made.", "可以提出上诉。")
    await hers.checked()
    (found,) = terms(hers)
    assert hers.reply.view.send.text() == "Review and send"

    first_id, first = await at_letter(team, here)
    await first.pair("You may file an appeal.", "您可以提出上诉。")
    await first.checked()
    assert terms(first)[0].term == found.term
    await first.let_pass(ALWAYS, REASON)
    await until(lambda: first.reply.view.send.text() == "Send")
    await first.send()
    second_id, second = await at_letter(team, here)
    await second.pair("The appeal is closed.", "上诉已结束。")
    await second.checked()
    assert terms(second) == []
    await second.send()
    for case_id in (first_id, second_id):
        letter = await arrived(team, wei, case_id)
        assert [each.reason for each in letter.overrides] == [REASON]

    assert terms(hers)
    await team.sync()
    await until(lambda: terms(hers) == [])
    await hers.front()
    await hers.send()
    letter = await arrived(team, lina, hers_id)
    assert letter.sent_by == LINA.person
    assert [each.reason for each in letter.overrides] == [REASON]
    await until(lambda: "1 finding let pass with a reason" in history(there))

    await end_it(team, await entered(sofia, tmp_path))
    _third_id, third = await at_letter(team, there)
    await third.pair("Your appeal is with us.", "您的上诉已收到。")
    await third.checked()
    assert [each.term for each in terms(third)] == [found.term]
    assert third.reply.view.send.text() == "Review and send"
    await here.leave()
    await there.leave()


async def end_it(team: Team, desk: Desk) -> None:
    """A policy user finds it among what always passes, reads the reason, and ends it."""
    pane = await book(desk)
    click(button_of(pane.view, "Always passes"))
    await until(lambda: len(pane.state.passes) == 1)
    QTest.keyClick(pane.view.passes.list, Qt.Key.Key_Down)
    await until(pane.view.passes.detail.isVisible)
    assert desk.screen.house.why_it_passes == REASON
    click(pane.view.passes.stop)
    await until(lambda: pane.state.passes == ())
    await desk.leave()
    await team.sync()


def history(desk: Desk) -> str:
    """What the open case tells in its history."""
    return "\n".join(label.text() for label in desk.place.appeal.view.findChildren(QLabel))
