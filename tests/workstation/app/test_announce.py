"""Who hears of a change."""

import asyncio

from workstation.app.announcer import Announcer
from workstation.app.values import Change


async def test_a_new_watcher_is_not_told_what_it_has_just_read() -> None:
    announcer = Announcer()
    early: list[Change] = []
    late: list[Change] = []
    announcer.watch(early.append)
    announcer.say(Change(rows=True))
    announcer.watch(late.append)
    announcer.say(Change(status=True))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert early == [Change(rows=True), Change(status=True)]
    assert late == [Change(status=True)]
