"""Kill -9 at random moments: what was reported saved is there when the program starts again."""

import asyncio
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.app import Workstation
from workstation.app.sample import case_id

KILLS = 20
ROOT = Path(__file__).parents[3]


def killed_while_typing(profile: Path, lines: int) -> list[str]:
    """What a typist was told before SIGKILL, some `lines` after it began and in mid-sentence."""
    command = [sys.executable, "-m", "tests.workstation.app.typist", str(profile)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        told = [typist.stdout.readline() for _line in range(lines)]
        typist.send_signal(signal.SIGKILL)
        # Lines that were written before the signal arrived count as told.
        told += typist.stdout.readlines()
    assert typist.returncode == -signal.SIGKILL
    return [line.strip() for line in told if line.endswith("\n")]


async def restarted(profile: Path) -> tuple[str, list[str]]:
    """The draft and the pending notes after a restart."""
    workstation = await Workstation.open(profile)
    try:
        await workstation.session.resume()
        draft = await workstation.drafts.read(case_id(0), "M1")
        pending = (await workstation.cases.case(case_id(1))).pending
        return draft.en, [each.command.text for each in pending]
    finally:
        await workstation.close()


@pytest.mark.slow
def test_what_was_reported_saved_survives_kill_9(tmp_path: Path) -> None:
    chance = random.Random(20260902)
    profile = tmp_path / "profile"
    for _kill in range(KILLS):
        told = killed_while_typing(profile, chance.randrange(1, 60))
        last = {kind: int(n) for kind, n in (line.split() for line in told)}
        draft, notes = asyncio.run(restarted(profile))
        assert int(draft.split()[1]) >= last["draft"]
        if "note" in last:
            assert f"note {last['note']}" in notes
        assert len(set(notes)) == len(notes)
