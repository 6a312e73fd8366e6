"""The inspector: a window beside the window, with its widgets, their signals, and the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.inspector.records import RecordsView
from ui.inspector.signals import SignalLog
from ui.inspector.widgets import WidgetTree
from ui.language import bind, title_of
from ui.widgets import STRETCH, Splitter, SwitchChoice, Tabs, column, describe, row
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from workstation.app import Workstation

_TITLE = _("Inspector")


class Inspector(QWidget):
    """Shows the objects of `window`, what the chosen one says, and records by `workstation`.

    It changes nothing, and lives as long as it is open.
    """

    def __init__(self, window: QWidget, workstation: Callable[[], Workstation | None]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        bind(self, title_of(self), _TITLE)
        describe(self, _TITLE)
        self.tree = WidgetTree(window)
        self.signals = SignalLog()
        self.records = RecordsView(workstation)
        self._tabs = Tabs(
            [
                SwitchChoice(self.signals, pgettext("inspector", "Signals")),
                SwitchChoice(self.records, pgettext("inspector", "Records")),
            ],
            _TITLE,
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.signals)
        self._pages.addWidget(self.records)
        right = QWidget()
        right.setLayout(column(row(self._tabs, STRETCH, margins=(12, 6, 12, 0)), self._pages))
        panes = Splitter(Qt.Orientation.Horizontal)
        panes.addWidget(self.tree)
        panes.addWidget(right)
        self.setLayout(column(panes))
        self.resize(980, 720)
        self._tabs.chosen.connect(self._pages.setCurrentWidget)
        self.tree.chosen.connect(self.signals.follow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: nothing is followed or marked any more."""
        self.tree.leave()
        self.signals.follow(None)
        self.records.leave()
        super().closeEvent(event)
