"""No package registry is named: where packages come from is the machine's business."""

from collections.abc import Iterable

import pytest

from tests.rules.sources import ROOT, tracked_files

# Put together here, so that this file keeps the rule that it holds.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("anaconda", "org"),
        ("np" + "mjs", "org"),
        ("deb", "debian", "org"),
        ("crates", "io"),
    )
)
OPTIONS = tuple("--" + option for option in ("index-url", "extra-index-url", "find-links"))


def findings(text: str, needles: Iterable[str] = HOSTS + OPTIONS) -> list[str]:
    return [needle for needle in needles if needle in text]


def test_no_file_names_a_registry() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): hosts
        for path in tracked_files()
        if (hosts := findings(path.read_text(encoding="utf-8", errors="ignore")))
    }
    assert found == {}


def test_constraints_are_exact_and_free_of_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 40
    assert [pin for pin in pins if pin.count("==") != 1 or "@" in pin or "/" in pin] == []


@pytest.mark.parametrize("needle", HOSTS + OPTIONS)
def test_a_registry_is_found(needle: str) -> None:
    assert findings(f"pip install {needle}/simple recourse") == [needle]
