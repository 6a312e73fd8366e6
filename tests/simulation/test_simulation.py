"""Seeds that must hold, and the smallest stories of what was mended.

Seeds are played in a process of their own, where sets of words have one order: the line that it
prints plays the same run again.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.trace import plan
from tests.simulation.world import run

ROOT = Path(__file__).resolve().parents[2]
# Faults that bring out what is not mended yet: some days with them break a rule.
NOT_YET = ("older", "epoch", "pages", "bytes", "midway")
MENDED = f"all-{'+'.join(NOT_YET)}"


def played(*words: str) -> subprocess.CompletedProcess[str]:
    """The simulation as it is started by hand."""
    return subprocess.run(
        [sys.executable, "-m", "tests.simulation", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def hold(seeds: str) -> None:
    done = played("--seeds", seeds, "--faults", MENDED)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr)


def test_a_handful_of_days_hold() -> None:
    hold("3-8")


@pytest.mark.slow
def test_many_days_hold() -> None:
    hold("17-24")


def test_the_same_seed_is_the_same_day() -> None:
    first, second = (run(plan(f"seed=3 faults={MENDED}")) for _time in range(2))
    assert first.story == second.story


@pytest.mark.expects_log("the data went back")
@pytest.mark.parametrize(
    "line",
    [
        # A copy with the same epoch is put back: nobody offered again what it lacked.
        "seed=1 steps=90 faults=older only=0,1,8,11",
        # A copy that still has a note begins another life: the note was shown twice.
        "seed=3 steps=90 faults=all only=4,10,11,23",
        # The push heard of that life first: the same.
        "seed=7 steps=90 faults=all",
    ],
)
def test_a_story_holds(line: str) -> None:
    outcome = run(plan(line))
    assert outcome.violation is None, outcome.violation
