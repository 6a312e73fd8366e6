"""Push and pull against the real server: batches, lanes, healing, other lives of the server."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from tests.bench import LINA, PASSWORD, SERVER, START, WEI
from tests.journeys.team import Team, office
from workstation.app import Change, ChangeOrigin, CommandStage, SyncState
from workstation.cache.lists import Lists
from workstation.cache.page import FeedPage, WrittenPage
from workstation.cache.truth import Truths, open_cache
from workstation.cache.values import OutboxEntry, Position
from workstation.domain.commands import AddNote, Claim, Release
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.kinds import KINDS
from workstation.domain.problem import Refused
from workstation.domain.views import View
from workstation.i18n import Translator, _
from workstation.sync.loop import FIRST
from workstation.sync.problem import Fault, SyncProblem
from workstation.wire.codec import encode
from workstation.wire.feed import FeedEnd, Hello, Nudge, SyncRequest
from workstation.wire.messages import to_wire
from workstation.wire.push import Envelope, Push, Pushed
from workstation.wire.session import Trouble

A_CASE = "SELECT min(key) FROM record WHERE kind = 'case'"


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def test_a_day_of_offline_work_goes_up_in_few_requests(team: Team) -> None:
    wei = await team.seat(WEI)
    cases = [(await team.server.file_case()).case_id for _n in range(130)]
    await wei.sync()
    for case_id in cases:
        await wei.app.records.submit(case_id, Claim())
        await wei.app.records.submit(case_id, AddNote(text="Looked at it."))
    wei.wire.seen.clear()
    await wei.sync()
    assert wei.wire.seen.count("POST /api/v2/push") == 4
    assert wei.app.sync.status.waiting == 0
    assert len(await wei.view(View.MINE)) == 130


async def test_a_refused_command_stops_only_its_own_case(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    one, two = await team.server.file_case(), await team.server.file_case()
    await team.sync()
    await lina.app.records.submit(one.case_id, Claim())
    await lina.sync()
    first = await wei.app.records.submit(one.case_id, Claim())
    await wei.app.records.submit(one.case_id, AddNote(text="after the claim"))
    await wei.app.records.submit(two.case_id, Claim())
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.command_id == first
    pending = (await wei.open(one.case_id)).pending
    assert [each.stage for each in pending] == [CommandStage.QUEUED]
    assert (await wei.case(two.case_id)).owner == WEI.person
    # What is given while the question waits does not wait for it.
    await wei.app.questions.drop(first)
    await wei.sync()
    assert [note.text for note in (await wei.case(one.case_id)).notes] == ["after the claim"]
    assert wei.app.sync.status.waiting == 0


async def test_redoing_frees_what_was_given_after_it(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    filed = await team.server.file_case()
    await team.sync()
    await lina.app.records.submit(filed.case_id, Claim())
    await lina.app.records.submit(filed.case_id, Release())
    await lina.sync()
    late = await wei.app.records.submit(filed.case_id, Claim(), then=(AddNote(text="with it"),))
    await wei.app.records.submit(filed.case_id, AddNote(text="after it"))
    await wei.sync()
    await wei.app.questions.redo(late)
    # The server never hears of the first "with it", and must not be told to wait for it.
    await wei.restart()
    await wei.sync()
    assert wei.app.sync.status.waiting == 0
    case = await wei.case(filed.case_id)
    assert (case.owner, [note.text for note in case.notes]) == (WEI.person, ["with it", "after it"])


async def test_editing_takes_the_command_out_and_gives_it_back(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    filed = await team.server.file_case()
    await team.sync()
    await lina.app.records.submit(filed.case_id, Claim())
    await lina.sync()
    late = await wei.app.records.submit(filed.case_id, Claim())
    await wei.sync()
    assert await wei.app.questions.edit(late) == Claim()
    with pytest.raises(KeyError):
        await wei.app.questions.drop(late)
    assert await wei.app.questions.asked() == ()


@pytest.mark.parametrize(
    "harm",
    [
        f"DELETE FROM member WHERE key = ({A_CASE})",
        f"UPDATE member SET hash = hash + 1 WHERE key = ({A_CASE})",
    ],
)
async def test_a_forced_mismatch_heals_itself_in_two_rounds(team: Team, harm: str) -> None:
    wei = await team.seat(WEI)
    for _n in range(3):
        await team.server.file_case()
    await wei.sync()
    before = await wei.view(View.UNASSIGNED)
    writes, reads = open_cache(wei.profile, Lists(KINDS), START)
    writes.now(lambda connection: connection.exec_driver_sql(harm))
    await writes.close()
    await reads.close()
    wei.wire.seen.clear()
    await wei.sync()
    assert wei.wire.seen == ["POST /api/v2/sync"] * 2
    assert await wei.view(View.UNASSIGNED) == before
    incidents = await wei.app._profile.signed_in.receipts.incidents()
    assert [what for what, _detail in incidents] == ["digest mismatch"]


async def test_only_the_parts_that_differ_are_fetched_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    wei = await team.seat(WEI)
    cases = [(await team.server.file_case()).case_id for _n in range(60)]
    await wei.sync()
    writes, reads = open_cache(wei.profile, Lists(KINDS), START)
    harm = "DELETE FROM member WHERE key IN (7, 31)"
    writes.now(lambda connection: connection.exec_driver_sql(harm))
    await writes.close()
    await reads.close()
    came: list[str] = []
    honest = Truths.write

    async def write(truths: Truths, page: FeedPage, asked: Position, now: datetime) -> WrittenPage:
        came.extend(line.id for segment in page.segments for line in segment.lines)
        return await honest(truths, page, asked, now)

    monkeypatch.setattr(Truths, "write", write)
    await wei.sync()
    assert sorted(await wei.view(View.UNASSIGNED)) == sorted(cases)
    # Two of 256 parts, with whatever else happens to lie in them.
    assert 2 <= len(came) < 12
    await wei.sync()
    assert len(came) < 12


async def test_a_case_that_left_while_nothing_held_it_leaves_no_ghost(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    stays = await team.server.file_case()
    await wei.sync()
    writes, reads = open_cache(wei.profile, Lists(KINDS), START)
    harm = "DELETE FROM member WHERE key = (SELECT key FROM record WHERE id = ?)"
    writes.now(lambda connection: connection.exec_driver_sql(harm, (filed.case_id,)))
    await writes.close()
    await reads.close()
    # It left the scope so long ago that the server has let go of that word too.
    engine = create_engine(team.server.url)
    with engine.begin() as connection:
        connection.execute(
            text("DELETE FROM scope_member WHERE record_id = :id"), {"id": filed.case_id}
        )
        hashed = text("SELECT hash FROM record WHERE id = :id")
        digest = connection.execute(hashed, {"id": stays.case_id}).scalar_one()
        head = "UPDATE scope SET cnt = 1, dig = :d, seq = seq + 1, floor = seq + 1"
        gone = text(f"{head} WHERE id = 'queue:sg-commerce'")
        connection.execute(gone, {"d": digest})
    engine.dispose()
    await wei.sync()
    assert await wei.view(View.UNASSIGNED) == [stays.case_id]
    writes, reads = open_cache(wei.profile, Lists(KINDS), START)
    bodies = "SELECT record.id FROM body LEFT JOIN record ON record.key = body.key"
    left = writes.now(lambda c: set(c.exec_driver_sql(bodies).scalars()))
    await writes.close()
    await reads.close()
    assert {stays.case_id, GLOSSARY_ID} <= left
    assert filed.case_id not in left


async def test_a_scope_that_stays_wrong_is_said_and_not_fetched_for_ever(team: Team) -> None:
    wei = await team.seat(WEI)
    await team.server.file_case()
    engine = create_engine(team.server.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE scope SET cnt = cnt + 1 WHERE id = 'queue:sg-commerce'"))
    engine.dispose()
    wei.wire.seen.clear()
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.TROUBLE
    assert len(wei.wire.seen) == 3


async def test_an_answer_without_an_end_is_said_and_not_asked_for_for_ever(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    wei = await team.seat(WEI)
    asked = []

    async def pull(request: SyncRequest) -> FeedPage:
        asked.append(request)
        assert len(asked) < 10
        scopes = tuple(request.cursors)
        hello = Hello(
            epoch=request.epoch,
            server_time=START,
            scopes=scopes,
            actor=WEI,
        )
        return FeedPage(hello, FeedEnd(scopes={}))

    monkeypatch.setattr(wei.app._profile.signed_in.transport, "pull", pull)
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.TROUBLE
    assert len(asked) == 3


async def test_a_cut_nudge_channel_is_mended_as_soon_as_the_first_time(team: Team) -> None:
    wei = await team.seat(WEI)
    sync_service = wei.app.sync._sync_service
    wei.wire.cut = True
    for _time in range(8):
        await sync_service._ear.once()
        sync_service._heard()
    assert await sync_service._ear.once() <= FIRST


async def test_a_nudge_channel_that_breaks_is_asked_about_at_once(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the window says "synced" until the next poll, a minute later."""
    wei = await team.seat(WEI)
    changed, broken = asyncio.Event(), asyncio.Event()

    async def nudges() -> AsyncGenerator[Nudge, None]:
        yield Nudge(heads={})
        await broken.wait()
        raise SyncProblem(Fault.UNREACHABLE)

    monkeypatch.setattr(wei.app._profile.signed_in.transport, "nudges", nudges)
    end = wei.app.watch(lambda _change: changed.set())
    await wei.app.sync.start()
    async with asyncio.timeout(4):
        while (
            not wei.app.sync._sync_service._has_heard
            or wei.app.sync.status.state is not SyncState.SYNCED
        ):
            await asyncio.sleep(0)
        wei.wire.cut = True
        broken.set()
        while wei.app.sync.status.state is not SyncState.OFFLINE:
            changed.clear()
            await changed.wait()
    end()
    await wei.app.sync.stop()


async def test_what_is_held_for_its_undo_does_not_wait_to_be_sent(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    wei.wire.cut = True
    await wei.app.records.submit(filed.case_id, Claim(), hold=timedelta(seconds=10))
    await wei.app.sync.now()
    assert wei.app.sync.status.waiting == 0
    team.clock.advance(seconds=11)
    await wei.app.sync.now()
    assert wei.app.sync.status.waiting == 1


async def test_a_change_reaches_another_open_workstation_by_a_nudge(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    filed = await team.server.file_case()
    await team.sync()
    arrived = asyncio.Event()

    def look(change: Change) -> None:
        if filed.case_id in change.case_ids and change.origin is ChangeOrigin.SERVER:
            arrived.set()

    end = lina.app.watch(look)
    await lina.app.sync.start()
    await wei.app.sync.start()
    await wei.app.records.submit(filed.case_id, Claim())
    async with asyncio.timeout(5):
        while (await lina.case(filed.case_id)).owner is None:
            arrived.clear()
            await arrived.wait()
    end()
    assert (await lina.case(filed.case_id)).owner == WEI.person
    await lina.app.sync.stop()
    await wei.app.sync.stop()


def said(status: int) -> httpx.Response:
    """A no of our own server."""
    trouble = Trouble(reason=to_wire(_("No.")), remedy=to_wire(_("Ask Priya.")))
    return httpx.Response(status, content=encode(trouble))


async def test_a_command_that_the_server_cannot_work_with_becomes_a_question(team: Team) -> None:
    wei = await team.seat(WEI)
    cases = [(await team.server.file_case()).case_id for _n in range(4)]
    await wei.sync()
    for case_id in cases:
        await wei.app.records.submit(case_id, AddNote(text=f"on {case_id}"))
    # Four, then two, then one are turned away whole.
    wei.wire.answering = [said(400), said(400), said(400)]
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.record_id == cases[0]
    assert (question.stage, question.reason) == (CommandStage.QUARANTINED, _("No."))
    assert wei.app.sync.status.waiting == 0
    for case_id in cases[1:]:
        assert [note.text for note in (await wei.case(case_id)).notes] == [f"on {case_id}"]


async def test_what_an_older_program_journalled_is_sent_as_it_was(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Encoded anew, with what commands have gained since, it would pass for another command."""
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, AddNote(text="Once"))
    older = b'{"text": "Once"}'
    await wei.app._profile.work.run(
        lambda connection: connection.exec_driver_sql("UPDATE outbox SET body = ?, v = 1", (older,))
    )
    await wei.restart()
    transport = wei.app._profile.signed_in.transport
    sent: list[Envelope] = []
    real = transport.push

    async def push(given: Push) -> Pushed:
        sent.extend(given.commands)
        return await real(given)

    monkeypatch.setattr(transport, "push", push)
    await wei.sync()
    assert [(bytes(each.body), each.v) for each in sent] == [(older, 1)]
    assert [note.text for note in (await wei.case(filed.case_id)).notes] == ["Once"]


async def test_a_page_of_somebody_else_lets_nobody_out_and_whoever_is_known_in(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, AddNote(text="mine"))
    for status in (302, 400, 401, 403, 404):
        wei.wire.answering = [httpx.Response(status, content=b"<html>hotel</html>")] * 2
        await wei.app.sync.now()
        assert wei.app.sync.status.state is SyncState.TROUBLE
        assert wei.app.sync.status.waiting == 1
        wei.wire.answering = [httpx.Response(status, content=b"<html>hotel</html>")]
        assert (await wei.app.session.sign_in(SERVER, WEI.id, PASSWORD)).offline
    await wei.sync()
    assert wei.app.sync.status.waiting == 0


async def test_downloads_go_on_while_uploads_fail(team: Team) -> None:
    wei = await team.seat(WEI)
    first = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(first.case_id, Claim())
    second = await team.server.file_case()
    wei.wire.answering = [httpx.Response(503)]
    await wei.app.sync.now()
    assert second.case_id in await wei.view(View.UNASSIGNED)
    assert wei.app.sync.status.waiting == 1
    # The overlay stands over the newer truth.
    assert await wei.view(View.MINE) == [first.case_id]


async def test_a_session_that_ended_keeps_the_work(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, Claim())
    wei.wire.answering = [said(401)]
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.SIGNED_OUT
    assert wei.app.sync.status.waiting == 1
    assert await wei.view(View.MINE) == [filed.case_id]
    await wei.sign_in()
    await wei.sync()
    assert wei.app.sync.status.waiting == 0


async def test_a_wrong_clock_is_shown_and_changes_nothing(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    wei.clock = type(team.clock)(START.replace(minute=5))
    await wei.restart()
    await wei.sync()
    off = wei.app.sync.status.clock_off
    assert off is not None
    said = "This computer's clock is 5 min fast. The times shown here are the server's."
    assert Translator("en").text(off) == said
    await wei.app.records.submit(filed.case_id, Claim())
    await wei.sync()
    assert (await wei.case(filed.case_id)).owner == WEI.person


async def put_back(team: Team, folder: Path, backup: dict[Path, bytes]) -> None:
    """The server starts again from what it held earlier, under another epoch."""
    await team.server.down()
    for path in folder.glob("server.db*"):
        path.unlink()
    for path, content in backup.items():
        path.write_bytes(content)
    engine = create_engine(team.server.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE server_meta SET epoch = 'restored'"))
    engine.dispose()
    await team.server.up()


async def backed_up(team: Team, folder: Path) -> dict[Path, bytes]:
    await team.server.down()
    backup = {path: path.read_bytes() for path in folder.glob("server.db*")}
    await team.server.up()
    return backup


@pytest.mark.expects_log("the data went back")
async def test_a_server_restored_from_a_backup_is_offered_the_work_again(
    team: Team, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    backup = await backed_up(team, tmp_path)
    await wei.app.records.submit(filed.case_id, Claim())
    await wei.sync()
    await put_back(team, tmp_path, backup)
    await wei.sign_in()
    await wei.sync()
    await wei.sync()
    assert (await wei.case(filed.case_id)).owner == WEI.person
    lina = await team.seat(LINA)
    assert (await lina.case(filed.case_id)).owner == WEI.person


@pytest.mark.expects_log("the data went back")
async def test_what_is_given_while_the_outbox_is_read_anew_is_in_it(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await put_back(team, tmp_path, await backed_up(team, tmp_path))
    await wei.sign_in()
    outbox = wei.app._profile.signed_in.ledger._outbox
    real, giving = outbox.alive, []

    async def alive() -> tuple[OutboxEntry, ...]:
        found = await real()
        giving.append(
            asyncio.create_task(wei.app.records.submit(filed.case_id, AddNote(text="Now")))
        )
        # It has all the time that it wants, and may not use it.
        await asyncio.wait(giving, timeout=0.2)
        return found

    monkeypatch.setattr(outbox, "alive", alive)
    await wei.app.sync._sync_service._down.once()
    await giving[0]
    assert wei.app.sync.status.waiting == 1
    assert [each.command for each in (await wei.open(filed.case_id)).pending] == [
        AddNote(text="Now")
    ]


@pytest.mark.expects_log("the data went back")
async def test_what_waits_for_a_lost_receipt_goes_without(team: Team, tmp_path: Path) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    filed = await team.server.file_case()
    await team.sync()
    await lina.app.records.submit(filed.case_id, Claim())
    await lina.app.records.submit(filed.case_id, Release())
    await lina.sync()
    backup = await backed_up(team, tmp_path)
    late = await wei.app.records.submit(filed.case_id, Claim())
    await wei.sync()
    await put_back(team, tmp_path, backup)
    await wei.sign_in()
    await wei.app.questions.redo(late)
    await wei.sync()
    await wei.sync()
    assert wei.app.sync.status.waiting == 0
    assert (await wei.case(filed.case_id)).owner == WEI.person


async def test_a_person_who_lost_access_is_told_and_keeps_their_words(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    note = await wei.app.records.submit(filed.case_id, AddNote(text="My note"))
    await team.server.user(replace(WEI, queues=frozenset({"cn-export"})))
    await wei.sync()
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.command_id == note
    assert question.stage is CommandStage.QUARANTINED
    assert question.text.en == "My note"
    assert question.now is None
    assert question.seen is None
    assert question.reference == filed.reference
    assert await wei.view(View.NEEDS_YOU) == []
    await wei.app.questions.drop(note)


async def test_what_waits_on_a_case_out_of_sight_comes_back_as_one_question(team: Team) -> None:
    wei = await team.seat(WEI)
    filed, other = await team.server.file_case(), await team.server.file_case(queue="cn-export")
    await wei.sync()
    for n in range(10):
        await wei.app.records.submit(filed.case_id, AddNote(text=f"note {n}"))
    await wei.app.records.submit(other.case_id, AddNote(text="elsewhere"))
    await team.server.user(replace(WEI, queues=frozenset({"cn-export"})))
    await wei.sync()
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert [line for line in question.text.en.splitlines() if line] == [
        f"note {n}" for n in range(10)
    ]
    with pytest.raises(Refused):
        await wei.app.questions.redo(question.command_id)
    await wei.restart()
    await wei.app.questions.drop(question.command_id)
    await wei.sync()
    assert await wei.app.questions.asked() == ()
    assert wei.app.sync.status.waiting == 0
    assert [note.text for note in (await wei.case(other.case_id)).notes] == ["elsewhere"]


async def test_a_command_too_large_becomes_a_question(team: Team) -> None:
    wei = await team.seat(WEI)
    one, two = await team.server.file_case(), await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(one.case_id, AddNote(text="large"))
    await wei.app.records.submit(two.case_id, AddNote(text="small"))
    wei.wire.answering = [said(413), said(413)]
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.text.en == "large"
    assert [note.text for note in (await wei.case(two.case_id)).notes] == ["small"]
    await wei.app.questions.redo(question.command_id)
    await wei.sync()
    assert [note.text for note in (await wei.case(one.case_id)).notes] == ["large"]


async def test_a_text_that_a_proxy_does_not_let_through_waits_and_holds_nothing_up(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    wei = await team.seat(WEI)
    cases = [(await team.server.file_case()).case_id for _n in range(5)]
    await wei.sync()
    real, narrow, tried = wei.wire.handle_async_request, True, []

    async def through_a_proxy(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/v2/push":
            tried.append(b"large" in await request.aread())
            if narrow and tried[-1]:
                return httpx.Response(413, content=b"<html>Request Entity Too Large</html>")
        return await real(request)

    async def notes(case_id: str) -> list[str]:
        return [note.text for note in (await wei.case(case_id)).notes]

    monkeypatch.setattr(wei.wire, "handle_async_request", through_a_proxy)
    await wei.app.records.submit(cases[0], AddNote(text="large"))
    await wei.app.records.submit(cases[0], AddNote(text="after it"))
    for case_id in cases[1:4]:
        await wei.app.records.submit(case_id, AddNote(text="small"))
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.TROUBLE
    assert wei.app.sync.status.problem is not None
    assert wei.app.sync.status.problem.id.startswith("Something between here and the server")
    assert wei.app.sync.status.waiting == 2
    assert await wei.app.questions.asked() == ()
    lina = await team.seat(LINA)
    for case_id in cases[1:4]:
        assert [note.text for note in (await lina.case(case_id)).notes] == ["small"]
    # What is fresh goes before what has failed; both are tried again.
    await wei.restart()
    await wei.app.records.submit(cases[4], AddNote(text="small"))
    tried.clear()
    await wei.app.sync.now()
    assert tried == [True, False, True]
    assert wei.app.sync.status.waiting == 2
    narrow = False
    await wei.sync()
    assert await notes(cases[0]) == ["large", "after it"]
    assert wei.app.sync.status.waiting == 0


async def test_giving_and_taking_back_in_one_case_keeps_its_order(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await asyncio.gather(
        wei.app.records.submit(filed.case_id, Claim()),
        wei.app.records.submit(filed.case_id, AddNote(text="one")),
        wei.app.records.submit(filed.case_id, Release()),
        wei.app.records.submit(filed.case_id, AddNote(text="two")),
    )
    await wei.sync()
    case = await wei.case(filed.case_id)
    assert case.owner is None
    assert [note.text for note in case.notes] == ["one", "two"]
    assert await wei.app.questions.asked() == ()


async def test_syncing_goes_on_for_whoever_signs_in_and_ends_with_signing_out(team: Team) -> None:
    wei = await team.seat(WEI)
    await wei.app.sync.start()
    filed = await team.server.file_case()
    await wei.app.session.sign_in("http://server.test", "li.na", "recourse")
    assert wei.app.session.me == LINA
    arrived = asyncio.Event()
    end = wei.app.watch(lambda change: arrived.set() if change.rows else None)
    async with asyncio.timeout(5):
        while await wei.view(View.UNASSIGNED) != [filed.case_id]:
            arrived.clear()
            await arrived.wait()
    end()
    await wei.app.session.sign_out()
    assert not wei.app.sync._sync_service.running
    assert wei.app.sync.status.state is SyncState.SIGNED_OUT
    assert await wei.view(View.ALL_OPEN) == []
