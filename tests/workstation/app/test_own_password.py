"""A password of one's own: chosen at the first sign-in, changed later, and written down nowhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import PASSWORD, SERVER, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import NewPasswordNeeded, SignInProblem, SyncState

GIVEN = "hmkwd-rtpae-zzyqb-fcnnu"
OWN, OTHER = "tide lamp orbit 7", "granite violin maps 3"


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def enter(seat: Seat, password: str, new: str = "") -> bool:
    """Whether the server vouched for them, and not the profile."""
    return not (await seat.app.session.sign_in(SERVER, WEI.id, password, new)).offline


async def test_a_one_time_password_asks_for_ones_own(team: Team) -> None:
    await team.server.hand_out(WEI, GIVEN)
    wei = await team.seat(WEI, signed_in=False)
    with pytest.raises(NewPasswordNeeded) as needed:
        await enter(wei, GIVEN)
    assert needed.value.reason.id == "This password was given out for one time only."
    assert wei.app.session.me is None
    for weak, said in (
        ("short", "A password has at least {n} characters."),
        (GIVEN, "The new password is the old one."),
    ):
        with pytest.raises(SignInProblem) as refused:
            await enter(wei, GIVEN, weak)
        assert refused.value.reason.id == said
    assert await enter(wei, GIVEN, OWN)
    await wei.sync()
    # Without the server their own lets them in, and the one that was given out does not.
    wei.wire.cut = True
    await wei.app.session.sign_out()
    with pytest.raises(SignInProblem):
        await enter(wei, GIVEN)
    assert not await enter(wei, OWN)


async def test_without_the_server_no_password_is_chosen(team: Team) -> None:
    await team.server.hand_out(WEI, GIVEN)
    wei = await team.seat(WEI, signed_in=False)
    wei.wire.cut = True
    with pytest.raises(SignInProblem) as problem:
        await enter(wei, GIVEN, OWN)
    assert problem.value.reason.id == "The server cannot be reached."
    assert "only changed with the server" in problem.value.remedy.id
    wei.wire.cut = False
    assert await enter(wei, GIVEN, OWN)


async def test_an_answer_that_was_lost_locks_nobody_out(team: Team) -> None:
    await team.server.hand_out(WEI, GIVEN)
    wei = await team.seat(WEI, signed_in=False)
    wei.wire.losing = 1
    with pytest.raises(SignInProblem):
        await enter(wei, GIVEN, OWN)
    assert await enter(wei, GIVEN, OWN)
    wei.wire.losing = 1
    with pytest.raises(SignInProblem):
        await wei.app.session.change_password(OWN, OTHER)
    await wei.app.session.change_password(OWN, OTHER)
    await wei.sync()


async def test_ones_own_change_ends_the_other_sessions_and_not_this_one(team: Team) -> None:
    wei, home = await team.seat(WEI), await team.seat(WEI, name="home")
    await wei.app.sync.start()
    await wei.app.session.change_password(PASSWORD, OWN)
    await wei.sync()
    await home.app.sync.now()
    assert home.app.sync.status.state is SyncState.SIGNED_OUT
    await wei.app.sync.stop()
    await wei.restart()
    await wei.sync()
    wei.wire.cut = True
    await wei.app.session.sign_out()
    with pytest.raises(SignInProblem):
        await enter(wei, PASSWORD)
    assert not await enter(wei, OWN)
    # Whoever came in offline is in for good once the password is changed.
    wei.wire.cut = False
    await wei.app.session.change_password(OWN, OTHER)
    await wei.sync()


async def test_a_refused_change_leaves_all_as_it_was(team: Team) -> None:
    wei = await team.seat(WEI)
    with pytest.raises(SignInProblem) as wrong:
        await wei.app.session.change_password("not it", OWN)
    assert wrong.value.reason.id == "The password that you have now is another one."
    with pytest.raises(SignInProblem) as weak:
        await wei.app.session.change_password(PASSWORD, "Wei-Ling-2026-x")
    assert weak.value.reason.id == "A password must not be made of your name."
    wei.wire.cut = True
    with pytest.raises(SignInProblem) as away:
        await wei.app.session.change_password(PASSWORD, OWN)
    assert "only changed with the server" in away.value.remedy.id
    wei.wire.cut = False
    await wei.sync()
    await wei.app.session.sign_out()
    assert await enter(wei, PASSWORD)


async def test_no_password_is_written_anywhere(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await team.server.hand_out(WEI, GIVEN)
    wei = await team.seat(WEI, signed_in=False)
    with pytest.raises(SignInProblem):
        await enter(wei, GIVEN, "Password-2026!")
    await enter(wei, GIVEN, OWN)
    await wei.sync()
    wei.wire.cut = True
    with pytest.raises(SignInProblem):
        await wei.app.session.change_password(OWN, OTHER)
    wei.wire.cut = False
    await wei.app.session.change_password(OWN, OTHER)
    await wei.sync()
    await wei.app.close()
    files = [each.read_bytes() for each in team.folder.rglob("*") if each.is_file()]
    await wei.start()
    assert files
    for secret in (GIVEN, "Password-2026!", OWN, OTHER):
        assert secret not in caplog.text
        assert not any(secret.encode() in each for each in files)


@pytest.mark.parametrize("turns", [0, 1, 10, 100, 1_000, 10_000])
async def test_who_signs_out_while_it_is_changed_stays_out(team: Team, turns: int) -> None:
    wei = await team.seat(WEI)
    await wei.app.sync.start()
    changing = asyncio.create_task(wei.app.session.change_password(PASSWORD, OWN))
    for _turn in range(turns):
        await asyncio.sleep(0)
    await wei.app.session.sign_out()
    await asyncio.wait([changing])
    # Signing out breaks the connection off, and with it what still asks over it.
    failed = None if changing.cancelled() else changing.exception()
    assert failed is None or isinstance(failed, SignInProblem)
    assert wei.app.session.me is None
    assert wei.app.sync.status.state is SyncState.SIGNED_OUT
    await wei.restart()
    assert await wei.app.session.resume() is None
