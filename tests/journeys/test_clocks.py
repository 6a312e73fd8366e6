"""Whatever the clock of a machine says, its person reads and judges by the server's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.bench import WEI, Clock
from tests.journeys.team import Seat, Team
from workstation.app import SyncState
from workstation.domain.clocks import next_due
from workstation.domain.commands import AddNote, Claim
from workstation.i18n import Translator

DAY = timedelta(days=1)
OFF = (-DAY, -timedelta(minutes=5), timedelta(minutes=5), DAY, 400 * DAY)


class Drifting(Clock):
    """The clock of a machine, by so much ahead of that of the office."""

    def __init__(self, office: Clock, by: timedelta) -> None:
        super().__init__()
        self.office, self.by = office, by

    def __call__(self) -> datetime:
        return self.office() + self.by


async def seat_off(team: Team, by: timedelta) -> Seat:
    """Wei at a machine whose clock differs from the server's by that much."""
    wei = await team.seat(WEI, signed_in=False)
    await wei.app.close()
    wei.clock = Drifting(team.clock, by)
    await wei.start()
    await wei.sign_in()
    await wei.sync()
    return wei


@pytest.mark.parametrize("by", OFF)
async def test_every_time_that_is_noted_or_judged_is_the_servers(team: Team, by: timedelta) -> None:
    """Wei claims, asks and writes at a machine that is a day wrong: nothing shows it."""
    filed = await team.server.file_case()
    wei = await seat_off(team, by)
    assert wei.app.clock() == team.clock()
    await wei.app.records.submit(filed.case_id, Claim(), hold=timedelta(seconds=10))
    assert [each.until for each in wei.app.records.held()] == [team.clock() + timedelta(seconds=10)]
    draft = await wei.app.drafts.save(filed.case_id, "M1", "Dear shop", "您好")
    assert draft.saved_at == team.clock()
    team.clock.advance(seconds=11)
    assert wei.app.records.held() == ()
    await wei.sync()
    assert wei.app.sync.status.last_sync == team.clock()
    held = await wei.case(filed.case_id)
    due = next_due(held)
    assert due is not None
    assert due > wei.app.clock()
    note = await wei.app.records.submit(filed.case_id, AddNote(text="Called."))
    (pending,) = (await wei.open(filed.case_id)).pending
    assert (pending.id, pending.at) == (note, team.clock())
    assert (await wei.case(filed.case_id)).notes[-1].at == team.clock()


@pytest.mark.parametrize("by", OFF)
async def test_after_a_restart_without_the_server_it_is_still_the_servers_time(
    team: Team, by: timedelta
) -> None:
    """It is said as well, where the clock is far off; and the last sync is remembered."""
    wei = await seat_off(team, by)
    synced = team.clock()
    wei.wire.cut = True
    team.clock.advance(hours=3)
    await wei.restart()
    assert wei.app.clock() == team.clock()
    await wei.app.sync.now()
    status = wei.app.sync.status
    assert status.state is SyncState.OFFLINE
    assert status.last_sync == status.offline_since == synced
    assert status.clock_off is not None
    assert "The times shown here are the server's." in Translator("en").text(status.clock_off)


async def test_a_clock_that_is_put_right_meanwhile_is_believed(team: Team) -> None:
    """Somebody sets the clock back that was a day fast, with the cable out."""
    wei = await seat_off(team, DAY)
    wei.wire.cut = True
    for restarts in (False, True):
        wei.clock.by = timedelta(0)
        if restarts:
            await wei.restart()
        assert wei.app.clock() == team.clock()


async def test_a_slow_answer_makes_no_time_jump(team: Team) -> None:
    """An answer that took a minute to come says of the clock only what it can."""
    wei = await team.seat(WEI)
    wei.wire.passing = lambda _path, body: (team.clock.advance(minutes=1), body)[1]
    await wei.sync()
    assert wei.app.clock() == team.clock()
    assert wei.app.sync.status.clock_off is None
