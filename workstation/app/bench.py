"""`recoursectl bench`: measures speed, and compares it with targets. No test is timed by it."""

from __future__ import annotations

import asyncio
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from workstation.value_class import dataclass

# These need Qt, which this package does not import: a process of its own measures them.
_PAINTED = ("startup", "next-case", "language", "twin")
NAMES = (*_PAINTED, "outbox", "bilingual")
OUTBOX_TARGET_MS = 10.0
_COMMANDS = 300


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: `value` and `target` are in `unit`, and `note` says more about it."""

    name: str
    value: float
    target: float
    unit: str
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the value is at most the target."""
        return self.value <= self.target


def run(names: Sequence[str], cases: int, as_json: bool) -> int:
    """Measure and print. Returns 0 if everything ran and met its target, else 1."""
    codes = []
    for name in names:
        if name == "bilingual":
            from workstation.bilingual.commands import bench

            bench(as_json)
        elif name in _PAINTED:
            command = [sys.executable, "-m", "ui.bench", name, "--cases", str(cases)]
            done = subprocess.run([*command, "--json"] if as_json else command, check=False)
            codes.append(done.returncode)
        else:
            figure = asyncio.run(outbox(cases))
            print(line(figure, cases, as_json=as_json), flush=True)
            codes.append(0 if figure.met else 1)
    return max(codes, default=0)


def line(figure: Figure, cases: int, *, as_json: bool) -> str:
    """A figure as it is printed, with how many cases it was measured on."""
    if as_json:
        record = {
            "name": figure.name,
            "value": round(figure.value, 3),
            "target": figure.target,
            "unit": figure.unit,
            "cases": cases,
            "met": figure.met,
            "note": figure.note,
        }
        return json.dumps(record, ensure_ascii=False)
    verdict = "met   " if figure.met else "MISSED"
    value = f"{figure.value:8.2f} {figure.unit}"
    return f"{verdict} {figure.name:24} {value} (target {figure.target:g}) {figure.note}"


async def outbox(cases: int) -> Figure:
    """Measure how long a command takes until it is durable, in a new profile of so many cases."""
    from workstation.app.sample import case_id, sampled
    from workstation.domain.commands import AddNote

    with tempfile.TemporaryDirectory(prefix="recourse-bench-") as folder:
        workstation = await sampled(Path(folder), cases)
        spent = []
        try:
            for n in range(_COMMANDS):
                command = AddNote(text=f"Note {n}")
                begun = perf_counter()
                await workstation.records.submit(case_id(n % cases), command)
                spent.append((perf_counter() - begun) * 1000)
        finally:
            await workstation.close()
    spent.sort()
    return Figure(
        "outbox",
        percentile(spent, 0.95),
        OUTBOX_TARGET_MS,
        "ms",
        f"p50 {percentile(spent, 0.5):.1f} ms, {_COMMANDS} commands",
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that this share of the sorted values does not exceed."""
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]
