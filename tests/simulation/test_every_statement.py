"""A death at every single SQL statement and commit of one give, push, pull and start.

Everything that a process could die before is numbered and tried, on both ends: the process ends
there with nothing committed, is started again, heals by one round of sync, and what its person
was told is safe is there, once.
"""

import random
import shutil
import tempfile
from asyncio import Runner
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest

from tests.simulation import checks
from tests.simulation.loop import QuietLoop, quiet_loop
from tests.simulation.machine import watching
from tests.simulation.network import Fate
from tests.simulation.office import DESKS, Office
from tests.simulation.people import Turn, draft, note
from tests.simulation.promises import Promises
from tests.simulation.seat import Seat
from tests.simulation.trace import Plan, Setting, draw
from tests.simulation.violation import Violation
from tests.simulation.world import first_morning, quick

WEI, LINA = DESKS[0], DESKS[2]
# No deed has so many; it ends the search if one never comes to its end.
MOST = 500


@dataclass
class Evening:
    """An office whose machines are off: its files, and what people were promised."""

    folder: Path
    promises: Promises
    names: list[str]


@dataclass
class Tried:
    """How many points there are, and what did not hold after a death at which of them."""

    points: int = 0
    at_once: list[str] = field(default_factory=list)
    healed: list[str] = field(default_factory=list)


def _setting() -> Setting:
    setting, _steps = draw(Plan(0, faults=()))
    return replace(setting, cases=3, queues=(0, 0, 0), by_itself=(False,) * 4)


def _turn(office: Office, seat: Seat, n: int, case: int = 0) -> Turn:
    return Turn(seat, office.cases[case], n, random.Random(n), office.promises, ())


async def _prepared(office: Office, deed: str) -> None:
    """Wei has work in every stage; Lina has changed what Wei holds."""
    await office.open()
    wei, lina = office.seats
    await wei.run(draft(_turn(office, wei, 1)))
    await wei.run(note(_turn(office, wei, 2)))
    await office.calmly(wei, wei.app.sync.now())
    await lina.run(note(_turn(office, lina, 3)))
    await lina.run(note(_turn(office, lina, 4, case=1)))
    await office.calmly(lina, lina.app.sync.now())
    if deed != "give":
        await wei.run(note(_turn(office, wei, 5)))
    if deed == "pull":
        await _sent_and_not_answered(office, wei)
    for machine in (wei.machine, lina.machine, office.host.machine):
        await machine.bury(random.Random(0))


async def _sent_and_not_answered(office: Office, seat: Seat) -> None:
    """The server has what was given, and its answer did not come back."""
    seat.run(seat.app.sync.now())
    await quiet_loop().quiet()
    (push,) = office.network.waiting(seat.line)
    seat.line.cut = True
    await office.network.carry(push, Fate.LOST, random.Random(0))
    await quiet_loop().quiet()


@contextmanager
def _loop() -> Iterator[Runner]:
    with Runner(loop_factory=QuietLoop) as runner:
        yield runner


def _folder() -> Path:
    return Path(tempfile.mkdtemp(dir=quick(), prefix="recourse-every-"))


@cache
def evening(deed: str) -> Evening:
    """The evening before this deed, made once."""
    folder = _folder()
    for name in (WEI[0], LINA[0], "server"):
        shutil.copytree(first_morning() / name, folder / name)
    office = Office(folder, _setting(), desks=(WEI, LINA))

    async def prepare() -> None:
        with watching():
            await _prepared(office, deed)

    with _loop() as runner:
        runner.run(prepare())
    return Evening(folder, office.promises, office.seats[0].names.given)


async def _give(office: Office, seat: Seat) -> None:
    seat.run(note(_turn(office, seat, 6)))
    await quiet_loop().quiet()


async def _sync(office: Office, seat: Seat) -> None:
    await office.calmly(seat, seat.app.sync.now())


async def _pull(office: Office, seat: Seat) -> None:
    """What comes down may not wait for what goes up."""
    office.host.refusing.add(seat.name)
    await _sync(office, seat)
    office.host.refusing.clear()


async def _start(office: Office, seat: Seat) -> None:
    """The program was killed and comes up again; it dies of that, and comes up once more."""
    point = seat.machine.fuse
    await seat.bury(random.Random(0))
    seat.machine.fuse = point
    await seat.start()


_DEEDS: dict[str, Callable[[Office, Seat], Awaitable[None]]] = {
    "give": _give,
    "push": _sync,
    "pull": _pull,
    "start": _start,
}


async def _dies(deed: str, end: str, point: int, evening: Evening, tried: Tried) -> bool:
    """Die before that point of the deed. False if the deed was over before."""
    office = Office(evening.folder, _setting(), desks=(WEI,))
    (seat,) = office.seats
    office.promises = deepcopy(evening.promises)
    seat.names.given = list(evening.names)
    with watching():
        await office.host.up()
        await seat.start()
        machine = seat.machine if end == "workstation" else office.host.machine
        machine.burn(point)
        await _DEEDS[deed](office, seat)
        came = machine.dead or machine.fuse is None
        await _rises(office, seat, tried, f"{deed}, {end}, point {point}")
        for each in (seat.machine, office.host.machine):
            await each.bury(random.Random(0))
    return came


async def _rises(office: Office, seat: Seat, tried: Tried, where: str) -> None:
    """Whoever died is started again; look at once, heal by one round, and look again."""
    if seat.machine.dead:
        seat.settle(died=True)
        await seat.bury(random.Random(0))
        await seat.start()
    office.host.machine.fuse = seat.machine.fuse = None
    try:
        await _look(office, seat)
    except Violation as violation:
        tried.at_once.append(f"{where}: {violation}")
    await office.calmly(seat, seat.app.sync.now())
    try:
        await _look(office, seat)
        checks.disposed(office, {name: {} for name, _actor in DESKS})
        await seat.run(checks.converged(office, seat))
        checks.sums_up(office.books)
    except Violation as violation:
        tried.healed.append(f"{where}: {violation}")


async def _look(office: Office, seat: Seat) -> None:
    await seat.run(checks.look(office, seat, office.host.life, office.cases))


def dying(deed: str, end: str) -> Iterator[Tried]:
    """Die at one point after the other. Says after each what has been tried until then."""
    tried = Tried()
    before = evening(deed)
    for point in range(1, MOST):
        today = replace(before, folder=_folder())
        shutil.copytree(before.folder, today.folder, dirs_exist_ok=True)
        try:
            with _loop() as runner:
                if not runner.run(_dies(deed, end, point, today, tried)):
                    break
        finally:
            shutil.rmtree(today.folder)
        tried.points = point
        yield tried


@cache
def _tried(deed: str, end: str) -> Tried:
    *_before, tried = dying(deed, end)
    print(f"{deed}: {tried.points} points of the {end}")
    return tried


BOTH = [
    ("give", "workstation"),
    ("push", "workstation"),
    ("push", "server"),
    ("pull", "workstation"),
    ("pull", "server"),
    ("start", "workstation"),
]


@pytest.mark.parametrize(("deed", "end"), BOTH)
def test_nothing_is_lost_or_done_twice(deed: str, end: str) -> None:
    tried = _tried(deed, end)
    assert tried.points > 5
    assert tried.healed == []


@pytest.mark.parametrize(("deed", "end"), BOTH)
def test_nothing_looks_wrong_before_it_heals(deed: str, end: str) -> None:
    assert _tried(deed, end).at_once == []
