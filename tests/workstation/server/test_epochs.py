"""Old data in the place of newer data: whoever knows more than the server makes it begin anew."""

import asyncio

import msgspec
import pytest

from tests.bench import LINA, SOFIA, WEI, Clock, Desk, TestServer
from tests.workstation.server.replica import Replica
from tests.workstation.server.test_house import change
from workstation.domain.commands import AddNote, Claim
from workstation.domain.glossary.acts import LetPass
from workstation.wire.feed import Hello, ScopeStart
from workstation.wire.push import Applied, Push, Pushed, Wait

QUEUE = "queue:sg-commerce"
went_back = pytest.mark.expects_log("the data went back")


async def hello(
    desk: Desk, epoch: str = "", cursors: dict[str, int] | None = None, **more
) -> Hello:
    first = (await desk.sync(epoch, cursors, **more))[0]
    assert isinstance(first, Hello)
    return first


async def pushed(desk: Desk, *envelopes, **more: str) -> Pushed:
    content = msgspec.json.encode(Push(device=desk.device, commands=envelopes, **more))
    response = await desk.http.post("/api/v2/push", content=content)
    assert response.status_code == 200, response.text
    return msgspec.json.decode(response.content, type=Pushed)


async def test_the_first_life_was_not_restored_to_anything(server: TestServer) -> None:
    assert (await hello(await server.client(WEI))).restored_to is None


@went_back
async def test_a_cursor_from_the_future_begins_another_life(
    server: TestServer, clock: Clock
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    clock.advance(minutes=3)
    newest = clock()
    await wei.give(wei.envelope(filed.case_id, Claim()))
    clock.advance(minutes=5)
    replica = Replica()
    await replica.converge(wei)
    before, ahead = replica.epoch, replica.cursors | {QUEUE: replica.cursors[QUEUE] + 1}
    lines = await wei.sync(before, ahead)
    assert isinstance(lines[0], Hello)
    assert lines[0].epoch != before
    assert lines[0].restored_to == newest
    assert ScopeStart(id=QUEUE, snap=True, frm=0, to=2) in lines
    # Whoever comes from before starts from nothing too, and there is no third life.
    await replica.converge(wei)
    assert replica.epoch == lines[0].epoch
    assert (await hello(wei, before, ahead)).epoch == replica.epoch


@went_back
async def test_of_many_who_know_more_one_begins_it(server: TestServer) -> None:
    await server.file_case()
    desks = [await server.client(WEI, device=f"d{n}") for n in range(6)]
    before = (await hello(desks[0])).epoch
    told = await asyncio.gather(*(hello(desk, before, {QUEUE: 99}) for desk in desks))
    assert len({each.epoch for each in told} - {before}) == 1
    assert before not in {each.epoch for each in told}


async def test_a_scope_that_is_not_theirs_is_no_witness(server: TestServer) -> None:
    wei = await server.client(WEI)
    before = (await hello(wei)).epoch
    assert (await hello(wei, before, {"user:li.na": 99, "queue:closed": 99})).epoch == before


@went_back
async def test_a_book_from_the_future_begins_another_life(server: TestServer) -> None:
    wei = await server.client(WEI)
    before = (await hello(wei)).epoch
    newest = await server.head()
    assert (await hello(wei, before, {"everyone": newest})).epoch == before
    assert (await hello(wei, before, {"everyone": newest + 1})).epoch != before


@went_back
async def test_a_receipt_that_was_lost_begins_another_life(server: TestServer) -> None:
    filed = await server.file_case()
    wei, lina = await server.client(WEI), await server.client(LINA)
    before = (await hello(wei)).epoch
    await wei.give(wei.envelope(filed.case_id, Claim(), id="claim"))
    assert (await hello(wei, before, latest="claim")).epoch == before
    # Whoever names no life was told nothing in it.
    assert (await hello(wei, latest="lost")).epoch == before
    assert (await hello(wei, before, latest="lost")).epoch != before
    # A life that is over lets go of what it was told.
    present = (await hello(lina)).epoch
    assert (await hello(wei, before, latest="lost")).epoch == present
    assert (await hello(lina, present, latest="claim")).epoch != present


@went_back
async def test_a_lost_edit_of_the_house_book_begins_another_life(server: TestServer) -> None:
    sofia, wei = await server.client(SOFIA), await server.client(WEI)
    before = (await hello(sofia)).epoch
    await change(sofia, "edit", LetPass("term", "why"))
    assert (await hello(sofia, before, latest="edit")).epoch == before
    assert (await hello(wei, before, latest="edit")).epoch != before


@went_back
async def test_a_life_that_the_data_never_had_begins_another_one_once(server: TestServer) -> None:
    wei, lina = await server.client(WEI), await server.client(LINA)
    before = (await hello(wei)).epoch
    after = (await hello(wei, "later")).epoch
    assert after != before
    assert (await hello(lina, "later")).epoch == after
    assert (await hello(lina, before)).epoch == after


@went_back
async def test_a_push_whose_device_has_seen_more_waits(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    replica = Replica()
    await replica.pull(wei)
    note = wei.envelope(filed.case_id, AddNote(text="x"))
    further = replica.cursors | {QUEUE: replica.cursors[QUEUE] + 1}
    again = await pushed(wei, note, epoch=replica.epoch, cursors=further)
    assert again.epoch != replica.epoch
    assert [each.disposition for each in again.answers] == [Wait(id=note.id)]
    same = await pushed(wei, note, epoch=again.epoch, cursors=replica.cursors)
    assert (same.epoch, type(same.answers[0].disposition)) == (again.epoch, Applied)


@went_back
async def test_a_push_that_knows_more_is_answered_in_another_life(server: TestServer) -> None:
    """Else the answer would cover up the loss: its receipt is the newest from then on."""
    filed = await server.file_case()
    wei = await server.client(WEI)
    before = (await hello(wei)).epoch
    first = await pushed(wei, wei.envelope(filed.case_id, Claim(), id="claim"), epoch=before)
    assert first.epoch == before
    note = wei.envelope(filed.case_id, AddNote(text="x"), seen=2)
    same = await pushed(wei, note, epoch=before, latest="claim")
    assert same.epoch == before
    again = await pushed(wei, note, epoch=before, latest="lost")
    assert again.epoch != before
    # What is offered again goes first.
    assert [each.disposition for each in again.answers] == [Wait(id=note.id)]
    assert (await hello(wei, before)).epoch == again.epoch
    # Told once, it goes on with what that life has said.
    assert (await pushed(wei, note, epoch=before, latest="lost")).epoch == again.epoch
    after = await pushed(wei, note, epoch=again.epoch)
    assert isinstance(after.answers[0].disposition, Applied)


@went_back
async def test_replicas_of_one_database_are_of_one_life(
    server: TestServer, clock: Clock, tmp_path
) -> None:
    filed = await server.file_case()
    one = await server.client(WEI, device="one")
    async with await TestServer.start(tmp_path, clock, url=server.url, people=()) as replica:
        # Not the ids that the other one gives.
        replica.new_id._prefix = "replica"
        other = await replica.client(WEI, device="other")
        sofia = await replica.client(SOFIA)
        before = (await hello(one)).epoch
        assert (await hello(other)).epoch == before
        after = (await hello(one, before, {QUEUE: 99})).epoch
        assert (await hello(other, before, {QUEUE: 99})).epoch == after
        note = other.envelope(filed.case_id, AddNote(text="x"))
        assert (await pushed(other, note, epoch=before, latest="lost")).epoch == after
        assert (await hello(sofia)).epoch == after
