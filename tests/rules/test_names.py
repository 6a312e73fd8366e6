"""Modules say what they are for, and are named by a word of the domain."""

import ast
import re

import pytest

from tests.rules.sources import Source, expect_none, sources

EMPTY_WORDS = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "controller", "common", "misc", "base"}
)
PRODUCT = ("workstation", "ui")


def findings(source: Source) -> list[str]:
    words = re.split(r"[/_.]", source.name.lower())
    empty = [f"{source.name}: {word} says nothing" for word in words if word in EMPTY_WORDS]
    bare = source.text.strip() and not ast.get_docstring(source.tree)
    silent = [f"{source.name}: no first line that says what it is for"] if bare else []
    return empty + silent


def test_modules_say_what_they_are_for() -> None:
    expect_none(line for source in sources(*PRODUCT) for line in findings(source))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ui/utils.py", '"""Bits."""'),
        ("workstation/case_manager.py", '"""Cases."""'),
        ("workstation/common/case.py", '"""Cases."""'),
        ("workstation/case.py", "CASE = 1\n"),
    ],
)
def test_an_empty_name_or_a_silent_module_is_found(name: str, text: str) -> None:
    assert len(findings(Source(name, text))) == 1


def test_a_good_module_passes() -> None:
    assert findings(Source("workstation/domain/case.py", '"""A case."""\nCASE = 1\n')) == []
    assert findings(Source("workstation/domain/__init__.py", "")) == []
