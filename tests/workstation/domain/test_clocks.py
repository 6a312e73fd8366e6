"""The clocks against the figures that the stories give."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.case import Clock
from workstation.domain.clocks import (
    first_response_due,
    hours,
    next_due,
    resolution,
    resolution_due,
)
from workstation.domain.settings.periods import CARRIED_TARGETS
from workstation.domain.taxonomy import Milestone, ReopenGround, Severity, State
from workstation.server.demo.stories import Story, stories
from workstation.server.demo.story_case import finding, letter

ASKS = ("info_requested", "comment_invited")
ANSWERS = ("info_received", "comment_received")
WORDLESS = {"S11"}


def lived(story: Story):
    """The story by real commands at its own times, from filing to the last letter."""
    told = story.told
    case = w.filed(w.told(story.id))
    step = case.filed_at + timedelta(minutes=5)
    if case.state is State.INTAKE_CHECK:
        case = w.do(case, c.Accept(cause="Hospital."), at=step)
    case = w.do(case, c.Claim(), at=step)
    for moment in told.timeline:
        if moment.event in ASKS:
            ask = c.RequestInformation(party=case.applicant, items=(w.BOTH,))
            case = w.do(case, ask, at=moment.time)
        if moment.event in ANSWERS:
            case = w.do(case, c.RecordAnswer(text=moment.en), at=moment.time)
    case = replace(case, evidence=tuple(map(w.photo, [each.id for each in told.evidence])))
    end = told.timeline[-1].time
    end = next((m.time for m in told.timeline if m.event in ("notified", "actioned")), end)
    before = end - timedelta(minutes=10)
    case = w.do(case, c.Decide(finding=finding(story, w.LIBRARY)), at=before)
    if case.state is State.SECOND_REVIEW:
        case = w.do(case, c.Agree(), w.LINA, at=before)
    case = w.do(case, c.RecordAction(reference="SYS", sor_reference="SOR"), at=before)
    for n, party in enumerate(p for p in case.parties if p.owed_word):
        send = c.SendReply(
            letter=f"end-{n}",
            party=party.id,
            milestone=Milestone.DECIDED,
            text=letter(story, party.id),
        )
        case = w.do(case, send, at=end)
    return case


@pytest.mark.parametrize("story", [each for each in stories() if each not in WORDLESS])
def test_hours_are_those_of_the_story(story: str) -> None:
    told = stories()[story].told.clock
    case = lived(stories()[story])
    assert case.state is State.NOTIFIED
    later = case.clock.notified_at + timedelta(days=90)
    spent = hours(case, later)
    assert spent.gross == pytest.approx(told.elapsed_h, abs=0.006)
    assert spent.net == pytest.approx(told.net_h, abs=0.006)
    assert spent.gross - spent.net == pytest.approx(told.stopped_h, abs=0.006)
    if told.target_h is not None:
        target = resolution(case).total_seconds() / 3600
        assert target == told.target_h
        assert (spent.net > target) is told.breached


def test_targets_are_those_of_the_taxonomy() -> None:
    targets = {s.value: CARRIED_TARGETS.periods[0].of(s) for s in Severity}
    assert {s: (t.first_response_time, t.resolution_time) for s, t in targets.items()} == {
        "P0": (timedelta(minutes=30), timedelta(hours=4)),
        "P1": (timedelta(hours=2), timedelta(hours=24)),
        "P2": (timedelta(hours=8), timedelta(hours=72)),
        "P3": (timedelta(hours=24), timedelta(hours=120)),
    }


def test_the_next_due_time_is_the_earlier_of_the_two() -> None:
    case = w.in_state(State.IN_REVIEW)
    assert next_due(case) == first_response_due(case) == w.NOON + 8 * w.HOUR
    written = w.do(case, w.reply(case, milestone=Milestone.REVIEW))
    assert next_due(written) == resolution_due(written) == w.NOON + 72 * w.HOUR


def test_a_pause_moves_the_due_time_by_its_length() -> None:
    case = w.in_state(State.INFO_REQUESTED)
    at = case.clock.stopped[0][0] + 30 * w.HOUR
    assert resolution_due(case) is None
    assert hours(case, at).net == pytest.approx(1)
    going = w.do(case, c.RecordAnswer(text="Here."), at=at)
    assert resolution_due(going) == w.NOON + 102 * w.HOUR


@pytest.mark.parametrize(
    "state", [State.NOTIFIED, State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN]
)
def test_a_finished_case_is_not_due(state: State) -> None:
    case = w.in_state(state)
    assert next_due(case) is None
    assert hours(case, w.NOON + 99 * w.HOUR) == hours(case, w.NOON + 999 * w.HOUR)


def test_a_reopened_case_is_due_from_its_reopening() -> None:
    at = w.NOON + timedelta(days=60)
    case = w.do(
        w.in_state(State.CLOSED), c.Reopen(ground=ReopenGround.COURT, reason="Judgment."), at=at
    )
    assert case.clock == Clock(started_at=at)
    assert next_due(case) == at + 8 * w.HOUR
    assert hours(case, at + 3 * w.HOUR).gross == pytest.approx(3)


def test_a_filing_ahead_of_our_clock_has_spent_no_time() -> None:
    case = w.filed()
    assert hours(case, w.NOON - w.HOUR).gross == 0
