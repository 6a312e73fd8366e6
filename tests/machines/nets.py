"""The nets that a mutant may be caught in: walks, a stop at every statement, and simulated days.

A net plays a plan, which is a line of words, and raises `AssertionError` for what must not be.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.machines.mutants import BOOK, CLIENT, SERVER
from tests.machines.test_bare_clients import walk_bare
from tests.machines.test_comings_and_goings import come_and_go
from tests.machines.test_house_walk import walk_through
from tests.machines.test_loops import left_alone
from tests.machines.test_two_workstations import STEPS, walk
from tests.simulation.test_every_statement import BOTH, dying, evening
from tests.simulation.trace import Plan, faults_of, plan
from tests.simulation.world import first_morning, run

DAYS = "simulated days"
STATEMENTS = "every statement"
SEEDS = 12
# Real seconds for those that never come together. Others need one or two.
_PATIENCE = 8


def _nothing(_line: str) -> None:
    """A walk begins with nothing."""


@dataclass(frozen=True)
class Net:
    """`parts` are the parts of the product that it lets run; `plans` are tried, the first first.

    `ready` is done before a bug is put in, so that no bug is in what it leaves for later plans.
    `vouched`: a test of its own says that the product as it is passes these plans.
    """

    name: str
    cast: Callable[[Path, str], None]
    plans: tuple[str, ...]
    parts: frozenset[str]
    ready: Callable[[str], None] = _nothing
    vouched: bool = False


def _walk(
    name: str, walking: Callable[[Path, int], Coroutine[Any, Any, None]], seeds: int, *parts: str
) -> Net:
    def cast(folder: Path, line: str) -> None:
        with asyncio.Runner() as runner:
            runner.run(walking(folder, int(line.removeprefix("seed="))))

    return Net(name, cast, tuple(f"seed={n}" for n in range(seeds)), frozenset(parts))


async def _two_workstations(folder: Path, seed: int) -> None:
    await walk(folder, seed, STEPS)


def _dies(_folder: Path, line: str) -> None:
    """Until something does not hold: the points after that one have nothing to add."""
    deed, end = line.split(" of the ")
    for tried in dying(deed, end):
        assert [*tried.at_once, *tried.healed] == []


def _evening(line: str) -> None:
    deed, _end = line.split(" of the ")
    evening(deed)


def _lives(_folder: Path, line: str) -> None:
    outcome = run(plan(line))
    if outcome.violation is not None:
        raise outcome.violation


def _morning(_line: str) -> None:
    first_morning()


def days(*faults: str) -> tuple[str, ...]:
    """The days with each of these sets of faults."""
    return tuple(
        str(Plan(seed, faults=faults_of(each))) for seed in range(SEEDS) for each in faults
    )


async def _left_to_themselves(folder: Path, seed: int) -> None:
    await left_alone(folder, seed, patience=_PATIENCE)


# The cheapest first.
WALKS = (
    _walk("bare clients", walk_bare, 8, SERVER),
    _walk("house walk", walk_through, 6, BOOK),
    _walk("two workstations", _two_workstations, 5, CLIENT, SERVER),
    _walk("comings and goings", come_and_go, 5, CLIENT, SERVER),
    _walk("left to themselves", _left_to_themselves, 2, CLIENT),
)
_EVERYTHING = frozenset({CLIENT, SERVER, BOOK})
_POINTS = tuple(f"{deed} of the {end}" for deed, end in BOTH)
# These know so many plans that they are asked only about the mutants of `CHOSEN`.
LARGE = (
    Net(STATEMENTS, _dies, _POINTS, _EVERYTHING, _evening, vouched=True),
    Net(DAYS, _lives, (), _EVERYTHING, _morning),
)
NETS = {net.name: net for net in (*WALKS, *LARGE)}

# What each mutant has to be noticed by besides the first walk that does: the plans that suit it.
CHOSEN: dict[str, dict[str, tuple[str, ...]]] = {
    "overlay_cleared_on_ack": {DAYS: days("delay")},
    "overlay_never_cleared": {DAYS: days("delay")},
    "dropped_on_send": {DAYS: days("drop,lose")},
    "commands_kept_in_memory_only": {DAYS: days("kill")},
    "work_at_normal": {DAYS: days("power")},
    "epoch_ignored": {DAYS: days("epoch")},
    "epoch_kept_with_the_cases": {DAYS: days("epoch,wipe")},
    "covered_by_an_unfinished_scope": {DAYS: days("delay,pages")},
    "purged_by_cursor_list": {DAYS: days("pages,queues,tear")},
    "scopes_never_left": {DAYS: days("queues")},
    "receipt_before_effect": {
        STATEMENTS: ("push of the server",),
        DAYS: days("server-crash"),
    },
    "no_receipts": {DAYS: days("double,lose")},
}
