"""Bugs put in on purpose: nets that do not notice them would prove nothing.

mutants.txt says by which net each mutant is noticed; `python -m tests.machines.survey` finds it
out anew. Rows are played in a process of their own, where sets of words have one order.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.machines.harm import Harm, Missed, is_blunder
from tests.machines.nets import CHOSEN, NETS
from tests.machines.survey import MUTANTS, read_table, table

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_has_every_mutant_and_no_other() -> None:
    rows = read_table()
    assert {row.mutant for row in rows} == MUTANTS.keys()
    chosen = {(name, net) for name, nets in CHOSEN.items() for net in nets}
    assert chosen <= {(row.mutant, row.net) for row in rows}


def test_the_table_says_what_the_mutants_say() -> None:
    text = Path(__file__).with_name("mutants.txt").read_text(encoding="utf-8")
    assert text == table(read_table())


@pytest.mark.parametrize("name", MUTANTS)
def test_there_is_a_place_for_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    planted = MUTANTS[name]
    for each in (planted.over, planted.plant):
        if each is not None:
            each(Harm(monkeypatch))


@pytest.mark.slow
@pytest.mark.parametrize("net", NETS)
def test_the_net_notices(net: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.machines.survey", "--replay", net],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr[-2000:])


class _Place:
    """Something that a bug is put into."""

    @staticmethod
    def add(one: int, two: int) -> int:
        return one + two


def test_a_bug_runs_in_the_place_of_the_honest_function(monkeypatch: pytest.MonkeyPatch) -> None:
    harm = Harm(monkeypatch)
    harm.put(_Place, "add", lambda _honest: lambda one, two: one - two)
    assert harm.idle == ["_Place.add"]
    assert _Place.add(3, 2) == 1
    assert harm.idle == []


def test_a_place_that_is_another_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    harm = Harm(monkeypatch)
    with pytest.raises(Missed, match="subtract is gone"):
        harm.put(_Place, "subtract", lambda honest: honest)
    with pytest.raises(Missed, match="is another one"):
        harm.put(_Place, "add", lambda _honest: lambda one: one)


def test_what_a_careless_bug_raises_is_no_catch() -> None:
    careless = AssertionError("an error")
    careless.__cause__ = TypeError("not callable")
    assert is_blunder(careless)
    assert not is_blunder(AssertionError("a note is lost"))
