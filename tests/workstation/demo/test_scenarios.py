"""The nine stories today: where they stand, and that they can still end as they are told."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.workstation.domain.cases import run
from workstation.domain import commands as c
from workstation.domain.clocks import next_due
from workstation.domain.problem import Refused
from workstation.domain.rules.conduct import rule_day
from workstation.domain.taxonomy import IntakeFault, State
from workstation.domain.views import View, row_of, views_of
from workstation.policies import load
from workstation.server.demo.generate import live_through
from workstation.server.demo.scenarios import living
from workstation.server.demo.stories import stories
from workstation.server.demo.story_case import finding
from workstation.server.demo.users import LI_NA, MARCUS_TAN, PRIYA_NAIR, USERS, WEI_LING

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LIBRARY = load()
CASES = {
    filing.opening.external_reference: live_through(filing, f"R-2026-{n:04d}", LIBRARY)
    for n, filing in enumerate(living(NOW), 1)
}


@pytest.mark.parametrize(
    ("story", "state", "owner"),
    [
        ("S01", State.IN_REVIEW, "wei.ling"),
        ("S02", State.SECOND_REVIEW, "li.na"),
        ("S03", State.IN_REVIEW, "wei.ling"),
        ("S04", State.QUEUED, ""),
        ("S06", State.INFO_REQUESTED, "wei.ling"),
        ("S07", State.QUEUED, ""),
        ("S08", State.REFERRED, "wei.ling"),
        ("S09", State.IN_REVIEW, "wei.ling"),
        ("S11", State.INTAKE_CHECK, ""),
        ("S11B", State.INTAKE_CHECK, ""),
        ("S11C", State.NOT_ACCEPTED, "marcus.tan"),
    ],
)
def test_each_story_is_at_its_point(story: str, state: State, owner: str) -> None:
    case = CASES[f"DEMO-{story}"]
    assert (case.state, case.owner.id if case.owner else "") == (state, owner)


def test_every_view_of_the_first_user_has_something() -> None:
    seen = {view for case in CASES.values() for view in views_of(row_of(case), WEI_LING)}
    assert seen == set(View)


def test_the_due_times_are_those_of_a_working_day() -> None:
    due = {name: next_due(case) for name, case in CASES.items()}
    hours = {name: (at - NOW).total_seconds() / 3600 for name, at in due.items() if at}
    assert all(-24 < left < 72 for left in hours.values())
    assert hours["DEMO-S07"] < 0
    assert due["DEMO-S06"] is None


@pytest.mark.parametrize(
    ("story", "day"),
    [
        ("S01", "2026-08-18"),
        ("S02", "2026-05-11"),
        ("S03", "2026-02-10"),
        ("S04", "2026-04-20"),
        ("S09", "2026-09-21"),
    ],
)
def test_the_rules_are_those_of_the_day_in_the_story(story: str, day: str) -> None:
    assert rule_day(CASES[f"DEMO-{story}"]).isoformat() == day


def test_nothing_has_happened_yet_that_is_still_to_come() -> None:
    for filing in living(NOW):
        times = [filing.at, *(step.at for step in filing.steps), NOW]
        assert times == sorted(times)


@pytest.mark.parametrize("story", ["S01", "S03", "S09"])
def test_what_wei_ling_holds_can_be_decided_as_it_is_told(story: str) -> None:
    case = CASES[f"DEMO-{story}"]
    made = c.Decide(finding=finding(stories()[story], LIBRARY))
    after = run(case, made, WEI_LING, NOW, LIBRARY)
    assert after.state is (State.SECOND_REVIEW if story == "S01" else State.DECIDED)


def test_the_second_invoice_waits_for_somebody_who_took_no_part() -> None:
    case = CASES["DEMO-S02"]
    for barred in (LI_NA, MARCUS_TAN):
        with pytest.raises(Refused):
            run(case, c.Agree(), barred, NOW, LIBRARY)
    assert run(case, c.Agree(), WEI_LING, NOW, LIBRARY).state is State.DECIDED


def test_the_sleeper_does_not_go_back_to_its_first_reviewer() -> None:
    case = CASES["DEMO-S07"]
    with pytest.raises(Refused, match=r"APL 5\.1"):
        run(case, c.Claim(), LI_NA, NOW, LIBRARY)
    mine = run(case, c.Claim(), WEI_LING, NOW, LIBRARY)
    made = c.Decide(finding=finding(stories()["S07"], LIBRARY))
    assert run(mine, made, WEI_LING, NOW, LIBRARY).state is State.DECIDED


def test_the_important_customer_ends_in_second_review() -> None:
    answered = run(
        CASES["DEMO-S08"],
        c.RecordAnswer(text="The linked part may stay; the rest must go."),
        WEI_LING,
        NOW,
        LIBRARY,
    )
    made = c.Decide(finding=finding(stories()["S08"], LIBRARY))
    assert run(answered, made, WEI_LING, NOW, LIBRARY).state is State.SECOND_REVIEW


def test_the_tickets_have_the_faults_of_the_story() -> None:
    assert CASES["DEMO-S11"].faults == (IntakeFault.EXPIRED,)
    assert CASES["DEMO-S11C"].faults == (IntakeFault.OUT_OF_SCOPE,)


@pytest.mark.parametrize("hours", [0, 7, 31, 500, 24 * 400])
def test_the_stories_live_on_any_day(hours: int) -> None:
    for filing in living(NOW + timedelta(hours=hours)):
        assert live_through(filing, "R", LIBRARY).version == 1 + len(filing.steps)


def test_there_is_somebody_for_each_role() -> None:
    assert {role.value for user in USERS for role in user.roles} == {
        "SPECIALIST",
        "SUPERVISOR",
        "QUALITY",
        "POLICY",
        "ADMIN",
    }
    assert PRIYA_NAIR in USERS
