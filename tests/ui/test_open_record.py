"""Which record is open is known in one place: one reading a change, and a later one wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.ui.panes.desk import MemoryDesk
from tests.ui.panes.table import LI, desk, do, opener
from ui.open_record import UNDO_FOR
from workstation.app.values import Opened
from workstation.domain import commands as c
from workstation.domain.case import Case
from workstation.domain.glossary.acts import Glossary
from workstation.domain.problem import Refused


class Reading:
    """A desk whose readings are counted, and end in the order that a test says."""

    def __init__(self) -> None:
        self.desk: MemoryDesk = desk()
        self.read: list[str] = []
        self.held: dict[str, asyncio.Event] = {}
        self.given: list[tuple[str, object]] = []
        self._record, self._submit = self.desk.open, self.desk.submit
        self.desk.open = self.record  # type: ignore[method-assign]
        self.desk.submit = self.submit  # type: ignore[method-assign]
        self.open = opener(self.desk)
        self.shown: list[str | None] = []
        self.open.watch(lambda opened: self.shown.append(opened and opened.record.id))

    async def record(self, id_: str) -> Opened[Case]:
        self.read.append(id_)
        found = await self._record(id_)
        if id_ in self.held:
            await self.held[id_].wait()
        return found

    async def submit(self, case_id: str, command, **more) -> str:
        self.given.append((case_id, more["seen"]))
        self.held_for = more["hold"]
        return await self._submit(case_id, command, **more)


async def turns(met: Callable[[], bool] = lambda: False, most: int = 20) -> None:
    for _turn in range(most):
        if met():
            return
        await asyncio.sleep(0)


async def test_a_later_one_wins_though_it_is_read_faster() -> None:
    on = Reading()
    on.held["S01"] = asyncio.Event()
    first = on.open.open("S01")
    await turns(lambda: bool(on.read))
    await on.open.open("S09")
    on.held["S01"].set()
    await first
    assert on.read == ["S01", "S09"]
    assert on.shown == ["S09"]
    assert on.open.state is not None
    assert on.open.state.record.id == on.open.id == "S09"


async def test_what_is_gone_to_before_the_reading_began_is_read_alone() -> None:
    on = Reading()
    on.open.open("S01")
    on.open.open("S04")
    await on.open.open("S09")
    assert on.read == ["S09"]
    assert on.shown == ["S09"]


async def test_an_older_reading_of_the_same_record_is_not_told_after_a_newer() -> None:
    on = Reading()
    slow = on.held["S01"] = asyncio.Event()
    first = on.open.open("S01")
    await turns(lambda: bool(on.read))
    on.desk.others_change(do(on.desk.table["S01"], c.AddNote(text="Seen"), LI))
    del on.held["S01"]
    await on.open.refresh()
    slow.set()
    await first
    assert on.shown == ["S01"]
    assert on.open.state is not None
    assert on.open.state.record.notes[-1].text == "Seen"


async def test_all_who_ask_before_it_is_read_share_one_reading() -> None:
    on = Reading()
    await on.open.open("S01")
    for _pane in range(5):
        on.open.watch(lambda _opened: None)
    await asyncio.gather(*(on.open.refresh() for _pane in range(5)))
    assert on.read == ["S01", "S01"]


async def test_what_changes_while_it_is_read_is_read_again() -> None:
    on = Reading()
    on.held["S01"] = asyncio.Event()
    on.open.open("S01")
    await turns(lambda: bool(on.read))
    again = on.open.refresh()
    on.held["S01"].set()
    await again
    assert on.read == ["S01", "S01"]


async def test_one_out_of_sight_is_told_as_none_and_takes_no_command() -> None:
    on = Reading()
    await on.open.open("gone")
    assert on.shown == [None]
    with pytest.raises(KeyError):
        await on.open.submit(c.Claim())


async def test_a_record_of_another_kind_is_out_of_sight() -> None:
    on = Reading()
    house = on.desk.current
    assert isinstance(house, Glossary)

    async def book(id_: str) -> Opened[Glossary]:
        return Opened(key=0, record=house, confirmed=house, truth_version=1)

    on.desk.open = book  # type: ignore[method-assign]
    await on.open.open("glossary")
    assert on.open.state is None


async def test_a_command_goes_with_the_version_that_was_before_the_eyes() -> None:
    on = Reading()
    await on.open.open("S01")
    seen = on.open.state
    assert seen is not None
    on.desk.others_change(on.desk.table["S01"])
    await on.open.open("S09")
    await on.open.submit(c.AddNote(text="For the shoes"), hold=True, of=seen)
    assert on.given == [("S01", seen.truth_version)]
    assert on.held_for == UNDO_FOR


async def test_while_another_is_on_its_way_a_command_is_for_the_one_in_sight() -> None:
    on = Reading()
    await on.open.open("S01")
    on.held["S09"] = asyncio.Event()
    coming = on.open.open("S09")
    await on.open.submit(c.AddNote(text="Called"))
    assert [case for case, _seen in on.given] == ["S01"]
    on.held["S09"].set()
    await coming
    assert on.shown == ["S01", "S09"]


async def test_a_refusal_reaches_whoever_pressed() -> None:
    on = Reading()
    await on.open.open("S06")
    with pytest.raises(Refused):
        await on.open.submit(c.Claim())


async def test_who_has_gone_is_told_nothing_more() -> None:
    on = Reading()
    told: list[object] = []
    end = on.open.watch(told.append)
    await on.open.open("S01")
    end()
    end()
    await on.open.refresh()
    assert len(told) == 1
