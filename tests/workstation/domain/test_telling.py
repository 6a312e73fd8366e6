"""Letters: who may write what and when, and when everybody knows."""

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.pairs import LetterPair
from workstation.domain.problem import Refused
from workstation.domain.rules.communication import next_milestone, owed_word
from workstation.domain.taxonomy import CaseKind, Milestone, State
from workstation.domain.text import Bilingual
from workstation.domain.views import owes_word


def two_sided(state: State):
    buyer, brand = w.simple().parties
    return w.in_state(state, w.simple(parties=(buyer, w.replace(brand, owed_word=True))))


def test_notified_means_that_everybody_who_is_owed_word_has_it() -> None:
    case = two_sided(State.ACTIONED)
    assert owed_word(case) == {"M1", "RO"}
    first = w.do(case, w.reply(case, "M1"))
    assert (first.state, owed_word(first)) == (State.ACTIONED, {"RO"})
    assert first.clock.notified_at is None
    both = w.do(first, w.reply(first, "RO"), at=w.NOON + 5 * w.HOUR)
    assert (both.state, owed_word(both)) == (State.NOTIFIED, frozenset())
    assert both.clock.notified_at == both.clock.ended_at == w.NOON + 5 * w.HOUR


def test_who_is_owed_nothing_is_not_waited_for() -> None:
    case = w.in_state(State.ACTIONED)
    assert owed_word(case) == {"M1"}
    assert w.do(case, w.reply(case)).state is State.NOTIFIED


def test_a_clock_that_runs_behind_does_not_hide_a_letter() -> None:
    case = two_sided(State.ACTIONED)
    early = w.do(case, w.reply(case, "M1"), at=case.decision.proposed_at - w.HOUR)
    assert owed_word(early) == {"RO"}


def test_only_the_decision_letter_tells_the_decision() -> None:
    case = w.in_state(State.ACTIONED)
    lifted = w.do(case, w.reply(case, milestone=Milestone.LIFTED))
    assert (lifted.state, owed_word(lifted)) == (State.ACTIONED, {"M1"})


def test_after_reopening_everybody_is_owed_word_again() -> None:
    again = w.do(two_sided_told(), c.Claim(), w.LINA)
    upheld = w.do(again, c.Decide(finding=w.finding(again)), w.LINA)
    assert owed_word(upheld) == {"M1", "RO"}


def two_sided_told():
    case = two_sided(State.ACTIONED)
    for party in ("M1", "RO"):
        case = w.do(case, w.reply(case, party))
    ground = c.Reopen(ground=w.ReopenGround.COURT, reason="Judgment of 3 September.")
    return w.do(case, ground, w.PRIYA)


@pytest.mark.parametrize(
    ("state", "milestone"),
    [
        (State.IN_REVIEW, Milestone.DECIDED),
        (State.SECOND_REVIEW, Milestone.LIFTED),
        (State.IN_REVIEW, Milestone.NOT_ACCEPTED),
        (State.ACTIONED, Milestone.WITHDRAWN),
        (State.CLOSED, Milestone.REVIEW),
    ],
)
def test_a_letter_says_nothing_that_is_not_so(state: State, milestone: Milestone) -> None:
    case = w.in_state(state)
    with pytest.raises(Refused):
        w.do(case, w.reply(case, milestone=milestone))


@pytest.mark.parametrize("text", [Bilingual("Dear", ""), Bilingual(" ", "您好"), Bilingual()])
def test_a_letter_is_written_in_both_languages(text: Bilingual) -> None:
    case = w.in_state(State.IN_REVIEW)
    letter = c.SendReply(letter="L", party="M1", milestone=Milestone.REVIEW, text=text)
    with pytest.raises(Refused, match=r"APL 3\.4"):
        w.do(case, letter)


def test_a_pair_in_another_script_waits_for_a_person() -> None:
    case = w.in_state(State.IN_REVIEW)
    plain = w.reply(case, milestone=Milestone.REVIEW)
    pair = LetterPair("a", plain.text.en, plain.text.zh)
    with pytest.raises(Refused, match="another script"):
        w.do(case, w.replace(plain, beads=(w.replace(pair, converted=True),)))
    assert w.do(case, w.replace(plain, beads=(pair,))).letters


def test_a_letter_goes_to_a_party_and_once() -> None:
    case = w.in_state(State.IN_REVIEW)
    with pytest.raises(Refused, match="not in this case"):
        w.do(case, w.reply(case, "nobody", Milestone.REVIEW))
    sent = w.do(case, w.reply(case, milestone=Milestone.REVIEW))
    same = c.SendReply(
        letter=sent.letters[-1].id, party="M1", milestone=Milestone.REVIEW, text=w.LETTER
    )
    with pytest.raises(Refused, match="sent already"):
        w.do(sent, same)


@pytest.mark.parametrize("state", [State.NOT_ACCEPTED, State.WITHDRAWN])
def test_an_ended_case_owes_a_last_word_that_its_owner_or_a_supervisor_sends(state: State) -> None:
    case = w.in_state(state)
    assert owes_word(case)
    last = w.reply(case, milestone=next_milestone(case))
    with pytest.raises(Refused):
        w.do(case, last, w.LINA)
    for who in (w.WEI, w.PRIYA):
        assert not owes_word(w.do(case, last, who))


def test_the_first_human_letter_stops_the_first_clock() -> None:
    case = w.in_state(State.IN_REVIEW)
    assert case.clock.first_response_at is None
    progress = w.do(case, w.reply(case, milestone=Milestone.REVIEW), at=w.NOON + 3 * w.HOUR)
    assert progress.clock.first_response_at == w.NOON + 3 * w.HOUR


def test_a_last_level_and_a_clarification_close_at_once() -> None:
    told = w.in_state(State.NOTIFIED)
    with pytest.raises(Refused, match="appeal again until"):
        w.do(told, c.Close())
    assert w.do(w.replace(told, level=2), c.Close()).state is State.CLOSED
    answered = w.replace(told, kind=CaseKind.CLARIFICATION)
    assert w.do(answered, c.Close()).state is State.CLOSED


def test_a_closed_case_opens_for_error_or_court_but_not_for_a_second_appeal() -> None:
    closed = w.in_state(State.CLOSED)
    for ground in w.ReopenGround:
        command = c.Reopen(ground=ground, reason="See file.")
        if ground is w.ReopenGround.SECOND_APPEAL:
            with pytest.raises(Refused, match="is over"):
                w.do(closed, command)
        else:
            assert w.do(closed, command).state is State.REOPENED


def test_a_letter_about_a_reopened_case_waits_for_its_owner() -> None:
    case = w.in_state(State.REOPENED)
    with pytest.raises(Refused, match="Nobody holds this case yet"):
        w.do(case, w.reply(case), w.LINA)
    closed = w.in_state(State.CLOSED)
    with pytest.raises(Refused, match="is finished"):
        w.do(closed, w.reply(closed), w.LINA)


def test_who_could_not_claim_the_case_is_not_told_to_claim_it() -> None:
    case = w.filed(w.told("S02"))
    assert case.applicant_party.language is w.Language.ZH
    reads_english = w.replace(w.LINA, languages=frozenset({w.Language.EN}))
    for command in (w.reply(case), c.Claim()):
        with pytest.raises(Refused, match="You do not work in the language") as refused:
            w.do(case, command, reads_english)
        assert "Lina" not in str(refused.value)
    with pytest.raises(Refused, match=r"\{name\} does not work in the language"):
        w.do(case, c.Assign(owner=reads_english), w.PRIYA)
