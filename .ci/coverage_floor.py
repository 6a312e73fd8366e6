"""Measures how much of the program the tests run, and holds it to a floor that only rises.

    python .ci/coverage_floor.py            measure, with the quick tests, and compare
    python .ci/coverage_floor.py --all      measure with all tests
    python .ci/coverage_floor.py --raise    measure, and write the figure down if it is higher

Arguments that are not its own go to pytest. The floor is a line of tests/rules/coverage.txt.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOOR = ROOT / "tests/rules/coverage.txt"
# So far above the floor a figure may be without anybody being told.
ROOM = 0.5
PACKAGES = ("workstation", "ui")


def read_floor(text: str) -> float:
    """The figure in the text of coverage.txt. Raises `ValueError` where there is not just one."""
    (line,) = (line for line in text.splitlines() if line and not line.startswith("#"))
    return float(line)


def with_floor(text: str, floor: float) -> str:
    """The text of coverage.txt with another figure."""
    comments = [line for line in text.splitlines() if line.startswith("#")]
    return "\n".join([*comments, f"{floor:.1f}"]) + "\n"


def verdict(measured: float, floor: float) -> tuple[bool, str]:
    """Whether what was measured will do, and what is said of it."""
    if measured < floor:
        return False, f"{measured:.1f} % of the lines are run by a test; the floor is {floor:.1f} %"
    if measured > floor + ROOM:
        said = f"{measured:.1f} % of the lines are run by a test"
        return True, f"{said}: raise the floor, which is {floor:.1f} %, with --raise"
    return True, f"{measured:.1f} % of the lines are run by a test, as the floor asks"


def measure(arguments: list[str]) -> float:
    """Run pytest under coverage; returns the per cent of lines. Raises `SystemExit` if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        sources = [f"--cov={name}" for name in PACKAGES]
        asked = [*sources, f"--cov-report=json:{report}", *arguments]
        run = subprocess.run([sys.executable, "-m", "pytest", *asked], cwd=ROOT, check=False)
        if run.returncode:
            raise SystemExit(run.returncode)
        totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    return float(totals["percent_covered"])


def main(arguments: list[str]) -> int:
    """Measure, compare, and with --raise write a higher figure down."""
    own = {"--all", "--raise"}
    given = [each for each in arguments if each not in own]
    measured = measure(given if "--all" in arguments else ["-m", "not slow", *given])
    text = FLOOR.read_text(encoding="utf-8")
    # Rounded down, so that the figure that is written is never above what was measured.
    shown = int(measured * 10) / 10
    holds, said = verdict(shown, read_floor(text))
    sys.stdout.write(said + "\n")
    if "--raise" in arguments and shown > read_floor(text):
        FLOOR.write_text(with_floor(text, shown), encoding="utf-8")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
