"""The panel in which a decision is composed."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton

from tests.ui.pages.hands import in_sight
from ui.panes.decide import DecidePane


class DecidePage:
    """The panel in the place of the letter."""

    def __init__(self, panel: DecidePane) -> None:
        self.panel = panel

    @property
    def outcomes(self) -> list[QRadioButton]:
        """The outcomes that are possible, in their order."""
        return in_sight(self.panel.view.outcomes, QRadioButton)
