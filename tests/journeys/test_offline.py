"""A day with a bad network: nothing waits for it, nothing is lost, nothing happens twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.bench import LINA, PRIYA, WEI, appeal
from tests.journeys.team import Team, finding, reply, work_through
from workstation.app import CommandStage, SignInProblem, SyncState
from workstation.domain.commands import AddNote, Assign, Claim, Decide, File, RecordAction, Release
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import State
from workstation.domain.views import View


async def test_a_case_from_filing_to_the_last_letter_and_a_colleague_sees_it(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    filed = await team.server.file_case()
    await team.sync()
    assert await wei.view(View.UNASSIGNED) == [filed.case_id]
    await work_through(wei, filed.case_id)
    assert (await wei.case(filed.case_id)).state is State.NOTIFIED
    assert (await wei.app.drafts.read(filed.case_id, "M1")).revision == 0
    await team.sync()
    seen = await lina.case(filed.case_id)
    assert seen.state is State.NOTIFIED
    assert [letter.text.zh for letter in seen.letters[1:]] == ["我们撤销了原决定。"]
    assert seen == await wei.case(filed.case_id)
    assert await wei.view(View.DONE) == [filed.case_id]
    assert wei.app.sync.status.waiting == 0


async def test_with_the_cable_pulled_throughout(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    wei.wire.cut = True
    await wei.restart()
    assert await wei.view(View.UNASSIGNED) == [filed.case_id]
    assert wei.app.policies.library.policies
    await work_through(wei, filed.case_id)
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.OFFLINE
    assert wei.app.sync.status.waiting == 4
    assert wei.app.sync.status.offline_since == team.clock()
    await wei.restart()
    case = await wei.open(filed.case_id)
    assert case.case.state is State.NOTIFIED
    assert len(case.pending) == 4
    wei.wire.cut = False
    await wei.sync()
    assert wei.app.sync.status.waiting == 0
    assert (await wei.open(filed.case_id)).pending == ()
    assert (await wei.case(filed.case_id)).state is State.NOTIFIED


async def test_quitting_offline_keeps_drafts_queue_and_pending_work(team: Team) -> None:
    wei = await team.seat(WEI)
    first, second = await team.server.file_case(), await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(first.case_id, Claim())
    await wei.app.drafts.save(first.case_id, "M1", "We are looking into it.", "我们正在核实。")
    await team.server.down()
    await wei.restart()
    assert await wei.view(View.MINE) == [first.case_id]
    assert await wei.view(View.UNASSIGNED) == [second.case_id]
    assert (await wei.app.drafts.read(first.case_id, "M1")).zh == "我们正在核实。"
    assert [each.stage for each in (await wei.open(first.case_id)).pending] == [CommandStage.QUEUED]
    assert wei.app.session.me == WEI
    await team.server.up()
    await wei.sync()
    assert (await wei.open(first.case_id)).pending == ()


async def test_an_answer_lost_after_it_took_effect_does_nothing_twice(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, AddNote(text="Called the shop."))
    wei.wire.losing = 1
    await wei.app.sync.now()
    wei.wire.losing = 0
    await wei.restart()
    await wei.sync()
    wei.wire.doubling = 3
    await wei.sync()
    case = await wei.case(filed.case_id)
    assert [note.text for note in case.notes] == ["Called the shop."]
    assert wei.app.sync.status.waiting == 0


async def test_reassigned_while_a_colleague_worked_offline(team: Team) -> None:
    wei, lina, priya = await team.seat(WEI), await team.seat(LINA), await team.seat(PRIYA)
    filed = await team.server.file_case()
    await team.sync()
    await wei.app.records.submit(filed.case_id, Claim())
    await team.sync()
    wei.wire.cut = True
    await wei.app.drafts.save(filed.case_id, "M1", "Half a letter", "半封信")
    decided = await wei.app.records.submit(
        filed.case_id, Decide(finding=finding(await wei.case(filed.case_id)))
    )
    await priya.app.records.submit(filed.case_id, Assign(owner=LINA, reason="Wei Ling is away"))
    await priya.sync()
    wei.wire.cut = False
    await wei.app.sync.now()
    await team.sync()
    (question,) = await wei.app.questions.asked()
    assert question.command_id == decided
    assert question.stage is CommandStage.CONFLICT
    assert question.aspects == ("assignment",)
    assert question.seen is not None
    assert question.seen.owner == WEI.person
    assert question.now is not None
    assert question.now.owner == LINA.person
    assert question.text.zh == "照片显示的就是该置物架。"
    assert (await wei.app.drafts.read(filed.case_id, "M1")).zh == "半封信"
    assert filed.case_id in await wei.view(View.NEEDS_YOU)
    theirs = await lina.case(filed.case_id)
    assert theirs.state is State.IN_REVIEW
    assert [kept.by for kept in theirs.kept] == [WEI.person]
    assert len(theirs.letters) == 1
    with pytest.raises(Refused):
        await wei.app.questions.redo(decided)
    assert [each.command_id for each in await wei.app.questions.asked()] == [decided]
    await wei.app.questions.drop(decided)
    assert await wei.app.questions.asked() == ()
    assert filed.case_id not in await wei.view(View.NEEDS_YOU)
    assert (await wei.app.drafts.read(filed.case_id, "M1")).zh == "半封信"


async def test_a_claim_that_came_too_late_is_redone_with_what_followed(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    filed = await team.server.file_case()
    await team.sync()
    wei.wire.cut = lina.wire.cut = True
    await lina.app.records.submit(filed.case_id, Claim())
    claimed = await wei.app.records.submit(filed.case_id, Claim(), then=(AddNote(text="Mine."),))
    lina.wire.cut = wei.wire.cut = False
    await lina.sync()
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.command_id == claimed
    assert question.followers == (AddNote(text="Mine."),)
    await lina.app.records.submit(filed.case_id, Release(reason="By mistake"))
    await team.sync()
    await wei.app.questions.redo(claimed)
    await team.sync()
    case = await lina.case(filed.case_id)
    assert case.owner == WEI.person
    assert [note.text for note in case.notes] == ["Mine."]
    assert await wei.app.questions.asked() == ()


async def test_an_undone_reply_is_a_draft_again_and_nothing_is_sent(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, Claim())
    await wei.app.records.submit(
        filed.case_id, Decide(finding=finding(await wei.case(filed.case_id)))
    )
    await wei.app.records.submit(filed.case_id, RecordAction(reference="SRC-9"))
    letter = reply()
    await wei.app.drafts.save(filed.case_id, "M1", letter.text.en, letter.text.zh)
    sent = await wei.app.records.submit(filed.case_id, letter, hold=timedelta(seconds=10))
    await wei.sync()
    assert len((await wei.app.cases.case(filed.case_id)).pending) == 1
    team.clock.advance(seconds=9)
    assert await wei.app.records.undo(sent)
    assert not await wei.app.records.undo(sent)
    assert (await wei.app.drafts.read(filed.case_id, "M1")).en == letter.text.en
    await wei.sync()
    assert (await wei.case(filed.case_id)).state is State.ACTIONED
    held = await wei.app.records.submit(filed.case_id, letter, hold=timedelta(seconds=10))
    team.clock.advance(seconds=10)
    assert not await wei.app.records.undo(held)
    await wei.sync()
    assert (await wei.case(filed.case_id)).state is State.NOTIFIED


async def test_what_was_held_when_the_window_closed_is_sent(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, Claim(), hold=timedelta(seconds=10))
    await wei.restart()
    await wei.sync()
    assert wei.app.sync.status.waiting == 0
    assert (await wei.case(filed.case_id)).owner == WEI.person


async def test_a_request_filed_offline_becomes_a_case_when_the_server_is_back(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    wei.wire.cut = True
    opening = appeal(50, id="filed-offline", reference="pending")
    await wei.app.records.submit(opening.id, File(opening=opening))
    await wei.app.records.submit(opening.id, Claim())
    assert await wei.view(View.MINE) == [opening.id]
    assert (await wei.open(opening.id)).truth_version == 0
    await wei.restart()
    assert await wei.view(View.MINE) == [opening.id]
    wei.wire.cut = False
    await team.sync()
    case = await lina.case(opening.id)
    assert case.owner == WEI.person
    assert case.reference not in ("", "pending")
    assert await wei.view(View.MINE) == [opening.id]
    assert await wei.app.questions.asked() == ()


async def test_signing_in_offline_and_never_with_a_wrong_password(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.session.sign_out()
    assert wei.app.session.me is None
    wei.wire.cut = True
    with pytest.raises(SignInProblem):
        await wei.sign_in("wrong")
    with pytest.raises(SignInProblem):
        await wei.app.session.sign_in("http://server.test", "li.na", "recourse")
    await wei.sign_in()
    assert wei.app.sync.status.state is SyncState.OFFLINE
    assert await wei.view(View.UNASSIGNED) == [filed.case_id]
    await wei.app.records.submit(filed.case_id, Claim())
    wei.wire.cut = False
    await wei.sync()
    assert wei.app.sync.status.waiting == 0


async def test_a_scope_left_takes_the_case_along_but_not_the_draft(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    before = b"".join(path.read_bytes() for path in wei.profile.glob("cache.db*"))
    assert b"The photo shows our tray." in before
    await wei.app.drafts.save(filed.case_id, "M1", "My own words", "我自己的话")
    await team.server.user(replace(WEI, queues=frozenset({"cn-export"})))
    await wei.sync()
    assert await wei.view(View.ALL_OPEN) == []
    with pytest.raises(KeyError):
        await wei.open(filed.case_id)
    (draft,) = await wei.app.drafts.all()
    assert draft.draft.zh == "我自己的话"
    assert draft.reference == filed.reference
    stored = b"".join(path.read_bytes() for path in wei.profile.glob("cache.db*"))
    assert b"The photo shows our tray." not in stored


async def test_another_person_at_the_same_computer_sees_their_own_cases(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, Claim())
    await wei.app.drafts.save(filed.case_id, "M1", "Wei Ling's", "魏玲的")
    await wei.app.session.sign_out()
    await wei.app.session.sign_in("http://server.test", "li.na", "recourse")
    assert await wei.view(View.ALL_OPEN) == []
    await wei.sync()
    assert await wei.view(View.UNASSIGNED) == [filed.case_id]
    assert await wei.app.drafts.all() == ()
    await wei.app.session.sign_out()
    wei.wire.cut = True
    await wei.sign_in()
    assert await wei.view(View.MINE) == [filed.case_id]
    assert (await wei.app.drafts.read(filed.case_id, "M1")).zh == "魏玲的"
