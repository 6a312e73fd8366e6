"""The table of rights, tried: the server takes in what it allows, and refuses everything else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from tests.bench import Clock, Desk, Ids, TestServer
from tests.workstation.domain import world as w
from tests.workstation.domain.test_rights import (
    CONFLICT,
    FIRST,
    HANA,
    LATER,
    LINA,
    ME,
    OUT,
    PRIYA,
    Row,
    Standing,
    allowed,
    content,
    me,
    rows,
    story,
)
from workstation.domain import commands as c
from workstation.domain.case import Case
from workstation.domain.taxonomy import Role, State
from workstation.server.new_cases import CaseStep, Filing
from workstation.wire.push import Applied, Disposition, Envelope, Push, Quarantined, Refusal

# A person is no platform; and nobody can be brought to hold what they decided first.
TRIED = [
    row for row in rows() if row.role is not Role.SYSTEM and row.standing != Standing(ME, FIRST)
]
AT_ONCE = 100
T = TypeVar("T")


@dataclass
class Tried:
    """Rows, the case of each, and what the server said to the commands."""

    server: TestServer
    cases: dict[Row, Case] = field(default_factory=dict)

    async def prepare(self, wanted: Sequence[Row]) -> None:
        """File what the rows need: what is refused changes nothing, and can share a case."""
        filings: list[Filing] = []
        for number, group in enumerate(_groups(wanted), 1):
            told = story(group[0], number)
            self.cases |= dict.fromkeys(group, told.now)
            if group[0].state is not State.NEW:
                steps = tuple(
                    CaseStep(command, who, w.NOON + timedelta(hours=hour))
                    for command, who, hour in told.steps[1:]
                )
                filings.append(Filing(told.opening, w.ROBOT, w.NOON, steps))
        for some in _batches(filings):
            await self.server.store.file(some)

    async def people(self, wanted: Iterable[Row]) -> dict[str, Desk]:
        """Everybody who gives a command, as they are when they give it."""
        found = {actor.id: actor for row in wanted if (actor := me(row))}
        for actor in found.values():
            await self.server.user(actor)
        wire = self.server.transport()
        return {id_: Desk(self.server, actor, id_, wire) for id_, actor in found.items()}

    def envelope(self, desk: Desk, row: Row) -> Envelope:
        case = self.cases[row]
        command = content(row, case)
        if isinstance(command, c.SendReply):
            command = replace(command, letter=f"letter-{case.id}-{desk.actor.id}")
        return desk.envelope(case.id, command, seen=case.version)


def _groups(wanted: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows that share a case: those that are refused in one that stands the same way."""
    shared: dict[tuple[State, Standing, Role | None], list[Row]] = {}
    for row in wanted:
        own = row.role if row.standing.mark or row.standing.held is ME else None
        shared.setdefault((row.state, row.standing, own), []).append(row)
    for of_one in shared.values():
        refused = [row for row in of_one if not allowed(row)]
        yield from ([refused] if refused else [])
        yield from ([row] for row in of_one if allowed(row))


def _batches(some: Sequence[T]) -> Iterator[Sequence[T]]:
    return (some[at : at + AT_ONCE] for at in range(0, len(some), AT_ONCE))


def wrong(row: Row, said: Disposition) -> str:
    """What the server did against the table, "" if nothing."""
    fits = isinstance(said, Applied) if allowed(row) else isinstance(said, Refusal | Quarantined)
    told = f"{row.act.name} in {row.state} by {row.role} who {row.standing.words}"
    return "" if fits else f"{told}: {type(said).__name__}, allowed: {allowed(row)}"


async def faults(tried: Tried, wanted: Sequence[Row], *, http: bool) -> list[str]:
    """Give the command of each row, as its person, a hundred to a push."""
    await tried.prepare(wanted)
    desks = await tried.people(wanted)
    of_people: dict[str, list[Row]] = {}
    for row in wanted:
        of_people.setdefault(me(row).id, []).append(row)
    found: list[str] = []
    for id_, mine in of_people.items():
        desk = desks[id_]
        if http:
            assert (await desk.sign_in()).status_code == 200
        for some in _batches(mine):
            envelopes = tuple(tried.envelope(desk, row) for row in some)
            if http:
                answers = await desk.give(*envelopes)
            else:
                push = Push(device=desk.device, commands=envelopes)
                answers = (await tried.server.store.push(id_, push)).answers
            said = {each.disposition.id: each.disposition for each in answers}
            found += [wrong(row, said[each.id]) for row, each in zip(some, envelopes, strict=True)]
    return list(filter(None, found))


@pytest.fixture
async def tried(url: str, tmp_path: Path) -> AsyncIterator[Tried]:
    clock = Clock(LATER)
    people = (LINA, HANA, PRIYA)
    async with await TestServer.start(tmp_path, clock, url=url, people=people) as server:
        server.new_id = Ids("row")
        yield Tried(server)


async def test_the_server_keeps_the_whole_table(tried: Tried) -> None:
    assert {row.act.name for row in TRIED if allowed(row)} == {row.act.name for row in TRIED}
    assert await faults(tried, TRIED, http=False) == []
    assert await tried.server.store.verify() == ()


async def test_a_part_of_it_is_kept_over_http_on_both_databases(tried: Tried) -> None:
    some = TRIED[::11]
    assert {row.standing.mark for row in some} >= {OUT, FIRST, CONFLICT}
    assert await faults(tried, some, http=True) == []
    assert await tried.server.store.verify() == ()
