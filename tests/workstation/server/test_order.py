"""The order of the feed is the order of commits: a polling reader never misses a row."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bench import START, WEI, Clock, Desk, TestServer
from tests.workstation.server.replica import Replica
from workstation.domain.commands import AddNote
from workstation.domain.kinds import KINDS
from workstation.server.scopes import heads
from workstation.server.tables import SCOPE_MEMBER
from workstation.wire.push import Applied, Envelope, pack

WRITERS = 8
ROUNDS = 12


async def write(desk: Desk, writer: int, cases: list[str]) -> list[dict[str, int]]:
    """One device's notes, two cases to a push; where the feed carries each."""
    effects = []
    for turn in range(ROUNDS):
        pair = (cases[(writer + turn) % len(cases)], cases[(writer * 3 + turn) % len(cases)])
        note = AddNote(text=f"{writer}.{turn}")
        for answer in await desk.give(*(desk.envelope(case, note) for case in pair)):
            assert isinstance(answer.disposition, Applied)
            effects.append(answer.disposition.effects)
    return effects


async def test_a_polling_reader_misses_nothing_of_eight_writers(server: TestServer) -> None:
    filed = [(await server.file_case()).case_id for _ in range(10)]
    reader = await server.client(WEI, device="reader")
    replica = Replica()
    desks = [await server.client(WEI, device=f"w{n}") for n in range(WRITERS)]
    writing = asyncio.gather(*(write(desk, n, filed) for n, desk in enumerate(desks)))
    while not writing.done():
        await replica.pull(reader)
        if replica.done.scopes:
            replica.prove()
    await replica.converge(reader)
    fresh = Replica()
    await fresh.converge(await server.client(WEI, device="fresh"))
    assert replica.bodies == fresh.bodies
    seqs = sorted(each["queue:sg-commerce"] for effects in await writing for each in effects)
    assert seqs == list(range(len(filed) + 1, len(filed) + 1 + WRITERS * ROUNDS * 2))
    assert await server.store.verify() == ()


async def test_a_late_commit_stays_ahead_of_every_cursor(
    fresh_database: str, tmp_path: Path
) -> None:
    """One transaction holds its scope; another has to take its number after it, not before."""
    async with await TestServer.start(tmp_path, Clock(), url=fresh_database) as server:
        slow, fast = [(await server.file_case()).case_id for _ in range(2)]
        database, batches = server.store._database, server.store._batches
        published, go_on = threading.Event(), threading.Event()

        def note(case: str) -> Envelope:
            kind, v, body = pack(KINDS, AddNote(text="x"))
            return Envelope(
                id=f"note-{case}", record_id=case, kind=kind, v=v, body=body, base_version=1,
                device="d", n=1, at=START,
            )  # fmt: skip

        def dawdle(connection) -> None:
            batches.take_in(connection, WEI.id, [note(slow)], START)
            published.set()
            assert go_on.wait(10)

        first = asyncio.create_task(database.write(dawdle))
        await asyncio.to_thread(published.wait, 10)
        second = asyncio.create_task(
            database.write(lambda c: batches.take_in(c, WEI.id, [note(fast)], START))
        )
        between = await database.read(lambda c: heads(c, ["queue:sg-commerce"]))
        assert between["queue:sg-commerce"].seq == 2
        assert not second.done()
        go_on.set()
        await asyncio.gather(first, second)

        def members(connection) -> dict[str, int]:
            query = select(SCOPE_MEMBER.c.record_id, SCOPE_MEMBER.c.seq)
            carried = query.where(SCOPE_MEMBER.c.scope == "queue:sg-commerce")
            return {row.record_id: row.seq for row in connection.execute(carried)}

        assert await database.read(members) == {slow: 3, fast: 4}


async def test_a_roll_back_leaves_no_gap(server: TestServer) -> None:
    case = (await server.file_case()).case_id
    desk = await server.client(WEI)
    batches = server.store._batches

    def gives_up(connection) -> None:
        batches.take_in(connection, WEI.id, [desk.envelope(case, AddNote(text="x"))], START)
        raise KeyError("given up")

    with pytest.raises(KeyError):
        await server.store._database.write(gives_up)
    (answer,) = await desk.give(desk.envelope(case, AddNote(text="y")))
    assert answer.disposition.effects == {"queue:sg-commerce": 2}
