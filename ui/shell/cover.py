"""`Cover`: the cases, or a pane that takes their whole place until it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.shell.catalogue import ActionId
from ui.shell.panes import Place

if TYPE_CHECKING:
    from ui.shell.workspace import Workspace

Cycle = Callable[[int], object]

# What a key still does while the cases are covered, beside what it does everywhere.
COVERED = frozenset(
    {
        *(ActionId.NEXT, ActionId.PREVIOUS, ActionId.BACK, ActionId.SEARCH, ActionId.CONFIRM),
        *(ActionId.NEXT_PANE, ActionId.PREVIOUS_PANE, ActionId.HOUSE, ActionId.UNDO),
        *(ActionId.VIEW_1, ActionId.VIEW_2, ActionId.VIEW_3),
        *(ActionId.VIEW_4, ActionId.VIEW_5, ActionId.VIEW_6),
    }
)


class Cover(QStackedWidget):
    """Holds the workspace; what covers it is not about the case behind it, so the keys of the
    case rest meanwhile. Says `changed` with whether it covers now."""

    changed = Signal(bool)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._cycle: Cycle | None = None
        self._left: QWidget | None = None
        self.addWidget(workspace)

    @property
    def covering(self) -> bool:
        """Whether something stands in the place of the cases."""
        return self.currentWidget() is not self._workspace

    def lay(self, pane: QWidget, cycle: Cycle) -> None:
        """Put `pane` in the place of the cases; `cycle` moves the focus among its parts."""
        self._cycle = cycle
        if self.currentWidget() is pane:
            return
        if not self.covering:
            self._left = QApplication.focusWidget()
        if self.indexOf(pane) < 0:
            self.addWidget(pane)
        self.setCurrentWidget(pane)
        self.changed.emit(True)

    def lift(self) -> None:
        """Bring the cases back, and the focus to where it was among them."""
        if not self.covering:
            return
        self._cycle = None
        self.setCurrentWidget(self._workspace)
        self.changed.emit(False)
        left, self._left = self._left, None
        if left is not None and isValid(left) and _can_take(left, self._workspace):
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._workspace.focus(Place.QUEUE)

    def cycle(self, step: int) -> None:
        """Put the focus into the next part of what is in sight, or the one before with -1."""
        if self._cycle is not None:
            self._cycle(step)
        else:
            self._workspace.cycle(step)


def _can_take(widget: QWidget, inside: QWidget) -> bool:
    return inside.isAncestorOf(widget) and widget.isVisible()
