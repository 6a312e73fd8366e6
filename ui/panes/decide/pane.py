"""The decide panel as the window holds it: its view joined to its presenter."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal

from ui.bridge import Tasks
from ui.open_record import OpenRecord
from ui.panes.decide import edits
from ui.panes.decide.presenter import DecideDesk, DecidePresenter
from ui.panes.decide.state import Composition, DecideState, Fate
from ui.panes.decide.view import DecideView
from workstation.domain.case import Case, Measure, Ruling
from workstation.domain.policy import Citation
from workstation.domain.taxonomy import Outcome, OverturnReason, Verdict
from workstation.domain.text import Bilingual


class DecidePane(DecideView):
    """Says `decided` with the id of the held command, `composed` whenever the
    clauses of the decision may have changed."""

    decided = Signal(str)
    composed = Signal(object)
    policy_wanted = Signal()

    def __init__(
        self, desk: DecideDesk, record: OpenRecord[Case], now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._tasks = Tasks(self)
        self._presenter = DecidePresenter(
            desk, record, self._on_state, self.decided.emit, self._tasks.spawn, now
        )
        self.outcomes.chosen.connect(self._on_outcome)
        self.reason.chosen.connect(self._on_reason)
        self.measures.settled.connect(self._on_measure)
        self.imposed.changed.connect(self._on_imposed)
        self.evidence.weighed.connect(self._on_weighed)
        self.evidence_denied.connect(self._on_denied)
        self.citations.removed.connect(self._on_uncited)
        self.citations.wanted.connect(self.policy_wanted)
        self.rationale.typed.connect(self._on_reasoned)
        self.route.typed.connect(self._on_routed)
        self.sign_pressed.connect(self.sign_decision)
        self.show_state(self._presenter.state)

    @property
    def state(self) -> DecideState:
        """What is shown."""
        return self._presenter.state

    def open(self) -> asyncio.Task[None]:
        """Compose the decision of the open case."""
        return self._tasks.spawn(self._presenter.open(), "open the decision")

    def choose_nth(self, number: int) -> None:
        """Choose an outcome by its place, the first being 1."""
        if 0 < number <= len(self.state.outcomes):
            self._on_outcome(self.state.outcomes[number - 1])

    def cite(self, citation: Citation) -> None:
        """Add a clause."""
        self._presenter.edit(edits.with_citation(self.state.composed, citation))

    def sign_decision(self) -> None:
        """Decide, or propose."""
        if self.state.missing is None:
            self._tasks.spawn(self._presenter.sign(), "decide")

    def undo(self, command_id: str) -> asyncio.Task[bool]:
        """Take a decision back."""
        return self._tasks.spawn(self._presenter.undo(command_id), "undo the decision")

    def rework(self, case: Case, finding: Ruling) -> asyncio.Task[Composition]:
        """Take up a decision that took no effect. What stood here, to be put back."""
        return self._tasks.spawn(self._presenter.rework(case, finding), "take up a decision")

    def put_back(self, case_id: str, composed: Composition) -> None:
        """Have what stood here again."""
        self._tasks.spawn(self._presenter.put_back(case_id, composed), "put a decision back")

    async def flush(self) -> None:
        """Save what was chosen and typed."""
        await self._presenter.flush()

    def _on_outcome(self, outcome: Outcome) -> None:
        self._presenter.edit(edits.with_outcome(self.state.composed, outcome))

    def _on_reason(self, reason: OverturnReason | None) -> None:
        self._presenter.edit(replace(self.state.composed, reason=reason))

    def _on_measure(self, at: int, fate: Fate) -> None:
        self._presenter.edit(edits.with_fate(self.state.composed, at, fate))

    def _on_imposed(self, imposed: tuple[Measure, ...]) -> None:
        self._presenter.edit(replace(self.state.composed, imposed=imposed))

    def _on_weighed(self, evidence: str, verdict: Verdict | None) -> None:
        self._presenter.edit(edits.with_verdict(self.state.composed, evidence, verdict))

    def _on_denied(self, denied: bool) -> None:
        self._presenter.edit(replace(self.state.composed, no_evidence=denied))

    def _on_uncited(self, citation: Citation) -> None:
        self._presenter.edit(edits.without_citation(self.state.composed, citation))

    def _on_reasoned(self, en: str, zh: str) -> None:
        self._presenter.edit(replace(self.state.composed, rationale=Bilingual(en, zh)))

    def _on_routed(self, en: str, zh: str) -> None:
        self._presenter.edit(replace(self.state.composed, route=Bilingual(en, zh)))

    def _on_state(self, state: DecideState) -> None:
        self.show_state(state)
        self.composed.emit(tuple(each.ref for each in state.composed.citations))
