"""Everything that can have happened to a case. Append-only: together they are the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Person
from workstation.domain.asked import InfoRequest, Referral
from workstation.domain.case import (
    Case,
    Decision,
    Evidence,
    Kept,
    Letter,
    Note,
)
from workstation.domain.taxonomy import IntakeFault, ReopenGround


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What every event says: when, and by whom."""

    at: datetime
    by: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Happened):
    """A request came in."""

    opening: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeChecked(Happened):
    """The intake check ran; with no faults the case goes to the queue."""

    faults: tuple[IntakeFault, ...]
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Happened):
    """A person let the request pass the intake check."""

    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Happened):
    """Somebody claimed the case, or was given it."""

    owner: Person
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Happened):
    """The owner gave it back."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Happened):
    """An internal remark was left."""

    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequested(Happened):
    """A party was asked; the clock stops."""

    request: InfoRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationReceived(Happened):
    """The party answered, or (text and evidence empty) its time is over; the clock runs."""

    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Happened):
    """Another team was asked. The clock runs on."""

    referral: Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered(Happened):
    """The team answered."""

    answer: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Happened):
    """A decision that needs a second person's signature."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Happened):
    """The second reviewer sent it back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Happened):
    """A decision was signed."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted(Happened):
    """The request failed the intake check for good."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalKept(Happened):
    """A decision that could not take effect is kept, and the owner may take it up."""

    kept: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Actioned(Happened):
    """The decision was carried out in the source systems."""

    reference: str
    sor_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSent(Happened):
    """A party was written to."""

    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Happened):
    """Everybody who is owed word has the decision; the resolution clock ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Happened):
    """Nothing more can come within the procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Happened):
    """The party took its request back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Happened):
    """A finished case is open again, for a new owner."""

    ground: ReopenGround
    reason: str


Event = (
    Filed
    | IntakeChecked
    | Accepted
    | Owned
    | Released
    | Noted
    | InformationRequested
    | InformationReceived
    | Referred
    | ReferralAnswered
    | Proposed
    | Returned
    | Decided
    | NotAccepted
    | ProposalKept
    | Actioned
    | LetterSent
    | Notified
    | Closed
    | Withdrawn
    | Reopened
)

EVENTS: dict[str, type[Event]] = {
    "filed": Filed,
    "intake_checked": IntakeChecked,
    "accepted": Accepted,
    "owned": Owned,
    "released": Released,
    "noted": Noted,
    "information_requested": InformationRequested,
    "information_received": InformationReceived,
    "referred": Referred,
    "referral_answered": ReferralAnswered,
    "proposed": Proposed,
    "returned": Returned,
    "decided": Decided,
    "not_accepted": NotAccepted,
    "proposal_kept": ProposalKept,
    "actioned": Actioned,
    "letter_sent": LetterSent,
    "notified": Notified,
    "closed": Closed,
    "withdrawn": Withdrawn,
    "reopened": Reopened,
}
_NAMES = {event: name for name, event in EVENTS.items()}


def name_of(event: Event) -> str:
    """The name under which an event travels and is stored."""
    return _NAMES[type(event)]
