"""The send gate as a person meets it, and the same gate on the server behind the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench import START, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import button_of, choose, click, until
from tests.ui.pages.writer import Writer
from tests.workstation.server.test_letters import said
from tests.workstation.server.test_push import applied, truth
from ui.language import WindowLanguage
from ui.panes.reply.send_gate import command_of
from ui.widgets import TextButton
from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check
from workstation.domain.case import Party, Statement, Subject
from workstation.domain.commands import Claim, SendReply
from workstation.domain.taxonomy import Language as Reads
from workstation.domain.taxonomy import ObjectType, PartyRole

SEEN = "Seen, it is right"
# 上诉 is an appeal to a court: the house forbids it for this one, and that is an S2.
COURT = ("You may file an appeal again.", "您可以再次提出上诉。")
# Another number of days: an S1.
DAYS = ("Please answer within 7 days.", "请在10天内答复。")
MERCHANT = Party(id="M1", role=PartyRole.MERCHANT, name="Lamp Shop", language=Reads.EN)
OWNER = Party(id="RO1", role=PartyRole.RIGHTS_OWNER, name="Meridian Lamps", language=Reads.EN)
THEIRS, OURS = "+86 138 1234 5678", "+65 9123 4567"
STATEMENTS = (
    Statement(text=f"Reach me at {OURS}.", language=Reads.EN, at=START, party="M1"),
    Statement(text=f"My telephone is {THEIRS}.", language=Reads.EN, at=START, party="RO1"),
)
LAMP = Subject(type=ObjectType.LISTING, id="LST-640021", title="Arc desk lamp")


async def at_letter(team: Team, folder: Path, **case: object) -> Writer:
    """Wei Ling holds a case, and the caret is in the empty letter about it."""
    filed = await team.server.file_case((WEI, Claim()), **case)
    desk = Desk(await team.seat(WEI), folder)
    await desk.enter()
    await desk.open(filed.case_id)
    writer = Writer(desk)
    await writer.begin()
    return writer


async def on_the_server(team: Team, wei: Writer, number: int, **changes: object):
    """What the server says to the letter as it stands in the window, given past that window."""
    state = wei.reply.state
    assert state.case is not None
    assert state.party is not None
    letter: SendReply = replace(command_of(state, f"past-the-window-{number}"), **changes)
    client = await team.server.client(WEI, device=f"bare-{number}")
    (answer,) = await client.give(client.envelope(state.case.id, letter, seen=2))
    return answer


async def test_a_warning_is_looked_at_before_the_letter_goes(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """The key that sends opens the review, with the keys on its first tick; the letter goes once
    it is ticked. What was ticked in another text does not count. The server asks the same."""
    wei = await at_letter(team, tmp_path)
    await wei.pair(*COURT)
    await wei.checked()
    assert wei.reply.view.send.isEnabled()
    assert wei.reply.view.send.text() == "Review and send"
    panel = wei.reply.view.review
    wei.press_send()
    await until(panel.isVisible)
    assert wei.reply.state.written
    refused = await on_the_server(team, wei, 1)
    assert said(refused) == "A warning about this letter was not looked at. {why}"
    tick = QApplication.focusWidget()
    assert isinstance(tick, TextButton)
    assert tick.text() == SEEN
    QTest.keyClick(tick, Qt.Key.Key_Space)
    await until(lambda: not panel.isVisible())
    assert wei.reply.view.send.text() == "Send"

    wei.here.put_caret((0, 0))
    wei.write("Now " if wei.side is Side.EN else "现在")
    await wei.checked()
    assert wei.reply.view.send.text() == "Review and send"
    click(wei.reply.view.send)
    await until(panel.isVisible)
    click(button_of(panel, SEEN))
    await until(lambda: not panel.isVisible())
    accepted = await on_the_server(team, wei, 2)
    applied(accepted)
    case_id, text = wei.reply.state.case.id, wei.reply.state.text
    await wei.send()
    team.clock.advance(seconds=11)
    await wei.desk.seat.sync()
    letters = [each for each in (await truth(team.server, case_id)).letters if not each.automatic]
    assert [each.text for each in letters] == [text, text]
    await wei.desk.leave()


async def test_every_one_of_many_warnings_is_ticked(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Six pairs with a warning each: the panel lists some and goes on, key after key."""
    wei = await at_letter(team, tmp_path)
    await wei.write_letter([(f"Day {n}. {COURT[0]}", f"第{n}天。{COURT[1]}") for n in range(3, 9)])
    await wei.checked()
    wei.press_send()
    panel = wei.reply.view.review
    await until(panel.isVisible)
    for left in range(6, 0, -1):
        assert panel.isVisible()
        assert len(wei.reply.state.unseen) == left
        await until(lambda: QApplication.focusWidget() in panel.findChildren(TextButton))
        assert QApplication.focusWidget().text() == SEEN
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        await until(lambda left=left: len(wei.reply.state.unseen) == left - 1)
    assert not panel.isVisible()
    await wei.send()
    await wei.desk.leave()


async def test_escape_leaves_the_review_and_nothing_goes(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    wei = await at_letter(team, tmp_path)
    await wei.pair(*COURT)
    await wei.checked()
    wei.press_send()
    await until(wei.reply.view.review.isVisible)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not wei.reply.view.review.isVisible()
    assert wei.reply.view.hasFocus()
    assert wei.reply.state.written
    assert len(wei.reply.state.unseen) == 1
    await wei.desk.leave()


async def test_escape_leaves_a_reason_and_it_stands_there_when_it_is_asked_again(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """The next key is no letter of the letter. Ctrl+Enter lets it pass, and sends nothing."""
    wei = await at_letter(team, tmp_path)
    await wei.pair(*DAYS)
    await wei.checked()
    before = wei.reply.state.text
    panel = wei.reply.view.reason
    await wei.press("Ignore here")
    await until(panel.reason.hasFocus)
    QTest.keyClicks(panel.reason, "agreed by")
    QTest.keyClick(panel.reason, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert wei.reply.view.hasFocus()
    assert wei.reply.state.text == before
    await wei.press("Ignore here")
    await until(panel.reason.hasFocus)
    assert panel.reason.text() == "agreed by"
    QTest.keyClick(panel.reason, Qt.Key.Key_End)
    QTest.keyClicks(panel.reason, " telephone")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: [each.reason for each in wei.reply.state.passed] == ["agreed by telephone"])
    assert wei.reply.state.written
    await wei.desk.leave()


async def test_a_reason_taken_back_makes_the_finding_count_again(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """It was let pass; "1 let pass" takes the reason back, and the letter is held back as before,
    also by the server. Mended, it goes without a word on anything let pass."""
    wei = await at_letter(team, tmp_path)
    await wei.pair(*DAYS)
    await wei.checked()
    assert not wei.reply.view.send.isEnabled()
    await wei.let_pass("Ignore here", "agreed by telephone")
    await until(wei.reply.view.send.isEnabled)
    await until(lambda: not wei.offers("Ignore here"))
    foot = wei.letter.foot
    click(button_of(foot, "1 let pass"))
    choose(foot, "Count again: agreed by telephone")
    await until(lambda: not wei.reply.view.send.isEnabled())
    assert wei.reply.state.passed == ()
    await until(lambda: wei.offers("Ignore here"))
    wei.press_send()
    assert said(await on_the_server(team, wei, 1)) == "The letter is held back. {why}"
    await wei.press("Write 7天 in Chinese")
    case_id = wei.reply.state.case.id
    await wei.send()
    team.clock.advance(seconds=11)
    await wei.desk.seat.sync()
    (letter,) = [each for each in (await truth(team.server, case_id)).letters if not each.automatic]
    assert letter.text.zh == "请在7天内答复。"
    assert letter.overrides == ()
    await wei.desk.leave()


@pytest.mark.parametrize(
    ("en", "zh", "check"),
    [
        (f"Call {THEIRS} about it.", f"请致电{THEIRS}。", Check.PII),
        ("Meridian Lamps told us so.", "Meridian Lamps已告知我们。", Check.PII),
        ("We removed LST-640012.", "我们已删除LST-640012。", Check.ID_RECORD),
    ],
)
async def test_what_is_not_for_this_party_is_held_back_by_both_gates(
    team: Team, dressed: WindowLanguage, tmp_path: Path, en: str, zh: str, check: Check
) -> None:
    """The other party's telephone and name, and the number of another listing."""
    about = {"parties": (MERCHANT, OWNER), "statements": STATEMENTS, "subject": LAMP}
    wei = await at_letter(team, tmp_path, **about)
    assert wei.reply.state.party == MERCHANT
    await wei.pair(en, zh)
    await wei.checked()
    found = [each for some in wei.reply.state.open_findings.values() for each in some]
    assert {each.check for each in found if each.severity.value == "S1"} == {check}
    assert not wei.reply.view.send.isEnabled()
    wei.press_send()
    assert wei.reply.state.written
    answer = await on_the_server(team, wei, 1)
    assert said(answer).startswith("The letter is held back")
    await wei.desk.leave()


async def test_what_the_party_wrote_of_itself_may_be_repeated_to_it(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """The same words pass both gates with its own telephone and the case's own listing."""
    about = {"parties": (MERCHANT, OWNER), "statements": STATEMENTS, "subject": LAMP}
    wei = await at_letter(team, tmp_path, **about)
    await wei.write_letter(
        [
            (f"We call you at {OURS}.", f"我们将致电{OURS}。"),
            ("We removed LST-640021.", "我们已删除LST-640021。"),
        ]
    )
    await wei.checked()
    assert wei.reply.view.send.isEnabled()
    applied(await on_the_server(team, wei, 1))
    await wei.send()
    await wei.desk.leave()
