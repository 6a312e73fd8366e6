"""Random work on a case: the same everywhere, in legal steps, and never a crash."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workstation.domain import test_lifecycle as lifecycle
from tests.workstation.domain import world as w
from tests.workstation.domain.cases import EVENTS, apply, commit, decide, fold, name_of
from workstation.domain import commands as c
from workstation.domain.fold import Pending
from workstation.domain.lifecycle import TRANSITIONS
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.rules.guards import barred
from workstation.domain.taxonomy import Outcome, State
from workstation.domain.views import View, row_of, scopes_of, views_of
from workstation.wire.codec import decode, decode_case, encode

NAMES = (*lifecycle.COMMANDS, "whole", "grave", "overturn all")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.sampled_from(w.EVERYBODY),
        st.sampled_from([timedelta(minutes=7), timedelta(hours=30), timedelta(days=8)]),
    ),
    max_size=25,
)
STARTS = st.sampled_from([w.simple(), w.simple(evidence=()), w.told("S01"), w.told("S08")])


def command_for(case, name: str) -> Command:
    """Commands that fit the case as it stands now, so that the walk gets somewhere."""
    match name:
        case "whole":
            outcome = Outcome.EXPIRED if case.state is State.INTAKE_CHECK else Outcome.UPHELD
            return c.Decide(finding=w.finding(case, outcome, route=w.BOTH, citations=cited(case)))
        case "grave":
            return lifecycle._closing_decision(case)
        case "overturn all":
            made = w.finding(case, Outcome.OVERTURNED, citations=cited(case))
            return c.Decide(finding=made)
        case "file":
            return c.File(opening=case)
        case _:
            return lifecycle.COMMANDS[name]


def attempt(case, name, who, now):
    """The command and its events; none where it is refused, with a reason and a remedy."""
    command = command_for(case, name)
    try:
        return command, decide(case, command, who, now, w.LIBRARY)
    except Refused as refusal:
        return command, () if refusal.reason.id and refusal.remedy.id else None


def choose(case, pick: int, who, now):
    """One of the commands that would take effect, so that the walk gets somewhere."""
    tried = [attempt(case, name, who, now) for name in NAMES]
    assert all(events is not None for _, events in tried)
    legal = [each for each in tried if each[1]]
    return legal[pick % len(legal)]


def cited(case):
    return tuple(filter(None, map(w.LIBRARY.cite, case.enforcement.clauses)))


@settings(max_examples=150, deadline=None)
@given(STARTS, STEPS)
def test_whatever_people_do_a_case_moves_in_legal_steps(start, steps) -> None:
    case = w.filed(start)
    truth = case
    log = []
    now = case.filed_at
    for pick, who, later in steps:
        now += later
        _command, events = choose(case, pick, who, now)
        step = case
        for event in events:
            before, step = step.state, apply(step, event)
            assert before is step.state or (before, step.state) in TRANSITIONS
        after = commit(case, events, who.id)
        assert after.version == case.version + 1
        log.append((who.id, tuple((name_of(each), encode(each)) for each in events)))
        case = after
        if case.owner is not None and case.decision is None:
            assert case.owner.id not in barred(case)
        if case.decision is not None and case.decision.signed_by is not None:
            assert case.decision.signed_by.id not in barred(case)
        views = [views_of(row_of(case), each) for each in w.EVERYBODY]
        assert all((View.DONE in each) != (View.ALL_OPEN in each) for each in views)
        assert f"queue:{case.queue}" in scopes_of(case)
    again = truth
    for actor, events in log:
        read = [decode(body, EVENTS[name]) for name, body in events]
        again = commit(again, read, actor)
    assert again == case
    assert decode_case(encode(case)) == case
    assert encode(decode_case(encode(case))) == encode(case)


@settings(max_examples=40, deadline=None)
@given(STARTS, STEPS)
def test_what_a_person_sees_is_the_truth_with_their_work_on_it(start, steps) -> None:
    truth = w.filed(start)
    pending, now = [], truth.filed_at
    for n, (pick, _who, later) in enumerate(steps):
        now += later
        name = NAMES[pick % len(NAMES)]
        pending.append(Pending(f"c{n}", command_for(truth, name), now))
    seen = fold(truth, pending, w.WEI, w.LIBRARY)
    assert seen == fold(truth, pending, w.WEI, w.LIBRARY)
    assert seen.record.version == truth.version + len(pending) - len(seen.refused)
    kept = [each for each in pending if each.id not in {id_ for id_, _ in seen.refused}]
    assert fold(truth, kept, w.WEI, w.LIBRARY).record == seen.record


def test_a_command_that_no_longer_fits_is_passed_over_and_named() -> None:
    truth = w.in_state(State.QUEUED)
    work = [
        Pending("a", c.Claim(), w.NOON),
        Pending("b", c.Agree(), w.NOON),
        Pending("c", c.AddNote(text="Started."), w.NOON),
    ]
    seen = fold(truth, work, w.WEI, w.LIBRARY)
    assert seen.record.state is State.IN_REVIEW
    assert seen.record.notes[-1].text == "Started."
    assert [id_ for id_, _ in seen.refused] == ["b"]
