"""The rules decide as those of 23 November did, but for what was changed on purpose.

What the old code decided of 10,000 made-up commands is in old_decisions.txt: a word a line that
names the events, or "-" for a refusal. To write it anew, in a work tree of commit eb3a942:
`PYTHONPATH=. python <this file> old_decisions.txt`. So this module names nothing that only one of
the two versions has.
"""

import sys
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from workstation.domain import commands as c
from workstation.domain.actor import Actor, Person, system_actor
from workstation.domain.case import (
    Case,
    Enforcement,
    Evidence,
    EvidenceVerdict,
    Measure,
    Party,
    Ruling,
    Subject,
)
from workstation.domain.policy import ClauseRef
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    EvidenceType,
    Language,
    Milestone,
    ObjectType,
    Outcome,
    OverturnReason,
    PartyRole,
    ReopenGround,
    Role,
    Severity,
    State,
    Team,
    Verdict,
)
from workstation.domain.text import Bilingual
from workstation.policies import load

RECORDED = Path(__file__).with_name("old_decisions.txt")
MANY, SEED = 10_000, 23
LIBRARY = load()
NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BOTH = Bilingual("Because the file shows it.", "因为案卷可以证明。")
WORD = "Please forget it."
ROLES = tuple(role for role in Role if role.value != "SYSTEM")
HELD_WORD = "word" in {each.name for each in fields(c.Withdraw)}
PEOPLE = ("wei", "lina", "hana", "marcus", "priya", "hao")
NAMES = ("Bamboo", "bamboo", "Bamboo ", "ＢＡＭＢＯＯ", "Bamboo Trading", "Brand")


class Rules:
    """`decide` and `commit` of a version: this one's, until another is given."""

    def __init__(self, decide, commit) -> None:
        self.decide = decide
        self.commit = commit

    def run(self, case: Case, command, actor: Actor, at: datetime) -> Case:
        events = self.decide(case, command, actor, at, LIBRARY)
        return self.commit(case, events, actor.id)


@dataclass(frozen=True)
class Made:
    """One made-up command: of whom, on which case, when."""

    case: Case
    command: object
    actor: Actor
    at: datetime


def _person(id_: str, *roles: Role, **more) -> Actor:
    return Actor(id=id_, name=id_.title(), roles=frozenset(roles), **more)


WEI, LINA = _person("wei", Role.SPECIALIST), _person("lina", Role.SPECIALIST)
PRIYA, ROBOT = _person("priya", Role.SUPERVISOR), system_actor()


def _opening(kind: CaseKind, market: str, clause: ClauseRef | None, **changes) -> Case:
    reported = kind is CaseKind.NOTIFIER_COMPLAINT
    enforcement = Enforcement(
        measures=(Measure(action=Action.LISTING_REMOVED), Measure(action=Action.POINTS, points=2)),
        clauses=(clause,) if clause else (),
        conduct_on=date(2026, 8, 20),
        notice_on=date(2026, 8, 21),
        decided_by=Person("marcus", "Marcus"),
        automated=False,
    )
    role = PartyRole.RIGHTS_OWNER if reported else PartyRole.MERCHANT
    photo = Evidence(
        id="E1",
        type=EvidenceType.PRODUCT_PHOTO,
        source="M1",
        file="E1.jpg",
        summary=Bilingual("A photo", "照片"),
        received_at=NOON,
    )
    case = Case(
        id="case-1",
        reference="R-1",
        external_reference="X-1",
        kind=kind,
        title=Bilingual("Bath tray", "浴缸置物架"),
        severity=Severity.P2,
        queue="sg-commerce",
        market=market,
        filed_at=NOON,
        parties=(
            Party(id="M1", role=role, name="Bamboo", language=Language.EN),
            Party(
                id="RO",
                role=PartyRole.BUYER,
                name="Reader",
                language=Language.ZH,
                owed_word=False,
            ),
        ),
        applicant="M1",
        subject=Subject(type=ObjectType.LISTING, id="LST-1", title="Tray"),
        enforcement=enforcement if clause else None,
        evidence=(photo,),
    )
    return replace(case, **changes)


LISTER, SAFETY = ClauseRef("LST", "2.4", "2.0"), ClauseRef("SAF", "2.1", "1.0")


def openings() -> tuple[Case, ...]:
    late = _opening(CaseKind.APPEAL, "SG", LISTER)
    robot = Person("system", "Recourse")
    own = replace(late.enforcement, decided_by=robot, automated=True)
    return (
        late,
        _opening(CaseKind.APPEAL, "DE", LISTER),
        _opening(CaseKind.APPEAL, "SG", LISTER, level=2),
        _opening(CaseKind.APPEAL, "SG", LISTER, enforcement=own),
        _opening(CaseKind.APPEAL, "SG", LISTER, filed_at=NOON + 24 * 40 * HOUR),
        _opening(CaseKind.NOTIFIER_COMPLAINT, "SG", None),
        _opening(CaseKind.CLARIFICATION, "SG", None),
        _opening(CaseKind.APPEAL, "SG", _gravest()),
    )


def _gravest() -> ClauseRef:
    """A clause of the gravest kind about safety, as the library has it."""
    known = (
        ClauseRef("SAF", f"{a}.{b}", f"{v}.0")
        for v in (1, 2, 3)
        for a in (1, 2, 3, 4)
        for b in (1, 2, 3, 4, 5)
    )
    return next(
        ref
        for ref in known
        if (clause := LIBRARY.clause(ref)) is not None and clause.severity == "S1"
    )


def _finding(case: Case, outcome: Outcome, **changes) -> Ruling:
    held = case.enforcement.measures if case.enforcement else ()
    lifts = outcome is Outcome.OVERTURNED
    cited = case.enforcement.clauses if case.enforcement else (LISTER,)
    made = Ruling(
        outcome=outcome,
        citations=tuple(filter(None, map(LIBRARY.cite, cited))),
        weighed=tuple(
            EvidenceVerdict(evidence=each.id, verdict=Verdict.SUFFICIENT) for each in case.evidence
        ),
        rationale=BOTH,
        reason=OverturnReason.NEW_EVIDENCE if lifts else None,
        lifted=held if lifts else (),
        kept=() if lifts else held,
        no_evidence=not case.evidence,
    )
    return replace(made, **changes)


def _withdraw(reason: str, word: str):
    return c.Withdraw(reason=reason, word=word) if HELD_WORD else c.Withdraw(reason=reason)


def _letter(case: Case, milestone: Milestone, party: str = "M1", text: Bilingual = BOTH):
    letter = f"L{len(case.letters)}"
    return c.SendReply(letter=letter, party=party, milestone=milestone, text=text)


def _ask(case: Case, **more):
    return c.RequestInformation(party="M1", items=(BOTH,), **more)


def _refer(case: Case, hours: int = 90):
    due = case.filed_at + hours * HOUR
    return c.Refer(team=Team.POLICY, question="Which rule?", due_at=due)


def _grave(case: Case) -> c.Decide:
    closing = (Measure(action=Action.ACCOUNT_CLOSED),)
    return c.Decide(finding=_finding(case, Outcome.UPHELD, imposed=closing))


# How a case comes into each state: what is done, by whom, after how many hours.
def _lives() -> dict[State, tuple]:
    claimed = ((c.Claim(), WEI, 1),)
    lifted = (
        *claimed,
        (lambda case: c.Decide(finding=_finding(case, Outcome.OVERTURNED)), WEI, 2),
    )
    done = (*lifted, (c.RecordAction(reference="SYS-1"), WEI, 3))
    told = (*done, (lambda case: _letter(case, Milestone.DECIDED), WEI, 4))
    error = c.Reopen(ground=ReopenGround.OWN_ERROR, reason="We erred.")
    return {
        State.QUEUED: (),
        State.IN_REVIEW: claimed,
        State.INFO_REQUESTED: (*claimed, (_ask, WEI, 2)),
        State.REFERRED: (*claimed, (_refer, WEI, 2)),
        State.SECOND_REVIEW: (*claimed, (_grave, WEI, 2)),
        State.DECIDED: lifted,
        State.ACTIONED: done,
        State.NOTIFIED: told,
        State.CLOSED: (*told, (c.Close(), WEI, 24 * 17)),
        State.REOPENED: (*told, (error, PRIYA, 5)),
        State.WITHDRAWN: (*claimed, (_withdraw("They asked.", WORD), WEI, 2)),
    }


def cases(rules: Rules) -> list[Case]:
    """Every opening in every state that commands can bring it to."""
    found: list[Case] = []
    for opening in openings():
        found.append(opening)
        for duplicate in ("", "R-0"):
            filing = c.File(opening=opening, duplicate_of=duplicate)
            start = rules.run(opening, filing, ROBOT, opening.filed_at)
            found.append(start)
            if start.state is State.INTAKE_CHECK:
                found.append(rules.run(start, c.Claim(), WEI, start.filed_at + HOUR))
        for steps in _lives().values():
            case = rules.run(opening, c.File(opening=opening), ROBOT, opening.filed_at)
            try:
                for command, who, hours in steps:
                    given = command(case) if callable(command) else command
                    case = rules.run(case, given, who, case.filed_at + hours * HOUR)
            except Refused:
                continue
            # Most acts are done in it.
            found += [case] * (4 if case.state is State.IN_REVIEW else 1)
    return found


def _commands(case: Case, chance: Random) -> tuple:
    """Of each act some, good ones and bad ones."""
    outcome = chance.choice(tuple(Outcome))
    text = chance.choice(("A sentence.", "One more.", "说明。", "Because.", " "))
    lacks = ({}, {"citations": ()}, {"weighed": ()}, {"rationale": Bilingual()})
    missing = chance.choice(({}, {}, {}, *lacks))
    item = replace(openings()[0].evidence[0], id=chance.choice(("E1", "E2", "E3")))
    most = (Role.SPECIALIST, Role.SPECIALIST, *ROLES)
    owner = _person(chance.choice(PEOPLE), chance.choice(most), conflicts=_conflicts(chance))
    party = chance.choice(("M1", "M1", "RO", "X"))
    letter = chance.choice((BOTH, BOTH, Bilingual("Only one.", "")))
    route = {"route": chance.choice((BOTH, Bilingual()))}
    return (
        (c.File(opening=case),),
        (c.Accept(cause=text),),
        (c.Claim(),),
        (c.Release(reason=text),),
        (c.Assign(owner=owner),),
        (c.AddNote(text=text),),
        (_ask(case), c.RequestInformation(party=party, items=()), _ask(case, extension=True)),
        (c.RecordAnswer(text=text), c.RecordAnswer(text=text, evidence=(item,))),
        (c.DecideOnFile(),),
        (_refer(case, chance.choice((1, 900))),),
        (c.Return(reason=text),),
        (
            c.Decide(finding=_finding(case, Outcome.UPHELD)),
            c.Decide(finding=_finding(case, Outcome.OVERTURNED, **missing)),
            c.Decide(finding=_finding(case, outcome, **route)),
            _grave(case),
        ),
        (c.Agree(),),
        (c.RecordAction(reference=text, sor_reference=chance.choice(("", "SOR-1"))),),
        tuple(_letter(case, each, party, letter) for each in Milestone),
        (c.Close(),),
        (_withdraw(text, chance.choice((WORD, WORD, " "))),),
        tuple(c.Reopen(ground=ground, reason=text) for ground in ReopenGround),
    )


def _conflicts(chance: Random) -> frozenset[str]:
    return frozenset({chance.choice(NAMES)} if chance.random() < 0.2 else ())


def _actor(case: Case, chance: Random) -> Actor:
    if chance.random() < 0.05:
        return ROBOT
    known = (case.owner.id,) if case.owner is not None else PEOPLE
    id_ = chance.choice(known if chance.random() < 0.7 else PEOPLE)
    most = (Role.SPECIALIST, Role.SUPERVISOR)
    roles = frozenset(chance.sample(ROLES, chance.choice((1, 1, 2))))
    roles |= frozenset({chance.choice(most)} if chance.random() < 0.7 else ())
    languages = frozenset(Language) if chance.random() < 0.9 else frozenset({Language.ZH})
    teams = frozenset({Team.POLICY} if chance.random() < 0.2 else ())
    return Actor(
        id=id_,
        name=id_.title(),
        roles=roles,
        languages=languages,
        teams=teams,
        conflicts=_conflicts(chance),
    )


def _changed(case: Case, chance: Random) -> Case:
    """What no command may have brought about, so that no guard is reached by chance alone."""
    owners = (None, *(Person(each, each.title()) for each in PEOPLE))
    if case.state is not State.NEW and chance.random() < 0.2:
        case = replace(case, owner=chance.choice(owners))
    if case.enforcement is not None and chance.random() < 0.3:
        first = chance.choice(owners[1:])
        case = replace(case, enforcement=replace(case.enforcement, decided_by=first))
    if chance.random() < 0.2:
        first, *others = case.parties
        case = replace(case, parties=(replace(first, name=chance.choice(NAMES)), *others))
    return case


# What is mostly done in each state.
_MOSTLY = {
    State.NEW: (c.File,),
    State.INTAKE_CHECK: (c.Accept, c.Claim, c.Release, c.Assign, c.Decide, c.SendReply),
    State.QUEUED: (c.Claim, c.Assign, c.Withdraw),
    State.IN_REVIEW: (
        *(c.Release, c.Assign, c.RequestInformation, c.Refer, c.Decide, c.Decide, c.SendReply),
        *(c.Withdraw, c.Claim),
    ),
    State.INFO_REQUESTED: (c.RecordAnswer, c.DecideOnFile, c.RequestInformation, c.SendReply),
    State.REFERRED: (c.RecordAnswer, c.SendReply),
    State.SECOND_REVIEW: (c.Agree, c.Return, c.Assign),
    State.DECIDED: (c.RecordAction, c.SendReply, c.Assign),
    State.ACTIONED: (c.SendReply, c.Assign),
    State.NOTIFIED: (c.Close, c.Reopen, c.SendReply),
    State.NOT_ACCEPTED: (c.SendReply,),
    State.WITHDRAWN: (c.SendReply,),
    State.CLOSED: (c.Reopen, c.AddNote),
    State.REOPENED: (c.Claim, c.Assign),
}


def made_up(rules: Rules) -> Iterator[Made]:
    """The same ones for every version."""
    chance, known = Random(SEED), cases(rules)  # no secret is made of it
    for _ in range(MANY):
        case = _changed(chance.choice(known), chance)
        acts = _commands(case, chance)
        if chance.random() < 0.8:
            mostly = chance.choice(_MOSTLY[case.state])
            acts = tuple(each for each in acts if isinstance(each[0], mostly))
        command = chance.choice(chance.choice(acts))
        at = case.filed_at + chance.choice((3, 30, 24 * 8, 24 * 15, 24 * 40)) * HOUR
        yield Made(case, command, _actor(case, chance), at)


# Any: a value of the domain as plain data, sets in order.
def _plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value, order="deterministic"))


def _word(value: Any) -> str:
    data = msgspec.json.encode(value, order="deterministic")
    return urlsafe_b64encode(blake2b(data, digest_size=6).digest()).decode()


def outcome(rules: Rules, made: Made) -> str:
    """A word for the events, the same for the same; "-" for a refusal."""
    try:
        events = rules.decide(made.case, made.command, made.actor, made.at, LIBRARY)
    except Refused:
        return "-"
    told = [(type(each).__name__, _plain(each)) for each in events]
    for _name, event in told:
        event.pop("word", None)
        # Targets were no setting, and stood in no case.
        event.get("opening", {}).pop("targets", None)
    return _word(told)


def of_input(made: Made) -> str:
    """A word for what is asked, but for what only later versions have."""
    case = replace(made.case, marks=(), timeline=(), statements=())
    actor, given = _plain(made.actor), _plain(made.command)
    given.pop("word", None)
    given.pop("hours", None)
    stands = _plain(case)
    stands.pop("targets", None)
    for person in (actor, given.get("owner") or {}):
        for later in ("crew", "leads"):
            person.pop(later, None)
    if made.actor.id == ROBOT.id:
        actor["roles"] = []
    if "opening" in given:
        given["opening"] = ""
    return _word((stands, actor, made.at, type(made.command).__name__, given))


def recorded(rules: Rules) -> str:
    lines, asked = [], blake2b(digest_size=8)
    for made in made_up(rules):
        asked.update(of_input(made).encode())
        lines.append(outcome(rules, made))
    return "\n".join((asked.hexdigest(), *lines)) + "\n"


# Of the commands that were taken in on 23 November, these are refused now.
DECIDED = "who decided the matter before has no hand in it, whatever the act"
BIASED = "who has a conflict of interest has no hand in it, whatever the act"
FOLDED = "a conflict is about a party however its name is written"
UNSAID = "a request ends early only at the party's word"
# And of those that were refused, these are taken in.
GIVEN_BACK = "the platform takes cases out of the hands of whoever has left"
DIFFERENCES = {DECIDED: 127, BIASED: 41, FOLDED: 205, UNSAID: 114, GIVEN_BACK: 36}
_FREE = (c.File, c.AddNote, c.Release)
_SAME = frozenset({"Bamboo", "bamboo", "Bamboo ", "ＢＡＭＢＯＯ"})


def why(made: Made) -> str:
    """Which of the differences explains that a command is refused now; "" for none."""
    case, actor, command = made.case, made.actor, made.command
    if isinstance(command, c.Withdraw) and not command.word.strip():
        return UNSAID
    judged = not isinstance(command, _FREE)
    if judged and actor.id != ROBOT.id and actor.id in _decided_before(case):
        return DECIDED
    names = frozenset(party.name for party in case.parties)
    if judged and actor.conflicts & names:
        return BIASED
    others = (actor, command.owner) if isinstance(command, c.Assign) else (actor,)
    same = names & _SAME
    if judged and same and any(each.conflicts & _SAME for each in others):
        return FOLDED
    return ""


def _decided_before(case: Case) -> set[str]:
    first = {case.enforcement.decided_by.id} if case.enforcement else set()
    for decision in case.earlier_decisions:
        first |= {each.id for each in (decision.proposed_by, decision.signed_by) if each}
    return first


def test_what_was_recorded_is_asked_again() -> None:
    asked, *outcomes = RECORDED.read_text(encoding="utf-8").split()
    assert len(outcomes) == MANY
    assert sum(each != "-" for each in outcomes) > 3000
    assert recorded(now()).split()[0] == asked


def now() -> Rules:
    from tests.workstation.domain.cases import commit, decide

    return Rules(decide, commit)


def test_the_rules_decide_as_they_did_but_for_what_was_changed_on_purpose() -> None:
    rules = now()
    _asked, *then = RECORDED.read_text(encoding="utf-8").split()
    found: Counter[str] = Counter()
    unexplained, acts = [], set()
    for made, before in zip(made_up(rules), then, strict=True):
        after = outcome(rules, made)
        if before != "-":
            acts.add(type(made.command))
        if after == before:
            continue
        reason = why(made) if after == "-" else ""
        if before == "-" and isinstance(made.command, c.Assign) and made.actor.id == ROBOT.id:
            reason = GIVEN_BACK
        found[reason] += 1
        if not reason:
            unexplained.append((made.command, made.case.state, made.actor, before, after))
    assert unexplained == []
    assert dict(found) == DIFFERENCES
    # Every act was among those that were taken in.
    assert len(acts) == 18


if __name__ == "__main__":
    from workstation.domain.apply import commit
    from workstation.domain.decide import decide

    Path(sys.argv[1]).write_text(recorded(Rules(decide, commit)), encoding="utf-8")
