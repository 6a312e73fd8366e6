"""The objects of the window as a tree; the chosen one is framed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QRubberBand,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from shiboken6 import isValid

from ui.language import language
from ui.widgets import OutlinedButton, SearchField, column, describe, row
from workstation.i18n import _, pgettext

_COLUMNS = (
    pgettext("inspector", "Class"),
    pgettext("inspector", "Name"),
    pgettext("inspector", "Place"),
)
_OBJECT = Qt.ItemDataRole.UserRole


class WidgetTree(QWidget):
    """`chosen` says the object that was chosen, None where it is gone.

    The tree is read when it is built, and again by F5; hidden widgets are in brackets.
    """

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._frame: QRubberBand | None = None
        self.search = SearchField(_("Class or name"))
        self.again = OutlinedButton(pgettext("inspector", "Read again"))
        self.tree = QTreeWidget()
        self.tree.setColumnCount(len(_COLUMNS))
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        describe(self.tree, pgettext("inspector", "Widgets"))
        self.setLayout(
            column(row(self.search, self.again), self.tree, margins=(12, 10, 12, 12), spacing=8)
        )
        language().changed.connect(self._name_columns)
        self._name_columns()
        self.again.clicked.connect(self.read)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self.read)
        self.search.searched.connect(self._narrow)
        self.tree.currentItemChanged.connect(self._choose)
        self.read()

    def read(self) -> None:
        """Read the objects of the window as they are now."""
        self.tree.clear()
        root = _item(self._window)
        self.tree.addTopLevelItem(root)
        self.tree.expandToDepth(2)

    def leave(self) -> None:
        """Take the frame off the window."""
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = None

    def _name_columns(self) -> None:
        self.tree.setHeaderLabels([language().text(name) for name in _COLUMNS])

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold()
        for item in _items(self.tree.topLevelItem(0)):
            found = wanted in f"{item.text(0)} {item.text(1)}".casefold()
            item.setHidden(not found)
            above = item.parent()
            while found and above is not None:
                above.setHidden(False)
                above.setExpanded(bool(wanted) or above.isExpanded())
                above = above.parent()

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        found = item.data(0, _OBJECT) if item is not None else None
        alive = found if isinstance(found, QObject) and isValid(found) else None
        self.leave()
        if isinstance(alive, QWidget) and alive.isVisible():
            corner = alive.mapTo(alive.window(), alive.rect().topLeft())
            self._frame = QRubberBand(QRubberBand.Shape.Rectangle, alive.window())
            self._frame.setGeometry(QRect(corner, alive.size()))
            self._frame.show()
        self.chosen.emit(alive)


def _item(thing: QObject) -> QTreeWidgetItem:
    kind = type(thing).__name__
    place = ""
    if isinstance(thing, QWidget):
        area = thing.geometry()
        place = f"{area.x()},{area.y()} {area.width()}x{area.height()}"
        kind = kind if thing.isVisible() else f"[{kind}]"
    item = QTreeWidgetItem([kind, thing.objectName() or _spoken(thing), place])
    item.setData(0, _OBJECT, thing)
    item.addChildren(
        [_item(each) for each in thing.children() if not isinstance(each, QRubberBand)]
    )
    return item


def _spoken(thing: QObject) -> str:
    return thing.accessibleName() if isinstance(thing, QWidget) else ""


def _items(item: QTreeWidgetItem | None) -> list[QTreeWidgetItem]:
    """An item with all below it, each after the one that it hangs from."""
    if item is None:
        return []
    return [item, *(below for at in range(item.childCount()) for below in _items(item.child(at)))]
