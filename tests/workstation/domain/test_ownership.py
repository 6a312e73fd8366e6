"""Who may hold a case, and who never may."""

from dataclasses import replace

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.decide import not_allowed
from workstation.domain.problem import Refused
from workstation.domain.rules.ownership import candidates, may_assign
from workstation.domain.taxonomy import Language, Outcome, ReopenGround, Role, State


def test_the_first_decider_never_owns_decides_or_signs() -> None:
    queued = w.in_state(State.QUEUED)
    with pytest.raises(Refused, match=r"APL 5\.1"):
        w.do(queued, c.Claim(), w.MARCUS)
    with pytest.raises(Refused, match=r"APL 5\.1"):
        w.do(queued, c.Assign(owner=w.MARCUS), w.PRIYA)
    smuggled = replace(w.in_state(State.IN_REVIEW), owner=w.MARCUS.person)
    with pytest.raises(Refused, match=r"APL 5\.1"):
        w.do(smuggled, c.Decide(finding=w.finding(smuggled)), w.MARCUS)
    with pytest.raises(Refused, match=r"APL 5\.1"):
        w.do(w.in_state(State.SECOND_REVIEW), c.Agree(), w.MARCUS)


def test_who_decided_an_earlier_round_is_barred_from_the_next() -> None:
    again = w.in_state(State.REOPENED)
    assert again.earlier_decisions
    with pytest.raises(Refused, match=r"APL 5\.1"):
        w.do(again, c.Claim(), w.WEI)
    assert w.do(again, c.Claim(), w.LINA).state is State.IN_REVIEW


def test_an_owner_reads_the_language_has_no_conflict_and_works_cases() -> None:
    chinese = w.filed(w.told("S02"))
    with pytest.raises(Refused, match="language"):
        w.do(chinese, c.Claim(), w.MARCUS)
    partial = replace(w.WEI, conflicts=frozenset({"Velora Beauty House"}))
    with pytest.raises(Refused, match="conflict of interest"):
        w.do(chinese, c.Claim(), partial)
    with pytest.raises(Refused, match="You do not work cases"):
        w.do(chinese, c.Claim(), w.HAO)
    assert w.do(chinese, c.Claim(), w.WEI).owner == w.WEI.person


def test_nobody_signs_for_a_party_with_whom_they_have_a_conflict() -> None:
    proposed = w.in_state(State.SECOND_REVIEW)
    partial = replace(w.LINA, conflicts=frozenset({"Bamboo"}))
    with pytest.raises(Refused, match="conflict of interest"):
        w.do(proposed, c.Agree(), partial)


def test_a_held_case_is_not_taken_from_its_holder() -> None:
    case = w.in_state(State.IN_REVIEW)
    with pytest.raises(Refused, match="Wei"):
        w.do(case, c.Claim(), w.LINA)
    with pytest.raises(Refused, match="already"):
        w.do(case, c.Claim(), w.WEI)


def test_a_supervisor_gives_it_to_somebody_else_and_history_says_why() -> None:
    case = w.in_state(State.IN_REVIEW)
    with pytest.raises(Refused, match="role"):
        w.do(case, c.Assign(owner=w.LINA), w.LINA)
    with pytest.raises(Refused, match="already"):
        w.do(case, c.Assign(owner=w.WEI), w.PRIYA)
    after = w.do(case, c.Assign(owner=w.LINA, reason="Wei is on leave."), w.PRIYA)
    assert after.owner == w.LINA.person
    assert "on leave" in after.timeline[-1].detail.en


def test_a_released_case_stays_where_it_is_for_the_next_owner() -> None:
    case = w.do(w.in_state(State.IN_REVIEW), c.Release(reason="Shift over."))
    assert (case.state, case.owner) == (State.IN_REVIEW, None)
    assert w.do(case, c.Claim(), w.LINA).owner == w.LINA.person


def test_only_the_owner_works_on_it() -> None:
    case = w.in_state(State.IN_REVIEW)
    for command in (
        c.Decide(finding=w.finding(case)),
        c.Withdraw(reason="They asked.", word="They asked."),
        c.RequestInformation(party="M1", items=(w.BOTH,)),
        w.reply(case, milestone=w.Milestone.REVIEW),
    ):
        with pytest.raises(Refused, match="holds this case"):
            w.do(case, command, w.LINA)


def test_nobody_gains_a_role_by_a_language() -> None:
    reader = w.person("eve", Role.QUALITY, languages=frozenset({Language.EN}))
    with pytest.raises(Refused):
        w.do(w.in_state(State.QUEUED), c.Claim(), reader)


def test_a_second_appeal_raises_the_level_and_starts_the_clock_anew() -> None:
    case = w.in_state(State.NOTIFIED)
    ground = c.Reopen(ground=ReopenGround.SECOND_APPEAL, reason="A new invoice.")
    again = w.do(case, ground, at=w.NOON + 50 * w.HOUR)
    assert (again.level, again.owner, again.decision) == (2, None, None)
    assert again.clock.started_at == w.NOON + 50 * w.HOUR
    assert again.earlier_decisions[0].finding.outcome is Outcome.OVERTURNED


def test_the_list_of_owners_holds_all_who_work_cases_and_says_who_cannot_take_this_one() -> None:
    queued = w.in_state(State.QUEUED)
    people = (w.WEI, w.MARCUS, w.LINA, w.PRIYA, w.HAO)
    found = {
        each.actor.id: each
        for each in candidates((scene_of(queued, w.PRIYA, w.NOON, w.LIBRARY),), people)
    }
    assert set(found) == {w.WEI.id, w.MARCUS.id, w.LINA.id, w.PRIYA.id}
    assert found[w.WEI.id].refused is None
    assert found[w.MARCUS.id].takes == 0
    assert "APL 5.1" in found[w.MARCUS.id].refused.remedy.id
    assert list(found)[-1] == w.MARCUS.id


def test_who_can_take_more_of_several_cases_stands_before_who_can_take_fewer() -> None:
    cases = (w.in_state(State.QUEUED), w.filed(w.told("S02")))
    scenes = tuple(scene_of(case, w.PRIYA, w.NOON, w.LIBRARY) for case in cases)
    deaf = replace(w.LINA, name="Aa", languages=frozenset({Language.EN}))
    first, second = candidates(scenes, (deaf, w.WEI))
    assert (first.actor, first.takes) == (w.WEI, 2)
    assert second.takes == 1
    assert "language" in second.refused.reason.id


def test_only_a_supervisor_gives_cases_away() -> None:
    queued = w.in_state(State.QUEUED)
    assert may_assign(w.PRIYA)
    assert not may_assign(w.WEI)
    assert not_allowed(CASE, scene_of(queued, w.PRIYA, w.NOON, w.LIBRARY), c.Assign) is None
    why = not_allowed(CASE, scene_of(queued, w.WEI, w.NOON, w.LIBRARY), c.Assign)
    assert "role" in why.reason.id
    closed = w.in_state(State.CLOSED)
    why = not_allowed(CASE, scene_of(closed, w.PRIYA, w.NOON, w.LIBRARY), c.Assign)
    assert "finished" in why.reason.id
