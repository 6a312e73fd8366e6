"""Truth coming down: snapshots, deltas, leaving, paging, and digests that prove it all."""

from dataclasses import replace

import httpx
import msgspec
import pytest
from sqlalchemy import select

from tests.bench import ADMIN, LINA, PRIYA, SOFIA, WEI, TestServer, someone
from tests.workstation.server.replica import Replica
from workstation.domain.commands import AddNote, Assign, Claim, Refer, Release
from workstation.domain.kinds import KINDS
from workstation.domain.taxonomy import Role, Team
from workstation.server.scopes import heads
from workstation.server.tables import RECORD
from workstation.wire.bodies import unpack_record
from workstation.wire.feed import FeedEnd, Hello, More, ReceiptsLine, RecordLine, ScopeStart
from workstation.wire.push import Answer, Applied


async def test_a_new_device_gets_a_snapshot_and_proof(server: TestServer) -> None:
    filed = [await server.file_case() for _ in range(5)]
    wei = await server.client(WEI)
    replica = Replica()
    lines = await replica.pull(wei)
    assert isinstance(lines[0], Hello)
    assert lines[0].actor == WEI
    assert lines[0].scopes[:2] == ("everyone", "user:wei.ling")
    assert all(line.snap for line in lines if isinstance(line, ScopeStart))
    assert isinstance(lines[-1], FeedEnd)
    replica.prove()
    assert replica.members["queue:sg-commerce"] == {each.case_id for each in filed}


async def test_nothing_new_is_said_in_two_lines(server: TestServer) -> None:
    await server.file_case()
    wei = await server.client(WEI)
    replica = Replica()
    await replica.pull(wei)
    lines = await replica.pull(wei)
    assert [type(line) for line in lines] == [Hello, FeedEnd]
    replica.prove()


async def test_a_change_comes_as_a_delta(server: TestServer) -> None:
    filed = [await server.file_case() for _ in range(3)]
    wei, lina = await server.client(WEI), await server.client(LINA)
    replica = Replica()
    await replica.pull(lina)
    await wei.give(wei.envelope(filed[1].case_id, Claim()))
    lines = await replica.pull(lina)
    start = next(line for line in lines if isinstance(line, ScopeStart))
    assert start == ScopeStart(id="queue:sg-commerce", snap=False, frm=3, to=4)
    assert replica.case(filed[1].case_id).owner == WEI.person
    replica.prove()


async def test_a_case_that_leaves_a_scope_is_taken_out(server: TestServer) -> None:
    filed = await server.file_case((WEI, Claim()))
    wei, priya = await server.client(WEI), await server.client(PRIYA)
    replica = Replica()
    await replica.pull(wei)
    assert replica.members["user:wei.ling"] == {filed.case_id}
    await priya.give(priya.envelope(filed.case_id, Assign(owner=LINA), seen=2))
    await replica.pull(wei)
    assert replica.outs == [("user:wei.ling", filed.case_id)]
    assert replica.members["user:wei.ling"] == set()
    assert replica.members["queue:sg-commerce"] == {filed.case_id}
    replica.prove()


async def test_a_case_that_returns_is_in_once(server: TestServer) -> None:
    filed = await server.file_case((WEI, Claim()), (WEI, Release()), (WEI, Claim()))
    wei = await server.client(WEI)
    await wei.give(wei.envelope(filed.case_id, Release(), seen=4))
    await wei.give(wei.envelope(filed.case_id, Claim(), seen=5))
    replica = Replica()
    await replica.converge(wei)
    assert replica.members["user:wei.ling"] == {filed.case_id}


async def test_a_team_sees_only_what_it_was_asked(server: TestServer, clock) -> None:
    filed = await server.file_case((WEI, Claim()))
    await server.file_case()
    wei, sofia = await server.client(WEI), await server.client(SOFIA)
    replica = Replica()
    await replica.converge(sofia)
    assert replica.cases == []
    clock.advance(minutes=1)
    refer = Refer(team=Team.POLICY, question="Is bamboo wood?", due_at=clock().replace(day=4))
    (answer,) = await wei.give(wei.envelope(filed.case_id, refer, seen=2))
    assert isinstance(answer.disposition, Applied)
    await replica.converge(sofia)
    assert replica.cases == [filed.case_id]


@pytest.mark.parametrize("limits", [{"max_rows": 3}, {"max_bytes": 6000}, {"max_rows": 1}])
async def test_a_long_feed_comes_in_pages(server: TestServer, limits: dict[str, int]) -> None:
    for _ in range(10):
        await server.file_case((WEI, Claim()))
    wei = await server.client(WEI)
    replica = Replica()
    lines = await replica.pull(wei, **limits)
    assert isinstance(lines[-2], More)
    assert lines[-1] == FeedEnd(scopes={})
    rounds = await replica.converge(wei, **limits)
    assert rounds >= 2
    assert len(replica.members["user:wei.ling"]) == len(replica.members["queue:sg-commerce"]) == 10


async def test_rows_that_move_between_pages_arrive(server: TestServer) -> None:
    filed = [await server.file_case() for _ in range(6)]
    wei, lina = await server.client(WEI), await server.client(LINA)
    replica = Replica()
    await replica.pull(wei, max_rows=2)
    await lina.give(lina.envelope(filed[0].case_id, AddNote(text="Behind the cursor")))
    await lina.give(lina.envelope(filed[5].case_id, AddNote(text="Ahead of it")))
    await replica.converge(wei, max_rows=2)
    assert replica.case(filed[0].case_id).notes[0].text == "Behind the cursor"
    assert replica.case(filed[5].case_id).notes[0].text == "Ahead of it"


async def test_the_digests_are_those_of_the_records(server: TestServer) -> None:
    """An oracle that knows the records, not the feed."""
    for steps in ([], [(WEI, Claim())], [(LINA, Claim()), (LINA, Release())]):
        await server.file_case(*steps)
    priya = await server.client(PRIYA)
    await priya.give(priya.envelope("case-2", Assign(owner=LINA), seen=2))

    def recompute(connection):
        sums: dict[str, tuple[int, int]] = {}
        for row in connection.execute(select(RECORD.c.kind, RECORD.c.body, RECORD.c.hash)):
            kind = KINDS.named(row.kind)
            for scope in kind.scopes(unpack_record(kind, row.body)):
                count, total = sums.get(scope, (0, 0))
                sums[scope] = (count + 1, (total + row.hash) % 2**60)
        stored = {s: (h.count, h.digest) for s, h in heads(connection).items() if h.count}
        return sums, stored

    sums, stored = await server.store._database.read(recompute)
    assert sums == stored
    told = {each for each in sums if not each.startswith("access:")}
    assert told == {"everyone", "queue:sg-commerce", "user:li.na"}


@pytest.mark.expects_log("the data went back")
async def test_a_cursor_of_another_epoch_or_of_none_starts_anew(server: TestServer) -> None:
    await server.file_case()
    wei = await server.client(WEI)
    replica = Replica()
    await replica.pull(wei)
    for epoch, cursors in (
        ("another", replica.cursors),
        (replica.epoch, {"queue:sg-commerce": -1}),
    ):
        lines = await wei.sync(epoch, dict(cursors))
        starts = [line for line in lines if isinstance(line, ScopeStart)]
        assert ScopeStart(id="queue:sg-commerce", snap=True, frm=0, to=1) in starts


@pytest.mark.expects_log("the data went back")
async def test_dispositions_are_told_until_they_are_acked(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    (answer,) = await wei.give(wei.envelope(filed.case_id, Claim(), id="claim"))

    def told(lines) -> list[Answer]:
        receipts = [line for line in lines if isinstance(line, ReceiptsLine)]
        return [msgspec.json.decode(raw, type=Answer) for r in receipts for raw in r.answers]

    again = Answer(disposition=answer.disposition, already=True)
    first = await wei.sync()
    assert told(first) == [again]
    epoch = first[0].epoch
    other_device = await server.client(WEI, device="other")
    assert told(await other_device.sync()) == []
    lina = await server.client(LINA, device=wei.device)
    assert told(await lina.sync(acked=("claim",))) == []
    held = {"queue:sg-commerce": 1}
    assert told(await wei.sync(epoch, held)) == [again]
    assert told(await wei.sync(epoch, held, acked=("claim",))) == []
    assert told(await wei.sync(epoch, held)) == []
    # A device that holds nothing, or what is of another life, is told what this one has of it.
    assert told(await wei.sync(epoch)) == [again]
    assert told(await wei.sync("another")) == [again]


async def test_somebody_without_queues_gets_their_own_scope(server: TestServer) -> None:
    nobody = await server.user(someone("new", Role.SPECIALIST, queues=frozenset()))
    await server.file_case()
    desk = await server.client(nobody)
    lines = await desk.sync()
    assert lines[0].scopes == ("everyone", "user:new", "role:SPECIALIST")
    assert lines[-1].scopes.keys() == set(lines[0].scopes)
    assert not [each for each in lines if isinstance(each, RecordLine) and each.kind == "case"]


async def test_the_answer_is_zstd_or_plain_as_asked(server: TestServer) -> None:
    await server.file_case()
    admin = await server.client(ADMIN)
    body = {"device": "d", "cursors": {}}
    squeezed = await admin.http.post("/api/v2/sync", json=body)
    plain = await admin.http.post("/api/v2/sync", json=body, headers={"accept-encoding": "gzip"})
    assert squeezed.headers["content-encoding"] == "zstd"
    assert "content-encoding" not in plain.headers
    assert squeezed.content == plain.content


async def test_an_answer_that_breaks_off_is_an_error(server: TestServer) -> None:
    for _ in range(30):
        await server.file_case()
    wei = await server.client(WEI)
    wei.wire.break_after = 700
    with pytest.raises(httpx.ReadError):
        await wei.sync()
    await Replica().converge(wei)


async def test_many_hang_up_and_nobody_is_shut_out(server: TestServer) -> None:
    """More readers than there are slots for streams leave in the middle; the next one is served."""
    for _ in range(40):
        await server.file_case()
    wei = await server.client(WEI)
    for _ in range(20):
        async with wei.http.stream(
            "POST", "/api/v2/sync", json={"device": "d", "cursors": {}}
        ) as response:
            assert response.status_code == 200
    await Replica().converge(wei)


async def test_whose_cases_a_colleague_must_not_touch_is_for_supervisors(
    server: TestServer,
) -> None:
    partial = await server.user(replace(LINA, conflicts=frozenset({"Bamboo"})))
    told = {}
    for reader in (WEI, partial, PRIYA, ADMIN):
        hello, *lines = await (await server.client(reader)).sync()
        assert isinstance(hello, Hello)
        records = [each for each in lines if isinstance(each, RecordLine)]
        told[reader.id] = {each.id for each in records if b"Bamboo" in bytes(each.body)}
        assert hello.actor.conflicts == reader.conflicts
    assert told == {
        "wei.ling": set(),
        "li.na": {"interests:li.na"},
        "priya.nair": {"interests:li.na"},
        "admin": {"interests:li.na"},
    }
