"""Nothing asks Qt for what PySide then takes for a part of whom it asked.

PySide makes the answer of such a call a child of the asked object, whoever it belonged to. A
viewport that is asked for its focus proxy becomes the owner of the scroll area around it, which
owns the viewport: the collector finds a ring that nobody holds, and deletes that part of the
window. A group that a button is asked for goes with the button.
"""

from __future__ import annotations

import ast
import re

import pytest
import shiboken6
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.rules.sources import Source, expect_none, sources

ASKED = frozenset({"focusProxy", "nextInFocusChain", "previousInFocusChain", "group", "buddy"})


def owner_of(thing: object) -> int | None:
    """The identity of what PySide holds for the owner of `thing`; None for nobody."""
    found = re.search(r"^parent\.+ <.* at 0x([0-9a-f]+)>", shiboken6.dump(thing), re.MULTILINE)
    return int(found[1], 16) if found else None


def takings(source: Source) -> list[str]:
    """The calls of a module by which PySide takes what is not its own."""
    return [
        f"{source.at(node)} {ast.unparse(node)}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Attribute)
        if node.func.attr in ASKED and not (node.args or node.keywords)
        # A match of a regular expression has groups too.
        if not (node.func.attr == "group" and "match" in ast.unparse(node.func.value))
    ]


def test_nothing_is_taken_from_its_owner_of() -> None:
    expect_none(each for source in sources("ui", "tests/ui") for each in takings(source))


@pytest.mark.parametrize(
    "text", ["part.focusProxy() is None", "button.group().buttons()", "pane.nextInFocusChain()"]
)
def test_a_taking_is_found(text: str) -> None:
    assert takings(Source("ui/x.py", text))


def test_pyside_still_takes_what_it_is_asked_for(qtbot: QtBot) -> None:
    around, button = QWidget(), QPushButton()
    qtbot.addWidget(around)
    area, group = QScrollArea(around), QButtonGroup(around)
    button.setParent(around)
    group.addButton(button)
    before = owner_of(area), owner_of(group)
    viewport = area.viewport()
    assert viewport.focusProxy() is area
    assert button.group() is group
    assert (owner_of(area), owner_of(group)) != before, "PySide was mended: the rule can go"
