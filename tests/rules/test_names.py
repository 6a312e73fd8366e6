"""Modules and classes are named by nouns of the field, each name with one meaning."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable

import pytest

from tests.rules.sources import Source, expect_none, sources

EMPTY_WORDS = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "controller", "common", "misc", "base"}
)
PRODUCT = ("workstation", "ui")
# Words that end as participles do, and are nouns.
NOUNS = frozenset({"feed", "finding", "heading", "seed", "spelling", "setting"})
IRREGULAR = frozenset(
    "begun bound chosen done drawn found given gone held hidden kept known laid left lent lost made"
    " met put read said seen sent set shown sold spoken stood taken told turned won written".split()
)


def findings(source: Source) -> list[str]:
    words = re.split(r"[/_.]", source.name.lower())
    empty = [f"{source.name}: {word} says nothing" for word in words if word in EMPTY_WORDS]
    bare = source.text.strip() and not ast.get_docstring(source.tree)
    silent = [f"{source.name}: no first line that says what it is for"] if bare else []
    return empty + silent


def participle(source: Source) -> str:
    """The participle that a module or its package is named by, "" if it is none."""
    parts = source.name.removesuffix(".py").removesuffix("/__init__").split("/")
    word = parts[-1].rsplit("_", 1)[-1]
    ends = word.endswith(("ing", "ed")) and word not in NOUNS
    return f"{source.name}: {word} is no noun" if ends or word in IRREGULAR else ""


def twice(texts: Iterable[Source]) -> list[str]:
    """Public classes at the top of more than one module under one name."""
    homes = defaultdict(list)
    for source in texts:
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(source.name)
    return [f"{name}: {', '.join(where)}" for name, where in homes.items() if len(where) > 1]


def test_no_module_is_a_participle() -> None:
    expect_none(filter(None, map(participle, sources(*PRODUCT))))


def test_a_public_class_name_has_one_meaning() -> None:
    expect_none(twice(sources(*PRODUCT)))


@pytest.mark.parametrize(
    "name",
    ["ui/settling.py", "ui/pane/twin_edited.py", "workstation/importing/__init__.py", "w/kept.py"],
)
def test_a_participle_is_found(name: str) -> None:
    assert participle(Source(name, '"""What it is."""'))


@pytest.mark.parametrize(
    "name", ["workstation/server/feed.py", "ui/widgets/heading.py", "ui/row.py"]
)
def test_a_noun_is_none(name: str) -> None:
    assert not participle(Source(name, '"""What it is."""'))


def test_a_class_name_in_two_modules_is_found() -> None:
    one, two = Source("ui/a.py", "class Page: ..."), Source("ui/b.py", "class Page: ...")
    assert twice([one, two]) == ["Page: ui/a.py, ui/b.py"]
    assert twice([one, Source("ui/b.py", "class _Page: ...\nclass Sheet: ...")]) == []


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
