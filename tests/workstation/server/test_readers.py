"""Readers who do not read hold nobody up: not those who want news, nor each other for long."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx
import pytest

from tests.bench import START, WEI, Desk, TestServer, appeal
from tests.workstation.server.replica import Replica
from workstation.domain.actor import system_actor
from workstation.domain.case import Case, Statement
from workstation.domain.commands import AddNote
from workstation.domain.taxonomy import Language
from workstation.server.admission import Admission, AdmissionLimits
from workstation.server.database import SNAPSHOTS
from workstation.server.new_cases import Filing
from workstation.wire.feed import RecordLine
from workstation.wire.push import Applied

EVERYTHING = {"device": "d", "cursors": {}, "max_bytes": 32 * 1024 * 1024}
PLAIN = {"accept-encoding": "identity"}


class Ticks:
    """A clock for seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def large_cases(server: TestServer, many: int = 80) -> None:
    """Far more than is read ahead of any answer."""

    def opening(number: int) -> Case:
        long = Statement(text=f"{number:05d}" * 4000, language=Language.EN, at=START)
        return appeal(1000 + number, statements=(long,))

    await server.store.file(
        [Filing(opening(number), system_actor(), START) for number in range(many)]
    )


def admit(server: TestServer, clock: Ticks, **limits: float) -> Admission:
    server.store.admission = Admission(
        random.Random(5), replace(AdmissionLimits(patience=0.01), **limits), clock
    )
    return server.store.admission


async def stalled(server: TestServer, stack: AsyncExitStack, number: int) -> httpx.Response:
    """A reader who asks for everything and takes nothing in."""
    desk = await server.client(WEI, device=f"stalled-{number}")
    desk.wire.window = 0
    asking = desk.http.stream("POST", "/api/v2/sync", json=EVERYTHING, headers=PLAIN)
    return await stack.enter_async_context(asking)


@pytest.fixture
async def crowd() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def health(desk: Desk) -> str:
    return str((await desk.http.get("/health")).json()["status"])


async def test_eight_who_do_not_read_hold_up_nobody_who_wants_news(
    server: TestServer, crowd: AsyncExitStack
) -> None:
    wei = await server.client(WEI)
    await server.file_case()
    replica = Replica()
    await replica.converge(wei)
    await large_cases(server)
    clock = Ticks()
    admit(server, clock)
    answers = [await stalled(server, crowd, number) for number in range(SNAPSHOTS)]
    assert [each.status_code for each in answers] == [200] * 6 + [429] * 2
    assert {int(each.headers["retry-after"]) for each in answers[6:]} <= set(range(2, 9))
    assert await health(wei) == "ok"
    clock.now += 5
    assert await health(wei) == "busy"
    # Whoever wants what is new gets it; so does whoever is new and has little to fetch.
    (answer,) = await wei.give(wei.envelope("case-1", AddNote(text="Now")))
    assert isinstance(answer.disposition, Applied)
    async with asyncio.timeout(5):
        head = replica.cursors["queue:sg-commerce"] + 80
        news = await wei.sync(replica.epoch, replica.cursors | {"queue:sg-commerce": head})
        assert [each.id for each in news if isinstance(each, RecordLine)] == ["case-1"]
        assert len(await wei.sync(max_rows=2)) > 3
    # A large answer is for later, and is told so at once.
    turned_away = await wei.http.post("/api/v2/sync", json=EVERYTHING, headers=PLAIN)
    assert turned_away.status_code == 429


@pytest.mark.expects_log("an answer was not taken in time")
async def test_a_reader_who_stalls_gives_snapshot_and_place_back_while_it_stalls(
    server: TestServer, crowd: AsyncExitStack
) -> None:
    await large_cases(server)
    admit(server, Ticks(), places=1, large=1, taken_within=0.1, patience=10)
    first = await stalled(server, crowd, 1)
    assert first.status_code == 200
    # It gets its place while the first one still stalls, and gives it back in turn.
    assert (await stalled(server, crowd, 2)).status_code == 200
    while server.store._database._reader.pool.checkedout():
        await asyncio.sleep(0.001)
    # What was left unfinished cannot be taken for the whole.
    with pytest.raises(httpx.ReadError):
        await first.aread()


async def test_what_fits_into_memory_is_sent_without_a_snapshot(
    server: TestServer, crowd: AsyncExitStack
) -> None:
    for _ in range(30):
        await server.file_case()
    admit(server, Ticks(), places=1, large=1)
    first = await stalled(server, crowd, 1)
    assert first.status_code == 200
    assert not server.store._database._reader.pool.checkedout()
    assert (await stalled(server, crowd, 2)).status_code == 200
    async with asyncio.timeout(5):
        assert (await first.aread()).endswith(b"\n")


async def test_a_device_has_one_request_of_a_kind_under_way(
    server: TestServer, crowd: AsyncExitStack
) -> None:
    await large_cases(server)
    first = await stalled(server, crowd, 1)
    again, other = await stalled(server, crowd, 1), await stalled(server, crowd, 2)
    assert (first.status_code, again.status_code, other.status_code) == (200, 429, 200)
    assert int(again.headers["retry-after"]) >= 2
    # Whoever reads to the end may ask again at once, as whoever hangs up.
    await other.aread()
    assert (await stalled(server, crowd, 2)).status_code == 200
    await first.aclose()
    assert (await stalled(server, crowd, 1)).status_code == 200


async def test_two_pushes_of_one_device_are_one_after_the_other(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    begun, go_on = asyncio.Event(), asyncio.Event()
    real = server.store.push

    async def push(account, batch):
        begun.set()
        await go_on.wait()
        return await real(account, batch)

    monkeypatch.setattr(server.store, "push", push)
    note = wei.envelope(filed.case_id, AddNote(text="Once"))
    first = asyncio.create_task(wei.push(note))
    await begun.wait()
    assert (await wei.push(note)).status_code == 429
    go_on.set()
    assert (await first).status_code == 200
    assert (await wei.push(note)).status_code == 200


async def test_those_who_are_turned_away_do_not_come_back_all_at_once() -> None:
    admission = Admission(random.Random(1))
    told = {admission._busy().retry_after for _ in range(100)}
    assert told == set(range(2, 9))
