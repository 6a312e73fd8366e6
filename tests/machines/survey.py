"""By which net each mutant is noticed, and at which seed: `python -m tests.machines.survey`.

It prints a line a mutant, and writes the table beside itself once all of them are noticed. It is
run by hand: some mutants are not noticed by these walks yet, and take minutes to say so.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.machines import mutants
from tests.machines.harm import Blunders, Harm, Mutant, Planted
from tests.machines.test_bare_clients import walk_bare
from tests.machines.test_comings_and_goings import come_and_go
from tests.machines.test_house_walk import walk_through
from tests.machines.test_loops import left_alone
from tests.machines.test_two_workstations import STEPS, walk

TABLE = Path(__file__).with_name("mutants.txt")
CLIENT, SERVER, BOOK = mutants.CLIENT, mutants.SERVER, mutants.BOOK


@dataclass(frozen=True)
class Net:
    """A walk that raises `AssertionError` for what must not be; its seeds that are tried.

    `parts` are the parts of the product that it lets run.
    """

    name: str
    cast: Callable[[Path, int], Awaitable[None]]
    seeds: int
    parts: frozenset[str]


async def _two_workstations(folder: Path, seed: int) -> None:
    await walk(folder, seed, STEPS)


# The cheapest first.
NETS = (
    Net("bare clients", walk_bare, 4, frozenset({SERVER})),
    Net("house walk", walk_through, 4, frozenset({BOOK})),
    Net("two workstations", _two_workstations, 4, frozenset({CLIENT, SERVER})),
    Net("comings and goings", come_and_go, 4, frozenset({CLIENT, SERVER})),
    Net("left to themselves", left_alone, 2, frozenset({CLIENT})),
)


@dataclass(frozen=True)
class Caught:
    """Which net noticed a mutant, at which seed."""

    net: str
    seed: int


async def caught(planted: Planted, folder: Path) -> Caught | None:
    """The first net that notices it."""
    for net in NETS:
        for seed in range(net.seeds) if planted.part in net.parts else ():
            place = folder / f"{net.name} {seed}"
            place.mkdir()
            if await notices(net, planted.plant, place, seed):
                return Caught(net.name, seed)
    return None


async def notices(net: Net, plant: Mutant, folder: Path, seed: int) -> bool:
    """Whether a net notices a mutant, and for its own sake: the bug ran, and did not trip."""
    with pytest.MonkeyPatch.context() as patch, Blunders() as blunders:
        harm = Harm(patch)
        plant(harm)
        noticed = False
        try:
            await net.cast(folder, seed)
        except AssertionError:
            noticed = True
        if blunders.heard:
            pytest.fail(f"{plant.__name__} trips: {blunders.heard}")
        if noticed and harm.idle:
            pytest.fail(f"{plant.__name__} never ran: {harm.idle}")
        return noticed


def table(found: dict[str, Caught]) -> str:
    """The text of the table."""
    lines = ["# mutant | caught by | first seed | what it breaks"]
    for each in mutants.MUTANTS:
        by = found[each.name]
        lines.append(f"{each.name} | {by.net} | {by.seed} | {each.breaks}")
    return "\n".join(lines) + "\n"


async def _survey() -> None:
    found: dict[str, Caught] = {}
    for each in mutants.MUTANTS:
        with tempfile.TemporaryDirectory() as folder:
            by = await caught(each, Path(folder))
        print(each.name, by, flush=True)
        if by is not None:
            found[each.name] = by
    missed = [each.name for each in mutants.MUTANTS if each.name not in found]
    if missed:
        sys.exit(f"nothing notices {', '.join(missed)}")
    TABLE.write_text(table(found), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_survey())
