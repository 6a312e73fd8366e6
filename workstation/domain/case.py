"""`Case`: everything known about one appeal, complaint, escalation or clarification."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody the case concerns. `owed_word`: they must be told the decision.

    `region` is where they are, by ISO 3166 alpha-2; "" where nobody knows. The letter's script
    follows it (`scripts.script_for`).
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
    """One effect of a decision; `item` names the object where a case holds several.

    `conduct_on` is the day of that item's conduct, where it is not that of the whole case.
    """

    action: Action
    item: str = ""
    conduct_on: date | None = None
    points: int = 0
    money: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """The decision that is being appealed. `measures` is empty where a report was dismissed."""

    measures: tuple[Measure, ...]
    clauses: tuple[ClauseRef, ...]
    conduct_on: date
    notice_on: date
    decided_by: Person
    automated: bool
    facts: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a party says, in its own words and language; `party` "" is the applicant."""

    text: str
    language: Language
    at: datetime
    party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An item of evidence; `source` is a party's id or "platform"."""

    id: str
    type: EvidenceType
    source: str
    file: str
    summary: Bilingual
    received_at: datetime
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceVerdict:
    """The verdict on one item of evidence in a decision."""

    evidence: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The content of a decision, before anybody signs it.

    `lifted` and `kept` refer to measures of the enforcement, `imposed` are new. `no_evidence`:
    the file holds none to weigh. `route`: the right way for a request that is not accepted.
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
    """A finding that somebody proposed, and, where four eyes are needed, somebody else signed."""

    finding: Ruling
    proposed_by: Person
    proposed_at: datetime
    signed_by: Person | None = None
    signed_at: datetime | None = None
    four_eyes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """That a second reviewer returned a proposed decision, and why."""

    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupersededProposal:
    """A decision that took no effect, kept as a proposal until one is signed.

    It came too late at `at`, from a former owner; or it was proposed then, and `returned`.
    """

    command: str
    finding: Ruling
    by: Person
    at: datetime
    returned: SentBack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a party was told, in both languages, and which findings its author let pass.

    `round` counts the decisions before: which one a letter tells depends on nobody's clock.
    `first` is the language that stood first (`arrival`); None in letters of before: the party's.
    `quotes` are the clauses that stand in it word for word.
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
    """An internal remark; never shown to a party."""

    by: Person
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of the timeline: which event, when, by whom, and a word on it."""

    at: datetime
    by: Person
    event: str
    detail: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The times of the clocks. `stopped` holds the pauses; None is one still open.

    `started_at` is set where a reopened case starts anew; at `notified_at` the parties knew.
    """

    started_at: datetime | None = None
    first_response_at: datetime | None = None
    stopped: tuple[tuple[datetime, datetime | None], ...] = ()
    notified_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. Changes only by `apply`; `version` counts the commands that took effect.

    `letters_before` is how many letters went out before the decision: only later ones tell it.
    `targets` are those of the day on which it was filed; None for one filed before they were kept.
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
        """The party of that id."""
        return next((party for party in self.parties if party.id == party_id), None)

    @property
    def applicant_party(self) -> Party:
        """The party who asked. Raises `ValueError` for a case that names none (never stored)."""
        party = self.party(self.applicant)
        if party is None:
            raise ValueError(f"case {self.reference} names no applicant")
        return party

    @property
    def open_info_request(self) -> InfoRequest | None:
        """The request for information that waits for an answer."""
        last = self.info_requests[-1] if self.info_requests else None
        return last if last and last.answered_at is None else None

    @property
    def open_referral(self) -> Referral | None:
        """The referral that waits for an answer."""
        last = self.referrals[-1] if self.referrals else None
        return last if last and last.answered_at is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoRequest:
    """What a party was asked for; asked once, extended at most once (APL 3.2)."""

    party: str
    items: tuple[Bilingual, ...]
    asked_at: datetime
    due_at: datetime
    extended: bool = False
    answered_at: datetime | None = None

    @property
    def wanted(self) -> Bilingual:
        """All items as one line."""
        return Bilingual(
            "; ".join(each.en for each in self.items), "；".join(each.zh for each in self.items)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One question to another team, which is named, with a deadline."""

    team: Team
    question: str
    asked_by: Person
    asked_at: datetime
    due_at: datetime
    answer: str = ""
    answered_by: Person | None = None
    answered_at: datetime | None = None
