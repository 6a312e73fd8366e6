"""Commands that come too late: only for what they relied on."""

import pytest

from tests.workstation.domain import world as w
from tests.workstation.domain.cases import commit, conflict, keep
from workstation.domain import commands as c
from workstation.domain.problem import Aspect
from workstation.domain.taxonomy import Milestone, Outcome, State


def test_a_note_neither_conflicts_nor_makes_others_conflict() -> None:
    seen = w.in_state(State.IN_REVIEW)
    noted = w.do(seen, c.AddNote(text="Called the brand."), w.PRIYA)
    assert conflict(noted, c.Decide(finding=w.finding(seen)), w.WEI, seen.version) is None
    taken = w.do(seen, c.Assign(owner=w.LINA), w.PRIYA)
    assert conflict(taken, c.AddNote(text="Mine."), w.WEI, seen.version) is None


@pytest.mark.parametrize(
    "command",
    [
        c.Decide(finding=w.finding(w.simple())),
        c.RequestInformation(party="M1", items=(w.BOTH,)),
        c.SendReply(letter="L", party="M1", milestone=Milestone.REVIEW, text=w.LETTER),
        c.Release(),
        c.Withdraw(reason="They asked.", word="They asked."),
    ],
)
def test_a_reassignment_disturbs_what_the_former_owner_does(command) -> None:
    seen = w.in_state(State.IN_REVIEW)
    taken = w.do(seen, c.Assign(owner=w.LINA), w.PRIYA)
    found = conflict(taken, command, w.WEI, seen.version)
    assert found is not None
    assert Aspect.ASSIGNMENT in found.aspects
    assert found.reason.id == "{name} gave this case to {owner} on {at}."
    assert conflict(taken, command, w.LINA, taken.version) is None


def test_what_one_changed_oneself_is_no_conflict() -> None:
    seen = w.in_state(State.IN_REVIEW)
    mine = w.do(seen, w.reply(seen, milestone=Milestone.REVIEW))
    assert conflict(mine, w.reply(mine, milestone=Milestone.DELAY), w.WEI, seen.version) is None


def test_new_evidence_disturbs_a_second_reviewer_and_a_letter_another_letter() -> None:
    case = w.in_state(State.INFO_REQUESTED)
    answered = w.do(case, c.RecordAnswer(text="Here.", evidence=(w.photo("E2"),)), w.PRIYA)
    found = conflict(answered, c.Decide(finding=w.finding(case)), w.WEI, case.version)
    assert found is not None
    assert found.aspects == (Aspect.EVIDENCE,)
    done = w.in_state(State.NOTIFIED)
    wrote = w.do(done, w.reply(done, milestone=Milestone.NEXT), w.PRIYA)
    found = conflict(wrote, w.reply(done, milestone=Milestone.NEXT), w.WEI, done.version)
    assert found is not None
    assert found.aspects == (Aspect.LETTERS,)


def test_a_late_decision_is_kept_once_as_a_proposal() -> None:
    seen = w.in_state(State.IN_REVIEW)
    late = c.Decide(finding=w.finding(seen, Outcome.OVERTURNED))
    taken = w.do(seen, c.Assign(owner=w.LINA), w.PRIYA)
    kept = commit(taken, keep(taken, "cmd-1", late, w.WEI, w.NOON), w.WEI.id)
    assert (kept.state, kept.owner) == (taken.state, taken.owner)
    assert [(each.by, each.finding) for each in kept.kept] == [(w.WEI.person, late.finding)]
    assert keep(kept, "cmd-1", late, w.WEI, w.NOON) == ()
    assert keep(taken, "cmd-2", c.AddNote(text="x"), w.WEI, w.NOON) == ()
    mine = c.Decide(finding=w.finding(kept))
    assert conflict(kept, mine, w.LINA, taken.version) is None
    assert w.do(kept, mine, w.LINA).kept == ()


@pytest.mark.parametrize("who", [w.MARCUS, w.HAO, w.SOFIA])
def test_nobody_proposes_who_may_not_decide(who) -> None:
    seen = w.in_state(State.IN_REVIEW)
    late = c.Decide(finding=w.finding(seen))
    assert keep(seen, "cmd-1", late, who, w.NOON) == ()
