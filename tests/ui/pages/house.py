"""The glossary: its tabs, and what a reader finds on them."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from tests.ui.pages.hands import button_of, click, in_sight
from ui.activities.glossary.pane import GlossaryPane
from ui.widgets import ReadingView


class HousePage:
    """The glossary that lies over the cases."""

    def __init__(self, pane: GlossaryPane) -> None:
        self.pane = pane

    def tab(self, words: str) -> None:
        """Turn to a part of the glossary."""
        click(button_of(self.pane.view.tabs, words))

    def quotes(self, words: str) -> QAbstractButton:
        """The choice of a kind of quotation marks."""
        return button_of(self.pane.view.style_page.quotes, words)

    @property
    def why_it_passes(self) -> str:
        """The reason of the term that is chosen among those that always pass."""
        (reason,) = in_sight(self.pane.view.passes.detail, ReadingView)
        return reason.toPlainText()
