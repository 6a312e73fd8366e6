"""The policy beside the case: a clause as it stood then, and as it stands today."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.ui.pages.hands import in_sight, part
from ui.panes.policy import PolicyPane
from ui.panes.policy.blocks import ClauseBlock
from ui.widgets import ReadingView


class PolicyPage:
    """The pane at the right."""

    def __init__(self, pane: PolicyPane) -> None:
        self.pane = pane

    @property
    def in_force(self) -> str:
        """Since when the clause that is shown was in force, and for which day."""
        return part(self.pane.view, QLabel, "in force").text()

    @property
    def texts(self) -> list[list[ReadingView]]:
        """The languages of each version in sight."""
        return [in_sight(block, ReadingView) for block in in_sight(self.pane.view, ClauseBlock)]
