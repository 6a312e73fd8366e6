"""`python -m tests.simulation`: plays seeds, replays one line, or finds its smallest story."""

import argparse
import os
import sys
from collections.abc import Sequence
from time import process_time

from tests.simulation.shrink import smallest
from tests.simulation.trace import FAULTS, STEPS, Plan, faults_of, plan
from tests.simulation.world import Outcome, run


def main(words: Sequence[str]) -> int:
    """Returns 0 if everything held, else 1."""
    asked = _asked(words)
    if asked.replay:
        return max(_told(run(plan(line)), story=True) for line in asked.replay)
    if asked.shrink:
        return _told(smallest(plan(asked.shrink), print), story=True)
    began = process_time()
    seeds = _seeds(asked.seeds)
    but = tuple(asked.but.split(",")) if asked.but else ()
    failed = 0
    for seed in seeds:
        outcome = run(Plan(seed, asked.steps, faults_of(asked.faults), but=but))
        failed += _told(outcome, story=asked.story)
    print(f"{len(seeds)} seeds, {failed} failed, {process_time() - began:.0f} s of CPU", flush=True)
    return min(failed, 1)


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", default="0-9", metavar="0-199", help="one, or from-to")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument(
        "--faults", default="all", help=f"all, none, all-a+b, or some of {','.join(FAULTS)}"
    )
    parser.add_argument("--but", metavar="RULES", help="rules that may break without ending a run")
    parser.add_argument("--story", action="store_true", help="tell what happened before a fault")
    parser.add_argument("--replay", action="append", metavar="LINE", help="play one run again")
    parser.add_argument("--shrink", metavar="LINE", help="find the smallest story of a run")
    return parser.parse_args(words)


def _seeds(text: str) -> range:
    first, _dash, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def _told(outcome: Outcome, *, story: bool) -> int:
    if outcome.violation is None:
        return 0
    if story:
        print(*outcome.story, sep="\n")
    print(outcome.violation)
    print(f"python -m tests.simulation --replay '{outcome.plan}'", flush=True)
    return 1


if __name__ == "__main__":
    # Sets of words have an order of their own in every process, unless it is told which.
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation", *sys.argv[1:]])
    sys.exit(main(sys.argv[1:]))
