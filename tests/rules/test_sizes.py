"""Sizes: what is larger than the guide is recorded, and may only shrink."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.rules.sources import Source, expect_none, sources

LIMITS = {"class": 20, "function": 40}
RECORDED = Path(__file__).with_name("sizes.txt")

Sizes = dict[str, int]


def measure(source: Source) -> Iterator[tuple[str, int]]:
    """Lines of each function, public methods of each class."""
    yield from _members(source.tree, source.name + ":")


def _members(node: ast.AST, prefix: str) -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.ClassDef():
                yield f"class {prefix}{child.name}", _public_methods(child)
                yield from _members(child, f"{prefix}{child.name}.")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                lines = (child.end_lineno or child.lineno) - child.lineno + 1
                yield f"function {prefix}{child.name}", lines
                yield from _members(child, f"{prefix}{child.name}.")
            case _:
                yield from _members(child, prefix)


def _public_methods(node: ast.ClassDef) -> int:
    """Qt's virtual functions are camelCase: they are Qt's interface, not the class's own."""
    return len(
        {
            child.name
            for child in node.body
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            and not child.name.startswith("_")
            and child.name.islower()
        }
    )


def oversized(measured: Sizes) -> Sizes:
    return {name: size for name, size in measured.items() if size > LIMITS[name.split()[0]]}


def findings(measured: Sizes, recorded: Sizes) -> list[str]:
    """Growth beyond the guide or the record, and records that reality has left behind."""
    large = oversized(measured)
    grown = [
        f"{name}: {size}, at most {recorded.get(name, LIMITS[name.split()[0]])}"
        for name, size in large.items()
        if size > recorded.get(name, 0)
    ]
    stale = [
        f"{name}: now {large.get(name, 'within the guide')}, lower {size} in sizes.txt"
        for name, size in recorded.items()
        if large.get(name, 0) < size
    ]
    return grown + stale


def read_record(text: str) -> Sizes:
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {name: int(size) for name, size in (line.rsplit(" ", 1) for line in lines)}


def test_nothing_grows() -> None:
    measured = {
        name: size for source in sources("workstation", "ui") for name, size in measure(source)
    }
    expect_none(findings(measured, read_record(RECORDED.read_text(encoding="utf-8"))))


def _snippet(methods: int, lines: int) -> Sizes:
    body = "".join(f"    def m{n}(self): pass\n" for n in range(methods))
    long = "    async def _long(self):\n" + "        pass\n" * (lines - 1)
    text = f"class Big:\n    def _private(self): pass\n    def paintEvent(self): pass\n{body}{long}"
    return dict(measure(Source("x.py", text)))


def test_a_large_class_and_function_are_found() -> None:
    measured = _snippet(methods=21, lines=41)
    assert measured["class x.py:Big"] == 21
    assert oversized(measured) == {"class x.py:Big": 21, "function x.py:Big._long": 41}
    assert len(findings(measured, {})) == 2
    assert findings(_snippet(methods=20, lines=40), {}) == []


def test_the_record_only_goes_down() -> None:
    measured = {"function x.py:f": 50}
    assert findings(measured, {"function x.py:f": 50}) == []
    assert findings(measured, {"function x.py:f": 49}) == ["function x.py:f: 50, at most 49"]
    assert "lower 60" in findings(measured, {"function x.py:f": 60})[0]
    assert "within the guide" in findings({"function x.py:f": 40}, {"function x.py:f": 41})[0]
