"""Colours and style sheets come from the theme's tokens and from nowhere else."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.rules.sources import Source, calls, expect_none, sources

HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")
FUNCTION = re.compile(r"\b(?:rgba?|hsla?|hsva?)\s*\(")
NAMED_BY_QT = frozenset(
    """
    white black red darkRed green darkGreen blue darkBlue cyan darkCyan magenta darkMagenta
    yellow darkYellow gray darkGray lightGray
    """.split()
)


def findings(source: Source) -> list[str]:
    return [*_calls(source), *_texts(source), *_names(source)]


def _calls(source: Source) -> Iterator[str]:
    for name, call in calls(source.tree):
        if name == "setStyleSheet":
            yield f"{source.at(call)} setStyleSheet"
        spelled_out = any(isinstance(argument, ast.Constant) for argument in call.args)
        if name in {"QColor", "fromRgb", "fromRgbF", "fromHsv", "fromHsl"} and spelled_out:
            yield f"{source.at(call)} {name}"


def _texts(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for pattern in (HEX, FUNCTION):
                if found := pattern.search(node.value):
                    yield f"{source.at(node)} {found.group()}"


def _names(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in NAMED_BY_QT:
            owner = ast.unparse(node.value)
            if owner in {"Qt", "Qt.GlobalColor", "QtCore.Qt", "QtCore.Qt.GlobalColor"}:
                yield f"{source.at(node)} {owner}.{node.attr}"


def test_no_colour_outside_the_theme() -> None:
    outside = (source for source in sources("ui") if not source.name.startswith("ui/theme/"))
    expect_none(line for source in outside for line in findings(source))


@pytest.mark.parametrize(
    "snippet",
    [
        "widget.setStyleSheet(sheet)",
        'accent = "#0a7d5c"',
        "html = f\"<b style='color:#fff'>{text}</b>\"",
        'rule = "color: rgba(0, 0, 0, 0.5)"',
        'QColor("red")',
        "QColor(12, 34, 56)",
        "painter.setPen(Qt.GlobalColor.red)",
        "painter.setPen(Qt.white)",
    ],
)
def test_a_colour_is_found(snippet: str) -> None:
    assert findings(Source("ui/panes/x/view.py", snippet)) != []


@pytest.mark.parametrize(
    "snippet",
    [
        "QColor(tokens.accent)",
        "painter.setPen(self._tokens.red)",
        'reference = "#12"',
        'widget.setProperty("state", "late")',
    ],
)
def test_tokens_pass(snippet: str) -> None:
    assert findings(Source("ui/panes/x/view.py", snippet)) == []
