"""What the server has confirmed of a record that somebody sees with their own work in it."""

from dataclasses import replace

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.confirmation import Confirmation
from workstation.domain.taxonomy import State, Team


def test_what_a_pending_command_changed_is_not_confirmed() -> None:
    truth = w.in_state(State.IN_REVIEW)
    shown = w.do(truth, c.AddNote(text="Mine."))
    both = Confirmation(shown, truth)
    assert not both.everything
    assert both.of(lambda case: case.state)
    assert not both.of(lambda case: case.notes)
    assert not both.holds(lambda case: case.notes, shown.notes[-1])
    assert all(both.holds(lambda case: case.timeline, line) for line in truth.timeline)
    assert both.sure is truth


def test_of_a_record_that_the_server_never_heard_of_nothing_is_confirmed() -> None:
    shown = w.in_state(State.IN_REVIEW)
    both = Confirmation(shown, None)
    assert not both.of(lambda case: case.reference)
    assert not both.holds(lambda case: case.timeline, shown.timeline[0])
    assert both.sure is shown


def test_all_of_a_record_without_pending_work_is_confirmed() -> None:
    truth = w.in_state(State.IN_REVIEW)
    assert Confirmation(truth, truth).everything
    assert Confirmation(replace(truth), truth).everything


def test_a_question_to_a_team_is_due_so_many_hours_after_it_arrived() -> None:
    case = w.in_state(State.IN_REVIEW)
    ask = c.Refer(team=Team.POLICY, question="Which?", hours=24)
    late = w.NOON + 72 * w.HOUR
    referral = w.do(case, ask, at=late).open_referral
    assert referral is not None
    assert referral.due_at == late + 24 * w.HOUR
