"""Composing a decision: what it lacks is said by the rules; nothing typed is lost."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.ui.panes.desk import MemoryDesk
from tests.ui.panes.table import NOW, desk, opener
from ui.panes.decide import edits
from ui.panes.decide.presenter import DECISION, DecidePresenter, lacks
from ui.panes.decide.state import Fate, composition_of
from workstation.domain import commands as c
from workstation.domain.case import Measure
from workstation.domain.taxonomy import Action, Outcome, OverturnReason, State, Verdict
from workstation.domain.text import Bilingual
from workstation.i18n import Money

WHY = Bilingual("The chain is whole.", "链路完整。")


class Bench:
    def __init__(self, on: MemoryDesk | None = None) -> None:
        self.desk = on or desk()
        self.decided: list[str] = []
        self.record = opener(self.desk)
        self.presenter = DecidePresenter(
            self.desk,
            self.record,
            lambda _state: None,
            self.decided.append,
            self.spawn,
            lambda: NOW,
        )

    def spawn(self, work, _name) -> asyncio.Future:
        work.close()
        done = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    async def open(self, case_id: str) -> None:
        """Open a case, and its panel."""
        await self.record.open(case_id)
        await self.presenter.open()

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
    await made.open("S01")
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


async def test_a_clause_cited_again_is_the_one_that_the_library_has_now(bench: Bench) -> None:
    """Whoever is told to cite it again must not end with two of it, one of them refused."""
    bench.complete()
    (cited,) = bench.state.composed.citations
    older = replace(cited, text=replace(cited.text, en="As it was worded once."))
    bench.presenter.edit(replace(bench.state.composed, citations=(older,)))
    assert bench.state.missing is not None
    bench.edit(edits.with_citation, cited)
    assert bench.state.composed.citations == (cited,)
    assert bench.state.missing is None
    bench.edit(edits.without_citation, older)
    assert bench.state.composed.citations == ()


async def test_a_grave_decision_is_proposed_and_can_be_taken_back(bench: Bench) -> None:
    bench.complete()
    assert bench.state.four_eyes is not None
    assert await bench.presenter.decide()
    (command,) = bench.decided
    assert bench.desk.table["S01"].state is State.SECOND_REVIEW
    assert await bench.presenter.undo(command)
    assert bench.desk.table["S01"].state is State.IN_REVIEW
    assert bench.state.composed.rationale == WHY
    assert bench.state.composed.outcome is Outcome.OVERTURNED


async def test_the_reasons_are_on_the_disk_and_come_back(bench: Bench) -> None:
    bench.presenter.edit(replace(bench.state.composed, rationale=WHY))
    await bench.presenter.flush()
    assert bench.desk.texts["S01", DECISION].zh == WHY.zh
    again = Bench(bench.desk)
    await again.open("S01")
    assert again.state.composed.rationale == WHY


async def reopened(bench: Bench, case_id: str = "S01") -> Bench:
    """The same desk after the window was killed: nothing of it is in memory."""
    again = Bench(bench.desk)
    await again.open(case_id)
    return again


async def test_every_choice_is_on_the_disk_and_comes_back(bench: Bench) -> None:
    bench.complete()
    measure = Measure(action=Action.FUNDS_HELD, money=Money(Decimal("12.50"), "SGD"))
    more = {"imposed": (measure,), "route": Bilingual("Ask again", "另行申请"), "no_evidence": True}
    bench.presenter.edit(replace(bench.state.composed, **more))
    await bench.presenter.flush()
    again = await reopened(bench)
    assert again.state.composed == bench.state.composed
    assert again.state.composed.outcome is Outcome.OVERTURNED
    assert again.state.missing == bench.state.missing


async def test_what_was_given_is_cleared_and_comes_back_with_the_undo(bench: Bench) -> None:
    bench.complete()
    composed = bench.state.composed
    await bench.presenter.decide()
    assert ("S01", DECISION) not in bench.desk.texts
    (command,) = bench.decided
    await bench.presenter.undo(command)
    again = await reopened(bench)
    assert again.state.composed == composed


async def test_what_no_longer_fits_the_case_is_asked_again(bench: Bench) -> None:
    bench.complete()
    kept = bench.state.composed
    case = bench.state.case
    unfit = replace(
        kept,
        outcome=Outcome.OUT_OF_SCOPE,
        fates=(),
        verdicts=(*kept.verdicts, ("gone", Verdict.SUFFICIENT)),
    )
    fit = edits.fitting(case, unfit)
    assert fit.outcome is None
    assert fit.fates == (Fate.OPEN,) * len(case.enforcement.measures)
    assert dict(fit.verdicts) == dict(kept.verdicts)
    assert fit.rationale == WHY
    assert edits.fitting(case, kept) == kept


async def test_the_route_that_an_earlier_version_kept_is_found(bench: Bench) -> None:
    await bench.desk.save("S01", "decision", "Why", "理由")
    await bench.desk.save("S01", "decision:route", "Ask the bank", "请联系银行")
    again = await reopened(bench)
    assert again.state.composed.rationale == Bilingual("Why", "理由")
    assert again.state.composed.route == Bilingual("Ask the bank", "请联系银行")


async def test_what_is_stored_today_is_read_tomorrow(bench: Bench) -> None:
    stored = (
        '{"outcome":"OVERTURNED","reason":"NEW_EVIDENCE","verdicts":[["E1","SUFFICIENT"]],'
        '"fates":["lifted","lifted","lifted"],"imposed":[],"citations":[],'
        '"rationale":{"en":"","zh":""},"route":{"en":"","zh":""},"no_evidence":false}'
    )
    await bench.desk.save("S01", DECISION, WHY.en, WHY.zh, form=stored)
    composed = (await reopened(bench)).state.composed
    assert composed.outcome is Outcome.OVERTURNED
    assert composed.reason is OverturnReason.NEW_EVIDENCE
    assert composed.rationale == WHY


async def test_each_case_keeps_its_own_composition(bench: Bench) -> None:
    bench.edit(edits.with_outcome, Outcome.UPHELD)
    await bench.open("S09")
    assert bench.state.composed.outcome is None
    assert bench.state.outcomes == (Outcome.ANSWERED,)
    await bench.open("S01")
    assert bench.state.composed.outcome is Outcome.UPHELD


async def test_new_evidence_asks_for_a_verdict(bench: Bench) -> None:
    bench.complete()
    case = bench.desk.table["S01"]
    more = replace(case.evidence[0], id="E9", file="late.pdf")
    bench.desk.others_change(replace(case, evidence=(*case.evidence, more)))
    await bench.record.refresh()
    assert bench.state.missing is not None
    assert bench.state.composed.rationale == WHY


async def test_a_decision_that_came_back_is_taken_up(bench: Bench) -> None:
    bench.complete()
    await bench.presenter.decide()
    command = bench.desk.given[-1][1]
    assert isinstance(command, c.Decide)
    case = bench.desk.before["command-0"]
    assert composition_of(case, command.finding).rationale == WHY
    await bench.presenter.take_up(case, command.finding)
    assert bench.state.composed.outcome is Outcome.OVERTURNED


async def test_a_key_that_comes_before_the_case_signs_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.complete()
    begun, go_on = asyncio.Event(), asyncio.Event()
    draft = bench.desk.read

    async def slowly(case_id: str, party_id: str):
        begun.set()
        await go_on.wait()
        return await draft(case_id, party_id)

    monkeypatch.setattr(bench.desk, "read", slowly)
    opening = asyncio.create_task(bench.open("S09"))
    await begun.wait()
    assert not await bench.presenter.decide()
    assert bench.desk.given == []
    go_on.set()
    await opening
    assert bench.state.case is not None
    assert bench.state.case.id == "S09"
