"""What is said, and what is done, while something takes its time."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import SyncState, sync_service
from workstation.domain.commands import Claim
from workstation.sync.loop import WaitFor


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def until_said(seat: Seat, state: SyncState) -> None:
    changed = asyncio.Event()
    end = seat.app.watch(lambda _change: changed.set())
    async with asyncio.timeout(5):
        while seat.app.sync.status.state is not state:
            changed.clear()
            await changed.wait()
    end()


async def test_a_pull_that_takes_long_is_not_called_done(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_service, "LONG_PULL", 0)
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, Claim())
    transport = wei.app._profile.signed_in.transport
    real, go_on = transport.pull, asyncio.Event()

    async def pull(request):
        await go_on.wait()
        return await real(request)

    monkeypatch.setattr(transport, "pull", pull)
    before = wei.app.sync.status.last_sync
    pulling = asyncio.create_task(wei.app.sync._sync_service._down.once())
    await until_said(wei, SyncState.SYNCING)
    # What goes up meanwhile does not make up for it.
    await wei.app.sync._sync_service._up.once()
    assert wei.app.sync.status.waiting == 0
    assert wei.app.sync.status.state is SyncState.SYNCING
    assert wei.app.sync.status.last_sync == before
    go_on.set()
    await pulling
    assert wei.app.sync.status.state is SyncState.SYNCED


async def test_what_is_wrong_stays_said_while_it_is_tried_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_service, "LONG_PULL", 0)
    wei = await team.seat(WEI)
    wei.wire.cut = True
    await wei.app.sync.now()
    problem = wei.app.sync.status.problem
    wei.wire.cut = False
    wei.wire.hold()
    pulling = asyncio.create_task(wei.app.sync._sync_service._down.once())
    while not wei.app.sync._sync_service._takes_long:
        await asyncio.sleep(0)
    assert (wei.app.sync.status.state, wei.app.sync.status.problem) == (SyncState.OFFLINE, problem)
    wei.wire.release()
    await pulling
    assert wei.app.sync.status.state is SyncState.SYNCED


class Patience:
    """Waits until it is poked, however long that takes."""

    def __init__(self) -> None:
        self.waiting = 0

    async def __call__(self, poked: asyncio.Event, seconds: float) -> None:
        self.waiting += 1
        await poked.wait()
        self.waiting -= 1

    async def of_all(self) -> None:
        async with asyncio.timeout(5):
            while self.waiting < 3:
                await asyncio.sleep(0)


async def test_nobody_waits_any_longer_once_the_network_is_up(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    patience = Patience()
    wait_: WaitFor = patience
    for loop in (
        wei.app.sync._sync_service._up,
        wei.app.sync._sync_service._down,
        wei.app.sync._sync_service._ear,
    ):
        loop._wait = wait_
    wei.wire.cut = True
    await wei.app.sync.start()
    await patience.of_all()
    await wei.app.records.submit(filed.case_id, Claim())
    await patience.of_all()
    assert wei.app.sync.status.state is SyncState.OFFLINE
    wei.wire.cut = False
    wei.app.sync.network_is_up()
    await until_said(wei, SyncState.SYNCED)
    async with asyncio.timeout(5):
        while wei.app.sync.status.waiting or not wei.app.sync._sync_service._listener.listening:
            await asyncio.sleep(0)
    assert (await wei.case(filed.case_id)).owner == WEI.person
    await wei.app.sync.stop()


async def test_a_line_that_may_be_dead_is_not_relied_on(team: Team) -> None:
    wei = await team.seat(WEI)
    await wei.app.sync.start()
    async with asyncio.timeout(5):
        while not (
            wei.app.sync._sync_service._listener and wei.app.sync._sync_service._listener.listening
        ):
            await asyncio.sleep(0)
    assert wei.app.sync._sync_service._pull_rest() == sync_service.NUDGED_POLL
    wei.app.sync.network_is_up()
    assert wei.app.sync._sync_service._pull_rest() == sync_service.BLIND_POLL
    await wei.app.sync.stop()
