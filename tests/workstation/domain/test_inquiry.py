"""Asking a party once, asking a team, and their answers."""

from datetime import timedelta

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.clocks import next_due, paused
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Language, Milestone, State, Team
from workstation.domain.text import Bilingual

DAY = timedelta(days=1)
ASK = c.RequestInformation(party="M1", items=(Bilingual("The invoice", "发票"),))
EXTEND = c.RequestInformation(party="M1", items=ASK.items, extension=True)


def asked():
    return w.do(w.in_state(State.IN_REVIEW), ASK, at=w.NOON)


def test_asking_stops_the_clock_for_seven_days_and_writes_a_letter() -> None:
    case = asked()
    assert case.state is State.INFO_REQUESTED
    assert case.open_info_request.due_at == w.NOON + 7 * DAY
    assert paused(case)
    assert next_due(case) is None
    letter = case.letters[-1]
    assert (letter.milestone, letter.automatic) == (Milestone.INFO, False)
    assert "1. The invoice" in letter.text.en
    assert "1. 发票" in letter.text.zh
    assert "9 September 2026" in letter.text.en
    assert case.clock.first_response_at == w.NOON


def test_a_party_is_asked_once() -> None:
    answered = w.do(asked(), c.RecordAnswer(text="Here."), at=w.NOON + DAY)
    with pytest.raises(Refused, match=r"APL 3\.2"):
        w.do(answered, ASK)
    other = c.RequestInformation(party="RO", items=ASK.items)
    assert w.do(answered, other).state is State.INFO_REQUESTED


def test_the_time_is_extended_once_and_by_seven_days() -> None:
    longer = w.do(asked(), EXTEND, at=w.NOON + 5 * DAY)
    assert longer.open_info_request.due_at == w.NOON + 14 * DAY
    assert longer.clock.stopped == ((w.NOON, None),)
    with pytest.raises(Refused, match="extended once"):
        w.do(longer, EXTEND, at=w.NOON + 6 * DAY)
    late = w.do(asked(), EXTEND, at=w.NOON + 10 * DAY)
    assert late.open_info_request.due_at == w.NOON + 17 * DAY


def test_only_the_party_that_was_asked_gets_more_time() -> None:
    other = c.RequestInformation(party="RO", items=ASK.items, extension=True)
    with pytest.raises(Refused, match="not asked"):
        w.do(asked(), other)
    with pytest.raises(Refused):
        w.do(w.in_state(State.IN_REVIEW), EXTEND)


@pytest.mark.parametrize(
    "items", [(), (Bilingual("Only English", ""),), (Bilingual("A", "甲"), Bilingual("", "乙"))]
)
def test_the_list_is_complete_in_both_languages(items) -> None:
    with pytest.raises(Refused, match="both languages"):
        w.do(w.in_state(State.IN_REVIEW), c.RequestInformation(party="M1", items=items))


def test_an_answer_starts_the_clock_and_adds_what_came() -> None:
    at = w.NOON + 2 * DAY
    answer = c.RecordAnswer(text="Attached.", evidence=(w.photo("E2"),))
    case = w.do(asked(), answer, at=at)
    assert case.state is State.IN_REVIEW
    assert case.clock.stopped == ((w.NOON, at),)
    assert [item.id for item in case.evidence] == ["E1", "E2"]
    assert (case.statements[-1].text, case.statements[-1].language) == ("Attached.", Language.EN)


@pytest.mark.parametrize("ids", [("E1",), ("E2", "E2")])
def test_evidence_has_an_id_of_its_own(ids) -> None:
    answer = c.RecordAnswer(text="Attached.", evidence=tuple(map(w.photo, ids)))
    with pytest.raises(Refused, match="id"):
        w.do(asked(), answer)


def test_after_seven_days_the_case_is_decided_on_the_file() -> None:
    with pytest.raises(Refused, match="to answer"):
        w.do(asked(), c.DecideOnFile(), at=w.NOON + 7 * DAY - timedelta(seconds=1))
    case = w.do(asked(), c.DecideOnFile(), at=w.NOON + 7 * DAY)
    assert (case.state, case.statements) == (State.IN_REVIEW, w.simple().statements)
    assert case.clock.stopped == ((w.NOON, w.NOON + 7 * DAY),)


def test_a_referral_has_one_question_a_team_and_a_time_and_never_stops_the_clock() -> None:
    review = w.in_state(State.IN_REVIEW)
    late = c.Refer(team=Team.POLICY, question="Which?", due_at=w.NOON)
    with pytest.raises(Refused, match="already over"):
        w.do(review, late)
    naive = c.Refer(team=Team.POLICY, question="Which?", due_at=w.NOON.replace(tzinfo=None))
    with pytest.raises(Refused, match="zone"):
        w.do(review, naive)
    referred = w.in_state(State.REFERRED)
    assert not paused(referred)
    assert next_due(referred) is not None


def test_the_team_or_the_owner_answers_a_referral() -> None:
    referred = w.in_state(State.REFERRED)
    answer = c.RecordAnswer(text="CLM 2.1 governs.")
    for who in (w.SOFIA, w.WEI, w.PRIYA):
        after = w.do(referred, answer, who)
        assert after.state is State.IN_REVIEW
        assert after.referrals[-1].answered_by == who.person
    with pytest.raises(Refused, match="another team"):
        w.do(referred, answer, w.LINA)


def test_a_note_says_something_and_fits() -> None:
    case = w.in_state(State.CLOSED)
    with pytest.raises(Refused, match="no text"):
        w.do(case, c.AddNote(text=" \n"))
    with pytest.raises(Refused, match="longer"):
        w.do(case, c.AddNote(text="字" * 100_001))
    assert w.do(case, c.AddNote(text="字" * 100_000), w.HAO).notes[-1].by == w.HAO.person


def test_an_answer_is_of_the_party_that_was_asked() -> None:
    other = c.RequestInformation(party="RO", items=ASK.items)
    asked_owner = w.do(w.in_state(State.IN_REVIEW), other)
    said = w.do(asked_owner, c.RecordAnswer(text="尚未起诉。")).statements[-1]
    assert (said.party, said.language) == ("RO", Language.ZH)
    assert w.do(asked(), c.RecordAnswer(text="Here.")).statements[-1].party == ""


def test_in_a_new_round_a_party_may_be_asked_again() -> None:
    first = w.do(asked(), c.RecordAnswer(text="Here."), at=w.NOON + DAY)
    decided = w.do(first, c.Decide(finding=w.finding(first)), at=w.NOON + DAY)
    told = w.do(decided, w.reply(decided), at=w.NOON + DAY)
    ground = c.Reopen(ground=w.ReopenGround.OWN_ERROR, reason="We erred.")
    again = w.do(w.do(told, ground, at=w.NOON + 3 * DAY), c.Claim(), w.LINA)
    once = w.do(again, ASK, w.LINA, at=w.NOON + 4 * DAY)
    assert once.state is State.INFO_REQUESTED
    answered = w.do(once, c.RecordAnswer(text="Here."), w.LINA, at=w.NOON + 5 * DAY)
    with pytest.raises(Refused, match=r"APL 3\.2"):
        w.do(answered, ASK, w.LINA, at=w.NOON + 6 * DAY)


def test_the_record_keeps_what_was_asked() -> None:
    asked = w.in_state(State.INFO_REQUESTED)
    assert asked.timeline[-2].detail == Bilingual("Invoice", "发票")
    answered = w.do(asked, c.RecordAnswer(text="Here."), w.WEI)
    assert Bilingual("Invoice", "发票") in [each.detail for each in answered.timeline]
    referred = w.in_state(State.REFERRED)
    known = w.do(referred, c.RecordAnswer(text="The second one."), w.SOFIA)
    said = [each.detail.en for each in known.timeline]
    assert said[-2:] == ["Which?", "The second one."]
