"""Composing a decision: what it lacks is said by the rules; nothing typed is lost."""

import asyncio
from dataclasses import replace

import pytest

from tests.ui.panes.table import NOW, desk
from ui.panes.decide import edits
from ui.panes.decide.presenter import RATIONALE, DecidePresenter, lacks
from ui.panes.decide.state import Fate, composition_of
from workstation.domain import commands as c
from workstation.domain.taxonomy import Outcome, OverturnReason, State, Verdict
from workstation.domain.text import Bilingual

WHY = Bilingual("The chain is whole.", "链路完整。")


class Bench:
    def __init__(self) -> None:
        self.desk = desk()
        self.decided: list[tuple[str, bool]] = []
        self.presenter = DecidePresenter(
            self.desk,
            lambda _state: None,
            lambda id_, second: self.decided.append((id_, second)),
            self.spawn,
            lambda: NOW,
        )

    def spawn(self, work, _name) -> asyncio.Future:
        work.close()
        done = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    @property
    def state(self):
        return self.presenter.state

    def edit(self, change, *arguments) -> None:
        self.presenter.edit(change(self.state.composed, *arguments))

    def complete(self) -> None:
        """Everything that S01 needs to be overturned."""
        case = self.state.case
        self.edit(edits.with_outcome, Outcome.OVERTURNED)
        for item in case.evidence:
            self.edit(edits.with_verdict, item.id, Verdict.SUFFICIENT)
        self.edit(edits.with_citation, self.desk.library.cite(case.enforcement.clauses[0]))
        composed = self.state.composed
        reason = OverturnReason.NEW_EVIDENCE
        self.presenter.edit(replace(composed, reason=reason, rationale=WHY))


@pytest.fixture
async def bench() -> Bench:
    made = Bench()
    await made.presenter.open("S01")
    return made


async def test_what_is_missing_follows_every_change(bench: Bench) -> None:
    said = [lacks(bench.state)]
    bench.edit(edits.with_outcome, Outcome.OVERTURNED)
    said.append(lacks(bench.state))
    bench.complete()
    assert None not in said
    assert said[0] != said[1]
    assert bench.state.missing is None


async def test_overturning_lifts_every_measure(bench: Bench) -> None:
    bench.edit(edits.with_outcome, Outcome.OVERTURNED)
    assert set(bench.state.composed.fates) == {Fate.LIFTED}
    bench.edit(edits.with_outcome, Outcome.UPHELD)
    assert set(bench.state.composed.fates) == {Fate.KEPT}
    assert bench.state.composed.reason is None


async def test_a_grave_decision_is_proposed_and_can_be_taken_back(bench: Bench) -> None:
    bench.complete()
    assert bench.state.four_eyes is not None
    assert await bench.presenter.sign()
    ((command, second),) = bench.decided
    assert second
    assert bench.desk.cases["S01"].state is State.SECOND_REVIEW
    assert await bench.presenter.undo(command)
    assert bench.desk.cases["S01"].state is State.IN_REVIEW
    assert bench.state.composed.rationale == WHY
    assert bench.state.composed.outcome is Outcome.OVERTURNED


async def test_the_reasons_are_on_the_disk_and_come_back(bench: Bench) -> None:
    bench.presenter.edit(replace(bench.state.composed, rationale=WHY))
    await bench.presenter.settle()
    assert bench.desk.drafts["S01", RATIONALE].zh == WHY.zh
    again = Bench()
    again.desk = bench.desk
    again.presenter._desk = bench.desk
    await again.presenter.open("S01")
    assert again.state.composed.rationale == WHY


async def test_each_case_keeps_its_own_composition(bench: Bench) -> None:
    bench.edit(edits.with_outcome, Outcome.UPHELD)
    await bench.presenter.open("S09")
    assert bench.state.composed.outcome is None
    assert bench.state.outcomes == (Outcome.ANSWERED,)
    await bench.presenter.open("S01")
    assert bench.state.composed.outcome is Outcome.UPHELD


async def test_new_evidence_asks_for_a_verdict(bench: Bench) -> None:
    bench.complete()
    case = bench.desk.cases["S01"]
    more = replace(case.evidence[0], id="E9", file="late.pdf")
    bench.desk.others_change(replace(case, evidence=(*case.evidence, more)))
    await bench.presenter.refresh()
    assert bench.state.missing is not None
    assert bench.state.composed.rationale == WHY


async def test_a_decision_that_came_back_is_taken_up(bench: Bench) -> None:
    bench.complete()
    await bench.presenter.sign()
    command = bench.desk.given[-1][1]
    assert isinstance(command, c.Decide)
    case = bench.desk.before["command-0"]
    assert composition_of(case, command.finding).rationale == WHY
    await bench.presenter.rework(case, command.finding)
    assert bench.state.composed.outcome is Outcome.OVERTURNED
