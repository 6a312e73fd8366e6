"""Deciding: outcome, clause at its version, evidence weighed, every measure settled."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workstation.domain import world as w
from tests.workstation.domain.cases import run
from workstation.domain import commands as c
from workstation.domain.case import EvidenceVerdict, Measure
from workstation.domain.case_kind import CASE
from workstation.domain.policy import ClauseRef, Library, policy_id
from workstation.domain.problem import Refused
from workstation.domain.rules.conduct import rule_day, rule_days
from workstation.domain.rules.decision import possible_outcomes
from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    Outcome,
    OverturnReason,
    State,
    Verdict,
)
from workstation.server.demo.stories import stories
from workstation.server.demo.story_case import finding as as_decided
from workstation.server.demo.story_case import late_evidence


def review(story: str):
    """A story's case with all its evidence, in the hands of Wei."""
    case = w.filed(w.told(story))
    if case.state is State.INTAKE_CHECK:
        case = w.do(case, c.Accept(cause="Let in for this test."))
    late = late_evidence(stories()[story], case.filed_at)
    return replace(w.do(case, c.Claim()), evidence=(*case.evidence, *late))


def refused(case, made, match: str) -> None:
    with pytest.raises(Refused, match=match):
        w.do(case, c.Decide(finding=made))


def test_a_decision_needs_a_clause_evidence_weighed_and_reasons() -> None:
    case = w.in_state(State.IN_REVIEW)
    whole = w.finding(case)
    refused(case, replace(whole, citations=()), "cites no clause")
    refused(case, replace(whole, weighed=()), r"E1\.jpg")
    refused(case, replace(whole, rationale=w.Bilingual(" ", "")), "no reasons")
    refused(case, replace(whole, outcome=Outcome.ANSWERED), "not possible")
    twice = (*whole.weighed, EvidenceVerdict(evidence="E1", verdict=Verdict.NOT_COUNTED))
    refused(case, replace(whole, weighed=twice), "twice")
    stray = (*whole.weighed, EvidenceVerdict(evidence="E9", verdict=Verdict.NOT_COUNTED))
    refused(case, replace(whole, weighed=stray), "not in the file")
    assert w.do(case, c.Decide(finding=whole)).state is State.DECIDED


def test_without_evidence_one_says_so() -> None:
    case = w.in_state(State.IN_REVIEW, w.simple(evidence=()))
    refused(case, w.finding(case, no_evidence=False), "no evidence")
    assert w.do(case, c.Decide(finding=w.finding(case))).state is State.DECIDED


def test_an_overturned_decision_says_why_it_does_not_stand() -> None:
    case = w.in_state(State.IN_REVIEW)
    refused(case, w.finding(case, Outcome.OVERTURNED, reason=None), "does not stand")


def test_the_verdicts_are_written_into_the_file() -> None:
    case = w.in_state(State.DECIDED)
    assert [item.verdict for item in case.evidence] == [Verdict.SUFFICIENT]


def test_serial_numbers_are_not_asked_for_conduct_in_august() -> None:
    """S01: AUT 3.5 began on 1 September; the listing is of 18 August."""
    case = review("S01")
    assert rule_day(case).isoformat() == "2026-08-18"
    made = as_decided(stories()["S01"], w.LIBRARY)
    trap = replace(made, citations=(*made.citations, *w.cite("AUT 3.5 v3.0")))
    refused(case, trap, r"AUT 3\.5 v3\.0")
    refused(case, replace(made, citations=w.cite("AUT 2.1 v3.0")), "was not in force")
    assert w.do(case, c.Decide(finding=made)).state is State.SECOND_REVIEW


def test_a_milder_later_procedure_may_be_cited() -> None:
    case = review("S01")
    made = as_decided(stories()["S01"], w.LIBRARY)
    assert "APL 3.3 v3.0" in {cited.ref.label() for cited in made.citations}
    assert w.do(case, c.Decide(finding=made)).decision.finding == made


def test_a_citation_is_the_clause_as_the_library_has_it() -> None:
    case = w.in_state(State.IN_REVIEW)
    (clause,) = w.cite("LST 2.4 v2.0")
    refused(case, w.finding(case, citations=(replace(clause, severity="S4"),)), "policy library")
    unknown = replace(clause, ref=replace(clause.ref, clause="9.9"))
    refused(case, w.finding(case, citations=(unknown,)), "policy library")


@pytest.mark.parametrize("story", ["S01", "S02", "S03", "S04", "S06", "S07", "S08", "S09"])
def test_every_story_can_end_as_it_is_told(story: str) -> None:
    case = review(story)
    made = as_decided(stories()[story], w.LIBRARY)
    after = w.do(case, c.Decide(finding=made))
    expected = State.SECOND_REVIEW if stories()[story].told.four_eyes else State.DECIDED
    assert after.state is expected


def test_two_videos_are_judged_by_the_rules_of_their_own_days() -> None:
    case = review("S04")
    assert {day.isoformat() for day in rule_days(case)} == {"2026-04-20", "2026-05-12"}
    made = as_decided(stories()["S04"], w.LIBRARY)
    refused(case, replace(made, kept=made.kept[:-1]), "every measure")
    refused(case, replace(made, kept=()), "every measure")
    assert {"CCR 2.1 v1.0", "CCR 2.1 v2.0"} <= {each.ref.label() for each in made.citations}
    cited = w.LIBRARY.cite(ClauseRef("AUT", "2.1", "3.0"))
    assert cited is not None
    assert not any(cited.in_force(day) for day in rule_days(case))
    refused(case, replace(made, citations=(*made.citations, cited)), "no day of conduct")


def test_a_transition_rule_speaks_of_earlier_conduct() -> None:
    """S03: HLC 5.1 v2.0 began after the video, and is about videos before it."""
    made = as_decided(stories()["S03"], w.LIBRARY)
    assert "HLC 5.1 v2.0" in {cited.ref.label() for cited in made.citations}
    later = replace(made, citations=(*made.citations, *w.cite("HLC 2.4 v2.0")))
    refused(review("S03"), later, r"HLC 2\.4 v2\.0")


def test_money_can_be_settled_in_parts_that_add_up() -> None:
    """S08: S$125,100 of S$186,400 is released."""
    case = review("S08")
    made = as_decided(stories()["S08"], w.LIBRARY)
    short = tuple(
        replace(each, money=w.money("61299")) if each.action is Action.FUNDS_HELD else each
        for each in made.kept
    )
    refused(case, replace(made, kept=short), "add up")
    minus = (
        Measure(action=Action.FUNDS_HELD, money=w.money("-10")),
        Measure(action=Action.FUNDS_HELD, money=w.money("135110")),
    )
    refused(case, replace(made, lifted=minus), "add up")
    foreign = (Measure(action=Action.FUNDS_HELD, money=w.money("125100", "CNY")),)
    refused(case, replace(made, lifted=foreign), "add up")


def test_measures_are_settled_once_and_only_those_that_exist() -> None:
    case = w.in_state(State.IN_REVIEW)
    whole = w.finding(case)
    refused(case, replace(whole, kept=whole.kept[:1]), "every measure")
    both = Outcome.PARTLY_OVERTURNED
    twice = replace(
        whole,
        outcome=both,
        lifted=(Measure(action=Action.LISTING_REMOVED),),
        reason=OverturnReason.PROPORTIONALITY,
    )
    refused(case, twice, "add up")
    other = (*whole.kept, Measure(action=Action.ACCOUNT_SUSPENDED))
    refused(case, replace(whole, kept=other), "not part of the first decision")


def test_the_outcome_fits_what_is_lifted_and_kept() -> None:
    case = w.in_state(State.IN_REVIEW)
    upheld = w.finding(case)
    overturned = w.finding(case, Outcome.OVERTURNED)
    refused(case, replace(upheld, lifted=upheld.kept, kept=()), "decision is upheld")
    refused(case, replace(overturned, kept=overturned.lifted, lifted=()), "is overturned")
    partly = replace(overturned, outcome=Outcome.PARTLY_OVERTURNED)
    refused(case, partly, "lift something and keep something")
    complaint = w.in_state(
        State.IN_REVIEW, w.simple(kind=CaseKind.NOTIFIER_COMPLAINT, applicant="RO")
    )
    new = w.finding(
        complaint, reason=OverturnReason.REVIEWER_ERROR, outcome=Outcome.NEW_RESTRICTION
    )
    refused(complaint, new, "No new restriction")


def test_what_is_possible_depends_on_what_is_asked() -> None:
    assert possible_outcomes(w.filed(w.told("S09"))) == (Outcome.ANSWERED,)
    assert possible_outcomes(w.filed(w.told("S07"))) == (Outcome.UPHELD, Outcome.NEW_RESTRICTION)
    assert Outcome.EXPIRED in possible_outcomes(w.filed(w.told("S11")))
    assert Outcome.NEW_RESTRICTION not in possible_outcomes(w.filed(w.told("S01")))


def test_the_second_reviewer_is_somebody_else_and_may_send_it_back() -> None:
    case = w.in_state(State.SECOND_REVIEW)
    with pytest.raises(Refused, match=r"APL 5\.2"):
        w.do(case, c.Agree(), w.WEI)
    with pytest.raises(Refused, match="role"):
        w.do(case, c.Agree(), w.SOFIA)
    signed = w.do(case, c.Agree(), w.HAO)
    assert (signed.state, signed.decision.signed_by) == (State.DECIDED, w.HAO.person)
    with pytest.raises(Refused, match="no text"):
        w.do(case, c.Return(reason=""), w.LINA)
    back = w.do(case, c.Return(reason="Read APL 4.3."), w.LINA)
    assert (back.state, back.decision, back.owner) == (State.IN_REVIEW, None, w.WEI.person)
    assert [kept.finding for kept in back.kept] == [case.decision.finding]


def test_nobody_signs_by_a_version_that_another_one_has_replaced_meanwhile() -> None:
    case = w.in_state(State.SECOND_REVIEW)
    day = rule_day(case)
    policy = w.LIBRARY.policy("LST")
    *before, old = policy.versions
    new = replace(old, version="2.1", effective_from=day, effective_to=None)
    ended = replace(old, effective_to=day - timedelta(days=1))
    others = (each for each in w.LIBRARY.policies if each.code != "LST")
    now = Library((*others, replace(policy, versions=(*before, ended, new))))
    with pytest.raises(Refused, match=r"was not in force on"):
        run(case, c.Agree(), w.HAO, w.NOON, now)
    back = run(case, c.Return(reason="Cite version 2.1."), w.HAO, w.NOON, now)
    assert back.state is State.IN_REVIEW
    relied = CASE.by_command[c.Agree].relies_on(case, c.Agree())
    assert policy_id("LST") in relied


def test_a_decision_that_changes_nothing_needs_no_carrying_out() -> None:
    review_ = w.in_state(State.IN_REVIEW)
    upheld = w.do(review_, c.Decide(finding=w.finding(review_)))
    assert w.do(upheld, w.reply(upheld)).state is State.NOTIFIED
    overturned = w.in_state(State.DECIDED)
    with pytest.raises(Refused, match="carried out"):
        w.do(overturned, w.reply(overturned))


def test_a_new_restriction_in_the_eea_needs_its_statement_of_reasons() -> None:
    case = review("S07")
    decided = w.do(case, c.Decide(finding=as_decided(stories()["S07"], w.LIBRARY)))
    with pytest.raises(Refused, match="statement of reasons"):
        w.do(decided, c.RecordAction(reference="SYS-7"))
    done = w.do(decided, c.RecordAction(reference="SYS-7", sor_reference="SOR-20260917"))
    assert (done.state, done.sor_reference) == (State.ACTIONED, "SOR-20260917")
