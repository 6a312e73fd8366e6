"""Every way in which the server ends a session: it is said, all work stays, and one signs in again
where one is. Nobody else comes in by that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import ADMIN, LINA, PASSWORD, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import NewPasswordNeeded, SignInProblem, SyncState
from workstation.app.values import WaitReason
from workstation.domain.commands import AddNote, Claim
from workstation.domain.people.person import EndAccess
from workstation.domain.people.records import person_id
from workstation.domain.windows import day_of
from workstation.i18n import Message, Translator


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


OWN, GIVEN = "tide lamp orbit 7", "hmkwd-rtpae-zzyqb-fcnnu"
End = Callable[[Team, Path], Awaitable[object]]
EN, ZH = Translator("en"), Translator("zh_Hans")


async def runs_out(team: Team, _folder: Path) -> None:
    team.clock.advance(days=7)


async def ended_by_the_administrator(team: Team, _folder: Path) -> None:
    admin = await team.seat(ADMIN)
    assert await admin.app.people.end_sessions(WEI.id)


async def ended_from_another_device(team: Team, _folder: Path) -> None:
    elsewhere = await team.seat(WEI, name="elsewhere")
    assert await elsewhere.app.people.end_sessions(WEI.id)


async def another_password(team: Team, _folder: Path) -> None:
    elsewhere = await team.seat(WEI, name="elsewhere")
    await elsewhere.app.session.change_password(PASSWORD, OWN)


async def given_out(team: Team, _folder: Path) -> None:
    await team.server.hand_out(WEI, GIVEN)


async def restored(team: Team, folder: Path) -> None:
    await team.server.backup(folder / "b")
    await team.server.restore(folder / "b")


RAN_OUT = "Your session has run out: it lasts for seven days."
ENDED = "Your session was ended, by a new password or by somebody who may end sessions."
LOST = "The server has ended your session."
WAYS: tuple[tuple[End, str, str], ...] = (
    (runs_out, RAN_OUT, PASSWORD),
    (ended_by_the_administrator, ENDED, PASSWORD),
    (ended_from_another_device, ENDED, PASSWORD),
    (another_password, ENDED, OWN),
    (given_out, ENDED, GIVEN),
    (restored, LOST, PASSWORD),
)


async def at_work(team: Team) -> tuple[Seat, str]:
    """Wei with a case, and a letter begun."""
    wei = await team.seat(WEI)
    case = (await team.server.file_case((WEI, Claim()))).case_id
    await wei.sync()
    await wei.app.drafts.save(case, "M1", "Dear shop", "您好")
    return wei, case


def said(message: Message | None) -> str:
    assert message is not None
    assert ZH.text(message) != EN.text(message)
    return EN.text(message)


@pytest.mark.parametrize(
    ("end", "words", "password"), WAYS, ids=[each.__name__ for each, *_rest in WAYS]
)
async def test_it_is_said_and_another_session_is_begun_in_place(
    team: Team, tmp_path: Path, end: End, words: str, password: str
) -> None:
    wei, case = await at_work(team)
    await end(team, tmp_path)
    await wei.app.records.submit(case, AddNote(text="Called the brand."))
    await wei.app.sync.now()
    status = wei.app.sync.status
    assert (status.state, status.waiting) == (SyncState.SIGNED_OUT, 1)
    assert said(status.problem) == words
    (change,) = await wei.app.unsent.changes()
    assert change.reason is WaitReason.SIGNED_OUT
    for wrong in ("", "wrong"):
        with pytest.raises(SignInProblem, match="another one"):
            await wei.app.session.sign_in_again(wrong)
    assert wei.app.sync.status.state is SyncState.SIGNED_OUT
    if password == GIVEN:
        with pytest.raises(NewPasswordNeeded):
            await wei.app.session.sign_in_again(GIVEN)
        await wei.app.session.sign_in_again(GIVEN, OWN)
    else:
        await wei.app.session.sign_in_again(password)
    draft = await wei.app.drafts.read(case, "M1")
    assert (draft.en, draft.zh) == ("Dear shop", "您好")
    await wei.sync()
    assert wei.app.sync.status.waiting == 0
    lina = await team.seat(LINA)
    assert [note.text for note in (await lina.case(case)).notes] == ["Called the brand."]
    # The next start goes on by the new session, and offline by the new password.
    await wei.restart()
    await wei.sync()


async def test_it_is_found_out_by_itself_and_goes_on_by_itself(team: Team) -> None:
    """Nobody presses anything: the loops hear of the end, and send once there is a session."""
    wei, case = await at_work(team)
    changed = wei.app.watch(lambda _change: None)
    await wei.app.sync.start()
    await ended_by_the_administrator(team, Path())
    await wei.app.records.submit(case, AddNote(text="Called the brand."))
    await until(wei, SyncState.SIGNED_OUT)
    await wei.app.session.sign_in_again(PASSWORD)
    await until(wei, SyncState.SYNCED)
    assert wei.app.sync.status.waiting == 0
    changed()
    await wei.app.sync.stop()


async def until(seat: Seat, state: SyncState) -> None:
    async with asyncio.timeout(20):
        while seat.app.sync.status.state is not state or (
            state is SyncState.SYNCED and seat.app.sync.status.waiting
        ):
            news = asyncio.Event()
            end = seat.app.watch(lambda _change, news=news: news.set())
            await news.wait()
            end()


async def test_without_the_server_all_is_kept_and_it_says_so(team: Team) -> None:
    wei, case = await at_work(team)
    await ended_by_the_administrator(team, Path())
    await wei.app.sync.now()
    wei.wire.cut = True
    await wei.app.records.submit(case, AddNote(text="Called the brand."))
    with pytest.raises(SignInProblem) as problem:
        await wei.app.session.sign_in_again(PASSWORD)
    assert "your work is kept" in said(problem.value.remedy)
    assert wei.app.sync.status.waiting == 1
    wei.wire.cut = False
    await wei.app.session.sign_in_again(PASSWORD)
    await wei.sync()
    assert wei.app.sync.status.waiting == 0


async def test_nobody_else_comes_in_by_it(team: Team) -> None:
    """Li Na knows her own password, and no other; even a server that takes Wei's name for hers lets
    nothing of Wei's out under it."""
    wei, case = await at_work(team)
    await team.server.hand_out(LINA, GIVEN)
    lina = await team.seat(LINA, signed_in=False)
    await lina.app.session.sign_in(wei.app.session.server, LINA.id, GIVEN, OWN)
    await ended_by_the_administrator(team, Path())
    await wei.app.records.submit(case, AddNote(text="Called the brand."))
    await wei.app.sync.now()
    with pytest.raises(SignInProblem):
        await wei.app.session.sign_in_again(OWN)
    wei.wire.passing = lambda path, body: (
        body.replace(WEI.id.encode(), LINA.id.encode()) if path.endswith("/session") else body
    )
    with pytest.raises(SignInProblem):
        await wei.app.session.sign_in_again(OWN)
    wei.wire.passing = None
    assert wei.app.session.me == WEI
    await wei.app.sync.now()
    assert (wei.app.sync.status.state, wei.app.sync.status.waiting) == (SyncState.SIGNED_OUT, 1)


async def test_whose_access_has_ended_reads_by_whom_and_where_their_words_are(team: Team) -> None:
    """Wei's access ends while Wei is offline, once with the door for unsent work open and once not
    yet; each time the status says where the words are. After a restart signing in says so too."""
    wei, case = await at_work(team)
    wei.wire.cut = True
    await wei.app.records.submit(case, AddNote(text="Called the brand."))
    admin = await team.seat(ADMIN)
    end = EndAccess(reason="Left the house.", day=day_of(team.clock()))
    await admin.app.records.submit(person_id(WEI.id), end)
    await admin.sync()
    wei.wire.cut = False
    wei.wire.barring["/deposit"] = 99
    await wei.app.sync.now()
    status = wei.app.sync.status
    assert status.state is SyncState.ACCESS_ENDED
    assert said(status.problem) == "Admin ended your access on 2 Sep 2026."
    assert "2 pieces of your unsent work are kept on this machine." in said(status.remedy)
    wei.wire.barring.clear()
    await wei.app.sync.now()
    assert "2 pieces of your unsent work were handed in" in said(wei.app.sync.status.remedy)
    (change,) = await wei.app.unsent.changes()
    assert change.reason is WaitReason.ACCESS_ENDED
    await wei.app.sync.now()
    assert "handed in" in said(wei.app.sync.status.remedy)
    await wei.restart()
    assert wei.app.session.me is None
    with pytest.raises(SignInProblem) as refused:
        await wei.sign_in()
    assert said(refused.value.reason) == "Admin ended your access on 2 Sep 2026."
    assert "handed in" in said(refused.value.remedy)


async def test_signing_in_again_says_that_the_access_has_ended_meanwhile(team: Team) -> None:
    wei, _case = await at_work(team)
    await ended_by_the_administrator(team, Path())
    await wei.app.sync.now()
    await team.server.store.people.revoke(WEI.id)
    with pytest.raises(SignInProblem) as refused:
        await wei.app.session.sign_in_again(PASSWORD)
    assert said(refused.value.reason) == "Your access was taken away."
    assert wei.app.sync.status.state is SyncState.ACCESS_ENDED


async def test_a_session_lasts_for_its_seven_days(team: Team) -> None:
    wei, _case = await at_work(team)
    team.clock.now += timedelta(days=7) - timedelta(seconds=1)
    await wei.sync()
