"""Tests of the window and of whole offices use the product as people and programs do.

They outlive a rewrite of its insides only while they name none of them: no `x._private`, and of
the product's packages only those that hold its verbs, its values and its window. What still does
is recorded in reaches.txt, and may only shrink.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.sources import ROOT, Source, calls, expect_none, sources

HELD = ("tests/ui", "tests/machines", "tests/journeys")
RECORDED = Path(__file__).with_name("reaches.txt")
# They damage the insides on purpose.
MUTANTS = tuple(f"tests/machines/{name}.py" for name in ("harm", "mutants", "survey"))
PRODUCT = frozenset({"workstation", "ui"})
# With everything below them.
PACKAGES = (
    "ui",
    "workstation.domain",
    "workstation.bilingual",
    "workstation.files",
    "workstation.i18n",
    "workstation.policies",
    # The stories that the demonstration tells: what happens in many tests.
    "workstation.server.demo",
)
# Themselves alone.
MODULES = frozenset(
    {
        "workstation.app",
        "workstation.app.values",
        "workstation.app.sample",
        # The checks of letters as a workstation asks them; a desk in memory asks them too.
        "workstation.app.letter_examiner",
        # The ways to answer a question, likewise.
        "workstation.app.question_answers",
        # What the verbs raise.
        "workstation.cache.problem",
    }
)

Reaches = Counter[str]


def reaches(source: Source) -> Iterator[tuple[str, str]]:
    """Each reach: its kind, and the place with what is reached for."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute() if _is_private(node.attr) and not _is_own(node.value):
                yield "private", f"{source.at(node)} {ast.unparse(node)}"
            case ast.Import() | ast.ImportFrom():
                yield from _imported(source, node)
    for name, call in calls(source.tree):
        if name in {"getattr", "setattr", "delattr"} and len(call.args) > 1:
            reached = call.args[1]
            by_name = isinstance(reached, ast.Constant) and isinstance(reached.value, str)
            if by_name and _is_private(reached.value) and not _is_own(call.args[0]):
                yield "private", f"{source.at(call)} {ast.unparse(call)}"


def _imported(source: Source, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for each in node.names:
        module = (
            each.name if isinstance(node, ast.Import) else _module(node.module or "", each.name)
        )
        if module.split(".")[0] in PRODUCT and not is_allowed(module):
            yield "import", f"{source.at(node)} {module}"
        if isinstance(node, ast.ImportFrom) and _is_private(each.name):
            yield "private", f"{source.at(node)} {node.module}.{each.name}"


def _module(package: str, name: str) -> str:
    """What `from package import name` reaches: a module of the package, or the package."""
    below = ROOT.joinpath(*package.split("."), name)
    is_module = below.with_suffix(".py").is_file() or (below / "__init__.py").is_file()
    return f"{package}.{name}" if is_module else package


def is_allowed(module: str) -> bool:
    """Whether such a test may import from it."""
    return module in MODULES or any(f"{module}.".startswith(f"{each}.") for each in PACKAGES)


def _is_private(name: str) -> bool:
    # The mark of a text to translate is a name of its own.
    return name.startswith("_") and name != "_" and not name.startswith("__")


def _is_own(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in {"self", "cls"}


def count(held: tuple[Source, ...]) -> tuple[Reaches, dict[str, list[str]]]:
    """How many reaches of each kind a file has, and which they are."""
    found: dict[str, list[str]] = {}
    for source in held:
        for kind, where in reaches(source):
            found.setdefault(f"{kind} {source.name}", []).append(where)
    return Counter({name: len(where) for name, where in found.items()}), found


def findings(counted: Reaches, recorded: Reaches) -> list[str]:
    """What is more than the record, and records that reality has left behind."""
    grown = [
        f"{name}: {number}, at most {recorded[name]}"
        for name, number in counted.items()
        if number > recorded[name]
    ]
    stale = [
        f"{name}: now {counted[name]}, lower {number} in reaches.txt"
        for name, number in recorded.items()
        if counted[name] < number
    ]
    return grown + stale


def read_record(text: str) -> Reaches:
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return Counter({name: int(number) for name, number in (line.rsplit(" ", 1) for line in lines)})


def test_no_test_reaches_inside() -> None:
    held = tuple(source for source in sources(*HELD) if source.name not in MUTANTS)
    counted, found = count(held)
    recorded = read_record(RECORDED.read_text(encoding="utf-8"))
    new = (where for name in counted if counted[name] > recorded[name] for where in found[name])
    advice = "\n".join(["Find it as a person does (tests/ui/pages), or by a public verb:", *new])
    expect_none(findings(counted, recorded), advice)


def test_nothing_of_the_window_is_recorded() -> None:
    recorded = read_record(RECORDED.read_text(encoding="utf-8"))
    assert [name for name in recorded if " tests/ui/" in name] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("private", "pane._form.submit.click()"),
        ("private", "self.desk._sitting"),
        ("private", "pairs()[0]._line"),
        ("private", "def test(other): other._held = 1"),
        ("private", "from ui.bench import _paint_once"),
        ("private", "patch.setattr(rules, '_nobody_was_faster', None)"),
        ("private", "getattr(pane, '_form')"),
        ("import", "from workstation.cache.work import Work"),
        ("import", "from workstation.server.batch import EnvelopeHandler"),
        ("import", "import workstation.sync.push"),
        ("import", "from workstation.app import open_profile"),
        ("import", "from workstation.app.sync_service import SyncService"),
        ("import", "def late():\n    from workstation.wire.push import unpack"),
    ],
)
def test_a_reach_is_found(kind: str, text: str) -> None:
    assert [found for found, _where in reaches(Source("tests/ui/test_x.py", text))] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "class Seat:\n    def a(self): return self._n",
        "class Seat:\n    @classmethod\n    def a(cls): return cls._made()",
        "self.__class__.__name__",
        "pane.form.submit.click()",
        "for _turn in range(3): pass",
        "setattr(self, '_n', 1)",
        "from workstation.i18n import _",
        "from workstation.app import Workstation",
        "from workstation.app.values import Draft",
        "from workstation.domain import commands as c",
        "from workstation.server.demo.stories import stories",
        "from ui.panes.reply import ReplyPane",
        "from tests.bench import WEI",
    ],
)
def test_what_is_public_may_be_used(text: str) -> None:
    assert list(reaches(Source("tests/ui/test_x.py", text))) == []


def test_the_record_only_goes_down() -> None:
    name = "private tests/machines/test_x.py"
    counted = Counter({name: 2})
    assert findings(counted, Counter({name: 2})) == []
    assert findings(counted, Counter()) == [f"{name}: 2, at most 0"]
    assert findings(counted, Counter({name: 1})) == [f"{name}: 2, at most 1"]
    assert findings(counted, Counter({name: 3})) == [f"{name}: now 2, lower 3 in reaches.txt"]
    assert findings(Counter(), Counter({name: 1})) == [f"{name}: now 0, lower 1 in reaches.txt"]
