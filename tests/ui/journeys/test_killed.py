"""The client is killed while somebody types, at 20 moments: the text is there on restart."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workstation.app import Workstation
from workstation.app.sample import case_id, sampled

MOMENTS = 20
# What the issue promises: a letter is on the disk a second after it was typed.
PROMISED = 1.0


@pytest.mark.slow
async def test_what_was_typed_a_second_ago_survives_a_kill(tmp_path: Path) -> None:
    # Two people at two desks: most of the time a typist types and nobody computes.
    desks = [tmp_path / "one", tmp_path / "two"]
    for profile in desks:
        await (await sampled(profile, 3)).close()
    await asyncio.gather(*(_day_of_kills(profile, seed) for seed, profile in enumerate(desks)))


async def _day_of_kills(profile: Path, seed: int) -> None:
    chance = random.Random(20260908 + seed)
    had = 0
    for _moment in range(MOMENTS // 2):
        strokes = had + 30 + chance.randrange(40)
        typed = await asyncio.to_thread(_type_and_kill, profile, strokes)
        killed = time.monotonic()
        kept = await _kept(profile)
        promised = max((count for count, at in typed if at <= killed - PROMISED), default=had)
        assert kept >= promised, f"{kept} letters kept of {promised} promised"
        had = kept


def _type_and_kill(profile: Path, strokes: int) -> list[tuple[int, float]]:
    """The letters that stood there, and when; the process is dead afterwards."""
    command = [sys.executable, "-m", "tests.ui.journeys.typist", str(profile)]
    typed: list[tuple[int, float]] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            count, at = line.split()
            typed.append((int(count), float(at)))
            if typed[-1][0] >= strokes:
                break
        process.kill()
    assert typed, "the typist never came to type"
    return typed


async def _kept(profile: Path) -> int:
    workstation = await Workstation.open(profile)
    await workstation.session.resume()
    draft = await workstation.drafts.read(case_id(0), "M1")
    await workstation.close()
    return len(draft.en)
