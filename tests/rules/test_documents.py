"""The documents name only what is there, and their examples come out as they say."""

import io
import re
import tomllib
from collections import Counter
from contextlib import redirect_stdout, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rules.documents import Document, documents, examples, missing, tree_of
from tests.rules.sources import ROOT, expect_none
from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CaseRecord, CheckContext, ClauseTexts
from workstation.bilingual.checks.finding import Check, Severity
from workstation.bilingual.checks.glossary import read_glossary
from workstation.cli import main
from workstation.domain.house_style import Script

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = frozenset(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
CHECKS = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
DECISIONS = tuple(sorted((ROOT / "docs/decisions").glob("*.md")))
PARTS = ("Context", "Decision", "Alternatives", "Consequences")
# What the examples of docs/checks.md are checked with, by the words behind their label.
SITUATIONS = {
    "": CheckContext(),
    "with the glossary": CheckContext(
        glossary=read_glossary(
            [
                "en,zh_hans,part,forbidden_zh,forbidden_en",
                "appeal,申诉,procedure,上诉;呼吁,petition",
                "withdraw (by the applicant),撤回,procedure,撤销,",
                "order,订单,object,定单,",
            ]
        )
    ),
    "with the case open": CheckContext(
        record=CaseRecord(
            ids=frozenset({"ORD-2026-286096"}),
            linked=frozenset({"ORD-2026-111111"}),
            amounts=frozenset({("SGD", Decimal(8460))}),
            dates=frozenset({date(2026, 9, 11)}),
            names=frozenset({"Harbour Thread"}),
            other_parties=frozenset({"Zhao Wenjing", "赵文静"}),
            own_contacts=frozenset({"me@shop.example"}),
        )
    ),
    "with the policies": CheckContext(
        library=ClauseTexts({("AUT", "2.1"): {"1.0": ("a", "一"), "2.0": ("b", "二")}})
    ),
    "when sending": CheckContext(sending=True),
    "to Taiwan": CheckContext(script=Script.HANT_TW),
}


def nothing_there(document: Document) -> list[str]:
    """What a document names that is not in the tree."""
    folder = (ROOT / document.name).parent
    terms = (missing(term) for term in document.terms)
    links = (link for link in document.links if not (folder / link).exists())
    return [f"{document.name}: {each}" for each in (*terms, *links) if each is not None]


def strange_targets(document: Document) -> list[str]:
    """The targets of make that a document names and the Makefile has not."""
    asked = re.findall(r"(?:^ {4}|`|\$ )make ([a-z]+)", document.text, re.MULTILINE)
    return [f"{document.name}: make {each}" for each in asked if each not in TARGETS]


def commands() -> frozenset[str]:
    """The commands of recoursectl, as it says them itself."""
    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        main(["--help"])
    return frozenset(re.findall(r"^ {4}([a-z]+)  ", said.getvalue(), re.MULTILINE))


def wrong_example(check: str, label: str, en: str, zh: str) -> str | None:
    """What is wrong about an example pair of docs/checks.md; None for one that comes out so."""
    says, _space, situation = label.partition(" ")
    found = check_bead(Bead("b", en, zh), SITUATIONS[situation])
    mine = [each for each in found if each.check.value == check]
    grave = [each for each in found if each.severity in (Severity.S1, Severity.S2)]
    right = {"found": bool(mine), "missed": not mine, "silent": not mine and not grave}[says]
    return None if right else f"{check}: {label}: {en} | {zh}"


def test_every_path_name_and_link_exists() -> None:
    expect_none(line for each in documents() for line in nothing_there(each))


def test_every_target_and_command_exists() -> None:
    expect_none(line for each in documents() for line in strange_targets(each))
    known = commands()
    said = {
        (each.name, name)
        for each in documents()
        for name in re.findall(r"recoursectl ([a-z]+)", each.text)
    }
    assert {name for _document, name in said} & known
    expect_none(f"{where}: recoursectl {name}" for where, name in said if name not in known)


def test_the_map_is_of_this_tree() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^    workstation/.*?(?=^\S)", text, re.MULTILINE | re.DOTALL)
    paths = list(tree_of(block))
    assert len(paths) > 25
    expect_none(path for path in paths if not (ROOT / path).exists())
    packages = {path.name for path in (ROOT / "workstation").iterdir() if _is_package(path)}
    packages |= {path.name for path in (ROOT / "ui").iterdir() if _is_package(path)}
    named = {path.rstrip("/").split("/")[-1] for path in paths}
    assert packages - named <= {"picture"}


def _is_package(path: Path) -> bool:
    return (path / "__init__.py").is_file()


def test_the_list_of_checks_is_whole_and_in_order() -> None:
    assert re.findall(r"^### `(.+)`$", CHECKS, re.MULTILINE) == [check.value for check in Check]


def test_the_examples_come_out_as_they_say() -> None:
    said = list(examples(CHECKS))
    labels = Counter((check, label.split(" ")[0]) for check, label, _en, _zh in said)
    assert all(labels[check.value, "found"] for check in Check), "each check finds something"
    expect_none(line for each in said if (line := wrong_example(*each)) is not None)


def test_decisions_are_numbered_and_whole() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        heads = tuple(re.findall(r"^## (.+)$", text, re.MULTILINE))
        assert heads == PARTS, path.name
        assert text.startswith("# "), path.name


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    expect_none(path.name for path in DECISIONS if f"(decisions/{path.name})" not in listed)


def test_the_changelog_knows_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    heads = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert heads[:1] == ["Unreleased"]
    assert project["version"] in heads
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize(
    "term",
    [
        "workstation/domain/nowhere.py",
        "tests/nowhere/",
        "NOWHERE.md",
        "workstation.domain.nowhere",
        "workstation.domain.record.Nowhere",
        "NoSuchClassAnywhere",
        "Registry.nowhere",
        "tests/rules/test_documents.py::test_nowhere",
    ],
)
def test_what_is_not_there_is_found(term: str) -> None:
    document = Document("docs/x.md", f"It is in `{term}`.")
    assert nothing_there(document) == [f"docs/x.md: {term}"]


@pytest.mark.parametrize(
    "text",
    [
        "`workstation/domain/`, `workstation/domain/record.py`, `Makefile`, `README.md`",
        "`workstation.domain.record`, `workstation.domain.record.Registry`, `Registry.named`",
        "`tests/rules/test_documents.py::test_what_is_not_there_is_found`",
        "`make quick`, `g`, `Ctrl+K`, `num.parity`, `a.b`, `True`",
        "```python\nimport workstation.nowhere  # `workstation/nowhere.py`\n```",
        "[here](../README.md#figures) and [there](https://example.com/nowhere)",
    ],
)
def test_what_is_there_passes(text: str) -> None:
    assert nothing_there(Document("docs/x.md", text)) == []


def test_a_link_to_nowhere_is_found() -> None:
    document = Document("docs/x.md", "[here](nowhere.md)")
    assert nothing_there(document) == ["docs/x.md: nowhere.md"]


def test_a_strange_target_is_found() -> None:
    text = "    make nonsense\n`make quick` and `make more`"
    assert strange_targets(Document("x.md", text)) == ["x.md: make nonsense", "x.md: make more"]


@pytest.mark.parametrize(
    ("label", "en", "zh"),
    [
        ("found", "We saw 7 boxes.", "我们看到7个箱子。"),
        ("silent", "We saw 7 boxes.", "我们看到10个箱子。"),
        ("missed", "We saw 7 boxes.", "我们看到10个箱子。"),
    ],
)
def test_an_example_that_comes_out_otherwise_is_found(label: str, en: str, zh: str) -> None:
    assert wrong_example("num.parity", label, en, zh) is not None


def test_a_map_is_read_by_its_columns() -> None:
    block = "    a/       first\n      b.py   second\n      c/<name>/   third\n    d/ e/   fourth\n"
    assert list(tree_of(block)) == ["a/", "a/b.py", "a/c/", "d/", "e/"]
