"""The letters of three stories, written pair by pair in a window, and what arrives of them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.team import Team
from tests.letterbox import Letterbox
from tests.ui.journeys.conftest import Desk
from tests.ui.journeys.tale import Tale, policy_answers, told, whole
from tests.ui.pages.hands import (
    CTRL,
    button_of,
    click,
    in_sight,
    type_han,
    type_letters,
    until,
    words_in,
)
from tests.ui.pages.templates import TemplatesPage
from tests.ui.pages.writer import Writer
from ui.language import WindowLanguage
from ui.widgets import ReadingView
from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.clause_quote import quotation
from workstation.domain.case import Case
from workstation.domain.commands import RecordAnswer, Refer, RequestInformation, SendReply
from workstation.domain.pairs import LetterPair, PairOrigin, letter_of
from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import Milestone, State
from workstation.domain.taxonomy import Team as Asked
from workstation.domain.text import Bilingual
from workstation.domain.views import View
from workstation.policies.library import load


@pytest.fixture
def taken(team: Team) -> list[SendReply]:
    """The letters that reach the server of this office."""
    team.server.app = box = Letterbox(team.server.app)
    return box.letters


async def claim(desk: Desk, case_id: str) -> None:
    """Find the case among those that nobody has, open it, and claim it by key."""
    desk.place.queue.choose_view(View.UNASSIGNED)
    await until(lambda: len(desk.place.queue.state.keys) == 1)
    desk.window.activateWindow()
    await until(desk.window.isActiveWindow)
    table = desk.place.queue.view.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_J)
    await until(lambda: desk.place.reply.state.case is not None)
    assert desk.place.reply.state.case.id == case_id
    QTest.keyClick(table, Qt.Key.Key_C)
    await until(lambda: desk.place.appeal.state.case.state is State.IN_REVIEW)


def quoted(ref: ClauseRef) -> tuple[str, str]:
    """Both sides of a pair that quotes this clause."""
    clause = load().clause(ref)
    assert clause is not None
    bead = quotation(ref, clause, "")
    return bead.en, bead.zh


def said(pairs: tuple[LetterPair, ...]) -> list[tuple[str, str]]:
    return [(pair.en, pair.zh) for pair in pairs]


async def arrived(
    tale: Tale,
    taken: list[SendReply],
    expected: list[tuple[str, str]],
    clause: ClauseRef | None = None,
) -> Case:
    """The case on the server, whose newest letter is exactly these pairs, the clause locked."""
    case = await tale.arrives()
    letter = taken[-1]
    assert said(letter.beads) == expected
    held = {pair.origin: pair.clause for pair in letter.beads if pair.clause is not None}
    assert held == ({PairOrigin.CLAUSE: clause} if clause is not None else {})
    assert case.letters[-1].text == whole(expected) == letter_of(letter.beads)
    return case


async def assert_a_colleague_reads_it(tale: Tale, folder: Path, party: str, case: Case) -> None:
    """In a window of her own: both texts among the letters that the party got."""
    desk = await tale.colleague(folder)
    reply = desk.place.reply
    if reply.state.party.id != party:
        await desk.screen.letter.address(case.party(party).name)
        await until(lambda: reply.state.party.id == party)
    await desk.screen.letter.unfold()
    sent = desk.screen.letter.sent
    shown = {view.toPlainText() for view in in_sight(sent, ReadingView)}
    text = next(each.text for each in reversed(case.letters) if each.party == party)
    assert {text.en, text.zh} <= shown
    reasons = {each.reason for letter in reply.state.letters for each in letter.overrides}
    assert reasons <= set(words_in(sent))
    assert await tale.team.seats[-1].case(tale.id) == case
    await desk.leave()


async def hear_the_creator(s03: Tale) -> None:
    """She is asked about the other ground, answers, and the case is decided as it is told."""
    s03.team.clock.now = datetime.fromisoformat("2026-03-23T10:00+08:00")
    item = Bilingual("Your comment on HLC 2.2 v1.0", "对HLC 2.2 v1.0的意见")
    await s03.give(RequestInformation(party="C1", items=(item,)))
    s03.team.clock.now = datetime.fromisoformat("2026-03-25T22:18+08:00")
    await s03.give(RecordAnswer(text="The result was my own and typical."))
    s03.team.clock.now = datetime.fromisoformat("2026-03-26T15:30+08:00")
    await s03.decide()


async def test_s03_bead_by_bead(
    team: Team, dressed: WindowLanguage, tmp_path: Path, taken: list[SendReply]
) -> None:
    """Claimed by key, written side by side with the clause quoted under "What stays". The day of
    the second appeal differs, and the review shows a rendering that the house forbids: both are
    mended from the strip, confirmed again, and then the letter goes."""
    s03 = await told(team, "S03")
    desk = await s03.desk(tmp_path, "2026-03-23T09:50+08:00")
    await claim(desk, "S03")
    await s03.wei.sync()
    await hear_the_creator(s03)
    await until(lambda: desk.place.reply.state.milestone is Milestone.DECIDED)

    wei, pairs = Writer(desk), s03.pairs("C1")
    await wei.begin()
    assert wei.side is Side.EN
    await wei.write_letter(pairs[:5])
    await wei.quote("HLC 2.2")
    wei.confirm(5)
    wei.next_pair()
    en, zh = pairs[5]
    await wei.pair(en, zh.replace("4月10日", "4月15日").replace("第二次申诉", "第二次上诉"))
    wei.next_pair()
    await wei.pair(*pairs[6])
    await wei.checked()
    assert not desk.place.reply.view.send.isEnabled()
    wei.press_send()

    await wei.press("Next finding")
    assert wei.here.spot()[0] == 6
    await wei.press("Write 2026年4月10日 in Chinese")
    assert wei.reply.view.editors.draft.beads[6].state is BeadState.PENDING
    wei.confirm(6)
    await wei.checked()
    await until(wei.reply.view.send.isEnabled)
    assert wei.reply.view.send.text() == "Review and send"
    wei.press_send()
    await until(wei.reply.view.review.isVisible)
    assert wei.reply.state.written
    click(button_of(wei.reply.view.review, "Show"))
    await until(lambda: wei.here.spot()[0] == 6)
    while wei.reply.view.review.isVisible():
        # On a fast machine the first press comes while the strip is still being filled.
        await wei.press("Write 第二次申诉")
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await until(lambda: not wei.reply.view.review.isVisible())
    wei.confirm(6)
    assert {bead.state for bead in wei.reply.view.editors.draft.beads} == {BeadState.CONFIRMED}
    await wei.send()

    clause = ClauseRef("HLC", "2.2", "1.0")
    case = await arrived(s03, taken, [*pairs[:5], quoted(clause), *pairs[5:]], clause)
    assert case.state is State.NOTIFIED
    assert case.letters[-1].overrides == ()
    assert len(taken) == 1
    await assert_a_colleague_reads_it(s03, tmp_path, "C1", case)
    await desk.leave()


async def test_s06_bead_by_bead(
    team: Team, dressed: WindowLanguage, tmp_path: Path, taken: list[SendReply]
) -> None:
    """Two letters. The merchant's, Chinese first, is said to be in the passive: that is let pass,
    with a reason that stays with the case. The rights owner's counts other days in Chinese than
    in English until the strip mends it."""
    s06 = await told(team, "S06")
    early = await s06.desk(tmp_path, "2026-08-12T08:50+08:00")
    await claim(early, "S06")
    await s06.wei.sync()
    await early.leave()
    await s06.sign_in(s06.wei, "2026-08-28T10:00+08:00")
    await s06.decide()

    desk = await s06.desk(tmp_path, "2026-08-28T10:20+08:00")
    await desk.open("S06")
    wei, pairs = Writer(desk), s06.pairs("M1")
    assert wei.reply.state.party.id == "M1"
    await wei.begin()
    assert wei.side is Side.ZH
    en, zh = pairs[1]
    await wei.pair(*pairs[0])
    wei.next_pair()
    await wei.pair(en, zh.replace("8月27日", "8月29日"))
    wei.next_pair()
    await wei.write_letter(pairs[2:])
    await wei.checked()
    assert not wei.reply.view.send.isEnabled()
    await wei.press("Next finding")
    await until(lambda: wei.here.spot()[0] == 1)
    await wei.press("Write 8月27日 in Chinese")
    wei.confirm(1)
    await wei.checked()
    await wei.press("Next finding")
    await until(lambda: wei.here.spot()[0] == 1)
    reason = "It is the rights owner who acts here."
    await wei.let_pass("Ignore here", reason)
    await wei.send()
    case = await arrived(s06, taken, pairs)
    assert case.state is State.ACTIONED
    assert [each.reason for each in case.letters[-1].overrides] == [reason]
    assert case.timeline[-1].detail.en.endswith("1 finding let pass with a reason")
    await write_to_the_owner(s06, wei)
    clause = ClauseRef("IPX", "3.3", "2.0")
    pairs = s06.pairs("RO1")
    case = await arrived(s06, taken, [*pairs[:3], quoted(clause), *pairs[3:]], clause)
    assert case.state is State.NOTIFIED
    for party in ("M1", "RO1"):
        await assert_a_colleague_reads_it(s06, tmp_path / party, party, case)
    await desk.leave()


async def write_to_the_owner(s06: Tale, wei: Writer) -> None:
    """The letter to the other party, chosen from the head; calendar days became working days."""
    await wei.letter.address("Meridian Lamp Studio")
    await until(lambda: wei.reply.state.party.id == "RO1")
    pairs = s06.pairs("RO1")
    await wei.begin()
    assert wei.side is Side.EN
    await wei.write_letter(pairs[:2])
    wei.next_pair()
    en, zh = pairs[2]
    await wei.pair(en, zh.replace("15个自然日", "15个工作日"))
    await wei.quote("IPX 3.3")
    wei.confirm(3)
    wei.next_pair()
    await wei.write_letter(pairs[3:])
    await wei.checked()
    assert not wei.reply.view.send.isEnabled()
    await wei.press("Next finding")
    await wei.press("Write 15个自然日 in Chinese")
    wei.confirm(2)
    await wei.send()


async def test_s09_bead_by_bead(
    team: Team, dressed: WindowLanguage, tmp_path: Path, taken: list[SendReply]
) -> None:
    """The word on the referral comes from a template; the answer, a list of three in one pair, is
    typed. Its hours differ until they are mended, and the clause it rests on is quoted."""
    s09 = await told(team, "S09")
    desk = await s09.desk(tmp_path, "2026-09-21T11:20+08:00")
    await claim(desk, "S09")
    await s09.wei.sync()
    team.clock.now = datetime.fromisoformat("2026-09-22T09:30+08:00")
    due = team.clock() + timedelta(days=2)
    question = "May a sunscreen be called “reef-safe”?"
    await s09.give(Refer(team=Asked.POLICY, question=question, due_at=due))
    await until(lambda: desk.place.reply.state.milestone is Milestone.REFERRED)
    wei = Writer(desk)
    await wei.begin()
    await fill_the_referral(wei)
    for number in range(len(wei.reply.view.editors.draft.beads)):
        await wei.go_to(number, Side.EN)
        wei.confirm(number)
    await wei.send()
    case = await s09.arrives()
    (referral,) = taken
    assert case.letters[-1].milestone is Milestone.REFERRED
    assert {pair.origin for pair in referral.beads} == {PairOrigin.TEMPLATE}
    assert "question about the words “reef-safe” (CLR-2026-0917)." in case.letters[-1].text.en
    assert "核实与“珊瑚友好”这一用语（CLR-2026-0917）有关的" in case.letters[-1].text.zh

    team.clock.now = datetime.fromisoformat("2026-09-23T16:00+08:00")
    await policy_answers(s09, "Accepted as interim guidance.")
    team.clock.now = datetime.fromisoformat("2026-09-23T17:10+08:00")
    await s09.decide()
    await until(lambda: wei.reply.state.milestone is Milestone.DECIDED)
    pairs = s09.pairs("I1")
    await wei.begin()
    await wei.write_letter(pairs[:3])
    await wei.quote("CLM 2.1")
    wei.confirm(3)
    wei.next_pair()
    en, zh = pairs[3]
    await wei.pair(en, zh.replace("72小时", "48小时"))
    wei.next_pair()
    await wei.write_letter(pairs[4:])
    await wei.checked()
    assert not wei.reply.view.send.isEnabled()
    await wei.press("Next finding")
    assert wei.here.spot()[0] == 4
    await wei.press("Write 72小时 in Chinese")
    wei.confirm(4)
    await wei.send()
    clause = ClauseRef("CLM", "2.1", "1.0")
    case = await arrived(s09, taken, [*pairs[:3], quoted(clause), *pairs[3:]], clause)
    assert case.state is State.NOTIFIED
    assert case.letters[-1].text.zh.count("\n3. ") == 1
    await assert_a_colleague_reads_it(s09, tmp_path, "I1", case)
    await desk.leave()


async def fill_the_referral(wei: Writer) -> None:
    """Ctrl+T, found by a word, its question filled in; Ctrl+Enter puts it into the letter."""
    QTest.keyClick(wei.here, Qt.Key.Key_T, CTRL)
    await until(lambda: wei.reply.templates.sheet is not None)
    sheet = wei.reply.templates.sheet
    assert sheet is not None
    await until(sheet.isVisible)
    QTest.keyClicks(sheet.search, "specialist team")
    assert sheet.state.chosen is not None
    assert sheet.state.chosen.id == "m4-referred"
    english, chinese = TemplatesPage(sheet).boxes("item")
    for box, write, text in (
        (english, type_letters, "the words “reef-safe” (CLR-2026-0917)"),
        (chinese, type_han, "“珊瑚友好”这一用语（CLR-2026-0917）"),
    ):
        box.selectAll()
        write(box, text)
    QTest.keyClick(chinese, Qt.Key.Key_Return, CTRL)
    await until(lambda: len(wei.reply.view.editors.draft.beads) > 1)
