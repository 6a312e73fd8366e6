"""An answer that trickles in is left, and what waits behind it goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest

from tests.bench import PASSWORD, SERVER, START, WEI
from workstation.sync.http import HttpTransport
from workstation.sync.pace import GRACE, LONGEST, SLOWEST
from workstation.sync.problem import Fault, SyncProblem
from workstation.wire.codec import encode
from workstation.wire.feed import FeedEnd, Hello, Nudge, SyncRequest
from workstation.wire.push import Push
from workstation.wire.session import SignInRequest

HELLO = Hello(
    epoch="e",
    server_time=START,
    scopes=(),
    actor=WEI,
)
WHOLE = encode(HELLO) + b"\n" + encode(FeedEnd(scopes={})) + b"\n"


class Time:
    """The time of the loop, which passes only as a stream says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: self.now)

    async def passes(self, seconds: float) -> None:
        self.now += seconds
        # Once for the loop to see it, once for what it does about it.
        await asyncio.sleep(0)
        await asyncio.sleep(0)


@pytest.fixture
async def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(monkeypatch)


class Dripping(httpx.AsyncByteStream):
    """A piece after every so many seconds."""

    def __init__(self, time: Time, seconds: float, pieces: Iterator[bytes]) -> None:
        self._time = time
        self._seconds = seconds
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            await self._time.passes(self._seconds)
            yield piece


def endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def server(time: Time, seconds: float, pieces: Iterator[bytes], status: int = 200) -> HttpTransport:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, stream=Dripping(time, seconds, pieces))

    return HttpTransport(SERVER, httpx.MockTransport(answer))


Ask = Callable[[HttpTransport], object]


async def pull(transport: HttpTransport) -> object:
    return await transport.pull(SyncRequest(device="d", cursors={}))


async def push(transport: HttpTransport) -> object:
    return await transport.push(Push(device="d", commands=()))


async def sign_in(transport: HttpTransport) -> object:
    return await transport.sign_in(SignInRequest(user=WEI.id, password=PASSWORD, device="d"))


async def left(transport: HttpTransport, ask: Ask) -> None:
    with pytest.raises(SyncProblem) as told:
        await ask(transport)
    assert told.value.fault is Fault.UNREACHABLE
    assert "too slow" in told.value.detail
    await transport.close()


@pytest.mark.parametrize("ask", [pull, push, sign_in])
@pytest.mark.parametrize("status", [200, 503])
async def test_a_byte_a_second_is_not_waited_for(time: Time, ask: Ask, status: int) -> None:
    await left(server(time, 1, endless(b" "), status), ask)
    assert time.now - 1000 <= GRACE + 1


async def test_a_slow_line_gets_all_the_time_that_it_needs(time: Time) -> None:
    """Four times the grace, and every second a little more than the slowest that is waited for."""
    size = SLOWEST + 64
    padded = WHOLE.replace(b"\n", b"\n" * (int(4 * GRACE) * size), 1)
    pieces = (padded[at : at + size] for at in range(0, len(padded), size))
    transport = server(time, 1, pieces)
    page = await transport.pull(SyncRequest(device="d", cursors={}))
    await transport.close()
    assert page.hello == HELLO
    assert time.now - 1000 > 4 * GRACE


async def test_no_answer_is_waited_for_longer_than_the_longest(time: Time) -> None:
    await left(server(time, 1, endless(b"\n" * 3 * SLOWEST)), pull)
    assert LONGEST <= time.now - 1000 <= LONGEST + 1


async def test_a_nudge_channel_may_be_as_quiet_as_it_likes(time: Time) -> None:
    heartbeats = [b": still here\n\n"] * 100
    pieces = iter([*heartbeats, b"data: " + encode(Nudge(heads={"queue:a": 3})) + b"\n\n"])
    transport = server(time, 15, pieces)
    assert [nudge.heads async for nudge in transport.nudges()] == [{"queue:a": 3}]
    await transport.close()
