"""Reads the nine stories of `scenarios.json`, with what their parties say, into domain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import msgspec

from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    EvidenceType,
    Language,
    ObjectType,
    Outcome,
    OverturnReason,
    PartyRole,
    Severity,
)
from workstation.domain.text import Bilingual
from workstation.files import resource


class StoryText(msgspec.Struct, frozen=True):
    """A text of the stories in both languages."""

    en: str
    zh: str

    def both(self) -> Bilingual:
        """The text as a case holds it."""
        return Bilingual(self.en, self.zh)


class StoryParty(msgspec.Struct, frozen=True):
    """A party. `sees` says what they may learn; it begins with "nothing" for one who is owed no
    word."""

    id: str
    role: PartyRole
    name: str
    lang: Language
    sees: str


class StoryObject(msgspec.Struct, frozen=True):
    """What the story is about."""

    type: ObjectType
    id: str
    title: str


class StoryOriginal(msgspec.Struct, frozen=True):
    """The decision that the story appeals."""

    clauses: tuple[str, ...]
    version: str | None
    actions: tuple[Action, ...]
    points: int
    amount_sgd: Decimal


class StoryRef(msgspec.Struct, frozen=True):
    """A clause that the story mentions; `role` tells the grounds of its decision from clauses that
    only look like some."""

    code: str
    clause: str
    version: str
    role: str


class StoryMoment(msgspec.Struct, frozen=True):
    """One line of the story's timeline."""

    at: str
    actor: str
    event: str
    en: str
    zh: str

    @property
    def time(self) -> datetime:
        """When that was."""
        return datetime.fromisoformat(self.at)


class StoryEvidence(msgspec.Struct, frozen=True):
    """An item of evidence, and by `verdict` what the story finds it worth."""

    id: str
    code: EvidenceType
    source: str = msgspec.field(name="from")
    file: str = ""
    verdict: str = ""
    en: str = ""
    zh: str = ""


class StoryDecision(msgspec.Struct, frozen=True):
    """How the story ends. Measures are an action, or "item:action", or "action:S$amount"."""

    outcome: Outcome
    overturn_reason: OverturnReason | None
    lifted: tuple[str, ...]
    kept: tuple[str, ...]
    new: tuple[Action, ...]
    rationale: StoryText


class StoryReply(msgspec.Struct, frozen=True):
    """The letter to one party."""

    to: str
    en: str
    zh: str


class StoryClock(msgspec.Struct, frozen=True):
    """The story's own reckoning of its hours."""

    filed_at: str
    decided_at: str
    elapsed_h: float
    stopped_h: float
    net_h: float
    target_h: int | None
    breached: bool | None


class Scenario(msgspec.Struct, frozen=True):
    """One story of `scenarios.json`."""

    id: str
    title: StoryText
    case_type: CaseKind
    market: str
    severity: Severity
    party_language: Language
    level: int
    parties: tuple[StoryParty, ...]
    object: StoryObject
    conduct_date: date
    notice_date: date
    filed_at: str
    original: StoryOriginal
    policy_refs: tuple[StoryRef, ...]
    timeline: tuple[StoryMoment, ...]
    evidence: tuple[StoryEvidence, ...]
    four_eyes: bool
    decision: StoryDecision
    replies: tuple[StoryReply, ...]
    internal_note: StoryText
    clock: StoryClock

    def moment(self, event: str) -> StoryMoment | None:
        """The first line of the timeline about that event."""
        return next((each for each in self.timeline if each.event == event), None)


class OwnMeasure(msgspec.Struct, frozen=True):
    """A measure on one of several items that a story is about."""

    action: Action
    item: str
    conduct_on: date
    points: int = 0
    sgd: Decimal | None = None


class EarlierRound(msgspec.Struct, frozen=True):
    """A first round that ended wrongly, and why the case was opened again."""

    rationale: StoryText
    letter: StoryText
    reopened: str


class StoryOrder(msgspec.Struct, frozen=True):
    """A ticket that belongs elsewhere, and how it was turned down."""

    title: StoryText
    claim: str
    rationale: StoryText
    route: StoryText
    letter: StoryText


class StoryWords(msgspec.Struct, frozen=True):
    """What `scenarios.json` tells about and does not say: the parties' own words, and the several
    items of S04."""

    applicant: str
    claim: str
    automated: bool
    regions: dict[str, str] = {}
    late_evidence: tuple[str, ...] = ()
    requested_of: str = ""
    requested: tuple[StoryText, ...] = ()
    answer: str = ""
    referral: str = ""
    measures: tuple[OwnMeasure, ...] = ()
    items: dict[str, str] = {}
    asked_about: tuple[str, ...] = ()
    new_points: int = 0
    note: StoryText | None = None
    progress: StoryText | None = None
    earlier: EarlierRound | None = None
    colleague: str = ""
    order: StoryOrder | None = None


class _Scenarios(msgspec.Struct, frozen=True):
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario and the words of its parties."""

    told: Scenario
    words: StoryWords

    @property
    def id(self) -> str:
        """S01 to S11."""
        return self.told.id

    @property
    def filed_at(self) -> datetime:
        """When it was filed in the story itself."""
        return datetime.fromisoformat(self.told.filed_at)


@cache
def stories() -> dict[str, Story]:
    """The nine stories by their id. Raises `msgspec.DecodeError` for a broken installation."""
    told = msgspec.json.decode(
        resource("resources/domain/scenarios.json").read_bytes(), type=_Scenarios
    )
    words = msgspec.json.decode(
        resource("resources/demo/stories.json").read_bytes(), type=dict[str, StoryWords]
    )
    return {each.id: Story(each, words[each.id]) for each in told.scenarios}
