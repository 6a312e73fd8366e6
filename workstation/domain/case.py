"""`Case`: everything known about one appeal, complaint, escalation or clarification."""

from __future__ import annotations

from datetime import date, datetime

from workstation.domain.actor import Person
from workstation.domain.marks import Mark
from workstation.domain.policy import Citation, ClauseRef
from workstation.domain.send_gate import LetterOverride
from workstation.domain.settings.periods import Target
from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    Channel,
    EvidenceType,
    IntakeFault,
    Language,
    Milestone,
    ObjectType,
    Outcome,
    OverturnReason,
    PartyRole,
    ReopenGround,
    Severity,
    State,
    Team,
    Verdict,
)
from workstation.domain.text import Bilingual
from workstation.i18n import Money
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody whom the case concerns.

    id: unique within the case.
    owed_word: whether they must be told the decision.
    region: where they are, by ISO 3166 alpha-2; "" where nobody knows. The script of letters to
        them follows from it (`house_style.script_for`).
    """

    id: str
    role: PartyRole
    name: str
    language: Language
    channel: Channel = Channel.APP
    owed_word: bool = True
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the case is about: a listing, a video, a shop."""

    type: ObjectType
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One effect of a decision.

    item: the id of the object that it is laid on, where a case holds several; "" is all of them.
    conduct_on: the day of that item's conduct, where it is not that of the whole case.
    points: the penalty points that it adds; 0 for a measure of another kind.
    money: the amount that it holds or forfeits; None where it moves none, or none is named.
    """

    action: Action
    item: str = ""
    conduct_on: date | None = None
    points: int = 0
    money: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """The first decision, which the case looks at again.

    measures: what it imposed; empty where a report was dismissed.
    clauses: those on which it rests.
    conduct_on: the day of the conduct that it is about.
    notice_on: the day on which the party was told.
    automated: whether a system decided without a person.
    facts: what it found to have happened.
    """

    measures: tuple[Measure, ...]
    clauses: tuple[ClauseRef, ...]
    conduct_on: date
    notice_on: date
    decided_by: Person
    automated: bool
    facts: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoRequest:
    """What a party was asked for: once in a round, and extended at most once (APL 3.2).

    party: the id of the party.
    items: what is needed, in both languages.
    extended: whether it takes the place of an earlier request with more time.
    answered_at: when it was answered, or its time was over; None while it waits.
    """

    party: str
    items: tuple[Bilingual, ...]
    asked_at: datetime
    due_at: datetime
    extended: bool = False
    answered_at: datetime | None = None

    @property
    def wanted(self) -> Bilingual:
        """All items in one line."""
        return Bilingual(
            "; ".join(each.en for each in self.items), "；".join(each.zh for each in self.items)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One question to another team, with a deadline; the three last fields are the answer."""

    team: Team
    question: str
    asked_by: Person
    asked_at: datetime
    due_at: datetime
    answer: str = ""
    answered_by: Person | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a party says, in its own words and language; a `party` of "" is the applicant."""

    text: str
    language: Language
    at: datetime
    party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An item of evidence in the file of a case.

    id: unique within the case.
    source: the id of the party who gave it, or "platform".
    file: the name of the file or document.
    summary: what it shows.
    verdict: what the last decision found it to be worth; None before one.
    """

    id: str
    type: EvidenceType
    source: str
    file: str
    summary: Bilingual
    received_at: datetime
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceVerdict:
    """What a decision finds one item of evidence, by its id, to be worth."""

    evidence: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The content of a decision, before anybody signs it.

    citations: the clauses on which it rests, frozen at their versions.
    weighed: the verdict on each item of evidence.
    rationale: why the outcome follows from clauses and evidence.
    reason: why the first decision does not stand; None where it does.
    lifted, kept: what of the measures of the enforcement falls, and what stands.
    imposed: new measures.
    no_evidence: whether its author confirmed that the file holds no evidence to weigh.
    route: what the party can do instead, where the request is not accepted.
    """

    outcome: Outcome
    citations: tuple[Citation, ...]
    weighed: tuple[EvidenceVerdict, ...]
    rationale: Bilingual
    reason: OverturnReason | None = None
    lifted: tuple[Measure, ...] = ()
    kept: tuple[Measure, ...] = ()
    imposed: tuple[Measure, ...] = ()
    no_evidence: bool = False
    route: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A ruling that somebody proposed and somebody signed.

    finding: what was decided.
    signed_by, signed_at: None until it is signed; by its proposer, or, where `four_eyes` says that
        two people must agree (APL 5.2), by somebody else.
    """

    finding: Ruling
    proposed_by: Person
    proposed_at: datetime
    signed_by: Person | None = None
    signed_at: datetime | None = None
    four_eyes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """The return of a proposed decision by a second reviewer: who, when, and why."""

    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupersededProposal:
    """A decision that took no effect, kept until one is signed so that its owner can go on from it.

    command: the id of the command that it came with, or one made of the case's for a return.
    at: when it came too late from a former owner, or was proposed.
    returned: why a second reviewer sent it back; None for one that came too late.
    """

    command: str
    finding: Ruling
    by: Person
    at: datetime
    returned: SentBack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that went to a party, in both languages.

    party: the id of the party.
    milestone: what it tells.
    automatic: whether the platform wrote it.
    round: how many decisions there were before the present one when it was sent.
    overrides: the findings of the checks that its author let pass, with reasons.
    first: the language that stood first (`letters.arrival`). None, in letters from before this was
        kept, is the party's.
    quotes: the clauses that stand in it word for word.
    """

    id: str
    party: str
    milestone: Milestone
    text: Bilingual
    sent_by: Person
    sent_at: datetime
    automatic: bool = False
    round: int = 0
    overrides: tuple[LetterOverride, ...] = ()
    first: Language | None = None
    quotes: tuple[ClauseRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An internal remark, which no party is ever shown."""

    by: Person
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of the timeline of a case: the name of an event, when, by whom, and its detail."""

    at: datetime
    by: Person
    event: str
    detail: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The moments from which `clocks` counts hours and deadlines.

    started_at: when a reopened case started anew; None for a case that was not reopened, which
        starts at its filing.
    first_response_at: when a person first wrote to a party.
    stopped: beginning and end of each pause; an end of None is a pause that is still open.
    notified_at: when the last party who is owed word was told the decision.
    ended_at: when the resolution clock ended.
    """

    started_at: datetime | None = None
    first_response_at: datetime | None = None
    stopped: tuple[tuple[datetime, datetime | None], ...] = ()
    notified_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: an appeal, a complaint, a counter-statement, an escalation or a clarification.

    It changes only by `apply`.

    reference: the number by which people here name it.
    external_reference: the key of the system that sent the request.
    queue: the name of the queue into which it was filed.
    market: the country that it is about, by ISO 3166 alpha-2.
    applicant: the id of the party who asks.
    version: the number of commands that took effect.
    level: 1 for a first appeal, 2 for a second one.
    enforcement: the decision that is looked at again; None where there is none.
    owner: who holds it; None for nobody.
    faults: what the intake check found against it.
    duplicate_of: the reference of the open case that asks the same; "" for none.
    decision: the decision of this round, proposed or signed; None before there is one.
    earlier_decisions: those of the rounds before it was reopened.
    kept: decisions that took no effect, until one is signed.
    action_reference: what the source system calls the carrying out of the decision.
    sor_reference: the statement of reasons filed for it (DSA Art. 17).
    letters_before: how many letters went out before the decision; only later ones tell it.
    reopened_for: on which ground it was opened again; None where it was not.
    targets: the targets of the day on which it was filed; None for one filed before they were
        kept.
    """

    id: str
    reference: str
    external_reference: str
    kind: CaseKind
    title: Bilingual
    severity: Severity
    queue: str
    market: str
    filed_at: datetime
    parties: tuple[Party, ...]
    applicant: str
    subject: Subject
    state: State = State.NEW
    version: int = 0
    level: int = 1
    enforcement: Enforcement | None = None
    statements: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    owner: Person | None = None
    faults: tuple[IntakeFault, ...] = ()
    duplicate_of: str = ""
    info_requests: tuple[InfoRequest, ...] = ()
    referrals: tuple[Referral, ...] = ()
    decision: Decision | None = None
    earlier_decisions: tuple[Decision, ...] = ()
    kept: tuple[SupersededProposal, ...] = ()
    action_reference: str = ""
    sor_reference: str = ""
    letters: tuple[Letter, ...] = ()
    letters_before: int = 0
    notes: tuple[Note, ...] = ()
    reopened_for: ReopenGround | None = None
    clock: Clock = Clock()
    timeline: tuple[TimelineEntry, ...] = ()
    marks: tuple[Mark, ...] = ()
    targets: Target | None = None

    def party(self, party_id: str) -> Party | None:
        """The party of that id; None if the case has none such."""
        return next((party for party in self.parties if party.id == party_id), None)

    @property
    def applicant_party(self) -> Party:
        """The party who asks. Raises `ValueError` for a case that names none, which is never
        stored."""
        party = self.party(self.applicant)
        if party is None:
            raise ValueError(f"case {self.reference} names no applicant")
        return party

    @property
    def open_info_request(self) -> InfoRequest | None:
        """The request for information that waits for an answer; None if none does."""
        last = self.info_requests[-1] if self.info_requests else None
        return last if last and last.answered_at is None else None

    @property
    def open_referral(self) -> Referral | None:
        """The referral that waits for an answer; None if none does."""
        last = self.referrals[-1] if self.referrals else None
        return last if last and last.answered_at is None else None
