"""The steps of a recipe, read from a document, and what each does to a copy of the tree.

A step is a fenced block. Its first line names the file that it is about:

    python   `# a/b.py`: a new file; where the file is there, what is written at its end
    diff     `+++ a/b.py`: lines that are changed between lines that stay, hunk by hunk after `@@`
    po       `# a/b.po`: the translations of texts that stand there without one
    console  lines that begin with `$ ` are run
"""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(python|diff|po|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r'^((?:msgctxt ".*"\n)?msgid ".*"\n)msgstr "(.+)"$', re.MULTILINE)


class Impossible(Exception):
    """A step that cannot be done: what it builds on is not there, or there more than once."""


@dataclass(frozen=True, slots=True)
class Step:
    """One fenced block: its language, and its text."""

    language: str
    text: str

    def do(self, tree: Path) -> None:
        """Do it in `tree`. Raises `Impossible`, and `AssertionError` for a command that fails."""
        if self.language == "console":
            for line in self.text.splitlines():
                if line.startswith("$ "):
                    _run(line.removeprefix("$ "), tree)
            return
        first, _newline, rest = self.text.partition("\n")
        path = tree / re.sub(r"^(#|\+\+\+) ", "", first).strip()
        change = {"python": _write, "diff": _change, "po": _translate}[self.language]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(change(path, rest), encoding="utf-8")


def recipe(document: str, title: str) -> str:
    """The section of that title, of whichever level, to the next one of its level or above.

    Raises `KeyError`.
    """
    found = re.search(rf"^(#+) {re.escape(title)}$", document, re.MULTILINE)
    if found is None:
        raise KeyError(title)
    level = len(found[1])
    after = document[found.end() :]
    # A heading is none inside a fenced block: there it is a comment.
    plain = _BLOCK.sub(lambda block: " " * len(block[0]), after)
    end = re.search(rf"^#{{1,{level}}} ", plain, re.MULTILINE)
    return after[: end.start()] if end else after


def steps(text: str) -> Iterator[Step]:
    """The steps in a text, in their order."""
    return (Step(found[1], found[2]) for found in _BLOCK.finditer(text))


def _write(path: Path, rest: str) -> str:
    if not path.exists():
        return rest
    return path.read_text(encoding="utf-8").rstrip("\n") + "\n\n\n" + rest


def _change(path: Path, rest: str) -> str:
    text = path.read_text(encoding="utf-8")
    for hunk in re.split(r"^@@.*\n", rest, flags=re.MULTILINE):
        lines = hunk.splitlines()
        before = "\n".join(line[1:] for line in lines if line[:1] != "+")
        after = "\n".join(line[1:] for line in lines if line[:1] != "-")
        found = len(re.findall(rf"^{re.escape(before)}$", text, re.MULTILINE))
        if found != 1:
            raise Impossible(f"{path.name} has this {found} times, not once:\n{before}")
        text = re.sub(rf"^{re.escape(before)}$", lambda _m, a=after: a, text, flags=re.MULTILINE)
    return text


def _translate(path: Path, rest: str) -> str:
    text = path.read_text(encoding="utf-8")
    for said in _ENTRY.finditer(rest):
        empty = f'{said[1]}msgstr ""\n'
        if text.count(empty) != 1:
            raise Impossible(f"{path.name} has no such text without a translation:\n{said[1]}")
        text = text.replace(empty, f'{said[1]}msgstr "{said[2]}"\n')
    return text


def _run(command: str, tree: Path) -> None:
    # The environment is there: what `make` would set up is not set up again.
    asked = re.sub(r"^make ", "make -o setup ", command)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    done = subprocess.run(
        ["sh", "-c", asked],
        cwd=tree,
        env=kept | {"PYTHONPATH": str(tree), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
