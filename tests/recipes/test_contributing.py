"""Each recipe of CONTRIBUTING.md, followed to the letter by somebody who knows nothing else.

A recipe is done in a copy of the tree, block by block, and ends with commands that prove it. What
only a person can do, such as writing a thousand sentences in Malay, is done here as well as a test
can. Nobody has to keep the document and the tree together: a recipe that cannot be followed, or
that leaves the tree broken, fails here.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tests.recipes.steps import Impossible, Step, recipe, steps
from tests.rules.sources import ROOT, tracked_files
from tests.rules.test_catalogues import tool as catalogues

DOCUMENT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = (
    "Add a command",
    "Add a kind of record",
    "Add an activity",
    "Add a check of letters",
    "Add a language",
)
# No recipe needs it, and it is large.
_LEFT_OUT = ("tests/old_world/world.tar.xz",)


def copied(tree: Path) -> Path:
    """A copy of all that is part of the repository, with the environment of this run."""
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(_LEFT_OUT):
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
    (tree / ".venv").symlink_to(sys.prefix)
    # Some rules ask git which files there are.
    subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    return tree


def translate(tree: Path) -> None:
    """What a person does to a new catalogue: each text gets a translation, here its own words.

    Not to that of Chinese, in which a recipe says the few texts that it brings.
    """
    for path in tree.glob("translations/*/LC_MESSAGES/messages.po"):
        language = path.parts[-3]
        if language != "zh_Hans":
            catalog = catalogues.read(path, language)
            for message in catalog:
                if message.id and not catalogues.is_translated(message):
                    message.string = _echo(message, catalog.num_plurals)
            path.write_bytes(catalogues.po_bytes(catalog))


def _echo(message: Message, plurals: int) -> str | tuple[str, ...]:
    if isinstance(message.id, tuple):
        return (message.id[-1],) * plurals
    return message.id


@pytest.mark.slow
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_can_be_followed(title: str, tmp_path: Path) -> None:
    tree = copied(tmp_path)
    asked = list(steps(recipe(DOCUMENT, title)))
    assert [each.language for each in asked][-1] == "console", "a recipe ends with its proof"
    for step in asked:
        step.do(tree)
        translate(tree)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text("one = 1\ntwo = 2\n", encoding="utf-8")
    (tmp_path / "a.po").write_text('msgid "Yes"\nmsgstr ""\n', encoding="utf-8")
    return tmp_path


def done(tree: Path, language: str, text: str) -> str:
    """What the file of a step says after it."""
    Step(language, text).do(tree)
    first, _newline, _rest = text.partition("\n")
    return (tree / first.split(" ")[1]).read_text(encoding="utf-8")


def test_a_block_makes_a_file_or_goes_on_with_one(tree: Path) -> None:
    assert done(tree, "python", "# b/c.py\nthree = 3\n") == "three = 3\n"
    assert done(tree, "python", "# a.py\nthree = 3\n") == "one = 1\ntwo = 2\n\n\nthree = 3\n"


def test_a_change_is_made_where_its_lines_are(tree: Path) -> None:
    said = "+++ a.py\n one = 1\n-two = 2\n+two = 3\n@@\n+zero = 0\n one = 1\n"
    assert done(tree, "diff", said) == "zero = 0\none = 1\ntwo = 3\n"


def test_a_text_is_translated(tree: Path) -> None:
    said = done(tree, "po", '# a.po\nmsgid "Yes"\nmsgstr "是"\n')
    assert said == 'msgid "Yes"\nmsgstr "是"\n'


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("diff", "+++ a.py\n three = 3\n+four = 4\n"),
        ("po", '# a.po\nmsgid "No"\nmsgstr "否"\n'),
    ],
)
def test_a_step_that_builds_on_nothing_is_found(tree: Path, language: str, text: str) -> None:
    with pytest.raises(Impossible):
        Step(language, text).do(tree)


def test_a_command_that_fails_is_found(tree: Path) -> None:
    with pytest.raises(AssertionError, match="false"):
        Step("console", "$ false\n").do(tree)


def test_a_section_ends_at_the_next_one_of_its_level() -> None:
    text = "# A\n## One\n### In it\n```python\n# a.py\n```\n## Two\nelse\n"
    assert recipe(text, "One") == "\n### In it\n```python\n# a.py\n```\n"
    assert recipe(text, "Two") == "\nelse\n"
    with pytest.raises(KeyError):
        recipe(text, "Three")
