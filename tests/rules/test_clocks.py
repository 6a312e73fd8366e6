"""Time is told by one clock: nothing but its own module reads that of the machine."""

import ast

import pytest

from tests.rules.sources import Source, sources

CLOCK = "workstation/sync/server_clock.py"
# The server has a clock of its own; whoever runs it keeps that right.
_ELSEWHERE = "workstation/server/"
_READS = frozenset(
    {
        *("now", "utcnow", "today", "time", "time_ns", "gmtime", "localtime", "ctime", "asctime"),
        *("currentDateTime", "currentDateTimeUtc", "currentDate", "currentTime"),
        *("currentMSecsSinceEpoch", "currentSecsSinceEpoch"),
    }
)
_CLOCKS = frozenset({"datetime", "date", "time", "QDateTime", "QDate", "QTime", "dt"})


def readings(source: Source) -> list[str]:
    """Where the clock of the machine is read: `datetime.now` and its like, also unasked for as a
    default, and whatever is taken out of `time` by name."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in _READS:
            of = node.value
            name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
            if name in _CLOCKS:
                found.append(f"{source.name}:{node.lineno}")
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [f"{source.name}:{node.lineno}" for each in node.names if each.name in _READS]
    return found


def test_one_module_reads_the_clock_of_the_machine() -> None:
    looked_at = [
        each
        for each in sources("ui", "workstation")
        if not each.name.startswith(_ELSEWHERE) and each.name != CLOCK
    ]
    assert [place for each in looked_at for place in readings(each)] == []
    (clock,) = [each for each in sources("workstation") if each.name == CLOCK]
    assert len(readings(clock)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "datetime.now(UTC)",
        "import datetime as dt\ndt.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "from time import time",
        "QDateTime.currentDateTimeUtc()",
        "def f(now=datetime.now): ...",
    ],
)
def test_each_way_of_reading_it_is_found(text: str) -> None:
    assert readings(Source("x.py", text))


@pytest.mark.parametrize("text", ["seat.now()", "self.clock()", "time.monotonic()", "loop.time()"])
def test_a_clock_that_is_given_is_none(text: str) -> None:
    assert readings(Source("x.py", text)) == []
