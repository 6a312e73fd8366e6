"""Nothing fills a place where Qt would read HTML or keys but the setters that make a text plain."""

from __future__ import annotations

import ast

import pytest

from tests.rules.sources import Source, expect_none, sources

# Where a text is read as HTML, or where `&` and `[*]` mean something.
RAW = frozenset(
    "setToolTip setStatusTip setWhatsThis setWindowTitle setMarkdown insertHtml appendHtml"
    " setTabToolTip setTabText setTabWhatsThis setItemToolTip showText showMessage setTitle".split()
)
# What has no plain form, or reads its text as HTML by itself.
CLASSES = frozenset({"QMessageBox", "QLabel", "QStaticText", "QErrorMessage", "QToolTip"})
ROLES = frozenset({"ToolTipRole", "StatusTipRole", "WhatsThisRole"})
HOME = "ui/language/plain.py"
# Labels say that their text is plain, screen readers are told of them by their class, `ReadingView`
# that its callers escape what parties wrote, and
# the pairs of a letter show the tip of a mark that is painted.
ALLOWED = {
    ("ui/widgets/label.py", "QLabel"),
    ("ui/widgets/pill.py", "QLabel"),
    ("ui/widgets/screen_reader.py", "QLabel"),
    ("ui/widgets/reading_view.py", "setHtml"),
    ("ui/panes/reply/twin/rows.py", "QToolTip"),
    ("ui/panes/reply/twin/rows.py", "showText"),
}
DRAWN_ELSEWHERE = frozenset({"setHtml"})


def findings(source: Source) -> list[str]:
    """The raw sinks of a module, whether they are called or handed on."""
    if source.name == HOME:
        return []
    found = []
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(attr=name) if name in RAW | ROLES | DRAWN_ELSEWHERE:
                pass
            case ast.Name(id=name) if name in CLASSES:
                pass
            case _:
                continue
        if (source.name, name) not in ALLOWED:
            found.append(f"{source.at(node)} {name}")
    return found


def buttons(source: Source) -> list[str]:
    """Buttons and boxes whose text is set with its `&` still a key."""
    made = {
        ast.unparse(node.targets[0])
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if ast.unparse(node.value.func) in {"QRadioButton", "QCheckBox", "QPushButton", "QAction"}
    }
    return [
        f"{source.at(node)} {ast.unparse(node)}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "setText"
        if ast.unparse(node.value) in made
    ]


def test_nothing_but_the_plain_setters_fills_them() -> None:
    expect_none(line for source in sources("ui") for line in findings(source))


def test_every_label_says_that_its_text_is_plain() -> None:
    labels = [
        (source, node)
        for source in sources("ui")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef) and "QLabel" in map(ast.unparse, node.bases)
    ]
    assert len(labels) > 1
    plain = "self.setTextFormat(Qt.TextFormat.PlainText)"
    expect_none(source.at(node) for source, node in labels if plain not in ast.unparse(node))


def test_buttons_are_worded_by_the_plain_setter() -> None:
    expect_none(line for source in sources("ui") for line in buttons(source))


@pytest.mark.parametrize(
    "text",
    [
        "widget.setToolTip(name)",
        "bind(widget, widget.setToolTip, name)",
        "QMessageBox.warning(self, title, name)",
        "label = QLabel(name)",
        "role == Qt.ItemDataRole.ToolTipRole",
        "view.setHtml(name)",
        "window.setWindowTitle(name)",
    ],
)
def test_a_raw_sink_is_found(text: str) -> None:
    assert findings(Source("ui/panes/x.py", text))


def test_a_raw_button_is_found() -> None:
    assert buttons(Source("ui/x.py", "box = QCheckBox()\nbind(box, box.setText, name)"))
    assert not buttons(Source("ui/x.py", "box = QCheckBox()\nbind(box, words_of(box), name)"))
