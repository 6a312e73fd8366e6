"""Old word of cases that left a scope, and old receipts, go; nobody misses anything by it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, WEI
from tests.journeys.team import Team, office
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.views import View
from workstation.wire.feed import OutLine, ScopeStart


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def test_old_word_of_what_left_goes_and_a_late_device_gets_the_scope_whole(
    team: Team,
) -> None:
    wei = await team.seat(WEI)
    filed, kept = await team.server.file_case(), await team.server.file_case()
    await wei.sync()
    for case_id in (filed.case_id, kept.case_id):
        await wei.app.records.submit(case_id, Claim())
    await wei.sync()
    bare = await team.server.client(WEI, "late")
    before = await bare.sync()
    cursors = before[-1].scopes
    priya = await team.seat(PRIYA)
    await priya.app.records.submit(filed.case_id, Assign(owner=LINA, reason="shift"))
    await priya.sync()
    assert (await team.server.store.prune()).outs == 0
    team.clock.advance(days=46)
    assert (await team.server.store.prune()).outs == 1
    assert (await team.server.store.prune()).outs == 0
    late = await team.server.client(WEI, "late")
    lines = await late.sync(before[0].epoch, {name: head.seq for name, head in cursors.items()})
    starts = {each.id: each for each in lines if isinstance(each, ScopeStart)}
    assert starts["user:wei.ling"].snap
    assert not any(isinstance(each, OutLine) for each in lines)
    await wei.sign_in()
    await wei.sync()
    assert await wei.view(View.MINE) == [kept.case_id]


async def test_receipts_stay_as_long_as_a_device_may_ask_for_them(team: Team) -> None:
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, AddNote(text="heard"))
    await wei.sync()
    await wei.sync()
    bare = await team.server.client(WEI, "silent")
    unheard = bare.envelope(filed.case_id, AddNote(text="unheard"))
    await bare.give(unheard)
    team.clock.advance(days=89)
    assert (await team.server.store.prune()).receipts == 0
    team.clock.advance(days=2)
    assert (await team.server.store.prune()).receipts == 1
    silent = await team.server.client(WEI, "silent")
    (answer,) = await silent.give(unheard)
    assert answer.already
    team.clock.advance(days=310)
    assert (await team.server.store.prune()).receipts == 1
