"""The policy pane as the window holds it: its view joined to its presenter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import Signal

from ui.open_record import OpenRecord
from ui.panes.policy.presenter import PolicyDesk, PolicyPresenter
from ui.panes.policy.state import PolicyState
from ui.panes.policy.view import PolicyView
from workstation.domain.case import Case
from workstation.domain.policy import ClauseRef


class PolicyPane(PolicyView):
    """Says `cited` with a citation that the decision being composed should hold."""

    cited = Signal(object)

    def __init__(
        self, desk: PolicyDesk, record: OpenRecord[Case], now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._presenter = PolicyPresenter(desk, record, self.show_state, now)
        self.clause_chosen.connect(self.choose)
        self.searched.connect(self._presenter.search)
        self.day_chosen.connect(self._presenter.on_day)
        self.side_chosen.connect(self._presenter.read)
        self.language_chosen.connect(self._presenter.speak)
        self.cite_pressed.connect(self.cite_clause)
        self.show_state(self._presenter.state)

    @property
    def state(self) -> PolicyState:
        """What is shown."""
        return self._presenter.state

    def choose(self, ref: ClauseRef) -> None:
        """Show a clause."""
        self.search.clear()
        self._presenter.choose(ref)

    def cite_clause(self) -> None:
        """Cite what is read."""
        citation = self._presenter.cite()
        if citation is not None and self.state.can_cite:
            self.cited.emit(citation)

    def mark_cited(self, refs: Iterable[ClauseRef]) -> None:
        """Show which clauses the decision being composed cites."""
        self._presenter.mark_cited(refs)
