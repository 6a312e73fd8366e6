"""Who may do what to a case, in which state, standing how: the table, and that `decide` keeps it.

The table stands in rights.txt, so that a change of a right is read as one. To write it anew:
`python -m tests.workstation.domain.test_rights`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.workstation.domain import world as w
from tests.workstation.domain.cases import decide, run
from workstation.domain import commands as c
from workstation.domain.actor import Actor
from workstation.domain.acts import ACTS
from workstation.domain.case import Case
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Command
from workstation.domain.taxonomy import Milestone, Outcome, ReopenGround, Role, State, Team

TABLE = Path(__file__).with_name("rights.txt")
LATER = w.NOON + timedelta(days=30)
CASEWORK = frozenset({Role.SPECIALIST, Role.SUPERVISOR})
LINA, HANA = (w.person(id_, Role.SPECIALIST, queues={"sg-commerce"}) for id_ in ("lina", "hana"))
PRIYA = w.person("priya", Role.SUPERVISOR, queues={"sg-commerce"})
ME, OTHER, NOBODY = "holds it", "another holds it", "nobody holds it"
FIRST, CONFLICT = "decided it first", "has a conflict of interest"
PROPOSED, ASKED, OUT = "proposed the decision", "is on the asked team", "is out of the queue"
# Who can hold a case in each state, as commands bring it there.
HELD_BY = {
    State.INTAKE_CHECK: (ME, OTHER, NOBODY),
    State.QUEUED: (NOBODY,),
    State.IN_REVIEW: (ME, OTHER, NOBODY),
    State.INFO_REQUESTED: (ME, OTHER),
    State.REFERRED: (ME, OTHER),
    State.SECOND_REVIEW: (ME, OTHER),
    State.DECIDED: (ME, OTHER),
    State.ACTIONED: (ME, OTHER),
    State.NOTIFIED: (ME, OTHER),
    State.NOT_ACCEPTED: (ME, OTHER),
    State.WITHDRAWN: (ME, OTHER, NOBODY),
    State.CLOSED: (NOBODY,),
    State.REOPENED: (NOBODY,),
}
IN_STATES = {PROPOSED: (State.SECOND_REVIEW,), ASKED: (State.REFERRED,)}


class Standing(NamedTuple):
    """How somebody stands to a case: who holds it, and what else there is to say of them."""

    held: str
    mark: str = ""

    @property
    def words(self) -> str:
        return f"{self.mark}, {self.held}" if self.mark else self.held


class Row(NamedTuple):
    """Somebody of a role gives a command, the case being in a state, standing so."""

    act: Act
    state: State
    standing: Standing
    role: Role


def standings(state: State) -> Iterator[Standing]:
    for held in HELD_BY.get(state, (NOBODY,)):
        for mark in ("", FIRST, CONFLICT, PROPOSED, ASKED, OUT):
            told = state in IN_STATES.get(mark, (state,))
            # Whoever holds a case sees it, whatever its queue.
            if told and not (mark in (OUT, ASKED) and held is ME):
                yield Standing(held, mark)


def rows() -> Iterator[Row]:
    for act in ACTS:
        for state in State:
            # A request is filed once, and nothing else can be done before.
            if (state is State.NEW) is (act.command is c.File):
                for standing in standings(state):
                    yield from (Row(act, state, standing, role) for role in Role)


def stands_so(relation: str, row: Row) -> bool:
    """What each relation means, said once more."""
    held, mark = row.standing
    return {
        "anybody": True,
        "owner": held is ME,
        "owner if any": held in (ME, NOBODY),
        "owner who may hold it": held is ME and row.role in CASEWORK,
        "could take it from the queue": held is NOBODY and row.role in CASEWORK,
        "on the asked team": mark is ASKED,
        "took no part": mark not in (PROPOSED, FIRST),
    }[relation]


def allowed(row: Row) -> bool:
    """What the declaration of the act says."""
    if row.standing.mark is OUT:
        return False
    if row.act.independent and row.standing.mark in (FIRST, CONFLICT):
        return False
    return any(
        (not right.states or row.state in right.states)
        and (not right.by or row.role in right.by)
        and stands_so(right.relation.name, row)
        for right in row.act.rights
    )


@dataclass(frozen=True)
class Story:
    """A case as it was filed, the steps that led to where it is, and how it stands then."""

    opening: Case
    steps: tuple[tuple[Command, Actor, int], ...] = ()
    case: Case | None = None

    @property
    def now(self) -> Case:
        return self.case or self.opening

    def then(self, who: Actor, command: Command, hour: int) -> "Story":
        at = w.NOON + timedelta(hours=hour)
        after = run(self.now, command, who, at, w.LIBRARY)
        return Story(self.opening, (*self.steps, (command, who, hour)), after)


def me(row: Row) -> Actor:
    """Who gives the command."""
    held, mark = row.standing
    name = f"{row.role}-{held}-{mark}".replace(" ", "-").lower()
    return w.person(
        name,
        row.role,
        queues=frozenset() if mark is OUT else frozenset({"sg-commerce"}),
        teams=frozenset({Team.POLICY}) if mark is ASKED else frozenset(),
        conflicts=frozenset({"Bamboo"}) if mark is CONFLICT else frozenset(),
    )


def story(row: Row, number: int = 1) -> Story:
    """The case of a row, brought there by commands of people who might give them then."""
    held, mark = row.standing
    x = me(row)
    once = replace(x, roles=frozenset({Role.SPECIALIST}), conflicts=frozenset(), queues=LINA.queues)
    owner = once if held is ME else LINA
    opening = _opening(row, number)
    if row.state is State.NEW:
        return Story(opening)
    told = Story(opening).then(w.ROBOT, c.File(opening=opening), 0)
    if row.state is State.SECOND_REVIEW:
        proposer = once if mark is PROPOSED else LINA
        grave = w.finding(opening, imposed=(w.Measure(action=w.Action.ACCOUNT_CLOSED),))
        told = told.then(proposer, c.Claim(), 1).then(proposer, c.Decide(finding=grave), 2)
        taker = owner if held is ME else HANA
        return told if taker == proposer else told.then(PRIYA, c.Assign(owner=taker), 3)
    for who, command, hour in _way(row.state, held, owner, told.now):
        told = told.then(who, command(told.now) if callable(command) else command, hour)
    return told


def _opening(row: Row, number: int) -> Case:
    case = w.simple(id=f"case-{number}", external_reference=f"X-{number}")
    case = replace(case, subject=replace(case.subject, id=f"LST-{number}"), reference="")
    if row.standing.mark is FIRST and row.standing.held is not ME:
        case = replace(case, enforcement=replace(case.enforcement, decided_by=me(row).person))
    if row.state in (State.INTAKE_CHECK, State.NOT_ACCEPTED):
        notice = case.enforcement.notice_on - timedelta(days=30)
        made = replace(case.enforcement, notice_on=notice, conduct_on=notice)
        case = replace(case, enforcement=made)
    return case


def _way(state: State, held: str, owner: Actor, case: Case):
    claimed = (owner, c.Claim(), 1)
    if state is State.QUEUED or (state is State.INTAKE_CHECK and held is NOBODY):
        return ()
    if state is State.WITHDRAWN and held is NOBODY:
        return ((LINA, c.Withdraw(reason="They asked.", word="Forget it."), 1),)
    if state is State.IN_REVIEW and held is NOBODY:
        return (claimed, (owner, c.Release(), 2))
    route = w.finding(case, Outcome.EXPIRED, route=w.BOTH)
    overturned = w.finding(case, Outcome.OVERTURNED)
    ends = {
        State.INFO_REQUESTED: c.RequestInformation(party="M1", items=(w.BOTH,)),
        State.REFERRED: c.Refer(
            team=Team.POLICY, question="Which?", due_at=LATER + timedelta(days=9)
        ),
        State.NOT_ACCEPTED: c.Decide(finding=route),
        State.WITHDRAWN: c.Withdraw(reason="They asked.", word="Forget it."),
    }
    finished = (
        (owner, c.Decide(finding=overturned), 2),
        (owner, c.RecordAction(reference="SYS-1"), 3),
        (owner, w.reply, 4),
    )
    steps = {State.DECIDED: finished[:1], State.ACTIONED: finished[:2], State.NOTIFIED: finished}
    more = {
        State.CLOSED: (owner, c.Close(), 24 * 20),
        State.REOPENED: (PRIYA, c.Reopen(ground=ReopenGround.OWN_ERROR, reason="Ours."), 5),
    }
    if state in more:
        return (claimed, *finished, more[state])
    if state in ends:
        return (claimed, (owner, ends[state], 2))
    return (claimed, *steps.get(state, ()))


def content(row: Row, case: Case) -> Command:
    """A command that the rule itself has nothing against."""
    word = {"reason": "They wrote so.", "word": "Forget it."}
    intake = row.state is State.INTAKE_CHECK
    found = w.finding(case, Outcome.EXPIRED, route=w.BOTH) if intake else w.finding(case)
    commands = (
        c.File(opening=case),
        c.Accept(cause="Ill in hospital."),
        c.Claim(),
        c.Release(reason="On leave."),
        c.Assign(owner=PRIYA),
        c.AddNote(text="Seen."),
        c.RequestInformation(
            party="M1", items=(w.BOTH,), extension=row.state is State.INFO_REQUESTED
        ),
        c.RecordAnswer(text="Here it is."),
        c.DecideOnFile(),
        c.Refer(team=Team.LEGAL, question="May it?", due_at=LATER + timedelta(hours=9)),
        c.Return(reason="Weigh the photo again."),
        c.Decide(finding=found),
        c.Agree(),
        c.RecordAction(reference="SYS-9"),
        c.SendReply(letter="new", party="M1", milestone=Milestone.REVIEW, text=w.LETTER),
        c.Close(),
        c.Withdraw(**word),
        c.Reopen(ground=ReopenGround.OWN_ERROR, reason="We erred."),
    )
    (command,) = (each for each in commands if type(each) is row.act.command)
    return command


def as_now(row: Row, case: Case) -> Case:
    """With what no command could bring about: who decided first holds it all the same."""
    if row.standing == Standing(ME, FIRST):
        case = replace(case, enforcement=replace(case.enforcement, decided_by=me(row).person))
    return case


def is_allowed(row: Row, case: Case) -> bool:
    try:
        return bool(decide(case, content(row, case), me(row), LATER, w.LIBRARY))
    except Refused:
        return False


def in_words() -> str:
    """The table to read: of each act and state, who may, standing how."""
    lines = [
        "# Who may do what to a case. Whoever is not named may not, whoever is out of its queue",
        "# sees none of it. Written anew by: python -m tests.workstation.domain.test_rights",
    ]
    for act, of_act in groupby(rows(), lambda row: row.act):
        lines += ["", f"{act.name}{'' if act.independent else ' (asks for no independence)'}"]
        for state, of_state in groupby(of_act, lambda row: row.state):
            found: dict[str, list[str]] = {}
            for standing, of_all in groupby(of_state, lambda row: row.standing):
                roles = [row.role for row in of_all if allowed(row)]
                if roles:
                    who = "everybody" if len(roles) == len(Role) else ", ".join(roles)
                    found.setdefault(who, []).append(standing.words)
            every = [each.words for each in standings(state) if each.mark is not OUT]
            for who, how in found.items():
                so = "however they stand" if how == every else "; ".join(how)
                lines.append(f"  {state} | {who} | {so}")
    return "\n".join(lines) + "\n"


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert in_words() == TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_decide_keeps_the_table(act: Act) -> None:
    wrong, tried = [], 0
    for row in rows():
        # Who sees a case is asked before any rule is.
        if row.act is act and row.standing.mark is not OUT:
            case = as_now(row, _case(row))
            assert case.state is row.state
            tried += 1
            if is_allowed(row, case) is not allowed(row):
                wrong.append((row.state, row.standing.words, row.role, allowed(row)))
    assert wrong == []
    assert tried


_CASES: dict[tuple[State, Standing, Role], Case] = {}


def _case(row: Row) -> Case:
    key = (row.state, row.standing, row.role)
    if key not in _CASES:
        _CASES[key] = story(row).now
    return _CASES[key]


def test_there_is_a_row_for_every_act_state_and_role() -> None:
    table = list(rows())
    assert {row.act for row in table} == set(ACTS)
    assert {row.state for row in table} == set(State)
    assert len(table) > 8000
    assert 500 < sum(map(allowed, table)) < 1500


if __name__ == "__main__":
    TABLE.write_text(in_words(), encoding="utf-8")
