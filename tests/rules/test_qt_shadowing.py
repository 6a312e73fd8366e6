"""No attribute of our classes hides a function of Qt by accident.

`self.layout = ...` or `def update(self)` in a widget replaces what Qt's own
bindings call and what the next reader expects. Virtual functions are meant to be
replaced; those that we may replace are listed by the class that declares them.
"""

import ast
import importlib
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator
from types import ModuleType

import pytest
from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from tests.rules.sources import expect_none

VIRTUAL = {
    "QObject": "event eventFilter childEvent customEvent timerEvent connectNotify",
    "QApplication": "notify",
    "QTranslator": "translate isEmpty",
    "QWidget": "sizeHint minimumSizeHint heightForWidth hasHeightForWidth inputMethodQuery "
    "focusNextPrevChild setVisible nativeEvent",
    "QDialog": "accept reject done open",
    "QLayout": "addItem count itemAt takeAt setGeometry sizeHint minimumSize maximumSize "
    "expandingDirections heightForWidth hasHeightForWidth invalidate spacing",
    "QAbstractItemModel": "rowCount columnCount data setData headerData flags index parent "
    "canFetchMore fetchMore hasChildren multiData roleNames sort mimeData mimeTypes "
    "supportedDropActions supportedDragActions dropMimeData canDropMimeData insertRows "
    "removeRows moveRows sibling span match",
    "QListWidgetItem": "data setData clone",
    "QSortFilterProxyModel": "filterAcceptsRow filterAcceptsColumn lessThan",
    "QAbstractItemDelegate": "paint sizeHint createEditor setEditorData setModelData "
    "updateEditorGeometry editorEvent helpEvent destroyEditor",
    "QStyledItemDelegate": "displayText initStyleOption",
    "QAbstractItemView": "currentChanged selectionChanged dataChanged rowsInserted "
    "rowsAboutToBeRemoved scrollTo scrollContentsBy keyboardSearch moveCursor "
    "selectionCommand viewOptions initViewItemOption visualRect reset setModel",
    "QAbstractScrollArea": "scrollContentsBy viewportSizeHint",
    "QTextEdit": "canInsertFromMimeData insertFromMimeData createMimeDataFromSelection "
    "loadResource",
    "QPlainTextEdit": "canInsertFromMimeData insertFromMimeData createMimeDataFromSelection",
    "QTextBrowser": "loadResource doSetSource",
    "QSyntaxHighlighter": "highlightBlock",
    "QValidator": "validate fixup",
    "QAbstractButton": "hitButton nextCheckState checkStateSet",
    "QAbstractSpinBox": "validate fixup stepBy stepEnabled",
    "QComboBox": "showPopup hidePopup",
    "QSplitter": "createHandle",
    "QProxyStyle": "drawControl drawPrimitive drawComplexControl pixelMetric styleHint "
    "subElementRect subControlRect sizeFromContents polish unpolish standardIcon standardPixmap",
    "QIconEngine": "paint pixmap scaledPixmap clone addFile key",
    "QAccessibleInterface": "text setText role state rect child childCount indexOfChild parent "
    "object isValid childAt interface_cast",
    "QAccessibleActionInterface": "actionNames doAction",
    "QRunnable": "run",
    "QThread": "run",
}


# Hidden on purpose: a setter that keeps Qt's meaning for whoever holds the widget.
MEANT = frozenset({"ui.widgets.label.ElidedLabel.setText", "ui.widgets.label.Label.setText"})


def qt_bases(cls: type) -> list[type]:
    return [base for base in cls.__mro__ if base.__module__.startswith(("PySide6", "Shiboken"))]


def names_set_on_self(cls: type) -> Iterator[str]:
    """What the methods of the class write as `self.name = ...`."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except OSError:
        return
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name


def shadows(cls: type) -> list[str]:
    """Names of this class that hide a function which Qt does not mean to be replaced."""
    bases = qt_bases(cls)
    if not bases:
        return []
    own = {name for name in vars(cls) if not name.startswith("__")}
    names = own.union(names_set_on_self(cls)) - {"staticMetaObject"}
    return sorted(
        f"{cls.__module__}.{cls.__qualname__}.{name}"
        for name in names
        if not name.endswith("Event")
        and any(name in vars(base) for base in bases)
        and not any(name in VIRTUAL.get(base.__name__, "").split() for base in bases)
    )


def modules_below(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def classes_of(module: ModuleType) -> list[type]:
    found = inspect.getmembers(module, inspect.isclass)
    return [cls for _, cls in found if cls.__module__ == module.__name__]


def test_nothing_hides_qt(qapp: QApplication) -> None:
    import ui  # a module that fails to import fails this test only

    classes = {cls for module in modules_below(ui) for cls in classes_of(module)}
    hidden = {line for cls in classes for line in shadows(cls)}
    expect_none(hidden - MEANT)
    expect_none(MEANT - hidden, "No longer hidden: take it off the list.")


class Hiding(QWidget):
    """Hides functions of Qt by definition, by class attribute and by assignment."""

    closed = Signal()
    font = "Noto Sans"

    def __init__(self) -> None:
        super().__init__()
        self.layout = None
        self.parent: QObject | None = None

    def update(self) -> None: ...

    def pos(self) -> None: ...


class Table(QAbstractTableModel):
    """Replaces what Qt asks a model to replace."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []

    def rowCount(self, parent: object = None) -> int:
        return len(self.rows)

    def data(self, index: object, role: int = Qt.ItemDataRole.DisplayRole) -> None: ...

    def parent(self) -> QObject: ...


class Painted(QWidget):
    """Handles events and answers with a size."""

    def paintEvent(self, event: object) -> None: ...

    def sizeHint(self) -> None: ...


class Plain:
    """No Qt, so any name is free."""

    def update(self) -> None: ...


def test_hidden_functions_are_found() -> None:
    names = [line.rsplit(".", 1)[1] for line in shadows(Hiding)]
    assert names == ["font", "layout", "parent", "pos", "update"]


@pytest.mark.parametrize("cls", [Table, Painted, Plain])
def test_what_qt_means_to_be_replaced_passes(cls: type) -> None:
    assert shadows(cls) == []
