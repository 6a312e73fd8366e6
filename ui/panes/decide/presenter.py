"""Composing a decision. The domain's own rules say, at every step, what is still missing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from ui.open_record import OpenRecord
from ui.panes.decide import edits
from ui.panes.decide.edits import STANDS, begun, fitting
from ui.panes.decide.state import Composition, DecideState, Fate, composition_of, ruling_of
from workstation.app.values import Opened
from workstation.bilingual.autosave import Autosave
from workstation.bilingual.kept_form import form_from_json, form_to_json
from workstation.domain.case import Case, Measure, Ruling
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import Decide
from workstation.domain.decide import refusal
from workstation.domain.policy import Citation
from workstation.domain.problem import Refused
from workstation.domain.returned_proposal import sent_back_to
from workstation.domain.rules.decision import INTAKE_OUTCOMES, possible_outcomes
from workstation.domain.rules.four_eyes import four_eyes
from workstation.domain.rules.measures import new_measure
from workstation.domain.taxonomy import Action, Outcome, OverturnReason, Verdict
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort
    from workstation.app.policies import PolicyPort
    from workstation.app.records import RecordPort
    from workstation.app.session import SessionPort

DECISION = "decision"
# Where the route stood before the choices were kept; read for who left one there.
_ROUTE = "decision:route"
_NO_OUTCOME: Refused | None = Refused(
    _("No outcome is chosen yet."), _("Choose one; its key stands beside it.")
)

Show = Callable[[DecideState], None]
Decided = Callable[[str], None]
Spawn = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


class DecideDesk(Protocol):
    """The verbs of the workstation that the decide panel uses."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def records(self) -> RecordPort: ...
    @property
    def drafts(self) -> DraftPort: ...
    @property
    def policies(self) -> PolicyPort: ...


class DecidePresenter:
    """Keeps one composition per case: in the window, and within a second on the disk.

    It replaces its frozen state and hands it to `show`; `decided` takes the id of a decision that
    was given, `spawn` starts what has to wait.
    """

    def __init__(
        self,
        desk: DecideDesk,
        record: OpenRecord[Case],
        show: Show,
        decided: Decided,
        spawn: Spawn,
        now: Callable[[], datetime],
    ) -> None:
        self.state = DecideState()
        self._desk = desk
        self._record = record
        self._show = show
        self._decided = decided
        self._now = now
        self._spawn = spawn
        self._saves: Autosave[str, Composition] = Autosave(self._save, spawn)
        self._composed: dict[str, Composition] = {}
        self._signed: dict[str, tuple[str, Composition]] = {}
        record.watch(self._on_record)

    async def open(self) -> None:
        """Compose the decision of the open case, from where it was left."""
        await self._record.arrived()
        await self._saves.try_flush()
        while (opened := self._record.state) is not None:
            case = opened.record
            composed = fitting(case, self._composed.get(case.id) or await self._kept(case))
            if opened is self._record.state:
                placed = self.state.placed + 1
                self._put(self._checked(DecideState(case=case, composed=composed, placed=placed)))
                return

    def _on_record(self, opened: Opened[Case] | None) -> None:
        """The case changed: new evidence asks for a verdict, the texts stay. Of another case
        nothing is composed before it is asked for: most are only read."""
        shown = self.state.case
        if opened is None or shown is None:
            return
        if opened.record.id != shown.id:
            self._put(DecideState(placed=self.state.placed + 1))
            return
        self._put(self._checked(replace(self.state, case=opened.record)))
        if opened.record.kept != shown.kept and shown.id not in self._composed:
            # Its proposal may have come back, and nobody has begun another one.
            self._spawn(self.open(), "compose from what came back")

    def edit(self, composed: Composition) -> None:
        """The decision is now this (see `edits`)."""
        case = self.state.case
        if case is None or composed == self.state.composed:
            return
        self._saves.typed(case.id, composed)
        self._composed[case.id] = composed
        self._put(self._checked(replace(self.state, composed=composed, notice=None)))

    def choose_outcome(self, outcome: Outcome) -> None:
        """Choose another outcome."""
        self.edit(edits.with_outcome(self.state.composed, outcome))

    def choose_reason(self, reason: OverturnReason | None) -> None:
        """Say why the first decision does not stand."""
        self.edit(replace(self.state.composed, reason=reason))

    def settle_measure(self, at: int, fate: Fate) -> None:
        """Lift or keep a measure of the first decision."""
        self.edit(edits.with_fate(self.state.composed, at, fate))

    def impose(self, measures: tuple[Measure, ...]) -> None:
        """Impose these new measures."""
        self.edit(replace(self.state.composed, imposed=measures))

    def impose_another(self, action: Action) -> None:
        """Impose one measure more, in the currency of the case where it is about money."""
        if self.state.case is not None:
            measure = new_measure(action, self.state.case)
            self.impose((*self.state.composed.imposed, measure))

    def weigh(self, evidence: str, verdict: Verdict | None) -> None:
        """Say what an item of evidence is worth."""
        self.edit(edits.with_verdict(self.state.composed, evidence, verdict))

    def deny_evidence(self, denied: bool) -> None:
        """Say that it is decided without any evidence, or take that back."""
        self.edit(replace(self.state.composed, no_evidence=denied))

    def cite(self, citation: Citation) -> None:
        """Add a clause."""
        self.edit(edits.with_citation(self.state.composed, citation))

    def uncite(self, citation: Citation) -> None:
        """Take a clause out."""
        self.edit(edits.without_citation(self.state.composed, citation))

    def write_rationale(self, en: str, zh: str) -> None:
        """Give these reasons."""
        self.edit(replace(self.state.composed, rationale=Bilingual(en, zh)))

    def write_route(self, en: str, zh: str) -> None:
        """Say what the party can do instead."""
        self.edit(replace(self.state.composed, route=Bilingual(en, zh)))

    async def decide(self) -> bool:
        """Give the decision, or propose it where four eyes are needed; it is held for its undo.

        Returns whether it was given; if it was refused, the state says why.
        """
        case, composed = self.state.case, self.state.composed
        ruling = ruling_of(case, composed) if case is not None else None
        if case is None or ruling is None:
            return False
        seen = self._record.state
        await self._saves.flush()
        try:
            given = await self._record.submit(Decide(finding=ruling), hold=True, of=seen)
        except Refused as refused:
            self._put(replace(self.state, notice=refused))
            return False
        self._signed[given] = (case.id, composed)
        await self._forget(case.id)
        self._decided(given)
        await self._again(case.id)
        return True

    async def undo(self, command_id: str) -> bool:
        """Take a decision back, to be worked on again; whether it was still here."""
        case_id, composed = self._signed.pop(command_id, ("", Composition()))
        if not case_id:
            return False
        await self._keep(case_id, composed)
        taken_back = await self._desk.records.undo(command_id)
        if not taken_back:
            await self._forget(case_id)
        await self._again(case_id)
        return taken_back

    async def _again(self, case_id: str) -> None:
        """Compose from what there is now: what stood in the panel was given, or came back."""
        await self._record.refresh()
        if self._is_open(case_id):
            await self.open()

    def _is_open(self, case_id: str) -> bool:
        opened = self._record.state
        return opened is not None and opened.record.id == case_id

    async def take_up(self, case: Case, ruling: Ruling) -> Composition:
        """Take up a ruling that took no effect; returns what stood in the panel, to be put back."""
        before = self._composed.get(case.id) or await self._kept(case)
        await self.put_back(case.id, composition_of(case, ruling))
        return before

    async def put_back(self, case_id: str, composed: Composition) -> None:
        """Have this in the panel, whatever is typed there; of another case, once that is open."""
        self._saves.forget(case_id)
        await self._keep(case_id, composed)
        if self._is_open(case_id):
            await self.open()

    async def flush(self) -> None:
        """Save what is composed. Raises `ProfileProblem` if the disk takes nothing."""
        await self._saves.flush()

    async def _kept(self, case: Case) -> Composition:
        """What the disk has of the case; as the case begins where it has nothing.

        This person goes on from a proposal of theirs that the reviewer sent back.
        """
        draft, me = await self._desk.drafts.read(case.id, DECISION), self._desk.session.me
        chosen = form_from_json(draft.form, Composition)
        if chosen is None and not draft.en and not draft.zh and me is not None:
            returned = sent_back_to(case, me.id)
            if returned is not None:
                return composition_of(case, returned.finding)
        if chosen is None:
            route = await self._desk.drafts.read(case.id, _ROUTE)
            chosen = replace(begun(case), route=Bilingual(route.en, route.zh))
        return replace(chosen, rationale=Bilingual(draft.en, draft.zh))

    async def _keep(self, case_id: str, composed: Composition) -> None:
        self._composed[case_id] = composed
        await self._save(case_id, composed)

    async def _forget(self, case_id: str) -> None:
        self._composed.pop(case_id, None)
        self._saves.forget(case_id)
        for key in (DECISION, _ROUTE):
            await self._desk.drafts.clear(case_id, key)

    async def _save(self, case_id: str, composed: Composition) -> None:
        why = composed.rationale
        # The reasons are texts of the draft, where they are found as those of a letter are.
        chosen = form_to_json(replace(composed, rationale=Bilingual()))
        await self._desk.drafts.save(case_id, DECISION, why.en, why.zh, form=chosen)

    def _checked(self, state: DecideState) -> DecideState:
        """`state` with what the rules say about the decision as it stands."""
        case, me = state.case, self._desk.session.me
        if case is None or me is None:
            return state
        library, outcome = self._desk.policies.library, state.composed.outcome
        outcomes = possible_outcomes(case)
        ruling = ruling_of(case, state.composed)
        missing, reviewed = _NO_OUTCOME, None
        if ruling is not None:
            scene = scene_of(case, me, self._now(), library)
            missing = refusal(CASE, scene, Decide(finding=ruling))
            reviewed = four_eyes(case, ruling, library)
        return replace(
            state,
            outcomes=outcomes,
            missing=missing,
            four_eyes=reviewed,
            intake=bool(outcomes) and outcomes[0] in INTAKE_OUTCOMES,
            needs_reason=outcome is not None and outcome not in (*STANDS, *INTAKE_OUTCOMES),
        )

    def _put(self, state: DecideState) -> None:
        # A refresh that brought nothing new costs no painting.
        if state != self.state:
            self.state = state
            self._show(state)


def lacks(state: DecideState) -> Message | None:
    """What the decision still lacks, as one line; None if nothing."""
    refused = state.missing
    if refused is None:
        return None
    return _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
