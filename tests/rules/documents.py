"""What the documents say that can be looked up: paths, names, commands, links, examples."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.rules.sources import ROOT, sources

PACKAGES = ("workstation", "ui", "tests")
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# A path begins with a folder of the tree, or is a file at its top.
_PATH = re.compile(
    r"^(?:(?:workstation|ui|tests|resources|translations|docs|\.ci)/[\w./-]*"
    r"|[\w.-]+\.(?:md|toml|txt|yaml)|Makefile)$"
)
_DOTTED = re.compile(r"^(?:workstation|ui|tests)(?:\.\w+)+$")
_CLASS = re.compile(r"^[A-Z][a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)*(?:\.\w+)?$")
# Words of Python, and of keyboards.
_NO_CLASS = frozenset({"True", "False", "None", "Enter", "Esc", "Shift", "Ctrl"})
_TEST = re.compile(r"^(tests/[\w/]+\.py)::(\w+)$")


@dataclass(frozen=True, slots=True)
class Document:
    """A document, by its path from the root of the tree."""

    name: str
    text: str

    @property
    def prose(self) -> str:
        """Its text without the fenced blocks."""
        return _FENCE.sub("", self.text)

    @property
    def terms(self) -> tuple[str, ...]:
        """What stands in backticks in its prose."""
        return tuple(_INLINE.findall(self.prose))

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links go that stay within the tree."""
        found = (link.partition("#")[0] for link in _LINK.findall(self.prose))
        return tuple(link for link in found if link and "://" not in link)


@cache
def documents() -> tuple[Document, ...]:
    """Every document of the tree."""
    paths = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    return tuple(
        Document(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(paths)
    )


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Every class of the tree with the names that it gives to something."""
    found: dict[str, frozenset[str]] = {}
    for source in sources(*PACKAGES):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                found[node.name] = found.get(node.name, frozenset()) | frozenset(_members(node))
    return found


def _members(node: ast.ClassDef) -> Iterator[str]:
    for each in ast.walk(node):
        match each:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                yield name


def missing(term: str) -> str | None:
    """What a term in backticks names that is not there; None for what is, or names nothing."""
    test = _TEST.match(term)
    if test is not None:
        return None if test[2] in _defined(ROOT / test[1]) else term
    if _PATH.match(term):
        return None if (ROOT / term).exists() else term
    if _DOTTED.match(term):
        return None if _resolves(term.split(".")) else term
    if _CLASS.match(term) and term not in _NO_CLASS:
        name, _dot, member = term.partition(".")
        known = classes().get(name)
        return term if known is None or (member and member not in known) else None
    return None


def _defined(path: Path) -> frozenset[str]:
    """The names at the top of a module; none where there is no such file."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    stored = (each for node in tree.body for each in ast.walk(node) if isinstance(each, ast.Name))
    names = {each.id for each in stored if isinstance(each.ctx, ast.Store)}
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    names |= {node.name for node in tree.body if isinstance(node, defined)}
    froms = (node for node in tree.body if isinstance(node, ast.ImportFrom))
    imported = (each for node in froms for each in node.names)
    return frozenset(names | {each.asname or each.name for each in imported})


def _resolves(parts: list[str]) -> bool:
    """Whether these are a package, a module, or a name in one."""
    below = ROOT.joinpath(*parts)
    if (below / "__init__.py").is_file() or below.with_suffix(".py").is_file():
        return True
    *module, name = parts
    folder = ROOT.joinpath(*module)
    return name in _defined(folder.with_suffix(".py")) | _defined(folder / "__init__.py")


def tree_of(block: str) -> Iterator[str]:
    """The paths of a map: a folder or file a line, what is in it farther to the right, and what
    is said of it after some blanks."""
    above: list[tuple[int, str]] = []
    for line in block.splitlines():
        told = re.match(r"^( *)([\w.<>/-]+(?: [\w.<>-]+/)*)(?:  |$)", line)
        if told is None:
            continue
        above = [each for each in above if each[0] < len(told[1])]
        # `activities/<name>/` is any folder there.
        names = [re.sub(r"<\w+>/?", "", name) for name in told[2].split()]
        for name in names:
            yield "".join(each[1] for each in above) + name
        above.append((len(told[1]), names[-1]))


def examples(text: str) -> Iterator[tuple[str, str, str, str]]:
    """The example pairs of docs/checks.md: check, label, English, Chinese."""
    check = ""
    for line in text.splitlines():
        if line.startswith("#"):
            named = re.match(r"^### `(.+)`$", line)
            check = named[1] if named else ""
        elif check and line.startswith("|") and not line.startswith(("|---", "| |")):
            label, en, zh = (each.strip() for each in line.strip().strip("|").split("|"))
            yield check, label, en, zh
