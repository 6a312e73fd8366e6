"""The README names only what is there."""

import re

from tests.rules.sources import ROOT

PATH = re.compile(r"`((?:ui|workstation|tests|resources)/[\w./]*\w\.\w+)`")


def test_every_file_that_the_readme_names_exists() -> None:
    named = PATH.findall((ROOT / "README.md").read_text("utf-8"))
    assert "ui/activities/cases/actions.py" in named
    assert [each for each in named if not (ROOT / each).is_file()] == []
