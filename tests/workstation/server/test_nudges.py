"""A change reaches another open workstation within a second, whichever replica it came through."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import LINA, SOFIA, WEI, Desk, TestServer
from workstation.domain.commands import AddNote, Claim
from workstation.domain.taxonomy import Role
from workstation.server.nudges import Nudges, NudgeSubscriber
from workstation.server.routes import work


async def first(desk: Desk, ready: asyncio.Event, wanted: int) -> list[dict[str, int]]:
    """So many events; `ready` is set once the stream is open."""
    heard = []
    # Left half read, the stream would close whenever the collector came by.
    async with aclosing(desk.nudges()) as stream:
        async for heads in stream:
            heard.append(heads)
            ready.set()
            if len(heard) == wanted:
                break
    return heard


async def test_a_change_is_heard_within_a_second(server: TestServer) -> None:
    filed = await server.file_case()
    wei, lina = await server.client(WEI), await server.client(LINA)
    ready = asyncio.Event()
    listening = asyncio.create_task(first(lina, ready, 2))
    await ready.wait()
    async with asyncio.timeout(1):
        await wei.give(wei.envelope(filed.case_id, Claim()))
        heard = await listening
    everyone = await server.head()
    assert heard == [{"queue:sg-commerce": 1, "everyone": everyone}, {"queue:sg-commerce": 2}]


async def test_another_replica_on_the_same_data_hears_it_within_a_second(
    server: TestServer, tmp_path: Path
) -> None:
    filed = await server.file_case()
    async with await TestServer.start(tmp_path, server.clock, url=server.url, people=()) as replica:
        wei, lina = await server.client(WEI), await replica.client(LINA, device="there")
        ready = asyncio.Event()
        listening = asyncio.create_task(first(lina, ready, 2))
        await ready.wait()
        async with asyncio.timeout(1.5):
            await wei.give(wei.envelope(filed.case_id, Claim()))
            heard = await listening
    assert heard[1] == {"queue:sg-commerce": 2}


async def test_other_queues_are_heard_of_at_once_and_from_then_on(server: TestServer) -> None:
    wei, lina = await server.client(WEI), await server.client(LINA)
    async with aclosing(wei.nudges()) as heard, asyncio.timeout(5):
        assert await anext(heard) == {"everyone": await server.head()}
        await server.store.people.change(replace(WEI, queues=frozenset({"cn-export"})))
        assert (await anext(heard)).keys() == {"access", "everyone"}
        filed = await server.file_case(queue="cn-export")
        assert await anext(heard) == {"queue:cn-export": 1}
        await server.file_case()
        await lina.give(lina.envelope(filed.case_id, AddNote(text="Once more")))
        # Nothing of the queue that is no longer theirs.
        assert await anext(heard) == {"queue:cn-export": 2}


async def test_access_that_another_replica_changes_is_heard_of_within_a_second(
    server: TestServer, tmp_path: Path
) -> None:
    async with await TestServer.start(tmp_path, server.clock, url=server.url, people=()) as replica:
        wei, lina = await server.client(WEI), await server.client(LINA)
        async with aclosing(wei.nudges()) as hers, aclosing(lina.nudges()) as his:
            await anext(hers)
            await anext(his)
            async with asyncio.timeout(1.5):
                await replica.store.people.change(replace(WEI, roles=frozenset({Role.QUALITY})))
                assert (await anext(hers)).keys() == {"access", "everyone"}
            async with asyncio.timeout(1.5):
                await replica.store.people.revoke(LINA.id)
                # She hears of her colleague, and then no more.
                async for heads in his:
                    assert heads.keys() == {"everyone"}


async def test_nobody_hears_of_scopes_that_they_may_not_read(server: TestServer) -> None:
    filed = await server.file_case()
    wei, sofia = await server.client(WEI), await server.client(SOFIA)
    async with server.store.nudges.listening(frozenset({"user:sofia.lind"})) as listener:
        await wei.give(wei.envelope(filed.case_id, Claim()))
        assert await listener.news(0.01) == {}
    assert (await sofia.http.get("/health")).status_code == 200


async def test_a_slow_listener_hears_the_newest_heads_only(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    async with server.store.nudges.listening(frozenset({"queue:sg-commerce"})) as listener:
        for _ in range(5):
            await wei.give(wei.envelope(filed.case_id, AddNote(text="Again")))
        assert await listener.news(0.01) == {"queue:sg-commerce": 6}
        assert await listener.news(0.01) == {}


async def test_looking_stops_with_the_last_listener() -> None:
    looks = 0

    async def look() -> dict[str, int]:
        nonlocal looks
        looks += 1
        return {"queue:q": looks}

    nudges = Nudges(look, every=0.001)
    async with nudges.listening(frozenset({"queue:q"})) as one:
        async with nudges.listening(frozenset({"queue:q"})):
            pass
        before = looks
        while looks < before + 3:
            assert await one.news(1)
    after = looks
    await asyncio.sleep(0)
    assert looks == after


async def test_whoever_is_shut_out_hears_nothing_more_however_busy_it_is(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def always(_listener: NudgeSubscriber, _patience: float) -> dict[str, int]:
        await asyncio.sleep(0)
        return {"queue:sg-commerce": 1}

    monkeypatch.setattr(NudgeSubscriber, "news", always)
    monkeypatch.setattr(work, "_HEARTBEAT", 0.0)
    heard = (await server.client(WEI)).nudges()
    await anext(heard)
    await server.store.people.revoke(WEI.id)
    async with asyncio.timeout(5):
        async for _heads in heard:
            continue
