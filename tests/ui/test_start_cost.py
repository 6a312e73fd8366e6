"""What the start of the window does not pay for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORTS = """
import linecache
{first}
import ui.activities.cases.pane
print(sum(name.startswith(("{root}/ui/", "{root}/workstation/")) for name in linecache.cache))
"""


def lines_of(code: str) -> list[str]:
    """What `code` prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.splitlines()


def sources_read(first: str) -> int:
    """How many of our modules are read as source when the cases are imported after `first`."""
    return int(*lines_of(IMPORTS.format(first=first, root=ROOT)))


def test_importing_reads_no_source_for_qt() -> None:
    assert sources_read("import PySide6.QtWidgets") > 100, "PySide reads none: nothing to keep off"
    assert sources_read("from ui.plain_import import import_qt; import_qt()") == 0


LOADED = """
import sys
import ui.activities.cases.pane, ui.composition
from ui.activities import ACTIVITIES
import ui.activities.glossary.news, ui.activities.people.news, ui.activities.policies.news
print("\\n".join(sys.modules))
"""
# What is imported when it is first needed: for the views of other activities, for a comparison.
LATER = {"difflib", "alembic", "httpx", "openpyxl", "symspellpy", "opencc", "litestar"}
PRESENT = {"ui.activities.people": {"news"}, "ui.activities.glossary": {"news"}}


def test_what_a_later_view_needs_is_not_imported_at_the_start() -> None:
    loaded = set(lines_of(LOADED))
    assert not loaded & LATER
    for package, present in PRESENT.items():
        within = {name for name in loaded if name.startswith(f"{package}.")}
        assert within == {f"{package}.{name}" for name in present}


COMPILED = """
import dataclasses, sys
import ui.activities.cases.pane, ui.composition
for name in sorted(sys.modules):
    if name.partition(".")[0] in ("ui", "workstation") and name != "workstation.value_class":
        for each in vars(sys.modules[name]).values():
            if isinstance(each, type) and each.__module__ == name:
                guard = vars(each).get("__setattr__")
                if dataclasses.is_dataclass(each) and guard is not None:
                    if guard.__code__.co_filename == "<string>":
                        print(each.__name__)
"""
# Frozen classes that are more than plain values: ordered, or with a field that is not compared.
MORE_THAN_VALUES = {"ClauseRef", "EnteredSignIn", "Kind", "Person"}


def test_the_functions_of_values_are_not_compiled_at_the_start() -> None:
    assert set(lines_of(COMPILED)) <= MORE_THAN_VALUES
