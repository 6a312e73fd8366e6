"""The loop that tries again: waits, wishes, pokes, and bugs that must not end it."""

import asyncio
import random

import pytest

from workstation.cache.problem import DiskTrouble, ProfileFile
from workstation.sync.loop import FIRST, LONGEST, Backoff, Loop, wait
from workstation.sync.problem import Fault, SyncProblem


class Round:
    """A round that fails as it is told."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self.outcomes = list(outcomes)
        self.failures: list[Exception] = []
        self.successes = 0

    async def __call__(self) -> None:
        outcome = self.outcomes.pop(0)
        if outcome is not None:
            raise outcome

    def worked(self) -> None:
        self.successes += 1

    def loop(self, waits: list[float] | None = None) -> Loop:
        async def wait_(poked: asyncio.Event, seconds: float) -> None:
            assert waits is not None
            waits.append(seconds)
            if not self.outcomes:
                raise asyncio.CancelledError

        return Loop(
            self,
            lambda: 42.0,
            failed=self.failures.append,
            worked=self.worked,
            chance=random.Random(1),
            wait_=wait_,
        )


def test_waits_are_spread_and_grow_to_a_minute() -> None:
    backoff = Backoff(random.Random(3))
    waits = [backoff.failed() for _round in range(200)]
    assert all(0 <= seconds <= LONGEST for seconds in waits)
    assert waits[0] <= 1
    assert waits[1] <= 2
    assert max(waits) > 50
    assert min(waits[20:]) < 10
    backoff.reset()
    assert backoff.failed() <= 1


def test_the_wish_of_the_server_is_respected() -> None:
    assert Backoff(random.Random(3)).failed(90.0) == 90.0


async def test_a_failed_round_is_always_tried_again() -> None:
    offline = SyncProblem(Fault.UNREACHABLE)
    round_ = Round(offline, None, SyncProblem(Fault.BUSY, retry_after=30.0), None)
    waits: list[float] = []
    with pytest.raises(asyncio.CancelledError):
        await round_.loop(waits).run()
    assert waits[0] <= 1
    assert waits[1] == 42.0
    assert waits[2] == 30.0
    assert waits[3] == 42.0
    assert round_.failures[0] is offline
    assert round_.successes == 2


async def test_a_full_disk_is_a_problem_and_not_a_crash() -> None:
    round_ = Round(DiskTrouble(ProfileFile.CACHE))
    await round_.loop().once()
    assert isinstance(round_.failures[0], DiskTrouble)


@pytest.mark.expects_log("a round of sync failed")
async def test_a_bug_in_one_round_does_not_end_the_loop() -> None:
    round_ = Round(ZeroDivisionError("bug"), None)
    loop = round_.loop()
    assert await loop.once() <= 1
    assert await loop.once() == 42.0
    assert isinstance(round_.failures[0], ZeroDivisionError)


async def test_a_poke_ends_the_wait_and_the_time_does_too() -> None:
    poked = asyncio.Event()
    poked.set()
    await wait(poked, 3600)
    poked.clear()
    await wait(poked, 0)
    assert not poked.is_set()


async def test_a_poke_during_a_round_is_not_lost() -> None:
    rounds = 0
    loop: Loop

    async def round_() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            loop.poke()
        elif rounds == 2:
            task.cancel()

    loop = Loop(
        round_,
        lambda: 3600.0,
        failed=lambda _error: None,
        worked=lambda: None,
        chance=random.Random(1),
    )
    task = asyncio.create_task(loop.run())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert rounds == 2


async def test_what_works_while_it_goes_on_is_tried_again_soon() -> None:
    """A nudge channel that a proxy cuts every few minutes, and that never ends well by itself."""
    cut = SyncProblem(Fault.UNREACHABLE)
    loop = Round(*[cut] * 400).loop()
    waits = []
    for _time in range(200):
        loop.steady()
        waits.append(await loop.once())
    assert max(waits) <= FIRST
