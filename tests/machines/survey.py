"""By which nets each mutant is noticed, and at which plan: `python -m tests.machines.survey`.

It writes the table beside itself once all of them are noticed. `survey NAME...` looks anew for
these mutants only and keeps the other rows; `survey --replay NET` plays the rows of one net, and
tells which of them notice nothing any more.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.machines import mutants
from tests.machines.harm import Blunders, Clumsy, Harm, Mutant, Planted, is_blunder
from tests.machines.nets import CHOSEN, NETS, WALKS, Net

TABLE = Path(__file__).with_name("mutants.txt")
HEADING = "# mutant | caught by | first plan | what it breaks"
MUTANTS = {each.name: each for each in mutants.MUTANTS}


@dataclass(frozen=True)
class Caught:
    """A row of the table: which net noticed a mutant, at which plan."""

    mutant: str
    net: str
    plan: str


@cache
def holds(net: Net, plan: str, over: Mutant | None) -> bool:
    """Whether the product without any bug passes this plan."""
    net.ready(plan)
    with pytest.MonkeyPatch.context() as patch:
        if over is not None:
            over(Harm(patch))
        try:
            _cast(net, plan)
        except AssertionError:
            return False
    return True


def _cast(net: Net, plan: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        net.cast(Path(folder), plan)


def notices(net: Net, planted: Planted, plan: str) -> bool:
    """Whether a net notices a mutant, and for its own sake: the bug ran, and did not trip.

    Raises `Clumsy` for one that did.
    """
    net.ready(plan)
    with pytest.MonkeyPatch.context() as patch, Blunders() as blunders:
        harm = Harm(patch)
        if planted.over is not None:
            planted.over(harm)
        planted.plant(harm)
        seen: AssertionError | None = None
        try:
            _cast(net, plan)
        except AssertionError as error:
            seen = error
        if blunders.heard or (seen is not None and is_blunder(seen)):
            raise Clumsy(f"{planted.name} trips: {blunders.heard or seen!r}")
        if seen is not None and harm.idle:
            raise Clumsy(f"{planted.name} never ran: {harm.idle}")
        return seen is not None


def is_noticed(row: Caught) -> bool:
    """Whether this plan of this net tells the mutant from the product as it is."""
    net, planted = NETS[row.net], MUTANTS[row.mutant]
    if not notices(net, planted, row.plan):
        return False
    return (net.vouched and planted.over is None) or holds(net, row.plan, planted.over)


def _first(planted: Planted, nets: Iterable[Net]) -> Caught | None:
    for net in nets:
        for plan in net.plans if planted.part in net.parts else ():
            row = Caught(planted.name, net.name, plan)
            if is_noticed(row):
                return row
    return None


def _looked_for(planted: Planted) -> Iterator[Caught]:
    """The first walk that notices it, and the first plan of each net that was chosen for it.

    Raises `Clumsy` if one of those, or nothing at all, notices it.
    """
    found = _first(planted, WALKS)
    if found is not None:
        yield found
    chosen = CHOSEN.get(planted.name, {})
    for net, plans in chosen.items():
        rows = (Caught(planted.name, net, plan) for plan in plans)
        by = next((row for row in rows if is_noticed(row)), None)
        if by is None:
            raise Clumsy(f"{planted.name}: not noticed by {net}")
        yield by
    if found is None and not chosen:
        raise Clumsy(f"{planted.name}: not noticed by any walk")


def table(rows: Sequence[Caught]) -> str:
    """The text of the table."""
    lines = [
        f"{row.mutant} | {row.net} | {row.plan} | {MUTANTS[row.mutant].breaks}" for row in rows
    ]
    return "\n".join((HEADING, *lines)) + "\n"


def read_table() -> list[Caught]:
    """The rows of the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    cells = (line.split(" | ") for line in lines if not line.startswith("#"))
    return [Caught(mutant, net, plan) for mutant, net, plan, _breaks in cells]


def survey(names: Sequence[str]) -> int:
    """Look for these mutants, or for all, and write the table. Returns 1 if one escaped."""
    kept = {row.mutant for row in read_table()} & MUTANTS.keys() - set(names) if names else set()
    rows = [row for row in read_table() if row.mutant in kept]
    escaped = []
    for name in names or MUTANTS:
        try:
            for row in _looked_for(MUTANTS[name]):
                print(row, flush=True)
                rows.append(row)
        except Clumsy as error:
            print(f"!! {error}", flush=True)
            escaped.append(name)
    order = list(MUTANTS)
    rows.sort(key=lambda row: order.index(row.mutant))
    if not escaped:
        TABLE.write_text(table(rows), encoding="utf-8")
    return int(bool(escaped))


def replay(net: str) -> int:
    """Play the rows of one net again. Returns 1 if one of them notices nothing."""
    blind = 0
    for row in read_table():
        if row.net == net and not is_noticed(row):
            print(f"{row.net}, {row.plan}: does not notice {row.mutant}")
            blind = 1
    return blind


if __name__ == "__main__":
    # Sets of words have an order of their own in every process, unless it is told which.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.machines.survey", *sys.argv[1:]])
    if sys.argv[1:2] == ["--replay"]:
        sys.exit(replay(sys.argv[2]))
    sys.exit(survey(sys.argv[1:]))
