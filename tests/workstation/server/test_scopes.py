"""What scopes are told to whom, and that feeds of every kind get through to the workstation."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, SOFIA, WEI, Clock, TestServer, appeal
from tests.journeys.team import office
from tests.workstation.domain.world import finding
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import AddNote, Assign, Claim, Decide, RecordAnswer, Refer
from workstation.domain.record import Kind, Record
from workstation.domain.taxonomy import Team
from workstation.domain.views import View, scopes_for, scopes_of
from workstation.server import batch, feed, new_cases
from workstation.server.locked_records import LockedRecords
from workstation.server.routes import work
from workstation.wire.feed import Hello, ReceiptsLine
from workstation.wire.push import Answer, Applied, Parked

# Of every kind that there will be, and of one that this version never heard of.
ALL_KINDS = ("everyone", "lead:south", "role:SPECIALIST", "crew:south", "board:7", "odd")
SCOPES_OF_HELD = LockedRecords._scopes


def named(answers: Iterable[Answer]) -> set[str]:
    told = [each.disposition for each in answers]
    assert all(isinstance(each, Applied | Parked) for each in told), told
    return {scope for each in told for scope in each.effects}


async def test_a_receipt_names_no_scope_that_its_author_does_not_read(
    server: TestServer, clock: Clock
) -> None:
    """Whose case it is, and which team was asked, would be told by the names."""
    filed = await server.file_case((WEI, Claim()))
    wei, lina, sofia, priya = [await server.client(each) for each in (WEI, LINA, SOFIA, PRIYA)]
    given = {each: list[Answer]() for each in (WEI, LINA, SOFIA, PRIYA)}
    given[LINA] += await lina.give(lina.envelope(filed.case_id, AddNote(text="Seen."), seen=2))
    refer = Refer(team=Team.POLICY, question="Is bamboo wood?", due_at=clock().replace(day=4))
    given[WEI] += await wei.give(wei.envelope(filed.case_id, refer, seen=3))
    given[SOFIA] += await sofia.give(
        sofia.envelope(filed.case_id, RecordAnswer(text="It is a grass."), seen=4)
    )
    given[PRIYA] += await priya.give(priya.envelope(filed.case_id, Assign(owner=LINA), seen=5))
    late = wei.envelope(filed.case_id, Decide(finding=finding(appeal())), seen=5)
    given[WEI] += await wei.give(late)
    for actor, answers in given.items():
        assert named(answers), actor
        assert named(answers) <= scopes_for(actor), actor
    for desk in (wei, lina, sofia, priya):
        (receipts,) = [line for line in await desk.sync() if isinstance(line, ReceiptsLine)]
        whole = b"".join(bytes(each) for each in receipts.answers)
        others = {f"user:{each.id}".encode() for each in given if each != desk.actor}
        assert not [each for each in others if each in whole]


def read_all_kinds(actor: Actor) -> frozenset[str]:
    return scopes_for(actor) | frozenset(ALL_KINDS)


def carried_by_all_kinds(case: Case) -> frozenset[str]:
    return scopes_of(case) | frozenset(ALL_KINDS)


def held_by_all_kinds(locked: LockedRecords, kind: Kind, record: Record) -> frozenset[str]:
    return SCOPES_OF_HELD(locked, kind, record) | frozenset(ALL_KINDS)


@pytest.fixture
def all_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on the day on which there are records and people of all kinds of scopes."""
    for module in (feed, batch, work):
        monkeypatch.setattr(module, "scopes_for", read_all_kinds)
    monkeypatch.setattr(new_cases, "scopes_of", carried_by_all_kinds)
    monkeypatch.setattr(LockedRecords, "_scopes", held_by_all_kinds)


@pytest.mark.usefixtures("all_kinds")
async def test_scopes_of_every_kind_are_fed_in_their_order(server: TestServer) -> None:
    wei = await server.client(WEI)
    await server.file_case()
    hello = next(line for line in await wei.sync() if isinstance(line, Hello))
    assert [scope for scope in hello.scopes if scope in ALL_KINDS] == list(ALL_KINDS)
    assert hello.scopes[:2] == ("everyone", "user:wei.ling")
    assert hello.scopes[-2:] == ("board:7", "odd")


@pytest.mark.usefixtures("all_kinds")
async def test_a_workstation_holds_scopes_of_kinds_that_it_does_not_know(tmp_path: Path) -> None:
    """They are feeds like any other to it: what they carry is held, offline too, and let go."""
    async with office(tmp_path) as team:
        wei, lina = await team.seat(WEI), await team.seat(LINA)
        filed = await team.server.file_case()
        await team.sync()
        await lina.app.records.submit(filed.case_id, AddNote(text="In all of them."))
        await team.sync()
        assert [note.text for note in (await wei.case(filed.case_id)).notes] == ["In all of them."]
        await wei.app.records.submit(filed.case_id, Claim())
        await wei.sync()
        assert not (await wei.open(filed.case_id)).pending
        wei.wire.cut = True
        await wei.restart()
        assert await wei.view(View.MINE) == [filed.case_id]
