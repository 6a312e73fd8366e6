"""What the code imports is declared, and what is declared is pinned."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions

from tests.rules.sources import ROOT, Source, expect_none, sources

OWN = frozenset({"workstation", "ui", "tests"})


def normal(name: str) -> str:
    """The name of a distribution as installers compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", name, maxsplit=1)[0]).lower()


@cache
def declared(extra: str | None = None) -> frozenset[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return frozenset(normal(line) for line in lines)


@cache
def pinned() -> frozenset[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(normal(line) for line in lines if line and not line.startswith("#"))


@cache
def distributions() -> dict[str, list[str]]:
    return {
        name: [normal(distribution) for distribution in found]
        for name, found in packages_distributions().items()
    }


def imported(source: Source) -> Iterator[tuple[ast.stmt, str]]:
    """The top-level names of what a file imports, wherever in the file it does."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Import(names=names):
                yield from ((node, alias.name.split(".")[0]) for alias in names)
            case ast.ImportFrom(module=str() as module, level=0):
                yield node, module.split(".")[0]


def undeclared(source: Source, allowed: frozenset[str]) -> list[str]:
    return [
        f"{source.at(node)} {name}"
        for node, name in imported(source)
        if name not in OWN
        and name not in sys.stdlib_module_names
        and not allowed.intersection(distributions().get(name, []))
    ]


def test_the_product_imports_what_it_declares() -> None:
    # PySide6-Essentials brings shiboken6 at the same version.
    allowed = declared() | {"shiboken6"}
    product = sources("workstation", "ui")
    expect_none(line for source in product for line in undeclared(source, allowed))


def test_the_tests_import_what_is_declared() -> None:
    allowed = declared() | declared("dev") | {"shiboken6"}
    expect_none(line for source in sources("tests") for line in undeclared(source, allowed))


def test_everything_declared_is_pinned() -> None:
    expect_none((declared() | declared("dev")) - pinned())


def test_an_undeclared_import_is_found() -> None:
    source = Source("x.py", "def late():\n    import pytest\n    from httpx import Client\n")
    assert undeclared(source, frozenset({"httpx"})) == ["x.py:2 pytest"]
    assert undeclared(Source("x.py", "import nowhere_to_be_found"), declared()) != []


def test_own_and_standard_modules_need_no_declaration() -> None:
    assert undeclared(Source("x.py", "import json, ui.shell\nfrom . import y"), frozenset()) == []
