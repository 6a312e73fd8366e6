"""What could not be carried out, and asks for an answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.pages.hands import in_sight, part
from ui.panes.needs_you.view import QuestionsView
from ui.widgets import ReadingView


class QuestionsPage:
    """The question above the facts."""

    def __init__(self, pane: QuestionsView) -> None:
        self.pane = pane

    @property
    def comparison(self) -> QWidget:
        """The table of then and now."""
        return part(self.pane, QWidget, "comparison")

    @property
    def texts(self) -> list[str]:
        """The person's own text, a language each."""
        return [view.toPlainText() for view in in_sight(self.pane, ReadingView)]
