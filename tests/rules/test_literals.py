"""Texts that a person sees are messages: no literal reaches a widget's text."""

import ast

import pytest

from tests.rules.sources import Source, calls, expect_none, sources

SINKS = frozenset(
    """
    setText setPlainText setHtml setMarkdown setWindowTitle setTitle setToolTip setStatusTip
    setWhatsThis setPlaceholderText setAccessibleName setAccessibleDescription setInformativeText
    setDetailedText setLabelText setPrefix setSuffix setIconText setTabText setTabToolTip
    setHeaderLabels setHeaderLabel setHorizontalHeaderLabels setVerticalHeaderLabels setButtonText
    setSpecialValueText setFormat addAction addMenu addTab insertTab addItem addItems insertItem
    insertItems addButton addRow addSection showMessage setApplicationDisplayName
    information warning critical question about getText getItem getOpenFileName getSaveFileName
    QAction QCheckBox QCommandLinkButton QDockWidget QGroupBox QLabel QMenu QMessageBox
    QPushButton QRadioButton QToolBar QToolButton
    """.split()
)


def literals(node: ast.expr) -> list[str]:
    """The texts that an expression may spell out, however it glues them together."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return [text for part in _parts(node) for text in literals(part)]


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            return parts
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return parts
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            return [left, right]
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "join")):
            return [value]
        case _:
            return []


def findings(source: Source) -> list[str]:
    """A dash, a dot or a digit needs no translation; a letter does."""
    return [
        f"{source.at(call)} {name}({text!r})"
        for name, call in calls(source.tree)
        if name in SINKS and not _is_logging(call)
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]
        for text in literals(argument)
        if any(character.isalpha() for character in text)
    ]


def _is_logging(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name.strip("_").lower() in {"log", "logger", "logging"}
        case ast.Attribute(value=ast.Call(func=made)):
            return ast.unparse(made) == "logging.getLogger"
        case _:
            return False


def test_no_literal_reaches_a_widget() -> None:
    expect_none(line for source in sources("ui") for line in findings(source))


@pytest.mark.parametrize(
    "snippet",
    [
        'label.setText("Saved")',
        'self._button.setToolTip("保存")',
        'label.setText(f"{n} cases")',
        'label.setText("Cases: " + str(n))',
        'label.setText("On" if on else "Off")',
        'label.setText(name or "Nobody")',
        'label.setText("{} left".format(n))',
        'menu.addAction(icon, "Copy")',
        'QLabel("Title", parent)',
        'QAction(text="Send")',
        'table.setHorizontalHeaderLabels(["Due", "Case"])',
        'QMessageBox.question(self, title, "Really?")',
    ],
)
def test_a_literal_is_found(snippet: str) -> None:
    assert len(findings(Source("ui/x.py", snippet))) >= 1


@pytest.mark.parametrize(
    "snippet",
    [
        'label.setText("")',
        'label.setText("—")',
        "label.setText(language.text(message))",
        'bind(self, label.setText, _("Saved"))',
        'button.setObjectName("primary")',
        'log.warning("Nothing to show")',
        '_LOG.warning("Nothing to show")',
        'logging.getLogger(__name__).critical("Nothing to show")',
        "QLabel(parent, objectName=name)",
    ],
)
def test_what_needs_no_translation_passes(snippet: str) -> None:
    assert findings(Source("ui/x.py", snippet)) == []
