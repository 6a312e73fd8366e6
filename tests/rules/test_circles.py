"""No modules import each other in a circle, also not by way of others."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.rules.sources import Source, sources


def imported(source: Source, modules: frozenset[str]) -> Iterator[str]:
    """The modules that are imported while this one is: not for types alone, not in a function."""
    for node in _at_import(source.tree.body):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                whole = f"{node.module}.{each.name}"
                yield whole if whole in modules else node.module


def _at_import(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        match node:
            case ast.If() if "TYPE_CHECKING" in ast.unparse(node.test):
                yield from _at_import(node.orelse)
            case ast.If() | ast.Try() | ast.With():
                yield from _at_import(node.body)
            case _:
                yield node


def module(source: Source) -> str:
    return source.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def circle(texts: Iterable[Source]) -> tuple[str, ...]:
    """The first circle that is found, each module before the one that imports it."""
    named = {module(each): each for each in texts}
    known = frozenset(named)
    graph: Mapping[str, set[str]] = {
        name: {other for other in imported(each, known) if other in known and other != name}
        for name, each in named.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return tuple(found.args[1])
    return ()


def test_there_is_no_circle() -> None:
    assert circle(sources("workstation", "ui")) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import ui.a\n", True),
        ("from ui import a\n", True),
        ("from ui.a import A\n", True),
        ("def late():\n    from ui.a import A\n", False),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ui.a import A\n", False),
    ],
)
def test_a_circle_is_found(text: str, found: bool) -> None:
    there, back = Source("ui/a.py", "from ui.b import B\n"), Source("ui/b.py", text)
    assert bool(circle([there, back])) is found
