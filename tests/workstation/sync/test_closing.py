"""Whoever's access was taken away keeps their words on this machine, and no case of others."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import LINA, PASSWORD, SERVER, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import Change, SignInProblem, SyncState
from workstation.domain.commands import AddNote, Claim
from workstation.domain.taxonomy import Role
from workstation.domain.views import View
from workstation.server.accounts import Passwords
from workstation.server.staff_office import GivenPassword
from workstation.wire.session import SESSION_ENDED


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def at_work(team: Team) -> tuple[Seat, str]:
    """Wei with a case in sight, a draft, and a note that waits."""
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.drafts.save(filed.case_id, "M1", "My words", "")
    await wei.app.records.submit(filed.case_id, AddNote(text="My note"))
    return wei, filed.case_id


async def stored(seat: Seat) -> list[str]:
    """Which cases the profile still holds, of whatever account."""
    rows = await seat.app._profile.truths._reads.run(
        lambda connection: connection.exec_driver_sql(
            "SELECT id FROM record UNION SELECT CAST(key AS TEXT) FROM body"
        ).fetchall()
    )
    return [row[0] for row in rows]


async def test_a_closed_account_keeps_its_words_and_no_case(team: Team) -> None:
    wei, case_id = await at_work(team)
    await team.server.store.people.revoke(WEI.id)
    told: list[Change] = []
    end = wei.app.watch(told.append)
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.ACCESS_ENDED
    problem = wei.app.sync.status.problem
    assert problem is not None
    assert problem.id == "Your access was taken away."
    assert await wei.view(View.ALL_OPEN) == []
    assert await stored(wei) == []
    assert any(change.keys_changed for change in told)
    end()
    assert wei.app.sync.status.waiting == 1
    assert (await wei.app.drafts.read(case_id, "M1")).en == "My words"
    assert await wei.app._profile.signed_in.receipts.records_remembered() == frozenset()


async def test_a_closed_account_cannot_be_used_without_the_server(team: Team) -> None:
    wei, case_id = await at_work(team)
    await team.server.store.people.revoke(WEI.id)
    await wei.app.sync.now()
    wei.wire.cut = True
    await wei.app.close()
    await wei.start()
    assert await wei.app.session.resume() is None
    with pytest.raises(SignInProblem) as problem:
        await wei.sign_in()
    assert problem.value.reason.id == "Your access was taken away."
    # The server lets them in again: everything that was theirs is there.
    await team.server.user(WEI)
    wei.wire.cut = False
    await wei.sign_in()
    await wei.sync()
    assert [note.text for note in (await wei.case(case_id)).notes] == ["My note"]
    assert (await wei.app.drafts.read(case_id, "M1")).en == "My words"
    wei.wire.cut = True
    assert (await wei.app.session.sign_in(SERVER, WEI.id, PASSWORD)).offline


async def test_a_password_for_one_time_closes_nothing(team: Team) -> None:
    """Whose password was reset is asked for their own, and keeps cases and words meanwhile."""
    wei, case_id = await at_work(team)
    given = GivenPassword(Passwords(cheap=True).hash("hmkwd-rtpae"), one_time=True)
    await team.server.store.people.administer(lambda office: office.reset(WEI.id, given))
    await wei.app.sync.now()
    assert wei.app.sync.status.problem == SESSION_ENDED
    with pytest.raises(SignInProblem) as problem:
        await wei.sign_in("hmkwd-rtpae")
    assert problem.value.reason.id == "This password was given out for one time only."
    assert case_id in await stored(wei)
    assert (await wei.app.drafts.read(case_id, "M1")).en == "My words"


@pytest.mark.parametrize("signed_in", [True, False])
async def test_signing_in_to_a_closed_account_ends_what_is_kept_of_it(
    team: Team, *, signed_in: bool
) -> None:
    wei, _case_id = await at_work(team)
    if not signed_in:
        await wei.app.session.sign_in(SERVER, LINA.id, PASSWORD)
        assert list(wei.profile.glob("cache-*.db"))
    await team.server.store.people.revoke(WEI.id)
    with pytest.raises(SignInProblem):
        await wei.sign_in()
    assert not list(wei.profile.glob("cache-*.db"))
    assert wei.app.session.me == (None if signed_in else LINA)
    if signed_in:
        assert await stored(wei) == []
    wei.wire.cut = True
    with pytest.raises(SignInProblem):
        await wei.sign_in()


async def test_whoever_is_shut_out_or_moved_finds_out_by_themselves_at_once(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    await team.server.file_case()
    changed = asyncio.Event()
    ends = [seat.app.watch(lambda _change: changed.set()) for seat in (wei, lina)]
    for seat in (wei, lina):
        await seat.app.sync.start()
    async with asyncio.timeout(5):
        for seat in (wei, lina):
            while not await seat.view(View.ALL_OPEN) or not seat.app.sync._sync_service._has_heard:
                changed.clear()
                await changed.wait()
    async with asyncio.timeout(5):
        await team.server.store.people.revoke(WEI.id)
        await team.server.store.people.change(replace(LINA, queues=frozenset({"cn-export"})))
        ended = SyncState.ACCESS_ENDED
        while wei.app.sync.status.state is not ended or await lina.view(View.ALL_OPEN):
            changed.clear()
            await changed.wait()
    for end in ends:
        end()
    assert await stored(wei) == []
    for seat in (wei, lina):
        await seat.app.sync.stop()


async def test_other_roles_are_announced_though_no_case_changed(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    filed = await team.server.file_case()
    await team.sync()
    await lina.app.records.submit(filed.case_id, Claim())
    await team.sync()
    told: list[Change] = []
    end = wei.app.watch(told.append)
    await team.server.store.people.change(replace(WEI, roles=WEI.roles | {Role.SUPERVISOR}))
    await wei.sync()
    await asyncio.sleep(0)
    end()
    assert wei.app.session.me is not None
    assert wei.app.session.me.may(Role.SUPERVISOR)
    assert any(change.rows for change in told)
