"""The other days of conduct of a case, where another version of the clause applied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.casework import WidgetPool, conduct_words
from ui.language import Text
from ui.panes.policy.state import ConductClause, PolicyState
from ui.widgets import STRETCH, TextButton, column, row
from workstation.i18n import _


class DayButton(QWidget):
    """Goes to the version of one day."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._then: ConductClause | None = None
        self._button = TextButton(self._words)
        self._button.clicked.connect(self._pick)
        self.setLayout(row(self._button, STRETCH))

    def show_then(self, then: ConductClause) -> None:
        """Name it."""
        self._then = then
        self._button.say(self._words)

    def _words(self) -> Text:
        then: ConductClause | None = getattr(self, "_then", None)
        if then is None:
            return ""
        day = conduct_words(then.conduct, None)
        if then.issue is None:
            return _("Not in force on {day}", day=day)
        return _("v{version} on {day}", version=then.issue.version.version, day=day)

    def _pick(self) -> None:
        if self._then is not None:
            self.picked.emit(self._then.conduct.day)


class DayButtons(QWidget):
    """A line for every other day whose version differs; nothing where all days agree."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        into = column(spacing=2)
        self._rows = WidgetPool(into, self._made)
        self.setLayout(into)

    def show_state(self, state: PolicyState) -> None:
        """Offer what is not read."""
        others = state.other_days
        self.setVisible(bool(others))
        for button, then in zip(self._rows.need(len(others)), others, strict=True):
            button.show_then(then)

    def _made(self) -> DayButton:
        button = DayButton()
        button.picked.connect(self.picked)
        return button
