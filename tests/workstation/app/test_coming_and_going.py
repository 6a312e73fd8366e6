"""Several presses of sign in and sign out at once: whoever is last is in, and is in whole."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import LINA, PASSWORD, SERVER, WEI
from tests.journeys.team import Team, office


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as team:
        yield team


async def test_whoever_comes_in_is_in_before_the_next_does(team: Team) -> None:
    seat = await team.seat(WEI)
    await seat.app.sign_in(SERVER, LINA.id, PASSWORD)
    await seat.sync()
    seat.wire.cut = True

    async def come(user: str) -> None:
        await seat.app.sign_in(SERVER, user, PASSWORD)

    await asyncio.gather(
        *(come(user) for user in (WEI.id, LINA.id, WEI.id)),
        seat.app.sign_out(),
        seat.app.resume(),
        come(LINA.id),
    )
    me = seat.app.me
    assert me is not None
    assert me.id in {WEI.id, LINA.id}
    assert await seat.app.questions() == ()
    await seat.app.sign_out()
    assert seat.app.me is None
