"""The people, the library and the stories that the tests of the domain play with."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.workstation.domain.cases import run
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
from workstation.domain.record import Command
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
from workstation.i18n import Money
from workstation.policies import load
from workstation.server.demo.stories import stories
from workstation.server.demo.story_case import as_told, opening

LIBRARY = load()
NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BOTH = Bilingual("Because the file shows it.", "因为案卷可以证明。")
LETTER = Bilingual("Dear merchant, this is our answer.", "您好，以下是我们的答复。")


def person(id_: str, *roles: Role, languages=frozenset(Language), **more) -> Actor:
    return Actor(id=id_, name=id_.title(), roles=frozenset(roles), languages=languages, **more)


WEI = person("wei", Role.SPECIALIST)
MARCUS = person("marcus", Role.SPECIALIST, languages=frozenset({Language.EN}))
LINA = person("lina", Role.SPECIALIST)
PRIYA = person("priya", Role.SUPERVISOR)
HAO = person("hao", Role.QUALITY)
SOFIA = person("sofia", Role.POLICY, teams=frozenset({Team.POLICY}))
ROBOT = system_actor()
EVERYBODY = (WEI, MARCUS, LINA, PRIYA, HAO, SOFIA, ROBOT)
FIRST = Person("marcus", "Marcus")


def told(story: str, **changes: object) -> Case:
    """A story's opening case at its own dates."""
    case = opening(
        stories()[story], as_told(stories()[story]), case_id=f"case-{story}", reference=story
    )
    return replace(case, **changes)


def simple(**changes: object) -> Case:
    """An appeal against a lister's 2 points (LST 2.4, S3), decided by Marcus, with one photo."""
    case = Case(
        id="case-1",
        reference="R-1",
        external_reference="X-1",
        kind=CaseKind.APPEAL,
        title=Bilingual("Bath tray", "浴缸置物架"),
        severity=Severity.P2,
        queue="sg-commerce",
        market="SG",
        filed_at=NOON,
        parties=(
            Party(id="M1", role=PartyRole.MERCHANT, name="Bamboo", language=Language.EN),
            Party(
                id="RO",
                role=PartyRole.RIGHTS_OWNER,
                name="Brand",
                language=Language.ZH,
                owed_word=False,
            ),
        ),
        applicant="M1",
        subject=Subject(type=ObjectType.LISTING, id="LST-1", title="Tray"),
        enforcement=Enforcement(
            measures=(
                Measure(action=Action.LISTING_REMOVED),
                Measure(action=Action.POINTS, points=2),
            ),
            clauses=(ClauseRef("LST", "2.4", "2.0"),),
            conduct_on=date(2026, 8, 20),
            notice_on=date(2026, 8, 21),
            decided_by=FIRST,
            automated=False,
        ),
        evidence=(photo("E1"),),
    )
    return replace(case, **changes)


def photo(id_: str) -> Evidence:
    return Evidence(
        id=id_,
        type=EvidenceType.PRODUCT_PHOTO,
        source="M1",
        file=f"{id_}.jpg",
        summary=Bilingual("A photo", "照片"),
        received_at=NOON,
    )


def cite(*labels: str):
    refs = (ClauseRef(*label.replace(" v", " ").split()) for label in labels)
    cited = tuple(LIBRARY.cite(ref) for ref in refs)
    assert None not in cited
    return cited


def finding(case: Case, outcome: Outcome = Outcome.UPHELD, **changes: object) -> Ruling:
    """A whole finding that decides everything under appeal one way."""
    held = case.enforcement.measures if case.enforcement else ()
    lifts = outcome is Outcome.OVERTURNED
    made = Ruling(
        outcome=outcome,
        citations=cite("LST 2.4 v2.0"),
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


def money(amount: str, currency: str = "SGD") -> Money:
    return Money(Decimal(amount), currency)


def do(case: Case, command: Command, who: Actor = WEI, at: datetime = NOON) -> Case:
    return run(case, command, who, at, LIBRARY)


def filed(case: Case | None = None, **command: object) -> Case:
    made = case or simple()
    return do(made, c.File(opening=made, **command), ROBOT, made.filed_at)


def reply(case: Case, party: str = "M1", milestone: Milestone = Milestone.DECIDED) -> c.SendReply:
    return c.SendReply(
        letter=f"L{len(case.letters)}", party=party, milestone=milestone, text=LETTER
    )


def in_state(state: State, case: Case | None = None) -> Case:
    """A case that real commands brought into `state`, held by Wei where somebody holds it."""
    before, command, who, later = WAYS[state]
    start = (case or simple()) if before is None else in_state(before, case)
    if state is State.NOT_ACCEPTED:
        start = do(start, c.Claim())
    if command is None:
        return start
    given = command(start) if callable(command) else command
    return do(start, given, who, start.filed_at + later)


def _grave(case: Case) -> Ruling:
    closing = Measure(action=Action.ACCOUNT_CLOSED)
    return finding(case, imposed=(closing,))


def _turned_down(case: Case) -> Ruling:
    return finding(case, Outcome.DUPLICATE, route=BOTH)


def _duplicate(case: Case) -> c.Decide:
    return c.Decide(finding=_turned_down(case))


# From which state, by which command of whom, and how long after the filing.
WAYS = {
    State.NEW: (None, None, WEI, HOUR),
    State.QUEUED: (None, lambda case: c.File(opening=case), ROBOT, 0 * HOUR),
    State.INTAKE_CHECK: (
        None,
        lambda case: c.File(opening=case, duplicate_of="R-0"),
        ROBOT,
        0 * HOUR,
    ),
    State.IN_REVIEW: (State.QUEUED, c.Claim(), WEI, HOUR),
    State.INFO_REQUESTED: (
        State.IN_REVIEW,
        c.RequestInformation(party="M1", items=(Bilingual("Invoice", "发票"),)),
        WEI,
        HOUR,
    ),
    State.REFERRED: (
        State.IN_REVIEW,
        c.Refer(team=Team.POLICY, question="Which?", due_at=NOON + 9 * HOUR),
        WEI,
        HOUR,
    ),
    State.SECOND_REVIEW: (
        State.IN_REVIEW,
        lambda case: c.Decide(finding=_grave(case)),
        WEI,
        HOUR,
    ),
    State.DECIDED: (
        State.IN_REVIEW,
        lambda case: c.Decide(finding=finding(case, Outcome.OVERTURNED)),
        WEI,
        HOUR,
    ),
    State.ACTIONED: (State.DECIDED, c.RecordAction(reference="SYS-1"), WEI, HOUR),
    State.NOTIFIED: (State.ACTIONED, reply, WEI, 2 * HOUR),
    State.CLOSED: (State.NOTIFIED, c.Close(), WEI, 17 * 24 * HOUR),
    State.NOT_ACCEPTED: (State.INTAKE_CHECK, _duplicate, WEI, HOUR),
    State.WITHDRAWN: (
        State.IN_REVIEW,
        c.Withdraw(reason="They asked.", word="I take it back."),
        WEI,
        HOUR,
    ),
    State.REOPENED: (
        State.NOTIFIED,
        c.Reopen(ground=ReopenGround.OWN_ERROR, reason="We erred."),
        PRIYA,
        3 * HOUR,
    ),
}
