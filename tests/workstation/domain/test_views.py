"""Which of the six views shows a case to whom, and which feeds carry it."""

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.problem import Refused
from workstation.domain.returned_proposal import sent_back_to
from workstation.domain.taxonomy import State
from workstation.domain.views import (
    SCOPE_KINDS,
    View,
    row_of,
    scope_order,
    scopes_for,
    scopes_of,
    views_of,
)


def shown(case, who) -> set[View]:
    return set(views_of(row_of(case), who))


@pytest.mark.parametrize(
    ("state", "mine", "other"),
    [
        (State.QUEUED, {View.UNASSIGNED}, {View.UNASSIGNED}),
        (State.INTAKE_CHECK, {View.UNASSIGNED}, {View.UNASSIGNED}),
        (State.IN_REVIEW, {View.MINE}, set()),
        (State.INFO_REQUESTED, {View.WAITING}, set()),
        (State.REFERRED, {View.WAITING}, set()),
        (State.SECOND_REVIEW, {View.WAITING}, {View.NEEDS_YOU}),
        (State.DECIDED, {View.MINE}, set()),
        (State.ACTIONED, {View.MINE}, set()),
        (State.REOPENED, {View.UNASSIGNED}, {View.UNASSIGNED}),
        (State.NOT_ACCEPTED, {View.MINE}, set()),
        (State.WITHDRAWN, {View.MINE}, set()),
    ],
)
def test_a_case_is_shown_where_somebody_looks_for_it(state, mine, other) -> None:
    case = w.in_state(state)
    assert shown(case, w.WEI) == {View.ALL_OPEN, *mine}
    assert shown(case, w.LINA) == {View.ALL_OPEN, *other}


@pytest.mark.parametrize("state", [State.NOTIFIED, State.CLOSED])
def test_a_finished_case_is_done(state) -> None:
    assert shown(w.in_state(state), w.WEI) == {View.DONE}


def test_an_ended_case_is_done_once_the_party_knows() -> None:
    case = w.in_state(State.WITHDRAWN)
    told = w.do(case, w.reply(case, milestone=w.Milestone.WITHDRAWN))
    assert shown(told, w.WEI) == {View.DONE}


def test_a_question_waits_for_the_team_that_was_asked() -> None:
    case = w.in_state(State.REFERRED)
    assert View.NEEDS_YOU in shown(case, w.SOFIA)
    assert View.NEEDS_YOU not in shown(case, w.HAO)
    assert scopes_of(case) == {"queue:sg-commerce", "user:wei", "team:POLICY"}
    answered = w.do(case, c.RecordAnswer(text="Yes."), w.SOFIA)
    assert scopes_of(answered) == {"queue:sg-commerce", "user:wei"}


def test_a_person_reads_their_queues_their_team_and_themselves() -> None:
    who = w.replace(w.SOFIA, queues=frozenset({"sg-commerce", "cn-export"}))
    assert scopes_for(who) == {
        "everyone",
        "role:POLICY",
        "user:sofia",
        "queue:sg-commerce",
        "queue:cn-export",
        "team:POLICY",
    }


def test_scopes_are_fed_in_one_order_whatever_their_kind() -> None:
    """Rules before what they judge, one's own before the large feeds, the unknown after all."""
    wanted = [
        "everyone",
        "user:wei",
        "lead:south",
        "role:POLICY",
        "crew:north",
        "crew:south",
        "team:POLICY",
        "queue:sg-commerce",
        "",
        "board:7",
    ]
    assert sorted(reversed(wanted), key=scope_order) == wanted
    assert {each.partition(":")[0] for each in wanted} >= set(SCOPE_KINDS)


def test_every_scope_there_is_has_a_place_in_the_order() -> None:
    known = scopes_of(w.in_state(State.REFERRED)) | scopes_for(w.SOFIA)
    assert {scope.partition(":")[0] for scope in known} <= set(SCOPE_KINDS)


def test_nobody_is_asked_to_sign_who_may_not() -> None:
    """APL 5.2: not the first decider, not the proposer, nobody with a declared conflict."""
    case = w.in_state(State.SECOND_REVIEW)
    reads_both = w.replace(w.MARCUS, languages=w.LINA.languages)
    friend = w.replace(w.LINA, conflicts=frozenset({"Brand"}))
    asked = [
        who.id for who in (*w.EVERYBODY, reads_both, friend) if View.NEEDS_YOU in shown(case, who)
    ]
    assert asked == ["lina", "priya", "hao"]
    assert [who for who in w.EVERYBODY if signs(case, who)] == [w.LINA, w.PRIYA, w.HAO]
    assert not signs(case, reads_both)
    assert not signs(case, friend)


def signs(case, who) -> bool:
    try:
        w.do(case, c.Agree(), who)
    except Refused:
        return False
    return True


def test_a_returned_case_asks_its_owner_until_they_act() -> None:
    back = w.do(w.in_state(State.SECOND_REVIEW), c.Return(reason="Read APL 4.3."), w.LINA)
    assert View.NEEDS_YOU in shown(back, w.WEI)
    assert View.NEEDS_YOU not in shown(back, w.LINA)
    seen = w.do(back, c.AddNote(text="Which part?"), w.LINA)
    assert View.NEEDS_YOU in shown(seen, w.WEI)
    given = w.do(seen, c.Assign(owner=w.LINA), w.PRIYA)
    assert View.NEEDS_YOU in shown(given, w.LINA)
    assert View.NEEDS_YOU not in shown(given, w.WEI)
    acted = w.do(seen, c.AddNote(text="All of it."), w.WEI)
    assert View.NEEDS_YOU not in shown(acted, w.WEI)
    assert View.MINE in shown(acted, w.WEI)


def test_a_returned_proposal_is_its_authors_to_go_on_from() -> None:
    case = w.in_state(State.SECOND_REVIEW)
    back = w.do(case, c.Return(reason="Read APL 4.3."), w.LINA, w.NOON + 5 * w.HOUR)
    kept = sent_back_to(back, "wei")
    assert kept is not None
    assert (kept.by, kept.at) == (w.WEI.person, case.decision.proposed_at)
    assert (kept.returned.by, kept.returned.reason) == (w.LINA.person, "Read APL 4.3.")
    assert kept.returned.at == w.NOON + 5 * w.HOUR
    assert sent_back_to(back, "lina") is None
