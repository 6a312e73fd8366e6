"""The rooms that pictures are drawn in share a server, and nothing that anybody did."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ui.picture.rooms import DemoRooms
from workstation.app import Filter, Workstation
from workstation.domain.commands import Claim
from workstation.domain.views import View

NOW = datetime(2026, 9, 8, 3, 2, tzinfo=UTC)


async def unassigned(person: Workstation) -> int:
    return len(await person.cases.row_ids(View.UNASSIGNED, Filter()))


@pytest.mark.slow
async def test_a_room_begins_as_the_one_before_it_began() -> None:
    rooms = DemoRooms(lambda: NOW)
    left: list[int] = []
    try:
        for _time in range(2):
            async with rooms.room("wei.ling", "priya.nair") as (room, wei):
                before = await unassigned(wei)
                first = (await wei.cases.row_ids(View.UNASSIGNED, Filter()))[0]
                (row,) = await wei.cases.rows([first])
                await wei.records.submit(row.row.id, Claim())
                await wei.sync.now()
                priya = await room.colleague()
                assert (await priya.cases.case(row.row.id)).case.owner.id == "wei.ling"
                left.append(before)
    finally:
        rooms.close()
    assert left[0] == left[1] > 1
