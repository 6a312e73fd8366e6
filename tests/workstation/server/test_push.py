"""Commands going up: each at most once, all or nothing, in order, and by those who may."""

import asyncio
from dataclasses import replace

import httpx
import msgspec
import pytest
from sqlalchemy import Connection, update
from sqlalchemy.exc import OperationalError

from tests.bench import ADMIN, HAO, LINA, MARCUS, PRIYA, WEI, TestServer, appeal, someone
from tests.workstation.domain.world import finding
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import AddNote, Agree, Assign, Claim, Decide, File, Release
from workstation.domain.taxonomy import Role
from workstation.server import batch, receipts
from workstation.server.locked_records import LockedRecords
from workstation.server.tables import RECORD
from workstation.wire.codec import decode_case
from workstation.wire.feed import RecordLine
from workstation.wire.push import Answer, Applied, Parked, Quarantined, Refusal, Wait


async def truth(server: TestServer, case_id: str, reader: Actor = WEI) -> Case:
    """The case as the server feeds it to somebody."""
    lines = await (await server.client(reader, device="reader")).sync()
    return next(
        decode_case(line.body)
        for line in lines
        if isinstance(line, RecordLine) and line.id == case_id
    )


def applied(answer: Answer) -> Applied:
    assert isinstance(answer.disposition, Applied), answer
    return answer.disposition


async def test_a_claim_takes_effect_and_says_where_the_feed_carries_it(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    (answer,) = await wei.give(wei.envelope(filed.case_id, Claim()))
    assert answer.disposition == Applied(
        id="device-wei.ling.1",
        version=2,
        effects={"queue:sg-commerce": 2, "user:wei.ling": 1},
    )
    assert not answer.already
    assert (await truth(server, filed.case_id)).owner == WEI.person


async def test_the_same_push_twice_takes_effect_once(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    note = wei.envelope(filed.case_id, AddNote(text="Once"))
    (first,) = await wei.give(note)
    (second,) = await wei.give(note)
    assert second == Answer(disposition=first.disposition, already=True)
    assert [each.text for each in (await truth(server, filed.case_id)).notes] == ["Once"]


async def test_the_same_command_twice_in_a_batch_takes_effect_once(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    note = wei.envelope(filed.case_id, AddNote(text="Once"))
    first, second = await wei.give(note, note)
    assert (first.already, second.already) == (False, True)
    assert first.disposition == second.disposition
    assert len((await truth(server, filed.case_id)).notes) == 1


async def test_concurrent_duplicates_take_effect_once(server: TestServer) -> None:
    filed = [await server.file_case() for _ in range(3)]
    # As over several replicas: one device has one request under way.
    desks = [await server.client(WEI, device=f"d{n}") for n in range(6)]
    notes = [desks[0].envelope(each.case_id, AddNote(text="Once")) for each in filed]
    answers = await asyncio.gather(*(desk.give(*notes) for desk in desks))
    said = [[each.disposition for each in given] for given in answers]
    assert all(each == said[0] for each in said)
    assert sum(not each.already for given in answers for each in given) == 3
    for each in filed:
        assert len((await truth(server, each.case_id)).notes) == 1


async def test_a_lost_answer_is_told_again(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    claim = wei.envelope(filed.case_id, Claim())
    wei.wire.losing = 1
    with pytest.raises(httpx.ReadError):
        await wei.give(claim)
    (answer,) = await wei.give(claim)
    assert answer.already
    assert applied(answer).version == 2


async def test_a_reused_id_is_set_aside(server: TestServer) -> None:
    filed = await server.file_case()
    wei, lina = await server.client(WEI), await server.client(LINA)
    await wei.give(wei.envelope(filed.case_id, AddNote(text="Mine"), id="same"))
    (other,) = await wei.give(wei.envelope(filed.case_id, AddNote(text="Other"), id="same"))
    (stolen,) = await lina.give(lina.envelope(filed.case_id, AddNote(text="Mine"), id="same"))
    assert isinstance(other.disposition, Quarantined)
    assert isinstance(stolen.disposition, Quarantined)
    assert [each.text for each in (await truth(server, filed.case_id)).notes] == ["Mine"]


async def test_a_command_waits_for_the_one_before_it(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    claim = wei.envelope(filed.case_id, Claim(), id="claim")
    release = wei.envelope(filed.case_id, Release(), id="release", prev="claim")
    (early,) = await wei.give(release)
    assert early == Answer(disposition=Wait(id="release"))
    both = await wei.give(claim, release)
    assert [applied(each).version for each in both] == [2, 3]
    assert not both[1].already


async def test_a_refusal_is_a_receipt_with_a_reason_and_a_remedy(server: TestServer) -> None:
    filed = await server.file_case((LINA, Claim()))
    wei = await server.client(WEI)
    claim = wei.envelope(filed.case_id, Claim(), seen=2)
    (answer,) = await wei.give(claim)
    assert isinstance(answer.disposition, Refusal)
    assert answer.disposition.reason.args["name"].s == "Li Na"
    assert (await wei.give(claim))[0] == Answer(disposition=answer.disposition, already=True)


async def test_a_late_decision_is_parked_and_kept(server: TestServer) -> None:
    filed = await server.file_case((WEI, Claim()))
    priya, wei = await server.client(PRIYA), await server.client(WEI)
    await priya.give(priya.envelope(filed.case_id, Assign(owner=LINA), seen=2))
    decision = Decide(finding=finding(appeal()))
    (answer,) = await wei.give(wei.envelope(filed.case_id, decision, seen=2, id="late"))
    parked = answer.disposition
    assert isinstance(parked, Parked)
    assert parked.aspects == ("assignment",)
    assert parked.version == 4
    assert parked.effects == {"queue:sg-commerce": 3}
    case = await truth(server, filed.case_id)
    assert [(kept.command, kept.by) for kept in case.kept] == [("late", WEI.person)]
    assert case.owner == LINA.person


async def test_a_late_claim_leaves_the_case_as_it_is(server: TestServer) -> None:
    filed = await server.file_case((LINA, Claim()))
    wei = await server.client(WEI)
    (answer,) = await wei.give(wei.envelope(filed.case_id, Claim(), seen=1))
    assert isinstance(answer.disposition, Parked)
    assert answer.disposition.effects == {}
    assert (await truth(server, filed.case_id)).version == 2


@pytest.mark.expects_log("command poison cannot be taken in")
async def test_a_poisoned_command_falls_alone(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its log is written before it trips: the savepoint has to take that back."""
    filed = await server.file_case()
    wei = await server.client(WEI)
    real = LockedRecords.write

    def trips(locked, held, step):
        written = real(locked, held, step)
        if step.command == "poison":
            raise ValueError(step.command)
        return written

    monkeypatch.setattr(LockedRecords, "write", trips)
    answers = await wei.give(
        wei.envelope(filed.case_id, AddNote(text="One")),
        wei.envelope(filed.case_id, AddNote(text="Poison"), id="poison"),
        wei.envelope(filed.case_id, AddNote(text="Two")),
    )
    assert [type(each.disposition) for each in answers] == [Applied, Quarantined, Applied]
    case = await truth(server, filed.case_id)
    assert [each.text for each in case.notes] == ["One", "Two"]
    assert await server.store.verify() == ()


@pytest.mark.expects_log("a batch of 2 failed")
async def test_a_batch_that_fails_is_tried_command_by_command(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    real = batch.publish

    def fails_for_two(connection, changes):
        effects = real(connection, changes)
        if len(changes) > 1:
            raise OperationalError("UPDATE scope", {}, Exception("disk trouble"))
        return effects

    monkeypatch.setattr(batch, "publish", fails_for_two)
    answers = await wei.give(
        wei.envelope(filed.case_id, AddNote(text="One")),
        wei.envelope(filed.case_id, AddNote(text="Two")),
    )
    assert [applied(each).effects for each in answers] == [
        {"queue:sg-commerce": 2},
        {"queue:sg-commerce": 3},
    ]
    assert [each.text for each in (await truth(server, filed.case_id)).notes] == ["One", "Two"]


@pytest.mark.expects_log("a batch of 1 failed|/api/v2/push failed")
async def test_what_cannot_be_stored_leaves_no_receipt(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    note = wei.envelope(filed.case_id, AddNote(text="Once"))

    def fails(connection, changes):
        raise OperationalError("UPDATE scope", {}, Exception("disk trouble"))

    with monkeypatch.context() as patched:
        patched.setattr(batch, "publish", fails)
        response = await wei.push(note)
    assert response.status_code == 503
    assert response.headers["retry-after"] == "2"
    (answer,) = await wei.give(note)
    assert not answer.already
    assert applied(answer).version == 2


@pytest.mark.expects_log("command bad cannot be taken in")
async def test_a_stored_case_that_cannot_be_read_stops_only_its_own_commands(
    server: TestServer,
) -> None:
    broken, sound = await server.file_case(), await server.file_case()
    await harm(server, broken.case_id)
    wei = await server.client(WEI)
    answers = await wei.give(
        wei.envelope(broken.case_id, AddNote(text="x"), id="bad"),
        wei.envelope(sound.case_id, AddNote(text="y")),
    )
    assert [type(each.disposition) for each in answers] == [Quarantined, Applied]


async def harm(server: TestServer, case_id: str) -> None:
    """A damaged page, or a bad upgrade."""

    def work(connection: Connection) -> None:
        connection.execute(update(RECORD).where(RECORD.c.id == case_id).values(body=b"{}"))

    await server.store._database.write(work)


@pytest.mark.expects_log("a batch of 3 failed|of a batch of 3 some found no room")
async def test_one_by_one_what_finds_no_room_is_sent_again_later(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    real = receipts.record_dispositions

    def fails(connection, dispositions):
        if any(each.id == "late" for each in dispositions):
            raise OperationalError("UPDATE command_receipt", {}, Exception("disk trouble"))
        real(connection, dispositions)

    monkeypatch.setattr(receipts, "record_dispositions", fails)
    answers = await wei.give(
        wei.envelope(filed.case_id, AddNote(text="One")),
        wei.envelope(filed.case_id, AddNote(text="Late"), id="late"),
        wei.envelope(filed.case_id, AddNote(text="Two")),
    )
    assert [type(each.disposition) for each in answers] == [Applied, Wait, Applied]
    case = await truth(server, filed.case_id)
    assert [each.text for each in case.notes] == ["One", "Two"]


@pytest.mark.expects_log("a batch of . failed|command bad cannot be taken in")
@pytest.mark.parametrize("harm", [{"kind": "note\x00"}, {"n": 1 << 70}, {"base_version": 1 << 70}])
async def test_what_has_no_place_in_the_database_falls_alone(
    server: TestServer, harm: dict[str, object]
) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    bad = wei.envelope(filed.case_id, AddNote(text="Bad"), id="bad")
    answers = await wei.give(
        wei.envelope(filed.case_id, AddNote(text="One")),
        msgspec.structs.replace(bad, **harm),
        wei.envelope(filed.case_id, AddNote(text="Two")),
    )
    kinds = [type(each.disposition) for each in answers]
    assert kinds[::2] == [Applied, Applied]
    notes = [each.text for each in (await truth(server, filed.case_id)).notes]
    assert (kinds[1] is Applied) == ("base_version" in harm)
    assert ("Bad" in notes) == ("base_version" in harm)


async def test_a_case_outside_ones_queues_is_like_none(server: TestServer) -> None:
    stranger = await server.user(someone("stranger", Role.SPECIALIST, queues=frozenset({"x"})))
    filed = await server.file_case()
    desk = await server.client(stranger)
    answers = await desk.give(
        desk.envelope(filed.case_id, Claim()), desk.envelope("case-none", Claim())
    )
    first, second = (each.disposition for each in answers)
    assert isinstance(first, Quarantined)
    assert isinstance(second, Quarantined)
    assert first.reason == second.reason


async def test_a_grant_taken_away_counts_at_once(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    await server.store.people.change(replace(WEI, queues=frozenset()))
    (answer,) = await wei.give(wei.envelope(filed.case_id, Claim()))
    assert isinstance(answer.disposition, Quarantined)


async def test_roles_are_the_servers_own(server: TestServer) -> None:
    """Marcus' workstation may think what it likes: the server's record says specialist."""
    filed = await server.file_case((WEI, Claim()))
    marcus = await server.client(MARCUS)
    (answer,) = await marcus.give(
        marcus.envelope(filed.case_id, Assign(owner=replace(LINA, roles=frozenset(Role))), seen=2)
    )
    assert isinstance(answer.disposition, Refusal)


async def test_an_assignment_is_judged_by_the_servers_record_of_the_person(
    server: TestServer,
) -> None:
    filed = await server.file_case()
    priya = await server.client(PRIYA)
    forged = replace(HAO, roles=frozenset({Role.SPECIALIST}))
    nobody = replace(LINA, id="gone", name="Gone")
    answers = await priya.give(
        priya.envelope(filed.case_id, Assign(owner=forged)),
        priya.envelope(filed.case_id, Assign(owner=nobody)),
        priya.envelope(filed.case_id, Assign(owner=LINA)),
    )
    assert [type(each.disposition) for each in answers] == [Refusal, Refusal, Applied]


async def test_an_unknown_kind_or_body_is_set_aside(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    good = wei.envelope(filed.case_id, AddNote(text="A"))
    answers = await wei.give(
        msgspec.structs.replace(good, id="a", kind="dance"),
        msgspec.structs.replace(good, id="b", v=99),
        msgspec.structs.replace(good, id="c", body=msgspec.Raw(b'{"text":5}')),
    )
    assert [type(each.disposition) for each in answers] == [Quarantined] * 3


async def test_a_request_can_be_filed_from_a_workstation(server: TestServer) -> None:
    wei = await server.client(WEI)
    opening = appeal(7)
    again = replace(opening, external_reference="EXT-8")
    forged = replace(appeal(9), owner=WEI.person)
    elsewhere = replace(appeal(10), queue="secret")
    answers = await wei.give(
        wei.envelope("new-1", File(opening=opening), seen=0),
        wei.envelope("new-2", File(opening=opening), seen=0),
        wei.envelope("new-3", File(opening=again), seen=0),
        wei.envelope("new-4", File(opening=forged), seen=0),
        wei.envelope("new-5", File(opening=elsewhere), seen=0),
    )
    kinds = [type(each.disposition) for each in answers]
    assert kinds == [Applied, Refusal, Applied, Refusal, Quarantined]
    assert (await truth(server, "new-1")).reference == "R-2026-0001"
    assert (await truth(server, "new-3")).duplicate_of == "R-2026-0001"
    assert await server.store.verify() == ()


async def test_the_second_signature_is_somebody_elses(server: TestServer) -> None:
    filed = await server.file_case((WEI, Claim()))
    wei = await server.client(WEI)
    (answer,) = await wei.give(wei.envelope(filed.case_id, Agree(), seen=2))
    assert isinstance(answer.disposition, Refusal)


async def test_too_many_commands_or_a_wrong_key_are_turned_away_whole(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    many = [wei.envelope(filed.case_id, AddNote(text="x")) for _ in range(101)]
    assert (await wei.push(*many)).status_code == 413
    large = [wei.envelope(filed.case_id, AddNote(text="字" * 50_000)) for _ in range(2)]
    assert (await wei.push(*large)).status_code == 413
    assert (await wei.push(large[0])).status_code == 200
    assert (await wei.push(wei.envelope("a\x00b", Claim()))).status_code == 400


async def test_what_is_nested_too_deep_is_not_a_fault_of_the_server(server: TestServer) -> None:
    wei = await server.client(WEI)
    deep = b'{"device":"d","commands":' + b"[" * 100_000
    assert (await wei.http.post("/api/v2/push", content=deep)).status_code == 400
    filed = await server.file_case()
    note = wei.envelope(filed.case_id, AddNote(text="x"))
    body = msgspec.Raw(b'{"text":' + b"[" * 5_000 + b"]" * 5_000 + b"}")
    assert (await wei.push(msgspec.structs.replace(note, body=body))).status_code < 500


async def test_an_empty_push_is_answered(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    assert await admin.give() == ()
