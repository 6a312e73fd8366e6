"""The table of transitions, and that every command in every state has an answer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.workstation.domain import world as w
from tests.workstation.domain.cases import COMMANDS as BY_NAME
from tests.workstation.domain.cases import EVENTS, apply, commit, decide
from workstation.domain import commands as c
from workstation.domain import events
from workstation.domain import taxonomy as t
from workstation.domain.acts import ACTS
from workstation.domain.lifecycle import TRANSITIONS
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Event
from workstation.domain.taxonomy import Milestone, Outcome, ReopenGround, State, Team
from workstation.files import resource
from workstation.i18n import Message, Translator

TABLE = json.loads(resource("resources/domain/taxonomy.json").read_text(encoding="utf-8"))


def codes(name: str) -> set[str]:
    return {row["code"] for row in TABLE[name]}


def test_the_transitions_are_those_of_the_taxonomy() -> None:
    rows = [(row["frm"], row["to"]) for row in TABLE["transitions"]]
    assert len(rows) == 22
    assert {(a.value, b.value) for a, b in TRANSITIONS} == set(rows)


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("status", t.State),
        ("party_role", t.PartyRole),
        ("channel", t.Channel),
        ("object_type", t.ObjectType),
        ("outcome", t.Outcome),
        ("overturn_reason", t.OverturnReason),
        ("action", t.Action),
        ("severity", t.Severity),
        ("stage_message", t.Milestone),
    ],
)
def test_the_lists_are_those_of_the_taxonomy(name: str, members: type) -> None:
    assert {member.value for member in members} == codes(name)


def test_the_kinds_are_those_of_the_taxonomy_that_are_cases() -> None:
    assert {kind.value for kind in t.CaseKind} == codes("case_type") - {"FEEDBACK", "DATA_REQUEST"}


def _declared_in(module, base):
    found = vars(module).values()
    return {each for each in found if isinstance(each, type) and issubclass(each, base)} - {base}


def test_every_command_has_a_rule_and_every_event_an_effect() -> None:
    assert {act.command for act in ACTS} == _declared_in(c, Command)
    assert set(EVENTS.values()) == _declared_in(events, Event)


COMMANDS: dict[str, Command] = {
    "file": c.File(opening=w.simple()),
    "accept": c.Accept(cause="Ill in hospital."),
    "claim": c.Claim(),
    "release": c.Release(),
    "assign": c.Assign(owner=w.LINA),
    "note": c.AddNote(text="Seen."),
    "ask": c.RequestInformation(party="M1", items=(w.BOTH,)),
    "extend": c.RequestInformation(party="M1", items=(w.BOTH,), extension=True),
    "answer": c.RecordAnswer(text="Here it is."),
    "on file": c.DecideOnFile(),
    "refer": c.Refer(team=Team.LEGAL, question="May it?", due_at=w.NOON + 90 * w.HOUR),
    "return": c.Return(reason="Weigh the photo again."),
    "uphold": c.Decide(finding=w.finding(w.simple())),
    "overturn": c.Decide(finding=w.finding(w.simple(), Outcome.OVERTURNED)),
    "turn down": c.Decide(finding=w.finding(w.simple(), Outcome.DUPLICATE, route=w.BOTH)),
    "nothing": c.Decide(finding=w.finding(w.simple(), citations=(), weighed=(), kept=())),
    "agree": c.Agree(),
    "action": c.RecordAction(reference="SYS-9"),
    **{
        f"send {milestone.value}": c.SendReply(
            letter="new", party="M1", milestone=milestone, text=w.LETTER
        )
        for milestone in Milestone
    },
    "close": c.Close(),
    "withdraw": c.Withdraw(reason="The party wrote so.", word="The party wrote so."),
    **{f"reopen {g.value}": c.Reopen(ground=g, reason="New.") for g in ReopenGround},
}


def test_the_commands_of_these_tests_are_all_commands() -> None:
    assert {type(command) for command in COMMANDS.values()} == set(BY_NAME.values())


def ask(case, command, who, at):
    """The case afterwards, or the refusal; anything else is the fault that this looks for."""
    try:
        events = decide(case, command, who, at, w.LIBRARY)
    except Refused as refusal:
        return refusal
    return commit(case, events, who.id)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("state", State)
def test_each_command_in_each_state_takes_effect_or_says_what_would_help(
    state: State, name: str
) -> None:
    case = w.in_state(state)
    assert case.state is state
    for who in w.EVERYBODY:
        for at in (w.NOON + 3 * w.HOUR, w.NOON + timedelta(days=40)):
            after = ask(case, COMMANDS[name], who, at)
            if isinstance(after, Refused):
                for said in (after.reason, after.remedy):
                    assert isinstance(said, Message)
                    assert Translator("en").text(said).strip()
            else:
                assert after.version == case.version + 1
                assert len(after.timeline) > len(case.timeline)


def walked(case, command, who, at) -> list[tuple[State, State]]:
    """The pairs of states that the command's events lead through."""
    states = [case.state]
    for event in decide(case, command, who, at, w.LIBRARY):
        case = apply(case, event)
        states.append(case.state)
    return [pair for pair in pairwise(states) if pair[0] is not pair[1]]


def test_every_transition_can_be_reached_and_no_other() -> None:
    seen: set[tuple[State, State]] = set()
    later = w.NOON + timedelta(days=40)
    for state in State:
        for case in (w.in_state(state), _variant(state)):
            for command in (*COMMANDS.values(), _closing_decision(case)):
                for who in w.EVERYBODY:
                    for at in (w.NOON + 3 * w.HOUR, later):
                        try:
                            seen |= set(walked(case, command, who, at))
                        except Refused:
                            continue
    assert seen == TRANSITIONS


def _variant(state: State):
    """The same, held at intake; and upheld where it is decided, so that nothing is carried out."""
    if state is State.INTAKE_CHECK:
        return w.do(w.in_state(state), c.Claim())
    if state is State.DECIDED:
        review = w.in_state(State.IN_REVIEW)
        return w.do(review, c.Decide(finding=w.finding(review)))
    return w.in_state(state)


def _closing_decision(case) -> c.Decide:
    closing = t.Action.ACCOUNT_CLOSED
    return c.Decide(finding=w.finding(case, imposed=(w.Measure(action=closing),)))


def test_a_case_that_is_finished_refuses_work() -> None:
    closed = w.in_state(State.CLOSED)
    for name in ("claim", "release", "ask", "refer", "uphold", "send M5_DECIDED", "withdraw"):
        assert isinstance(ask(closed, COMMANDS[name], w.WEI, w.NOON), Refused)


def test_in_chinese_a_refusal_is_said_in_chinese() -> None:
    refusal = ask(w.in_state(State.QUEUED), c.Agree(), w.WEI, w.NOON)
    assert isinstance(refusal, Refused)
    assert "待分配" in Translator("zh_Hans").text(refusal.reason)


def test_a_withdrawal_waits_while_a_safety_rule_is_at_stake() -> None:
    story = w.told("S07")
    case = w.do(w.do(story, c.File(opening=story), w.ROBOT, story.filed_at), c.Claim())
    with pytest.raises(Refused, match=r"S1"):
        w.do(case, c.Withdraw(reason="She no longer minds.", word="She no longer minds."))
    queued = w.in_state(State.QUEUED, story)
    assert (
        w.do(queued, c.Withdraw(reason="Sent by mistake.", word="A mistake.")).state
        is State.WITHDRAWN
    )


def test_a_refusal_can_leave_a_with_statement() -> None:
    @contextmanager
    def transaction() -> Iterator[None]:
        yield

    with pytest.raises(Refused), transaction():
        w.do(w.in_state(State.QUEUED), c.Agree())
