"""What Qt does not tell a screen reader by itself: the reading order, headings, tabs, choices."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QAccessibleWidget,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from ui.widgets.reading_order import parts_in_order

Role = QAccessible.Role

# The property of a widget that names the role which a screen reader gives it.
SPOKEN_ROLE = "spoken_role"
# The name by which Qt knows the act of a button; it is not shown.
_PRESS = "Press"

# Qt knows what these are, or nobody reads them by their parts.
_KNOWN = (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QScrollBar,
    QStackedWidget,
)


def set_spoken_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Have a screen reader call `widget` a `role`, where Qt would call it something else."""
    widget.setProperty(SPOKEN_ROLE, role.value)


@cache
def guide_screen_readers() -> None:
    """Answer the screen readers of this process from now on."""
    QAccessible.installFactory(_face)


class _OrderedFace(QAccessibleWidget):
    """Reads the parts of a widget in the order of its layout."""

    def childCount(self) -> int:
        """Qt: how many parts are read."""
        return len(self._parts())

    def child(self, index: int) -> QAccessibleInterface:
        """Qt: one of the parts, nothing past the last."""
        parts = self._parts()
        part = parts[index] if 0 <= index < len(parts) else None
        return QAccessible.queryAccessibleInterface(part)  # type: ignore[arg-type]  # None of None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Qt: which of the parts it is, -1 for none."""
        parts, thing = self._parts(), child.object()
        return parts.index(thing) if isinstance(thing, QWidget) and thing in parts else -1

    def _parts(self) -> list[QWidget]:
        return parts_in_order(self.widget())


class _TabFace(QAccessibleWidget):
    """Reads a button as one of several tabs, of which one is chosen."""

    def text(self, what: QAccessible.Text) -> str:
        """Qt: its name, or the words on it."""
        said, thing = super().text(what), self.widget()
        if not said and what == QAccessible.Text.Name and isinstance(thing, QAbstractButton):
            return thing.text()
        return said

    def state(self) -> QAccessible.State:
        """Qt: whether it is the chosen one."""
        state, thing = super().state(), self.widget()
        state.selectable = True
        state.selected = isinstance(thing, QAbstractButton) and thing.isChecked()
        return state

    def actionNames(self) -> list[str]:
        """Qt: it can be pressed, beside what every widget can."""
        return [_PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Qt: press it, or do what every widget can."""
        thing = self.widget()
        if name == _PRESS and isinstance(thing, QAbstractButton):
            thing.click()
        else:
            super().doAction(name)


class _ChooserFace(QAccessibleWidget):
    """Reads a box that opens by its name; Qt reads only what is chosen in it."""

    def text(self, what: QAccessible.Text) -> str:
        """Qt: the words of what is chosen are its value."""
        box = self.widget()
        if what == QAccessible.Text.Value and isinstance(box, QComboBox):
            return box.currentText()
        return super().text(what)

    def state(self) -> QAccessible.State:
        """Qt: that it opens, and whether it is open."""
        state, box = super().state(), self.widget()
        state.expandable = state.hasPopup = True
        state.expanded = isinstance(box, QComboBox) and box.view().isVisible()
        return state

    def actionNames(self) -> list[str]:
        """Qt: it can be opened, beside what every widget can."""
        return [_PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Qt: open it, or do what every widget can."""
        box = self.widget()
        if name == _PRESS and isinstance(box, QComboBox):
            box.showPopup()
        else:
            super().doAction(name)


def _face(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """How `thing` is read; None leaves that to Qt."""
    if not isinstance(thing, QWidget):
        return None
    said = thing.property(SPOKEN_ROLE)
    match thing:
        case QComboBox() if not thing.isEditable():
            return _ChooserFace(thing, Role.ComboBox)
        case QAbstractButton() if said is not None:
            return _TabFace(thing, Role(said))
        case _ if said is not None:
            return _OrderedFace(thing, Role(said))
        case _ if isinstance(thing, _KNOWN) or isinstance(thing.parent(), QAbstractScrollArea):
            return None
        case _:
            return _OrderedFace(thing, _container_role(thing))


def _container_role(thing: QWidget) -> QAccessible.Role:
    if isinstance(thing, QSplitter):
        return Role.Splitter
    return Role.Border if isinstance(thing, QFrame) and not thing.accessibleName() else Role.Pane
