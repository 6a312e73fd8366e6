"""Taking requests in: standing, time, scope, duplicates, and what a filing may hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.actor import SYSTEM
from workstation.domain.clocks import hours
from workstation.domain.problem import Refused
from workstation.domain.settings.periods import CARRIED_WINDOWS
from workstation.domain.taxonomy import CaseKind, IntakeFault, Milestone, Outcome, PartyRole, State
from workstation.domain.windows import day_of, last_day_to_file, second_appeal_until


def test_a_sound_request_waits_for_an_owner_and_is_acknowledged_by_machine() -> None:
    case = w.filed()
    assert case.state is State.QUEUED
    assert [letter.milestone for letter in case.letters] == [Milestone.RECEIVED]
    assert case.letters[0].automatic
    assert case.letters[0].text.complete
    assert case.clock.first_response_at is None
    assert [entry.event for entry in case.timeline] == ["filed", "intake_checked", "letter_sent"]


@pytest.mark.parametrize(
    ("days", "faults"), [(30, ()), (31, (IntakeFault.EXPIRED,)), (36, (IntakeFault.EXPIRED,))]
)
def test_an_appeal_is_in_time_until_the_end_of_the_thirtieth_day(days: int, faults) -> None:
    notice = w.simple().enforcement.notice_on
    # Half past eleven at night in Singapore is still that day, though not in UTC everywhere.
    at = datetime.fromisoformat(f"{notice + timedelta(days=days)}T23:30+08:00")
    assert w.filed(w.simple(filed_at=at)).faults == faults


def test_in_the_eea_the_window_is_six_months() -> None:
    def last(notice: date) -> date | None:
        case = w.simple(market="NL")
        return last_day_to_file(
            replace(case, enforcement=replace(case.enforcement, notice_on=notice)),
            CARRIED_WINDOWS,
        )

    assert last(date(2026, 1, 15)) == date(2026, 7, 15)
    assert last(date(2026, 8, 31)) == date(2027, 2, 28)
    assert last(date(2027, 8, 30)) == date(2028, 2, 29)
    assert last(date(2026, 7, 31)) == date(2027, 1, 31)


def test_a_second_appeal_has_fifteen_days_from_the_first_decision() -> None:
    case = w.simple(level=2)
    assert last_day_to_file(case, CARRIED_WINDOWS) == case.enforcement.notice_on + timedelta(
        days=15
    )


@pytest.mark.parametrize("kind", [CaseKind.ESCALATION, CaseKind.CLARIFICATION])
def test_questions_have_no_window(kind: CaseKind) -> None:
    assert last_day_to_file(w.simple(kind=kind), CARRIED_WINDOWS) is None


def test_who_is_not_affected_has_no_standing() -> None:
    assert w.filed(w.simple(applicant="RO")).faults == (IntakeFault.NO_STANDING,)
    complaint = w.simple(applicant="RO", kind=CaseKind.NOTIFIER_COMPLAINT)
    assert w.filed(complaint).faults == ()


def test_an_appeal_against_nothing_is_out_of_scope() -> None:
    assert w.filed(w.simple(enforcement=None)).faults == (IntakeFault.OUT_OF_SCOPE,)
    question = w.simple(enforcement=None, kind=CaseKind.CLARIFICATION)
    assert w.filed(question).state is State.QUEUED


def test_three_tickets_of_one_seller() -> None:
    ticket = w.told("S11")
    a = w.filed(ticket)
    assert (a.state, a.faults) == (State.INTAKE_CHECK, (IntakeFault.EXPIRED,))
    assert last_day_to_file(a, CARRIED_WINDOWS) == date(2026, 9, 2)
    b = w.filed(ticket, duplicate_of=a.reference)
    assert b.faults == (IntakeFault.EXPIRED, IntakeFault.DUPLICATE)
    assert b.duplicate_of == a.reference


def test_a_request_is_turned_down_only_for_what_was_found_with_a_way_to_go() -> None:
    case = w.do(w.filed(w.told("S11")), c.Claim())
    turned = w.finding(case, Outcome.EXPIRED, route=w.BOTH, citations=())
    with pytest.raises(Refused, match="did not find"):
        w.do(case, c.Decide(finding=replace(turned, outcome=Outcome.DUPLICATE)))
    with pytest.raises(Refused, match="route"):
        w.do(case, c.Decide(finding=replace(turned, route=w.Bilingual("Relist it.", ""))))
    with pytest.raises(Refused, match="not possible"):
        w.do(case, c.Decide(finding=replace(turned, outcome=Outcome.UPHELD)))
    at = case.filed_at + 20 * w.HOUR
    over = w.do(case, c.Decide(finding=turned), at=at)
    assert over.state is State.NOT_ACCEPTED
    assert hours(over, at + 900 * w.HOUR).gross == pytest.approx(20)


def test_a_late_request_can_be_let_in_for_a_cause_but_not_after_sixty_days_more() -> None:
    late = w.filed(w.told("S11"))
    with pytest.raises(Refused, match="no text"):
        w.do(late, c.Accept(cause=" "))
    taken = w.do(late, c.Accept(cause="In hospital until 6 September."))
    assert taken.state is State.QUEUED
    notice = late.enforcement.notice_on
    for days, legal in ((90, True), (91, False)):
        at = datetime.fromisoformat(f"{notice + timedelta(days=days)}T10:00+08:00")
        case = w.filed(w.told("S11", filed_at=at))
        if legal:
            assert w.do(case, c.Accept(cause="Flood.")).state is State.QUEUED
        else:
            with pytest.raises(Refused, match=r"APL 2\.4"):
                w.do(case, c.Accept(cause="Flood."))


def test_only_its_holder_or_a_supervisor_lets_a_held_request_in() -> None:
    case = w.do(w.in_state(State.INTAKE_CHECK), c.Claim())
    with pytest.raises(Refused, match="holds"):
        w.do(case, c.Accept(cause="It is another matter."), w.LINA)
    assert w.do(case, c.Accept(cause="Another matter."), w.PRIYA).owner is None


def test_a_filing_holds_only_what_a_party_can_file() -> None:
    worked = w.in_state(State.ACTIONED)
    for smuggled in (
        {"owner": w.WEI.person},
        {"decision": worked.decision},
        {"letters": worked.letters},
        {"timeline": worked.timeline},
        {"version": 3},
        {"state": State.QUEUED},
        {"level": 3},
        {"clock": replace(worked.clock, ended_at=w.NOON)},
        {"applicant": "nobody"},
        {"evidence": (w.photo("E1"), w.photo("E1"))},
        {"parties": (*w.simple().parties, w.simple().parties[0])},
        {"filed_at": w.NOON.replace(tzinfo=None)},
    ):
        opening = w.simple(**smuggled)
        with pytest.raises(Refused):
            w.do(w.simple(), c.File(opening=opening), w.ROBOT)


def test_a_request_is_filed_once() -> None:
    case = w.filed()
    with pytest.raises(Refused, match="before"):
        w.do(case, c.File(opening=w.simple()), w.ROBOT)


def test_days_are_those_of_singapore() -> None:
    assert day_of(datetime.fromisoformat("2026-10-31T17:00+00:00")) == date(2026, 11, 1)


def test_the_second_appeal_ends_with_the_fifteenth_day() -> None:
    case = w.in_state(State.NOTIFIED)
    until = second_appeal_until(case, CARRIED_WINDOWS, day_of(case.clock.notified_at))
    told = day_of(case.clock.notified_at)
    assert until == datetime.fromisoformat(f"{told + timedelta(days=16)}T00:00+08:00")
    again = c.Reopen(ground=w.ReopenGround.SECOND_APPEAL, reason="A new invoice.")
    last_second = until - timedelta(seconds=1)
    assert w.do(case, again, at=last_second).level == 2
    with pytest.raises(Refused, match="again until"):
        w.do(case, c.Close(), at=last_second)
    with pytest.raises(Refused, match="is over"):
        w.do(case, again, at=until)
    assert w.do(case, c.Close(), at=until).state is State.CLOSED


def test_the_machine_took_no_decision_that_bars_anybody() -> None:
    assert w.told("S01").enforcement.decided_by == SYSTEM
    assert PartyRole.MERCHANT is w.told("S01").applicant_party.role
