"""The queue: its views and its rows."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from tests.ui.pages.hands import in_sight
from ui.panes.queue import QueuePane


class QueuePage:
    """The list of cases at the left."""

    def __init__(self, pane: QueuePane) -> None:
        self.pane = pane

    def view(self, name: str) -> QPushButton:
        """The entry of a view, by the name that it begins with."""
        found = in_sight(self.pane.view, QPushButton)
        return next(each for each in found if each.accessibleName().split(",")[0] == name)
