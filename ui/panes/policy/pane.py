"""The policy pane as the window holds it: a view and its presenter, joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ui.open_record import OpenRecord
from ui.panes.policy.presenter import PolicyDesk, PolicyPresenter
from ui.panes.policy.state import PolicyState
from ui.panes.policy.view import PolicyView
from workstation.domain.case import Case
from workstation.domain.policy import ClauseRef


class PolicyPane(QObject):
    """Joins a `PolicyView` to its presenter; it lives as long as the view.

    `cited` says a citation that the decision being composed should hold.
    """

    cited = Signal(object)

    def __init__(
        self, desk: PolicyDesk, record: OpenRecord[Case], now: Callable[[], datetime]
    ) -> None:
        self.view = PolicyView()
        super().__init__(self.view)
        view = self.view
        presenter = self.presenter = PolicyPresenter(desk, record, view.show_state, now)
        view.clause_chosen.connect(self.choose_clause)
        view.searched.connect(presenter.search)
        view.day_chosen.connect(presenter.choose_day)
        view.side_chosen.connect(presenter.choose_side)
        view.language_chosen.connect(presenter.choose_language)
        view.cite_pressed.connect(self.cite)
        view.show_state(presenter.state)

    @property
    def state(self) -> PolicyState:
        """What is shown."""
        return self.presenter.state

    def choose_clause(self, ref: ClauseRef) -> None:
        """Show a clause; what was sought is done with."""
        self.view.search.clear()
        self.presenter.choose_clause(ref)

    def cite(self) -> None:
        """Cite the clause that is read."""
        citation = self.presenter.cite()
        if citation is not None and self.state.can_cite:
            self.cited.emit(citation)

    def mark_cited(self, refs: Iterable[ClauseRef]) -> None:
        """Show which clauses the decision being composed cites."""
        self.presenter.mark_cited(refs)
