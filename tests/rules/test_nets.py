"""The nets that hold whole workstations speak through public verbs, so that they outlive insides.

A walk that knows the tables is rewritten together with them, and sees nothing then.
"""

import ast
from collections.abc import Iterator

from tests.rules.sources import Source, expect_none, sources

# What workstations and the server are made of; the domain's values are what everybody speaks of.
INSIDES = (
    *("workstation.cache", "workstation.server", "workstation.sync", "workstation.wire"),
    *("sqlalchemy", "sqlcipher3", "sqlite3"),
)
CONTENT = "workstation.server.demo"
# The verbs are the package; its modules are how they are made.
VERBS = "workstation.app"
# They import what they damage on purpose.
MUTANTS = "tests/machines/mutants.py"
OWN = ("self", "cls")


def reaches(source: Source) -> Iterator[str]:
    """Imports of insides, and attributes that are somebody else's own."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom():
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            case ast.Attribute(attr=attr) if _is_private(attr) and not _is_own(node.value):
                yield f"{source.at(node)} {ast.unparse(node)}"
                continue
            case _:
                continue
        yield from (f"{source.at(node)} {name}" for name in names if _is_inside(name))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _is_own(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in OWN


def _is_inside(name: str) -> bool:
    if _within(name, VERBS):
        return name.removeprefix(VERBS)[1:2].islower()
    return any(_within(name, each) for each in INSIDES) and not _within(name, CONTENT)


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_machines_and_journeys_reach_no_insides() -> None:
    found = sources("tests/machines", "tests/journeys")
    nets = [source for source in found if source.name != MUTANTS]
    expect_none([line for source in nets for line in reaches(source)])


def test_a_reach_is_found() -> None:
    for text in (
        "seat.app._link.now()",
        "from workstation.cache.ledger import Ledger",
        "from workstation.wire import codec",
        "import sqlalchemy",
        "from workstation.app import office",
    ):
        assert list(reaches(Source("x.py", text))), text
    for text in ("self._own()", "from workstation.app import Workstation", "x.__class__"):
        assert not list(reaches(Source("x.py", text))), text
