"""Everything that can have happened to a case. Append-only: together they are the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.actor import Person
from workstation.domain.case import (
    Case,
    Decision,
    Evidence,
    InfoRequest,
    Letter,
    Note,
    Referral,
    SupersededProposal,
)
from workstation.domain.record import Event
from workstation.domain.taxonomy import IntakeFault, ReopenGround


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Event):
    """A request came in."""

    opening: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeChecked(Event):
    """The intake check ran; with no faults the case goes to the queue."""

    faults: tuple[IntakeFault, ...]
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Event):
    """A person let the request pass the intake check."""

    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Event):
    """Somebody claimed the case, or was given it."""

    owner: Person
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Event):
    """The owner gave it back."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """An internal remark was left."""

    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequested(Event):
    """A party was asked; the clock stops."""

    request: InfoRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationReceived(Event):
    """The party answered, or (text and evidence empty) its time is over; the clock runs."""

    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Event):
    """Another team was asked. The clock runs on."""

    referral: Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered(Event):
    """The team answered."""

    answer: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """A decision that needs a second person's signature."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Event):
    """The second reviewer sent it back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """A decision was signed."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted(Event):
    """The request failed the intake check for good."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalKept(Event):
    """A decision that could not take effect is kept, and the owner may take it up."""

    kept: SupersededProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Actioned(Event):
    """The decision was carried out in the source systems."""

    reference: str
    sor_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSent(Event):
    """A party was written to."""

    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Event):
    """Everybody who is owed word has the decision; the resolution clock ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """Nothing more can come within the procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """The party took its request back; in which `word`, events of before do not say."""

    reason: str
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """A finished case is open again, for a new owner."""

    ground: ReopenGround
    reason: str
